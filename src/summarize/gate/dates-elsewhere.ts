import { calendars, onlyBesideDay } from "./calendars.ts";
import type { Flag } from "./flags.ts";
import { digits } from "./digits.ts";
import { folded } from "./spelling.ts";

/** A day of the week ("d0" is Monday) or a month ("m0" is January), and the day of the month beside it. */
type Named = { readonly name: string; readonly what: string; readonly day: number | null };

const mostChars = 500_000;
const tables = new Map<string, Table | null>();

type Table = { readonly pattern: RegExp; readonly names: readonly string[] };

/** Weekdays, months and days of a month that the article does not name; in the languages of `calendars`. */
export function dateFlagsIn(language: string, article: string, summary: string): Flag[] {
  const claims = namedIn(language, summary);
  if (claims.length === 0) return [];
  const given = namedIn(language, article.slice(0, mostChars));
  const known = new Set([...given.map(({ name }) => name), ...numericMonths(article.slice(0, mostChars))]);
  return claims.flatMap(({ name, what, day }) => {
    if (!known.has(name)) return [flag(what, "the article does not name it")];
    const days = given.flatMap((other) => (other.name === name && other.day != null ? [other.day] : []));
    if (day == null || days.length === 0 || days.includes(day)) return [];
    return [flag(what, `the article has this month, but not its day ${day}`)];
  });
}

const flag = (what: string, because: string): Flag => ({ kind: "date", what, because, core: true });

function namedIn(language: string, given: string): Named[] {
  const table = tableOf(language);
  if (table == null) return [];
  const text = given.normalize("NFC");
  const found = [...foldedInPlace(text).matchAll(table.pattern)].flatMap((match): Named[] => {
    const [whole, before, ...groups] = match;
    const name = table.names[groups.findIndex((group) => group != null)];
    if (name == null) return [];
    const what = text.slice(match.index, match.index + whole.length).trim();
    return [{ name, what, day: name.startsWith("m") ? dayOf(before) : null }];
  });
  return dense.test(language) ? [...found, ...easternDates(text)] : found;
}

/** "10月15日", "3月". */
const easternDates = (text: string): Named[] =>
  [...text.matchAll(/(?<!\p{Nd})(\p{Nd}{1,2})月(?:(\p{Nd}{1,2})日)?/gu)].map(([what, month, day]) => ({
    name: `m${Number(digits(month ?? "")) - 1}`,
    what,
    day: dayOf(day),
  }));

const dense = /^(?:zh|ja)$/;

function dayOf(written: string | undefined): number | null {
  const day = Number(/\d{1,2}/.exec(digits(written ?? ""))?.[0] ?? 0);
  return day >= 1 && day <= 31 ? day : null;
}

/** Lower case without diacritics, each character where it stood, so that what is found can be shown as written. */
function foldedInPlace(text: string): string {
  return text.replace(/\P{ASCII}|[A-Z]/gu, (letter) => {
    const plain = folded(letter);
    return plain.length === letter.length ? plain : letter;
  });
}

/** What stands before a month: "15. ", "15 de ", "1er ". */
const dayBefore = String.raw`(?:(?<!\p{Nd})(\p{Nd}{1,2})(?:\.|er|º|°|-?го|-?[ея])?(?:\s|\sde\s|\sdi\s))?`;

function tableOf(language: string): Table | null {
  let table = tables.get(language);
  if (table === undefined) tables.set(language, (table = made(language)));
  return table;
}

function made(language: string): Table | null {
  const calendar = calendars[language];
  if (calendar == null) return null;
  if (dense.test(language)) return denseTable(language, calendar.days);
  const careful = new Set((onlyBesideDay[language] ?? "").split(" "));
  const namesOf = (line: string, letter: string): { name: string; forms: string[] }[] =>
    line.split(" ").map((forms, at) => ({ name: `${letter}${at}`, forms: forms.split("|") }));
  const all = [...namesOf(calendar.days, "d"), ...namesOf(calendar.months, "m")];
  const groups = all.map(({ forms }) => {
    const free = forms.filter((form) => !careful.has(form)).map(patternOf);
    const tied = forms.filter((form) => careful.has(form)).map(patternOf);
    // A name that is also a word counts with a number before it.
    const isTied =
      tied.length === 0 ? [] : [`(?<=\\p{Nd}[^\\p{L}\\p{N}\\n]{0,3}(?:de |di |er )?)(?:${tied.join("|")})`];
    return `(${[...free, ...isTied].join("|")})`;
  });
  const prefix = language === "ar" ? "(?:[وبفل]{1,2}(?=ا))?" : "";
  const pattern = `${dayBefore}(?<![\\p{L}\\p{M}\\p{N}])${prefix}(?:${groups.join("|")})(?![\\p{L}\\p{M}\\p{N}])`;
  return { pattern: new RegExp(pattern, "gu"), names: all.map(({ name }) => name) };
}

const patternOf = (form: string): string =>
  form.replaceAll("_", " ").replace("'", "['’ʼ]").replace("*", "\\p{L}{0,6}");

/** 星期三, 周三, 礼拜三; 水曜日, 水曜. */
function denseTable(language: string, days: string): Table {
  const signs = days.split(" ");
  const groups = signs.map((sign) =>
    language === "zh" ? `((?:星期|周|週|礼拜|禮拜)[${sign.replaceAll("|", "")}])` : `(${sign}曜)`,
  );
  return {
    pattern: new RegExp(`(\\p{Nd}{0}(?!))?(?:${groups.join("|")})`, "gu"),
    names: signs.map((_, at) => `d${at}`),
  };
}

/** The months of "2023-02-23" and "23.2.2023", whichever way round, and those of the East. */
function numericMonths(text: string): string[] {
  const months: number[] = [];
  for (const [, a, b, c] of digits(text).matchAll(
    /(?<!\d)(?:(?:\d{4}[-/.])?(\d{1,2})[-/.](\d{1,2})(?:[-/.]\d{2,4})?|(\d{1,2})月)(?!\d)/g,
  )) {
    months.push(...[a, b, c].map(Number));
  }
  return months.map((month) => `m${month - 1}`);
}
