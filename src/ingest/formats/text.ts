import { type Block, type BlockKind, type Found, type Span, inferred } from "../../domain/article.ts";
import { isByline } from "../fields/author.ts";
import { furnitureOf, isBoilerplate, isTeaser } from "../blocks/boilerplate.ts";
import { type Piece, blocksOf } from "../blocks/blocks.ts";
import { loneNameIn } from "../fields/byline.ts";
import { datelineEnd, isDateLine } from "../fields/dateline.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Format, emptyFields } from "./draft.ts";
import { isLeftover } from "../headline/leftovers.ts";
import { isSection } from "../blocks/furniture.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { escapeHtml } from "./placed-pictures.ts";

/** Plain text: the article's text is the file itself, so `source` and offsets are the same. */
export const text: Format = {
  name: "plain text",
  draft(whole) {
    const spans = paragraphsOf(whole);
    const titled = titleLine(whole, spans);
    const pieces = spans.map((span, at): Piece => {
      const kind: BlockKind = titled === at ? "title" : kindOf(whole, spans, at);
      const guessed = kind === "heading" && whole[span.start] !== "#";
      return {
        kind,
        start: span.start,
        end: span.end,
        source: { start: span.start, end: span.end },
        guessed,
      };
    });
    const blocks = blocksOf(whole, pieces);
    const own = blocks.find(({ kind }) => kind === "title");
    const title = own == null ? null : titleFound(whole, own);
    return { ...emptyFields, text: whole, blocks, html: htmlOf(whole, blocks), title };
  },
};

const maxTitleChars = 150;
const maxDeckChars = 240;
/** Lines of a page's menu that may stand above its title. */
const maxAbove = 20;
/** A menu's entry has at most so many words; between known ones it may be any word. */
const maxEntryWords = 4;
const maxHeadingChars = 80;
const bullet = /^(?:[-*•▪‣◦·●○■►▶✓✔–]\s|\p{N}{1,3}[.)]\s)/u;
/** Cells between tabs or bars; a row alone is a sentence with a bar in it. */
const cells = /\t+|\s\|\s|\|(?=.*\|)/u;

/**
 * Which line is the title, or -1: a short first line without a sentence end (menus and share lines above it aside),
 * followed by a blank line, a byline, a date line or a dateline, or by one line (a deck) and then those.
 */
function titleLine(whole: string, spans: readonly Span[]): number {
  const at = belowMenu(whole, spans);
  const [line, next, then] = [0, 1, 2].map((n) => lineAt(whole, spans, at + n));
  const [first, second] = [spans[at], spans[at + 1]];
  if (at < 0 || line == null || next == null || first == null || second == null) return -1;
  if (line.includes("\n") || line.length > maxTitleChars || !/[\p{L}\p{N}]/u.test(line)) return -1;
  if (/^#{1,2}\s/u.test(line)) return at;
  if (/[.!:;,…。！—–-]["”’»)\]]?$/u.test(line) || bullet.test(line) || isByline(line) || isDateLine(line))
    return -1;
  if (isLeftover(line)) return -1;
  // "JANE DOE", and then the date: a byline without its "By".
  if (loneNameIn(line, whole) != null && isDateLine(next)) return -1;
  if (/\n[^\S\n]*\n/.test(whole.slice(first.end, second.start))) return at;
  if (isHead(next)) return at;
  return then != null && next.length <= maxDeckChars && isHead(then) && datelineEnd(then) === 0 ? at : -1;
}

/** The first line that no menu has, or -1. Unknown entries belong to a menu that has begun and goes on below them. */
function belowMenu(whole: string, spans: readonly Span[]): number {
  const above = spans
    .slice(0, maxAbove + 1)
    .map((span) => whole.slice(span.start, Math.min(span.end, span.start + 200)));
  const known = above.map(isAbove);
  const first = known.indexOf(false);
  const last = known.lastIndexOf(true);
  if (first <= 0 || last < first) return first;
  const isEntry = (line: string): boolean =>
    line.length <= 40 && line.split(/\s+/u).length <= maxEntryWords && !/[.!?:,;]$/u.test(line);
  const next = above.findIndex((line, at) => at > first && known[at] !== true && !isEntry(line));
  // The longer line below must be a headline, not the article's first sentence below a short one.
  const headline = above[next] ?? "";
  const isMenu = next > first && next <= last + 2 && known.slice(first, next).includes(true);
  // "Harbour Gull" between the menu and a headline is the site's name; titles of two words are rarer.
  const isName = first >= 2 && next === first + 1 && (above[first] ?? "").split(/\s+/u).length <= 2;
  return (isMenu || isName) && headline.length <= maxTitleChars && !/[.!:;,…。！]["”’»)\]]?$/u.test(headline)
    ? next
    : first;
}

function titleFound(whole: string, own: Span): Found<string> {
  const title = titleText(whole, own);
  // A person's name heads a portrait, or is a byline that lost its "By".
  return loneNameIn(title) == null
    ? inferred(title, "the first line stands alone like a title", 0.9)
    : inferred(title, "the first line stands alone, but is only a name", 0.6);
}

/** What a page's text has above its title: "Home", "Skip to content", "Advertisement". */
const isAbove = (line: string): boolean =>
  releaseLabel.test(line) ||
  (line.length <= 40 && (isSection(line) || (furnitureOf(line) === "boilerplate" && !isTeaser(line))));

/** What stands over the headline of a release, and when it may be used. */
const releaseLabel =
  /^(?:(?:for )?immediate release|(?:press|news|media) (?:release|advisory|statement)|(?:under )?embargo(?:ed)?\b.{0,60}|not for release before .{1,40}|pressemitteilung|communiqué de presse|nota de prensa|comunicado de (?:prensa|imprensa)|comunicato stampa|persbericht)[\s:.]*$/iu;

/** In numbers: whichever of the two is the month, it is a date. */
const numericDate = /^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d$/;

/** "Posted by admin on 14/11/2023". */
const postedLine =
  /^(?:posted|published|updated|written|submitted)\b.{0,40}\bon .{0,20}\p{N}{1,4}[^.]{0,12}$/iu;

const isHead = (line: string): boolean =>
  isByline(line) ||
  isDateLine(line) ||
  numericDate.test(line.trim()) ||
  postedLine.test(line) ||
  datelineEnd(line) > 0 ||
  loneNameIn(line) != null;

function lineAt(whole: string, spans: readonly Span[], at: number): string | null {
  const span = spans[at];
  return span == null ? null : whole.slice(span.start, Math.min(span.end, span.start + 1_000));
}

function titleText(whole: string, { start, end }: Span): string {
  return oneLine(whole.slice(start, end).replace(/^#{1,2}\s+/u, ""));
}

function kindOf(whole: string, spans: readonly Span[], at: number): BlockKind {
  const span = spans[at];
  const next = spans[at + 1];
  if (span == null) return "paragraph";
  const line = whole.slice(span.start, span.end);
  if (isRow(whole, spans, at)) return "table";
  // "3. Mai 2024" counts no list.
  if (bullet.test(line) && !isDateLine(line)) return "list";
  if (line.startsWith(">")) return "quote";
  if (/^#{1,6}\s/u.test(line)) return "heading";
  if (line.length > maxHeadingChars || line.includes("\n") || next == null || at === 0) return "paragraph";
  // A heading ends like no sentence and announces something longer than itself.
  const unfinished = /[\p{L}\p{N})?]$/u.test(line) && /^[\p{Lu}\p{N}\p{Lo}¿]/u.test(line);
  const announces = unfinished && next.end - next.start > 2 * line.length && !isByline(line);
  return announces && !isBoilerplate(line) ? "heading" : "paragraph";
}

/** A line of as many cells as the line before or after it. */
function isRow(whole: string, spans: readonly Span[], at: number): boolean {
  const own = cellsIn(whole, spans[at]);
  return own >= 2 && (cellsIn(whole, spans[at - 1]) === own || cellsIn(whole, spans[at + 1]) === own);
}

function cellsIn(whole: string, span: Span | undefined): number {
  if (span == null || span.end - span.start > 400) return 0;
  const line = whole.slice(span.start, span.end);
  if (!line.includes("\t") && !line.includes("|")) return 0;
  return line.split(cells).filter((cell) => cell.trim() !== "").length;
}

/** Blocks of one paragraph (a dateline and its rest) share an element. */
function htmlOf(whole: string, blocks: readonly Block[]): string {
  const parts: string[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (block == null || block.kind === "title") continue;
    const next = blocks[at + 1];
    const joins =
      block.kind === "dateline" && next != null && !whole.slice(block.end, next.start).includes("\n");
    const end = joins ? next.end : block.end;
    if (joins) at++;
    parts.push(element(joins ? next.kind : block.kind, whole.slice(block.start, end)));
  }
  return parts.join("\n");
}

function element(kind: BlockKind, source: string): string {
  if (kind === "heading") return `<h2>${inline(source.replace(/^#{1,6}\s+/u, ""))}</h2>`;
  if (kind === "quote") return `<blockquote><p>${inline(source.replace(/^>\s?/gmu, ""))}</p></blockquote>`;
  if (kind === "embed") {
    const lines = source.split("\n").filter((line) => line.trim() !== "");
    return `<blockquote>${lines.map((line) => `<p>${inline(line)}</p>`).join("")}</blockquote>`;
  }
  return `<p>${inline(source)}</p>`;
}

/** Single spaces are left alone: to replace each by itself costs ten times the text in memory. */
const inline = (source: string): string => escapeHtml(source.replace(/\s{2,}|[^\S ]/g, " ").trim());
