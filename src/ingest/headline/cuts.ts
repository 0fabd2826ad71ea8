import {
  auxiliaries,
  determiners,
  forms,
  needsComplement,
  needsInfinitive,
  prepositions,
  pronouns,
  relatives,
} from "./data.ts";
import { afterComma, closesAside, isInAside, isFact, isOnesWord, opensFiniteClause } from "./commas.ts";
import { isHalf } from "./halves.ts";
import { type Cut, endsNearComma, isLoose, isObjectLike, isPairedBefore } from "./joints.ts";
import { finiteAt } from "./verbs.ts";
import { isInWork } from "./works.ts";
import { type Word, endsClause, isGerund, isName, isNegation } from "./words.ts";

export type Piece = { readonly words: readonly Word[]; readonly cut: Cut };

/** Before "if" they make it a question, not a condition. */
const asks =
  /^(?:assess|see|ask|asked|know|check|determine|decide|wonder|wondered|clear|unclear|sure|find|as|even|study|examine|say|tell)$/u;

const isDash = ({ raw, depth }: Word): boolean => depth === 0 && /^[—–-]+$/u.test(raw);

/** The start itself and the shorter ones that end where something begins which the rest can do without. */
export function piecesOf(start: readonly Word[]): Piece[] {
  const pieces: Piece[] = [{ words: start, cut: "none" }];
  const conditional = start.findLastIndex(
    ({ lower, depth }, at) =>
      depth === 0 &&
      (/^(?:if|unless|except|provided)$/u.test(lower) ||
        (lower === "until" && opensFiniteClause(start, at))) &&
      !asks.test(start[at - 1]?.lower ?? ""),
  );
  const denial = start.findIndex((_, at) => denies(start, at));
  const told = start.findLastIndex((_, at) => at > 3 && isOnesWord(start, at));
  // "Winter — from salt | to ice — makes": the verb may stand behind the second dash.
  const dashes = start.flatMap((word, at) => (isDash(word) ? [at] : []));
  const isInDashes = (at: number): boolean =>
    dashes.filter((dash) => dash < at).length % 2 === 1 && (dashes.at(-1) ?? -1) >= at;
  const isTold = (at: number): boolean => at <= told && !isFact(start, at, told);
  for (let at = 4; at < Math.min(start.length, 34); at++) {
    const word = start[at];
    const before = start[at - 1];
    // Inside a quotation, before a condition that follows, and before whose word it is, nothing is cut.
    if (
      word == null ||
      before == null ||
      at <= conditional ||
      isInDashes(at) ||
      isTold(at) ||
      (word.depth > 0 && before.depth > 0)
    )
      continue;
    const cut = cutAt(start, at, denial);
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

/** `denial`: where in the words something is first denied, or -1. */
function cutAt(words: readonly Word[], at: number, denial: number): Cut | null {
  const word = words[at];
  const before = words[at - 1];
  if (word == null || before == null) return null;
  // "The Boat In the Bay": a capital where none is due belongs to a name.
  if (isName(word) && isName(before) && !endsClause(before)) return null;
  const next = words[at + 1]?.lower ?? "";
  const isNegated = denial >= 0 && denial < at;
  const cut = cutBy({ words, at, word, before, lower: word.lower, next, isNegated });
  const isOpen = cut == null || endsClause(before) || !(isInWork(words, at) || isInAside(words, at));
  return isOpen ? cut : null;
}

function cutBy(place: Place): Cut | null {
  for (const rule of rules) {
    const cut = rule(place);
    if (cut !== undefined) return cut;
  }
  return null;
}

const denies = (words: readonly Word[], at: number): boolean => {
  const word = words[at] as Word;
  return (
    isNegation(word) ||
    /^(?:impossible|unable|unlikely|refused?|refuses)$/u.test(word.lower) ||
    (/^(?:barred|banned)$/u.test(word.lower) && !forms.be.has(words[at - 1]?.lower ?? ""))
  );
};

const atMark: Rule = ({ words, at, word, before }) => {
  if (/^[—–-]+$/u.test(word.raw) || /;["”’]?$/u.test(before.raw)) return "clause";
  // “…,” said Lind: what is quoted keeps the one who said it.
  if (/:["”’]?$|,["”’]$/u.test(before.raw)) return null;
  if (!/,["”’]?$/u.test(before.raw)) return undefined;
  // "in a night of unexpected, | bitter frost"
  const isColour = /^\p{Ll}{4,}ed,$/u.test(before.raw) && prepositions.has(words[at - 2]?.lower ?? "");
  return isColour || closesAside(words, at) ? null : afterComma(words, at);
};

const atSubordinate: Rule = ({ words, at, lower, before, isNegated }) => {
  if (lower === "when" && !isObjectLike(before) && !isDone(words, at - 1)) return undefined;
  // "did not sink because": for another reason; "could not have sunk because": not at all.
  const isReason = lower === "because" && (!isNegated || isImpossible(words.slice(0, at)));
  if (lower !== "when" && !isReason && !subordinators.test(lower)) return undefined;
  return (lower === "before" && isNegated) || isLoose(before, words[at - 2]) ? null : "clause";
};
const isImpossible = (words: readonly Word[]): boolean =>
  words.some(({ lower }) => /^(?:cannot|can['’]t|couldn['’]t|won['’]t)$/u.test(lower));
const subordinators = /^(?:after|before|while|amid|despite|following|although|though)$/u;

/** "resigned | days after the ferry sank" */
const atSpan: Rule = ({ lower, next, before, isNegated }) => {
  if (
    !/^(?:hours|days|weeks|months|years|shortly|soon|just)$/u.test(lower) ||
    !/^(?:after|before)$/u.test(next)
  )
    return undefined;
  return isNegated ||
    !isObjectLike(before) ||
    /^\p{N}|^(?:two|three|four|five|six|seven|several|many)$/u.test(before.lower)
    ? null
    : "clause";
};

/** "as the crowd turned" may go, "as mayor", "as old as" may not. */
const atAs: Rule = ({ words, at, lower, before }) => {
  if (lower !== "as" || /^(?:well|part)$/u.test(words[at + 1]?.lower ?? "")) return undefined;
  const isPair = words.slice(Math.max(0, at - 4), at).some((word) => /^(?:as|such|so)$/u.test(word.lower));
  return opensFiniteClause(words, at) && !isLoose(before, words[at - 2]) && !isPair ? "clause" : null;
};

const atPair: Rule = ({ lower, next, before, isNegated }) => {
  if (!pairs.test(`${lower} ${next}`)) return undefined;
  return isNegated || !isObjectLike(before) ? null : "clause";
};
const pairs =
  /^(?:due to|ahead of|owing to|thanks to|along with|as well|as part|rather than|instead of|according to)$/u;

const atAnd: Rule = ({ words, at, lower, next }) => {
  if (lower !== "and" && lower !== "but") return undefined;
  if (lower === "and" && /^(?:again|then|now|off)$/u.test(next)) return null;
  if (lower === "and" && (next === "that" || opensOwnClause(words, at) || opensSecondGerund(words, at)))
    return "clause";
  const isPair = words.slice(0, at).some((word) => /^(?:both|between|either)$/u.test(word.lower));
  if (lower === "and" && !isPair && isSecondObject(words, at)) return "phrase";
  if (isPair) return null;
  // "sang and almost got home": looked at without "and almost", so that the verb has its own neighbours.
  const skip = /^(?:almost|then|also|later|even|nearly|\p{L}{2,}ly)$/u.test(next) ? 1 : 0;
  return finiteAt([...words.slice(0, at), ...words.slice(at + 1 + skip)], at) === 2 || isSecondPast(words, at)
    ? "clause"
    : null;
};

/** "collided with a car | and turned over": a past tense beside another of the same clause. */
function isSecondPast(words: readonly Word[], at: number): boolean {
  if (!/^\p{L}{3,}ed$/u.test(words[at + 1]?.lower ?? "")) return false;
  const since = words.findLastIndex((word, i) => i < at && endsClause(word)) + 1;
  return words
    .slice(since, at)
    .some(
      ({ lower }, i) =>
        /^\p{L}{3,}ed$/u.test(lower) &&
        (finiteAt(words, since + i) > 0 || forms.have.has(words[since + i - 1]?.lower ?? "")),
    );
}

/** "sold boats | and ropes.": what is true of both is true of the first. Not of names, which "and" may be part of. */
function isSecondObject(words: readonly Word[], at: number): boolean {
  const before = words[at - 1] as Word;
  const rest = words.slice(at + 1);
  if (rest.length > 8 || rest.some((word, i) => word.depth > 0 || finiteAt(words, at + 1 + i) > 0))
    return false;
  if (rest.slice(0, -1).some(endsClause) || isName(before) || endsClause(before) || !isObjectLike(before))
    return false;
  const head = words.slice(0, at);
  const verb = head.findIndex((_, i) => i > 0 && finiteAt(words, i) === 2);
  return (
    verb > 0 &&
    verb < at - 1 &&
    !head.some((word) => endsClause(word) || isNegation(word) || together.test(word.lower))
  );
}
const together =
  /^(?:among|total|combin|merg|join|unit|mix|compar|meet|met$|link|relation|differen|bridge|two|couple)/u;

/** "of controlling one thing and disrupting another" */
function opensSecondGerund(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  if (next == null || !isGerund(next)) return false;
  return words.slice(0, at).some((word, i) => isGerund(word) && prepositions.has(words[i - 1]?.lower ?? ""));
}

/** "a deal that would allow", "a map published by": what describes the noun before it. */
const atDescription: Rule = ({ words, at, word, lower, next, before }) => {
  if (!isObjectLike(before)) return undefined;
  if (relatives.has(lower) && tellsApart(words, at)) return null;
  if (/^(?:which|who|where|whose)$/u.test(lower) || trailing.test(lower)) return "adjunct";
  if (lower.endsWith("ly") && (isGerund(words[at + 1] ?? word) || next === "using")) return "adjunct";
  // "sells lamps | cheaply, after"
  if (
    /^\p{Ll}{3,}ly$/u.test(lower) &&
    (endsClause(word) || prepositions.has(next)) &&
    !notAdverbs.test(lower)
  )
    return "adjunct";
  if (isGerund(word) && opensReduced(words, at)) return "adjunct";
  if (lower === "that") {
    const verb = next.endsWith("ly") ? at + 2 : at + 1;
    const isObject = /^(?:he|she|it|they|we|i|his|her|their|its|the)$/u.test(next) && objectBefore(words, at);
    return finiteAt(words, verb) > 0 || isObject ? "adjunct" : undefined;
  }
  const describes =
    /^\p{L}{3,}ed$/u.test(lower) && /^(?:by|in|on|at|to|from|of|with|for|after|during)$/u.test(next);
  return describes && !isName(before) ? "adjunct" : undefined;
};
/** "is one of several captains | who", "is a man | who": without what follows it says nothing. */
function tellsApart(words: readonly Word[], at: number): boolean {
  if (endsClause(words[at - 1] as Word)) return false;
  const head = words.slice(Math.max(0, at - 6), at);
  if (head.some(({ lower }) => /^(?:several|some|many|most|those|any|every|all|only|among)$/u.test(lower)))
    return true;
  return head
    .slice(-4)
    .some(({ lower }, i) => forms.be.has(lower) && /^(?:an?|the|one)$/u.test(head[i + 1]?.lower ?? ""));
}

const notAdverbs =
  /^(?:only|family|early|daily|supply|ally|rally|reply|assembly|monthly|weekly|directly|shortly)$/u;

/** "start a campaign | asking others": a noun and what it does; not "saw ferrymen | racing", "with men | asking". */
function opensReduced(words: readonly Word[], at: number): boolean {
  const verb = words.findIndex((_, i) => i > 0 && i < at && finiteAt(words, i) === 2);
  const recent = words.slice(Math.max(0, at - 7), at);
  return (
    verb > 0 &&
    at - verb > 2 &&
    !recent.some(({ lower }) => needsGerund.test(lower)) &&
    !endsClause(words[at - 1] as Word) &&
    opensObject.test(words[at + 1]?.lower ?? "")
  );
}
const opensObject =
  /^(?:the|an?|this|that|his|her|its|their|other|others|more|all|any|some|many|several|two|three|four|five|six|seven|eight|nine|ten|\p{N}+|how|what|why|where|out|up|down|off|over|from|with|into|at|in|on|near|for|to|him|them|people)$/u;
const needsGerund =
  /^(?:with|without|saw|sees?|seen|heard?|hears?|watch\p{L}*|catch\p{L}*|caught|f[io]nds?|found|keeps?|kept|le(?:ft|aves?)|stop\p{L}*|start\p{L}*|spen[dt]s?|shows?|showed|feels?|felt|depict\p{L}*|prevent\p{L}*)$/u;
const trailing =
  /^(?:saying|citing|calling|claiming|accusing|leaving|making|killing|injuring|prompting|including|according|asking|seeking|urging|demanding|using|causing|forcing|sparking|raising)$/u;

/** "decides to survey areas | to see whether": a purpose, not what a verb or a noun waits for. */
const atInfinitive: Rule = ({ words, at, lower, next, before, isNegated }) => {
  // "a plan | to sail" is half told; "accepts its offer | to sail" is not.
  const isOwned = /^(?:his|her|its|their)$|['’]s$/u.test(words[at - 2]?.lower ?? "");
  if (lower !== "to" || at < 5 || !isObjectLike(before)) return undefined;
  if (needsInfinitive.has(before.lower) && !isOwned) return undefined;
  if (finiteAt(words, at - 1) > 0 || endsNearComma(words, at) || isPairedBefore(words, at)) return undefined;
  // "sends it | to the council" is no infinitive.
  if (determiners.has(next) || pronouns.has(next) || !/^\p{Ll}{2,}$/u.test(words[at + 1]?.raw ?? ""))
    return undefined;
  if (/^(?:just|only|nearly|about|almost|around|below|above|under|within|less|more|zero)$/u.test(next))
    return undefined;
  // "urged the town to take its offer | to sail": the first infinitive is what the verb waited for.
  const since = Math.max(at - 6, words.findLastIndex((word, i) => i < at && word.lower === "to") + 1);
  const isPaid =
    /^[$€£]?\p{N}/u.test(before.lower) &&
    !words.slice(0, at).some((one) => /^(?:pays?|paid)$/u.test(one.lower));
  if (!isPaid && words.slice(since, at).some((word) => controls.test(word.lower))) return undefined;
  return isNegated ? null : "phrase";
};

const atPhrase: Rule = (place) => {
  const { words, at, lower, before, isNegated } = place;
  if (!phraseOpeners.test(lower)) return undefined;
  // "got away | with it"
  if (/^(?:away|back|ahead|forward|aside)$/u.test(before.lower) && /^(?:with|from|for|on)$/u.test(lower))
    return null;
  // "took home | over 22 crore": an amount, not a phrase.
  if (
    /^(?:over|under|at)$/u.test(lower) &&
    /^(?:[$€£]?\p{N}|rs$|least$|half$)/u.test(words[at + 1]?.lower ?? "")
  )
    return null;
  // "impossible to land in Ostwick before noon": it is the noon that matters.
  const isLimited = words
    .slice(at)
    .some((one) => /^(?:before|until|without|because|since)$/u.test(one.lower));
  const isPlace = /^(?:in|at)$/u.test(lower) && isName(words[at + 1] ?? before) && !isLimited;
  if (
    (isNegated && !isPlace) ||
    (!isObjectLike(before, words[at - 2]) && !(isDone(words, at - 1) && opensWhen(place))) ||
    finiteAt(words, at - 1) > 0
  )
    return null;
  const isPaired = !neverPaired.test(lower) && isPairedBefore(words, at);
  return isPaired || endsNearComma(words, at) ? null : "phrase";
};
/** No verb waits for these: they tell how, when or where. */
const neverPaired = /^(?:through|during|since|near|alongside|throughout|via|beyond)$/u;
const opensWhen = ({ words, at, lower }: Place): boolean =>
  /^(?:from|until|during|since)$/u.test(lower) ||
  (/^(?:in|on|at|near)$/u.test(lower) && /^["“]?[\p{Lu}\p{N}]/u.test(words[at + 1]?.raw ?? ""));
/** "would be closed | from March": a passive that is whole without what follows. */
const isDone = (words: readonly Word[], at: number): boolean =>
  forms.be.has(words[at - 1]?.lower ?? "") &&
  /^\p{L}{3,}ed$/u.test(words[at]?.lower ?? "") &&
  !needsComplement.has(words[at]?.lower ?? "") &&
  !waits.test(words[at]?.lower ?? "");
const waits =
  /^(?:based|located|situated|named|associated|expected|supposed|allowed|aimed|designed|intended|filled|surrounded|followed|owned|attached|committed|concerned|worried|scheduled|positioned|seated|tasked|faced|plagued|equipped|covered|composed|rooted|priced|rated|ranked|valued|estimated|believed|said|rumou?red|reported|required|tempted|inclined|obliged)$/u;
const phraseOpeners =
  /^(?:until|till|in|on|at|for|with|from|during|since|across|through|among|near|within|by|against|over|under|into|alongside|throughout|via|towards?|inside|outside|behind|beyond)$/u;

/** "crossed the border | last month into Syria" */
const atTime: Rule = ({ lower, next, before, isNegated }) => {
  if (!/^(?:last|this|next|early|late|earlier|later)$/u.test(lower) || !spansOfTime.test(next))
    return undefined;
  return isNegated || !isObjectLike(before) ? null : "phrase";
};
const spansOfTime =
  /^(?:week|weekend|month|year|night|morning|evening|afternoon|spring|summer|autumn|fall|winter|season|decade|century|last|this|next|in|on)$/u;

const rules: readonly Rule[] = [
  atMark,
  atTime,
  atSpan,
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
  if (/^(?:he|she|they|it)$/u.test(words[at + 1]?.lower ?? "") && finiteAt(words, at + 2) > 0) return true;
  for (let i = at + 2; i < Math.min(words.length, at + 6); i++) {
    if (endsClause(words[i - 1] as Word) || prepositions.has(words[i]?.lower ?? "")) return false;
    if (auxiliaries.has(words[i]?.lower ?? "")) return true;
  }
  return false;
}

/** Verbs and nouns that wait for their infinitive: "asked the court | to". */
const controls =
  /^(?:(?:ask|urg|want|forc|allow|enabl|order|help|persuad|caus|push|requir|expect|plan|agree|decid|vow|pledg|refus|offer|seek|attempt|aim|fail|manag|hop|need|encourag|invit|permitt?|start|continu|promis|threaten|warn|advis|direct|instruct|call|plead|begg?|implor|convinc|pressur|tempt|dar|challeng|oblig|compell?|authori[sz]|entitl|prompt|motivat|work|mov|appear|seem|train)(?:e|s|es|ed|d|ing)?|tell|tells|told|gets?|got|leads?|led|sought|try|tries|tried|trying|us(?:e|es|ed|ing)|bids?|right|set|able|likely|due|ready|begins?|began|pays?|paid|means?|meant|goes|go|going|bound)$/u;

/** Does an article or a possessive open the noun before `at`, with the verb before it? Then "that" describes it. */
function objectBefore(words: readonly Word[], at: number): boolean {
  for (let i = at - 2; i >= Math.max(1, at - 4); i--) {
    if (determiners.has(words[i]?.lower ?? ""))
      return finiteAt(words, i - 1) > 0 || words[i - 1]?.lower.endsWith("ed") === true;
  }
  return false;
}
