import type { Candidate } from "./features.ts";
import type { Ranking } from "./rank.ts";

/** Readers rated summaries with torn-apart sentences a full point lower: neighbours are worth a little. */
const adjacencyBonus = 0.2;
const redundancyPenalty = 0.5;
/** A sentence so like a chosen one says it again. */
const duplicate = 0.7;
/** Opens with "he" or "but", and what it points at was not chosen. */
const danglingPenalty = 0.8;
/** Ledes are tried for "the shortest", when no sentence fits at all. */
const ledeSentences = 3;
/** Below this a sentence is filling: a shorter summary reads better than one topped up with what is left. */
const leastScore = 0.2;

/**
 * Greedy: the best sentence that still fits, again and again, in article order at the end. Total words stay within
 * `maxWords`; where no sentence is short enough, the shortest of the lede stands alone, for the caller to cut.
 */
export function select(ranking: Ranking, maxWords: number): Candidate[] {
  const chosen: Candidate[] = [];
  let words = 0;
  for (;;) {
    const next = best(ranking, chosen, maxWords - words);
    if (next == null) break;
    chosen.push(next);
    words += next.words;
  }
  if (chosen.length === 0) {
    const [shortest] = ranking.candidates.slice(0, ledeSentences).sort((a, b) => a.words - b.words);
    if (shortest != null) chosen.push(shortest);
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function best(
  { candidates, scores, likeness }: Ranking,
  chosen: readonly Candidate[],
  room: number,
): Candidate | null {
  const taken = new Set(chosen.map(({ index }) => index));
  let found: Candidate | null = null;
  let foundScore = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const { index } = candidate;
    if (taken.has(index) || candidate.words > room) continue;
    const closest = Math.max(0, ...chosen.map((other) => likeness(index, other.index)));
    if (closest > duplicate) continue;
    const score = (scores[index] ?? 0) - redundancyPenalty * closest + coherence(candidate, taken);
    if (score > foundScore) [found, foundScore] = [candidate, score];
  }
  return chosen.length > 0 && foundScore < leastScore ? null : found;
}

function coherence({ index, leansOnPrevious }: Candidate, taken: ReadonlySet<number>): number {
  const follows = taken.has(index - 1);
  const bonus = follows || taken.has(index + 1) ? adjacencyBonus : 0;
  return leansOnPrevious && !follows && index > 0 ? bonus - danglingPenalty : bonus;
}
