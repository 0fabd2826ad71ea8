import {
  articles,
  auxiliaries,
  determiners,
  fillers,
  looseOpenings,
  needsComplement,
  needsInfinitive,
  openingSubordinators,
  pairedVerbs,
  prepositions,
  pronouns,
  relatives,
} from "./headline-data.ts";
import { type Word, endsClause, finiteAt, isGerund, isName, isNegation } from "./headline-words.ts";

/** What was taken away: the rougher the cut, the less a headline is liked. */
export type Cut = "none" | "clause" | "adjunct" | "phrase";
export type Piece = { readonly words: readonly Word[]; readonly cut: Cut };

/** The sentence, without its asides, and its main clause without what opens it: each a start for cutting. */
export function startsOf(words: readonly Word[]): Word[][] {
  const bare = withoutLooseOpening(words);
  const plain = withoutAsides(bare);
  const main = mainClause(plain);
  const starts = [bare, plain, ...(main == null ? [] : [main])];
  const named = namedSubject(main ?? plain);
  return named == null ? starts : [...starts, named];
}

/** "Bollywood star Amit Rao says …" → "Amit Rao says …": the name alone, where a description stands before it. */
function namedSubject(words: readonly Word[]): Word[] | null {
  for (let at = 1; at < Math.min(words.length - 3, 14); at++) {
    const word = words[at] as Word;
    const before = words[at - 1] as Word;
    if (finiteAt(words, at) > 0 || endsClause(before) || word.depth > 0) return null;
    if (prepositions.has(before.lower) || (at > 2 && /(?:ing|ed)$/u.test(before.lower))) return null;
    const isRole =
      before.raw === before.lower &&
      /^\p{Ll}[\p{Ll}-]{2,}$/u.test(before.raw) &&
      !prepositions.has(before.lower) &&
      !determiners.has(before.lower) &&
      !/^(?:and|or|but|that|who|which)$/u.test(before.lower);
    const next = words[at + 1] as Word;
    if (!isName(word) || !isRole || !isName(next) || endsClause(word)) continue;
    const end = isName(words[at + 2] as Word) ? at + 3 : at + 2;
    const verb = fillers.has(words[end]?.lower ?? "") ? end + 1 : end;
    return finiteAt(words, verb) === 2 && !/['’]s$|,$/u.test(words[end - 1]?.raw ?? ",")
      ? words.slice(at)
      : null;
  }
  return null;
}

function withoutLooseOpening(words: readonly Word[]): Word[] {
  let rest = [...words];
  for (let tries = 0; tries < 2; tries++) {
    const [first, second] = rest;
    if (first == null || second == null) break;
    const isLoose =
      (looseOpenings.has(first.lower) && first.raw.endsWith(",")) ||
      /^(?:but|and|so|yet)$/u.test(first.lower);
    if (!isLoose) break;
    rest = rest.slice(1);
  }
  return rest;
}

/** Longest aside, in words, between two commas or dashes. */
const maxAside = 22;

/** "Lind, a fishmonger who …, said" → "Lind said"; also between dashes and after a lone age. */
export function withoutAsides(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word == null) break;
    const previous = kept.at(-1);
    const stop = previous == null || word.depth > 0 ? -1 : asideEnd(words, at, previous);
    if (stop < 0 || previous == null) {
      kept.push(word);
      continue;
    }
    kept[kept.length - 1] = { ...previous, raw: previous.raw.replace(/,$/u, "") };
    at = stop;
  }
  return kept;
}

/** The last word of an aside that opens at `at`, or -1. */
function asideEnd(words: readonly Word[], at: number, previous: Word): number {
  const word = words[at];
  if (word == null) return -1;
  if (/^[—–-]+$/u.test(word.raw)) {
    const close = words.findIndex(
      ({ raw, depth }, i) => i > at + 1 && i <= at + maxAside && depth === 0 && /^[—–-]+$/u.test(raw),
    );
    return close;
  }
  if (!previous.raw.endsWith(",") || !opensAside(words, at, previous)) return -1;
  for (let i = at; i < Math.min(words.length - 1, at + maxAside); i++) {
    const { raw, depth } = words[i] ?? { raw: "", depth: 1 };
    if (!raw.endsWith(",") || (depth > 0 && !/["”’)],$/u.test(raw))) continue;
    const after = words[i + 1];
    // "…, the mayor, and two others": a list, not an aside.
    if (after == null || /^(?:and|or|&)$/u.test(after.lower)) return -1;
    if (finiteAt(words, i + 1) > 0 || /^(?:also|then|now|later|recently|\p{L}+ly)$/u.test(after.lower))
      return i;
    if (relatives.has(word.lower) || opensAside(words, i + 1, words[i] as Word)) continue;
    return -1;
  }
  return -1;
}

function opensAside(words: readonly Word[], at: number, previous: Word): boolean {
  const { lower, raw } = words[at] ?? { lower: "", raw: "" };
  if (/^\d{1,3},$/u.test(raw)) return true;
  if (
    /^(?:who|whose|whom|which|where|including|along|together|according|formerly|once|currently|aged|one|himself|herself|based|known|part|in|on|at|with|like|when|from|himself|born|alarmed|accused|named|dressed|led|called|dubbed|described|considered|backed|founded|owned|set|armed|angered|inspired|located|situated)$/u.test(
      lower,
    )
  )
    return true;
  return (
    articles.has(lower) ||
    determiners.has(lower) ||
    (isName(previous) && raw === lower && /^\p{L}/u.test(lower) && !isGerund(words[at] as Word))
  );
}

const quantities =
  /^(?:[$€£]?\p{N}|(?:two|three|four|five|six|seven|eight|nine|ten|many|several|some|over|nearly|more|thousands|hundreds|dozens|millions|police|people)$)/u;

/** "Speaking in Bishkek, Putin said …" → "Putin said …": only where the rest is a sentence of its own. */
function mainClause(words: readonly Word[]): Word[] | null {
  const first = words[0];
  if (first == null) return null;
  // What depends on a condition is not to be told without it.
  if (first.lower === "if" || first.lower === "unless") return null;
  const isSpan =
    /^(?:\p{N}+|an?|two|three|four|five|six|seven|eight|nine|ten|days|weeks|months|years|hours|just|even|only|shortly|soon)$/u.test(
      first.lower,
    ) && words.slice(1, 4).some(({ lower }) => /^(?:after|before|as|when|since)$/u.test(lower));
  if (
    !isSpan &&
    !openingSubordinators.has(first.lower) &&
    !isGerund(first) &&
    !/^\p{L}{3,}ed$/u.test(first.lower) &&
    !/ly$/u.test(first.lower)
  )
    return null;
  for (let at = 0; at < Math.min(words.length - 4, 30); at++) {
    const word = words[at];
    if (word == null || word.depth > 0 || !word.raw.endsWith(",")) continue;
    const rest = words.slice(at + 1);
    const opening = rest[0];
    const named =
      rest.slice(0, 6).some(isName) && rest.slice(1, 7).some((_, i) => finiteAt(rest, i + 1) === 2);
    if (
      opening == null ||
      (prepositions.has(opening.lower) && !/^\p{N}/u.test(rest[1]?.lower ?? "")) ||
      !(
        isName(opening) ||
        (named && /^\p{Ll}{4,}$/u.test(opening.raw)) ||
        articles.has(opening.lower) ||
        quantities.test(opening.lower) ||
        /^["“]/u.test(opening.raw) ||
        /s$/u.test(opening.lower)
      )
    )
      continue;
    const comma = rest.findIndex(endsClause);
    const verb = rest.findIndex((_, i) => finiteAt(rest, i) === 2);
    if (verb > 0 && (comma < 0 || verb <= comma)) return rest;
  }
  return null;
}

/** Longest phrase taken out of the middle, in words, with its preposition. */
const maxPhrase = 8;

/**
 * The words without one phrase of place or circumstance in the middle ("forces | in the south | of"), or without the
 * relative clause of an unnamed subject ("a ring | that served doctors | was"): each way it can be done.
 */
export function withoutInnerPhrase(words: readonly Word[]): Word[][] {
  const found: Word[][] = [];
  if (words.some(isNegation)) return found;
  for (let at = 1; at < words.length - 3; at++) {
    const word = words[at] as Word;
    const before = words[at - 1] as Word;
    if (word.depth > 0 || endsClause(before)) continue;
    const isPlace =
      /^(?:in|at|on|near|from|over|for|across|during|through|under|with|by|within)$/u.test(word.lower) &&
      isObjectLike(before) &&
      !isPairedBefore(words, at);
    const end = isPlace ? phraseEnd(words, at) : relativeEnd(words, at);
    if (end > 0) found.push([...words.slice(0, at), ...words.slice(end)]);
  }
  return found;
}

/** Where the phrase that opens at `at` ends and something begins that does not belong to it, or -1. */
function phraseEnd(words: readonly Word[], at: number): number {
  const isPlace = /^(?:in|at|near)$/u.test(words[at]?.lower ?? "");
  if (relatives.has(words[at + 1]?.lower ?? "") || isGerund(words[at + 1] as Word)) return -1;
  for (let i = at + 2; i < Math.min(words.length - 1, at + maxPhrase); i++) {
    const word = words[i] as Word;
    const before = words[i - 1] as Word;
    if (before.depth > 0 || endsClause(before)) return -1;
    if (/^(?:and|or|of|that|who|which|&)$/u.test(word.lower)) {
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

/** "here, seated | in": what is left behind a comma would be too little to stand. */
const endsNearComma = (words: readonly Word[], at: number): boolean =>
  words.slice(Math.max(0, at - 3), at - 1).some(endsClause);

/** Does an article or a possessive open the noun before `at`, with the verb before it? Then "that" describes it. */
function objectBefore(words: readonly Word[], at: number): boolean {
  for (let i = at - 2; i >= Math.max(1, at - 4); i--) {
    if (determiners.has(words[i]?.lower ?? ""))
      return finiteAt(words, i - 1) > 0 || /ed$/u.test(words[i - 1]?.lower ?? "");
  }
  return false;
}

/** Would the cut leave half of something: "between A", "as the crowd", "a man identified as B" without its verb? */
function isHalf(words: readonly Word[], at: number): boolean {
  const pair = words
    .slice(0, at)
    .findLastIndex(({ lower }) => lower === "between" || lower === "both" || lower === "either");
  if (pair >= 0 && !words.slice(pair, at).some(({ lower }) => lower === "and" || lower === "or")) return true;
  // "lost crops to rains and in the west, …": what "and" opened is only begun.
  if (
    words
      .slice(Math.max(1, at - 5), at)
      .some(
        ({ lower }, i, tail) => /^(?:and|but|or)$/u.test(lower) && prepositions.has(tail[i + 1]?.lower ?? ""),
      )
  )
    return true;
  const later = words.findIndex((_, i) => i >= at && finiteAt(words, i) === 2);
  if (later < 0) return false;
  const as = words.slice(0, at).findLastIndex(({ lower }) => lower === "as");
  if (as > 0 && as < at - 1 && !words.slice(as + 1, at).some((_, i) => finiteAt(words, as + 1 + i) > 0))
    return true;
  // The only verb may be a participle, and the true one still to come, unless another clause opens before it.
  const between = words.slice(at - 1, later);
  if (
    between.some(
      (word, i) =>
        endsClause(word) ||
        (i > 0 &&
          /^(?:and|but|after|as|while|when|where|who|which|that|because|if|before|since)$/u.test(word.lower)),
    )
  )
    return false;
  const verb = words.findIndex((_, i) => i > 0 && finiteAt(words, i) > 0);
  return (
    verb < at &&
    finiteAt(words, verb) === 1 &&
    /ed$/u.test(words[verb]?.lower ?? "") &&
    !words.slice(verb, at).some((_, i) => finiteAt(words, verb + i) === 2)
  );
}

function cutAt(words: readonly Word[], at: number): Cut | null {
  const word = words[at] as Word;
  const before = words[at - 1] as Word;
  const { lower } = word;
  const isNegated = words.slice(0, at).some(isNegation);
  if (/^[—–-]+$/u.test(word.raw) || /;["”’]?$/u.test(before.raw)) return "clause";
  if (/:["”’]?$/u.test(before.raw)) return null;
  if (before.raw.endsWith(",") || /,["”’]$/u.test(before.raw)) return afterComma(words, at);
  if (
    /^(?:after|before|while|amid|despite|following|although|though)$/u.test(lower) ||
    (lower === "when" && isObjectLike(before)) ||
    (lower === "because" && !isNegated)
  ) {
    return lower === "before" && isNegated ? null : isLoose(before) ? null : "clause";
  }
  if (lower === "as")
    return opensFiniteClause(words, at) &&
      !isLoose(before) &&
      !words
        .slice(Math.max(0, at - 4), at)
        .some((w) => w.lower === "as" || w.lower === "such" || w.lower === "so")
      ? "clause"
      : null;
  if (
    /^(?:due to|ahead of|owing to|thanks to|along with|as well|rather than|instead of|according to)$/u.test(
      `${lower} ${words[at + 1]?.lower ?? ""}`,
    )
  )
    return isNegated || !isObjectLike(before) ? null : "clause";
  if (lower === "and" && words[at + 1]?.lower === "that") return "clause";
  // "of controlling one thing and disrupting another"
  const doing = words[at + 1];
  if (
    lower === "and" &&
    doing != null &&
    isGerund(doing) &&
    words.slice(0, at).some((w, i) => isGerund(w) && prepositions.has(words[i - 1]?.lower ?? ""))
  )
    return "clause";
  if (/ly$/u.test(lower) && doing != null && isGerund(doing) && isObjectLike(before)) return "adjunct";
  if (lower === "and" && /^(?:again|then|now|off)$/u.test(words[at + 1]?.lower ?? "")) return null;
  if (lower === "and" && opensOwnClause(words, at)) return "clause";
  if (lower === "and" || lower === "but")
    return finiteAt(withoutConjunction(words, at), at) === 2 &&
      !words.slice(0, at).some((w) => /^(?:both|between|either)$/u.test(w.lower))
      ? "clause"
      : null;
  if (/^(?:which|who|where|whose)$/u.test(lower) && isObjectLike(before)) return "adjunct";
  if (
    /^(?:saying|citing|calling|claiming|accusing|leaving|making|killing|injuring|prompting|including|according|asking|seeking|urging|demanding|using|causing|forcing|sparking|raising)$/u.test(
      lower,
    ) &&
    isObjectLike(before)
  )
    return "adjunct";
  // "a deal that would allow", "a map published by": what describes the noun before it.
  if (
    lower === "that" &&
    isObjectLike(before) &&
    (finiteAt(words, at + 1) === 2 ||
      (/^(?:he|she|it|they|we|i|his|her|their|its|the)$/u.test(words[at + 1]?.lower ?? "") &&
        objectBefore(words, at)))
  )
    return "adjunct";
  if (
    /^\p{L}{3,}ed$/u.test(lower) &&
    /^(?:by|in|on|at|to|from)$/u.test(words[at + 1]?.lower ?? "") &&
    isObjectLike(before) &&
    !isName(before)
  )
    return "adjunct";
  if (
    lower === "to" &&
    at >= 7 &&
    isObjectLike(before) &&
    finiteAt(words, at - 1) === 0 &&
    !/[^s]s$/u.test(words[at - 2]?.lower === "it" ? before.lower : "") &&
    !endsNearComma(words, at) &&
    !words.slice(at - 6, at).some((w) => controls.test(w.lower))
  )
    return isNegated ? null : "phrase";
  if (
    /^(?:in|on|at|for|with|from|during|since|across|through|among|near|within|by|against|over|under|into|alongside|throughout|via|towards?|inside|outside|behind|beyond)$/u.test(
      lower,
    )
  ) {
    return isNegated ||
      !isObjectLike(before) ||
      finiteAt(words, at - 1) > 0 ||
      isPairedBefore(words, at) ||
      endsNearComma(words, at)
      ? null
      : "phrase";
  }
  return null;
}

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

/** A noun, a name or a number: something a phrase may be taken away from. */
function isObjectLike(word: Word): boolean {
  const { lower, raw } = word;
  if (isLoose(word) || needsComplement.has(lower) || pronouns.has(lower)) return false;
  if (isName(word)) return true;
  if (
    /(?:ed|ing|ly|ous|ful|ble|ive|en|est|er than)$/u.test(lower) &&
    !/^(?:women|men|children|garden|citizen|evening|morning|building|wedding|meeting|vehicle|table|bed|family|executive|detective|people|trouble|bubble|cable)$/u.test(
      lower,
    )
  )
    return false;
  return /^[\p{L}\p{N}$€£]/u.test(raw) || raw.endsWith("”") || raw.endsWith('"');
}

/** Verbs and particles: what follows belongs to them. */
function isLoose({ lower }: Word): boolean {
  return (
    prepositions.has(lower) ||
    determiners.has(lower) ||
    /^(?:not|only|just|even|and|or|but|that|shortly|soon|right|long|days?|weeks?|months?|years?|hours?|minutes?|moments)$/u.test(
      lower,
    )
  );
}

/** "accused the mayor | of": the verb waits for its second part. */
function isPairedBefore(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 10); i--) {
    const { lower = "" } = words[i] ?? {};
    if (prepositions.has(lower) && lower !== "of") return false;
    if (
      at - i <= 6
        ? pairedVerbs.test(lower)
        : /^(?:put|puts|make|makes|made|making|placed?|turn|turned|compared?)$/u.test(lower)
    )
      return true;
  }
  return false;
}
