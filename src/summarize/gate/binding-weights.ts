import type { FeatureName } from "./binding-features.ts";

/**
 * How much each measure of `binding-features` speaks for an exchange; a sum above 0 is doubted. Learned by logistic regression from reference
 * summaries and from such with one name or number exchanged (bench/gate/train.ts); the bias is set where 2 % of true names and 1 % of
 * true numbers are doubted.
 */
export const bindingWeights: Readonly<
  Record<"name" | "number", Readonly<Partial<Record<FeatureName, number>> & { bias: number }>>
> = {
  name: {
    bias: -1.39,
    together: -0.53,
    near: -0.56,
    best: 0.22,
    lag: 0.75,
    nearLag: 0.28,
    before: -0.41,
    often: -0.09,
    context: -0.92,
    twice: 2.63,
    placeLike: 0.42,
    personLike: 0.61,
    instead: 0.29,
    sameBefore: -1.18,
    sameAfter: -0.84,
    article: 0.2,
    tight: -1.06,
    rival: 0.74,
    late: 1.13,
    place: -0.44,
    letters: -0.21,
    long: 0.1,
    again: -2.78,
    other: 0.87,
    otherLag: 0.45,
  },
  number: {
    bias: -2.87,
    together: -0.29,
    near: -1.62,
    best: -0.37,
    lag: -0.08,
    nearLag: 1.77,
    before: -0.36,
    after: -0.86,
    often: -0.5,
    context: -1.03,
    twice: -0.24,
    instead: 0.87,
    otherCount: -0.32,
    sameBefore: -1.91,
    sameAfter: -1.26,
    tight: -1.43,
    rival: 2.16,
    late: 2.21,
    long: 0.79,
    again: -1.68,
    lead: 0.56,
    other: 3.85,
    otherLag: 1.07,
    alone: -0.57,
  },
};
