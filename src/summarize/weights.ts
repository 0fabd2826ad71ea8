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
      early: -0.16,
      late: -0.8,
      relative: 0.01,
      earlyInLong: 0.46,
      opensParagraph: 0.02,
      length: 0.16,
      short: -0.54,
      long: -0.12,
      centrality: -0.07,
      whole: -0.06,
      later: 0.28,
      earlier: 0.67,
      likeFirst: 0.73,
      keywords: 0.22,
      keywordDensity: 0.17,
      frequency: 1.5,
      fresh: 0.05,
      opensWithQuote: -0.06,
      quoted: -0.01,
      question: 0.27,
      firstPerson: -0.05,
      secondPerson: -0.28,
      leaning: 0.03,
      number: -0.04,
      day: 0.06,
      money: -0.19,
      speech: -0.02,
      announces: -0.42,
      aside: -0.25,
      title: 0.57,
    }),
    set: inOrder(setFeatureNames, {
      sentences: 0,
      sentencesOfLong: 0,
      words: -0.09,
      wordsOfLong: 0.06,
      logWords: 0.34,
      neighbours: 0,
      likeness: 0,
    }),
  },
  several: {
    sentence: inOrder(featureNames, {
      first: 14.01,
      second: 8.34,
      third: 6.34,
      early: 10.81,
      late: 2.68,
      relative: -12.05,
      earlyInLong: -18.06,
      opensParagraph: 6.48,
      length: -13.8,
      short: -3.8,
      long: 0.32,
      centrality: 20.64,
      whole: -4.94,
      later: 3.74,
      earlier: -20.23,
      likeFirst: 3.33,
      keywords: 6.44,
      keywordDensity: -6.23,
      frequency: 5.51,
      fresh: 2.56,
      opensWithQuote: -1.32,
      quoted: 1.54,
      question: -1.21,
      firstPerson: 0.11,
      secondPerson: -1.8,
      leaning: 1.99,
      number: 4.1,
      day: -0.07,
      money: 2.11,
      speech: -2.9,
      announces: 0,
      aside: -0.57,
      title: 2.29,
    }),
    set: inOrder(setFeatureNames, {
      sentences: -3.1,
      sentencesOfLong: -2.29,
      words: -19.68,
      wordsOfLong: 3.1,
      logWords: 11.64,
      neighbours: 4.23,
      likeness: -13.68,
    }),
  },
};

function inOrder<Name extends FeatureName | SetFeatureName>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): number[] {
  return names.map((name) => values[name]);
}
