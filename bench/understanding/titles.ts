/**
 * Titles made when none is given, against the real headlines of the labelled data: ROUGE-1 and ROUGE-L F1 (lower-cased
 * words, no stemming; and with a light stemmer beside it), the middle 95 % of its mean over 2,000 draws of as many
 * articles, length, ellipses, last resorts, median cost.
 *
 *   node bench/understanding/titles.ts [--list dev|heldout] [--seed 7] [--count 60]
 *
 * BROADSHEET_DATA names the folder (default ../shared/data beside the checkout). Rows are halved by a hash of their id.
 * The weights are fitted on `dev`; the rules have been mended on both halves, so that neither is unseen. `--list` prints
 * rows to read, to stdout only.
 */
import { createHash } from "node:crypto";
import { type Found, unknown } from "../../src/domain/article.ts";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { languageOf } from "../../src/ingest/fields/language.ts";
import { titleOf } from "../../src/ingest/fields/title.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { chance, half, percent, rowsOf, table } from "./data.ts";

export type Row = {
  readonly id: string;
  readonly kind: "page" | "inshorts";
  readonly headline: string;
  readonly text: string;
  readonly half: "dev" | "heldout";
};
type Meta = {
  readonly id: string;
  readonly kind: Row["kind"];
  readonly title: string;
  readonly text?: string;
};

/** The labelled rows that have a text and a headline. */
export function labelledRows(): Row[] {
  const texts = new Map(
    rowsOf<{ id: string; text: string }>("summ.dev.jsonl").map(({ id, text }) => [id, text]),
  );
  return rowsOf<Meta>("meta.dev.jsonl").flatMap(({ id, kind, title, text }) => {
    const body = text ?? texts.get(id) ?? "";
    if (title === "" || body === "") return [];
    return [{ id, kind, headline: title, text: body, half: half(id) ? "dev" : "heldout" }];
  });
}

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** F1 of the longest common subsequence (ROUGE-L) or of the bags of words (ROUGE-1), 0 to 100. */
export function rouge(made: readonly string[], real: readonly string[], kind: "1" | "L"): number {
  const shared = kind === "1" ? sharedWords(made, real) : longestCommon(made, real);
  return made.length + real.length === 0 ? 0 : (200 * shared) / (made.length + real.length);
}

function sharedWords(made: readonly string[], real: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of real) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of made) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared++;
    left.set(word, count - 1);
  }
  return shared;
}

function longestCommon(made: readonly string[], real: readonly string[]): number {
  let row = Array.from({ length: real.length + 1 }, () => 0);
  for (const word of made) {
    const next = [0];
    for (const [at, other] of real.entries()) {
      next.push(word === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Plural, third person and past alike; only to show both figures. */
const stem = (word: string): string => word.replace(/(?<=\p{L}{3})(?:ies|es|s|ed|ing|d)$/u, "");

export function broadsheetTitle(row: Row): { title: Found<string>; ms: number } {
  const draft = plainText.draft(row.text, defaultLimits);
  const language = languageOf(draft, null);
  const start = performance.now();
  const title = titleOf(draft, language ?? unknown("-"), "a.txt");
  return { title, ms: performance.now() - start };
}

/** The lede as a plain reader would find it: the first line long enough to be prose. */
const ledeOf = (text: string): string => {
  const line = text.split("\n").find((candidate) => candidate.length > 80) ?? text;
  const [first] = sentencesOf(line, { start: 0, end: line.length }, "en");
  return first == null ? line : line.slice(first.start, first.end);
};
const cutAt90 = (sentence: string): string =>
  sentence.length <= 90 ? sentence : `${sentence.slice(0, sentence.lastIndexOf(" ", 89))}…`;

type Measured = {
  readonly row: Row;
  readonly title: string;
  readonly ms: number;
  readonly confidence: number;
};

const systems: Record<string, (row: Row) => Omit<Measured, "row">> = {
  "first 12 words": ({ text }) => ({
    title: text.split(/\s+/u).slice(0, 12).join(" "),
    ms: 0,
    confidence: 0,
  }),
  "lede cut at 90": ({ text }) => ({ title: cutAt90(ledeOf(text)), ms: 0, confidence: 0 }),
  Broadsheet: (row) => {
    const { title, ms } = broadsheetTitle(row);
    return { title: title.value, ms, confidence: title.confidence };
  },
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** "23.0–26.1": the middle 95 % of the mean of draws of as many values, with replacement. */
function interval(values: readonly number[]): string {
  const next = chance(7);
  const means = Array.from({ length: 2_000 }, () =>
    mean(values.map(() => values[Math.floor(next() * values.length)] ?? 0)),
  ).toSorted((a, b) => a - b);
  return `${(means[50] ?? 0).toFixed(1)}–${(means[1_949] ?? 0).toFixed(1)}`;
}

const columns = "system,rows,n,R-1,95 %,R-L,R-1 stemmed,words,longest,ends in …,last resort,median ms".split(
  ",",
);

function lineFor(name: string, part: string, measured: readonly Measured[]): string[] {
  const score = (kind: "1" | "L", prepare: (word: string) => string = (word) => word): string =>
    mean(
      measured.map(({ title, row }) =>
        rouge(wordsOf(title).map(prepare), wordsOf(row.headline).map(prepare), kind),
      ),
    ).toFixed(1);
  const isOurs = name === "Broadsheet";
  return [
    name,
    part,
    String(measured.length),
    score("1"),
    interval(measured.map(({ title, row }) => rouge(wordsOf(title), wordsOf(row.headline), "1"))),
    score("L"),
    score("1", stem),
    mean(measured.map(({ title }) => wordsOf(title).length)).toFixed(1),
    String(Math.max(...measured.map(({ title }) => title.length))),
    percent(measured.filter(({ title }) => title.endsWith("…")).length, measured.length),
    isOurs ? percent(measured.filter(({ confidence }) => confidence <= 0.3).length, measured.length) : "–",
    isOurs ? median(measured.map(({ ms }) => ms)).toFixed(2) : "–",
  ];
}

function main(): void {
  const rows = labelledRows();
  const flag = (name: string): string | undefined =>
    process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : undefined;
  const listed = flag("list");
  if (listed != null) {
    list(
      rows.filter((row) => row.half === listed),
      Number(flag("seed") ?? 7),
      Number(flag("count") ?? 60),
    );
    return;
  }
  const lines = Object.entries(systems).flatMap(([name, make]) => {
    const measured = rows.map((row) => ({ row, ...make(row) }));
    const line = (part: string, is: (row: Row) => boolean): string[] =>
      lineFor(
        name,
        part,
        measured.filter(({ row }) => is(row)),
      );
    return [
      ...(["dev", "heldout"] as const).flatMap((which) => [
        line(`${which} page`, (row) => row.half === which && row.kind === "page"),
        line(`${which} inshorts`, (row) => row.half === which && row.kind === "inshorts"),
        line(which, (row) => row.half === which),
      ]),
      line("all", () => true),
    ];
  });
  table(columns, lines);
}

/** To be read by a person: headline, made title, and its reason. */
function list(rows: readonly Row[], seed: number, count: number): void {
  const order = (id: string): string => createHash("sha256").update(`${seed}:${id}`).digest("hex");
  for (const row of rows.toSorted((a, b) => (order(a.id) < order(b.id) ? -1 : 1)).slice(0, count)) {
    const { title } = broadsheetTitle(row);
    const score = rouge(wordsOf(title.value), wordsOf(row.headline), "1").toFixed(0);
    console.log(
      `${row.id}\n  real ${row.headline}\n  made ${title.value}\n       ${score} · ${title.because}`,
    );
  }
}

if (import.meta.main) main();
