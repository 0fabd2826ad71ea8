/** Is `zone` an IANA time zone this runtime knows? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Noon on a calendar day (`YYYY-MM-DD`) in a named zone. No zone has a clock change at noon. */
export function middayOf(day: string, zone: string): Date {
  const asIfUtc = Date.parse(`${day}T12:00:00Z`);
  const offset = offsetMs(new Date(asIfUtc), zone);
  return new Date(asIfUtc - offsetMs(new Date(asIfUtc - offset), zone));
}

/** How far the zone's wall clock is ahead of UTC at an instant, in ms. */
function offsetMs(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
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
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(+at / 1000) * 1000;
}
