/** Marks of a quotation inside another, by what opens the outer one; as the languages of our catalogues write them. */
const inner: Readonly<Record<string, readonly [string, string]>> = {
  "“": ["‘", "’"],
  "„": ["‚", "‘"],
  "»": ["›", "‹"],
  "«": ["“", "”"],
  "”": ["’", "’"],
  "「": ["『", "』"],
  '"': ["'", "'"],
};
/** Where the language has others within those. */
const innerIn: Readonly<Record<string, readonly [string, string]>> = {
  "ru «": ["„", "“"],
  "uk «": ["„", "“"],
  "pl „": ["«", "»"],
};
const marks = /["“”„«»「」]/gu;

/**
 * A headline that will stand in quotation marks: its own become inner ones, first opening, then closing. A mark between a
 * letter and a letter is none (ארה"ב).
 *
 * @param phrase where it will stand: what comes before `place` opens the outer quotation
 */
export function nested(title: string, phrase: string, place: string, language: string): string {
  const before = phrase.slice(0, Math.max(0, phrase.indexOf(place))).trimEnd();
  const outer = before.at(-1) ?? "";
  const pair = innerIn[`${language.split("-", 1)[0]} ${outer}`] ?? inner[outer];
  if (pair == null) return title;
  let isOpen = false;
  return title.replace(marks, (mark, at: number) => {
    const isWithin = /\p{L}/u.test(title.charAt(at - 1)) && /\p{L}/u.test(title.charAt(at + 1));
    if (isWithin && mark === '"') return mark;
    isOpen = !isOpen;
    return isOpen ? pair[0] : pair[1];
  });
}
