import type { FeatureName } from "./binding-features.ts";

/** Learned by bench/gate/train.ts. */
export const bindingWeights: Readonly<Record<"name" | "number", Readonly<Partial<Record<FeatureName, number>> & { bias: number }>>> = {
  name: { bias: -1.32, together: -0.44, near: -0.64, best: 0.34, lag: 0.78, nearLag: 0.36, before: -0.33, after: 0.08, often: -0.14, context: -1.12, twice: 2.50, placeLike: 0.53, personLike: 0.58, instead: 0.26, sameBefore: -1.29, sameAfter: -0.88, article: 0.27, tight: -0.98, rival: 0.88, late: 1.06, place: -0.52, letters: -0.23, long: 0.09, again: -2.90, lead: -0.13, other: 0.98, otherLag: 0.36, alone: -0.07 },
  number: { bias: -2.87, together: -0.29, near: -1.62, best: -0.37, lag: -0.08, nearLag: 1.77, before: -0.36, after: -0.86, often: -0.50, context: -1.03, twice: -0.24, instead: 0.87, otherCount: -0.32, sameBefore: -1.91, sameAfter: -1.26, tight: -1.43, rival: 2.16, late: 2.21, long: 0.79, again: -1.68, lead: 0.56, other: 3.85, otherLag: 1.07, alone: -0.57 },
};
