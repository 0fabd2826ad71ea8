import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inSentenceCase } from "../../src/summarize/sentence-case.ts";

describe("a text that lost its capitals", () => {
  it("gets them back where sentences begin, and before a title's full stop", () => {
    expect(
      inSentenceCase("the ferry is back after a long winter. “we are glad,” said mr. lind. it rained."),
    ).toBe("the ferry is back after a long winter. “We are glad,” said Mr. Lind. It rained.");
  });

  it("is left alone where it has any", () => {
    const text = "The ferry is back after a long winter. iPhones were lost. nobody minds.";
    expect(inSentenceCase(text)).toBe(text);
  });

  it("keeps its length, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("ß. ", "ŉ. ß", "ﬁn. ﬁn ", "ǰ! ǰ", "a. b", "\ud800. ", "long words "), {
          maxLength: 40,
        }),
        (parts) => {
          const text = `${"small letters only ".repeat(4)}${parts.join("")}`;
          expect(inSentenceCase(text)).toHaveLength(text.length);
        },
      ),
    );
  });
});
