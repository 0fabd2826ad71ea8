import { type FeatureName, featureNames } from "./features.ts";
import { type SetFeatureName, setFeatureNames } from "./score.ts";

/** A sentence is worth the sum of its features times these; a set of sentences that of all, and of its own features. */
export type Weights = { readonly sentence: readonly number[]; readonly set: readonly number[] };
/** For summaries of one sentence, and for longer ones. */
export type Model = { readonly one: Weights; readonly several: Weights };

/** Fitted by bench/summaries/train.ts, which prints this file. */
export const weights: Model = {
  one: {
    sentence: inOrder(featureNames, {
      first: -0.33,
      second: -0.16,
      third: 0.05,
      early: -0.17,
      late: -0.79,
      relative: 0,
      earlyInLong: 0.45,
      opensParagraph: 0,
      length: 0.2,
      short: -0.44,
      long: -0.1,
      centrality: -0.02,
      whole: -0.11,
      later: 0.29,
      earlier: 0.66,
      likeFirst: 0.86,
      keywords: 0.25,
      keywordDensity: 0.12,
      frequency: 1.49,
      fresh: 0.12,
      opensWithQuote: -0.04,
      quoted: 0.02,
      question: 0.28,
      firstPerson: -0.06,
      secondPerson: -0.26,
      leaning: 0.12,
      number: -0.04,
      day: 0.06,
      money: -0.21,
      speech: -0.02,
      announces: -0.4,
      aside: -0.34,
      title: 0.57,
    }),
    set: inOrder(setFeatureNames, {
      sentences: 0,
      sentencesOfLong: 0,
      words: -0.12,
      wordsOfLong: 0.02,
      logWords: 0.39,
      neighbours: 0.8,
      likeness: 0,
    }),
  },
  several: {
    sentence: inOrder(featureNames, {
      first: 13.94,
      second: 8.6,
      third: 5.44,
      early: 12.2,
      late: 2.2,
      relative: -14.41,
      earlyInLong: -18.6,
      opensParagraph: 7.16,
      length: -17.01,
      short: -4.5,
      long: -0.7,
      centrality: 21.07,
      whole: -9.81,
      later: 11.24,
      earlier: -22.62,
      likeFirst: 7.65,
      keywords: 5.81,
      keywordDensity: -4.06,
      frequency: 4.9,
      fresh: 0.33,
      opensWithQuote: -1.95,
      quoted: 0.48,
      question: -0.97,
      firstPerson: 0.45,
      secondPerson: -1.59,
      leaning: 5.26,
      number: 4.05,
      day: 0.47,
      money: 2.34,
      speech: -2.38,
      announces: 0,
      aside: 0.12,
      title: 4.88,
    }),
    set: inOrder(setFeatureNames, {
      sentences: -3.66,
      sentencesOfLong: 0.15,
      words: -24.71,
      wordsOfLong: 2.79,
      logWords: 20.73,
      neighbours: 3.77,
      likeness: -19.14,
    }),
  },
};

function inOrder<Name extends FeatureName | SetFeatureName>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): number[] {
  return names.map((name) => values[name]);
}
