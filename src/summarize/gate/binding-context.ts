import { isContent } from "./alignment.ts";
import type { Passage } from "./passage.ts";

/** A name or number of the summary, and where the article has it, as word indices. */
export type Bound = {
  readonly kind: "name" | "number";
  readonly from: number;
  readonly to: number;
  readonly places: readonly number[];
};

/** So far on either side a word is its neighbour. */
export const besideWords = 3;
/** Of a name that stands everywhere, the first places tell enough. */
export const mostPlaces = 60;
const contextWords = 6;
export type Context = readonly { readonly stem: string; readonly weight: number }[];

/** Stems of the words around it in its sentence, nearer ones first. */
export function contextOf(summary: Passage, bound: Bound): Context {
  const sentence = summary.words[bound.from]?.sentence;
  const found = new Map<string, number>();
  for (let away = 1; away <= contextWords; away++) {
    for (const at of [bound.from - away, bound.to + away]) {
      const word = summary.words[at];
      if (word == null || word.sentence !== sentence || !isContent(word) || found.has(word.stem)) continue;
      found.set(word.stem, away <= 2 ? 1.5 : 1);
    }
  }
  return [...found].map(([stem, weight]) => ({ stem, weight }));
}

export type Shares = {
  readonly same: ReadonlyMap<number, number>;
  readonly holders: readonly { readonly weight: number; readonly in: ReadonlySet<number> }[];
  readonly total: number;
};

export function sharesOf(article: Passage, context: Context): Shares {
  const same = new Map<number, number>();
  const holders: { weight: number; in: Set<number> }[] = [];
  let total = 0;
  for (const { stem, weight } of context) {
    const sentences = new Set((article.places.get(stem) ?? []).map((at) => article.words[at]?.sentence ?? 0));
    const weighed = weight / Math.sqrt(Math.max(1, sentences.size));
    total += weighed;
    if (sentences.size > 0) holders.push({ weight: weighed, in: sentences });
    for (const sentence of sentences) same.set(sentence, (same.get(sentence) ?? 0) + weighed);
  }
  for (const [sentence, share] of same) same.set(sentence, share / total);
  return { same, holders, total };
}

/** With the sentences before and after: an article says a name once and then "he". */
export function shareNear(shares: Shares, sentence: number): number {
  let share = 0;
  for (const holder of shares.holders) {
    if (holder.in.has(sentence) || holder.in.has(sentence - 1) || holder.in.has(sentence + 1))
      share += holder.weight;
  }
  return shares.total === 0 ? 0 : share / shares.total;
}

export const most = (shares: readonly number[]): number => shares.reduce((a, b) => Math.max(a, b), 0);
