import type { Candidate } from "./candidates.ts";

/** How alike the sentences of one article are: cosine over content words, rare ones counting more. */
export type Likeness = {
  /** 0 to 1. */
  readonly between: (a: number, b: number) => number;
  /** Of each sentence to the article as a whole, 0 to 1. */
  readonly toWhole: readonly number[];
};

export function likenessOf(candidates: readonly Candidate[]): Likeness {
  const count = candidates.length;
  const postings = postingsOf(candidates);
  const squares = new Float64Array(count);
  const dots = new Float64Array(count * count);
  const toSum = new Float64Array(count);
  let sumSquares = 0;
  for (const postingList of postings.values()) {
    // A word of every sentence tells none of them apart, but still says what the article is about.
    const weight = Math.log(1 + count / postingList.length);
    const scaled = postingList.map(({ at, times }) => ({ at, value: times * weight }));
    const sum = scaled.reduce((total, { value }) => total + value, 0);
    sumSquares += sum * sum;
    for (const [n, { at, value }] of scaled.entries()) {
      squares[at] = (squares[at] ?? 0) + value * value;
      toSum[at] = (toSum[at] ?? 0) + value * sum;
      for (let m = n + 1; m < scaled.length; m++) {
        const other = scaled[m];
        if (other == null) continue;
        const place = at * count + other.at;
        dots[place] = (dots[place] ?? 0) + value * other.value;
      }
    }
  }
  const norms = squares.map((square) => Math.sqrt(square) || 1);
  const whole = Math.sqrt(sumSquares) || 1;
  return {
    between: (a, b) =>
      (dots[Math.min(a, b) * count + Math.max(a, b)] ?? 0) / ((norms[a] ?? 1) * (norms[b] ?? 1)),
    toWhole: candidates.map((_, at) => (toSum[at] ?? 0) / ((norms[at] ?? 1) * whole)),
  };
}

function postingsOf(candidates: readonly Candidate[]): Map<string, { at: number; times: number }[]> {
  const postings = new Map<string, { at: number; times: number }[]>();
  for (const { terms, index } of candidates) {
    for (const [term, times] of terms) {
      const list = postings.get(term);
      if (list == null) postings.set(term, [{ at: index, times }]);
      else list.push({ at: index, times });
    }
  }
  return postings;
}
