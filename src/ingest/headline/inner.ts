import { articles, determiners, prepositions, relatives } from "./data.ts";
import { isObjectLike, isPairedBefore } from "./joints.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

/** Longest phrase taken out of the middle, in words, with its preposition. */
const maxPhrase = 8;

/**
 * Phrases of place or circumstance in the middle ("forces | in the south | of"), and the relative clause of an unnamed
 * subject ("a ring | that served doctors | was"): each can go without the others.
 */
export function innerSpans(words: readonly Word[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = 1; at < words.length - 3; at++) {
    const word = words[at] as Word;
    const before = words[at - 1] as Word;
    if (word.depth > 0 || endsClause(before)) continue;
    const isPlace =
      /^(?:in|at|on|near|over|across|during)$/u.test(word.lower) &&
      isObjectLike(before) &&
      !anybody.test(before.lower);
    const end = isPlace ? placeEnd(words, at) : Math.max(relativeEnd(words, at), participleEnd(words, at));
    if (end > 0) found.push({ from: at, to: end });
  }
  return found;
}

/** Whom the phrase tells apart: without it the rest would be said of all of them. */
const anybody =
  /^(?:people|persons?|men|women|children|those|patients|students|voters|residents|workers|users|cases|areas|parts|states|countries|cities)$/u;

/** "accused forces | in the south | of": a verb's second part may follow the phrase, but not be it. */
function placeEnd(words: readonly Word[], at: number): number {
  const end = phraseEnd(words, at);
  return end > 0 && words[end]?.lower !== "of" && isPairedBefore(words, at) ? -1 : end;
}

/** Where the phrase that opens at `at` ends and something begins that does not belong to it, or -1. */
function phraseEnd(words: readonly Word[], at: number): number {
  const isPlace = /^(?:in|at|near)$/u.test(words[at]?.lower ?? "");
  if (relatives.has(words[at + 1]?.lower ?? "") || isGerund(words[at + 1] as Word)) return -1;
  for (let i = at + 2; i < Math.min(words.length - 1, at + maxPhrase); i++) {
    const word = words[i] as Word;
    const before = words[i - 1] as Word;
    if (before.depth > 0 || endsClause(before)) return -1;
    // "told the council in Ostwick | that": what was said goes on.
    if (word.lower === "that" && isPlace && words.slice(at + 1, i).every(isName)) return i;
    if (/^(?:and|or|of|that|who|which|if|unless|until|whether|though|although|&)$/u.test(word.lower)) {
      if (
        word.lower === "of" &&
        ofVerbs.test(
          words
            .slice(Math.max(0, at - 6), at)
            .map(({ lower }) => lower)
            .join(" "),
        )
      )
        return i;
      if (word.lower === "of") continue;
      return -1;
    }
    if (finiteAt(words, i) === 2 && isObjectLike(before)) return i;
    if (/^(?:after|amid|following|despite|when|while|before|because)$/u.test(word.lower))
      return isObjectLike(before) ? i : -1;
    // A second phrase mostly belongs to the first ("for his films | with Rao"), but not to a place of few words.
    if (prepositions.has(word.lower) || word.lower === "as")
      return i <= at + 4 && isPlace && words.slice(at + 1, i).every(isName) ? i : -1;
  }
  return -1;
}

const ofVerbs = /(?:accus|convict|suspect|warn|inform|remind|depriv|robb|clear)\p{L}{0,4}\b/u;

/**
 * "A ring | catering to doctors who paid by the hour | was", "an officer | charged with theft | had": the end of what
 * describes a noun that stands before its verb, or -1. Only of one or some, not of all such or of the one it tells apart.
 */
function participleEnd(words: readonly Word[], at: number): number {
  const word = words[at] as Word;
  const isDone = /^\p{L}{3,}ed$/u.test(word.lower) && prepositions.has(words[at + 1]?.lower ?? "");
  // "Widespread flooding in Ostwick has": a noun.
  const isNoun =
    at < 2 || /^(?:in|of|at|on|and|or|has|have|had|was|were|is|are)$/u.test(words[at + 1]?.lower ?? "");
  if ((!isGerund(word) || isNoun) && !(isDone && at > 1)) return -1;
  if (!isObjectLike(words[at - 1] as Word) || !isOneOfMany(words, at)) return -1;
  let inner = 0;
  for (let i = at + 1; i < Math.min(words.length - 1, at + 24); i++) {
    const { lower } = words[i] as Word;
    if (relatives.has(lower) || /^(?:as|while|after|before|because)$/u.test(lower)) inner++;
    if (finiteAt(words, i) < 2 || finiteAt(words, i - 1) === 2) continue;
    if (inner === 0) return /^(?:was|were|has|have|had)$|ed$/u.test(lower) ? i : -1;
    inner--;
  }
  return -1;
}

/** Is the noun before `at` opened by "a" or a number, or, at the start, by nothing? And is no verb before it? */
function isOneOfMany(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const { lower } = words[i] as Word;
    if (i > 0 && finiteAt(words, i) > 0) return false;
    if (
      /^(?:an?|\p{N}+|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)$/u.test(lower)
    )
      return !words.slice(1, i).some((_, k) => finiteAt(words, k + 1) > 0);
    if (articles.has(lower) || determiners.has(lower) || anybody.test(lower)) return false;
  }
  return true;
}

/** The end of a relative clause of a subject opened by "a" or a number, or -1. */
function relativeEnd(words: readonly Word[], at: number): number {
  const { lower } = words[at] as Word;
  if (
    !/^(?:who|which|that)$/u.test(lower) ||
    !/^(?:an?|\p{N}+|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)$/u.test(
      words[0]?.lower ?? "",
    )
  )
    return -1;
  // Only a clause of the subject: "said that …" is no relative.
  if (words.slice(1, at).some((_, i) => finiteAt(words, i + 1) > 0)) return -1;
  let groups = 0;
  for (let i = at + 1; i < Math.min(words.length - 1, at + 24); i++) {
    if (endsClause(words[i] as Word)) return -1;
    if (finiteAt(words, i) === 2 && finiteAt(words, i - 1) < 2 && ++groups === 2) return i;
  }
  return -1;
}
