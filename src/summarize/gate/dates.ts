import type { Flag } from "./flags.ts";
import type { Passage, Word } from "./passage.ts";
import { wordsBetween } from "./passage.ts";

const weekdays = `monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun`;
const months = `january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec`;
/** Every form → its whole name. */
const calendar: ReadonlyMap<string, string> = new Map(
  [...weekdays.split("|"), ...months.split("|")].flatMap((line) => {
    const forms = line.split(" ");
    return [...forms, `${forms[0]}s`].map((form) => [form, forms[0] ?? ""] as const);
  }),
);
const monthNames = months.split("|").map((line) => line.split(" ")[0] ?? "");
/** Also ordinary words, or too short to be sure: only with a capital, and with a date's neighbours. */
const ambiguous = new Set([
  "march",
  "may",
  "mar",
  "mays",
  "marchs",
  "sat",
  "sun",
  "mon",
  "wed",
  "jan",
  "dec",
  "august",
]);
const dateWord =
  /^(?:in|on|by|since|until|till|last|next|this|early|late|mid|from|to|and|of|between|through|before|after|during|every|each)$/;
/** Other names of days and seasons of the year, which must be in the article as words. */
const occasions = new Set("christmas easter thanksgiving ramadan halloween diwali hanukkah".split(" "));

/** A weekday or month, and the day of the month beside it, each with where it stands. */
type DateWord = { readonly name: string; readonly at: number; readonly day: Day | null };
type Day = { readonly number: number; readonly at: number };

/** Weekdays, months and days of a month that the article does not name. English. */
export function dateFlags(article: Passage, summary: Passage): Flag[] {
  const given = dateWordsIn(article);
  const known = new Set([...given.map(({ name }) => name), ...numericMonths(article.text)]);
  const flags: Flag[] = [];
  for (const { name, at, day } of dateWordsIn(summary)) {
    const word = summary.words[at] as Word;
    if (!known.has(name)) {
      flags.push({
        kind: "date",
        what: word.text,
        because: `the article does not name ${title(name)}`,
        core: true,
      });
      continue;
    }
    const days = given.flatMap((other) =>
      other.name === name && other.day != null ? [other.day.number] : [],
    );
    if (day == null || days.length === 0 || days.includes(day.number)) continue;
    if (hasNumericDay(article.text, day.number)) continue;
    flags.push({
      kind: "date",
      what: wordsBetween(summary, Math.min(at, day.at), Math.max(at, day.at)),
      because: `the article has ${title(name)}, but not its day ${day.number}`,
      core: true,
    });
  }
  return flags;
}

/** Is this word of the passage a weekday or a month? Its whole name, or null. */
export function calendarName(passage: Passage, at: number): string | null {
  const word = passage.words[at];
  const name =
    word == null
      ? undefined
      : (calendar.get(word.folded) ?? (occasions.has(word.folded) ? word.folded : undefined));
  if (word == null || name == null || word.shape === "lower") return null;
  if (!ambiguous.has(word.folded)) return name;
  const next = passage.words[at + 1];
  const before = passage.words[at - 1];
  if (isAdjacent(word, next) && next?.shape === "number") return name;
  if (
    isAdjacent(before, word) &&
    (before?.shape === "number" || /^(?:st|nd|rd|th)$/.test(before?.folded ?? ""))
  )
    return name;
  return word.opens ||
    !dateWord.test(before?.folded ?? "") ||
    (isAdjacent(word, next) && next?.shape === "capital")
    ? null
    : name;
}

function dateWordsIn(passage: Passage): DateWord[] {
  const found: DateWord[] = [];
  for (let at = 0; at < passage.words.length; at++) {
    const name = calendarName(passage, at);
    if (name != null)
      found.push({ name, at, day: monthNames.includes(name) ? dayBeside(passage, at) : null });
  }
  return found;
}

const isAdjacent = (word: Word | undefined, next: Word | undefined): boolean =>
  word != null && next != null && word.sentence === next.sentence && next.start - word.end <= 2;

function dayBeside(passage: Passage, at: number): Day | null {
  const word = passage.words[at];
  const after = passage.words[at + 1];
  if (isAdjacent(word, after) && isDay(after)) return { number: Number(after?.text), at: at + 1 };
  let before = at - 1;
  if (passage.words[before]?.folded === "of") before--;
  if (/^(?:st|nd|rd|th)$/.test(passage.words[before]?.folded ?? "")) before--;
  return isDay(passage.words[before]) && passage.words[before]?.sentence === word?.sentence
    ? { number: Number(passage.words[before]?.text), at: before }
    : null;
}

const isDay = (word: Word | undefined): boolean =>
  word != null && /^(?:[12]?\d|3[01])$/.test(word.text) && word.text !== "0";

/** The months of "2023-02-23" and "23/2/2023", whichever way round. */
function numericMonths(text: string): string[] {
  return numericDates(text).flatMap((parts) => parts.map((part) => monthNames[part - 1] ?? ""));
}

function hasNumericDay(text: string, day: number): boolean {
  return numericDates(text).some((parts) => parts.includes(day));
}

function numericDates(text: string): number[][] {
  const found: number[][] = [];
  for (const [, y, a, b, c, d] of text.matchAll(
    /\b(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4})\b/g,
  )) {
    found.push((y == null ? [c, d] : [a, b]).map(Number));
  }
  return found;
}

const title = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
