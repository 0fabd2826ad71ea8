import type { Features } from "./features.ts";
import type { Weights } from "./weights.ts";

/**
 * What is known of a set of sentences beyond the sentences themselves: how much it is, and how it hangs together.
 * Lengths are measured against what the limit asks for, so that ten sentences are not judged as three.
 */
export const setFeatureNames = [
  "sentences",
  "sentencesOfLong",
  "words",
  "wordsOfLong",
  "logWords",
  "neighbours",
  "likeness",
] as const;

export type SetFeatureName = (typeof setFeatureNames)[number];

/** Sums over the sentences of a set, in article order. */
export type SetSums = {
  readonly sentences: number;
  readonly words: number;
  /** Pairs that stand side by side in the article. */
  readonly neighbours: number;
  /** Likeness of all pairs. */
  readonly likeness: number;
};

/** News summaries of three sentences have about 50 words; the weights are fitted there. */
export const usualSentences = 3;
export const usualWords = 50;

/**
 * @param scale how much longer than usual a summary is asked for: 1 for three sentences
 * @param articleSentences how many there are to choose from
 */
export function setFeaturesOf(sums: SetSums, scale: number, articleSentences: number): number[] {
  const long = Math.log(articleSentences) / 3;
  const share = sums.words / usualWords / scale;
  return [
    sums.sentences,
    sums.sentences * long,
    share,
    share * long,
    Math.log(Math.max(1, sums.words)),
    sums.neighbours,
    sums.likeness,
  ];
}

/** What each sentence is worth by itself. */
export function sentenceScores({ rows }: Features, { sentence }: Weights): number[] {
  return rows.map((row) => row.reduce((sum, value, at) => sum + value * (sentence[at] ?? 0), 0));
}
