import { describe, expect, it } from "vitest";
import { leansOnPrevious } from "../../src/summarize/openings.ts";
import { datelineLength, isTrimming } from "../../src/summarize/trimmings.ts";

describe("a sentence", () => {
  it.each([
    "But he said no.",
    "“They left,” she said.",
    "it’s over.",
    "In addition, two boats sank.",
    "Jedoch kam niemand.",
  ])("leans on the one before it: %s", (sentence) => expect(leansOnPrevious(sentence)).toBe(true));

  it.each([
    "Hera sank.",
    "Andrew left.",
    "Itinerant traders left.",
    "In additional trials two boats sank.",
    "En Ostwick llueve.",
  ])("stands by itself: %s", (sentence) => expect(leansOnPrevious(sentence)).toBe(false));

  it.each([
    "Read more: The boats of Ostwick",
    "CLICK HERE to see the boats.",
    "Ann Lind contributed to this report.",
  ])("is no prose: %s", (sentence) => expect(isTrimming(sentence)).toBe(true));

  it.each(["Readers want more boats.", "Watch the boats leave at nine, the office said."])(
    "is prose: %s",
    (sentence) => expect(isTrimming(sentence)).toBe(false),
  );

  it.each([
    ["Sanaa, Yemen (CNN)In spring", 18],
    ["(cnn) -- in spring", 9],
    ["The news agency of Ostwick (AP) says", 0],
    ["Lind (42) says", 0],
  ])("begins after its dateline: %s", (sentence, length) => expect(datelineLength(sentence)).toBe(length));
});
