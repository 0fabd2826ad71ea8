import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feedDate } from "../../../src/ingest/feed/date.ts";

const shown = (raw: string): string | null => {
  const date = feedDate(raw);
  return date == null
    ? null
    : date.precision === "day"
      ? date.day
      : date.at.toISOString().replace(".000Z", "Z");
};

describe("a feed's date", () => {
  it.each([
    ["Tue, 03 Nov 2026 10:15:00 +0100", "2026-11-03T09:15:00Z"],
    ["Tue, 03 Nov 2026 10:15:00 GMT", "2026-11-03T10:15:00Z"],
    ["3 Nov 26 10:15 EST", "2026-11-03T15:15:00Z"],
    ["Tuesday, 03-Nov-26 10:15:00 GMT", "2026-11-03T10:15:00Z"],
    ["2026-11-03T10:15:00Z", "2026-11-03T10:15:00Z"],
    ["2026-11-03T10:15:00.5+0130", "2026-11-03T08:45:00Z"],
    ["20261103T101500Z", "2026-11-03T10:15:00Z"],
  ])("as its specification wants it: %s", (raw, expected) => {
    expect(shown(raw)).toBe(expected);
  });

  it.each([
    ["2026-11-03 10:15:00", "2026-11-03T10:15:00Z"],
    ["Tue Nov  3 10:15:00 2026", "2026-11-03T10:15:00Z"],
    ["Tue Nov 3 10:15:00 CET 2026", "2026-11-03T09:15:00Z"],
    ["November 3, 2026 at 10:15 pm PST", "2026-11-04T06:15:00Z"],
    ["mar., 03 nov. 2026 10:15:00 +0100", "2026-11-03T09:15:00Z"],
    ["Tue, 03 Nov 2026 10:15:00 GMT+0100 (CET)", "2026-11-03T09:15:00Z"],
    ["Mon, 2 Nov 2026 24:00:00 +0000", "2026-11-03T00:00:00Z"],
    ["Tue, 03 Nov 2026 10:15:60 GMT", "2026-11-03T10:15:59Z"],
    ["Wed, 03 Nov 2026 10:15:00 GMT", "2026-11-03T10:15:00Z"],
    ["1793700900", "2026-11-03T10:15:00Z"],
    ["1793700900000", "2026-11-03T10:15:00Z"],
    ["13/11/2026 10:15", "2026-11-13T10:15:00Z"],
  ])("as people and programs write it: %s", (raw, expected) => {
    expect(shown(raw)).toBe(expected);
  });

  it.each([
    "2026-11-03",
    "Tue, 03 Nov 2026",
    "Tue, 03 Nov 2026 10:15:00 IST",
    "Tue, 03 Nov 2026 25:15:00 GMT",
    "20261103",
  ])("is a day where time or zone cannot be told: %s", (raw) => {
    expect(shown(raw)).toBe("2026-11-03");
  });

  it.each([
    "",
    "yesterday",
    "03/11/2026",
    "2026-02-30",
    "31 Jun 2026",
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "2026",
    "9".repeat(5000),
  ])("is none rather than a wrong one: %.20s", (raw) => {
    expect(shown(raw)).toBeNull();
  });

  it("comes back whole from what JavaScript writes, whatever the instant", () => {
    const instants = fc.date({
      min: new Date("1971-01-01"),
      max: new Date("2199-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const whole = new Date(Math.floor(at.getTime() / 1000) * 1000);
        expect(feedDate(whole.toUTCString())).toEqual({ precision: "instant", at: whole });
        expect(feedDate(whole.toISOString())).toEqual({ precision: "instant", at: whole });
      }),
    );
  });

  it("is never an error, whatever stands there", () => {
    const scraps = fc.array(
      fc.constantFrom("3", "Nov", "2026", ":", " ", "-", "/", "+", "PM", "T", "Z", "99", "(", "é"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          scraps.map((parts) => parts.join("")),
        ),
        (raw) => {
          const date = feedDate(raw);
          if (date?.precision === "instant") expect(date.at.getTime()).not.toBeNaN();
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
