import type { FeatureName } from "./binding-features.ts";

/**
 * How much each measure of `binding-features` speaks for an exchange; a sum above 0 is doubted. Learned by logistic regression from reference
 * summaries and from such with one name or number exchanged (bench/gate/train.ts); the bias is set where 2.5 % of true names and 1 % of
 * true numbers are doubted.
 */
export const bindingWeights: Readonly<
  Record<"name" | "number", Readonly<Partial<Record<FeatureName, number>> & { bias: number }>>
> = {
  name: {
    bias: -0.85,
    together: -0.27,
    near: -0.42,
    best: 0.4,
    lag: 0.67,
    nearLag: 0.37,
    before: -0.33,
    after: 0.18,
    often: -0.1,
    context: -1.25,
    twice: 3.2,
    placeLike: 0.34,
    personLike: 0.51,
    instead: 0.32,
    sameBefore: -1.63,
    sameAfter: -0.93,
    article: 0.17,
    tight: -1.07,
    rival: 0.81,
    late: 1.08,
    place: -0.43,
    letters: -0.3,
    again: -3.04,
    lead: -0.28,
    other: 0.86,
    otherLag: 0.36,
    alone: -0.15,
  },
  number: {
    bias: -2.05,
    together: -0.47,
    near: -1.64,
    best: -0.41,
    lag: 0.06,
    nearLag: 2.24,
    before: -0.55,
    after: -0.98,
    often: -0.86,
    context: -1.0,
    twice: -0.26,
    instead: 0.94,
    sameBefore: -2.07,
    sameAfter: -1.25,
    tight: -0.76,
    rival: 2.41,
    late: 2.55,
    long: 1.34,
    again: -1.89,
    lead: 0.5,
    other: 4.41,
    otherLag: 1.57,
    alone: -0.43,
  },
};
