/** Scripts, and the language where (nearly) one language uses it; `null` where words must decide. */
export const scripts: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly language: string | null;
}[] = [
  { name: "Latin", pattern: /\p{Script=Latin}/gu, language: null },
  { name: "Cyrillic", pattern: /\p{Script=Cyrillic}/gu, language: null },
  { name: "Arabic", pattern: /\p{Script=Arabic}/gu, language: null },
  { name: "Hebrew", pattern: /\p{Script=Hebrew}/gu, language: "he" },
  { name: "Greek", pattern: /\p{Script=Greek}/gu, language: "el" },
  { name: "Han", pattern: /\p{Script=Han}/gu, language: "zh" },
  { name: "kana", pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, language: "ja" },
  { name: "Hangul", pattern: /\p{Script=Hangul}/gu, language: "ko" },
  { name: "Thai", pattern: /\p{Script=Thai}/gu, language: "th" },
  { name: "Devanagari", pattern: /\p{Script=Devanagari}/gu, language: "hi" },
  { name: "Bengali", pattern: /\p{Script=Bengali}/gu, language: "bn" },
  { name: "Tamil", pattern: /\p{Script=Tamil}/gu, language: "ta" },
  { name: "Georgian", pattern: /\p{Script=Georgian}/gu, language: "ka" },
  { name: "Armenian", pattern: /\p{Script=Armenian}/gu, language: "hy" },
  { name: "Ethiopic", pattern: /\p{Script=Ethiopic}/gu, language: "am" },
];

type Words = { readonly script: string; readonly words: ReadonlySet<string> };

const latin = (list: string): Words => ({ script: "Latin", words: set(list) });
const cyrillic = (list: string): Words => ({ script: "Cyrillic", words: set(list) });
const arabic = (list: string): Words => ({ script: "Arabic", words: set(list) });

/** The commonest words of each language, those it shares with its neighbours included: the margin settles it. */
export const stopWords: Readonly<Record<string, Words>> = {
  en: latin(
    "the of and to in a is that for it was on with as he be by at this had not are but from or have an they which you were her she his their has been will would who more said its after about than when there we",
  ),
  de: latin(
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde",
  ),
  fr: latin(
    "de la le et les des en un une du que est dans pour qui sur au plus par ne pas ce il avec se sont son ont aux cette ses mais comme ou si leur elle nous a été être fait aussi était leurs selon après sa ces deux",
  ),
  es: latin(
    "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está",
  ),
  it: latin(
    "di e il la che in a un per è del non si una i le con della da sono ha al nel alla più anche come dei gli lo ma se delle o su dal suo ai questo essere stato dopo nella dalla due ad loro era tra ed hanno",
  ),
  pt: latin(
    "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus foi são está",
  ),
  nl: latin(
    "de het een van en in is dat op te zijn met voor niet die er aan om ook als was door maar hij bij uit nog naar over ze dan wordt wel heeft worden of tot deze hebben meer dit kan werd geen zich haar al onder",
  ),
  pl: latin(
    "i w na z do się nie to że jest o jak za a po od co przez ale dla tym ich już tego był przy oraz jego być są może tylko który która które było ze też także jej gdy ma czy lub pod bez",
  ),
  sv: latin(
    "och i att det som en på är av för med den till inte har de ett om han men var jag sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla",
  ),
  da: latin(
    "og i at det en den til er som på de med han af for ikke der var et har sig fra men hun om vi efter være skal også kan ved nu over så havde eller når mod end år blev bliver op kun ud hvor meget af",
  ),
  nb: latin(
    "og i det er på en som at til av for å med har de ikke den et han var fra om men hun vi seg så kan etter ved også skal ble eller når nå over år mot ut hadde være bli blir mer enn opp hvor alle noe",
  ),
  fi: latin(
    "ja on ei se että oli hän ovat mutta kun niin kuin myös joka tai mukaan olla vain sen ole jo jos ollut sekä hänen nyt mitä siitä kanssa vuoden vielä eivät tämän jälkeen ennen ovat joita jonka voi noin tämä",
  ),
  tr: latin(
    "ve bir bu da de için ile çok olarak daha gibi olan sonra kadar en ne var ki ise değil o her göre ancak olduğunu veya yeni iki ama oldu şey etti dedi tarafından üzerinde büyük ilk diye mi",
  ),
  cs: latin(
    "a v se na že je s z o do i to k ve pro za by jako po tak od jsou ale který jeho byl aby podle které než která není už si však ze jen při také roku být bylo má nebo jejich mezi co",
  ),
  ro: latin(
    "de și în a la cu pe o că un din nu se este pentru mai care sunt au fost prin ca lui fi sau după dar am ale al s-a ce între fost acest până ar avea această ei toate doar sa unei către",
  ),
  hu: latin(
    "a az és hogy nem is egy ez meg volt de el csak már még mint ki van azt vagy ha sem kell után mert szerint akkor nagyon majd között lehet lett minden olyan első több ezt két pedig által voltak",
  ),
  ru: cyrillic(
    "и в не на что с по это как из у за к от о для но его он она они а то так был была были все же бы или мы вы после при уже если до которые который также только ещё еще",
  ),
  uk: cyrillic(
    "і в не на що з та у до за як про це від для але його він вона вони а був була було були так або ми ви після при вже якщо також які який щоб із є й лише під через між має",
  ),
  bg: cyrillic(
    "и на в да се за от не с че е са по до като това при но има ще или към през който които е един след със във си му той тя те беше бъде също само между още така може всички",
  ),
  sr: cyrillic(
    "и у је да се на за су од са као не то а који која које из би што о али до није по или ће он она они све након само још код био била бити може",
  ),
  ar: arabic(
    "في من على إلى أن ان عن مع هذا هذه التي الذي كان كانت ما لا قد لم بعد قبل بين كل أو ثم حيث وقال قال كما ذلك لن خلال وفي ومن هو هي أي غير عند حتى أكثر الى منذ",
  ),
  fa: arabic(
    "در و به از که این را با است برای آن یک می تا بر شده خود کرد ها اما هم بود شد گفت او نیز باید هر پس وی کند دارد شود اند نیست بین دو سال ما کرده های",
  ),
  ur: arabic(
    "کے کی میں ہے اور سے کا کو پر نے یہ کہ ہیں تھا تھی ایک کر بھی نہیں تو اس ان وہ گیا ہو کہا ہوئے لیے ساتھ جو بعد رہے رہا کیا دیا تک جس وقت گی گا",
  ),
};

/** Letters that mark a language among those sharing its script. */
export const alphabets: Readonly<Record<string, RegExp>> = {
  de: /[ßäöü]/gu,
  fr: /[àâçêèîœùû]|l['’]|d['’]/gu,
  es: /[ñ¿¡áíóú]/gu,
  it: /[àèìòù]/gu,
  pt: /[ãõç]/gu,
  pl: /[ąęłńśźż]/gu,
  sv: /[åäö]/gu,
  da: /[æøå]/gu,
  nb: /[æøå]/gu,
  fi: /ä|ö|aa|ii|uu|yy/gu,
  tr: /[ığş]/gu,
  cs: /[ěščřžůý]/gu,
  ro: /[ăâîșțşţ]/gu,
  hu: /[őűáéö]/gu,
  ru: /[ыэё]/gu,
  uk: /[іїєґ]/gu,
  bg: /[ъ]|щ/gu,
  sr: /[ђјљњћџ]/gu,
  ar: /[ةىأإ]/gu,
  fa: /[پچژگ]|ی/gu,
  ur: /[ٹڈڑںےہھ]/gu,
};

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
