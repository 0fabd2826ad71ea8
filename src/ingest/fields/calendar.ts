import type { ArticleDate, Span } from "../../domain/article.ts";
import { englishMonths, monthNumber } from "./months.ts";

/** A full date (day, month, year) found in a text; `day` is YYYY-MM-DD. */
export type DateMention = Span & { readonly day: string };

/** Any word; whether it is a month is looked up, which is far quicker than trying two hundred names at every letter. */
const m = "(\\p{L}{3,13})";
const ordinal = "(?:st|nd|rd|th|er|º|ª|\\.)?";
type Order = {
  readonly pattern: RegExp;
  /** Year, month and day of a match. */
  readonly parts: (groups: readonly string[]) => readonly (string | undefined)[];
  /** A character without which there is no such date: looked for first, as that is cheap. */
  readonly needs?: string;
};

/** One expression per order. Bounded quantifiers only: linear on any text. */
const orders: readonly Order[] = [
  // November 27, 2025 · Nov. 27th 2025
  {
    pattern: mention(`(?<!\\p{L})${m}\\.?\\s{1,3}(\\d{1,2})(?:st|nd|rd|th)?,?\\s{1,3}(\\d{4})`),
    parts: (g) => [g[3], g[1], g[2]],
  },
  // 27 November 2025 · 27. November 2025 · 27 de noviembre de 2025 · 1er mai 2025
  {
    pattern: mention(
      `(\\d{1,2})${ordinal}(?:\\s{0,3}|-)(?:(?:de|of|d'|d’)\\s?|ב)?${m}\\.?,?(?:\\s{0,3}|-)(?:del?\\s)?(\\d{4})`,
    ),
    parts: (g) => [g[3], g[2], g[1]],
  },
  { pattern: mention("(\\d{4})-(\\d{2})-(\\d{2})"), parts: (g) => [g[1], g[2], g[3]], needs: "-" },
  { pattern: mention("(\\d{4})/(\\d{2})/(\\d{2})"), parts: (g) => [g[1], g[2], g[3]], needs: "/" },
  { pattern: mention("(\\d{4})\\.(\\d{2})\\.(\\d{2})"), parts: (g) => [g[1], g[2], g[3]], needs: "." },
  // 2025. november 27. · 2025. 11. 27.
  {
    pattern: mention("(\\d{4})\\.\\s(\\p{L}{3,13}|\\d{1,2}\\.)\\s(\\d{1,2})\\.?"),
    parts: (g) => [g[1], g[2], g[3]],
    needs: ".",
  },
  { pattern: mention("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})"), parts: (g) => [g[3], g[2], g[1]], needs: "." },
  // 27/11/2025 and 11/27/2025: which is the day differs on the two sides of an ocean, unless only one can be it.
  {
    pattern: mention("(\\d{1,2})/(\\d{1,2})/(\\d{4})"),
    parts: (g) => ordered(g, null),
    needs: "/",
  },
  ...["年月日", "년월일"].map(([year = "", month = "", day = ""]) => ({
    pattern: mention(`(\\d{4})${year}\\s?(\\d{1,2})${month}\\s?(\\d{1,2})${day}`),
    parts: (g: readonly string[]) => [g[1], g[2], g[3]],
    needs: year,
  })),
];

/** Year, month and day of a date with slashes; nothing where its order cannot be told. */
function ordered(
  [, first = "", second = "", year = ""]: readonly string[],
  order: SlashOrder | null,
): readonly string[] {
  const certain =
    Number(first) > 12 || first === second ? "day first" : Number(second) > 12 ? "month first" : order;
  const full = year.length === 2 ? `20${year}` : year;
  if (certain == null) return [];
  return certain === "day first" ? [full, second, first] : [full, first, second];
}

/** Which of the numbers in "03/04/2024" is the day. */
export type SlashOrder = "day first" | "month first";

const slashed = mention("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");

/** Dates with slashes in a line whose order is known from elsewhere; the year may be short there ("27/11/25"). */
export function slashedDatesIn(line: string, order: SlashOrder | null): DateMention[] {
  if (!line.includes("/")) return [];
  return [...line.matchAll(slashed)].flatMap((match) => {
    const [year, month, day] = ordered(match, order);
    const iso = dayOf(Number(year), Number(month), Number(day));
    return iso == null ? [] : [{ start: match.index, end: match.index + match[0].length, day: iso }];
  });
}

function mention(pattern: string): RegExp {
  return new RegExp(`(?<!\\d|\\d\\.)${pattern}(?!\\d|\\.\\d)`, "giu");
}

/** Every full date in the text, in order. Impossible ones (30 February) are none. */
export function datesIn(text: string): DateMention[] {
  const plain = westernDigits(text);
  if (!/\d{4}/.test(plain)) return [];
  const found: DateMention[] = [];
  for (const { pattern, parts, needs } of orders) {
    if (needs != null && !plain.includes(needs)) continue;
    for (const match of plain.matchAll(pattern)) {
      const [year, month, day] = parts(match);
      const iso = dayOf(
        Number(year),
        monthNumber(month ?? "") ?? Number.parseInt(month ?? "", 10),
        Number(day),
      );
      if (iso != null) found.push({ start: match.index, end: match.index + match[0].length, day: iso });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const monthThenDay = new RegExp(`(?<!\\p{L})${m}\\.?\\s{1,3}(\\d{1,2})(?!\\d)`, "giu");
const dayThenMonth = new RegExp(`(?<!\\d)(\\d{1,2})${ordinal}\\s{0,3}(?:de\\s)?${m}(?!\\p{L})`, "giu");

/** A month and a day without a year, as datelines have them ("Nov. 27", "27. November"). */
export function monthDayIn(text: string): readonly [month: number, day: number] | null {
  const plain = westernDigits(text);
  if (!/\d/.test(plain)) return null;
  const found = [
    ...[...plain.matchAll(monthThenDay)].map(
      ([, name = "", date]) => [monthNumber(name), Number(date)] as const,
    ),
    ...[...plain.matchAll(dayThenMonth)].map(
      ([, date, name = ""]) => [monthNumber(name), Number(date)] as const,
    ),
  ];
  for (const [month, day] of found) if (month != null && day >= 1 && day <= 31) return [month, day];
  return null;
}

/** YYYY-MM-DD, or null when the calendar has no such day or the year is no year of publication. */
export function dayOf(year: number, month: number, day: number): string | null {
  if (!(year >= 1900 && year <= 2199)) return null;
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return at.toISOString().slice(0, 10);
}

/**
 * A date as front matter and `<meta>` state it: RFC 3339, ISO 8601 with or without a zone (without: UTC), RFC 5322, or
 * a day in words. Null when it is none.
 */
export function parseStated(text: string): ArticleDate | null {
  const iso =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    );
  if (iso != null) {
    const [, year, month, date, time, seconds = ":00", , zone = "Z"] = iso;
    const day = dayOf(Number(year), Number(month), Number(date));
    if (day == null || time == null) return day == null ? null : { precision: "day", day };
    const offset = /^[+-]/.test(zone) ? zone.replace(/(\d{2}):?(\d{2})/, "$1:$2") : "Z";
    return instant(`${day}T${time}${seconds}${offset}`);
  }
  const [mentioned] = datesIn(text.slice(0, 200));
  if (mentioned == null) return null;
  const clock = /(\d{2}:\d{2})(:\d{2})?\s([+-]\d{4}|GMT|UTC|Z)\s{0,3}(?:\([^)]{0,20}\))?$/.exec(text.trim());
  if (clock == null) return { precision: "day", day: mentioned.day };
  const [, time, seconds = ":00", zone = "Z"] = clock;
  return instant(
    `${mentioned.day}T${time}${seconds}${zone.startsWith("+") || zone.startsWith("-") ? `${zone.slice(0, 3)}:${zone.slice(3)}` : "Z"}`,
  );
}

function instant(text: string): ArticleDate | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : { precision: "instant", at };
}

/** "27 November 2025", for reasons. */
export function inWords(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${englishMonths[Number(month) - 1] ?? month} ${year}`;
}

/** Arabic-Indic and Persian digits as ASCII; length is kept, so offsets hold. */
function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}
