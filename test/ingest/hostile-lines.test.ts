import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { furnitureOf } from "../../src/ingest/blocks/boilerplate.ts";
import { authorOf } from "../../src/ingest/fields/author.ts";
import { bioIn, bylineIn, creditIn } from "../../src/ingest/fields/byline.ts";
import { statedDaysIn } from "../../src/ingest/fields/date-lines.ts";
import { dateOf } from "../../src/ingest/fields/date.ts";
import { datelineEnd } from "../../src/ingest/fields/dateline.ts";
import { languageOf } from "../../src/ingest/fields/language.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text } from "../../src/ingest/formats/text.ts";
import { cpuMs } from "./cost.ts";
import { cases } from "../effort.ts";

/** What articles, bylines, posts and furniture are made of, and what breaks readers of them. */
const fragment = fc.oneof(
  fc.constantFrom(
    ..."By |Jana Berg|JANA BERG|, Staff Writer| in Ostwick| | — |(@jana) |November 27, 2025|03/04/2024|Published: |9:41 AM · Nov 27, 2025|1.2K Likes|View this post on Instagram|https://t.co/abc|t.me/abc/12|Liked by a and 12 others|Forwarded from A|12|· 2h|Follow|OSTWICK (AP) |Photo: |Read more|Your email|© 2026|said the mayor.|The ferry sails again in spring, the harbour office said.|…|“|”|U.S. |No. 5 |\t|\u0000|\ud800|\u202e|𝒜|é|e\u0301|中文。|عربي|🙂".split(
      "|",
    ),
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const gap = fc.constantFrom("", " ", "\n", "\n\n", "\r\n");
const file = fc
  .array(fc.tuple(fragment, gap), { maxLength: 40 })
  .map((parts) => parts.map(([words, after]) => words + after).join(""));

type Read = Readonly<Record<"blocks" | "author" | "date" | "language", unknown>>;

function readingOf(source: string): Read {
  const draft = text.draft(source, defaultLimits);
  return {
    blocks: draft.blocks,
    author: authorOf(draft),
    date: dateOf(draft, { path: "a.txt", modified: null }),
    language: languageOf(draft, null),
  };
}

it("whatever the lines, blocks lie in the file, in order, apart and trimmed", () => {
  fc.assert(
    fc.property(file, (source) => {
      let end = 0;
      const draft = text.draft(source, defaultLimits);
      expect(draft.text).toBe(source);
      for (const block of draft.blocks) {
        expect(block.start).toBeGreaterThanOrEqual(end);
        expect(block.end).toBeGreaterThan(block.start);
        const own = source.slice(block.start, block.end);
        expect(own.trim()).toBe(own);
        end = block.end;
      }
      expect(end).toBeLessThanOrEqual(source.length);
    }),
    { numRuns: cases(500) },
  );
});

it("no article leaves anything behind for the next", () => {
  fc.assert(
    fc.property(file, file, (one, other) => {
      const before = readingOf(one);
      readingOf(other);
      expect(readingOf(one)).toEqual(before);
    }),
    { numRuns: cases(150) },
  );
});

it("every name claimed stands in the text, and so does every year", () => {
  fc.assert(
    fc.property(file, (source) => {
      const draft = text.draft(source, defaultLimits);
      const author = authorOf(draft);
      const letters = (words: string): string => words.toLowerCase().replace(/[^\p{L}]/gu, "");
      if (author.state !== "unknown") expect(letters(source)).toContain(letters(author.value));
      const date = dateOf(draft, { path: "a.txt", modified: null });
      if (date.state === "unknown" || date.value.precision !== "day") return;
      expect(source).toContain(date.value.day.slice(2, 4));
    }),
    { numRuns: cases(500) },
  );
});

it("sentences of any text lie in it, in order, apart and trimmed, whatever the language is said to be", () => {
  const tag = fc.constantFrom("en", "de", "ru", "hy", "ja", "xx", "", "no", "../a");
  fc.assert(
    fc.property(file, tag, fc.nat(20), (source, language, from) => {
      const span = { start: Math.min(from, source.length), end: source.length };
      let end = span.start;
      for (const sentence of sentencesOf(source, span, language)) {
        expect(sentence.start).toBeGreaterThanOrEqual(end);
        const own = source.slice(sentence.start, sentence.end);
        expect(own).toBe(own.trim());
        expect(own).not.toBe("");
        end = sentence.end;
      }
      expect(end).toBeLessThanOrEqual(span.end);
    }),
    { numRuns: cases(400) },
  );
});

/** Units that make a backtracking expression slow, repeated to half a megabyte. */
const units = [
  "By A",
  "By Anna Berg, ",
  "Anna Berg in Ostwick and ",
  "Aus Kiel berichtet ",
  "Reporting by A in B, ",
  "Anna Berg is a ",
  "3 March 2024 ",
  "03/04/2024",
  "2024. 1. ",
  "Published: ",
  "OSTWICK (AP) ",
  ", the mayor said, ",
  "©",
  "email your ",
  "Read more | ",
  "Liked by a and ",
  "12 · ",
  "… The ",
  "U.S. ",
  "J. ",
  "No. ",
  "“Why?” Anna ",
  ".",
  "?”",
];

describe("half a megabyte of one thing costs at most the two seconds of a megabyte, in one line and in many", () => {
  it.each(units.flatMap((unit) => [unit, `${unit.trim()}\n`]).map((unit) => [unit]))("%j", (unit) => {
    const source = unit.repeat(Math.ceil(500_000 / unit.length));
    const start = cpuMs();
    readingOf(source);
    const spent = cpuMs() - start;
    expect(spent / 1_000).toBeLessThan(2);
  });
});

it("a line as long as a file is judged as quickly by each rule alone", () => {
  for (const unit of units) {
    const line = unit.repeat(Math.ceil(500_000 / unit.length));
    const start = cpuMs();
    for (const rule of [furnitureOf, bylineIn, creditIn, bioIn, statedDaysIn, datelineEnd]) rule(line);
    const spent = cpuMs() - start;
    expect(spent / 1_000, unit).toBeLessThan(0.5);
  }
});
