import { describe, expect, it } from "vitest";
import { clockIn, instantOf } from "../../../src/ingest/fields/clock-words.ts";
import { statedDaysIn } from "../../../src/ingest/fields/date-lines.ts";
import { dateOf } from "../../../src/ingest/fields/date.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const modified = new Date("2026-11-20T12:00:00Z");
const lede =
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said.";
const more =
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind.";
const dated = (lines: readonly string[], path = "a.txt", at: Date | null = modified) =>
  dateOf(text.draft(lines.join("\n"), defaultLimits), { path, modified: at });

describe("a time with its zone makes an instant", () => {
  it.each([
    ["Nov. 20, 2019, 9:28 AM UTC", "2019-11-20T09:28:00Z"],
    ["Wed 20 Nov 2019 18.45 GMT", "2019-11-20T18:45:00Z"],
    ["Published 03:53 EST, 23 July 2013", "2013-07-23T08:53:00Z"],
    ["November 27, 2025 at 1:28 PM ET", "2025-11-27T18:28:00Z"],
    ["July 27, 2025 at 1:28 PM ET", "2025-07-27T17:28:00Z"],
    ["27. November 2025, 10:15 Uhr MEZ", "2025-11-27T09:15:00Z"],
    ["2025-11-27 10:15 +0530", "2025-11-27T04:45:00Z"],
    ["November 27, 2025 | 12:05 am PST", "2025-11-27T08:05:00Z"],
  ])("“%s”", (line, instant) => {
    expect(statedDaysIn(line)?.[0]?.at).toEqual(new Date(instant));
  });
  it.each(["Nov. 20, 2019, 9:28 AM", "20 Nov 2019 18:45 IST", "20 Nov 2019 25:61 GMT", "20 Nov 2019"])(
    "“%s” makes a day",
    (line) => {
      expect(statedDaysIn(line)?.[0]?.at ?? null).toBeNull();
    },
  );
});

it("a clock is read in the ways bylines write it", () => {
  expect(clockIn("10h15")).toEqual({ hours: 10, minutes: 15, zone: null });
  expect(clockIn("12:30 am")).toMatchObject({ hours: 0, minutes: 30 });
  expect(clockIn("12:30 p.m. EDT")).toMatchObject({ hours: 12, zone: "EDT" });
  expect(clockIn("in 2019")).toBeNull();
  expect(instantOf("2025-11-27", { hours: 1, minutes: 0, zone: "+99" })).toBeNull();
});

describe("an article is dated by", () => {
  it("a line that says “published”, and the update is only an alternative", () => {
    const found = dated(["Published: 3 March 2026 | Updated: 5 March 2026", lede, more]);
    expect(found).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.95,
      alternatives: [{ value: { day: "2026-03-05" } }],
    });
  });
  it("a bare date at its head, less surely", () => {
    const found = dated(["March 3, 2026", lede, more]);
    expect(found).toMatchObject({ value: { day: "2026-03-03" } });
    expect(found.state === "inferred" && found.confidence < 0.9).toBe(true);
  });
  it("a full dateline, more surely than by its file", () => {
    expect(dated([`OSTWICK, March 3, 2026 (AP) — ${lede}`, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.93,
    });
  });
  it("the name of its file or folders", () => {
    for (const path of ["2026-03-03-ferry.md", "x/20260303_ferry.txt", "blog/2026/03/03/ferry.md"])
      expect(dated([lede, more], path)).toMatchObject({ value: { day: "2026-03-03" }, confidence: 0.9 });
    expect(dated([lede, more], "20261399-ferry.txt")).toMatchObject({ confidence: 0.3 });
  });
  it("the post it quotes and the weekday its lede names, or the day after", () => {
    const post = ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2026"];
    expect(dated([`The mayor said Tuesday so. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.8,
    });
    expect(dated([`The mayor said Wednesday so. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-04" },
      confidence: 0.65,
    });
    expect(dated([`Tuesday’s ferry is back. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.5,
    });
  });
  it("a dateline without a year and the year of the post it quotes", () => {
    const post = ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2024"];
    expect(dated([`OSTWICK, March 4 (AP) — ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2024-03-04" },
      confidence: 0.9,
    });
  });
});

describe("a date is not believed", () => {
  it("when the story tells of it: it is an alternative", () => {
    const found = dated([`On May 4, 2024, the bridge fell. ${lede}`, more]);
    expect(found).toMatchObject({
      value: { precision: "instant", at: modified },
      confidence: 0.3,
      alternatives: [{ value: { day: "2024-05-04" } }],
    });
  });
  it("when it lies after the file’s own time", () => {
    expect(dated(["Published: 3 March 2027", lede, more])).toMatchObject({ confidence: 0.3 });
  });
  it("when it is one of many, as in a forum or a list of events", () => {
    const lines = [1, 2, 3, 4, 5, 6].flatMap((n) => [`May ${n}, 2024, 10:15`, more]);
    expect(dated(lines)).toMatchObject({ confidence: 0.4 });
  });
  it("when it says from when to when something is on", () => {
    expect(dated(["29 November 2025 | 20 January 2026", lede, more])).toMatchObject({ confidence: 0.4 });
  });
});

it("a text without a file and without a date has an unknown one", () => {
  expect(dated([lede, more], "", null).state).toBe("unknown");
  expect(dated(["Published: 3 March 2026", lede], "", null)).toMatchObject({ value: { day: "2026-03-03" } });
});
