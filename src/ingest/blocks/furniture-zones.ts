import type { Line } from "./line-shape.ts";
import { fold } from "./boilerplate.ts";
import { evidenceIn } from "./furniture-evidence.ts";
import { isMadeOfLabels } from "./furniture-labels.ts";
import { namesIn } from "../fields/byline.ts";

/**
 * The strips of a page above and below its article. What stands there among furniture is furniture on less evidence
 * than inside the article: a menu's lone words, names of other stories, a sentence that thanks its readers.
 */

/** Longer lines are paragraphs. */
const maxShort = 130;
const maxSentence = 340;
/** What a menu's entry has at most; a headline has more words. */
const maxMenuWords = 4;
const maxMenuChars = 40;
/** Lines looked at from each end: pages end in hundreds of links, articles are not kept waiting for them. */
const maxStrip = 400;
/** So much prose ends a strip, even if more furniture lies beyond it: the article has begun. */
const mostLost = 5;
const sentenceEnd = /[.!?。！？؟…][)"'”’“‘»\]]{0,3}$/u;
const bulleted = /^(?:[-*•▪‣◦·]\s|\p{N}{1,3}[.)]\s)/u;

const isFurniture = ({ kind }: Line): boolean => kind === "boilerplate" || kind === "caption";
const isSign = ({ kind }: Line): boolean => kind === "byline" || kind === "dateline";
const isText = ({ kind }: Line): boolean => kind === "paragraph" || kind === "heading" || kind === "list";
/** No sentence: a name, a label, another story's headline; "Ready for more?". */
const isShort = (line: Line): boolean =>
  isText(line) &&
  !line.marked &&
  line.text.length <= maxShort &&
  (!sentenceEnd.test(line.text) || (/[!?]$/u.test(line.text) && wordsIn(line.text) <= maxMenuWords));

/** How far a line speaks for the strip (above 0) or for the article. */
function weightOf(line: Line): number {
  if (isFurniture(line)) return 1;
  if (isSign(line)) return 0.5;
  if (line.kind === "title") return 0;
  if (line.marked || line.kind === "quote" || line.kind === "embed") return -3;
  if (line.kind === "list" || bulleted.test(line.text)) return -1;
  if (isShort(line)) return 0;
  if (line.text.length <= maxShort && evidenceIn(fold(line.text)) >= 3) return -0.5;
  return line.text.length > 60 ? -3 : -1.5;
}

/** Changes `kind` in place, but of the headline's line (-1: none known). Linear in the number of lines. */
export function settleStrips(lines: readonly Line[], headline: number): void {
  settleAddressed(lines);
  const tail = strip([...lines].reverse());
  if (lines.length - tail >= 3)
    for (let at = lines.length - tail; at < lines.length; at++) settleBelow(lines, at);
  settleCredits(lines);
  settleBelowSign(lines);
  settleAfterLast(lines);
  const head = strip(lines);
  const titled = lines
    .slice(0, head + 1)
    .some(({ kind, text }) => kind === "title" || wordsIn(text) > maxMenuWords);
  if (titled && head < lines.length) {
    for (let at = 0; at < head; at++) if (at !== headline) settleAbove(lines, at);
  }
}

/** "Jane Doe for The Gull": who took the picture, in the words of papers that pay by the picture. */
const taken =
  /^((?:\p{Lu}[\p{L}\p{M}.’'-]+ ){1,3}\p{Lu}[\p{L}\p{M}’'-]+) (?:for|pour|para|für) (?:(?:the|The|le|la|el) )?\p{Lu}[\p{L} .&’'-]{1,40}$/u;
const maxCaption = 200;

/** A photographer's name on a line of its own, its caption above it; and a counter that has lost its word. */
function settleCredits(lines: readonly Line[]): void {
  const first = lines.findIndex((line) => isWritten(line) && line.text.length > 90);
  const title = lines.findIndex(({ kind }) => kind === "title");
  const signed = lines.findIndex((line, at) => at > title && isSign(line));
  for (const [at, line] of lines.entries()) {
    if (!isText(line) || line.marked) continue;
    const [above, below] = [lines[at - 1], lines[at + 1]];
    const isBeside = [above, below].some((each) => each != null && (isFurniture(each) || isSign(each)));
    if (/^\d{1,4}$/u.test(line.text) && isBeside) line.kind = "boilerplate";
    const name = taken.exec(line.text)?.[1];
    const isCredit =
      (name != null && namesIn(name) != null && line.text.length < 80) ||
      (title >= 0 &&
        at > signed + 1 &&
        signed >= 0 &&
        at < first &&
        wordsIn(line.text) <= 4 &&
        namesIn(line.text) != null);
    if (!isCredit || above == null) continue;
    line.kind = "boilerplate";
    if (
      above.kind === "paragraph" &&
      !above.marked &&
      above.text.length <= maxCaption &&
      !/[“"„«”]/u.test(above.text)
    )
      above.kind = "caption";
  }
}

/** From the byline or the date to the first paragraph nothing is the article's: captions, credits, buttons. */
function settleBelowSign(lines: readonly Line[]): void {
  const first = lines.findIndex(isWritten);
  const above = lines.slice(0, Math.max(0, first));
  const title = above.findIndex(({ kind }) => kind === "title");
  const signed = above.findIndex(isSign);
  if (title < 0 || signed < title || !above.slice(signed + 1).some(isFurniture)) return;
  // A heading that opens the article stands directly above its paragraph.
  const last = above.at(-1);
  const opens =
    last != null && isShort(last) && wordsIn(last.text) <= 6 && !isFurniture(above.at(-2) ?? last);
  for (const line of above.slice(signed + 1, opens ? -1 : undefined))
    if (isShort(line) && !bulleted.test(line.text) && !/[:：]$/u.test(line.text)) line.kind = "boilerplate";
}

/** Lines without a full stop between the last paragraph and the furniture below it. Verse has such lines above as well. */
function settleAfterLast(lines: readonly Line[]): void {
  const last = lines.findLastIndex(isWritten);
  const below = lines.slice(last + 1);
  const furniture = below.findIndex(isFurniture);
  if (last < 3 || furniture <= 0 || furniture > 3) return;
  const before = lines[last - 1];
  if (before == null || !(isWritten(before) || isFurniture(before))) return;
  for (const [at, line] of below.slice(0, furniture).entries()) {
    const headsList = bulleted.test(below[at + 1]?.text ?? "");
    if (isShort(line) && !headsList && line.kind !== "list" && !bulleted.test(line.text))
      line.kind = "boilerplate";
  }
}

/** A sentence of the article. */
const isWritten = (line: Line): boolean =>
  (line.kind === "paragraph" || line.kind === "quote") && !isShort(line) && line.text.length > 40;

/** Who is spoken to, in words that are nothing else. */
const addressed =
  /(?<!\p{L})(?:you|your|you're|you've|you'll|ihnen|ihre|ihren|vous|votre|vos|nos lecteurs|usted|tu|tus|te|você|uw|jouw|us|our)(?!\p{L})/iu;
/** In at most so many of an article's paragraphs: more, and the article itself speaks to its readers. */
const mostAddressed = 0.15;

/** One matter and an address are enough for a line; a longer one mentions them by the way. */
const leastAddressed = (text: string): number => (text.length <= 110 ? 3 : 5);

/** Longer files are lists or data; what is said to whom is then not asked. */
const maxAddressed = 2_000;

/** Where the article speaks to nobody, a line that speaks to its readers about the site is not its own. */
function settleAddressed(lines: readonly Line[]): void {
  if (lines.length > maxAddressed) return;
  const paragraphs = lines.filter(
    ({ kind, text }) => kind === "paragraph" && text.length > 60 && evidenceIn(fold(text)) < 3,
  );
  const speaking = paragraphs.filter(({ text }) =>
    addressed.test(text.replace(/[“"„«][^“”"«»]{0,400}[”"»]/gu, "")),
  ).length;
  if (paragraphs.length < 4 || speaking > mostAddressed * paragraphs.length) return;
  for (const line of lines) {
    if (line.kind !== "paragraph" || line.text.length > maxSentence || !addressed.test(line.text)) continue;
    if (evidenceIn(fold(line.text)) >= leastAddressed(line.text)) line.kind = "boilerplate";
  }
}

/** How many lines from the start make the strip: where the sum of their weights is largest; 0 for fewer than two of furniture. */
function strip(lines: readonly Line[]): number {
  let [sum, best, length, furniture, counted] = [0, 0, 0, 0, 0];
  for (const [at, line] of lines.slice(0, maxStrip).entries()) {
    sum += weightOf(line);
    if (isFurniture(line)) counted++;
    if (sum < best - mostLost) break;
    if (sum <= best) continue;
    [best, length, furniture] = [sum, at + 1, counted];
  }
  return furniture >= 2 ? length : 0;
}

function settleBelow(lines: readonly Line[], at: number): void {
  const line = lines[at];
  if (line == null || !isText(line) || line.marked) return;
  if (isShort(line) && !bulleted.test(line.text)) line.kind = "boilerplate";
  else if (bulleted.test(line.text) && isBetween(lines, at)) line.kind = "boilerplate";
  else if (line.text.length <= maxSentence && (evidenceIn(fold(line.text)) >= 3 || isHello(line.text)))
    line.kind = "boilerplate";
  else if (line.text.length <= maxShort && isBetween(lines, at) && evidenceIn(fold(line.text)) > 0)
    line.kind = "boilerplate";
}

/** Above the article only what a menu could hold: the headline of the article may stand there unrecognised. */
function settleAbove(lines: readonly Line[], at: number): void {
  const line = lines[at];
  if (line == null || !isText(line) || line.marked || bulleted.test(line.text)) return;
  const folded = fold(line.text);
  const isEntry = line.text.length <= maxMenuChars && wordsIn(line.text) <= maxMenuWords;
  if (isShort(line) && (isEntry || isMadeOfLabels(folded, false))) line.kind = "boilerplate";
  else if (line.text.length <= maxSentence && evidenceIn(folded) >= 4) line.kind = "boilerplate";
}

/** Furniture directly above and below; the ends of the page count as it. */
function isBetween(lines: readonly Line[], at: number): boolean {
  const [above, below] = [lines[at - 1], lines[at + 1]];
  return above != null && isFurniture(above) && (below == null || isFurniture(below));
}

/** "Hi, I'm Greta!": who keeps the site introduces herself. */
const isHello = (text: string): boolean =>
  text.length <= maxSentence &&
  /^(?:hi|hello|hey|welcome)\b.{0,20}\b(?:i'm|i’m|i am|my name|to)\b/iu.test(text);

const wordsIn = (text: string): number => text.split(/\s+/u).length;
