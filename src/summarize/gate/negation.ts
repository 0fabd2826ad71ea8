import type { Alignment } from "./alignment.ts";
import { isContent, wordsOf } from "./alignment.ts";
import type { Flag } from "./flags.ts";
import type { Passage, Word } from "./passage.ts";
import { wordsBetween } from "./passage.ts";

/** What turns a claim round. */
const negators =
  /^(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|nowhere|hardly|barely|.{2,6}n't|aint)$/;
const strongNegator = /^(?:not|never|cannot|.{2,6}n't)$/;
/** Other words of an article that a negation may stand for; stems. Short ones such as "but" are too common to excuse anything. */
const cues =
  /^(?:fail\w*|refus\w*|reject\w*|deny|deni\w*|lack|unable|unlike|impossib\w*|prevent\w*|stop|ban|block|avoid\w*|miss|mis[a-z]{4,}|lost|los|lose|absen\w*|unless|few|little|less|instead|rather|fals|declin|prohibit|forbid|withdraw|withdrew|scrap|cancel|abandon|except|zero|clear|un(?!i|der)[a-z]{4,}|in(?:capab|suff|eligib|accura|complet|adequa|visib|activ|effect|consist|abil)\w*|im(?:possib|mobil|prob)\w*|dis(?!tri|cus|cov|play|ast)[a-z]{4,}|non|[a-z]{3,}less)$/;
const cueBefore = 5;
const cueAfter = 2;
const directlyBefore = 3;
const headsLookedAt = 2;
const scopeWords = 7;
const verbatimWords = 3;

/** Negations that the article's own sentences do not have, and such as they have and the summary dropped. English. */
export function negationFlags(article: Passage, summary: Passage, alignments: readonly Alignment[]): Flag[] {
  const flags: Flag[] = [];
  summary.words.forEach((word, at) => {
    if (!negators.test(word.folded) || isIdle(summary, at)) return;
    const heads = headsOf(summary, at);
    const first = heads[0];
    if (
      first == null ||
      isVerbatim(article, summary, at) ||
      isNegatedIn(article, heads, alignments[word.sentence] ?? [])
    )
      return;
    flags.push({
      kind: "negation",
      what: wordsBetween(summary, at, first.at),
      because: "the article does not deny this",
      core: false,
    });
  });
  return [...flags, ...droppedFlags(article, summary, alignments)];
}

const leastScore = 0.35;
const directHead = 3;

/** What the article only ever denies, said by the summary without the denial. */
function droppedFlags(article: Passage, summary: Passage, alignments: readonly Alignment[]): Flag[] {
  const flags: Flag[] = [];
  alignments.forEach((alignment, sentence) => {
    for (const { sentence: source, score } of alignment.slice(0, 1)) {
      if (score < leastScore) continue;
      for (const at of wordsOf(article, source)) {
        const word = article.words[at];
        if (word == null || !strongNegator.test(word.folded) || isIdle(article, at)) continue;
        const head = headsOf(article, at)[0];
        if (head == null || head.at - at > directHead) continue;
        const claimed = (summary.places.get(head.stem) ?? []).find(
          (place) => summary.words[place]?.sentence === sentence,
        );
        if (claimed == null || isDeniedAt(summary, claimed) || !isAlwaysDenied(article, head.stem)) continue;
        flags.push({
          kind: "negation",
          what: summary.words[claimed]?.text ?? "",
          because: `the article says “${wordsBetween(article, at, head.at)}”`,
          core: false,
        });
      }
    }
  });
  return flags;
}

const isDeniedAt = (passage: Passage, place: number): boolean =>
  hasCue(passage, place, cueBefore + 2, cueAfter + 1, isCue) || isCue(passage.words[place]);

function isAlwaysDenied(article: Passage, stem: string): boolean {
  return (article.places.get(stem) ?? []).every((place) =>
    hasCue(article, place, cueBefore, cueAfter, isNegator),
  );
}

/** "Not only", "no longer … but", "no doubt", "if not", "No. 1". */
function isIdle(summary: Passage, at: number): boolean {
  const next = summary.words[at + 1]?.folded ?? "";
  return (
    /^(?:only|just|least|doubt|matter|\d.*)$/.test(next) ||
    summary.words[at - 1]?.folded === "if" ||
    summary.words[at - 1]?.folded === "or"
  );
}

/** The negation and the two words after it stand in the article as they are. */
function isVerbatim(article: Passage, summary: Passage, at: number): boolean {
  const run = summary.words.slice(at, at + verbatimWords).map(({ stem }) => stem);
  if (run.length < verbatimWords) return false;
  return (article.places.get(run[0] ?? "") ?? []).some((place) =>
    run.every((stem, index) => article.words[place + index]?.stem === stem),
  );
}

type Head = { readonly at: number; readonly stem: string };

/** The words a negation is about: the next ones with content, or for want of those the one before. */
function headsOf(summary: Passage, at: number): Head[] {
  const sentence = summary.words[at]?.sentence;
  const heads: Head[] = [];
  for (let index = at + 1; index <= at + scopeWords && heads.length < headsLookedAt; index++) {
    const word = summary.words[index];
    if (word == null || word.sentence !== sentence) break;
    if (isContent(word)) heads.push({ at: index, stem: word.stem });
  }
  return heads;
}

/** Denied where the summary's sentence comes from, or denied outright anywhere. */
function isNegatedIn(article: Passage, heads: readonly Head[], aligned: Alignment): boolean {
  const candidates = new Set(aligned.map(({ sentence }) => sentence));
  let isSeen = false;
  for (const { stem } of heads) {
    for (const place of article.places.get(stem) ?? []) {
      const isNear = candidates.has(article.words[place]?.sentence ?? -1);
      isSeen ||= isNear;
      if (
        isNear
          ? hasCue(article, place, cueBefore, cueAfter, isCue)
          : hasCue(article, place, directlyBefore, 0, isNegator)
      )
        return true;
    }
    if (isSeen) return false;
  }
  return [...candidates].some((sentence) =>
    [...wordsOf(article, sentence)].some((at) => isCue(article.words[at])),
  );
}

function hasCue(
  article: Passage,
  place: number,
  before: number,
  after: number,
  is: (word: Word) => boolean,
): boolean {
  const sentence = article.words[place]?.sentence;
  for (let at = place - before; at <= place + after; at++) {
    const word = article.words[at];
    if (word != null && at !== place && word.sentence === sentence && is(word)) return true;
  }
  return false;
}

const isNegator = (word: Word): boolean => negators.test(word.folded);
const isCue = (word: Word | undefined): boolean =>
  word != null && (isNegator(word) || cues.test(word.stem) || cues.test(word.folded));
