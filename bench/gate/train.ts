import { boundsOf } from "../../src/summarize/gate/binding.ts";
import type { Bound } from "../../src/summarize/gate/binding-context.ts";
import type { Features } from "../../src/summarize/gate/binding-features.ts";
import { featureNames, featuresOf } from "../../src/summarize/gate/binding-features.ts";
import { flagsOf } from "../../src/summarize/gate/gate.ts";
import { passageOf } from "../../src/summarize/gate/passage.ts";
import { quantitiesOf } from "../../src/summarize/gate/quantities.ts";
import { chance, rowsOf } from "../understanding/data.ts";
import { corruptionsOf } from "./corrupt.ts";
import { type Half, halfOf } from "./data.ts";

/**
 * Learns how much each measure of `binding-features` says about a name or number being exchanged for another of the same article.
 * True ones stand in reference summaries that the core checks pass; exchanged ones are made. Prints the weights, to be pasted into
 * `src/summarize/gate/binding-weights.ts`, and what they reach on the documents not learned from.
 */
type Example = {
  readonly kind: Bound["kind"];
  readonly features: Features;
  readonly isExchanged: boolean;
  readonly half: Half;
  readonly row: string;
};
type Row = {
  readonly id: string;
  readonly set: string;
  readonly text: string;
  readonly refs: readonly string[];
};

const falseAlarms = Number(process.argv.find((argument) => /^0\.\d+$/.test(argument)) ?? "0.02");

function examplesOf(rows: readonly Row[]): Example[] {
  const examples: Example[] = [];
  rows.forEach((row, at) => {
    const other = rows[(at + 37) % rows.length] as Row;
    row.refs.forEach((summary, index) => {
      if (flagsOf(row.text, summary).some((flag) => flag.core && flag.kind !== "form")) return;
      const note = (
        text: string,
        isWanted: (bound: Bound, what: string) => boolean,
        isExchanged: boolean,
      ): void => {
        const article = passageOf(row.text);
        const claim = passageOf(text, article.language);
        const given = quantitiesOf(article);
        for (const bound of boundsOf(article, claim, given, quantitiesOf(claim))) {
          const what = claim.text.slice(claim.words[bound.from]?.start, claim.words[bound.to]?.end);
          if (!isWanted(bound, what)) continue;
          examples.push({
            kind: bound.kind,
            features: featuresOf(article, claim, bound),
            isExchanged,
            half: halfOf(row.id),
            row: row.id,
          });
        }
      };
      note(summary, () => true, false);
      for (let seed = 0; seed < 3; seed++) {
        for (const { kind, summary: made } of corruptionsOf(
          `${row.id}/${index}/${seed}`,
          row.text,
          summary,
          other.text,
        )) {
          if (!kind.endsWith("same article")) continue;
          note(
            made,
            (bound, what) => (bound.kind === "name") === kind.startsWith("name") && !summary.includes(what),
            true,
          );
        }
      }
    });
  });
  return examples;
}

type Weights = { bias: number; readonly of: Map<string, number> };

/** Logistic regression by gradient descent, both classes weighing the same, with a little decay. */
function learn(examples: readonly Example[]): Weights {
  const weights: Weights = { bias: 0, of: new Map(featureNames.map((name) => [name, 0])) };
  const share = examples.filter(({ isExchanged }) => isExchanged).length / examples.length;
  const next = chance(11);
  for (let round = 0; round < 60; round++) {
    const rate = 0.1 / (1 + round / 8);
    for (let step = 0; step < examples.length; step++) {
      const { features, isExchanged } = examples[Math.floor(next() * examples.length)] as Example;
      const error = (isExchanged ? 1 : 0) - 1 / (1 + Math.exp(-sum(weights, features)));
      const move = rate * error * (isExchanged ? 0.5 / share : 0.5 / (1 - share));
      weights.bias += move;
      for (const name of featureNames)
        weights.of.set(name, (weights.of.get(name) ?? 0) * (1 - rate * 1e-4) + move * features[name]);
    }
  }
  return weights;
}

const sum = ({ bias, of }: Weights, features: Features): number =>
  featureNames.reduce((total, name) => total + (of.get(name) ?? 0) * features[name], bias);

/** The bias at which so many true ones are doubted. */
function settle(weights: Weights, examples: readonly Example[], share: number): void {
  const scores = examples
    .filter(({ isExchanged }) => !isExchanged)
    .map(({ features }) => sum(weights, features))
    .sort((a, b) => b - a);
  weights.bias -= scores[Math.floor(scores.length * share)] ?? 0;
}

// Without `humanref`, whose documents are also among the labelled pairs, under other ids.
const sets = new Set(["cnn", "inshorts", "cdmix"]);
const rows = rowsOf<Row>("summ.dev.jsonl").filter(({ set }) => sets.has(set));
const examples = examplesOf(rows);
for (const kind of ["name", "number"] as const) {
  const own = examples.filter((example) => example.kind === kind);
  const development = own.filter(({ half }) => half === "development");
  const weights = learn(development);
  settle(weights, development, falseAlarms);
  const printed = [...weights.of]
    .filter(([, weight]) => Math.abs(weight) >= 0.05)
    .map(([name, weight]) => `${name}: ${weight.toFixed(2)}`);
  console.log(`  ${kind}: { bias: ${weights.bias.toFixed(2)}, ${printed.join(", ")} },`);
  for (const half of ["development", "held-out"] as const) {
    const shown = own.filter((example) => example.half === half);
    const doubted = (isExchanged: boolean): string => {
      const of = shown.filter((example) => example.isExchanged === isExchanged);
      const hits = of.filter(({ features }) => sum(weights, features) > 0).length;
      return `${((100 * hits) / of.length).toFixed(1)} % of ${of.length}`;
    };
    console.log(`  // ${half}: exchanged ${doubted(true)} found, true ${doubted(false)} doubted`);
  }
}
