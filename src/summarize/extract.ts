import { type Article, type BlockKind, type Span, valueOf } from "../domain/article.ts";
import type { Summarizer } from "../domain/ports.ts";
import { sentencesOf } from "../domain/sentences.ts";
import type { ReceiptedSentence, Summary } from "../domain/summary.ts";
import { type Candidate, candidateOf, endOfWords } from "./features.ts";
import { rank } from "./rank.ts";
import { select } from "./select.ts";

/** Comparing all pairs is quadratic; news is written so that what matters stands in the first sentences. */
const maxCandidates = 150;

/**
 * The default summary: whole sentences of the article itself, in its order, to the letter. Offline, deterministic,
 * and faithful by construction. The author's own summary, where there is one, wins.
 */
export const extract: Summarizer = {
  summarize(article, limit) {
    if (article.givenSummary != null && article.givenSummary.trim() !== "") {
      return Promise.resolve({ method: "given", text: article.givenSummary.trim(), sentences: [] });
    }
    const language = valueOf(article.language) ?? "und";
    const candidates = candidatesOf(article, language);
    const chosen = select(rank(candidates), limit.maxWords);
    const [only] = chosen;
    if (only != null && chosen.length === 1 && only.words > limit.maxWords) {
      return Promise.resolve(beginningOf(article.text, only, limit.maxWords, language));
    }
    return Promise.resolve(summaryOf(article.text, chosen, language));
  },
};

/** Where sentences are looked for: the next row only where the ones before hold none. Never in posts or furniture. */
const sources: readonly (readonly BlockKind[])[] = [
  ["paragraph"],
  ["quote", "list"],
  ["heading", "title"],
  ["table", "code"],
];

function candidatesOf(article: Article, language: string): Candidate[] {
  for (const kinds of sources) {
    const candidates = fromBlocks(article, kinds, language);
    if (candidates.length > 0) return candidates;
  }
  return [];
}

function fromBlocks(article: Article, kinds: readonly BlockKind[], language: string): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [paragraph, block] of article.blocks.entries()) {
    if (!kinds.includes(block.kind)) continue;
    for (const span of sentencesOf(article.text, block, language)) {
      const text = article.text.slice(span.start, span.end);
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      candidates.push(candidateOf({ ...span, text }, candidates.length, paragraph, language));
      if (candidates.length === maxCandidates) return candidates;
    }
  }
  return candidates;
}

/** A sentence longer than the whole summary may be (a list, a poem): its first words, and a sign that it goes on. */
function beginningOf(text: string, { start, end }: Span, maxWords: number, language: string): Summary {
  const stop = start + endOfWords(text.slice(start, end), maxWords, language);
  const own = { start, end: stop, text: text.slice(start, stop) };
  return { method: "extract", text: `${own.text.replace(/\s+/g, " ")} …`, sentences: [own] };
}

function summaryOf(text: string, chosen: readonly Candidate[], language: string): Summary {
  const sentences: ReceiptedSentence[] = chosen.map(({ start, end }) => ({
    start,
    end,
    text: text.slice(start, end),
  }));
  const between = /^(?:zh|ja|th|lo|km|my)(?:-|$)/.test(language) ? "" : " ";
  // The receipt keeps a line broken at a margin as it stands; readers get a space.
  return {
    method: "extract",
    text: sentences.map((s) => s.text.replace(/\s+/g, " ")).join(between),
    sentences,
  };
}
