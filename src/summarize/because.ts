import type { Article, Span } from "../domain/article.ts";
import { readingOf } from "./extract.ts";
import { type FeatureName, featureNames } from "./features.ts";
import { weights } from "./weights.ts";

/** Why a sentence was chosen: what spoke most for it, strongest first, and its rank by itself among how many. */
export type Reason = Span & { readonly because: string; readonly rank: number; readonly of: number };

/** Features in words; those without a line are never given as a reason by themselves. */
const said: Partial<Readonly<Record<FeatureName, string>>> = {
  first: "it opens the article",
  second: "it is the second sentence",
  third: "it is the third sentence",
  early: "it stands early",
  late: "it stands late",
  earlyInLong: "it stands early in a long article",
  opensParagraph: "it opens a paragraph",
  length: "it says much",
  centrality: "other sentences speak of the same things",
  whole: "it is like the article as a whole",
  later: "the text after it returns to it",
  earlier: "it takes up what came before",
  likeFirst: "it is like the first sentence",
  keywords: "it holds the article's keywords",
  keywordDensity: "it is mostly about the article's keywords",
  frequency: "its words come often in the article",
  fresh: "it says something new",
  recurring: "its words come again in other sentences",
  recurringOften: "its words come again in many sentences",
  recurringWords: "its words come again in other sentences",
  recurringOftenWords: "its words come again in many sentences",
  introduces: "it is the first to say what the article comes back to",
  introducesWords: "it is the first to say what the article comes back to",
  weight: "its words come often in the article",
  number: "it gives a number",
  day: "it names a day",
  money: "it names a sum or a share",
  speech: "it tells who says so",
  quoted: "it quotes somebody",
  title: "it shares words with the title",
};
const mostReasons = 3;

/**
 * For `explain`: why these sentences stand in the summary. Each feature counts by how far it lifts the sentence above the
 * article's average one. A sentence that is none of the article's is left out.
 */
export function becauseOf(article: Article, sentences: readonly Span[], maxSentences = 3): Reason[] {
  const { features } = readingOf(article);
  const { candidates, rows } = features;
  const worth = (maxSentences === 1 ? weights.one : weights.several).sentence;
  const mean = worth.map(
    (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / Math.max(1, rows.length),
  );
  const lifts = rows.map((row) => [...row].map((value, at) => (value - (mean[at] ?? 0)) * (worth[at] ?? 0)));
  const totals = lifts.map((lift) => lift.reduce((sum, value) => sum + value, 0));
  return sentences.flatMap(({ start, end }) => {
    const at = candidates.findIndex((candidate) => candidate.start === start);
    const lift = lifts[at];
    if (lift == null) return [];
    const reasons = featureNames
      .map((name, n) => ({ words: said[name], lift: (rows[at]?.[n] ?? 0) > 0 ? (lift[n] ?? 0) : 0 }))
      .filter(({ words, lift: by }) => words != null && by > 0)
      .toSorted((a, b) => b.lift - a.lift)
      .map(({ words }) => words);
    const rank = 1 + totals.filter((total) => total > (totals[at] ?? 0)).length;
    // Two features may say the same.
    const told = [...new Set(reasons)].slice(0, mostReasons);
    const because = told.length > 0 ? told.join("; ") : "it goes with its neighbours";
    return [{ start, end, because, rank, of: candidates.length }];
  });
}
