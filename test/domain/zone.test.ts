import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isZone, middayOf } from "../../src/domain/zone.ts";

const wallClock = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(at);

describe("a time zone", () => {
  test.each(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"])(
    "named %s is known",
    (zone) => expect(isZone(zone)).toBe(true),
  );
  test.each(["", "Berlin", "Europe/Atlantis", "CEST+1", "Europe/Berlin\n"])("named %j is none", (zone) =>
    expect(isZone(zone)).toBe(false),
  );
});

describe("midday", () => {
  test.each([
    ["2026-01-15", "Europe/Berlin", "2026-01-15T11:00:00.000Z"],
    ["2026-07-15", "Europe/Berlin", "2026-07-15T10:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-29T10:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-25T11:00:00.000Z"],
    ["2026-06-01", "Asia/Kathmandu", "2026-06-01T06:15:00.000Z"],
    ["2026-10-04", "Australia/Lord_Howe", "2026-10-04T01:00:00.000Z"],
    ["2026-01-01", "Pacific/Kiritimati", "2025-12-31T22:00:00.000Z"],
    ["2026-01-01", "Pacific/Pago_Pago", "2026-01-01T23:00:00.000Z"],
    ["2024-02-29", "UTC", "2024-02-29T12:00:00.000Z"],
  ])("of %s in %s is %s", (day, zone, instant) => {
    expect(middayOf(day, zone).toISOString()).toBe(instant);
  });

  test("is twelve o'clock on that very day, in every zone and on every day", () => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
    // A few days had no noon somewhere: Kiribati and Samoa left a whole day out, Sudan went forward at twelve.
    const without = new Set(["1994-12-31", "1995-01-01", "2000-01-15", "2011-12-30"]);
    const days = fc.date({ min: new Date("1994-01-01Z"), max: new Date("2037-12-31Z"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (zone, date) => {
        const day = date.toISOString().slice(0, 10);
        fc.pre(!without.has(day));
        expect(wallClock(middayOf(day, zone), zone)).toBe(`${day} 12:00:00`);
      }),
      { numRuns: 300 },
    );
  });
});
