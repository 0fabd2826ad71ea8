/**
 * Furniture lines against the hand-labelled ones, and how often the rules mark sentences of edited prose, which hardly
 * any should be. Beside them, in the same run, the list of nine expressions most pages are cleaned with.
 *
 *   node bench/understanding/furniture.ts [--list misses|marked] [--half dev|heldout]
 *
 * BROADSHEET_DATA names the folder (default ../shared/data beside the checkout). The 163 labelled lines are too few to
 * halve, and all of them were seen while the rules were made: their figures are fitted. The sentences are halved by a
 * hash of their article's id; the rules were corrected on `dev` only.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BlockKind, Span } from "../../src/domain/article.ts";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { furnitureOf } from "../../src/ingest/blocks/boilerplate.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { dataFolder, halfOf, rowsOf, share } from "./fields.ts";

/** What stands in an article without being its prose. */
const furniture: ReadonlySet<BlockKind> = new Set([
  "boilerplate",
  "embed",
  "caption",
  "correction",
  "byline",
  "dateline",
]);

/** The peer: what a page is usually cleaned with, a list of words. */
const nine = [
  /^(?:advertisement|sponsored)/i,
  /^(?:share|tweet|e-?mail) (?:this|on)/i,
  /^(?:follow|like) us/i,
  /^(?:sign up|subscribe|log in)/i,
  /^(?:read more|related|see also|recommended|more from)/i,
  /^(?:click here|tap here|download)/i,
  /^(?:photo|image|credit|source|file photo)\b/i,
  /(?:©|copyright|all rights reserved)/i,
  /(?:contributed to this report|getty images|pic\.twitter\.com)/i,
];

type Labelled = { readonly doc: number; readonly text: string; readonly boilerplate: boolean };
type Count = { right: number; wrong: number; missed: number; kept: number };

const folder = dataFolder();
if (folder == null || !existsSync(join(folder, "boilerplate.dev.jsonl"))) {
  console.log("furniture: skipped, no labelled data (set BROADSHEET_DATA)");
} else {
  const list = process.argv[process.argv.indexOf("--list") + 1];
  labelledLines(rowsOf<Labelled>(folder, "boilerplate.dev.jsonl"), list === "misses");
  sentences(folder, list === "marked");
}

/** One line of the page is one line of a file; a line is furniture when more than half of it lies in such blocks. */
function labelledLines(rows: readonly Labelled[], isListing: boolean): void {
  const pages = Map.groupBy(rows, ({ doc }) => doc);
  const ours = count();
  const peer = count();
  for (const lines of pages.values()) {
    const source = lines.map(({ text }) => text.replace(/\n/g, " ")).join("\n");
    const { blocks } = plainText.draft(source, defaultLimits);
    let start = 0;
    for (const line of lines) {
      const span = { start, end: start + line.text.length };
      start = span.end + 1;
      const marked =
        covered(
          blocks.filter(({ kind }) => furniture.has(kind)),
          span,
        ) >
        line.text.length / 2;
      tally(ours, marked, line.boilerplate);
      tally(
        peer,
        nine.some((pattern) => pattern.test(line.text.trim())),
        line.boilerplate,
      );
      if (isListing && marked !== line.boilerplate)
        console.log(marked ? "wrong " : "missed", line.text.slice(0, 120));
    }
  }
  console.log(`labelled lines (${rows.length} of ${pages.size} pages)   precision  recall`);
  for (const [name, counted] of [
    ["Broadsheet", ours],
    ["nine expressions", peer],
  ] as const) {
    const { right, wrong, missed } = counted;
    console.log(`  ${name.padEnd(34)} ${share(right, right + wrong)}   ${share(right, right + missed)}`);
  }
}

/** Sentences of edited articles, each judged as if it stood on a line of its own: an upper bound for false alarms. */
function sentences(data: string, isListing: boolean): void {
  const wanted = process.argv.includes("--half")
    ? process.argv[process.argv.indexOf("--half") + 1]
    : "heldout";
  console.log(`sentences taken for furniture if alone (articles: ${wanted})`);
  for (const set of ["xsum", "humanref", "inshorts", "cnn"]) {
    const rows = rowsOf<{ id: string; set: string; text: string }>(data, "summ.dev.jsonl");
    const [total, ours, peer] = [[0], [0], [0]] as [number[], number[], number[]];
    for (const { text } of rows.filter((row) => row.set === set && halfOf(row.id) === wanted)) {
      for (const { start, end } of sentencesOf(text, { start: 0, end: text.length }, "en")) {
        const line = text.slice(start, end).replace(/\s+/g, " ");
        total.push(1);
        if (nine.some((pattern) => pattern.test(line))) peer.push(1);
        if (furnitureOf(line) == null) continue;
        ours.push(1);
        if (isListing) console.log(`  ${set}: ${line.slice(0, 200)}`);
      }
    }
    const [n, a, b] = [total.length - 1, ours.length - 1, peer.length - 1];
    console.log(
      `  ${set.padEnd(10)} ${String(n).padStart(6)} sentences: Broadsheet ${a} (${share(a, n)}), nine ${b} (${share(b, n)})`,
    );
  }
}

function covered(blocks: readonly Span[], { start, end }: Span): number {
  let sum = 0;
  for (const block of blocks) sum += Math.max(0, Math.min(block.end, end) - Math.max(block.start, start));
  return sum;
}

function count(): Count {
  return { right: 0, wrong: 0, missed: 0, kept: 0 };
}

function tally(into: Count, marked: boolean, isFurniture: boolean): void {
  if (marked) into[isFurniture ? "right" : "wrong"]++;
  else into[isFurniture ? "missed" : "kept"]++;
}
