import { type Cut, piecesOf } from "./cuts.ts";
import { openingSubordinators } from "./data.ts";
import { asHeadline } from "./form.ts";
import { withoutInnerPhrase } from "./inner.ts";
import { namings, plainly } from "./namings.ts";
import { isBalanced, plainHeadlinesOf } from "./plain.ts";
import { type Likelihoods, expectedMatch, splitWords } from "./score.ts";
import { startsOf } from "./starts.ts";
import { subjectOf, topicsOf } from "./topic.ts";
import { isPersonal, isUnnamed, isWhole } from "./whole.ts";
import { type Word, charsOf, wordsIn } from "./words.ts";

export type HeadlineContext = {
  /** The whole article, to see whether a surname stands alone elsewhere in it. */
  readonly text: string;
  /** BCP 47. The rules that know words are English; elsewhere only punctuation is used. */
  readonly language: string;
  readonly maxChars: number;
  readonly likely: Likelihoods;
};

/** `score`: the overlap to be expected with a headline people would write, 0 to 1, less what the cuts cost in form. */
export type Headline = { readonly words: string; readonly score: number; readonly isShortened: boolean };

/** What each kind of cut costs: the rougher, the likelier something is missing. */
const costs = { none: 0, clause: 0.002, adjunct: 0.006, phrase: 0.01 } as const satisfies Record<Cut, number>;

const personalCost = 0.15;

/** For a headline with a "her" and nobody whom it could mean. */
const unnamedCost = 0.04;

/** For a headline that does not begin with what it is about. */
const openingCost = 0.03;

const questionCost = 0.03;

/** What articles, fillers and auxiliaries can still take away from a piece that is too long. */
const spareChars = 24;

/** Longer sentences are not prose, or not to be shortened to a headline. */
const maxSentenceChars = 700;

/** Shorter says too little: in characters. */
const leastChars = { clause: 20, topic: 16 } as const;

/**
 * Headlines a sentence can be shortened to, best first, each at most `maxChars` long. Words are taken out, the main
 * verb may be put in the present; nothing else is put in, and nothing is cut inside a quotation or a bracket.
 */
export function headlinesOf(sentence: string, context: HeadlineContext): Headline[] {
  if (sentence.length > maxSentenceChars) return [];
  if (!isEnglish(context)) return plainHeadlinesOf(sentence, context.maxChars);
  const found = new Map<string, Headline>();
  for (const piece of candidatesOf(sentence, context)) {
    const headline = headlineFrom(piece.words, piece.cut, sentence, context);
    if (headline != null && !found.has(headline.words)) found.set(headline.words, headline);
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.words < b.words ? -1 : 1));
}

const isEnglish = ({ language }: HeadlineContext): boolean => language.startsWith("en");

/** Every way of naming, of starting, of ending and of thinning out the sentence, each once. */
function candidatesOf(
  sentence: string,
  { text, maxChars }: HeadlineContext,
): { words: readonly Word[]; cut: Cut }[] {
  const candidates = new Map<string, { words: readonly Word[]; cut: Cut }>();
  const add = (words: readonly Word[], cut: Cut): void => {
    const key = words.map(({ raw }) => raw).join(" ");
    if (key.length <= maxChars + spareChars && !candidates.has(key)) candidates.set(key, { words, cut });
  };
  for (const start of new Map(startsFor(sentence, text)).values()) {
    for (const piece of piecesOf(start)) {
      add(piece.words, piece.cut);
      for (const words of withoutInnerPhrase(piece.words)) {
        add(words, "phrase");
        if (charsOf(words) > maxChars) for (const fewer of withoutInnerPhrase(words)) add(fewer, "phrase");
      }
    }
  }
  return [...candidates.values()];
}

const startsFor = (sentence: string, text: string): [string, readonly Word[]][] =>
  namings(sentence, text).flatMap((version) =>
    startsOf(wordsIn(version)).map((start): [string, readonly Word[]] => [
      start.map(({ raw }) => raw).join(" "),
      start,
    ]),
  );

function headlineFrom(
  piece: readonly Word[],
  cut: Cut,
  sentence: string,
  { maxChars, likely }: HeadlineContext,
): Headline | null {
  if (!isWhole(piece)) return null;
  const told = asHeadline(piece, true);
  const words = written(told);
  if (words.length > maxChars || words.length < leastChars.clause || !isClean(words)) return null;
  const cost =
    costs[cut] +
    (isPersonal(piece) ? personalCost : 0) +
    (isUnnamed(told) ? unnamedCost : 0) +
    (words.endsWith("?") ? questionCost : 0) +
    (openingSubordinators.has(told[0]?.lower ?? "") ? openingCost : 0);
  const score = expectedMatch(splitWords(words.toLowerCase()), likely) - cost;
  return { words, score, isShortened: words !== sentence };
}

/** What the sentence speaks of, for texts that tell nothing: noun phrases, likeliest first. English only. */
export function topicHeadlinesOf(sentence: string, context: HeadlineContext): Headline[] {
  if (sentence.length > maxSentenceChars || !isEnglish(context)) return [];
  return topicsOf(wordsIn(plainly(sentence)))
    .map((topic) => written(asHeadline(topic, false)))
    .filter((words) => isTopicTitle(words, context))
    .map((words) => ({
      words,
      score: expectedMatch(splitWords(words.toLowerCase()), context.likely),
      isShortened: true,
    }))
    .sort((a, b) => b.score - a.score || (a.words < b.words ? -1 : 1));
}

/** The subject of the sentence alone, for one that does not shorten; null where it has none to name. English only. */
export function subjectTitleOf(sentence: string, context: HeadlineContext): string | null {
  if (!isEnglish(context)) return null;
  const subject = subjectOf(wordsIn(plainly(sentence.slice(0, maxSentenceChars))));
  const words = subject == null ? "" : written(asHeadline(subject, false));
  return isTopicTitle(words, context) ? words : null;
}

const isTopicTitle = (words: string, { maxChars }: HeadlineContext): boolean =>
  words.length >= leastChars.topic && words.length <= maxChars && isClean(words);

/** Words → a line: the first letter large, no mark left dangling at the end. */
function written(words: readonly Word[]): string {
  const line = words
    .map(({ raw }) => raw)
    .join(" ")
    .replace(/\s(?:[—–-]|--)$/u, "")
    .replace(/[\s,;:—–-]+(["”’]?)$/u, "$1")
    .replace(/(?<![.!?…]|\b\p{Lu}|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|a\.m|p\.m|vs))[.](["”’]?)$/u, "$1")
    .trim();
  return /^\p{Ll}\p{Ll}/u.test(line) || /^\p{Ll}\s/u.test(line)
    ? line.slice(0, 1).toUpperCase() + line.slice(1)
    : line;
}

/** Whole brackets and quotations, no ellipsis, no address, nothing shouted. */
function isClean(words: string): boolean {
  if (
    /…|\.\.|https?:|www\.|@\w|[|{}<>\\]|\?[\s\p{L}]|[.!?]["”]?\s\p{Lu}\p{Ll}/u.test(
      words.replace(
        /\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Lt|No|vs|Inc|Jr|Sgt|Col|Capt|Rev)\.\s/gu,
        "",
      ),
    )
  )
    return false;
  return isBalanced(words);
}
