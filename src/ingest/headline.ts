import {
  looseEnds,
  officeAndName,
  openingSubordinators,
  relatives,
  sayingPhrase,
  timePhrase,
  vagueOpeners,
} from "./headline-data.ts";
import { type Cut, type Piece, piecesOf, startsOf, withoutInnerPhrase } from "./headline-cuts.ts";
import { asHeadline, isPersonal, isUnnamed, isWhole } from "./headline-form.ts";
import { type Likelihoods, expectedMatch, splitWords } from "./headline-score.ts";
import { topicsOf } from "./headline-topic.ts";
import { type Word, finiteAt, wordsIn } from "./headline-words.ts";
import { isBalanced, plainHeadlinesOf } from "./headline-plain.ts";

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
/** What articles, fillers and auxiliaries can still take away from a piece that is too long. */
const spareChars = 24;
/** Longer sentences are not prose, or not to be shortened to a headline. */
const maxSentenceChars = 700;

/**
 * Headlines a sentence can be shortened to, best first, each at most `maxChars` long. Words are taken out, the main
 * verb may be put in the present; nothing else is put in, and nothing is cut inside a quotation or a bracket.
 */
export function headlinesOf(sentence: string, context: HeadlineContext): Headline[] {
  if (sentence.length > maxSentenceChars) return [];
  if (!context.language.startsWith("en")) return plainHeadlinesOf(sentence, context.maxChars);
  const found = new Map<string, Headline>();
  const seen = new Set<string>();
  const tryPiece = (words: readonly Word[], cut: Cut): void => {
    const key = words.map(({ raw }) => raw).join(" ");
    if (seen.has(key)) return;
    seen.add(key);
    if (key.length <= context.maxChars + spareChars) consider({ words, cut }, sentence, context, found);
  };
  for (const version of namings(sentence, context.text)) {
    for (const start of startsOf(wordsIn(version))) {
      if (seen.has(start.map(({ raw }) => raw).join(" "))) continue;
      for (const piece of piecesOf(start)) {
        tryPiece(piece.words, piece.cut);
        for (const words of withoutInnerPhrase(piece.words)) {
          tryPiece(words, "phrase");
          if (charsOf(words) > context.maxChars)
            for (const fewer of withoutInnerPhrase(words)) tryPiece(fewer, "phrase");
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.words < b.words ? -1 : 1));
}

/** What the sentence speaks of, for texts that tell nothing: noun phrases, likeliest first. English only. */
export function topicHeadlinesOf(sentence: string, context: HeadlineContext): Headline[] {
  if (sentence.length > maxSentenceChars || !context.language.startsWith("en")) return [];
  return topicsOf(wordsIn(withoutAsides(withEvenQuotes(sentence))))
    .map((topic) => written(asHeadline(topic, false)))
    .filter((words) => words.length <= context.maxChars && words.length >= 12 && isClean(words))
    .map((words) => ({
      words,
      score: expectedMatch(splitWords(words.toLowerCase()), context.likely),
      isShortened: true,
    }))
    .sort((a, b) => b.score - a.score);
}

/** Whom or what an English sentence speaks of: all that stands before its verb; null where that is no name for it. */
export function subjectOf(sentence: string, maxChars: number): string | null {
  const words = wordsIn(withoutAsides(withEvenQuotes(sentence.slice(0, maxSentenceChars))));
  const verb = words.findIndex((_, at) => finiteAt(words, at) === 2);
  const relative = words.findIndex(({ lower }, at) => at > 1 && relatives.has(lower));
  const end = relative > 0 && relative < verb ? relative : verb;
  const subject = words.slice(0, end);
  const first = subject[0];
  if (
    end < 3 ||
    first == null ||
    vagueOpeners.has(first.lower) ||
    openingSubordinators.has(first.lower) ||
    looseEnds.has(subject.at(-1)?.lower ?? "")
  )
    return null;
  const line = written(asHeadline(subject, false));
  return line.length >= 12 && line.length <= maxChars && isClean(line) ? line : null;
}

const charsOf = (words: readonly Word[]): number => words.reduce((sum, { raw }) => sum + raw.length + 1, -1);

function consider(
  piece: Piece,
  sentence: string,
  context: HeadlineContext,
  found: Map<string, Headline>,
): void {
  if (!isWhole(piece.words)) return;
  const told = asHeadline(piece.words, true);
  const words = written(told);
  if (words.length > context.maxChars || words.length < 20 || found.has(words) || !isClean(words)) return;
  const match = expectedMatch(splitWords(words.toLowerCase()), context.likely);
  const score =
    match -
    costs[piece.cut] -
    (isPersonal(piece.words) ? personalCost : 0) -
    (isUnnamed(told) ? unnamedCost : 0) -
    (words.endsWith("?") ? 0.03 : 0) -
    (openingSubordinators.has(told[0]?.lower ?? "") ? openingCost : 0);
  found.set(words, { words, score, isShortened: words !== sentence });
}

/** Without brackets, without when and how it was said; never inside a quotation. */
function withoutAsides(sentence: string): string {
  const bare = sentence
    .replace(/^(?:[-–—•*]\s+|\([^)]{1,30}\)\s+[-–—]?\s*)/u, "")
    .replace(
      /^\p{Lu}[\p{L} ./-]{2,40},? (?:\p{L}{3,9}\.? \d{1,2} \([\p{L} ]{2,20}\)\s?[-–—:]*|\([\p{L} ]{2,20}\)\s?[-–—]+)\s*/u,
      "",
    )
    .replace(/^[\w.+-]{1,40}@[\w-]{1,40}\.(?:com|co\.uk|org|net|in)(?=\p{Lu}|\s)\s?/u, "")
    .replace(/\s?\([^()]{1,120}\)/gu, "")
    .replace(/\s?(?:—|--)\s?|\s[-–]\s/gu, " — ")
    .replace(/^(?:\p{Lu}[\p{L}.'’]{0,20},? ){1,4}— (?=\p{Lu})/u, "")
    .replace(/^(?:Anchor|Report|Reporter|Update|Updated|Exclusive|Breaking|Watch|Highlights?|Summary): /u, "")
    .replace(openingTime, "");
  return outsideQuotes(outsideQuotes(bare, timePhrase), sayingPhrase)
    .replace(/,\s?,/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** "On Thursday, …": the rest begins with what it is about. */
const openingTime =
  /^(?:(?:Late |Early )?[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?|(?:Earlier|Later) (?:this|last|that) (?:week|month|year)|(?:Last|This) (?:week|month|year|night|morning)|In (?:19|20)\d\d|In recent (?:years|weeks|months)|As expected|For example|For instance|In addition|In fact|Of course|According to (?:\p{Lu}\p{L}+ ?){1,4}),?\s(?=\p{Lu}|the |an? )/u;

function outsideQuotes(sentence: string, phrase: RegExp): string {
  return sentence.replace(phrase, (found: string, ...rest: unknown[]) => {
    const at = rest.find((value) => typeof value === "number") ?? 0;
    const before = sentence.slice(0, at);
    const open = (before.match(/[“«]/gu)?.length ?? 0) - (before.match(/[”»]/gu)?.length ?? 0);
    const straight = before.match(/"/gu)?.length ?? 0;
    return open > 0 || straight % 2 === 1 ? found : "";
  });
}

/** The sentence with its people as they stand, without their offices, and by the names the article itself uses. */
function namings(sentence: string, text: string): string[] {
  const bare = withoutAsides(withEvenQuotes(sentence));
  const plain = bare.replace(officeAndName, (all: string, _: string, forenames: string, surname: string) =>
    forenames === "" ? all : `${forenames}${surname}`,
  );
  const initials = withoutAsides(byInitials(withEvenQuotes(sentence), text));
  const short = (version: string): string =>
    version.replace(officeAndName, (all: string, _office: string, _forenames: string, surname: string) =>
      standsAlone(surname, text) ? surname : all,
    );
  return [...new Set([bare, plain, short(bare), short(initials)])];
}

/** "the Harbour Authority of Ostwick (HAO)" → "HAO", where the article goes on to call it so. */
function byInitials(sentence: string, text: string): string {
  let found = sentence;
  for (const [marked, short = ""] of sentence.matchAll(/ \((\p{Lu}{2,7})\)/gu)) {
    const end = found.indexOf(marked);
    const words = found.slice(0, Math.max(0, end)).split(" ");
    const from = spelledFrom(words, short);
    if (end < 0 || from < 0 || text.split(short, 3).length < 3) continue;
    const start = /^the$/iu.test(words[from - 1] ?? "") ? from - 1 : from;
    found = [...words.slice(0, start), short + found.slice(end + marked.length)].join(" ");
  }
  return found;
}

/** The first of the last words whose initials, small words aside, are these letters; -1 where they are not. */
function spelledFrom(words: readonly string[], short: string): number {
  let left = short.length;
  for (let at = words.length - 1; at >= 0 && at > words.length - 12; at--) {
    const word = words[at] ?? "";
    if (word.slice(0, 1).toUpperCase() === short[left - 1]) left--;
    else if (!/^(?:and|of|for|the|in|to|on|&)$/u.test(word)) return -1;
    if (left === 0) return at;
  }
  return -1;
}

/** Old exports turn a closing quotation mark into "?": “"Moon Walk? is out” can only be that. */
const withEvenQuotes = (sentence: string): string => sentence.replace(lostQuote, '$1"');
const lostQuote = /((?<!\S)"\p{L}[^"?]{0,60})\?(?=,|\s\p{Ll})/gu;

function standsAlone(surname: string, text: string): boolean {
  if (surname.length < 3) return false;
  for (
    let at = text.indexOf(surname), tries = 0;
    at >= 0 && tries < 40;
    at = text.indexOf(surname, at + 1), tries++
  ) {
    const before = text.slice(Math.max(0, at - 30), at);
    const after = text.slice(at + surname.length, at + surname.length + 1);
    if (
      !/[\p{L}-]$/u.test(before) &&
      !/^[\p{L}-]/u.test(after) &&
      !/\p{Lu}[\p{L}.’'-]{0,20}\s$/u.test(before)
    )
      return true;
  }
  return false;
}

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
