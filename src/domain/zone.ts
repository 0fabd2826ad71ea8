/** Is `zone` an IANA time zone this runtime knows? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Noon on a calendar day (`YYYY-MM-DD`) in a named zone. */
export function middayOf(day: string, zone: string): Date {
  return instantAt(new Date(`${day}T12:00:00Z`), zone);
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The instant at which a zone's clock shows a wall-clock time: the first of two where clocks are put back, the first that
 * exists after it where they are put forward.
 *
 * @param wall the wall-clock time, written as if it were UTC; whole minutes
 */
export function instantAt(wall: Date, zone: string): Date {
  const before = offsetMs(new Date(+wall - dayMs), zone);
  const after = offsetMs(new Date(+wall + dayMs), zone);
  const exact = [+wall - before, +wall - after].filter((at) => at + offsetMs(new Date(at), zone) === +wall);
  if (exact.length > 0) return new Date(Math.min(...exact));
  let at = +wall - after;
  while (at + offsetMs(new Date(at), zone) < +wall) at += minuteMs;
  return new Date(at);
}

/** What a zone's clock shows at an instant, written as if it were UTC. */
export function wallClock(at: Date, zone: string): Date {
  return new Date(+at + offsetMs(at, zone));
}

/** How far the zone's wall clock is ahead of UTC at an instant, in ms. */
function offsetMs(at: Date, zone: string): number {
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  // Not Date.UTC, which takes the year 33 for 1933.
  const wall = new Date(0).setUTCFullYear(part("year"), part("month") - 1, part("day"));
  const time = ((part("hour") * 60 + part("minute")) * 60 + part("second")) * 1000;
  return wall + time - Math.floor(+at / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using it. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known != null) return known;
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(zone, clock);
  return clock;
}
