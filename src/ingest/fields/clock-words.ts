/** Times and zones as bylines and date lines write them. */

/**
 * Minutes east of UTC. Left out because they name several zones: IST (India, Ireland, Israel), CST after a date in
 * Asia is rare enough to be read as Central, AST, BST outside Britain likewise.
 */
const offsets: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  SAST: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};
/** "ET" is EST or EDT by the date: these zones are asked for their offset on that day. */
const generic: Readonly<Record<string, string>> = {
  ET: "America/New_York",
  CT: "America/Chicago",
  MT: "America/Denver",
  PT: "America/Los_Angeles",
};

const zones = [...Object.keys(offsets), ...Object.keys(generic)]
  .sort((a, b) => b.length - a.length)
  .join("|");
const clock = new RegExp(
  `(?<![\\d.:])(\\d{1,2})(?::|\\.|h| h )(\\d{2})(?::(\\d{2}))?(?!\\d)(?:\\s?([ap])\\.?m\\b\\.?)?(?:\\s?(?:Uhr|hrs|h)\\b)?(?:\\s?\\(?(?:(UTC|GMT)?\\s?([+−-]\\d{1,2}(?::?\\d{2})?)|(${zones})\\b))?`,
  "iu",
);

/** A time of day; `zone` is null when the text states none, so that no instant can be told. */
export type ClockTime = { readonly hours: number; readonly minutes: number; readonly zone: string | null };

/** The first time of day in a short text: "1:28 AM ET", "18.45 GMT", "03:53 EST", "10:15 Uhr", "10h15". */
export function clockIn(text: string): ClockTime | null {
  const match = clock.exec(text);
  if (match == null) return null;
  const [, hour = "", minute = "", , half, , numeric, named] = match;
  const hours = (Number(hour) % (half == null ? 24 : 12)) + (half?.toLowerCase() === "p" ? 12 : 0);
  if (Number(hour) > (half == null ? 23 : 12) || Number(minute) > 59) return null;
  return { hours, minutes: Number(minute), zone: numeric?.replace("−", "-") ?? named?.toUpperCase() ?? null };
}

/** The instant of a day (YYYY-MM-DD) and a time with a zone; null without a zone. */
export function instantOf(day: string, { hours, minutes, zone }: ClockTime): Date | null {
  if (zone == null) return null;
  const local = Date.parse(
    `${day}T${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}:00Z`,
  );
  const offset = offsetOf(zone, new Date(local));
  return offset == null || Number.isNaN(local) ? null : new Date(local - offset * 60_000);
}

function offsetOf(zone: string, at: Date): number | null {
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (numeric != null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 14 * 60 ? null : numeric[1] === "-" ? -minutes : minutes;
  }
  const region = generic[zone];
  return region == null ? (offsets[zone] ?? null) : regionOffset(region, at);
}

/** Minutes east of UTC in a region; right to the hour except within the hour of a change of the clocks. */
function regionOffset(region: string, at: Date): number | null {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: region,
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return offsetOf(name.replace("GMT", ""), at);
}

/** The text without its times and zones, to see what else a date line says. */
export const withoutClock = (text: string): string =>
  text
    .replace(new RegExp(clock.source, "giu"), " ")
    .replace(/\b\d{1,2}\s?[ap]\.?m\b\.?/giu, " ")
    .replace(new RegExp(`(?<!\\p{L})(?:${zones})(?!\\p{L})`, "gu"), " ");
