import { type Block, type BlockKind, type Span, inferred } from "../domain/article.ts";
import { isByline } from "./author.ts";
import { blocksOf } from "./blocks.ts";
import { datelineEnd, isDateLine } from "./dateline.ts";
import { oneLine } from "./decode.ts";
import { type Format, emptyFields } from "./draft.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { escapeHtml } from "./sanitize.ts";

/** Plain text: the article's text is the file itself, so `source` and offsets are the same. */
export const text: Format = {
  name: "plain text",
  draft(whole) {
    const spans = paragraphsOf(whole);
    const titled = hasTitleLine(whole, spans);
    const pieces = spans.map((span, at) => {
      const kind: BlockKind = titled && at === 0 ? "title" : kindOf(whole, spans, at);
      return { kind, start: span.start, end: span.end, source: { start: span.start, end: span.end } };
    });
    const blocks = blocksOf(whole, pieces);
    const [first] = blocks;
    const title =
      first?.kind === "title"
        ? inferred(titleText(whole, first), "the first line stands alone like a title", 0.9)
        : null;
    return { ...emptyFields, text: whole, blocks, html: htmlOf(whole, blocks), title };
  },
};

const maxTitleChars = 150;
const maxHeadingChars = 80;
const bullet = /^(?:[-*•▪‣◦·]\s|\p{N}{1,3}[.)]\s)/u;

/** A short first line without a sentence end, followed by a blank line, a byline, a date line or a dateline. */
function hasTitleLine(whole: string, [first, second]: readonly Span[]): boolean {
  if (first == null || second == null) return false;
  const line = whole.slice(first.start, first.end);
  if (line.includes("\n") || line.length > maxTitleChars || !/[\p{L}\p{N}]/u.test(line)) return false;
  if (/^#{1,2}\s/u.test(line)) return true;
  if (/[.!:;,…。！—–-]["”’»)\]]?$/u.test(line) || bullet.test(line) || isByline(line) || isDateLine(line))
    return false;
  if (/\n[^\S\n]*\n/.test(whole.slice(first.end, second.start))) return true;
  const next = whole.slice(second.start, second.end);
  return isByline(next) || isDateLine(next) || datelineEnd(next) > 0;
}

function titleText(whole: string, { start, end }: Span): string {
  return oneLine(whole.slice(start, end).replace(/^#{1,2}\s+/u, ""));
}

function kindOf(whole: string, spans: readonly Span[], at: number): BlockKind {
  const span = spans[at];
  const next = spans[at + 1];
  if (span == null) return "paragraph";
  const line = whole.slice(span.start, span.end);
  if (bullet.test(line)) return "list";
  if (line.startsWith(">")) return "quote";
  if (/^#{1,6}\s/u.test(line)) return "heading";
  if (line.length > maxHeadingChars || line.includes("\n") || next == null || at === 0) return "paragraph";
  // A heading ends like no sentence and announces something longer than itself.
  const unfinished = /[\p{L}\p{N})?]$/u.test(line) && /^[\p{Lu}\p{N}\p{Lo}¿]/u.test(line);
  return unfinished && next.end - next.start > 2 * line.length && !isByline(line) ? "heading" : "paragraph";
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

const inline = (source: string): string => escapeHtml(source.replace(/\s+/g, " ").trim());
