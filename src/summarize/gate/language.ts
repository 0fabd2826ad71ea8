/**
 * The language of a text, by its small words; only what the checks need to know: is it English, and are two texts of
 * different languages. "und" where the words do not tell.
 */
const smallWords: Readonly<Record<string, string>> = {
  en: "a it he we all one can after must about more when there than would our out up so if what the of and to in is that was for with his are on as at be by this from had have not but were they which their an she been has will who",
  de: "der die das und ist nicht ein eine mit von den dem des auf für sich auch als nach wird bei einer um sind noch wie über zum aus hat dass sie",
  fr: "le la les des et est une dans que pour qui sur pas plus par avec au ce sont il elle aux ses été cette ont mais être leur du en",
  es: "el la los las de que y en un una por con para del se no es lo al su más como pero fue este ha sus son entre está",
  it: "il la di che e un una per non sono con del della dei le gli nel alla più anche da si ha come dal è nella questo delle",
  pt: "o a os as de que e do da em um uma para com não por mais dos das no na se ao foi como são seu sua pelo",
  nl: "de het een en van is dat niet op te zijn voor met die aan er om ook maar door bij naar uit werd heeft hij wordt deze",
  sv: "och att det som en på är av för med den till inte har de ett om var han från vid men kan ska eller efter",
  da: "og at det som en på er af for med den til ikke har de et om var han fra ved men kan skal eller efter blev",
  pl: "w i na z do się nie że to jest o od po jak za dla przez ale są oraz był które tym",
  tr: "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak ise olduğu her",
  id: "yang dan di ke dari untuk pada dengan ini itu adalah tidak dalam akan oleh juga sudah telah",
};

const owners = new Map<string, string[]>();
for (const [language, words] of Object.entries(smallWords)) {
  for (const word of words.split(" ")) owners.set(word, [...(owners.get(word) ?? []), language]);
}

const lookedAtChars = 4000;
const leastHits = 3;

/** Two letters or "und"; for languages with a script of their own the script decides. Linear. */
export function languageOf(text: string): string {
  const sample = text.slice(0, lookedAtChars);
  const script = scriptOf(sample);
  if (script !== "Latn") return script;
  const hits = new Map<string, number>();
  for (const [word] of sample.toLowerCase().matchAll(/\p{L}+/gu)) {
    for (const language of owners.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  }
  const ranked = [...hits].sort((a, b) => b[1] - a[1]);
  const [best, second] = ranked;
  if (best == null || best[1] < leastHits) return "und";
  return second != null && second[1] > best[1] * 0.7 ? "und" : best[0];
}

/** A stand-in tag for each script; "und" where letters are too few. */
function scriptOf(sample: string): string {
  const counts: [string, number][] = (
    [
      ["Latn", /\p{Script=Latin}/gu],
      ["zh", /\p{Script=Han}/gu],
      ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
      ["ko", /\p{Script=Hangul}/gu],
      ["ru", /\p{Script=Cyrillic}/gu],
      ["ar", /\p{Script=Arabic}/gu],
      ["he", /\p{Script=Hebrew}/gu],
      ["el", /\p{Script=Greek}/gu],
      ["hi", /\p{Script=Devanagari}/gu],
      ["th", /\p{Script=Thai}/gu],
    ] as const
  ).map(([tag, expression]) => [tag, sample.match(expression)?.length ?? 0]);
  const kana = counts.find(([tag]) => tag === "ja")?.[1] ?? 0;
  const best = counts.reduce((a, b) => (b[1] > a[1] ? b : a));
  if (best[1] < 8) return best[0] === "Latn" ? "Latn" : "und";
  return best[0] === "zh" && kana * 10 > best[1] ? "ja" : best[0];
}
