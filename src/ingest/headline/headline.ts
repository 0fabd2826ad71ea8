import { type Candidate, candidatesOf } from "./candidates.ts";
import type { Cut } from "./joints.ts";
import { firstPersons, openingSubordinators, vagueOpeners } from "./data.ts";
import { asHeadline } from "./form.ts";
import { plainly } from "./namings.ts";
import { type Headline, isBalanced, plainHeadlinesOf } from "./plain.ts";
import { type Likelihoods, expectedMatch, splitWords } from "./score.ts";
import { instructionsOf, subjectOf, topicsOf } from "./topic.ts";
import { finiteAt } from "./verbs.ts";
import { isPersonal, isSecond, isUnnamed, isWhole, pointsBack } from "./whole.ts";
import { type Word, wordsIn } from "./words.ts";

export type HeadlineContext = {
  /** The whole article, to see whether a surname stands alone elsewhere in it. */
  readonly text: string;
  /** BCP 47. The rules that know words are English; elsewhere only punctuation is used. */
  readonly language: string;
  readonly maxChars: number;
  readonly likely: Likelihoods;
};

/** What each kind of cut costs: the rougher, the likelier something is missing. */
const costs = { none: 0, clause: 0.002, adjunct: 0.006, phrase: 0.01 } as const satisfies Record<Cut, number>;

const guessError = 0.04;

const personalCost = 0.14;

/** For a headline with a "her" and nobody whom it could mean. */
const unnamedCost = 0.08;

/** For one that speaks of "this" or "the incident". */
const backCost = 0.08;

/** For a headline that does not begin with what it is about. */
const openingCost = 0.03;

const questionCost = 0.03;

/** For one of a few words: it leaves out what it is about. */
const meagreCost = 0.03;
const meagreChars = 28;

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
  if (!isEnglish(context)) return plainHeadlinesOf(sentence, context.language, context.maxChars);
  const found = new Map<string, Headline>();
  let best = 0;
  for (const candidate of candidatesOf(sentence, context)) {
    // Likeliest first: what is left is worse than what was found, by more than the guess can be wrong.
    if (candidate.likely + guessError < best) break;
    const headline = headlineFrom(candidate, sentence, context);
    if (headline == null || found.has(headline.words)) continue;
    found.set(headline.words, headline);
    best = Math.max(best, headline.score);
  }
  if (found.size === 0) return wholly(sentence, context);
  return [...found.values()].sort((a, b) => b.score - a.score || (a.words < b.words ? -1 : 1));
}

/** A sentence that nothing may be taken from, and that is short enough as it is: its sense is safe. */
function wholly(sentence: string, { maxChars, likely }: HeadlineContext): Headline[] {
  const words = wordsIn(sentence);
  const opening = words[0]?.lower.split(/['’]/u)[0] ?? "";
  const line = written(words);
  const isTold =
    /[.]["”’]?$/u.test(sentence) &&
    line.length <= maxChars &&
    line.length >= leastChars.clause &&
    words.some((_, at) => at > 0 && finiteAt(words, at) === 2) &&
    !vagueOpeners.has(opening) &&
    !firstPersons.has(opening) &&
    !pointsBack(words) &&
    isClean(line);
  if (!isTold) return [];
  return [
    {
      words: line,
      score: expectedMatch(splitWords(line.toLowerCase()), likely),
      isShortened: false,
      leans: isSecond(words) || isPersonal(words),
    },
  ];
}

const isEnglish = ({ language }: HeadlineContext): boolean => language.startsWith("en");

function headlineFrom(
  { words: piece, cut, isSpeech }: Candidate,
  sentence: string,
  { maxChars, likely }: HeadlineContext,
): Headline | null {
  if (!isSpeech && !isWhole(piece)) return null;
  const told = asHeadline(piece, true);
  const words = written(told);
  if (words.length > maxChars || words.length < leastChars.clause || !isClean(words)) return null;
  const isOurs = isPersonal(piece);
  const isNameless = isUnnamed(told);
  const isBack = pointsBack(piece);
  const cost =
    costs[cut] +
    (isOurs ? personalCost : 0) +
    (isNameless ? unnamedCost : 0) +
    (isBack ? backCost : 0) +
    (words.endsWith("?") ? questionCost : 0) +
    (words.length < meagreChars ? meagreCost : 0) +
    (openingSubordinators.has(told[0]?.lower ?? "") ? openingCost : 0);
  const score = expectedMatch(splitWords(words.toLowerCase()), likely) - cost;
  const leans = isOurs || isNameless || isBack || isSecond(piece);
  return { words, score, isShortened: words !== sentence, leans };
}

/** What the sentence speaks of, for texts that tell nothing: noun phrases, likeliest first. English only. */
export function topicHeadlinesOf(sentence: string, context: HeadlineContext): Headline[] {
  if (sentence.length > maxSentenceChars || !isEnglish(context)) return [];
  const words = wordsIn(plainly(sentence));
  return [...topicsOf(words), ...instructionsOf(words)]
    .map((topic) => written(asHeadline(topic, false)))
    .filter((line) => isTopicTitle(line, context))
    .map((line) => ({
      words: line,
      score: expectedMatch(splitWords(line.toLowerCase()), context.likely),
      isShortened: true,
      leans: false,
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
    .replace(/[\s,;:—–-]+[.]?(["”’]?)$/u, "$1")
    .replace(/(?<![.!?…]|[.]\p{Lu}|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|a\.m|p\.m|vs))[.](["”’]?)$/u, "$1")
    .trim();
  return line.replace(/^["“‘']?\p{Ll}(?=\p{Ll}|\s)/u, (first) => first.toUpperCase());
}

/** Whole brackets and quotations, no ellipsis, no address, nothing shouted. */
function isClean(words: string): boolean {
  if (
    /…|\.\.|[?!]{2}|\p{Ll}[.!?]\p{Lu}\p{L}|\uFFFD|â€|https?:|www\.|@\w|[|{}<>\\]|\?[\s\p{L}]|[.!?]["”]?\s\p{Lu}\p{Ll}/u.test(
      words.replace(
        /\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Lt|No|vs|Inc|Jr|Sgt|Col|Capt|Rev|Rt|Hon)\.\s/gu,
        "",
      ),
    )
  )
    return false;
  // "Q: …": a line of an interview.
  return isBalanced(words) && !/^(?:Q|A|Q&A):/u.test(words);
}
