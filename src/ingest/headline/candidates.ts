import { laterClauses, sideClauses } from "./clauses.ts";
import { piecesOf } from "./cuts.ts";
import type { Cut } from "./joints.ts";
import { articles } from "./data.ts";
import { namings, surnameStart } from "./namings.ts";
import { type Likelihoods, splitWords, usualWords } from "./score.ts";
import { type Spare, sparesIn } from "./spares.ts";
import { speechesOf } from "./speech.ts";
import { startsOf } from "./starts.ts";
import { isWhole } from "./whole.ts";
import { type Word, charsOf, wordsIn } from "./words.ts";

/** A way of shortening a sentence. `likely`: a first guess at its score, 0 to 1, before it is put as a headline. */
export type Candidate = {
  readonly words: readonly Word[];
  readonly cut: Cut;
  readonly isSpeech: boolean;
  readonly likely: number;
};

const turnedRound =
  /^["“]?(?:only (?:after|when|if|by|then|in|with|once|now|on|at|because|through|under)|not (?:until|since|only|once|for|even|a single)|never|rarely|seldom|hardly|scarcely|barely|no sooner|nowhere|nor|neither|under no|at no|in no|on no|little did|by the time)\b/iu;

/** What articles, fillers and auxiliaries can still take away from a piece that is too long. */
const spareChars = 24;

type Wanted = { readonly text: string; readonly maxChars: number; readonly likely: Likelihoods };

/** Every way of naming, of starting, of ending and of thinning out the sentence, each once; likeliest first. */
export function candidatesOf(sentence: string, { text, maxChars, likely }: Wanted): Candidate[] {
  // "Only after the third attempt did they reach": turned round, a part of it says the contrary.
  if (turnedRound.test(sentence)) return [];
  const candidates = new Map<string, Candidate>();
  const add = (words: readonly Word[], cut: Cut, isSpeech: boolean): void => {
    if (charsOf(words) > maxChars + spareChars) return;
    const key = words.map(({ raw }) => raw).join(" ");
    if (!candidates.has(key)) candidates.set(key, { words, cut, isSpeech, likely: guess(words, likely) });
  };
  for (const { words: start, isSpeech } of startsFor(sentence, text)) {
    const spares = sparesIn(start);
    const pieces = isSpeech ? [{ words: start, cut: "none" as const }] : piecesOf(start);
    for (const { words, cut } of pieces) {
      add(words, cut, isSpeech);
      const inside = spares.filter(({ to }) => to < words.length);
      for (const thinner of thinnings(words, inside, likely, maxChars)) add(thinner, cut, isSpeech);
    }
  }
  return [...candidates.values()].sort((a, b) => b.likely - a.likely);
}

type Start = { readonly words: readonly Word[]; readonly isSpeech: boolean };

function startsFor(sentence: string, text: string): Iterable<Start> {
  const starts = new Map<string, Start>();
  const add = (words: readonly Word[], isSpeech: boolean): void => {
    const key = words.map(({ raw }) => raw).join(" ");
    if (!starts.has(key)) starts.set(key, { words, isSpeech });
  };
  for (const version of namings(sentence, text)) {
    for (const start of startsOf(wordsIn(version))) {
      add(start, false);
      const short = surnameStart(start, text);
      if (short != null) add(short, false);
      for (const clause of [...laterClauses(start), ...sideClauses(start)])
        if (isWhole(clause)) add(clause, false);
      for (const speech of speechesOf(start)) add(speech, true);
    }
  }
  return starts.values();
}

/** The words without the spare that gains most, then without the next, as long as any gains or there are too many. */
function thinnings(
  words: readonly Word[],
  spares: readonly Spare[],
  likely: Likelihoods,
  maxChars: number,
): (readonly Word[])[] {
  const found: (readonly Word[])[] = [];
  const gone: Spare[] = [];
  let now: readonly Word[] = words;
  for (let left = spares; left.length > 0;) {
    const tries = left.map((spare) => {
      const rest = without(words, [...gone, spare]);
      return { spare, rest, value: guess(rest, likely) };
    });
    const best = tries.reduce((a, b) => (b.value > a.value ? b : a));
    if (best.value <= guess(now, likely) && charsOf(now) <= maxChars) break;
    gone.push(best.spare);
    now = best.rest;
    found.push(now);
    left = left.filter(({ from, to }) => to <= best.spare.from || from >= best.spare.to);
  }
  return found;
}

const without = (words: readonly Word[], gone: readonly Spare[]): Word[] =>
  words.filter((_, at) => !gone.some(({ from, to }) => at >= from && at < to));

/** As `expectedMatch`, but quick: articles are taken to go, and a repeated word counts again. */
function guess(words: readonly Word[], likely: Likelihoods): number {
  let shared = 0;
  let count = 0;
  for (const { lower } of words) {
    if (articles.has(lower)) continue;
    for (const part of splitWords(lower)) {
      shared += likely.of(part);
      count++;
    }
  }
  return (2 * shared) / (count + usualWords);
}
