import type { Features } from "./features.ts";

/** What is known of a set of sentences beyond the sentences themselves: how much it is, and how it hangs together. */
export const setFeatureNames = [
  "sentences",
  "sentencesOfLong",
  "words",
  "wordsOfLong",
  "logWords",
  "neighbours",
  "likeness",
  "recurring",
  "recurringOften",
  "recurringRoot",
] as const;

export type SetFeatureName = (typeof setFeatureNames)[number];

/** A sentence is worth the sum of its features times these; a set of sentences that of all, and of its own features. */
export type Weights = { readonly sentence: readonly number[]; readonly set: readonly number[] };

/** Sums over the sentences of a set, in article order. */
export type SetSums = {
  readonly sentences: number;
  readonly words: number;
  /** Pairs that stand side by side in the article. */
  readonly neighbours: number;
  /** Likeness of all pairs. */
  readonly likeness: number;
  /** Different content words that also stand in another sentence of the article, and in two others. */
  readonly recurring: number;
  readonly recurringOften: number;
};

/** News summaries of three sentences have about 50 words; the weights are fitted there. */
export const usualSentences = 3;
export const usualWords = 50;

/**
 * The weights are fitted to three sentences, where what one more word gains and costs is in balance at about fifty. Asked
 * for more, the gain grows with the square of that: with the words there are by then, and again with the poorer
 * sentences that are left. Likeness counts pairs, of which there are more; of recurring words the root
 * is taken of as many as there are for each three sentences.
 *
 * @param scale how much longer than usual a summary is asked for: 1 for three sentences
 * @param articleSentences how many there are to choose from
 * @param into where they are written, in the order of `setFeatureNames`: so many sets are tried that an array for each would
 * cost more than the sums
 */
export function setFeaturesOf(
  sums: SetSums,
  scale: number,
  articleSentences: number,
  into: Float64Array = new Float64Array(setFeatureNames.length),
): Float64Array {
  const long = Math.log(articleSentences) / 3;
  const share = sums.words / usualWords;
  into[0] = sums.sentences;
  into[1] = sums.sentences * long;
  into[2] = share;
  into[3] = share * long;
  into[4] = Math.log(Math.max(1, sums.words)) * scale ** 2;
  into[5] = sums.neighbours;
  into[6] = sums.likeness / scale;
  into[7] = sums.recurring / 10;
  into[8] = sums.recurringOften / 10;
  into[9] = Math.sqrt(sums.recurring * scale);
  return into;
}

/** What a set is worth. @param own its sentences by themselves, added up @param set its features */
export function worthOfSet(own: number, set: Float64Array, weights: Weights): number {
  let worth = own;
  for (let at = 0; at < set.length; at++) worth += (set[at] ?? 0) * (weights.set[at] ?? 0);
  return worth;
}

/** What each sentence is worth by itself. */
export function sentenceScores({ rows }: Features, { sentence }: Weights): number[] {
  return rows.map((row) => row.reduce((sum, value, at) => sum + value * (sentence[at] ?? 0), 0));
}
