import {
  auxiliaries,
  firstPersons,
  institutions,
  looseEnds,
  openingSubordinators,
  relatives,
  vagueOpeners,
} from "./data.ts";
import { endsItself } from "./halves.ts";

import { finiteAt, waitsForObject } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

/** Can these words stand alone as a headline? The subject named, a finite verb, whole clauses, no loose end. */
export const isWhole = (words: readonly Word[]): boolean =>
  words.length >= 4 && opensWell(words) && endsWell(words) && verbsSuffice(words) && tellsSomething(words);

/** "Lind told the council": what she told is missing. */
function tellsSomething(words: readonly Word[]): boolean {
  // "is not only tall", without its "but also".
  const only = words.findIndex(({ lower }, at) => lower === "only" && words[at - 1]?.lower === "not");
  if (only >= 0 && !words.slice(only).some(({ lower }) => lower === "but")) return false;
  const at = words.findIndex(
    ({ lower }, i) => i > 0 && /^(?:told|tells|asked|informed|assured)$/u.test(lower),
  );
  if (at < 0 || finiteAt(words, at) < 2) return true;
  return words
    .slice(at + 1)
    .some(
      ({ lower, depth }, i) =>
        depth > 0 ||
        /^(?:to|that|about|of|whether|if|how|why|what|who|where|for)$/u.test(lower) ||
        finiteAt(words, at + 1 + i) > 0,
    );
}

function opensWell(words: readonly Word[]): boolean {
  const [first, second] = words;
  if (first == null || second == null) return false;
  if (auxiliaries.has(first.lower)) return asks(words);
  const bare = first.lower.replace(/['’]\p{L}{1,2}$/u, "");
  if ((vagueOpeners.has(first.lower) || vagueOpeners.has(bare)) && !isNamedAnyway(words)) return false;
  const comma = words.findIndex((word, at) => at > 0 && at < words.length - 3 && endsClause(word));
  // "Among its findings: …" announces.
  if (openingSubordinators.has(first.lower) && /:["”’]?$/u.test(words[comma]?.raw ?? "")) return false;
  // "As old as the ferry is, its price": behind what opens it a sentence has a verb of its own.
  if (comma > 0)
    return (
      !openingSubordinators.has(first.lower) ||
      words.some((_, at) => at > comma + 1 && finiteAt(words, at) > 0)
    );
  // "Soon after she was elected", "A day after the storm hit"
  if (
    words.slice(1, 3).some(({ lower }) => /^(?:after|before|since)$/u.test(lower)) &&
    spans.test(first.lower)
  )
    return false;
  const isAmount = /^(?:over|about|around|under)$/u.test(first.lower) && /^[$€£]?\p{N}/u.test(second.lower);
  return isAmount || !openingSubordinators.has(first.lower);
}

/** "Could the ferry sail again?" */
const asks = (words: readonly Word[]): boolean =>
  auxiliaries.has(words[0]?.lower ?? "") &&
  words.at(-1)?.raw.endsWith("?") === true &&
  !/^(?:he|she|it|they|this|that|these|those|you|we|i|n['’]t|not)$/u.test(words[1]?.lower ?? "");

const spans =
  /^(?:an?|\p{N}+|two|three|four|five|six|seven|eight|nine|ten|days?|weeks?|months?|years?|hours?|minutes|soon|shortly|just|right|long|immediately|moments)$/u;

/** "One Direction", "several parts": a name or a count may begin with any word; and "it is hard to" means nothing before it. */
function isNamedAnyway(words: readonly Word[]): boolean {
  const [first, second] = words;
  if (first == null || second == null) return false;
  if (/^(?:several|many|most|some|few|all|each|every|more|another)$/u.test(first.lower)) {
    return (
      finiteAt(words, 1) === 0 && !/^(?:of|in|on|at|to|have|say|feel|believe|think|like)$/u.test(second.lower)
    );
  }
  // "There are no ferries": whole, though it names nothing first.
  if (first.lower === "there") return /^(?:is|are|was|were|will|can|could|may|might)$/u.test(second.lower);
  if (first.lower === "it") {
    return (
      /^(?:is|was|can|may|will|could)$/u.test(second.lower) &&
      words.slice(3, 7).some(({ lower }) => lower === "to") &&
      !words.slice(2, 4).some((word) => isGerund(word) || word.lower.endsWith("ed"))
    );
  }
  return (
    /^(?:one|now|just|same|here)$/u.test(first.lower) &&
    isName(second) &&
    !/^i(?:['’].{1,2})?$/u.test(second.lower)
  );
}

function endsWell(words: readonly Word[]): boolean {
  const last = words.at(-1);
  // "in May": a capital makes it a name.
  if (last == null || last.lower === "" || (looseEnds.has(last.lower) && !isName(last))) return false;
  if (/['’]s$|s['’]$/u.test(last.raw)) return false;
  if (
    /^\p{Ll}{2,}ly$/u.test(last.lower) &&
    !/^(?:family|july|italy|early|daily|supply|only)$/u.test(last.lower)
  )
    return false;
  if (endsAtVerb(words) && !endsItself.test(last.lower.replace(/(?:(?<=[sxz]|sh|ch|o)es|s)$/u, "")))
    return false;
  // "outside the bay to prevent"
  if (words.at(-2)?.lower === "to" && waitsForObject(last.lower) && !endsItself.test(last.lower))
    return false;
  // "includes", "features": a verb whose object is gone, unless it is a noun here.
  const isNoun = /^(?:the|an?|of|in|his|her|their|its)$/u.test(words.at(-2)?.lower ?? "");
  return (
    isNoun ||
    !transitive.test(last.lower) ||
    (!last.lower.endsWith("s") && finiteAt(words, words.length - 1) === 0)
  );
}
/** "The harbour office reports": the only verb stands last, and what it tells is gone. */
const endsAtVerb = (words: readonly Word[]): boolean => {
  const verb = words.findIndex((_, at) => at > 0 && finiteAt(words, at) > 0);
  return verb === words.length - 1 && words[verb]?.lower.endsWith("s") === true;
};
const transitive =
  /^(?:includes?|contains?|involves?|features?|offers?|provides?|requires?|remains?|allows?|comes?|goes|faces?|causes?|depends?|relies|rely|belongs?|consists?|reveals?|explains?|shows?)$/u;

/** Every clause that is opened has its verb: the main one, each relative one, each that-clause, and what is said. */
function verbsSuffice(words: readonly Word[]): boolean {
  let needed = 1;
  let found = asks(words) ? 1 : 0;
  let inVerb = false;
  let nounSince = true;
  for (const [at, word] of words.entries()) {
    if (at === 0) continue;
    if (opensClause(words, at)) {
      needed = Math.max(needed, found) + 1;
      nounSince = true;
      inVerb = false;
      continue;
    }
    const sure = finiteAt(words, at);
    const counts = sure === 2 || (sure === 1 && nounSince && !auxiliaries.has(words[at - 1]?.lower ?? ""));
    // "say they've", "that crashed was": two verbs side by side.
    const isNext =
      isContracted.test(word.lower) ||
      (auxiliaries.has(word.lower) && /\p{L}{3}ed$/u.test(words[at - 1]?.lower ?? ""));
    if (counts && (!inVerb || isNext)) {
      // A pronoun nobody stands behind: "Together, they led …".
      if (found === 0 && /^(?:he|she|they|we)$/u.test(words[at - 1]?.lower ?? "")) return false;
      if (found === 0 && opensSpeech(words, at)) needed++;
      found++;
      nounSince = false;
    }
    inVerb = counts || (inVerb && /^(?:not|also|now|already|be|been|\p{L}+ly)$/u.test(word.lower));
    if (!counts && !inVerb) nounSince = true;
  }
  return found >= needed;
}

const isContracted = /^(?:he|she|they|we|it|i|you|that)['’](?:s|re|ve|ll|d|m)$/u;

/** "says putting astronauts": what is said, without a quotation or a "that", must have a verb of its own. */
function opensSpeech(words: readonly Word[], at: number): boolean {
  const after = words[at + 1];
  if (
    after == null ||
    !/^(?:says?|said|believes?|believed|thinks?|insists|insisted)$/u.test(words[at]?.lower ?? "")
  )
    return false;
  return (
    after.depth === 0 &&
    !/^(?:that|no|yes|goodbye|sorry|in|on|at|of|to|so|about|they|he|she|it)$/u.test(after.lower)
  );
}

function opensClause(words: readonly Word[], at: number): boolean {
  const { lower = "" } = words[at] ?? {};
  const before = words[at - 1];
  const after = words[at + 1];
  // "a study on how much fuel is wasted"
  const isAsked = /^(?:how|why|what)$/u.test(lower) && after?.lower !== "to";
  if (before == null || (!relatives.has(lower) && !adverbial.test(lower) && !isAsked)) return false;
  // "when visiting", "where needed": no verb of their own.
  const isShort = after != null && (isGerund(after) || after.lower === "to" || after.lower.endsWith("ed"));
  if (isShort && /^(?:when|where|whether|while|although|though)$/u.test(lower)) return false;
  if (lower === "because" && after?.lower === "of") return false;
  // "of that building": a demonstrative.
  return lower !== "that" || !/^(?:of|in|on|at|for|with|from|by|after|before|to|and)$/u.test(before.lower);
}
const adverbial = /^(?:because|although|though|whether|whenever|wherever|while|if|unless)$/u;

/** Talks to or of the reader or the writer, outside quotations. */
export const isPersonal = (words: readonly Word[]): boolean =>
  words.some(({ lower, depth }) => depth === 0 && firstPersons.has(lower));

/** Whom "they" and "them" may mean. */
const manyOf = /^(?:\p{L}{2,}s|and|people|police|men|women|children|team|crew|staff|family|couple)$/u;

/** "sold that ferry as": it opens no clause. */
const isThatOne = (words: readonly Word[], at: number): boolean =>
  finiteAt(words, at - 1) > 0 &&
  !opensWhatIsSaid.test(words[at - 1]?.lower ?? "") &&
  /^\p{Ll}{3,}$/u.test(words[at + 1]?.raw ?? "") &&
  /^(?:as|and|in|on|at|for|with|to|by|from|)$/u.test(words[at + 2]?.lower ?? "");
const opensWhatIsSaid =
  /^(?:sa(?:id|ys?)|told|think|thinks|thought|believe[sd]?|claim(?:s|ed)?|find|finds|found|shows?|showed|is|was|are|were|knows?|knew|fears?|feared|hopes?|hoped|adm\p{L}+|announce[sd]?|warn(?:s|ed)?|argue[sd]?|insist(?:s|ed)?|suggest(?:s|ed)?|confirm(?:s|ed)?|den(?:y|ies|ied)|reveal(?:s|ed)?|mean[st]?|ensure[sd]?|agree[sd]?|stresse[sd]|felt|feels?|note[sd]?|estimate[sd]?)$/u;

/** "this company", "the incident": something an earlier sentence told, and no headline has one before it. */
export const pointsBack = (words: readonly Word[]): boolean =>
  words.some(
    ({ lower, depth }, at) =>
      depth === 0 &&
      (at < words.length - 1 || lower === "this") &&
      (lower !== "that" || isThatOne(words, at)) &&
      (/^(?:this|that|these|those|such|latter)$/u.test(lower)
        ? !timeOrEnd.test(words[at + 1]?.lower ?? "") && words[at - 1]?.lower !== "as"
        : lower === "the" && backward.test(words[at + 1]?.lower ?? "") && words[at + 2]?.lower !== "of"),
  );
const timeOrEnd =
  /^(?:week|weekend|month|year|morning|evening|afternoon|spring|summer|autumn|fall|winter|season|decade|century|time|who|as|of|is|in)$/u;
const backward =
  /^(?:incident|figure|move|duo|trio|pair|comments?|remarks?|accused|latter|same|two|three|four|development|former|others?|victims?|deceased|suspects?|couple)$/u;

/** "The panel had ordered", "The tiny ferry is": fit for a second sentence, as the first has told which. */
export function isSecond(words: readonly Word[]): boolean {
  const verb = words.findIndex((_, at) => at > 0 && finiteAt(words, at) > 0);
  const opening = words[0]?.lower ?? "";
  return (
    /^(?:the|both|ms|mrs|mr|dr)$/u.test(opening) &&
    verb > 0 &&
    verb <= 4 &&
    (opening !== "the" ||
      words
        .slice(1, verb)
        .every((word) => !isName(word) && !/^(?:world|sun|internet|government|police)$/u.test(word.lower)))
  );
}

/** A name that "she" may mean: not of many, nor of a body. */
const isPerson = (word: Word, before: Word | undefined): boolean =>
  isName(word) &&
  !institutions.test(word.raw) &&
  (!/\p{Ll}s$/u.test(word.raw) || (before != null && isName(before)));

/** Speaks of somebody it does not name. */
export function isUnnamed(words: readonly Word[]): boolean {
  const at = words.findIndex(
    ({ lower, depth }) => depth === 0 && /^(?:he|she|him|her|his|hers)$/u.test(lower),
  );
  const them = words.findIndex(
    ({ lower, depth }) => depth === 0 && /^(?:they|them|their|theirs)$/u.test(lower),
  );
  if (them > 0 && !words.slice(0, them).some(({ lower }) => manyOf.test(lower))) return true;
  return (
    at > 0 &&
    !words.slice(0, at).some((word, i) => i > 0 && isPerson(word, i > 1 ? words[i - 1] : undefined)) &&
    !/^(?:man|woman|boy|girl|actor|actress|player)$/u.test(
      words
        .slice(0, at)
        .map(({ lower }) => lower)
        .join(" "),
    )
  );
}
