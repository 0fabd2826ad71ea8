import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "../../src/domain/sentences.ts";

const split = (text: string, language = "en"): string[] =>
  sentencesOf(text, { start: 0, end: text.length }, language).map(({ start, end }) => text.slice(start, end));

describe("an abbreviation does not end a sentence", () => {
  it.each([
    ["en", "Mr. Okafor met Dr. Lind at noon."],
    ["en", "The U.S. Navy left on Nov. 3 with No. 12 in the lead."],
    ["en", "J. K. Varga wrote it, e.g. for children."],
    ["en", "It rose 3.5 percent, to $4.25."],
    ["en", "“Stop!” she said."],
    ["de", "Am 27. November fährt sie z. B. nach Kiel."],
    ["de", "Er wurde am 3. Oktober bzw. am 4. Oktober gesehen."],
  ])("%s: %s", (language, sentence) => {
    expect(split(sentence, language)).toEqual([sentence]);
  });
});

describe("a true end is found", () => {
  it.each([
    ["en", "She lives in the U.S. The house is old.", 2],
    ["en", "He was ill. Nobody came.", 2],
    ["en", "“It works.” Nobody believed it.", 2],
    ["en", "It ended at 6 p.m. Then the crowd went home.", 2],
    ["de", "Es war kalt. Der Fluss stand still.", 2],
    ["zh", "他来了。她走了。", 2],
    ["ar", "وصل القطار. لم ينزل أحد.", 2],
    ["en", "First paragraph\n\nsecond paragraph", 2],
  ])("%s: %s", (language, text, count) => {
    expect(split(text, language)).toHaveLength(count);
  });
});

it("a line broken at a margin stays one sentence, and offsets count in the whole text", () => {
  const text = "Before. The ferry\nsails again. After.";
  expect(sentencesOf(text, { start: 8, end: text.length }, "en")).toEqual([
    { start: 8, end: 30 },
    { start: 31, end: 37 },
  ]);
});

it("an unknown language tag is no reason to fail", () => {
  expect(split("One. Two.", "not a tag!")).toHaveLength(2);
});

it("sentences of any text are trimmed, in order, inside their span, and leave out nothing but white space", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("en", "de", "ja", "xx"),
      (text, language) => {
        const spans = sentencesOf(text, { start: 0, end: text.length }, language);
        let end = 0;
        for (const span of spans) {
          expect(text.slice(end, span.start).trim()).toBe("");
          expect(text.slice(span.start, span.end).trim()).toHaveLength(span.end - span.start);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe("");
      },
    ),
  );
});

const splitMs = (text: string): number => {
  const start = performance.now();
  split(text);
  return performance.now() - start;
};

it("a megabyte of abbreviations is split in linear time", () => {
  const half = "U.S. Mr. X. “e.g. ".repeat(15_000);

  // Quadratic code takes four times as long for twice the text, and seconds for this much.
  expect(splitMs(half + half)).toBeLessThan(3_000);
});
