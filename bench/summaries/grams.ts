import { gramsOf, rougeWords } from "./rouge.ts";

/** ROUGE-1 and ROUGE-2 F1 of many sets of the same sentences, each sentence's n-grams counted once. */
export function gramScorer(
  sentences: readonly string[],
  references: readonly (readonly string[])[],
): (set: readonly number[]) => { readonly r1: number; readonly r2: number } {
  const words = sentences.map((text) => rougeWords(text));
  const [one, two] = [1, 2].map((n) => {
    const scorers = references.map((reference) => overlapScorer(words, rougeWords(reference.join(" ")), n));
    return (set: readonly number[]): number =>
      scorers.reduce((sum, score) => sum + score(set), 0) / Math.max(1, scorers.length);
  });
  return (set) => ({ r1: one?.(set) ?? 0, r2: two?.(set) ?? 0 });
}

function overlapScorer(
  sentences: readonly (readonly string[])[],
  reference: readonly string[],
  n: number,
): (set: readonly number[]) => number {
  const wanted = gramsOf(reference, n);
  const places = new Map([...wanted.keys()].map((gram, at) => [gram, at]));
  const most = [...wanted.values()];
  // Pairs of words over a sentence's end are left out: neighbours in a set rarely share them with a reference.
  const hits = sentences.map((words) =>
    [...gramsOf(words, n)].flatMap(([gram, count]) => {
      const place = places.get(gram);
      return place == null ? [] : [{ place, count }];
    }),
  );
  const used = new Int32Array(most.length);
  const referenceSize = reference.length - n + 1;
  return (set) => {
    used.fill(0);
    let [common, size] = [0, 1 - n];
    for (const index of set) {
      size += sentences[index]?.length ?? 0;
      for (const { place, count } of hits[index] ?? []) {
        const more = Math.min((most[place] ?? 0) - (used[place] ?? 0), count);
        used[place] = (used[place] ?? 0) + more;
        common += more;
      }
    }
    return common === 0 ? 0 : (2 * common) / (size + referenceSize);
  };
}
