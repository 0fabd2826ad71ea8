/**
 * Fits the weights of `src/ingest/headline/weights.ts`: how likely is a word of an article to stand in its headline?
 * Logistic regression on the words of the first eight sentences, `dev` half of the labelled rows only; prints the file.
 * No text of the data enters it. With `--folds` it fits on each half and tells the mean log loss on both instead.
 *
 *   node bench/understanding/train-titles.ts > weights.ts
 */
import { proseOf } from "../../src/ingest/fields/title.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { chance, featuresOf, splitWords, tally } from "../../src/ingest/headline/score.ts";
import { table } from "./data.ts";
import { type Row, labelledRows, wordsOf } from "./titles.ts";

type Features = Readonly<Record<string, number>>;
type Example = { readonly features: Features; readonly label: number };

function examplesOf(rows: readonly Row[]): Example[] {
  return rows.flatMap((row) => {
    const prose = proseOf(plainText.draft(row.text, defaultLimits), "en");
    const tallies = tally(prose);
    const real = new Set(wordsOf(row.headline));
    const words = new Set(prose.slice(0, 8).flatMap((sentence) => splitWords(sentence.toLowerCase())));
    return [...words].map((word) => ({
      features: featuresOf(word, tallies.get(word), prose.length),
      label: real.has(word) ? 1 : 0,
    }));
  });
}

function chanceBy(weights: Features, features: Features): number {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += (weights[name] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
}

/** AdaGrad over all examples at once, with a small price on large weights. */
function fit(examples: readonly Example[]): Record<string, number> {
  const weights: Record<string, number> = {};
  const squares: Record<string, number> = {};
  for (let round = 0; round < 400; round++) {
    const slopes: Record<string, number> = {};
    for (const { features, label } of examples) {
      const error = chanceBy(weights, features) - label;
      for (const [name, value] of Object.entries(features))
        slopes[name] = (slopes[name] ?? 0) + error * value;
    }
    for (const [name, slope] of Object.entries(slopes)) {
      const full = slope + (weights[name] ?? 0);
      const square = (squares[name] ?? 0) + full * full;
      squares[name] = square;
      weights[name] = (weights[name] ?? 0) - (0.5 * full) / Math.sqrt(square + 1e-9);
    }
  }
  return weights;
}

const lossOn = (examples: readonly Example[], of: (features: Features) => number): string =>
  (
    examples.reduce(
      (sum, { features, label }) => sum - Math.log(label === 1 ? of(features) : 1 - of(features)),
      0,
    ) / Math.max(1, examples.length)
  ).toFixed(4);

const rows = labelledRows();
const [dev = [], heldout = []] = (["dev", "heldout"] as const).map((which) =>
  examplesOf(rows.filter((row) => row.half === which)),
);
if (process.argv.includes("--folds")) {
  const byDev = fit(dev);
  const byHeldout = fit(heldout);
  table(
    ["fitted on", "loss on dev", "loss on heldout"],
    [
      [
        "dev",
        lossOn(dev, (features) => chanceBy(byDev, features)),
        lossOn(heldout, (features) => chanceBy(byDev, features)),
      ],
      [
        "heldout",
        lossOn(dev, (features) => chanceBy(byHeldout, features)),
        lossOn(heldout, (features) => chanceBy(byHeldout, features)),
      ],
      ["as shipped", lossOn(dev, chance), lossOn(heldout, chance)],
    ],
  );
} else {
  console.log(`/**
 * How likely is a word of an article to stand in its headline? Log-odds, fitted on ${dev.length} words by
 * bench/understanding/train-titles.ts; what each name means stands in score.ts.
 */
export const wordWeights: Readonly<Record<string, number>> = {
${Object.entries(fit(dev))
  .map(([name, value]) => `  ${/^\w+$/u.test(name) ? name : JSON.stringify(name)}: ${value.toFixed(2)},`)
  .join("\n")}
};`);
}
