/**
 * Fits the weights of `src/summarize/weights.ts` and prints that file; no text of the data enters it.
 *
 *   node bench/summaries/train.ts > weights.ts
 *
 * For each article, the sets of up to three sentences that may be chosen are listed with their ROUGE-1 + 1.5 ROUGE-2
 * against the references: half of it as they are, and half cut to the references' length, so that length alone is not
 * what is learned. The weights are fitted by cross-entropy to the sets' softened ROUGE, which is convex: raising the
 * expected ROUGE of the choice itself from there (minimum risk) gained nothing on articles unseen, and lost on sources
 * unseen. For one sentence there are fewer articles, so that single sentences of the others teach a little, too, and the
 * words that recur are left out. The title's weight is fitted last and alone, so that the others hold where no title is given.
 */
import { pathToFileURL } from "node:url";
import { readingOf } from "../../src/summarize/extract.ts";
import { featureNames } from "../../src/summarize/features.ts";
import { countEither, union } from "../../src/summarize/recurring.ts";
import { setFeatureNames, setFeaturesOf } from "../../src/summarize/score.ts";
import { mayStand } from "../../src/summarize/select.ts";
import type { Weights } from "../../src/summarize/score.ts";
import type { Model } from "../../src/summarize/weights.ts";
import { chance } from "../understanding/data.ts";
import { type Row, articleFrom, referencesOf, sentencesAsked, summaryRows, wordsMatched } from "./data.ts";
import { gramScorer } from "./grams.ts";

const width = featureNames.length + setFeatureNames.length;

/** One article: `values` holds a row of `width` features for each set, `gains` its ROUGE; `counts` how much it teaches. */
type Example = {
  readonly hasTitle: boolean;
  readonly counts: number;
  readonly values: Float32Array;
  readonly gains: Float32Array;
};

type Course = {
  readonly maxSentences: number;
  /** Softness of the ROUGE that is fitted to. */
  readonly softness: number;
  /** How strongly weights are held small, each times its feature's standard deviation. */
  readonly decay: number;
  /** What the single sentences of other articles count. */
  readonly others: number;
  /** Features that stay without a weight. */
  readonly without: RegExp;
};
const courses = {
  one: {
    maxSentences: 1,
    softness: 0.12,
    decay: 0.03,
    others: 0.1,
    without: /^(?:recurring|introduces|onceWords|weight|reach)/,
  },
  several: { maxSentences: 3, softness: 0.12, decay: 0.01, others: 0, without: /^$/ },
} as const satisfies Record<string, Course>;

const rounds = 30;
const titleRounds = 10;
const batchSize = 64;
const bigramWeight = 1.5;
/** Readers rate summaries with torn-apart sentences lower than ROUGE does: so many picks stand beside the one before. */
const leastAdjacent = 0.78;
const bonusStep = 0.01;

const titleAt = featureNames.indexOf("title");
const neighboursAt = featureNames.length + setFeatureNames.indexOf("neighbours");
const sentencesAt = featureNames.length + setFeatureNames.indexOf("sentences");

/** @param rows articles to learn from; those asked for one sentence teach `one`, the others `several` */
export function fit(rows: readonly Row[]): Model {
  const weightsOf = (course: Course): Weights => {
    const isOwn = ({ set }: Row): boolean => sentencesAsked(set) === course.maxSentences;
    const own = examplesOf(rows.filter(isOwn), course.maxSentences, 1);
    const others = course.others === 0 ? [] : rows.filter((row) => !isOwn(row));
    return trained([...own, ...examplesOf(others, course.maxSentences, course.others)], own, course);
  };
  return { one: weightsOf(courses.one), several: weightsOf(courses.several) };
}

const known = new Map<string, Example | null>();

function examplesOf(rows: readonly Row[], maxSentences: number, counts: number): Example[] {
  return rows.flatMap((row) => {
    const key = `${maxSentences} ${row.id}`;
    let example = known.get(key);
    if (example === undefined) known.set(key, (example = exampleOf(row, maxSentences, counts)));
    return example == null ? [] : [example];
  });
}

const openingSentences = 11;
const centralSentences = 4;

function exampleOf(row: Row, maxSentences: number, counts: number): Example | null {
  const article = articleFrom(row.text, row.title ?? null);
  if (article == null) return null;
  const { features } = readingOf(article);
  const { candidates, rows, likeness, recurring } = features;
  const score = gramScorer(
    candidates.map(({ text }) => text),
    referencesOf(row),
  );
  const sets = setsOf(features, maxSentences);
  if (sets.length < 2) return null;
  const values = new Float32Array(sets.length * width);
  const gains = new Float32Array(sets.length);
  for (const [at, set] of sets.entries()) {
    const words = set.reduce(
      (all: Uint32Array, index) => union(all, recurring.bits[index] ?? all),
      new Uint32Array(recurring.bits[0]?.length ?? 0),
    );
    const sums = {
      sentences: set.length,
      words: 0,
      neighbours: 0,
      likeness: 0,
      recurring: countEither(words, words, words.length),
      recurringOften: countEither(words, words, recurring.often),
    };
    for (const [n, index] of set.entries()) {
      sums.words += candidates[index]?.words.length ?? 0;
      if (n > 0 && set[n - 1] === index - 1) sums.neighbours++;
      for (const other of set.slice(0, n)) sums.likeness += likeness.between(other, index);
      for (const [k, value] of (rows[index] ?? []).entries()) {
        values[at * width + k] = (values[at * width + k] ?? 0) + value;
      }
    }
    values.set(setFeaturesOf(sums, 1, candidates.length), at * width + featureNames.length);
    const [whole, cut] = [score(set), score(set, wordsMatched(row.set))];
    gains[at] = (valueOf(whole) + valueOf(cut)) / 2;
  }
  return { hasTitle: row.title != null, counts, values, gains };
}

const valueOf = ({ r1, r2 }: { r1: number; r2: number }): number => r1 + bigramWeight * r2;

/** Sets of the first sentences and the most central ones that the product's own rules allow. */
function setsOf(features: ReturnType<typeof readingOf>["features"], most: number): number[][] {
  const { candidates, rows } = features;
  const centrality = featureNames.indexOf("centrality");
  const central = candidates
    .slice(openingSentences)
    .toSorted((a, b) => (rows[b.index]?.[centrality] ?? 0) - (rows[a.index]?.[centrality] ?? 0));
  const pool = candidates
    .slice(0, openingSentences)
    .concat(central.slice(0, most === 1 ? 15 : centralSentences));
  pool.sort((a, b) => a.index - b.index);
  const sets: number[][] = [];
  const grow = (set: readonly number[], from: number): void => {
    for (let at = from; at < pool.length; at++) {
      const next = pool[at];
      if (next == null) continue;
      const longer = [...set, next.index];
      if (mayStand(longer.map((index) => candidates[index]).filter((c) => c != null))) sets.push(longer);
      if (longer.length < most) grow(longer, at + 1);
    }
  };
  grow([], 0);
  return sets;
}

/** @param own those whose choices are looked at for how many stand side by side */
function trained(examples: readonly Example[], own: readonly Example[], course: Course): Weights {
  const { softness, decay, without } = course;
  const weights = new Float64Array(width);
  const names = [...featureNames, ...setFeatureNames];
  const untitled = [...weights.keys()].filter((at) => at !== titleAt && !without.test(names[at] ?? ""));
  const spread = spreadOf(examples);
  descend(weights, examples, untitled, spread, { rounds, rate: 0.05, decay, softness });
  const titled = own.filter(({ hasTitle }) => hasTitle);
  // Held as small as among all articles: those with a title are few, and of few sources.
  const held = (decay * own.length) / Math.max(1, titled.length);
  descend(weights, titled, [titleAt], spreadOf(titled), {
    rounds: titleRounds,
    rate: 0.05,
    decay: held,
    softness,
  });
  if (course.maxSentences > 1) {
    while (adjacentShare(weights, own) < leastAdjacent) {
      weights[neighboursAt] = (weights[neighboursAt] ?? 0) + bonusStep;
    }
  }
  const rounded = [...weights].map((weight) => Math.round(weight * 1000) / 1000);
  return { sentence: rounded.slice(0, featureNames.length), set: rounded.slice(featureNames.length) };
}

/** Standard deviation of each feature over all sets; 1 where it never changes. */
function spreadOf(examples: readonly Example[]): Float64Array {
  const [sum, square] = [new Float64Array(width), new Float64Array(width)];
  let count = 0;
  for (const { values } of examples) {
    count += values.length / width;
    for (const [at, value] of values.entries()) {
      const k = at % width;
      sum[k] = (sum[k] ?? 0) + value;
      square[k] = (square[k] ?? 0) + value * value;
    }
  }
  return sum.map((total, k) => Math.sqrt(Math.max(0, (square[k] ?? 0) / count - (total / count) ** 2)) || 1);
}

/** Of the sentences after the first of the best sets: how many stand beside the one before. */
function adjacentShare(weights: Float64Array, examples: readonly Example[]): number {
  let [adjacent, pairs] = [0, 0];
  for (const example of examples) {
    const scores = scoresOf(weights, example);
    const best = scores.indexOf(scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
    adjacent += example.values[best * width + neighboursAt] ?? 0;
    pairs += (example.values[best * width + sentencesAt] ?? 1) - 1;
  }
  return pairs === 0 ? 1 : adjacent / pairs;
}

/** How much each set's score should rise, from how likely it is and how likely its ROUGE says that it should be. */
function slopeOf(probabilities: Float64Array, gains: Float32Array, softness: number): Float64Array {
  const target = softmax(Float64Array.from(gains, (gain) => gain / softness));
  return target.map((value, at) => value - (probabilities[at] ?? 0));
}

function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const raised = scores.map((score) => Math.exp(score - most));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / sum);
}

type Pace = {
  readonly rounds: number;
  readonly rate: number;
  readonly decay: number;
  readonly softness: number;
};

/**
 * Adam (Kingma & Ba 2015) over small batches in a shuffled order that is the same each time; only the free weights move. It
 * walks among the weights times their features' `spread`, so that no feature is held back for its unit.
 */
function descend(
  weights: Float64Array,
  examples: readonly Example[],
  free: readonly number[],
  spread: Float64Array,
  { rounds, rate, decay, softness }: Pace,
): void {
  const [mean, square] = [new Float64Array(width), new Float64Array(width)];
  const random = chance(7);
  const order = [...examples];
  let step = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    const pace = rate * (1.04 - round / rounds);
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.slice(from, from + batchSize);
      const rise = new Float64Array(width);
      for (const example of batch) addSlope(rise, weights, example, softness);
      step++;
      for (const k of free) {
        const unit = spread[k] ?? 1;
        const down = -(rise[k] ?? 0) / unit / batch.length + decay * (weights[k] ?? 0) * unit;
        mean[k] = 0.9 * (mean[k] ?? 0) + 0.1 * down;
        square[k] = 0.999 * (square[k] ?? 0) + 0.001 * down * down;
        const [m, v] = [(mean[k] ?? 0) / (1 - 0.9 ** step), (square[k] ?? 0) / (1 - 0.999 ** step)];
        weights[k] = (weights[k] ?? 0) - (pace * m) / (Math.sqrt(v) + 1e-8) / unit;
      }
    }
  }
}

function addSlope(rise: Float64Array, weights: Float64Array, example: Example, softness: number): void {
  const { values, gains, counts } = example;
  const slopes = slopeOf(softmax(scoresOf(weights, example)), gains, softness);
  for (const [at, slope] of slopes.entries()) {
    const by = slope * counts;
    if (Math.abs(by) < 1e-7) continue;
    for (let k = 0; k < width; k++) rise[k] = (rise[k] ?? 0) + by * (values[at * width + k] ?? 0);
  }
}

function scoresOf(weights: Float64Array, { values, gains }: Example): Float64Array {
  return Float64Array.from(gains, (_, at) => {
    let score = 0;
    for (let k = 0; k < width; k++) score += (weights[k] ?? 0) * (values[at * width + k] ?? 0);
    return score;
  });
}

function shuffle(list: unknown[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
}

function fileOf({ one, several }: Model): string {
  const table = (weights: Weights): string =>
    [
      "{",
      `    sentence: inOrder(featureNames, {`,
      ...featureNames.map((name, at) => `      ${name}: ${weights.sentence[at] ?? 0},`),
      "    }),",
      `    set: inOrder(setFeatureNames, {`,
      ...setFeatureNames.map((name, at) => `      ${name}: ${weights.set[at] ?? 0},`),
      "    }),",
      "  }",
    ].join("\n");
  return `import { type FeatureName, featureNames } from "./features.ts";
import { type SetFeatureName, setFeatureNames } from "./score.ts";

/** A sentence is worth the sum of its features times these; a set of sentences that of all, and of its own features. */
export type Weights = { readonly sentence: readonly number[]; readonly set: readonly number[] };
/** For summaries of one sentence, and for longer ones. */
export type Model = { readonly one: Weights; readonly several: Weights };

/** Fitted by bench/summaries/train.ts, which prints this file. */
export const weights: Model = {
  one: ${table(one)},
  several: ${table(several)},
};

function inOrder<Name extends FeatureName | SetFeatureName>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): number[] {
  return names.map((name) => values[name]);
}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  console.log(fileOf(fit(summaryRows())).trimEnd());
