import type { Span } from "../../domain/article.ts";
import { isByline } from "../fields/author.ts";

/** Longer lines were not broken by hand or by an editor at a margin. */
const maxWrapped = 130;
/** Columns narrower than this hold lists and verse. Scripts without spaces fit the same width in half the letters. */
const minWrapped = 24;
/** Share of the longest line that a line broken at the margin reaches. */
const leastFull = 0.65;
/** The signature of a pasted post keeps its line. */
const signature = /\(@\w{1,30}\)/;
/**
 * Longer files are lists or data. Past this many paragraphs the rest is one: what reads them after us then stays within
 * its time and memory whatever the file.
 */
const maxParagraphs = 50_000;
/** Past this many lines the rest is one line, for the same reason. */
const maxLines = 150_000;
const ownLine = /^(?:[-*•▪‣◦·>—–]\s?|#{1,6}\s|\p{N}{1,3}[.)]\s|--\s|https?:)/u;

/**
 * The paragraphs of a plain text, trimmed, in order. A blank line always ends one. Whether a single line break does is
 * decided per file: files hold one paragraph a line, or paragraphs broken at a margin.
 */
export function paragraphsOf(text: string): Span[] {
  const lines = linesOf(text);
  const longest = longestLine(lines);
  const wrapped = isWrapped(text, lines, longest);
  const paragraphs: { start: number; end: number }[] = [];
  let previous: Span | null = null;
  for (const line of lines) {
    const open = paragraphs.at(-1);
    const runsOn =
      wrapped && previous != null && open != null && line != null && isSoft(text, previous, line, longest);
    const isFull = paragraphs.length >= maxParagraphs;
    if (line != null && (runsOn || isFull) && open != null) open.end = line.end;
    else if (line != null) paragraphs.push({ ...line });
    previous = line;
  }
  return paragraphs;
}

/** Trimmed lines; null for a blank one. */
function linesOf(text: string): (Span | null)[] {
  const lines: (Span | null)[] = [];
  let start = 0;
  while (start <= text.length) {
    const stop = lines.length < maxLines ? text.indexOf("\n", start) : -1;
    const end = stop < 0 ? text.length : stop;
    const line = text.slice(start, end);
    const from = start + line.length - line.trimStart().length;
    lines.push(line.trim() === "" ? null : { start: from, end: from + line.trim().length });
    start = end + 1;
  }
  return lines;
}

function longestLine(lines: readonly (Span | null)[]): number {
  let longest = 0;
  for (const line of lines) if (line != null) longest = Math.max(longest, line.end - line.start);
  return longest;
}

/**
 * Broken at a margin: no long line, most lines before another line end in mid-sentence, and those are about as long as
 * the longest. Pages copied with their menus and captions have unfinished lines, too, but of any length.
 */
function isWrapped(text: string, lines: readonly (Span | null)[], longest: number): boolean {
  if (longest > maxWrapped || longest < minWrapped) return false;
  let inner = 0;
  let open = 0;
  let full = 0;
  for (const [at, line] of lines.entries()) {
    if (line == null || lines[at + 1] == null) continue;
    inner++;
    if (/[.!?:。！？…]["'”’»)\]]?$/u.test(text.slice(line.end - 4, line.end))) continue;
    open++;
    if (line.end - line.start >= leastFull * longest) full++;
  }
  return inner > 0 && open > inner / 2 && full > open / 2;
}

function isSoft(text: string, line: Span, next: Span, longest: number): boolean {
  const [before, after] = [text.slice(line.start, line.end), text.slice(next.start, next.end)];
  if (ownLine.test(after) || /^#{1,6}\s/u.test(before) || isByline(before) || isByline(after)) return false;
  if (signature.test(before) || signature.test(after)) return false;
  return before.length >= 0.55 * longest || /^\p{Ll}/u.test(after);
}
