/**
 * Summaries against references: ROUGE F1 × 100, the difference to LEAD with its 95 % interval (paired bootstrap over
 * articles), time, and signs of coherence. References: mean over several.
 *
 *   node bench/summaries/run.ts [--held-out | --other-sets] [--match | --lower | --titles] [--no-peers] [--sets]
 *
 * `--held-out` fits the weights five times, each time without the fifth that is then summarised; `--other-sets`
 * fits them on all sets of articles but the one that is then summarised, as if that came from a source unseen; otherwise the shipped
 * weights are measured on what they were fitted to. Default: three sentences (one where the references are one). `--match`
 * cuts every summary to the mean length of its set's references, and LEAD to exactly as many words. `--lower` gives
 * lower-cased text. `--titles` also gives the headline, where the data has one. `--sets` adds a table for each set.
 */
import { chance, table } from "../understanding/data.ts";
import {
  type Row,
  foldOf,
  referencesOf,
  sentencesAsked,
  splitSentences,
  summaryRows,
  wordsMatched,
} from "./data.ts";
import { proxiesOf } from "./proxies.ts";
import { type Rouge, rougeOf, rougeWords } from "./rouge.ts";
import { type System, cleanedLead, installedPeers, lead, lexRank, ours, textRank } from "./systems.ts";
import { fit } from "./train.ts";

const has = (flag: string): boolean => process.argv.includes(`--${flag}`);
const resamples = 2_000;

type Scored = {
  readonly own: Rouge;
  readonly anchor: Rouge;
  readonly words: number;
  readonly sentences: readonly string[];
};
type Result = { readonly system: System; readonly scores: readonly Scored[]; readonly ms: number };

const rows = summaryRows();
const results: Result[] = [];
const rivals = has("no-peers") ? [] : [textRank, lexRank];
const own = [
  ours("broadsheet"),
  ...(has("held-out") ? [heldOut("held out", ({ id }) => String(foldOf(id)))] : []),
  ...(has("other-sets") ? [heldOut("other sets", ({ set }) => set)] : []),
];
for (const system of [lead, cleanedLead, ...rivals, ...own]) results.push(await measured(system));
// Last, since one of them changes the built-in arrays of the whole process.
if (!has("no-peers")) {
  const { systems, missing } = await installedPeers();
  for (const system of systems) results.push(await measured(system));
  if (missing.length > 0) {
    console.log(
      `not installed, so not measured: ${missing.join(", ")} (npm ci --prefix bench/summaries/peers)\n`,
    );
  }
}
show("all", rows);
if (has("sets")) for (const set of new Set(rows.map((row) => row.set))) show(set, rows, set);

/** Each article by weights that were fitted without its part of the data. */
function heldOut(name: string, partOf: (row: Row) => string): System {
  const models = new Map(
    [...new Set(rows.map(partOf))].map((part) => [part, fit(rows.filter((row) => partOf(row) !== part))]),
  );
  const partOfText = new Map(rows.map((row) => [inputOf(row), partOf(row)]));
  return ours(`broadsheet, ${name}`, (text) => {
    const model = models.get(partOfText.get(text) ?? "");
    if (model == null) throw new Error("no weights for this part");
    return model;
  });
}

function inputOf({ text }: Row): string {
  return has("lower") ? text.toLowerCase() : text;
}

async function measured(system: System): Promise<Result> {
  const scores: Scored[] = [];
  const times: number[] = [];
  for (const row of rows) {
    const title = has("titles") ? (row.title ?? null) : null;
    const begun = performance.now();
    const sentences = await quietly(() => system.summarize(inputOf(row), title, sentencesAsked(row.set)));
    times.push(performance.now() - begun);
    scores.push(scored(row, sentences));
  }
  return { system, scores, ms: median(times) };
}

/** Some peers print what they do, and some fail on some articles: an empty summary then. */
async function quietly(
  run: () => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { log } = console;
  console.log = () => undefined;
  try {
    // Some give fewer sentences than asked for, with holes.
    return (await run()).filter((sentence) => typeof sentence === "string");
  } catch {
    return [];
  } finally {
    console.log = log;
  }
}

function scored(row: Row, sentences: readonly string[]): Scored {
  const references = referencesOf(row);
  // LEAD's sentences are found in the text as it was written, so that lower-casing takes nothing from it.
  const ledes = splitSentences(row.text);
  if (!has("match")) {
    const anchor = rougeOf(ledes.slice(0, sentencesAsked(row.set)), references);
    return { own: rougeOf(sentences, references), anchor, words: wordCount(sentences), sentences };
  }
  const cut = cutTo(sentences, wordsMatched(row.set));
  const anchor = rougeOf(cutTo(ledes, wordCount(cut)), references);
  return { own: rougeOf(cut, references), anchor, words: wordCount(cut), sentences };
}

function wordCount(sentences: readonly string[]): number {
  return rougeWords(sentences.join(" ")).length;
}

/** The first so many words, still as sentences. */
function cutTo(sentences: readonly string[], words: number): string[] {
  const kept: string[] = [];
  for (const sentence of sentences) {
    const room = words - wordCount(kept);
    if (room <= 0) break;
    kept.push(rougeWords(sentence).slice(0, room).join(" "));
  }
  return kept;
}

function show(name: string, all: readonly Row[], set?: string): void {
  const places = [...all.keys()].filter((at) => set == null || all[at]?.set === set);
  console.log(`${name}: ${places.length} articles`);
  table(
    [
      "system",
      "R-1",
      "R-2",
      "R-L",
      "ΔR-1 to LEAD [95 %]",
      "ΔR-2 [95 %]",
      "words",
      "ms",
      "dangling",
      "furniture",
      "adjacent",
      "verbatim",
    ],
    results.map(({ system, scores, ms }) => {
      const picked = places.flatMap((at) => scores[at] ?? []);
      const proxies = proxiesOf(
        places.map((at) => ({ text: all[at]?.text ?? "", sentences: scores[at]?.sentences ?? [] })),
      );
      const mean = (of: (score: Scored) => number): number =>
        picked.reduce((sum, score) => sum + of(score), 0) / Math.max(1, picked.length);
      return [
        system.name,
        ...(["r1", "r2", "rl"] as const).map((r) => (100 * mean(({ own }) => own[r])).toFixed(2)),
        interval(picked.map(({ own, anchor }) => own.r1 - anchor.r1)),
        interval(picked.map(({ own, anchor }) => own.r2 - anchor.r2)),
        mean(({ words }) => words).toFixed(0),
        ms.toFixed(1),
        ...[proxies.dangling, proxies.boilerplate, proxies.adjacent, proxies.verbatim].map((rate) =>
          rate.toFixed(1),
        ),
      ];
    }),
  );
}

/** Mean × 100 with the 95 % interval of a paired bootstrap. */
function interval(differences: readonly number[]): string {
  const random = chance(11);
  const count = differences.length;
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let n = 0; n < count; n++) sum += differences[Math.floor(random() * count)] ?? 0;
    return (100 * sum) / count;
  }).toSorted((a, b) => a - b);
  const mean = (100 * differences.reduce((a, b) => a + b, 0)) / count;
  const signed = (value = 0): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
  return `${signed(mean)} [${signed(means[Math.floor(0.025 * resamples)])}, ${signed(means[Math.floor(0.975 * resamples)])}]`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
