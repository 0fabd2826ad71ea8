import * as fc from "fast-check";
import { expect, test } from "vitest";
import { seenRows } from "../../src/app/seen-rows.ts";

test("the first row of each text is found again, of thousands and of those that are alike", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 3 }), { maxLength: 400 }), (texts) => {
      const seen = seenRows();
      const firsts = new Map<string, number>();
      for (const [i, text] of texts.entries()) {
        expect(seen.firstRowOf(text, i + 1)).toBe(firsts.get(text) ?? null);
        if (!firsts.has(text)) firsts.set(text, i + 1);
      }
    }),
    { numRuns: 50 },
  );
  const seen = seenRows();
  const address = (n: number): string => `reader${n}@mail${n % 7}.example`;
  const found = Array.from({ length: 40_000 }, (_, n) => seen.firstRowOf(address(n % 20_000), n + 1));
  expect(found.slice(0, 20_000).filter((row) => row != null)).toEqual([]);
  expect(found.slice(20_000)).toEqual(Array.from({ length: 20_000 }, (_, n) => n + 1));
});
