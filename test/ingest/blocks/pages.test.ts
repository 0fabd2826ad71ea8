import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { BlockKind } from "../../../src/domain/article.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const aside: ReadonlySet<BlockKind> = new Set([
  "boilerplate",
  "embed",
  "caption",
  "correction",
  "byline",
  "dateline",
]);

type Line = { readonly text: string; readonly isFurniture: boolean; readonly isAside: boolean };

/** The pages of bench/understanding, each line judged in its page: `+` is furniture, `-` article. */
function judged(set: string): Line[] {
  const source = readFileSync(
    new URL(`../../../bench/understanding/pages/${set}.txt`, import.meta.url),
    "utf8",
  );
  return source
    .split(/^### .*\n/mu)
    .filter((page) => page !== "")
    .flatMap((page) => {
      const lines = page.trimEnd().split("\n");
      const { blocks } = text.draft(lines.map((line) => line.slice(2)).join("\n"), defaultLimits);
      let start = 0;
      return lines.map((line) => {
        const own = { start, end: start + line.length - 2 };
        start = own.end + 1;
        const covered = blocks
          .filter(({ kind }) => aside.has(kind))
          .reduce(
            (sum, block) =>
              sum + Math.max(0, Math.min(block.end, own.end) - Math.max(block.start, own.start)),
            0,
          );
        return {
          text: line.slice(2),
          isFurniture: line[0] === "+",
          isAside: covered > (own.end - own.start) / 2,
        };
      });
    });
}

describe.each([
  ["first", 0.96],
  ["second", 0.86],
  ["third", 0.85],
  ["fourth", 0.9],
  ["sixth", 0.92],
  ["seventh", 0.92],
])("whole pages, the %s set", (set, wanted) => {
  const lines = judged(set);
  const furniture = lines.filter(({ isFurniture }) => isFurniture);
  const setAside = lines.filter(({ isAside }) => isAside);

  it(`lose ${wanted * 100} in 100 lines of their furniture`, () => {
    const missed = furniture.filter(({ isAside }) => !isAside);
    expect(furniture.length).toBeGreaterThan(80);
    expect(1 - missed.length / furniture.length, JSON.stringify(missed)).toBeGreaterThan(wanted);
  });

  it("lose next to nothing of their articles", () => {
    const wrong = setAside.filter(({ isFurniture }) => !isFurniture);
    expect(wrong.length / setAside.length, JSON.stringify(wrong)).toBeLessThan(0.015);
  });
});
