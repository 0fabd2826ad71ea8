import { describe, expect, it } from "vitest";
import { quotingOf } from "../../src/summarize/quotations.ts";

describe("a quotation", () => {
  it.each([
    ["curly", "“We won.", "We are glad,” she said."],
    ["straight", '"We won.', 'We are glad," she said.'],
    ["Japanese", "「勝った。", "嬉しい」と彼女は言った。"],
  ])("in %s marks goes on in the sentence that closes it", (_, first, second) => {
    const [opens, closes, after] = quotingOf([first, second, "The crowd left."]);
    expect(opens).toMatchObject({ goesOn: false, staysOpen: true });
    expect(closes).toMatchObject({ goesOn: true, staysOpen: false });
    expect(after).toMatchObject({ goesOn: false, staysOpen: false });
  });

  it("over three sentences holds the one in the middle", () => {
    const [, middle] = quotingOf(["“We won.", "It was hard.", "We are glad,” she said."]);
    expect(middle).toMatchObject({ goesOn: true, staysOpen: true });
  });

  it("that is never closed binds nothing", () => {
    const found = quotingOf([
      "“We won.",
      "The crowd left.",
      "The sun set.",
      "It rained.",
      "“Yes,” she said.",
    ]);
    expect(found.some(({ goesOn, staysOpen }) => goesOn || staysOpen)).toBe(false);
  });

  it("without a word of who speaks is bare", () => {
    const bare = quotingOf(["“We won.”", "“We won,” she said.", 'He called it "a win".']).map(
      ({ isBare }) => isBare,
    );
    expect(bare).toEqual([true, false, false]);
  });

  it("in marks for inches and minutes is none", () => {
    const found = quotingOf(['The board is 9" wide.', 'The wall is 12" high.']);
    expect(found.some(({ goesOn, staysOpen }) => goesOn || staysOpen)).toBe(false);
  });
});
