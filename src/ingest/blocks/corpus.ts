import { createHash } from "node:crypto";
import type { Block, BlockKind } from "../../domain/article.ts";
import { fold } from "./boilerplate.ts";

/**
 * Furniture by evidence across files: what stands in many files of one source is the source's, not the article's.
 */

/** One file: where it is from (folder, feed) and the `blockHash` of each of its blocks, in any order. */
export type HashedArticle = { readonly source: string; readonly hashes: readonly string[] };

/** In how many different articles of how many a block stands. */
export type Repetition = { readonly articles: number; readonly of: number };

/** Repeated blocks by source, then by hash. */
export type Repeated = ReadonlyMap<string, ReadonlyMap<string, Repetition>>;

/**
 * A block is furniture when at least 3 different articles, and a fifth, of a source of 5 and more have it. Fewer files
 * are too few to tell a habit from a chance.
 */
export const repetition = { leastSource: 5, leastArticles: 3, leastShare: 0.2 } as const;

/** Fewer letters ("Yes.") return by themselves. */
const leastLetters = 8;

/** What two copies of a line have in common: letters, whatever their case, dates, counts and punctuation. Null: too short. */
export function blockHash(text: string): string | null {
  const letters = fold(text.slice(0, 4_000))
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
  return letters.length < leastLetters
    ? null
    : createHash("sha256").update(letters).digest("hex").slice(0, 20);
}

/** The hashes of an article's blocks, for `repeatedAcross`. */
export function hashesOf({
  text,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly Block[];
}): string[] {
  return blocks.flatMap(({ start, end }) => blockHash(text.slice(start, end)) ?? []);
}

/**
 * Which blocks are furniture because they stand in many files. Copies of one article count once: files are told apart
 * by the rarest block each has. Linear in the number of hashes.
 */
export function repeatedAcross(articles: readonly HashedArticle[]): Repeated {
  const sources = Map.groupBy(articles, ({ source }) => source);
  return new Map([...sources].map(([source, own]) => [source, repeatedIn(own)]));
}

function repeatedIn(articles: readonly HashedArticle[]): Map<string, Repetition> {
  const files = articles.map(({ hashes }) => [...new Set(hashes)]);
  const count = new Map<string, number>();
  for (const hash of files.flat()) count.set(hash, (count.get(hash) ?? 0) + 1);
  const rarest = files.map((hashes) => twoRarest(hashes, count));
  const of = new Set(rarest.map(([key]) => key)).size;
  if (of < repetition.leastSource) return new Map();
  const holders = new Map<string, Set<string>>();
  for (const [at, hashes] of files.entries()) {
    const [key, other] = rarest[at] ?? ["", ""];
    for (const hash of hashes) {
      if ((count.get(hash) ?? 0) < repetition.leastArticles) continue;
      const known = holders.get(hash);
      const holder = key === hash ? other : key;
      if (known == null) holders.set(hash, new Set([holder]));
      else known.add(holder);
    }
  }
  return new Map(
    [...holders]
      .map(([hash, { size }]) => [hash, { articles: size, of }] as const)
      .filter(([, { articles: n }]) => n >= repetition.leastArticles && n >= repetition.leastShare * of),
  );
}

function twoRarest(hashes: readonly string[], count: ReadonlyMap<string, number>): readonly [string, string] {
  let [first, second] = ["", ""];
  const rank = (hash: string): number => (hash === "" ? Number.POSITIVE_INFINITY : (count.get(hash) ?? 0));
  const isBefore = (a: string, b: string): boolean => rank(a) < rank(b) || (rank(a) === rank(b) && a < b);
  for (const hash of hashes) {
    if (first === "" || isBefore(hash, first)) [first, second] = [hash, first];
    else if (second === "" || isBefore(hash, second)) second = hash;
  }
  return [first, second];
}

/** Headings return in a series, quotations of one line in a debate; titles and posts are known by other means. */
const markable: ReadonlySet<BlockKind> = new Set(["paragraph", "list", "caption", "deck", "quote"]);

/** The article's blocks with those that are repeated across its source marked as furniture. */
export function withoutRepeated(
  { text, blocks }: { readonly text: string; readonly blocks: readonly Block[] },
  repeated: ReadonlyMap<string, Repetition> | undefined,
): readonly Block[] {
  if (repeated == null || repeated.size === 0) return blocks;
  return blocks.map((block) => {
    if (!markable.has(block.kind)) return block;
    const hash = blockHash(text.slice(block.start, block.end));
    return hash != null && repeated.has(hash) ? { ...block, kind: "boilerplate" } : block;
  });
}
