import type { FeatureName } from "./binding-features.ts";

/** Learned by bench/gate/train.ts. */
export const bindingWeights: Readonly<Record<"name" | "number", Readonly<Partial<Record<FeatureName, number>> & { bias: number }>>> = {
  name: { bias: -1.33, together: -0.23, near: -0.51, best: 0.64, lag: 0.86, nearLag: 0.30, before: -0.26, after: 0.15, often: -0.79, context: -1.16, twice: 0.14, placeLike: 0.44, personLike: 0.37, instead: 0.53, sameBefore: -1.23, sameAfter: -0.71, article: 0.44, tight: -1.02, rival: 1.29, late: 1.55, once: 0.08 },
  number: { bias: -1.26, together: -0.32, near: -0.67, best: -0.11, lag: 0.21, nearLag: 1.86, before: -0.17, after: -0.67, often: -0.13, context: -1.12, twice: -0.46, instead: 1.89, otherCount: -0.10, sameBefore: -1.73, sameAfter: -0.90, tight: -0.93, rival: 2.70, late: 1.49, once: 0.11 },
};
