import type { ElementContent, Root, RootContent } from "hast";
import { type Options, raw } from "hast-util-raw";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";
import { bodyOf, flattened, isTooComplex } from "./body.ts";
import { type Format, type Limits } from "./draft.ts";
import { frontMatterOf } from "../given/front-matter.ts";

/** Markdown (CommonMark with GFM) with front matter; HTML inside it is parsed, then held to the same allow-list. */
export const markdown: Format = {
  name: "Markdown",
  draft(source, limits) {
    const { fields, end } = frontMatterOf(source);
    const body = withoutComments(source.slice(end));
    const whole = { start: end, end: source.length };
    const { title, pictures: leads, ...rest } = fields;
    if (isHostile(body, limits)) {
      const note = "its Markdown is too large or too deep to be parsed, so only its words were kept";
      return { ...rest, ...flattened(body, whole), title, pictures: leads, note };
    }
    const rule = { known: title, because: "the first heading is the title" };
    const draft = bodyOf(linked(parsed(body)), rule, whole);
    return { ...rest, ...draft, pictures: [...draft.pictures, ...leads] };
  },
};

/**
 * Obsidian's `%%comments%%` are for the author alone. They are blanked, so that all else keeps its place; in fenced code two
 * signs are two signs.
 */
function withoutComments(body: string): string {
  if (!body.includes("%%")) return body;
  return body.replace(fenceOrComment, (found) =>
    found.startsWith("%%") ? found.replace(/[^\n]/g, " ") : found,
  );
}

/** Obsidian's `==marked==` words lose their marks, which say nothing in a feed. Never across lines or inside code. */
const highlight = /(?<![=\p{L}\p{N}])==(?=[^\s=])([^=\n`]{0,300}[^\s=`])==(?![=\p{L}\p{N}])/gu;

const fenceOrComment =
  /^ {0,3}```[^\n]{0,200}\n[\s\S]{0,50000}?^ {0,3}```|`[^`\n]{1,500}`|(?<![%\d])%%(?!%)[^%]{1,20000}%%(?!%)/gm;

function parsed(body: string): RootContent[] {
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const hast = toHast(tree, { allowDangerousHtml: true });
  // `raw` keeps positions only when given a file; it uses nothing of it but its text.
  const file = { value: body, toString: () => body } as unknown as NonNullable<Options["file"]>;
  const root = raw(hast, { file }) as Root;
  return root.children;
}

/** `![[boat.jpg|Two boats]]` and `[[Boats|boats]]`, as Obsidian writes them. */
const wikiLink = /(!?)\[\[([^[\]|\n]{1,200})(?:\|([^[\]\n]{0,200}))?\]\]/g;

/** Obsidian's pictures as pictures, its links as their words: the notes they lead to are not published. */
function linked(nodes: readonly RootContent[]): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    if (node.type === "element" && node.tagName !== "pre" && node.tagName !== "code")
      return [{ ...node, children: linked(node.children) as ElementContent[] }];
    if (node.type !== "text") return [node];
    if (node.value.includes("==")) node = { ...node, value: node.value.replace(highlight, "$1") };
    if (!node.value.includes("[[")) return [node];
    const parts: RootContent[] = [];
    let from = 0;
    for (const match of node.value.matchAll(wikiLink)) {
      const [whole, isPicture, name = "", alias] = match;
      parts.push({ type: "text", value: node.value.slice(from, match.index) });
      from = match.index + whole.length;
      // After the bar of a picture stands its width, or its description.
      const alt = /^[\dx]*$/.test(alias ?? "") ? "" : (alias ?? "");
      if (isPicture === "") parts.push({ type: "text", value: alias ?? name });
      else parts.push({ type: "element", tagName: "img", properties: { src: name, alt }, children: [] });
    }
    return [...parts, { type: "text", value: node.value.slice(from) }];
  });
}

/** Measured: micromark takes 2 s for 4,500 list items, 34 s for 18,000; quotations and footnotes are alike. */
const maxListItems = 1_200;
/** Blank ones apart. Five thousand headings or definitions take it a second; a long article has a tenth of it. */
const maxLines = 5_000;
/** Brackets, stars, ticks and addresses: 50,000 take it a second, and a book of 200 KB has some 2,000. */
const maxMarks = 15_000;

/** Brackets that nothing closes: each is carried to the end, and 2,000 take it a second. */
const maxOpen = 300;

/** Rows are filled up to the columns of their head: 4 KB can ask for a million cells. */
const maxCells = 100_000;

function cellsAtMost(body: string): number {
  const lines = body.split("\n");
  const columns = lines.reduce(
    (most, line) => (/^[\s>|:-]{1,100000}$/.test(line) ? Math.max(most, line.split("|").length) : most),
    0,
  );
  return columns < 3 ? 0 : columns * lines.length;
}

/** What opens a level, quotation or list, at the start of a line. */
const levels = /^[ \t]{0,100}(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]{0,8}){2,}/gm;
/** More levels than a person quotes or lists in. */
const maxLevels = 12;
/** Levels of all lines, squared: each is parsed once for every level above it. 14 KB can hold 2,000 of them. */
const maxNested = 5_000;
const tooIndented = /^ {100,}[-*+\d]/m;

function isTooDeep(body: string): boolean {
  let sum = 0;
  for (const { 0: opening, index } of body.matchAll(levels)) {
    const depth = opening.match(/>|[-*+]|\d{1,9}/g)?.length ?? 0;
    // "- - -" is a rule, however long, if nothing follows.
    const after = body[index + opening.length] ?? "\n";
    const isRule = /^[-* \t\n]$/.test(after) && /^[- \t]+$|^[* \t]+$/.test(opening);
    if (isRule) sum += depth;
    if (isRule && sum <= maxNested) continue;
    if (depth > maxLevels) return true;
    sum += depth * depth;
    if (sum > maxNested) return true;
  }
  return tooIndented.test(body);
}

/** Deep nesting and endless lists make Markdown parsers slow or overflow: found by scans, before the parser sees them. */
function isHostile(body: string, limits: Limits): boolean {
  if (body.length > limits.maxMarkdownChars || isTooComplex(body, limits)) return true;
  const items = body.match(/^[ \t>]{0,200}(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^/gm)?.length ?? 0;
  const quotes = body.match(/\n {0,3}(?!>)[^\n]{0,1000}\n {0,3}>/g)?.length ?? 0;
  const lines = body.match(/^[^\S\n]*\S/gm)?.length ?? 0;
  if (items + quotes > maxListItems || lines > maxLines || cellsAtMost(body) > maxCells) return true;
  const open = (body.match(/\[/g)?.length ?? 0) - (body.match(/\]/g)?.length ?? 0);
  if (open > maxOpen) return true;
  const marks = body.match(/[[\]`*_@]|www\.|https?:/g)?.length ?? 0;
  return marks > maxMarks || isTooDeep(body) || /[[\]!*_`<&~]{2000}/.test(body);
}
