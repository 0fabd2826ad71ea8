import type { Block, BlockKind, Span } from "../domain/article.ts";
import { sentencesOf } from "../domain/sentences.ts";
import { isByline } from "./author.ts";
import { disclaimerIn, isBoilerplate, maxLine } from "./boilerplate.ts";
import { datelineEnd, isDateLine } from "./dateline.ts";
import { embedsAmong } from "./embeds.ts";

/** A stretch as its format sees it; what it is for the article is decided here, alike for every format. */
export type Piece = Block;

/** Bylines and date lines stand at the head, or at the very end. */
const headPieces = 6;
const tailPieces = 3;
/** Pages carry captions and share lines before the paragraph with the dateline. */
const leadParagraphs = 6;

/**
 * Pieces in reading order → blocks in reading order, not overlapping: pasted posts joined, furniture, bylines and date
 * lines marked, a dateline ("KYIV, Nov. 27 (Reuters) —") split from the paragraph it opens.
 */
export function blocksOf(text: string, pieces: readonly Piece[]): Block[] {
  const blocks: Block[] = [];
  const embeds = new Map(embedsAmong(text, pieces).map((embed) => [embed.first, embed]));
  let paragraphs = 0;
  for (let at = 0; at < pieces.length; at++) {
    const embed = embeds.get(at);
    const piece = pieces[at];
    if (piece == null) continue;
    if (embed != null) {
      blocks.push(joined(pieces.slice(at, embed.last + 1)));
      at = embed.last;
      continue;
    }
    const edge = at < headPieces || at >= pieces.length - tailPieces;
    const kind = kindOf(text.slice(piece.start, piece.end), piece.kind, edge);
    if (kind !== "paragraph") blocks.push({ ...piece, kind });
    else blocks.push(...splitParagraph(text, { ...piece, kind }, ++paragraphs <= leadParagraphs));
  }
  return blocks;
}

function kindOf(line: string, kind: BlockKind, edge: boolean): BlockKind {
  if (kind !== "paragraph" && kind !== "heading" && kind !== "list" && kind !== "quote") return kind;
  if (edge && kind === "paragraph" && isByline(line)) return "byline";
  if (edge && kind === "paragraph" && isDateLine(line)) return "dateline";
  // Headings in capitals are headings.
  return kind !== "heading" && isBoilerplate(line) ? "boilerplate" : kind;
}

/** A paragraph without the dateline it opens with and the disclaimer it ends with, and those beside it. */
function splitParagraph(text: string, piece: Piece, mayOpen: boolean): Block[] {
  const from = piece.start + (mayOpen ? datelineEnd(text.slice(piece.start, piece.end)) : 0);
  const to = disclaimerStart(text, { start: from, end: piece.end });
  const parts: [BlockKind, number, number][] = [
    ["dateline", piece.start, from],
    ["paragraph", from, to],
    ["boilerplate", to, piece.end],
  ];
  const isPlain = piece.source.start === piece.start && piece.source.end === piece.end;
  return parts.flatMap(([kind, start, end]) => {
    const own = trimmed(text, { start, end });
    return own.end > own.start ? [{ ...own, kind, source: isPlain ? own : piece.source }] : [];
  });
}

function disclaimerStart(text: string, span: Span): number {
  if (span.end - span.start < maxLine) return span.end;
  const sentences = sentencesOf(text, span, "en");
  const first = disclaimerIn(sentences.map(({ start, end }) => text.slice(start, end)));
  return first === 0 ? span.start : (sentences[first]?.start ?? span.end);
}

function trimmed(text: string, { start, end }: Span): Span {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return { start: from, end: from + raw.trim().length };
}

function joined(pieces: readonly Piece[]): Block {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first == null || last == null) throw new RangeError("An embedded post needs at least one piece");
  const source = { start: first.source.start, end: Math.max(first.source.end, last.source.end) };
  return { kind: "embed", start: first.start, end: last.end, source };
}
