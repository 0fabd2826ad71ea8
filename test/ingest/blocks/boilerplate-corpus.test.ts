import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockHash, hashesOf, repeatedAcross, withoutRepeated } from "../../../src/ingest/blocks/corpus.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const footer = "The Gull is the paper of the bay and of all who sail on it.";
const draftOf = (n: number, last: string) =>
  text.draft(
    `Story ${"abcdefghij"[n]} of the bay is told here in a sentence.\nAnother line ${"klmnopqrst"[n]} follows it, and ends.\n${last}`,
    defaultLimits,
  );
const corpus = (count: number, withFooter: number) =>
  Array.from({ length: count }, (_, n) => ({
    source: "gull",
    hashes: hashesOf(
      draftOf(
        n,
        n < withFooter
          ? footer
          : "A last line of its own ends it.".replace("last", `last ${"uvwxyzabcd"[n]}`),
      ),
    ),
  }));
const hash = blockHash(footer) ?? "";

describe("a block that stands in many files of a source is furniture", () => {
  it("from 3 articles and a fifth of at least 5", () => {
    expect(repeatedAcross(corpus(6, 3)).get("gull")?.get(hash)).toEqual({ articles: 3, of: 6 });
    expect(repeatedAcross(corpus(6, 2)).get("gull")?.size).toBe(0);
  });
  it("never among fewer than 5 articles", () => {
    expect(repeatedAcross(corpus(4, 4)).get("gull")?.size).toBe(0);
  });
  it("not across sources", () => {
    const apart = corpus(6, 6).map((article, n) => ({ ...article, source: `source ${n % 3}` }));
    expect([...repeatedAcross(apart).values()].every(({ size }) => size === 0)).toBe(true);
  });
  it("copies of one article count once: its paragraphs stay", () => {
    const others = corpus(8, 0);
    const copies = Array.from({ length: 4 }, () => others[0] ?? { source: "gull", hashes: [] });
    expect(repeatedAcross([...others, ...copies]).get("gull")?.size).toBe(0);
  });
});

it("dates, counts, case and punctuation do not make two lines different, and short lines have no hash", () => {
  expect(blockHash("Posted on May 4, 2026 | 12 comments")).toBe(
    blockHash("posted on May 14, 2025, 3 comments"),
  );
  expect(blockHash("“Yes.”")).toBeNull();
});

it("marking leaves text, order and titles as they are", () => {
  const draft = draftOf(1, footer);
  const marked = withoutRepeated(draft, repeatedAcross(corpus(6, 3)).get("gull"));
  expect(marked.map(({ kind }) => kind)).toEqual(["paragraph", "paragraph", "boilerplate"]);
  expect(marked.map(({ start, end }) => [start, end])).toEqual(
    draft.blocks.map(({ start, end }) => [start, end]),
  );
  expect(withoutRepeated(draft, undefined)).toBe(draft.blocks);
});

it("nothing is called repeated that fewer than 3 files hold", () => {
  const files = fc.array(
    fc.record({
      source: fc.constantFrom("a", "b"),
      hashes: fc.array(fc.constantFrom("p", "q", "r", "s", "t", "u", "v", "w")),
    }),
  );
  fc.assert(
    fc.property(files, (articles) => {
      for (const [source, found] of repeatedAcross(articles)) {
        for (const [key, { articles: n, of }] of found) {
          const holders = articles.filter(
            (one) => one.source === source && one.hashes.some((own) => own === key),
          ).length;
          expect(n).toBeGreaterThanOrEqual(3);
          expect(n).toBeLessThanOrEqual(holders);
          expect(of).toBeGreaterThanOrEqual(5);
        }
      }
    }),
  );
});
