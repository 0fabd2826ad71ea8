import { gramsOf, rougeWords } from "./rouge.ts";

/** ROUGE-1 and ROUGE-2 F1 of a set of sentences, by their numbers, cut after `maxWords` words. */
export type GramScorer = (
  set: readonly number[],
  maxWords?: number,
) => { readonly r1: number; readonly r2: number };

/** For scoring many sets of the same sentences: each sentence's n-grams are looked up in the references once. */
export function gramScorer(
  sentences: readonly string[],
  references: readonly (readonly string[])[],
): GramScorer {
  const words = sentences.map((text) => rougeWords(text));
  const [one, two] = [1, 2].map((n) => {
    const scorers = references.map((reference) => overlapScorer(words, rougeWords(reference.join(" ")), n));
    return (set: readonly number[], maxWords: number): number =>
      scorers.reduce((sum, score) => sum + score(set, maxWords), 0) / Math.max(1, scorers.length);
  });
  return (set, maxWords = Number.POSITIVE_INFINITY) => ({
    r1: one?.(set, maxWords) ?? 0,
    r2: two?.(set, maxWords) ?? 0,
  });
}

function overlapScorer(
  sentences: readonly (readonly string[])[],
  reference: readonly string[],
  n: number,
): (set: readonly number[], maxWords: number) => number {
  const wanted = gramsOf(reference, n);
  const places = new Map([...wanted.keys()].map((gram, at) => [gram, at]));
  const most = [...wanted.values()];
  // The n-gram that each word ends, -1 where no reference has it. Pairs over a sentence's end are left out: sentences that
  // stand side by side only in a set rarely share them with a reference.
  const ends = sentences.map((words) =>
    Int32Array.from(words, (_, at) => places.get(words.slice(at - n + 1, at + 1).join(" ")) ?? -1),
  );
  const used = new Int32Array(most.length);
  const referenceSize = reference.length - n + 1;
  return (set, maxWords) => {
    used.fill(0);
    let [common, size] = [0, 0];
    for (const index of set) {
      const own = ends[index] ?? new Int32Array();
      const kept = Math.min(own.length, maxWords - size);
      for (let at = n - 1; at < kept; at++) {
        const place = own[at] ?? -1;
        if (place < 0 || (used[place] ?? 0) >= (most[place] ?? 0)) continue;
        used[place] = (used[place] ?? 0) + 1;
        common++;
      }
      size += Math.max(0, kept);
    }
    return common === 0 ? 0 : (2 * common) / (size - n + 1 + referenceSize);
  };
}
