import { isContent } from "./alignment.ts";
import type { Bound } from "./binding-context.ts";
import { besideWords, contextOf, most, mostPlaces, shareNear, sharesOf } from "./binding-context.ts";
import { hasInstead, hasRival, rivalry, tightShare } from "./binding-rivals.ts";
import type { Passage, Word } from "./passage.ts";
import { placesOf } from "./places.ts";

/** What is measured about one, each from 0 to 1; named in the weights. */
export type Features = Readonly<Record<FeatureName, number>>;
export const featureNames = [
  /** Share of the words around it that the best sentence with it has, too. */
  "together",
  /** The same, with the sentences beside. */
  "near",
  /** The best share any sentence has, and what lies between the two. */
  "best",
  "lag",
  "nearLag",
  /** The word before or after stands near it in the article, too. */
  "before",
  "after",
  /** How often the article has it: 1 is very often. */
  "often",
  /** Few words around it tell little. */
  "context",
  /** It stands twice in its sentence. */
  "twice",
  /** "In", "at", "near" before a name that the article never uses so; or the other way round. */
  "placeLike",
  "personLike",
  /** The best sentence has another name or number instead, which the summary does not have. */
  "instead",
  /** The word that a number counts is counted by other numbers only. */
  "otherCount",
  /** The very word before or after, small words too, stands there in the article at least once. */
  "sameBefore",
  "sameAfter",
  /** "The" before it here, and never there; or the other way round. */
  "article",
  /** Best share within a few words of it, not the whole sentence. */
  "tight",
  /** A word beside it stands beside other names (numbers) in the article, and never beside this. */
  "rival",
  /** How far into the article it first comes. */
  "late",
  /** A country, a people, a great city: what a text may say in passing. */
  "place",
  /** Letters such as "TV". */
  "letters",
  /** Of several words. */
  "long",
  /** Elsewhere in the summary, too. */
  "again",
  /** In the article's first sentences. */
  "lead",
  /** How well the words around it fit the best other name or number of the article; by how much better. */
  "other",
  "otherLag",
  /** Neither of the words beside it stands beside it there. */
  "alone",
] as const;
export type FeatureName = (typeof featureNames)[number];

const leadSentences = 3;
const locative = /^(?:in|at|near|from|to|into|outside|across|around|toward|towards|through)$/;
const personal =
  /^(?:said|says|told|is|was|has|had|will|would|who|whose|added|believes|believed|thinks|wants|wanted)$/;

/** What the words around a name or number tell about whether the article uses it so. */
export function featuresOf(article: Passage, summary: Passage, bound: Bound): Features {
  const context = contextOf(summary, bound);
  const shares = sharesOf(article, context);
  const places = bound.places.slice(0, mostPlaces);
  const sentences = [...new Set(places.map((at) => article.words[at]?.sentence ?? 0))];
  const together = most(sentences.map((sentence) => shares.same.get(sentence) ?? 0));
  const near = most(sentences.map((sentence) => shareNear(shares, sentence)));
  const best = most([...shares.same.values()]);
  const bestNear = most([...shares.same.keys()].map((sentence) => shareNear(shares, sentence)));
  const bestSentence = [...shares.same].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0])[0];
  const sameBefore = hasSameBeside(article, summary, bound, places, -1);
  const sameAfter = hasSameBeside(article, summary, bound, places, 1);
  const first = summary.words[bound.from] as Word;
  const last = summary.words[bound.to] as Word;
  return {
    together,
    near,
    best,
    lag: best - together,
    nearLag: bestNear - near,
    before: besideShare(article, summary, bound, places, -1),
    after: besideShare(article, summary, bound, places, 1),
    often: Math.min(1, Math.log2(1 + bound.places.length) / 5),
    context: Math.min(1, context.length / 8),
    twice: isTwice(summary, bound) ? 1 : 0,
    placeLike:
      bound.kind === "name" &&
      usedAs(summary, [bound.from], locative, -1) &&
      !usedAs(article, places, locative, -1)
        ? 1
        : 0,
    personLike:
      bound.kind === "name" &&
      usedAs(summary, [bound.to], personal, 1) &&
      !usedAs(article, places, personal, 1)
        ? 1
        : 0,
    instead: sentences.includes(bestSentence) ? 0 : hasInstead(article, summary, bound, bestSentence) ? 1 : 0,
    sameBefore: sameBefore ? 1 : 0,
    sameAfter: sameAfter ? 1 : 0,
    article: bound.kind === "name" && isOtherArticle(article, summary, bound, places) ? 1 : 0,
    tight: tightShare(article, context, places),
    rival: hasRival(article, summary, bound, places) ? 1 : 0,
    late: (bound.places[0] ?? 0) / Math.max(1, article.words.length),
    place: placesOf(first.folded).size > 0 || placesOf(last.folded).size > 0 ? 1 : 0,
    letters: bound.kind === "name" && last.shape === "caps" ? 1 : 0,
    long: bound.to > bound.from ? 1 : 0,
    again: (summary.places.get(last.stem) ?? []).some((at) => at < bound.from || at > bound.to) ? 1 : 0,
    lead: (sentences[0] ?? leadSentences) < leadSentences ? 1 : 0,
    ...rivalry(article, summary, bound, context),
    alone: sameBefore || sameAfter ? 0 : 1,
    otherCount: bound.kind === "number" && isOtherCount(article, summary, bound, places) ? 1 : 0,
  };
}

/** Is the next content word on that side near it in the article? 0.5 where there is none to ask about. */
function besideShare(
  article: Passage,
  summary: Passage,
  bound: Bound,
  places: readonly number[],
  side: -1 | 1,
): number {
  const edge = side < 0 ? bound.from : bound.to;
  const sentence = summary.words[edge]?.sentence;
  for (let away = 1; away <= besideWords; away++) {
    const word = summary.words[edge + side * away];
    if (word == null || word.sentence !== sentence) break;
    if (!isContent(word)) continue;
    const held = article.places.get(word.stem);
    if (held == null) return 0.25;
    const isNear = places.some((place) =>
      held.some((at) => at !== place && Math.abs(at - place) <= besideWords + 1),
    );
    return isNear ? 1 : 0;
  }
  return 0.5;
}

function isTwice(summary: Passage, bound: Bound): boolean {
  const sentence = summary.words[bound.from]?.sentence;
  const stem = summary.words[bound.to]?.stem ?? "";
  return (summary.places.get(stem) ?? []).some(
    (at) => (at < bound.from || at > bound.to) && summary.words[at]?.sentence === sentence,
  );
}

function usedAs(passage: Passage, places: readonly number[], words: RegExp, side: -1 | 1): boolean {
  return places.some((at) => {
    const word = passage.words[at + side];
    if (word == null || word.sentence !== passage.words[at]?.sentence) return false;
    if (words.test(word.folded)) return true;
    const further = passage.words[at + 2 * side];
    return (
      further != null &&
      further.sentence === word.sentence &&
      word.shape === "capital" &&
      words.test(further.folded)
    );
  });
}

/** "46 rounds", where the article counts rounds, but never 46 of them. */
function isOtherCount(article: Passage, summary: Passage, bound: Bound, places: readonly number[]): boolean {
  const next = summary.words[bound.to + 1];
  if (next == null || !isContent(next) || next.sentence !== summary.words[bound.to]?.sentence) return false;
  const held = article.places.get(next.stem) ?? [];
  if (held.length === 0 || places.some((place) => held.some((at) => at > place - 4 && at - place <= 4)))
    return false;
  return held.some((at) => article.words[at - 1]?.shape === "number");
}

/** The word right before a name's beginning, or after its end, in either text. */
function hasSameBeside(
  article: Passage,
  summary: Passage,
  bound: Bound,
  places: readonly number[],
  side: -1 | 1,
): boolean {
  const edge = side < 0 ? bound.from : bound.to;
  const beside = summary.words[edge + side];
  if (beside == null || beside.sentence !== summary.words[edge]?.sentence) return true;
  return places.some((place) => {
    for (let away = 1; away <= 2; away++)
      if (article.words[place + side * away]?.stem === beside.stem) return true;
    return false;
  });
}

/** Organisations keep their "the", people never have one. */
function isOtherArticle(
  article: Passage,
  summary: Passage,
  bound: Bound,
  places: readonly number[],
): boolean {
  if (summary.words[bound.from]?.opens === true) return false;
  const hasThe = summary.words[bound.from - 1]?.folded === "the";
  const theirs = places.filter(
    (place) => article.words[place - 1]?.folded === "the" || article.words[place - 2]?.folded === "the",
  ).length;
  return hasThe ? theirs === 0 : theirs === places.length;
}
