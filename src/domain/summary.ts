import type { Span } from "./article.ts";

/** A sentence with its receipt: `text` stands at [start, end) of the article's text, to the letter. */
export type ReceiptedSentence = Span & { readonly text: string };

/**
 * What stands for an article in a feed or a digest. `hash` is the article's (SHA-256 of its file, lower-case hex): with it a
 * receipt names the very bytes it was taken from. Summaries stored before receipts named their file have none.
 */
export type Summary =
  | { readonly method: "given"; readonly text: string; readonly sentences: readonly [] }
  | {
      readonly method: "extract";
      readonly text: string;
      readonly sentences: readonly ReceiptedSentence[];
      readonly hash?: string | undefined;
    }
  /** Rewritten by a language model and passed by the gate; its words are not the article's, so it has no receipts. */
  | {
      readonly method: "model";
      readonly model: string;
      readonly promptVersion: number;
      readonly text: string;
      readonly sentences: readonly [];
    };

/**
 * How long a summary may be: all that is stated holds, and one should be; else it is three sentences. Words count by
 * Unicode (UAX #29) or by spaces, whichever is more; characters are UTF-16 code units. Whole sentences; where not one
 * fits, the beginning of the shortest.
 */
export type SummaryLimit = {
  readonly maxWords?: number;
  readonly maxSentences?: number;
  readonly maxChars?: number;
};

/**
 * Do the receipts match? True when every sentence stands at its offsets in the article's text and, where both name
 * one, summary and article have the same hash.
 */
export function receiptsHold(summary: Summary, articleText: string, articleHash?: string): boolean {
  const named = summary.method === "extract" ? summary.hash : undefined;
  if (named != null && articleHash != null && named !== articleHash) return false;
  return summary.sentences.every((s) => articleText.slice(s.start, s.end) === s.text);
}

/** A clause may be left out after these, and what stays is still a statement. */
const clauseEnd = /[;:](?=\s)|,(?=\s)|\s[–—-](?=\s)/gu;
/** A shorter part of a sentence says too little to stand for it. */
const leastShare = 0.5;

/**
 * A summary in one line, for briefs and preheaders: as many whole sentences from its beginning as fit, else the first one
 * up to a clause's end, else up to a word; what is cut off is told by an ellipsis. Never longer than `maxChars` UTF-16
 * code units.
 */
export function oneLine(summary: Summary, maxChars: number): string {
  const texts = summary.sentences.map(({ text }) => lineOf(text)).filter((text) => text !== "");
  let line = "";
  for (const text of texts) {
    const longer = line === "" ? text : `${line} ${text}`;
    if (longer.length > maxChars) break;
    line = longer;
  }
  if (line !== "") return line;
  const whole = lineOf(summary.text);
  if (texts.length === 0 && whole.length <= maxChars) return whole;
  return shortened(texts[0] ?? whole, maxChars);
}

/** At most `maxChars` of a longer text, its ellipsis included: to a clause's end if that keeps half of it, else to a word. */
export function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - 1);
  const head = text.slice(0, room + 1);
  const clauses = [...head.matchAll(clauseEnd)].map(({ index }) => index);
  const clause = clauses.findLast((end) => end <= room && end >= room * leastShare);
  const space = head.lastIndexOf(" ", room);
  const end = clause ?? (space >= room * leastShare ? space : room);
  // Half of a surrogate pair is no text.
  const kept = text
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/u, "")
    .replace(/[\s,;:–—-]+$/u, "");
  return maxChars < 1 ? "" : `${kept}…`;
}

const lineOf = (text: string): string => text.replace(/\s+/gu, " ").trim();
