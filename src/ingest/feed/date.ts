import type { ArticleDate } from "../../domain/article.ts";
import { dayOf, datesIn } from "../fields/calendar.ts";
import { oneLine } from "../bytes/decode.ts";
import { monthNumber } from "../fields/months.ts";

/** Longer is no date. */
const maxChars = 80;

/**
 * A date as feeds write it: RFC 822 and 5322 (RSS), RFC 3339 and ISO 8601 (Atom, JSON Feed), and what generators make of
 * them: two-digit years, names of zones, no seconds, AM and PM, months in other languages, seconds since 1970. A zone
 * that nothing names is UTC; one that cannot be understood leaves the day.
 *
 * @returns null for what is no date, or may be two (03/11/2026)
 */
export function feedDate(raw: string): ArticleDate | null {
  const text = oneLine(raw.slice(0, 4 * maxChars));
  if (text === "" || text.length > maxChars) return null;
  const parts = fromNumber(text) ?? fromIso(text) ?? fromWords(text);
  if (parts == null || placeholders.has(parts.day)) return null;
  return parts.time == null ? { precision: "day", day: parts.day } : instantOf(parts.day, parts.time);
}

/** What empty database fields become. */
const placeholders = new Set(["1900-01-01", "1969-12-31", "1970-01-01"]);

/** `zoneMinutes` east of UTC; null where the zone is no zone anybody knows. */
type Time = {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly zoneMinutes: number | null;
};
type Parts = { readonly day: string; readonly time: Time | null };

function fromNumber(text: string): Parts | null {
  if (/^\d{8}$/.test(text)) {
    const day = dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
    return day == null ? null : { day, time: null };
  }
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return null;
  const at = new Date(Number(text) * (text.length === 10 ? 1000 : 1));
  const day = dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
  const [hours, minutes, seconds] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  return day == null ? null : { day, time: { hours, minutes, seconds, zoneMinutes: 0 } };
}

function fromIso(text: string): Parts | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|^(\d{4})(\d{2})(\d{2})(?=T)/i.exec(text);
  if (match == null) return null;
  const [all, y1, m1, d1, y2, m2, d2] = match;
  const day = dayOf(Number(y1 ?? y2), Number(m1 ?? m2), Number(d1 ?? d2));
  return day == null ? null : { day, time: timeIn(text.slice(all.length).replace(/^[T\s,]{1,3}/i, "")) };
}

/** "Tue, 3 Nov 26 10:15 EST", "November 3, 2026 at 10:15 am", "Tue Nov  3 10:15:00 2026", "03.11.2026 10:15". */
function fromWords(text: string): Parts | null {
  const plain = withYearInPlace(text);
  const [found] = datesIn(plain);
  const slashed = found == null ? slashedDay(plain) : null;
  const day = found?.day ?? slashed?.day;
  if (day == null) return null;
  const rest = found == null ? plain.slice(slashed?.end) : plain.slice(found.end);
  const before = plain.slice(0, found?.start ?? 0);
  return { day, time: timeIn(rest.replace(/^\D{0,6}(?=\d)/u, "")) ?? timeIn(before) };
}

/** Two-digit years in full (RFC 5322 §4.3), hyphens of RFC 850 as spaces, the year of asctime after the day. */
function withYearInPlace(text: string): string {
  return text
    .replace(
      /(?<!\d)(\d{1,2})[-\s](\p{L}{3,12})\.?[-\s](\d{4}|\d{2})(?!\d|:)/u,
      (all, d: string, m: string, y: string) =>
        monthNumber(m) == null
          ? all
          : `${d} ${m} ${y.length === 4 ? y : Number(y) < 50 ? `20${y}` : `19${y}`}`,
    )
    .replace(
      /(?<!\p{L})(\p{L}{3,12})\.?\s(\d{1,2})\s(\d{1,2}:\d{2}(?::\d{2})?)\s(?:(\p{Lu}{1,5})\s)?(\d{4})$/u,
      (all, m: string, d: string, time: string, zone: string | undefined, y: string) =>
        monthNumber(m) == null ? all : `${d} ${m} ${y} ${time} ${zone ?? ""}`,
    )
    .replace(/(?<=\d)(?:st|nd|rd|th)(?=\s\p{L})/u, "");
}

/** With slashes only where one of the two numbers can be no month, or both are the same. */
function slashedDay(text: string): { readonly day: string; readonly end: number } | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text);
  if (match == null) return null;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const day =
    a > 12 || a === b ? dayOf(Number(match[3]), b, a) : b > 12 ? dayOf(Number(match[3]), a, b) : null;
  return day == null ? null : { day, end: match[0].length };
}

/** RFC 5322 §4.3, and names of one meaning only: IST is India's time, Israel's and Ireland's. */
const hoursByZone: Readonly<Record<string, number>> = Object.fromEntries(
  `Z 0 UT 0 UTC 0 GMT 0 WET 0 EST -5 EDT -4 CST -6 CDT -5 MST -7 MDT -6 PST -8 PDT -7 AKST -9 AKDT -8 HST -10 BRT -3
  BST 1 WEST 1 CET 1 CEST 2 MEZ 1 MESZ 2 EET 2 EEST 3 MSK 3 SGT 8 HKT 8 JST 9 KST 9 AEST 10 AEDT 11 NZST 12 NZDT 13`
    .matchAll(/(\w+) (-?\d+)/g)
    .map(([, name = "", hours]) => [name, Number(hours)]),
);

function timeIn(text: string): Time | null {
  const match =
    /^\s?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?!\d)\s?([ap]\.?m\.?)?\s?(.{0,40})$/iu.exec(
      text,
    );
  const basic = match == null ? /^(\d{2})(\d{2})(\d{2})?\s?((?:Z|[+-]\d{2}:?\d{2})?)$/i.exec(text) : null;
  const [, h, m, s = "0", half = "", zone = ""] =
    match ?? (basic == null ? [] : [...basic.slice(0, 4), "", basic[4]]);
  const [written, minutes] = [Number(h), Number(m)];
  // A leap second is the second before.
  const seconds = Math.min(Number(s), 59);
  if (h == null || written > 24 || minutes > 59 || Number(s) > 60) return null;
  const hours = half === "" ? written : (written % 12) + (/^p/i.test(half) ? 12 : 0);
  return { hours, minutes, seconds, zoneMinutes: zoneIn(zone) };
}

function zoneIn(text: string): number | null {
  const zone = text.trim().replace(/^\(([^()]{0,30})\)$/, "$1");
  if (zone === "") return 0;
  const offset = /^(?:GMT|UTC?)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)/i.exec(zone);
  if (offset == null) {
    const name = /^\p{L}{1,5}(?!\p{L})/u.exec(zone)?.[0].toUpperCase() ?? "";
    const hours = hoursByZone[name];
    return hours == null ? null : hours * 60;
  }
  const east = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return east > 14 * 60 ? null : offset[1] === "-" ? -east : east;
}

function instantOf(day: string, { hours, minutes, seconds, zoneMinutes }: Time): ArticleDate {
  if (zoneMinutes == null) return { precision: "day", day };
  // 24:00 is the day's end (ISO 8601); setting hours past 23 counts on into the next.
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCHours(hours, minutes - zoneMinutes, seconds);
  return { precision: "instant", at };
}
