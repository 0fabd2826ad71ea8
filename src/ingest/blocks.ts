import type { Block, BlockKind, Span } from "../domain/article.ts";
import { isByline } from "./author.ts";
import { isBoilerplate } from "./boilerplate.ts";
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
  const embeds = embedsAmong(text, pieces);
  let paragraphs = 0;
  for (let at = 0; at < pieces.length; at++) {
    const embed = embeds.find(({ first }) => first === at);
    const piece = pieces[at];
    if (piece == null) continue;
    if (embed != null) {
      blocks.push(joined(pieces.slice(at, embed.last + 1)));
      at = embed.last;
      continue;
    }
    const edge = at < headPieces || at >= pieces.length - tailPieces;
    const kind = kindOf(text.slice(piece.start, piece.end), piece.kind, edge);
    if (kind === "paragraph" && ++paragraphs <= leadParagraphs)
      blocks.push(...splitDateline(text, { ...piece, kind }));
    else blocks.push({ ...piece, kind });
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

function splitDateline(text: string, piece: Piece): Block[] {
  const end = datelineEnd(text.slice(piece.start, piece.end));
  if (end === 0 || piece.start + end >= piece.end) return [piece];
  const cut = piece.start + end;
  const dateline: Span = {
    start: piece.start,
    end: piece.start + text.slice(piece.start, cut).trimEnd().length,
  };
  const isPlain = piece.source.start === piece.start && piece.source.end === piece.end;
  return [
    { ...dateline, kind: "dateline", source: isPlain ? dateline : piece.source },
    { ...piece, start: cut, source: isPlain ? { start: cut, end: piece.end } : piece.source },
  ];
}

function joined(pieces: readonly Piece[]): Block {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first == null || last == null) throw new RangeError("An embedded post needs at least one piece");
  const source = { start: first.source.start, end: Math.max(first.source.end, last.source.end) };
  return { kind: "embed", start: first.start, end: last.end, source };
}
