import { articles, auxiliaries, conjunctions, determiners, prepositions, pronouns } from "./data.ts";
import { wordWeights } from "./weights.ts";

/** How likely each word of an article is to stand in its headline. */
export type Likelihoods = { of(lower: string): number };

/** What is known of a word: `sentences` it stands in, the first of them, how often, how often with a capital. */
type Tally = {
  count: number;
  sentences: number;
  first: number;
  last: number;
  capitals: number;
  inner: number;
  place: number;
};

/** Weighs length against precision: a little more than the ten words of the usual headline, as measured. */
export const usualWords = 12;

/** Tallies a text given as its sentences, in order. */
export function likelihoodsOf(sentences: readonly string[]): Likelihoods {
  const tallies = tally(sentences);
  const known = new Map<string, number>();
  return {
    of(lower) {
      let value = known.get(lower);
      if (value == null) {
        value = chance(featuresOf(lower, tallies.get(lower), sentences.length));
        known.set(lower, value);
      }
      return value;
    },
  };
}

const aWord = /[\p{L}\p{M}\p{N}]+/gu;
export const splitWords = (text: string): string[] => text.match(aWord) ?? [];

export function tally(sentences: readonly string[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const [index, sentence] of sentences.entries()) {
    for (const [at, word] of splitWords(sentence).entries()) {
      const lower = word.toLowerCase();
      let entry = tallies.get(lower);
      if (entry == null)
        tallies.set(
          lower,
          (entry = { count: 0, sentences: 0, first: index, last: -1, capitals: 0, inner: 0, place: at }),
        );
      entry.count++;
      if (entry.last !== index) entry.sentences++;
      entry.last = index;
      if (at > 0) {
        entry.inner++;
        if (word !== lower) entry.capitals++;
      }
    }
  }
  return tallies;
}

export function featuresOf(
  lower: string,
  entry: Tally | undefined,
  sentences: number,
): Record<string, number> {
  if (lower in functionWords) return { [`word:${lower}`]: 1 };
  const kind =
    articles.has(lower) ||
    determiners.has(lower) ||
    pronouns.has(lower) ||
    conjunctions.has(lower) ||
    auxiliaries.has(lower) ||
    prepositions.has(lower) ||
    lower.length < 2;
  if (kind) return { function: 1, logCount: Math.log((entry?.count ?? 0) + 1) };
  const { count = 0, sentences: spread = 0, first = 20, capitals = 0, inner = 0, place = 0 } = entry ?? {};
  return {
    bias: 1,
    logCount: Math.log(count + 1),
    spread: spread / Math.max(4, sentences),
    once: count <= 1 ? 1 : 0,
    inFirst: first === 0 ? 1 : 0,
    early: first === 0 && place < 8 ? 1 : 0,
    late: first === 0 && place >= 20 ? 1 : 0,
    inSecond: first === 1 ? 1 : 0,
    name: inner > 0 && capitals / inner > 0.6 ? 1 : 0,
    nameOften: inner > 0 && capitals / inner > 0.6 ? Math.log(count + 1) : 0,
    number: /^\p{N}+$/u.test(lower) ? 1 : 0,
    long: Math.min(12, lower.length) / 10,
    generic: generic.has(lower) ? 1 : 0,
    past: lower.endsWith("ed") && lower.length > 4 ? 1 : 0,
  };
}

export const functionWords: Record<string, true> = Object.fromEntries(
  "the a an of to in on at for from with by and or but as is are was were be has have had will that this it its his her he she they their not after over who i you your how what why up out new says said i us"
    .split(" ")
    .map((word) => [word, true]),
);
/** Carry little of what an article is about. */
export const generic = new Set(
  `according added adding told asked called made make makes took take taken given give go going went come came say saying
  says thing things time times day days week weeks month months year years ago last next earlier later recent recently
  today yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december official officials people person man men way part number place lot several
  many much more most some any other another such same own well also just even still now then there here than very
  known based including among around statement interview report reports reported reportedly reporters news conference
  press media spokesman spokesperson source sources wednesday announced including during while being been having get got
  two three four five six former senior local state area began begin including look like want need help use used set
  put saw see seen think know known`.split(/\s+/u),
);

export function chance(features: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += (wordWeights[name] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
}

/** The F1 (0 to 1) to be expected of these words against a headline of usual length; a repeated word counts once. */
export function expectedMatch(words: readonly string[], likely: Likelihoods): number {
  let shared = 0;
  const seen = new Set<string>();
  for (const word of words) {
    if (!seen.has(word)) shared += likely.of(word);
    seen.add(word);
  }
  return (2 * shared) / (words.length + usualWords);
}
