import { describe, expect, it } from "vitest";
import { datesIn, parseStated } from "../../../src/ingest/fields/calendar.ts";
import { dateOf } from "../../../src/ingest/fields/date.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const modified = new Date("2026-11-20T12:00:00Z");
const dated = (source: string, path = "a.txt") =>
  dateOf(text.draft(source, defaultLimits), { path, modified });

it.each([
  ["November 27, 2025", "2025-11-27"],
  ["Nov. 27th, 2025", "2025-11-27"],
  ["27 November 2025", "2025-11-27"],
  ["27. März 2025", "2025-03-27"],
  ["1er août 2025", "2025-08-01"],
  ["27 de noviembre de 2025", "2025-11-27"],
  ["2025-11-27", "2025-11-27"],
  ["27.11.2025", "2025-11-27"],
  ["2025年11月27日", "2025-11-27"],
  ["٢٧ نوفمبر ٢٠٢٥", "2025-11-27"],
  ["27 בנובמבר 2025", "2025-11-27"],
])("“%s” is a day", (words, day) => {
  expect(datesIn(`On ${words}, it rained.`).map((mention) => mention.day)).toEqual([day]);
});

it.each([
  "February 30, 2025",
  "31.04.2025",
  "2025-13-01",
  "03/04/2025",
  "version 1.2.2025.3",
  "November 2025",
])("“%s” is no day", (words) => {
  expect(datesIn(words)).toEqual([]);
});

it.each([
  ["2026-03-05", { precision: "day", day: "2026-03-05" }],
  ["2026-03-05T06:30:00+01:00", { precision: "instant", at: new Date("2026-03-05T05:30:00Z") }],
  ["2026-03-05 06:30", { precision: "instant", at: new Date("2026-03-05T06:30:00Z") }],
  ["Thu, 05 Mar 2026 06:30:00 +0100", { precision: "instant", at: new Date("2026-03-05T05:30:00Z") }],
  ["5 March 2026", { precision: "day", day: "2026-03-05" }],
  ["yesterday", null],
  ["2026-02-30", null],
])("a stated “%s” is read as it is meant", (stated, expected) => {
  expect(parseStated(stated)).toEqual(expected);
});

describe("an undated file is dated by the best clue", () => {
  it("its name", () => {
    expect(dated("Some words of an article.", "x/2026-11-03-foo.txt")).toMatchObject({
      value: { day: "2026-11-03" },
      confidence: 0.9,
    });
  });
  it("a dateline without a year: the last such day before the file was written", () => {
    expect(dated("KYIV, Nov. 27 (Reuters) — Some words of an article.")).toMatchObject({
      value: { day: "2025-11-27" },
    });
    expect(dated("BERLIN, 3. November – Einige Worte eines Artikels.")).toMatchObject({
      value: { day: "2026-11-03" },
    });
  });
  it("not a date older than the post it quotes", () => {
    const post = "Boats!\n— P. Varga (@pv) March 4, 2026\n";
    const found = dated(`It began on May 1, 2024, in the harbour of Ostwick.\n${post}It ended soon.`);
    expect(found).toMatchObject({ value: { day: "2026-03-04" }, confidence: 0.5 });
  });
  it("the file's own time, as a hint and no more", () => {
    expect(dated("Some words of an article.")).toMatchObject({
      value: { precision: "instant", at: modified },
      confidence: 0.3,
    });
  });
});
