import type { Passage } from "./passage.ts";
import { folded } from "./spelling.ts";

/**
 * Small numbers as languages other than English write them, from two on, with a bar between the forms of one: they support a figure
 * of the summary, and are never held against one. In some, longer words begin with them ("dreijährig"). Own tables.
 */
const values = [
  2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90, 100, 1000,
];
const lines: Readonly<Record<string, string>> = {
  de: "zwei|beide|beiden|doppelt|zweit drei|dritt vier fünf sechs sieben|siebt acht neun zehn elf zwölf|dutzend dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert|einhundert tausend|eintausend",
  nl: "twee|beide|tweede drie|derde vier|vierde vijf zes zeven acht negen tien elf twaalf|dozijn dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend",
  fr: "deux|double trois|troisième|triple quatre|quatrième cinq six sept huit neuf dix onze douze|douzaine treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent mille",
  es: "dos|ambos|ambas|doble|segundo|segunda tres|tercero|tercera|tercer|triple cuatro|cuarto cinco|quinto seis|sexto siete ocho nueve diez once doce|docena trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento mil",
  it: "due|entrambi|entrambe|doppio|secondo|seconda tre|terzo|terza|triplo quattro|quarto cinque|quinto sei|sesto sette otto nove dieci undici dodici|dozzina tredici quattordici quindici sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille",
  pt: "dois|duas|ambos|ambas|dobro|segundo|segunda três|terceiro|terceira|triplo quatro|quarto cinco|quinto seis|sexto sete oito nove dez onze doze|dúzia treze quatorze|catorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem|cento mil",
  pl: "dwa|dwie|dwóch|dwaj|dwoje|dwu|oba|obie|drugi|druga trzy|trzech|trzej|troje|trzeci|trzecia cztery|czterech|czworo|czwarty|czwarta pięć|pięciu|pięcioro|piąty sześć|sześciu|szósty siedem|siedmiu osiem|ośmiu dziewięć|dziewięciu dziesięć|dziesięciu jedenaście dwanaście|tuzin trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia|dwudziestu trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto|stu tysiąc",
  ru: "два|две|двух|двое|оба|обе|дві|двоє|обидва|второй|вторая|другий три|трех|трёх|трое|третий|трьох|троє|третій четыре|четырех|четверо|чотири|чотирьох пять|пяти|пятеро|п'ять шесть|шести|шість семь|семи|сім восемь|восьми|вісім девять|девяти|дев'ять десять|десяти одиннадцать|одинадцять двенадцать|дюжина|дванадцять тринадцать|тринадцять четырнадцать|чотирнадцять пятнадцать|п'ятнадцять шестнадцать|шістнадцять семнадцать|сімнадцять восемнадцать|вісімнадцять девятнадцать|дев'ятнадцять двадцать|двадцати|двадцять тридцать|тридцяти|тридцять сорок пятьдесят|п'ятдесят шестьдесят|шістдесят семьдесят|сімдесят восемьдесят|вісімдесят девяносто|дев'яносто сто|ста тысяча|тысячу|тисяча",
  tr: "iki|ikinci üç|üçüncü dört|dördüncü beş|beşinci altı|altıncı yedi|yedinci sekiz dokuz on onbir oniki|düzine onüç ondört onbeş onaltı onyedi onsekiz ondokuz yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin",
  ar: "اثنان|اثنين|اثنتان|اثنتين|كلا|الثاني|الثانية ثلاثة|ثلاث|الثالث|الثالثة اربعة|اربع|الرابع خمسة|خمس|الخامس ستة|ست|السادس سبعة|سبع ثمانية|ثماني تسعة|تسع عشرة|عشر احد_عشر اثنا_عشر ثلاثة_عشر اربعة_عشر خمسة_عشر ستة_عشر سبعة_عشر ثمانية_عشر تسعة_عشر عشرون|عشرين ثلاثون|ثلاثين اربعون|اربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين مائة|مئة الف",
};
/** Elsewhere "otto" would begin "ottobre". */
const compounding = /^(?:de|nl|ru|tr)$/;
/** Words as short as these begin too many others. */
const leastPrefix = 4;

const tables = new Map(
  Object.entries(lines).map(([language, line]) => [
    language,
    line
      .split(" ")
      .flatMap((forms, at) =>
        forms.split("|").map((form) => ({ form: folded(form.replaceAll("_", " ")), value: values[at] ?? 0 })),
      ),
  ]),
);

/** Are the small numbers of this language known? */
export const countsIn = (language: string): boolean =>
  tables.has(language) || language === "zh" || language === "ja";

/** The values of number words in the article, each once. */
export function numeralsIn(article: Passage): number[] {
  if (article.language === "zh" || article.language === "ja") return easternNumerals(article.text);
  const table = tables.get(article.language) ?? [];
  const exact = new Map<string, number>(table.map(({ form, value }) => [form, value]));
  const found = new Set<number>();
  const hasCompounds = compounding.test(article.language);
  for (const { folded: word } of article.words) {
    const own = exact.get(word);
    if (own != null) found.add(own);
    if (own != null || !hasCompounds) continue;
    for (let length = leastPrefix; length < Math.min(word.length, 12); length++) {
      const begun = exact.get(word.slice(0, length));
      if (begun != null) found.add(begun);
    }
  }
  return [...found];
}

const figures = "〇一二三四五六七八九";
const powers: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 萬: 1e4 };

/** "二百四十" is 240; "两" is two, as is "兩". */
function easternNumerals(text: string): number[] {
  const found = new Set<number>();
  for (const [run] of text.matchAll(/[〇零一二三四五六七八九十百千万萬两兩]{1,12}/gu)) {
    let [total, section, digit] = [0, 0, 0];
    for (const sign of run.replace(/[两兩]/gu, "二").replaceAll("零", "〇")) {
      const power = powers[sign];
      if (power == null) digit = digit * (section === 0 && total === 0 ? 10 : 1) + figures.indexOf(sign);
      else if (power === 1e4) [total, section, digit] = [total + (section + digit) * power, 0, 0];
      else [section, digit] = [section + (digit === 0 ? 1 : digit) * power, 0];
    }
    found.add(total + section + digit);
  }
  return [...found];
}
