/**
 * Fits the weights of `src/ingest/headline/weights.ts`: how likely is a word of an article to stand in its headline?
 * Logistic regression on the words of the first eight sentences, `dev` half of the labelled rows only (or all of them
 * with `--all`); prints the file. No text of the data enters it.
 *
 *   node bench/understanding/train-titles.ts > weights.ts
 */
import { chance, featuresOf, splitWords, tally } from "../../src/ingest/headline/score.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { proseOf } from "../../src/ingest/fields/title.ts";
import { labelledRows, wordsOf } from "./titles.ts";

type Example = { readonly features: Record<string, number>; readonly label: number };

const examples: Example[] = [];
const unseen: Example[] = [];
for (const row of labelledRows() ?? []) {
  const prose = proseOf(plainText.draft(row.text, defaultLimits), "en");
  const tallies = tally(prose);
  const real = new Set(wordsOf(row.headline));
  for (const word of new Set(prose.slice(0, 8).flatMap((sentence) => splitWords(sentence.toLowerCase())))) {
    (row.half === "dev" || process.argv.includes("--all") ? examples : unseen).push({
      features: featuresOf(word, tallies.get(word), prose.length),
      label: real.has(word) ? 1 : 0,
    });
  }
}

const weights: Record<string, number> = {};
const squares: Record<string, number> = {};
const logistic = (features: Record<string, number>): number => {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += (weights[name] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
};
for (let round = 0; round < 400; round++) {
  const slopes: Record<string, number> = {};
  for (const { features, label } of examples) {
    const error = logistic(features) - label;
    for (const [name, value] of Object.entries(features)) slopes[name] = (slopes[name] ?? 0) + error * value;
  }
  for (const [name, slope] of Object.entries(slopes)) {
    const full = slope + 1 * (weights[name] ?? 0);
    squares[name] = (squares[name] ?? 0) + full * full;
    weights[name] = (weights[name] ?? 0) - (0.5 * full) / Math.sqrt(squares[name] + 1e-9);
  }
}
const lossOn = (set: readonly Example[], of: (features: Record<string, number>) => number): string =>
  (
    set.reduce(
      (sum, { features, label }) => sum - Math.log(label === 1 ? of(features) : 1 - of(features)),
      0,
    ) / Math.max(1, set.length)
  ).toFixed(4);
console.error(
  `mean log loss: seen ${lossOn(examples, logistic)}, unseen ${lossOn(unseen, logistic)}; shipped before: unseen ${lossOn(unseen, chance)}`,
);
console.log(`/**
 * How likely is a word of an article to stand in its headline? Log-odds, fitted on ${examples.length} words by
 * bench/understanding/train-titles.ts; what each name means stands in headline-score.ts.
 */
export const wordWeights: Readonly<Record<string, number>> = {
${Object.entries(weights)
  .map(([name, value]) => `  ${/^\w+$/u.test(name) ? name : JSON.stringify(name)}: ${value.toFixed(2)},`)
  .join("\n")}
};`);
