/** Scripts, and the language where (nearly) one language uses it; `null` where words must decide. */
export const scripts: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly language: string | null;
}[] = [
  { name: "Latin", pattern: /\p{Script=Latin}/gu, language: null },
  { name: "Cyrillic", pattern: /\p{Script=Cyrillic}/gu, language: null },
  { name: "Arabic", pattern: /\p{Script=Arabic}/gu, language: null },
  { name: "Devanagari", pattern: /\p{Script=Devanagari}/gu, language: null },
  { name: "Hebrew", pattern: /\p{Script=Hebrew}/gu, language: "he" },
  { name: "Greek", pattern: /\p{Script=Greek}/gu, language: "el" },
  { name: "Han", pattern: /\p{Script=Han}/gu, language: "zh" },
  { name: "kana", pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, language: "ja" },
  { name: "Hangul", pattern: /\p{Script=Hangul}/gu, language: "ko" },
  { name: "Thai", pattern: /\p{Script=Thai}/gu, language: "th" },
  { name: "Bengali", pattern: /\p{Script=Bengali}/gu, language: "bn" },
  { name: "Gurmukhi", pattern: /\p{Script=Gurmukhi}/gu, language: "pa" },
  { name: "Gujarati", pattern: /\p{Script=Gujarati}/gu, language: "gu" },
  { name: "Oriya", pattern: /\p{Script=Oriya}/gu, language: "or" },
  { name: "Tamil", pattern: /\p{Script=Tamil}/gu, language: "ta" },
  { name: "Telugu", pattern: /\p{Script=Telugu}/gu, language: "te" },
  { name: "Kannada", pattern: /\p{Script=Kannada}/gu, language: "kn" },
  { name: "Malayalam", pattern: /\p{Script=Malayalam}/gu, language: "ml" },
  { name: "Sinhala", pattern: /\p{Script=Sinhala}/gu, language: "si" },
  { name: "Lao", pattern: /\p{Script=Lao}/gu, language: "lo" },
  { name: "Khmer", pattern: /\p{Script=Khmer}/gu, language: "km" },
  { name: "Burmese", pattern: /\p{Script=Myanmar}/gu, language: "my" },
  { name: "Tibetan", pattern: /\p{Script=Tibetan}/gu, language: "bo" },
  { name: "Georgian", pattern: /\p{Script=Georgian}/gu, language: "ka" },
  { name: "Armenian", pattern: /\p{Script=Armenian}/gu, language: "hy" },
  { name: "Ethiopic", pattern: /\p{Script=Ethiopic}/gu, language: "am" },
];

/**
 * The commonest English words. Enough of them settle an article's language before the n-grams are loaded, which takes
 * longer than reading a hundred articles. English alone: the lists of German, Spanish or Dutch would also be met by
 * Luxembourgish, Galician or Afrikaans.
 */
export const englishWords =
  words(`the of and to in a is that for it was on with as he be by at this had not are but from
  or have an they which you were her she his their has been will would who more said its after about than when there we
  i my what if one can all out up so no our into could do them then some him these your did over only also two how any`);

/** Languages the n-grams do not know, by letters no neighbour uses. */
export const ownLetters: readonly {
  readonly language: string;
  readonly script: string;
  readonly pattern: RegExp;
}[] = [
  { language: "tt", script: "Cyrillic", pattern: /[җ]/gu },
  { language: "kk", script: "Cyrillic", pattern: /[қғұ]/gu },
  { language: "tg", script: "Cyrillic", pattern: /[ҷҳӣӯ]/gu },
  { language: "mk", script: "Cyrillic", pattern: /[ѓќѕ]/gu },
  { language: "ps", script: "Arabic", pattern: /[ښځڅډږټ]/gu },
  { language: "sd", script: "Arabic", pattern: /[ڀٻڳڄڃ]/gu },
  { language: "ug", script: "Arabic", pattern: /[ۈېۋ]/gu },
];

/** Near neighbours the n-grams take for another language (`among`), by common words of theirs alone. */
export const neighbours: readonly {
  readonly language: string;
  readonly among: readonly string[];
  readonly words: ReadonlySet<string>;
}[] = [
  {
    language: "nn",
    among: ["no", "da", "sv"],
    words: words(
      "ikkje eg ein frå vart berre noko dei hjå sjølv korleis kva kvar desse vere meir mykje no nokon saman",
    ),
  },
  {
    language: "gl",
    among: ["es", "pt"],
    words: words(
      "unha unhas cando coa coas polo pola tamén moi xa hai tiña dende ata nin ninguén mesmo onte despois",
    ),
  },
  {
    language: "af",
    among: ["nl"],
    words: words("nie vir hulle hy sy ek baie sê wees deur oor daar hierdie gaan wil mense het se 'n"),
  },
  {
    language: "ms",
    among: ["ms"],
    words: words(
      "bahawa kerana boleh ialah wang pejabat cakap beliau berkata syarikat kerajaan polis ahad selepas manakala",
    ),
  },
];

/** What the n-grams call otherwise than BCP 47 wants it, or than readers mean by it. */
export const tags: Readonly<Record<string, string>> = {
  // Nynorsk is told apart by its words; the rest is Bokmål.
  no: "nb",
  // Their Kurdish is Sorani.
  ku: "ckb",
  // Indonesian and Malay are one for them; Indonesian is written by ten times as many, and Malay told by its words.
  ms: "id",
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
