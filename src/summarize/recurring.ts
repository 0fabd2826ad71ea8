import type { Candidate } from "./candidates.ts";

/**
 * The content words that several sentences of an article share, as bits: a set of sentences that holds many different ones tells
 * more of what the article is about. Those of three sentences and more fill the first `often` numbers.
 */
export type Recurring = { readonly bits: readonly Uint32Array[]; readonly often: number };

/** @param sentencesWith how many sentences hold each term */
export function recurringOf(
  candidates: readonly Candidate[],
  sentencesWith: ReadonlyMap<string, number>,
): Recurring {
  const places = new Map<string, number>();
  const often = [...sentencesWith].filter(([, n]) => n > 2);
  const twice = [...sentencesWith].filter(([, n]) => n === 2);
  for (const [term] of often) places.set(term, places.size);
  const firstTwice = Math.ceil(often.length / 32) * 32;
  for (const [n, [term]] of twice.entries()) places.set(term, firstTwice + n);
  const size = Math.ceil((firstTwice + twice.length) / 32);
  const bits = candidates.map(({ terms }) => {
    const own = new Uint32Array(size);
    for (const term of terms.keys()) {
      const place = places.get(term);
      if (place != null) own[place >>> 5] = (own[place >>> 5] ?? 0) | (1 << (place & 31));
    }
    return own;
  });
  return { bits, often: firstTwice / 32 };
}

export const union = (a: Uint32Array, b: Uint32Array): Uint32Array =>
  a.map((bits, at) => bits | (b[at] ?? 0));

/** How many bits are set in one of them or both, in the numbers before `end`. */
export function countEither(a: Uint32Array, b: Uint32Array, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) {
    let rest = (a[at] ?? 0) | (b[at] ?? 0);
    rest -= (rest >>> 1) & 0x55555555;
    rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
    count += Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
