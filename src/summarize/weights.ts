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
      short: -0.43,
      long: -0.1,
      centrality: -0.02,
      whole: -0.12,
      later: 0.29,
      earlier: 0.66,
      likeFirst: 0.86,
      keywords: 0.25,
      keywordDensity: 0.12,
      frequency: 1.47,
      fresh: 0.11,
      opensWithQuote: -0.04,
      quoted: 0.02,
      question: 0.28,
      firstPerson: -0.06,
      secondPerson: -0.26,
      leaning: 0.12,
      number: -0.04,
      day: 0.06,
      money: -0.2,
      speech: -0.02,
      announces: -0.4,
      aside: -0.26,
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
      first: 13.91,
      second: 8.31,
      third: 5.65,
      early: 12.22,
      late: 1.83,
      relative: -13.94,
      earlyInLong: -18.3,
      opensParagraph: 7.19,
      length: -17.19,
      short: -4.4,
      long: -0.34,
      centrality: 21.32,
      whole: -9.47,
      later: 9.39,
      earlier: -21.63,
      likeFirst: 6.69,
      keywords: 6.25,
      keywordDensity: -5.15,
      frequency: 5.53,
      fresh: 0.25,
      opensWithQuote: -1.72,
      quoted: 0.71,
      question: -1.04,
      firstPerson: 1.03,
      secondPerson: -2,
      leaning: 4.91,
      number: 3.98,
      day: 0.17,
      money: 2.24,
      speech: -2.4,
      announces: 0,
      aside: -0.09,
      title: 5.11,
    }),
    set: inOrder(setFeatureNames, {
      sentences: -3.58,
      sentencesOfLong: 0.19,
      words: -25.05,
      wordsOfLong: 3.09,
      logWords: 20.3,
      neighbours: 3.98,
      likeness: -19.78,
    }),
  },
};

function inOrder<Name extends FeatureName | SetFeatureName>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): number[] {
  return names.map((name) => values[name]);
}
