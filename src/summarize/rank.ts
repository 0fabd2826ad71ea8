import type { Candidate } from "./features.ts";

/** Candidates in article order with their scores, and the likeness of any two. */
export type Ranking = {
  readonly candidates: readonly Candidate[];
  readonly scores: readonly number[];
  /** Cosine over content words, 0 to 1. */
  readonly likeness: (a: number, b: number) => number;
};

/**
 * Hand-set weights for features that carried weight on 1,541 articles with reference summaries: position first, then
 * how central a sentence is to the article. No training data is shipped, and nothing leans on capitals alone.
 */
const weights = {
  position: 1.6,
  centrality: 1.2,
  keywords: 0.45,
  names: 0.125,
  number: 0.15,
  quote: -0.375,
  leaning: -0.35,
  short: -0.8,
  long: -0.4,
  announcement: -0.8,
} as const;

const keywordCount = 10;

export function rank(candidates: readonly Candidate[]): Ranking {
  const norms = candidates.map(({ terms }) =>
    Math.sqrt([...terms.values()].reduce((sum, n) => sum + n * n, 0)),
  );
  const likeness = (a: number, b: number): number =>
    cosine(candidates[a], candidates[b], (norms[a] ?? 0) * (norms[b] ?? 0));
  const central = centralities(candidates.length, likeness);
  const keywords = topTerms(candidates);
  const scores = candidates.map((candidate, at) => scoreOf(candidate, central[at] ?? 0, keywords));
  return { candidates, scores, likeness };
}

function scoreOf(candidate: Candidate, centrality: number, keywords: ReadonlySet<string>): number {
  const { index, words } = candidate;
  const hits = [...candidate.terms.keys()].filter((term) => keywords.has(term)).length;
  return (
    weights.position / (1 + index * 0.6) +
    weights.centrality * centrality +
    weights.keywords * Math.min(1, hits / 5) +
    weights.names * Math.min(1, candidate.names / 3) +
    (candidate.hasNumber ? weights.number : 0) +
    (candidate.startsQuote ? weights.quote : 0) +
    (candidate.leansOnPrevious ? weights.leaning : 0) +
    (words < 7 ? weights.short : 0) +
    (words > 45 ? weights.long : 0) +
    (/[:：]["”»]?$/u.test(candidate.text) ? weights.announcement : 0)
  );
}

/** Mean likeness to the other sentences, scaled so that the most central one has 1. */
function centralities(count: number, likeness: (a: number, b: number) => number): number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const like = likeness(a, b);
      sums[a] = (sums[a] ?? 0) + like;
      sums[b] = (sums[b] ?? 0) + like;
    }
  }
  const most = Math.max(...sums, Number.EPSILON);
  return sums.map((sum) => sum / most);
}

function topTerms(candidates: readonly Candidate[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { terms } of candidates)
    for (const [term, n] of terms) counts.set(term, (counts.get(term) ?? 0) + n);
  // Ties in the order of first use: the same article, the same words.
  const ordered = [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1]);
  return new Set(ordered.slice(0, keywordCount).map(([term]) => term));
}

function cosine(a: Candidate | undefined, b: Candidate | undefined, norm: number): number {
  if (a == null || b == null || norm === 0) return 0;
  const [small, large] = a.terms.size <= b.terms.size ? [a.terms, b.terms] : [b.terms, a.terms];
  let dot = 0;
  for (const [term, n] of small) dot += n * (large.get(term) ?? 0);
  return dot / norm;
}
