/** A phrase, or one form per plural category of the language. */
export type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Everything that depends on the language a page or mail speaks: its words, numbers, dates and direction. */
export type Voice = {
  readonly language: string;
  readonly words: Catalogue;
  readonly zone: string;
};

/** A phrase with its places filled: `phrase(voice, "minutes", { n: 4 })` → `4 min read`. `n` also picks the plural form. */
export function phrase(
  voice: Voice,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = phraseFor(voice, key, Number(values["n"]));
  return text.replace(/\{([a-z]+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value == null) return place;
    return typeof value === "number" ? formatsOf(voice).number.format(value) : value;
  });
}

/** The phrase itself, its places unfilled: the form that counts `n`. */
export function phraseFor(voice: Voice, key: string, n: number): string {
  const found = voice.words[key] ?? "";
  return typeof found === "string" ? found : pluralForm(voice, found, n);
}

/** The phrases that do not count anything, for a template's `words`. */
export function plainWords(voice: Voice, values: Readonly<Record<string, string>>): Record<string, string> {
  const plain = Object.entries(voice.words).filter(([, word]) => typeof word === "string");
  return Object.fromEntries(plain.map(([key]) => [key, phrase(voice, key, values)]));
}

/** `Thursday, 27 November 2025`, in the voice's language and zone. */
export function longDate(voice: Voice, at: Date): string {
  return spoken(voice, formatsOf(voice).longDate.formatToParts(at));
}

/** `27 November 2025`. */
export function shortDate(voice: Voice, at: Date): string {
  return spoken(voice, formatsOf(voice).shortDate.formatToParts(at));
}

/** `3 March – 14 April 2026`. */
export function dateRange(voice: Voice, from: Date, to: Date): string {
  const [first, last] = [shortDate(voice, from), shortDate(voice, to)];
  if (first === last) return first;
  if (numericRanges.has(languageOf(voice))) return `${first} – ${last}`;
  return spoken(voice, formatsOf(voice).shortDate.formatRangeToParts(from, to));
}

/** `Friday 20 November`. @param day `2026-11-20` */
export function dayAlone(voice: Voice, day: string): string {
  return spoken(voice, formatsOf(voice).day.formatToParts(new Date(day)));
}

/** `November 2026`. @param month `2026-11` */
export function monthYear(voice: Voice, month: string): string {
  return formatsOf(voice).monthYear.format(new Date(month));
}

/** `November`. @param month `2026-11` */
export function monthAlone(voice: Voice, month: string): string {
  return formatsOf(voice).month.format(new Date(month));
}

/** `2026`. @param month `2026-11` */
export function yearOf(voice: Voice, month: string): string {
  return formatsOf(voice).year.format(new Date(month));
}

export const countOf = (voice: Voice, n: number): string => formatsOf(voice).number.format(n);

/** Where Unicode's ranges (CLDR) drop the words that its dates have: `2026/11/20`, in Italian `03 dicembre`. */
const numericRanges = new Set(["it", "ja", "zh"]);

const languageOf = ({ language }: Voice): string => language.split("-", 1)[0]?.toLowerCase() ?? "";

/** French counts the first day of a month and no other (`1er novembre`), which Unicode's patterns leave out. */
function spoken(voice: Voice, parts: readonly Intl.DateTimeFormatPart[]): string {
  const counts = languageOf(voice) === "fr";
  return parts.map(({ type, value }) => (counts && type === "day" && value === "1" ? "1er" : value)).join("");
}

type Formats = {
  readonly number: Intl.NumberFormat;
  readonly plural: Intl.PluralRules;
  readonly longDate: Intl.DateTimeFormat;
  readonly shortDate: Intl.DateTimeFormat;
  /** Of days and months that are written as such; the zone no longer matters. */
  readonly day: Intl.DateTimeFormat;
  readonly monthYear: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
  readonly year: Intl.DateTimeFormat;
};

/** Making one takes a hundred times as long as using it, and memory that no garbage collection sees. */
const formats = new Map<string, Formats>();

function formatsOf({ language, zone }: Voice): Formats {
  const key = `${language} ${zone}`;
  const known = formats.get(key);
  if (known != null) return known;
  // Plain "en" would put the month first and a comma after it; day-month-year is read without doubt everywhere.
  const locale = language === "en" ? "en-GB" : language;
  const day = { day: "numeric", month: "long", year: "numeric", timeZone: zone } as const;
  const made: Formats = {
    number: new Intl.NumberFormat(language),
    plural: new Intl.PluralRules(language),
    longDate: new Intl.DateTimeFormat(locale, { ...day, weekday: "long" }),
    shortDate: new Intl.DateTimeFormat(locale, day),
    day: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }),
    monthYear: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
    month: new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }),
    year: new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" }),
  };
  formats.set(key, made);
  return made;
}

function pluralForm(voice: Voice, forms: Readonly<Record<string, string>>, n: number): string {
  return forms[formatsOf(voice).plural.select(n)] ?? forms["other"] ?? "";
}
