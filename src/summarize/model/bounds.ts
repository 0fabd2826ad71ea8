import { sentencesOf } from "../../domain/sentences.ts";
import type { Flag } from "./flag.ts";

/** How long a summary may be; all that are given hold. */
export type Bounds = {
  readonly maxWords?: number;
  readonly maxSentences?: number;
  readonly maxChars?: number;
};

/** What is too long about a text, one flag a bound. */
export function lengthFlags(text: string, bounds: Bounds, language: string): Flag[] {
  const measures = [
    ["words", bounds.maxWords, wordsIn(text, language)],
    ["sentences", bounds.maxSentences, sentencesOf(text, { start: 0, end: text.length }, language).length],
    ["characters", bounds.maxChars, text.length],
  ] as const;
  return measures.flatMap(([unit, most, count]) =>
    most == null || count <= most
      ? []
      : [{ kind: "length", what: "", because: `it has ${count} ${unit}, at most ${most} fit`, core: true }],
  );
}

/** Words as Unicode counts them (UAX #29), so that Chinese and Thai have words, too; in order, as written. */
export function wordsOf(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterFor(language).segment(text)) {
    if (isWordLike === true) words.push(segment);
  }
  return words;
}

/** A run of characters that no dictionary divides counts by its length. */
function wordsIn(text: string, language: string): number {
  return wordsOf(text, language).reduce((n, word) => n + Math.ceil(word.length / maxWordChars), 0);
}

const maxWordChars = 40;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter == null) {
    try {
      segmenter = new Intl.Segmenter(language, { granularity: "word" });
    } catch {
      segmenter = new Intl.Segmenter("en", { granularity: "word" });
    }
    // Tags come from files; a folder with a thousand made-up ones must not fill memory.
    if (segmenters.size < 100) segmenters.set(language, segmenter);
  }
  return segmenter;
}
