/**
 * Sentence ends: hand-labelled hard points in news (does a sentence end here?) and golden rules in many languages (are
 * the sentences exactly these?), beside Intl.Segmenter alone and `sbd`.
 *
 *   node bench/understanding/sentences.ts [held-out | all]     BROADSHEET_DATA=folder (default ../shared/data)
 *
 * A hard point is "found" if a sentence ends there, with or without the quotes and brackets next to it.
 */
import { createRequire } from "node:module";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { half, percent, rowsOf, table } from "./data.ts";

type Point = {
  readonly kind: "point";
  readonly text: string;
  /** The letters before it, without white space. */
  readonly before: string;
  readonly boundary: boolean;
  /** Characters before it, white space not counted. */
  readonly nonspaceOffset: number;
};
type Golden = {
  readonly kind: `golden-${string}`;
  readonly text: string;
  readonly sentences: readonly string[];
};
type Splitter = (text: string, language: string) => readonly string[];

const tags: Readonly<Record<string, string>> = {
  amharic: "am",
  armenian: "hy",
  bulgarian: "bg",
  burmese: "my",
  chinese: "zh",
  danish: "da",
  deutsch: "de",
  dutch: "nl",
  english: "en",
  french: "fr",
  greek: "el",
  hindi: "hi",
  italian: "it",
  japanese: "ja",
  kazakh: "kk",
  marathi: "mr",
  persian: "fa",
  polish: "pl",
  russian: "ru",
  slovak: "sk",
  spanish: "es",
  urdu: "ur",
};

const sbd = createRequire(import.meta.url)("sbd") as { sentences(text: string): string[] };
const splitters: Readonly<Record<string, Splitter>> = {
  broadsheet: (text, language) =>
    sentencesOf(text, { start: 0, end: text.length }, language).map(({ start, end }) =>
      text.slice(start, end),
    ),
  "Intl.Segmenter": (text, language) =>
    [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map(({ segment }) =>
      segment.trim(),
    ),
  sbd: (text) => sbd.sentences(text),
};

const rows = rowsOf<Point | Golden>("sbd.dev.jsonl").filter(({ text }) => half(text));
const points = rows.filter((row) => row.kind === "point");
const golden = rows.filter((row) => row.kind !== "point");
const bare = (text: string): string => text.replace(/\s+/g, "");
const isRight = (split: Splitter, { kind, text, sentences }: Golden): boolean =>
  split(text, tags[kind.slice(7)] ?? "en")
    .map(bare)
    .join("\n") === sentences.map(bare).join("\n");

function endsAt(split: Splitter, { text, before, nonspaceOffset }: Point): boolean {
  let offset = 0;
  const ends = new Set(split(text, "en").map((sentence) => (offset += bare(sentence).length)));
  const marks = /["'”’»)\]([“‘«]*$/u.exec(before)?.[0].length ?? 0;
  return Array.from({ length: marks + 1 }, (_, at) => nonspaceOffset - at).some((at) => ends.has(at));
}

console.log(`${points.length} hard points, ${golden.length} golden rules`);
table(
  [
    "",
    "hard points",
    "kept together",
    "ends found",
    "golden English",
    "golden others",
    "ms per 1000 characters",
  ],
  Object.entries(splitters).map(([name, split]) => {
    const start = performance.now();
    const right = points.filter((point) => endsAt(split, point) === point.boundary);
    const ms = (1000 * (performance.now() - start)) / points.reduce((sum, { text }) => sum + text.length, 0);
    const of = (isEnglish: boolean): string => {
      const asked = golden.filter(({ kind }) => (kind === "golden-english") === isEnglish);
      return `${asked.filter((rule) => isRight(split, rule)).length}/${asked.length}`;
    };
    const share = (boundary: boolean): string =>
      `${right.filter((point) => point.boundary === boundary).length}/${points.filter((point) => point.boundary === boundary).length}`;
    return [
      name,
      percent(right.length, points.length),
      share(false),
      share(true),
      of(true),
      of(false),
      ms.toFixed(3),
    ];
  }),
);
