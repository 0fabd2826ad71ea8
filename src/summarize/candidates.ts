import type { Article, Block, BlockKind, Span } from "../domain/article.ts";
import { sentencesOf } from "../domain/sentences.ts";
import { endsSentence, isCode, isVerse } from "./layout.ts";
import { inSentenceCase } from "./sentence-case.ts";
import { leansOnPrevious, opensWithQuote } from "./openings.ts";
import { type Quoting, quotingOf } from "./quotations.ts";
import { datelineLength, isTrimming, markerLength } from "./trimmings.ts";
import { comparableWords, termsOf } from "./words.ts";

/** A sentence that may be chosen, with what ranking needs to know about it. */
export type Candidate = Span & {
  readonly text: string;
  /** Among the candidates, from 0. */
  readonly index: number;
  /** Number of the block it stands in, among those that hold candidates, and its place in that block, from 0. */
  readonly paragraph: number;
  readonly inParagraph: number;
  /** Lower case. */
  readonly words: readonly string[];
  /** Content words with their counts. */
  readonly terms: ReadonlyMap<string, number>;
  readonly leansOnPrevious: boolean;
  readonly opensWithQuote: boolean;
  readonly quoting: Quoting;
  /** "There are three reasons:" is nothing without the sentence after it. */
  readonly announces: boolean;
  readonly isVerse: boolean;
};

const unquoted: Quoting = { goesOn: false, staysOpen: false, isBare: false };

/** Comparing all pairs is quadratic; news is written so that what matters stands in the first sentences. */
const maxCandidates = 150;

/** Where sentences are looked for: the next row only where the ones before hold none. Never in posts or furniture. */
const sources: readonly (readonly BlockKind[])[] = [
  ["paragraph"],
  ["quote", "list"],
  ["deck", "heading", "title"],
  ["table", "code"],
];

/** Sentences of the article's prose, in order, at most 150; where it has none, of whatever it has. */
export function candidatesOf(article: Article, language: string): Candidate[] {
  const text = inSentenceCase(article.text);
  for (const isKept of [isNoTrimming, () => true]) {
    for (const kinds of sources) {
      const candidates = fromBlocks(article, text, kinds, language, isKept);
      if (candidates.length > 0) return candidates;
    }
  }
  return [];
}

const isNoTrimming = (sentence: string): boolean => !isTrimming(sentence);

/** @param cased as long as the article's text; only looked at for where sentences end */
function fromBlocks(
  article: Article,
  cased: string,
  kinds: readonly BlockKind[],
  language: string,
  isKept: (sentence: string) => boolean,
): Candidate[] {
  const candidates: Candidate[] = [];
  let paragraph = 0;
  for (const [at, block] of article.blocks.entries()) {
    const written = article.text.slice(block.start, block.end);
    if (!kinds.includes(kindOf(block, written))) continue;
    const verse = isVerse(written);
    const goesOn = isTakenUp(article.blocks[at + 1], kinds);
    const spans = (verse ? versesOf(cased, block, language) : sentencesOf(cased, block, language))
      .map((span) => withText(article, span, candidates.length === 0))
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text) && isKept(text))
      // What an introduction announces is no prose, and will not come.
      .filter(({ text }, n, all) => n < all.length - 1 || goesOn || !announcing.test(text))
      .slice(0, maxCandidates - candidates.length);
    const quoting = quotingOf(spans.map(({ text }) => text));
    for (const [inParagraph, span] of spans.entries()) {
      candidates.push({
        ...candidateOf(span, language),
        announces: announcing.test(span.text),
        isVerse: verse,
        index: candidates.length,
        paragraph,
        inParagraph,
        quoting: quoting[inParagraph] ?? unquoted,
      });
    }
    if (candidates.length === maxCandidates) return candidates;
    if (spans.length > 0) paragraph++;
  }
  return candidates;
}

const announcing = /[:：]["'”’»)\]]{0,3}$/u;

/** A text without markup has its code among its paragraphs. */
const kindOf = ({ kind }: Block, written: string): BlockKind =>
  kind === "paragraph" && isCode(written) ? "code" : kind;

/** Furniture aside, prose follows. */
const isTakenUp = (next: Block | undefined, kinds: readonly BlockKind[]): boolean =>
  next != null && kinds.includes(next.kind);

const mostLines = 4;

/** A poem's sentences; a stanza without any, and longer than four lines, line by line. */
function versesOf(text: string, block: Block, language: string): Span[] {
  return sentencesOf(text, block, language).flatMap((span) => {
    const verse = text.slice(span.start, span.end);
    if (endsSentence(verse) || verse.split("\n").length <= mostLines) return [span];
    return [...verse.matchAll(/\S[^\n]*/g)].map(({ 0: line, index }) => ({
      start: span.start + index,
      end: span.start + index + line.trimEnd().length,
    }));
  });
}

/** @param isFirst whether a dateline may stand before it */
function withText(
  { text }: Article,
  { start, end }: Span,
  isFirst: boolean,
): Span & { readonly text: string } {
  const whole = text.slice(start, end);
  const mark = markerLength(whole);
  const skipped = mark + (isFirst ? datelineLength(whole.slice(mark)) : 0);
  return { start: start + skipped, end, text: whole.slice(skipped) };
}

function candidateOf(sentence: Span & { readonly text: string }, language: string) {
  const words = comparableWords(sentence.text, language);
  return {
    ...sentence,
    words,
    terms: termsOf(words),
    leansOnPrevious: leansOnPrevious(sentence.text),
    opensWithQuote: opensWithQuote(sentence.text),
  };
}
