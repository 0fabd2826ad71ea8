import type { Span } from "./article.ts";

/** A sentence with its receipt: `text` stands at [start, end) of the article's text, to the letter. */
export type ReceiptedSentence = Span & { readonly text: string };

/** What stands for an article in a feed or a digest. */
export type Summary =
  | { readonly method: "given"; readonly text: string; readonly sentences: readonly [] }
  | { readonly method: "extract"; readonly text: string; readonly sentences: readonly ReceiptedSentence[] }
  /** Rewritten by a language model and passed by the gate; its words are not the article's, so it has no receipts. */
  | {
      readonly method: "model";
      readonly model: string;
      readonly promptVersion: number;
      readonly text: string;
      readonly sentences: readonly [];
    };

/** How long a summary may be. Whole sentences; where not one fits, the first words of the shortest. */
export type SummaryLimit = { readonly maxWords: number };

/** Do the receipts match? True when every sentence stands at its offsets in `articleText`. */
export function receiptsHold(summary: Summary, articleText: string): boolean {
  return summary.sentences.every((s) => articleText.slice(s.start, s.end) === s.text);
}
