import { articles, auxiliaries, determiners, needsInfinitive, prepositions, pronouns } from "./data.ts";
import { endsNearComma, isLoose, isObjectLike, isPairedBefore } from "./joints.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName, isNegation } from "./words.ts";

/** What was taken away: the rougher the cut, the less a headline is liked. */
export type Cut = "none" | "clause" | "adjunct" | "phrase";

export type Piece = { readonly words: readonly Word[]; readonly cut: Cut };

/** Before "if" they make it a question, not a condition. */
const asks =
  /^(?:assess|see|ask|asked|know|check|determine|decide|wonder|wondered|clear|unclear|sure|find|as|even|study|examine|say|tell)$/u;

/** The start itself and the shorter ones that end where something begins which the rest can do without. */
export function piecesOf(start: readonly Word[]): Piece[] {
  const pieces: Piece[] = [{ words: start, cut: "none" }];
  const conditional = start.findLastIndex(
    ({ lower, depth }, at) =>
      depth === 0 &&
      /^(?:if|unless|except|provided|until)$/u.test(lower) &&
      !asks.test(start[at - 1]?.lower ?? ""),
  );
  for (let at = 4; at < Math.min(start.length, 26); at++) {
    const word = start[at];
    const before = start[at - 1];
    // Inside a quotation, and before a condition that follows, nothing is cut.
    if (word == null || before == null || at <= conditional || (word.depth > 0 && before.depth > 0)) continue;
    const cut = cutAt(start, at);
    if (cut != null && !isHalf(start, at) && (endsClause(before) || !endsNearComma(start, at)))
      pieces.push({ words: start.slice(0, at), cut });
  }
  return pieces;
}

/** Where a cut is thought of: before `word`. */
type Place = {
  readonly words: readonly Word[];
  readonly at: number;
  readonly word: Word;
  readonly before: Word;
  readonly lower: string;
  readonly next: string;
  /** Something is denied before: what is cut off may be what the denial is about. */
  readonly isNegated: boolean;
};
/** `null`: no cut here; `undefined`: this rule has nothing to say. */
type Rule = (place: Place) => Cut | null | undefined;

function cutAt(words: readonly Word[], at: number): Cut | null {
  const word = words[at];
  const before = words[at - 1];
  if (word == null || before == null) return null;
  const next = words[at + 1]?.lower ?? "";
  const isNegated = words.slice(0, at).some(isNegation);
  const place = { words, at, word, before, lower: word.lower, next, isNegated };
  for (const rule of rules) {
    const cut = rule(place);
    if (cut !== undefined) return cut;
  }
  return null;
}

const atMark: Rule = ({ words, at, word, before }) => {
  if (/^[—–-]+$/u.test(word.raw) || /;["”’]?$/u.test(before.raw)) return "clause";
  // “…,” said Lind: what is quoted keeps the one who said it.
  if (/:["”’]?$|,["”’]$/u.test(before.raw)) return null;
  return /,["”’]?$/u.test(before.raw) ? afterComma(words, at) : undefined;
};

const atSubordinate: Rule = ({ lower, before, isNegated }) => {
  if (lower === "when" ? !isObjectLike(before) : lower === "because" ? isNegated : !subordinators.test(lower))
    return undefined;
  return (lower === "before" && isNegated) || isLoose(before) ? null : "clause";
};
const subordinators = /^(?:after|before|while|amid|despite|following|although|though)$/u;

/** "as the crowd turned" may go, "as mayor", "as old as" may not. */
const atAs: Rule = ({ words, at, lower, before }) => {
  if (lower !== "as" || `as ${words[at + 1]?.lower ?? ""}` === "as well") return undefined;
  const isPair = words.slice(Math.max(0, at - 4), at).some((word) => /^(?:as|such|so)$/u.test(word.lower));
  return opensFiniteClause(words, at) && !isLoose(before) && !isPair ? "clause" : null;
};

const atPair: Rule = ({ lower, next, before, isNegated }) => {
  if (!pairs.test(`${lower} ${next}`)) return undefined;
  return isNegated || !isObjectLike(before) ? null : "clause";
};
const pairs =
  /^(?:due to|ahead of|owing to|thanks to|along with|as well|rather than|instead of|according to)$/u;

const atAnd: Rule = ({ words, at, lower, next }) => {
  if (lower !== "and" && lower !== "but") return undefined;
  if (lower === "and" && /^(?:again|then|now|off)$/u.test(next)) return null;
  if (lower === "and" && (next === "that" || opensOwnClause(words, at) || opensSecondGerund(words, at)))
    return "clause";
  const isPair = words.slice(0, at).some((word) => /^(?:both|between|either)$/u.test(word.lower));
  return finiteAt(withoutConjunction(words, at), at) === 2 && !isPair ? "clause" : null;
};

/** "of controlling one thing and disrupting another" */
function opensSecondGerund(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  if (next == null || !isGerund(next)) return false;
  return words.slice(0, at).some((word, i) => isGerund(word) && prepositions.has(words[i - 1]?.lower ?? ""));
}

/** "a deal that would allow", "a map published by": what describes the noun before it. */
const atDescription: Rule = ({ words, at, word, lower, next, before }) => {
  if (!isObjectLike(before)) return undefined;
  if (/^(?:which|who|where|whose)$/u.test(lower) || trailing.test(lower)) return "adjunct";
  if (lower.endsWith("ly") && isGerund(words[at + 1] ?? word)) return "adjunct";
  if (lower === "that") {
    const isObject = /^(?:he|she|it|they|we|i|his|her|their|its|the)$/u.test(next) && objectBefore(words, at);
    return finiteAt(words, at + 1) === 2 || isObject ? "adjunct" : undefined;
  }
  const describes = /^\p{L}{3,}ed$/u.test(lower) && /^(?:by|in|on|at|to|from)$/u.test(next);
  return describes && !isName(before) ? "adjunct" : undefined;
};
const trailing =
  /^(?:saying|citing|calling|claiming|accusing|leaving|making|killing|injuring|prompting|including|according|asking|seeking|urging|demanding|using|causing|forcing|sparking|raising)$/u;

/** "decides to survey areas | to see whether": a purpose, not what a verb or a noun waits for. */
const atInfinitive: Rule = ({ words, at, lower, before, isNegated }) => {
  if (lower !== "to" || at < 7 || needsInfinitive.has(before.lower) || !isObjectLike(before))
    return undefined;
  if (finiteAt(words, at - 1) > 0 || endsNearComma(words, at)) return undefined;
  if (words.slice(at - 6, at).some((word) => controls.test(word.lower))) return undefined;
  return isNegated ? null : "phrase";
};

const atPhrase: Rule = ({ words, at, lower, before, isNegated }) => {
  if (!phraseOpeners.test(lower)) return undefined;
  const isPlace = /^(?:in|at)$/u.test(lower) && isName(words[at + 1] ?? before);
  if ((isNegated && !isPlace) || !isObjectLike(before) || finiteAt(words, at - 1) > 0) return null;
  return isPairedBefore(words, at) || endsNearComma(words, at) ? null : "phrase";
};
const phraseOpeners =
  /^(?:in|on|at|for|with|from|during|since|across|through|among|near|within|by|against|over|under|into|alongside|throughout|via|towards?|inside|outside|behind|beyond)$/u;

const rules: readonly Rule[] = [
  atMark,
  atSubordinate,
  atAs,
  atPair,
  atAnd,
  atDescription,
  atInfinitive,
  atPhrase,
];

/** "was hacked and slogans were posted": a second main clause, where the first says nothing of what was said. */
function opensOwnClause(words: readonly Word[], at: number): boolean {
  if (
    words
      .slice(0, at)
      .some(({ lower }) =>
        /^(?:said|says|say|that|found|told|which|who|between|both|if|where|when)$/u.test(lower),
      )
  )
    return false;
  for (let i = at + 2; i < Math.min(words.length, at + 6); i++) {
    if (endsClause(words[i - 1] as Word) || prepositions.has(words[i]?.lower ?? "")) return false;
    if (auxiliaries.has(words[i]?.lower ?? "")) return true;
  }
  return false;
}

/** Verbs and nouns that wait for their infinitive: "asked the court | to". */
const controls =
  /^(?:ask|urg|want|forc|allow|enabl|order|help|tell|told|persuad|get|got|lead|led|caus|push|requir|expect|plan|agree|decid|vow|pledg|refus|offer|seek|sought|try|tri|attempt|aim|fail|manag|hope|need|use|encourag|invit|permi|bid|right|set|abl|likely|due|ready|begin|began|start|continu|promis|threat|ha[sd]|have|warn|advis|direct|instruct|call|pay|paid|work|mov|mean|appear|seem|go|bound)/u;

/** With the conjunction taken for the subject, so that the verb behind it is looked at with its own neighbours. */
const withoutConjunction = (words: readonly Word[], at: number): Word[] => [
  ...words.slice(0, at - 1),
  words[at - 1] as Word,
  ...words.slice(at + 1),
];

function afterComma(words: readonly Word[], at: number): Cut | null {
  const { lower } = words[at] as Word;
  const earlier = words.slice(0, at - 1).some((word) => word.depth === 0 && word.raw.endsWith(","));
  if (/^(?:and|or)$/u.test(lower)) return earlier || !opensFiniteClause(words, at) ? null : "clause";
  if (
    /^(?:but|while|although|though|after|before|as|amid|despite|following|because|since|when|so|even|though|prompting|saying|leaving|making|including|according|who|which|whose|where|whom|with|just|not)$/u.test(
      lower,
    )
  )
    return "clause";
  if (isGerund(words[at] as Word)) return "clause";
  if (prepositions.has(lower) || articles.has(lower)) return "adjunct";
  // ", police said": who says it may go only where it is a tail.
  if (
    words
      .slice(at + 1, at + 8)
      .some(({ lower: said }) =>
        /^(?:said|says|reported|according|announced|showed|shows|confirmed|told|added)$/u.test(said),
      )
  )
    return "adjunct";
  // ", Raquel Lind": who that is; but ", Lind and Varga" is a list.
  if (
    isName(words[at] as Word) &&
    !earlier &&
    !words.slice(at, at + 5).some((w) => /^(?:and|or|&)$/u.test(w.lower))
  )
    return "adjunct";
  return /^\p{L}{3,}ed$/u.test(lower) || pronouns.has(lower) ? "adjunct" : null;
}

function opensFiniteClause(words: readonly Word[], at: number): boolean {
  for (let i = at + 2; i < Math.min(words.length, at + 9); i++) if (finiteAt(words, i) > 0) return true;
  return false;
}

/** Does an article or a possessive open the noun before `at`, with the verb before it? Then "that" describes it. */
function objectBefore(words: readonly Word[], at: number): boolean {
  for (let i = at - 2; i >= Math.max(1, at - 4); i--) {
    if (determiners.has(words[i]?.lower ?? ""))
      return finiteAt(words, i - 1) > 0 || words[i - 1]?.lower.endsWith("ed") === true;
  }
  return false;
}

/** Would the cut leave half of something: "between A", "as the crowd", "a man identified as B" without its verb? */
function isHalf(words: readonly Word[], at: number): boolean {
  const head = words.slice(0, at);
  const pair = head.findLastIndex(({ lower }) => /^(?:between|both|either)$/u.test(lower));
  if (pair >= 0 && !head.slice(pair).some(({ lower }) => lower === "and" || lower === "or")) return true;
  // "lost crops to rains and in the west, …": what "and" opened is only begun.
  const tail = head.slice(-5);
  if (
    tail.some(({ lower }, i) => /^(?:and|but|or)$/u.test(lower) && prepositions.has(tail[i + 1]?.lower ?? ""))
  )
    return true;
  const as = head.findLastIndex(({ lower }) => lower === "as");
  const hasVerb = head.some((_, i) => i > as && finiteAt(words, i) > 0);
  const comesVerb = words.some((_, i) => i >= at && finiteAt(words, i) > 0);
  if (as > 0 && as < at - 1 && !hasVerb && comesVerb) return true;
  const later = words.findIndex((_, i) => i >= at && finiteAt(words, i) === 2);
  if (later < 0) return false;
  return !opensAnother(words.slice(at - 1, later)) && isOnlyParticiple(words, at);
}

/** Is what stands between two verbs another clause, so that the second is not the first one's? */
const opensAnother = (between: readonly Word[]): boolean =>
  between.some(
    (word, i) =>
      endsClause(word) ||
      (i > 0 &&
        /^(?:and|but|after|as|while|when|where|who|which|that|because|if|before|since)$/u.test(word.lower)),
  );

/** The only verb may be a participle, and the true one still to come. */
function isOnlyParticiple(words: readonly Word[], at: number): boolean {
  const verb = words.findIndex((_, i) => i > 0 && finiteAt(words, i) > 0);
  if (verb >= at || finiteAt(words, verb) !== 1 || words[verb]?.lower.endsWith("ed") !== true) return false;
  return !words.slice(verb, at).some((_, i) => finiteAt(words, verb + i) === 2);
}
