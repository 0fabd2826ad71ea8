/**
 * Furniture on pages of our own, written in the manner of many kinds of site, beside articles made hard on purpose:
 * prose about subscribing and sharing, verse, lists, short quotes. Every page is read as one text file.
 *
 *   node bench/understanding/pages.ts [--list missed|wrong] [--set first|second|third|fourth|fifth] [--alone]
 *
 * Each set was written before its lines had been judged, and the rules were generalised over it afterwards, so that the
 * figures are fitted by now. At first sight: first 98.9 % precision and 65.7 % recall; second, in stranger words, 98.3 and
 * 60.6 (the rules of before: 97.6 and 43.6); third 100 and 70.0 (44.2); fourth 98.4 and
 * 71.6 (52.3); fifth, small and not yet generalised over, 98.4 and 76.5. A page begins with `### name`; a line with `+` is
 * furniture, one with `-` is article. `--alone` judges each line without its page.
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

for (const set of ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"].filter(
  (name) => only == null || only === name,
)) {
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
