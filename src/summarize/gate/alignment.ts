import type { Passage, Word } from "./passage.ts";

/** The sentences of an article that a sentence of the summary is most likely made from, best first. */
export type Alignment = readonly { readonly sentence: number; readonly score: number }[];

const bestKept = 3;

/**
 * For each sentence of the summary. A sentence's score is the share of the summary sentence's content, rare words weighing more, that
 * it has too: 0 to 1. Work grows with the summary's words times the places of each in the article.
 */
export function alignmentsOf(article: Passage, summary: Passage): Alignment[] {
  return summary.bounds.map(([from, to]) => {
    const stems = new Set(
      summary.words
        .slice(from, to)
        .filter(isContent)
        .map(({ stem }) => stem),
    );
    const scores = new Map<number, number>();
    let total = 0;
    for (const stem of stems) {
      const sentences = sentencesWith(article, stem);
      const weight = 1 / Math.sqrt(Math.max(1, sentences.size));
      total += weight;
      for (const sentence of sentences) scores.set(sentence, (scores.get(sentence) ?? 0) + weight);
    }
    return [...scores]
      .map(([sentence, score]) => ({ sentence, score: score / total }))
      .sort((a, b) => b.score - a.score || a.sentence - b.sentence)
      .slice(0, bestKept);
  });
}

export const isContent = (word: Word): boolean => !word.isStop && word.folded.length > 1;

export function sentencesWith(article: Passage, stem: string): Set<number> {
  return new Set((article.places.get(stem) ?? []).map((at) => article.words[at]?.sentence ?? 0));
}

/** Word indices of a sentence. */
export function* wordsOf(passage: Passage, sentence: number): Generator<number> {
  const [from, to] = passage.bounds[sentence] ?? [0, 0];
  for (let at = from; at < to; at++) yield at;
}
