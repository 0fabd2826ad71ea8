import { isContent } from "./alignment.ts";
import type { Passage, Word } from "./passage.ts";
import { placesOf } from "./places.ts";

/** A name or number of the summary, and where the article has it, as word indices. */
export type Bound = {
  readonly kind: "name" | "number";
  readonly from: number;
  readonly to: number;
  readonly places: readonly number[];
};

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

const contextWords = 6;
const besideWords = 3;
const mostPlaces = 60;
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

const most = (shares: readonly number[]): number => shares.reduce((a, b) => Math.max(a, b), 0);

/** Stems of the words around it in its sentence, nearer ones first. */
type Context = readonly { readonly stem: string; readonly weight: number }[];

function contextOf(summary: Passage, bound: Bound): Context {
  const sentence = summary.words[bound.from]?.sentence;
  const found = new Map<string, number>();
  for (let away = 1; away <= contextWords; away++) {
    for (const at of [bound.from - away, bound.to + away]) {
      const word = summary.words[at];
      if (word == null || word.sentence !== sentence || !isContent(word) || found.has(word.stem)) continue;
      found.set(word.stem, away <= 2 ? 1.5 : 1);
    }
  }
  return [...found].map(([stem, weight]) => ({ stem, weight }));
}

type Shares = {
  readonly same: ReadonlyMap<number, number>;
  readonly holders: readonly { readonly weight: number; readonly in: ReadonlySet<number> }[];
  readonly total: number;
};

function sharesOf(article: Passage, context: Context): Shares {
  const same = new Map<number, number>();
  const holders: { weight: number; in: Set<number> }[] = [];
  let total = 0;
  for (const { stem, weight } of context) {
    const sentences = new Set((article.places.get(stem) ?? []).map((at) => article.words[at]?.sentence ?? 0));
    const weighed = weight / Math.sqrt(Math.max(1, sentences.size));
    total += weighed;
    if (sentences.size > 0) holders.push({ weight: weighed, in: sentences });
    for (const sentence of sentences) same.set(sentence, (same.get(sentence) ?? 0) + weighed);
  }
  for (const [sentence, share] of same) same.set(sentence, share / total);
  return { same, holders, total };
}

/** With the sentences before and after: an article says a name once and then "he". */
function shareNear(shares: Shares, sentence: number): number {
  let share = 0;
  for (const holder of shares.holders) {
    if (holder.in.has(sentence) || holder.in.has(sentence - 1) || holder.in.has(sentence + 1))
      share += holder.weight;
  }
  return shares.total === 0 ? 0 : share / shares.total;
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

function hasInstead(article: Passage, summary: Passage, bound: Bound, sentence: number): boolean {
  const [from, to] = article.bounds[sentence] ?? [0, 0];
  return article.words.slice(from, to).some((word) => {
    if (summary.places.has(word.stem) || word.opens) return false;
    return bound.kind === "number"
      ? word.shape === "number"
      : (word.shape === "capital" || word.shape === "caps") && !word.isStop;
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

const tightWords = 8;

function tightShare(article: Passage, context: Context, places: readonly number[]): number {
  const total = context.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return most(
    places.map((place) => {
      const near = new Set(
        article.words.slice(Math.max(0, place - tightWords), place + tightWords + 1).map(({ stem }) => stem),
      );
      return context.reduce((sum, { stem, weight }) => sum + (near.has(stem) ? weight : 0), 0) / total;
    }),
  );
}

/** Of the content words right beside it: one stands by other names in the article, none stands by this one. */
function hasRival(article: Passage, summary: Passage, bound: Bound, places: readonly number[]): boolean {
  let found = false;
  for (const [edge, side] of [
    [bound.from, -1],
    [bound.to, 1],
  ] as const) {
    for (let away = 1; away <= besideWords; away++) {
      const word = summary.words[edge + side * away];
      if (word == null || word.sentence !== summary.words[edge]?.sentence) break;
      if (!isContent(word)) continue;
      const held = (article.places.get(word.stem) ?? []).slice(0, mostPlaces);
      if (places.some((place) => held.some((at) => at !== place && Math.abs(at - place) <= besideWords + 2)))
        return false;
      found ||= held.some(
        (at) =>
          isRivalAt(article, summary, bound, at - side * away) ||
          isRivalAt(article, summary, bound, at - side),
      );
      break;
    }
  }
  return found;
}

function isRivalAt(article: Passage, summary: Passage, bound: Bound, at: number): boolean {
  const word = article.words[at];
  if (word == null || summary.places.has(word.stem)) return false;
  return bound.kind === "number"
    ? word.shape === "number"
    : (word.shape === "capital" || word.shape === "caps") && !word.isStop && !word.opens;
}

/** Every name (number) of the article that the summary does not have, by how many words of the context stand near it. */
function rivalry(
  article: Passage,
  summary: Passage,
  bound: Bound,
  context: Context,
): Pick<Features, "other" | "otherLag"> {
  const total = context.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { other: 0, otherLag: 0 };
  const own = new Set(bound.places.map((at) => article.words[at]?.stem ?? ""));
  const fits = new Map<string, number>();
  for (const { stem, weight } of context) {
    const near = new Set<string>();
    for (const place of (article.places.get(stem) ?? []).slice(0, mostPlaces)) {
      for (let at = place - tightWords; at <= place + tightWords; at++) {
        const word = article.words[at];
        if (
          word == null ||
          at === place ||
          word.sentence !== article.words[place]?.sentence ||
          near.has(word.stem)
        )
          continue;
        if (own.has(word.stem) || isRivalAt(article, summary, bound, at)) near.add(word.stem);
      }
    }
    for (const name of near) fits.set(name, (fits.get(name) ?? 0) + weight / total);
  }
  const mine = most([...own].map((name) => fits.get(name) ?? 0));
  const other = most([...fits].filter(([name]) => !own.has(name)).map(([, fit]) => fit));
  return { other, otherLag: Math.max(0, other - mine) };
}
