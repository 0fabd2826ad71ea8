import type { Block, BlockKind, Span } from "../../domain/article.ts";
import { sentencesOf } from "../../domain/sentences.ts";
import { disclaimerIn, maxLine, mayHoldDisclaimer } from "./boilerplate.ts";
import { bylineIn, loneNameIn } from "../fields/byline.ts";
import { datelineEnd, isDateLine, isLoneDateline } from "../fields/dateline.ts";
import { embedsAmong } from "./embeds.ts";
import { furnitureByWords, settleFurniture } from "./furniture.ts";
import type { Line } from "./line-shape.ts";
import { type Part, mastheadOf, notesIn } from "./masthead.ts";

/**
 * A stretch as its format sees it; what it is for the article is decided here, alike for every format. `guessed` says
 * that a heading is only the format's guess: plain text has no marks for headings.
 */
export type Piece = Block & { readonly guessed?: boolean };

/** Bylines and date lines stand at the head, or at the end. */
const headPieces = 10;
const tailPieces = 6;
/** Pages carry captions and share lines before the paragraph with the dateline. */
const leadParagraphs = 6;
const maxDeck = 240;
/** Longer lines are never furniture as a whole; what is cut for judging them stays small. */
const maxJudged = 4_000;

/**
 * Pieces in reading order → blocks in reading order, not overlapping: pasted posts joined, furniture, captions, bylines
 * and date lines marked, a dateline ("KYIV, Nov. 27 (Reuters) —") split from the paragraph it opens.
 */
export function blocksOf(text: string, pieces: readonly Piece[]): Block[] {
  const embeds = embedsAmong(text, pieces);
  const lines = judged(text, pieces, embeds);
  markLoneNames(lines, text);
  settleFurniture(lines);
  markDeck(lines);
  const blocks: Block[] = [];
  const first = new Map(embeds.map((embed) => [embed.first, embed]));
  const lastProse = lines.findLastIndex(({ kind }) => kind === "paragraph");
  let paragraphs = 0;
  for (let at = 0; at < pieces.length; at++) {
    const [piece, line, embed] = [pieces[at], lines[at], first.get(at)];
    if (piece == null || line == null) continue;
    if (embed != null) {
      blocks.push(joined(pieces.slice(at, embed.last + 1)));
      at = embed.last;
    } else if (line.kind !== "paragraph") blocks.push(blockOf(piece, line.kind));
    else blocks.push(...splitParagraph(text, piece, ++paragraphs <= leadParagraphs, at >= lastProse));
  }
  return blocks;
}

type Edge = "head" | "tail" | "inside";

/** What each line is by its own words. The same short line is judged once. */
function judged(
  text: string,
  pieces: readonly Piece[],
  embeds: readonly { first: number; last: number }[],
): Line[] {
  const known = new Map<string, BlockKind>();
  const lines = pieces.map((piece, at): Line => {
    const own = text.slice(piece.start, Math.min(piece.end, piece.start + maxJudged)).trim();
    const edge: Edge = at < headPieces ? "head" : at >= pieces.length - tailPieces ? "tail" : "inside";
    const marked = piece.kind === "heading" && piece.guessed !== true;
    const key = own.length > 40 ? "" : `${piece.kind}${edge}${marked}${own}`;
    const kind = known.get(key) ?? kindOf(own, piece.kind, edge, marked);
    if (key !== "" && known.size < 2_000) known.set(key, kind);
    return { text: own, kind, marked };
  });
  for (const { first, last } of embeds) for (const line of lines.slice(first, last + 1)) line.kind = "embed";
  return lines;
}

function kindOf(line: string, kind: BlockKind, edge: Edge, marked: boolean): BlockKind {
  if (kind !== "paragraph" && kind !== "heading" && kind !== "list" && kind !== "quote") return kind;
  const mayBeLine = (kind === "paragraph" || (kind === "heading" && !marked)) && line.length <= 200;
  const byline = mayBeLine ? bylineIn(line) : null;
  if (byline?.clue === "credit") return "boilerplate";
  if (byline != null && byline.clue !== "role") return "byline";
  if (mayBeLine && (isDateLine(line, edge !== "inside") || isLoneDateline(line))) return "dateline";
  const furniture = furnitureByWords(line, kind, marked);
  // "Jane Doe | The Gull | Getty Images" credits a picture; "Jane Doe, Science Editor" further down is an inset's.
  return furniture ?? (byline != null && edge === "head" ? "byline" : kind);
}

/** "Jane Doe" above or below the date line at the head of an article, as pages copied with the mouse have it. */
function markLoneNames(lines: readonly Line[], text: string): void {
  for (let at = 0; at < Math.min(6, lines.length - 1); at++) {
    const line = lines[at];
    if (line == null || line.marked || (line.kind !== "paragraph" && line.kind !== "heading")) continue;
    const isBesideDate = lines[at - 1]?.kind === "dateline" || lines[at + 1]?.kind === "dateline";
    if (isBesideDate && loneNameIn(line.text, text) != null) line.kind = "byline";
  }
}

/** A line or a sentence between the title and the byline, or one without a full stop below the title. */
function markDeck(lines: readonly Line[]): void {
  const at = lines.findIndex(({ kind }) => kind === "title");
  const [deck, next, after] = at < 0 ? [] : lines.slice(at + 1, at + 4);
  if (deck == null || next == null) return;
  if ((deck.kind !== "paragraph" && deck.kind !== "heading") || deck.marked || deck.text.length > maxDeck)
    return;
  if (deck.text.split(/\s+/u).length < 4 || deck.text.includes("\n") || datelineEnd(deck.text) > 0) return;
  const signed = (next.kind === "byline" || next.kind === "dateline") && after != null;
  const open = !/[.!?:。！？…]["'”’»)]{0,2}$/u.test(deck.text);
  if (signed || (open && next.kind === "paragraph" && next.text.length > deck.text.length))
    deck.kind = "deck";
}

/** A paragraph without the byline and dateline it opens with and the notes it ends with, and those beside it. */
function splitParagraph(text: string, piece: Piece, mayOpen: boolean, isLast: boolean): Block[] {
  const own = text.slice(piece.start, Math.min(piece.end, piece.start + maxJudged));
  const head = mayOpen ? mastheadOf(own) : [];
  const signedTo = head.at(-1)?.end ?? 0;
  const from = signedTo + (mayOpen ? datelineEnd(own.slice(signedTo, signedTo + 200)) : 0);
  const to = notesFrom(text, { start: piece.start + from, end: piece.end }, isLast) - piece.start;
  const parts: readonly Part[] = [
    ...head,
    { kind: "dateline", start: signedTo, end: from },
    { kind: "paragraph", start: from, end: to },
    { kind: "boilerplate", start: to, end: piece.end - piece.start },
  ];
  const isPlain = piece.source.start === piece.start && piece.source.end === piece.end;
  return parts.flatMap(({ kind, start, end }) => {
    const span = trimmed(text, { start: piece.start + start, end: piece.start + end });
    return span.end > span.start ? [{ ...span, kind, source: isPlain ? span : piece.source }] : [];
  });
}

/** Where the disclaimer or the notes begin that run to the paragraph's end. */
function notesFrom(text: string, span: Span, isLast: boolean): number {
  if (span.end - span.start < maxLine) return span.end;
  const own = text.slice(span.start, span.end);
  if (own.length <= 50_000 && mayHoldDisclaimer(own)) {
    const sentences = sentencesOf(text, span, "en");
    const first = disclaimerIn(sentences.map(({ start, end }) => text.slice(start, end)));
    if (first < sentences.length) return sentences[first]?.start ?? span.end;
  }
  return isLast ? span.start + notesIn(own) : span.end;
}

function trimmed(text: string, { start, end }: Span): Span {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return { start: from, end: from + raw.trim().length };
}

const blockOf = ({ start, end, source }: Piece, kind: BlockKind): Block => ({ start, end, source, kind });

function joined(pieces: readonly Piece[]): Block {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first == null || last == null) throw new RangeError("An embedded post needs at least one piece");
  const source = { start: first.source.start, end: Math.max(first.source.end, last.source.end) };
  return { kind: "embed", start: first.start, end: last.end, source };
}
