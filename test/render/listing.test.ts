import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listingPath, listingSize, partsOf } from "../../src/render/listing.ts";

const kinds = ["tag", "author", "month"] as const;
/** Newest first: the oldest is 1. */
const ids = (n: number): number[] => Array.from({ length: n }, (_, i) => n - i);
const kindAndCount = fc.record({ kind: fc.constantFrom(...kinds), n: fc.nat({ max: 700 }) });

describe("a list", () => {
  test("has every entry on one page, in order, and only full pages besides the newest", () => {
    fc.assert(
      fc.property(kindAndCount, ({ kind, n }) => {
        const parts = partsOf(kind, ids(n));
        const size = listingSize(kind);
        expect(parts.flatMap((part) => part.ids)).toEqual(ids(n));
        const [newest, ...older] = parts;
        expect(newest?.part).toEqual({ kind: "newest" });
        expect(newest?.ids.length).toBeLessThan(2 * size);
        if (older.length > 0) expect(newest?.ids.length).toBeGreaterThanOrEqual(size);
        for (const [i, part] of older.entries()) {
          expect(part.part).toEqual({ kind: "older", number: older.length - i });
          expect(part.ids).toHaveLength(size);
        }
      }),
    );
  });

  test("that grows changes its newest page alone, and now and then closes one", () => {
    fc.assert(
      fc.property(kindAndCount, ({ kind, n }) => {
        const before = partsOf(kind, ids(n)).slice(1);
        const after = partsOf(kind, ids(n + 1)).slice(1);
        expect(after.slice(after.length - before.length)).toEqual(before);
        expect(after.length - before.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("has its pages in its folder", () => {
    const folder = "tags/ferries/";
    expect(listingPath({ folder }, { kind: "newest" })).toBe("tags/ferries/index.html");
    expect(listingPath({ folder }, { kind: "older", number: 3 })).toBe("tags/ferries/3.html");
  });
});
