/**
 * Signs that hide words from whoever checks them, or make one word look like another: what cannot be seen, what turns the
 * reading direction, letters of a second alphabet in a word.
 */

/** Format characters, fillers, selectors of variants, private ones; joiners are judged apart. */
const unseen =
  /[\p{Cc}\p{Co}\p{Noncharacter_Code_Point}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u2028\u2029]|(?![\u200c\u200d])\p{Cf}|(?![\ufe0e\ufe0f])\p{Variation_Selector}/u;
/** Persian, the scripts of India and emoji are written with joiners, and emoji with a selector. */
const joined =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{Script=Syriac}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200c\u200d]|(?<![\p{Emoji}\u{20e3}])[\ufe0e\ufe0f]/u;

/** A character of that kind, written as its number: it cannot be shown. Null where there is none. */
export function unseenIn(text: string): string | null {
  const [found] = unseen.exec(text.replace(/[\n\r\t]/g, " ")) ?? joined.exec(text) ?? [];
  return found == null
    ? null
    : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Alphabets whose letters pass for Latin ones. */
const lookalikes =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Deseret}]/u;
const latin = /\p{Script=Latin}/u;
/** Letters as signs of mathematics, in circles, in full width. */
const dressed = /[\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f189}\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a]/u;
const words = /[\p{L}\p{M}]+/gu;

/** A word of the summary in two alphabets at once, or in one that its article never uses, or in letters dressed up. */
export function disguisedIn(article: string, summary: string): string | null {
  const isLatin = isMostlyLatin(article) && !lookalikes.test(article);
  for (const [word] of summary.matchAll(words)) {
    if (!lookalikes.test(word)) continue;
    // "µm" and its like: one sign before a unit.
    if (/^[μµΩ]\p{Script=Latin}{0,2}$/u.test(word)) continue;
    if ((latin.test(word) || isLatin) && !article.includes(word)) return word;
  }
  const [sign] = dressed.exec(summary) ?? [];
  return sign != null && !article.includes(sign) ? sign : null;
}

/** So many letters show what an article is written in. */
const shownChars = 2000;

function isMostlyLatin(text: string): boolean {
  const letters = text.slice(0, shownChars).match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => latin.test(letter)).length > letters.length / 2;
}
