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
  const found = voice.words[key] ?? "";
  const text = typeof found === "string" ? found : pluralForm(voice.language, found, Number(values["n"]));
  return text.replace(/\{([a-z]+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value == null) return place;
    return typeof value === "number" ? new Intl.NumberFormat(voice.language).format(value) : value;
  });
}

/** The phrases that do not count anything, for a template's `words`. */
export function plainWords(voice: Voice, values: Readonly<Record<string, string>>): Record<string, string> {
  const plain = Object.entries(voice.words).filter(([, word]) => typeof word === "string");
  return Object.fromEntries(plain.map(([key]) => [key, phrase(voice, key, values)]));
}

/** `Thursday 27 November 2025`, in the voice's language and zone. */
export function longDate(voice: Voice, at: Date): string {
  return dateIn(voice, at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** `27 November 2025`. */
export function shortDate(voice: Voice, at: Date): string {
  return dateIn(voice, at, { day: "numeric", month: "long", year: "numeric" });
}

function dateIn(voice: Voice, at: Date, parts: Intl.DateTimeFormatOptions): string {
  // Plain "en" would put the month first and a comma after it; day-month-year is read without doubt everywhere.
  const locale = voice.language === "en" ? "en-GB" : voice.language;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: voice.zone }).format(at);
}

function pluralForm(language: string, forms: Readonly<Record<string, string>>, n: number): string {
  return forms[new Intl.PluralRules(language).select(n)] ?? forms["other"] ?? "";
}
