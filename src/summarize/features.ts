import type { Candidate } from "./candidates.ts";
import { type Likeness, likenessOf } from "./likeness.ts";
import { type Recurring, recurringOf } from "./recurring.ts";
import { comparableWords, termsOf } from "./words.ts";

/**
 * What is known of a sentence before it is ranked. No feature leans on capitals, so that lower-cased text and scripts
 * without case are ranked alike; most are from 0 to 1.
 */
export const featureNames = [
  "first",
  "second",
  "third",
  "early",
  "late",
  "relative",
  "earlyInLong",
  "opensParagraph",
  "length",
  "short",
  "long",
  "centrality",
  "whole",
  "later",
  "earlier",
  "likeFirst",
  "keywords",
  "keywordDensity",
  "frequency",
  "fresh",
  "recurring",
  "recurringOften",
  "recurringEverywhere",
  "recurringWords",
  "recurringOftenWords",
  "introduces",
  "introducesWords",
  "onceWords",
  "weight",
  "reach",
  "opensWithQuote",
  "quoted",
  "question",
  "firstPerson",
  "secondPerson",
  "leaning",
  "number",
  "day",
  "money",
  "speech",
  "announces",
  "aside",
  "title",
] as const;

export type FeatureName = (typeof featureNames)[number];

/** An article as ranking sees it: `rows[i]` holds the features of `candidates[i]`, in the order of `featureNames`. */
export type Features = {
  readonly candidates: readonly Candidate[];
  readonly likeness: Likeness;
  readonly rows: readonly Float64Array[];
  readonly recurring: Recurring;
};

const keywordCount = 10;
const days = new Set(
  `monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march april june july august
  september october november december week month year`.split(/\s+/),
);
const speechWords = new Set(
  `said says told added tweeted wrote asked explained replied insisted admitted claimed according`.split(" "),
);
const firstPersons = new Set("i we my our me us i'm i've i'd i'll we're we've we'll".split(" "));
const secondPersons = new Set("you your you're you'll you've yours yourself".split(" "));
const quotation = /["“”„«»]/gu;

/** @param title as the author gave it; null where it was made of the text itself, and says nothing new */
export function featuresOf(
  candidates: readonly Candidate[],
  title: string | null,
  language: string,
): Features {
  const likeness = likenessOf(candidates);
  const article = articleOf(candidates, likeness, title, language);
  return {
    candidates,
    likeness,
    rows: candidates.map((candidate) => rowOf(candidate, article)),
    recurring: recurringOf(candidates, article.sentencesWith),
  };
}

type ArticleFacts = {
  readonly candidates: readonly Candidate[];
  readonly likeness: Likeness;
  readonly paragraphs: number;
  /** Sums of likeness to later and to earlier sentences. */
  readonly later: readonly number[];
  readonly earlier: readonly number[];
  readonly mostCentral: number;
  readonly counts: ReadonlyMap<string, number>;
  /** How many sentences hold each term. */
  readonly sentencesWith: ReadonlyMap<string, number>;
  readonly mostFrequent: number;
  readonly firstUse: ReadonlyMap<string, number>;
  readonly keywords: ReadonlySet<string>;
  readonly title: ReadonlyMap<string, number>;
};

function articleOf(
  candidates: readonly Candidate[],
  likeness: Likeness,
  title: string | null,
  language: string,
): ArticleFacts {
  const later = candidates.map(() => 0);
  const earlier = candidates.map(() => 0);
  for (let a = 0; a < candidates.length; a++) {
    for (let b = a + 1; b < candidates.length; b++) {
      const like = likeness.between(a, b);
      later[a] = (later[a] ?? 0) + like;
      earlier[b] = (earlier[b] ?? 0) + like;
    }
  }
  const counts = new Map<string, number>();
  const sentencesWith = new Map<string, number>();
  const firstUse = new Map<string, number>();
  for (const { terms, index } of candidates) {
    for (const [term, n] of terms) {
      counts.set(term, (counts.get(term) ?? 0) + n);
      sentencesWith.set(term, (sentencesWith.get(term) ?? 0) + 1);
      if (!firstUse.has(term)) firstUse.set(term, index);
    }
  }
  // Ties in the order of first use: the same article, the same words.
  const repeated = [...counts].filter(([, n]) => n > 1).toSorted((a, b) => b[1] - a[1]);
  return {
    candidates,
    likeness,
    paragraphs: (candidates.at(-1)?.paragraph ?? 0) + 1,
    later,
    earlier,
    mostCentral: later.reduce((most, sum, at) => Math.max(most, sum + (earlier[at] ?? 0)), 0) || 1,
    counts,
    sentencesWith,
    mostFrequent: repeated[0]?.[1] ?? 1,
    firstUse,
    keywords: new Set(repeated.slice(0, keywordCount).map(([term]) => term)),
    title: title == null ? new Map() : termsOf(comparableWords(title, language)),
  };
}

function rowOf(candidate: Candidate, article: ArticleFacts): Float64Array {
  const values: Readonly<Record<FeatureName, number>> = {
    ...placeOf(candidate, article),
    ...topicOf(candidate, article),
    ...wordingOf(candidate, article),
    ...formOf(candidate),
  };
  return Float64Array.from(featureNames, (name) => values[name]);
}

function placeOf({ index, inParagraph }: Candidate, { candidates, paragraphs }: ArticleFacts) {
  const count = candidates.length;
  const early = 1 / (1 + index);
  return {
    first: is(index === 0),
    second: is(index === 1),
    third: is(index === 2),
    early,
    late: Math.log1p(index) / 4,
    relative: index / count,
    earlyInLong: (early * Math.log(count)) / 4,
    opensParagraph: is(paragraphs > 2 && inParagraph === 0),
  };
}

function topicOf(candidate: Candidate, article: ArticleFacts) {
  const { index, terms } = candidate;
  const { later, earlier, mostCentral, likeness, counts } = article;
  const kinds = Math.max(1, terms.size);
  let [hits, uses, fresh, titled] = [0, 0, 0, 0];
  for (const term of terms.keys()) {
    if (article.keywords.has(term)) hits++;
    if (article.title.has(term)) titled++;
    if (article.firstUse.get(term) === index) fresh++;
    uses += counts.get(term) ?? 0;
  }
  const [after, before] = [later[index] ?? 0, earlier[index] ?? 0];
  return {
    centrality: (after + before) / mostCentral,
    whole: likeness.toWhole[index] ?? 0,
    later: after / Math.max(1, article.candidates.length - 1 - index),
    earlier: before / Math.max(1, index),
    likeFirst: index === 0 ? 0 : likeness.between(0, index),
    keywords: Math.min(1, hits / 5),
    keywordDensity: hits / kinds,
    frequency: uses / kinds / article.mostFrequent,
    fresh: fresh / kinds,
    title: titled / Math.max(1, article.title.size),
  };
}

/** What of a sentence's content words comes again in the article: whatever recurs is what it is about. */
function wordingOf({ index, terms }: Candidate, article: ArticleFacts) {
  let [twice, thrice, often, introduced, once, weight, reach] = [0, 0, 0, 0, 0, 0, 0];
  for (const term of terms.keys()) {
    const uses = article.counts.get(term) ?? 1;
    const sentences = article.sentencesWith.get(term) ?? 1;
    if (sentences >= 2) twice++;
    if (sentences >= 3) thrice++;
    if (sentences >= 5) often++;
    if (sentences >= 2 && article.firstUse.get(term) === index) introduced++;
    if (uses === 1) once++;
    weight += Math.log(uses);
    reach += sentences / article.candidates.length;
  }
  const kinds = Math.max(1, terms.size);
  return {
    recurring: twice / kinds,
    recurringOften: thrice / kinds,
    recurringEverywhere: often / kinds,
    recurringWords: twice / 10,
    recurringOftenWords: thrice / 10,
    introduces: introduced / kinds,
    introducesWords: introduced / 10,
    onceWords: once / 10,
    weight: weight / 10,
    reach: reach / kinds,
  };
}

function formOf({ text, words, leansOnPrevious, opensWithQuote, announces }: Candidate) {
  const has = (set: ReadonlySet<string>): number => is(words.some((word) => set.has(word.replace("’", "'"))));
  const length = words.length;
  return {
    length: Math.log1p(length) / 4,
    short: Math.max(0, 10 - length) / 10,
    long: Math.min(1, Math.max(0, length - 30) / 30),
    opensWithQuote: is(opensWithQuote),
    quoted: is((text.match(quotation)?.length ?? 0) > 0),
    question: is(/[?？]["”’»)]?$/u.test(text)),
    firstPerson: has(firstPersons),
    secondPerson: has(secondPersons),
    leaning: is(leansOnPrevious),
    number: is(/\p{N}/u.test(text)),
    day: has(days),
    money: is(/[%\p{Sc}]/u.test(text)),
    speech: has(speechWords),
    announces: is(announces),
    aside: is(/^[([*#>|]|https?:|www\.|@/iu.test(text)),
  };
}

const is = (claim: boolean): number => (claim ? 1 : 0);
