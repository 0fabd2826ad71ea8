import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Summary, oneLine, receiptsHold } from "../../src/domain/summary.ts";

const first =
  "The ferry to the outer islands will sail again in spring, the harbour office said on Wednesday.";
const second = "It stopped six years ago.";
const text = `${first} ${second}`;
const summary: Summary = {
  method: "extract",
  hash: "abc",
  text,
  sentences: [
    { start: 0, end: first.length, text: first },
    { start: first.length + 1, end: text.length, text: second },
  ],
};

describe("the receipts of a summary", () => {
  it("hold where every sentence stands at its place in that very file", () => {
    expect(receiptsHold(summary, text, "abc")).toBe(true);
    expect(receiptsHold(summary, text.replace("six", "ten"), "abc")).toBe(false);
    expect(receiptsHold(summary, text, "abd")).toBe(false);
  });

  it("that name no file hold by their text alone, as older ones do", () => {
    const { hash: _hash, ...older } = summary;
    expect(receiptsHold(older, text, "abc")).toBe(true);
  });
});

describe("a summary in one line", () => {
  it.each([
    [200, text],
    [100, first],
    [70, "The ferry to the outer islands will sail again in spring…"],
    [41, "The ferry to the outer islands will sail…"],
  ])("of at most %i characters is %s", (maxChars, line) => expect(oneLine(summary, maxChars)).toBe(line));

  it("is the author's own where that fits", () => {
    expect(oneLine({ method: "given", text: "Boats\nare back.", sentences: [] }, 80)).toBe("Boats are back.");
  });

  it("is never longer than it may be, has no line breaks and no half characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.nat(90), (words, maxChars) => {
        const line = oneLine({ method: "given", text: words.toWellFormed(), sentences: [] }, maxChars);
        expect(line.length).toBeLessThanOrEqual(maxChars);
        expect(line).not.toContain("\n");
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });
});
