/**
 * Furniture on pages of our own, written in the manner of many kinds of site, beside articles made hard on purpose:
 * prose about subscribing and sharing, verse, lists, short quotes. Every page is read as one text file.
 *
 *   node bench/understanding/pages.ts [--list missed|wrong] [--set first|second|…|tenth] [--alone]
 *
 * Each set was written before its lines had been judged, and the rules were generalised over it afterwards, so that the
 * figures are fitted by now, but for the tenth. At first sight (in brackets the recall of the rules before):
 *
 *   first    98.9 % precision, 65.7 % recall
 *   second   98.3, 60.6 (43.6); in stranger words
 *   third    100, 70.0 (44.2)
 *   fourth   98.4, 71.6 (52.3)
 *   fifth    98.4, 76.5; small
 *   sixth    98.9, 54.7; most of it in eight languages besides English
 *   seventh  99.1, 91.7 (51.4); whole pages as the sixth, in other languages
 *   eighth   100, 75.9 (68.4); pages as an extractor leaves them: captions that are sentences, notes between paragraphs
 *   ninth    90.2, 51.4 (51.4); the same, meant to be hard, with two clean pages; its 4 wrong lines are a chronicle
 *   tenth    100, 86.2 (70.7); the same, not yet generalised over
 *
 * A page begins with `### name`; a line with `+` is furniture, one with `-` is article. `--alone` judges each line
 * without its page.
 */
import { readFileSync } from "node:fs";
import type { BlockKind } from "../../src/domain/article.ts";
import { furnitureOf } from "../../src/ingest/blocks/boilerplate.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { share } from "./fields.ts";

const furniture: ReadonlySet<BlockKind> = new Set([
  "boilerplate",
  "embed",
  "caption",
  "correction",
  "byline",
  "dateline",
]);

type Line = { readonly text: string; readonly isFurniture: boolean };
type Page = { readonly name: string; readonly lines: readonly Line[] };

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const list = option("--list");
const only = option("--set");
const isAlone = process.argv.includes("--alone");

const sets = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
for (const set of sets.filter((name) => only == null || only === name)) {
  const pages = pagesOf(readFileSync(new URL(`pages/${set}.txt`, import.meta.url), "utf8"));
  let [right, wrong, missed, kept] = [0, 0, 0, 0];
  for (const { name, lines } of pages) {
    const marked = isAlone ? lines.map(({ text }) => furnitureOf(text) != null) : marksOf(lines);
    for (const [at, { text, isFurniture }] of lines.entries()) {
      if (marked[at] === true && isFurniture) right++;
      else if (marked[at] === true) wrong++;
      else if (isFurniture) missed++;
      else kept++;
      if (list === "missed" && isFurniture && marked[at] !== true) console.log(`  ${name}: ${text}`);
      if (list === "wrong" && !isFurniture && marked[at] === true) console.log(`  ${name}: ${text}`);
    }
  }
  console.log(
    `${set}: ${right + missed} furniture lines, ${wrong + kept} lines of articles, ${pages.length} pages: ` +
      `precision ${share(right, right + wrong)}, recall ${share(right, right + missed)}`,
  );
}

/** A line is furniture when more than half of it lies in such blocks. */
function marksOf(lines: readonly Line[]): readonly boolean[] {
  const { blocks } = plainText.draft(lines.map(({ text }) => text).join("\n"), defaultLimits);
  const spans = blocks.filter(({ kind }) => furniture.has(kind));
  let start = 0;
  return lines.map(({ text }) => {
    const end = start + text.length;
    const covered = spans.reduce(
      (sum, span) => sum + Math.max(0, Math.min(span.end, end) - Math.max(span.start, start)),
      0,
    );
    start = end + 1;
    return covered > text.length / 2;
  });
}

function pagesOf(source: string): Page[] {
  return source
    .split(/^### /mu)
    .slice(1)
    .map((page) => {
      const [name = "", ...lines] = page.trimEnd().split("\n");
      return { name, lines: lines.map((line) => ({ text: line.slice(2), isFurniture: line[0] === "+" })) };
    });
}
