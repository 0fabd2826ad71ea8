import {
  articles,
  auxiliaries,
  fillers,
  firstPersons,
  looseEnds,
  newsVerbs,
  openingSubordinators,
  relatives,
  vagueOpeners,
} from "./headline-data.ts";
import { type Word, endsClause, finiteAt, isGerund, isName } from "./headline-words.ts";

/** Can these words stand alone as a headline? The subject named, a finite verb, whole clauses, no loose end. */
export function isWhole(words: readonly Word[]): boolean {
  const first = words[0];
  const last = words.at(-1);
  if (first == null || last == null || words.length < 4) return false;
  const second = words[1];
  if (auxiliaries.has(first.lower) && !isName(second ?? first)) return false;
  // "One Direction", "New Order": a name may begin with any word.
  const counts =
    second != null &&
    /^(?:several|many|most|some|few|all|each|every|more|another)$/u.test(first.lower) &&
    finiteAt(words, 1) === 0 &&
    !/^(?:of|in|on|at|to|have|say|feel|believe|think|like)$/u.test(second.lower);
  // "It is hard to …": nothing before it is meant.
  const isEmpty =
    first.lower === "it" &&
    /^(?:is|was|can|may|will|could)$/u.test(second?.lower ?? "") &&
    words.slice(2, 7).some(({ lower }) => lower === "to");
  const isNamed =
    counts ||
    isEmpty ||
    (second != null &&
      isName(second) &&
      !/^(?:i|i['’].{1,2})$/u.test(second.lower) &&
      /^(?:one|many|now|just|all|few|same|here)$/u.test(first.lower));
  if (
    !isNamed &&
    (vagueOpeners.has(first.lower) || vagueOpeners.has(first.lower.replace(/['’]\p{L}{1,2}$/u, "")))
  )
    return false;
  if (
    /^(?:includes?|contains?|involves?|features?|offers?|provides?|requires?|remains?|allows?|comes?|goes|faces?|causes?|reveals?|explains?|shows?)$/u.test(
      last.lower,
    ) &&
    finiteAt(words, words.length - 1) + (/s$/u.test(last.lower) ? 1 : 0) > 0 &&
    !/^(?:the|an?|of|in|his|her|their|its)$/u.test(words.at(-2)?.lower ?? "")
  )
    return false;
  if (looseEnds.has(last.lower) || /['’]s$|s['’]$/u.test(last.raw) || last.lower === "") return false;
  if (
    /^\p{Ll}{2,}ly$/u.test(last.lower) &&
    !/^(?:family|july|italy|early|daily|supply|only)$/u.test(last.lower)
  )
    return false;
  if (
    /^(?:day|days|week|weeks|month|months|year|years|hour|hours|minutes)$/u.test(
      (articles.has(first.lower) ||
      /^(?:\p{N}+|two|three|four|five|six|seven|eight|nine|ten)$/u.test(first.lower)
        ? second
        : first
      )?.lower ?? "",
    ) &&
    words.slice(1, 4).some(({ lower }) => /^(?:after|before|since)$/u.test(lower)) &&
    !words.slice(1, -3).some(endsClause)
  )
    return false;
  const isAmount =
    /^(?:over|about|around|under)$/u.test(first.lower) && /^[$€£]?\p{N}/u.test(second?.lower ?? "");
  if (!isAmount && openingSubordinators.has(first.lower) && !words.slice(1, -3).some(endsClause))
    return false;
  return verbsSuffice(words);
}

/** Every clause that is opened has its verb: the main one, each relative one and each that-clause. */
function verbsSuffice(words: readonly Word[]): boolean {
  let needed = 1;
  let found = 0;
  let inVerb = false;
  let nounSince = true;
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    if (word == null) break;
    if (opensClause(words, at)) {
      needed = Math.max(needed, found) + 1;
      // A relative clause after the main verb only needs its own.
      nounSince = true;
      inVerb = false;
      continue;
    }
    const sure = finiteAt(words, at);
    const counts = sure === 2 || (sure === 1 && nounSince && !auxiliaries.has(words[at - 1]?.lower ?? ""));
    if (counts && !inVerb) {
      found++;
      nounSince = false;
    }
    inVerb = counts || (inVerb && /^(?:not|also|now|already|be|been|\p{L}+ly)$/u.test(word.lower));
    if (!counts && !inVerb) nounSince = true;
  }
  return found >= needed;
}

function opensClause(words: readonly Word[], at: number): boolean {
  const { lower = "" } = words[at] ?? {};
  if (
    !relatives.has(lower) &&
    !/^(?:because|although|though|whether|whenever|wherever|while|if|unless)$/u.test(lower)
  )
    return false;
  const before = words[at - 1];
  if (before == null) return false;
  // "when visiting", "where possible": no verb of their own.
  const after = words[at + 1];
  if (
    /^(?:when|where|whether|while|although|though)$/u.test(lower) &&
    after != null &&
    (isGerund(after) || after.lower === "to" || /ed$/u.test(after.lower))
  )
    return false;
  if (lower === "because" && after?.lower === "of") return false;
  // "that building": a demonstrative.
  return lower !== "that" || !/^(?:of|in|on|at|for|with|from|by|after|before|to|and)$/u.test(before.lower);
}

/** Talks to or of the reader or the writer, outside quotations. */
export const isPersonal = (words: readonly Word[]): boolean =>
  words.some(({ lower, depth }) => depth === 0 && firstPersons.has(lower));

/** After these the "that" of what was said may go. */
const saying =
  /^(?:said|says|admitted|claimed|confirmed|announced|revealed|believes?|believed|thinks?|insisted|warned|argued|denied|alleged)$/u;
/** Speaks of somebody it does not name. */
export function isUnnamed(words: readonly Word[]): boolean {
  const at = words.findIndex(
    ({ lower, depth }) => depth === 0 && /^(?:he|she|him|her|his|hers)$/u.test(lower),
  );
  return (
    at > 0 &&
    !words.slice(0, at).some((word, i) => i > 0 && isName(word)) &&
    !/^(?:man|woman|boy|girl|actor|actress|player)$/u.test(
      words
        .slice(0, at)
        .map(({ lower }) => lower)
        .join(" "),
    )
  );
}

const keepsArticle =
  /^(?:few|lot|little|bit|while|couple|same|most|least|more|only|rest|other|others|poor|rich|elderly|homeless|young|old|dead|living|disabled|wounded|unemployed|way|then|second|third|half|number|series|range|variety|great|good|bad|better|best|worst)$/u;
const units = /^(?:year|month|week|day|hour|minute|night|piece|barrel|share|head|time)$/u;

/** As headlines are told: without fillers, without the articles they can spare, in the present where that is safe. */
export function asHeadline(words: readonly Word[], mayChangeTense: boolean): Word[] {
  const spare = words.filter((word, at) => !isSpare(words, at, word));
  return mayChangeTense ? inPresent(spare) : spare;
}

function isSpare(words: readonly Word[], at: number, word: Word): boolean {
  const after = words[at + 1];
  const before = words[at - 1];
  if (word.depth > 0 || after == null || word.raw.toLowerCase() !== word.lower) return false;
  if (word.lower === "that")
    return (
      before != null &&
      saying.test(before.lower) &&
      (isName(after) ||
        articles.has(after.lower) ||
        /^(?:he|she|it|they|his|her|its|their)$/u.test(after.lower))
    );
  if (fillers.has(word.lower)) return before != null && !/^(?:not|as|so|how|very)$/u.test(before.lower);
  if (!articles.has(word.lower) || keepsArticle.test(after.lower)) return false;
  // "The Hague": a capital inside the sentence belongs to the name.
  if (at > 0 && isName(word)) return false;
  if (before == null) return true;
  if (units.test(after.lower) && !/^(?:in|for|of|after|at|on|during)$/u.test(before.lower)) return false;
  if (/^(?:such|half|what|many|quite|rather|all|both|not|once|twice|without|like|than)$/u.test(before.lower))
    return word.lower === "the" && before.lower !== "all" && before.lower !== "both";
  // "is a hero" needs its article.
  return (
    word.lower === "the" ||
    !/^(?:is|are|was|were|be|been|as|become|becomes|became|being|it|him|her|them|me|us)$/u.test(before.lower)
  );
}

const byForm = new Map(
  newsVerbs.flatMap((verb) => [[verb.past, verb] as const, [verb.participle, verb] as const]),
);
/** A stated time in the past keeps the past tense. */
const pastTime =
  /^(?:ago|last|previous|earlier|when|since|until|then|had|was|were|after|before|(?:1[89]|20)\d\d|\d{2,4}s)$/u;

/**
 * "The council has approved" → "council approves", "said" → "says", "were arrested" → "arrested", "will close" → "to
 * close": the main verb only, and only behind a subject whose number shows.
 */
function inPresent(words: readonly Word[]): Word[] {
  const at = words.findIndex((_, i) => i > 0 && finiteAt(words, i) > 0);
  const verb = words[at];
  const next = words[at + 1];
  const subject = words.slice(0, at);
  if (verb == null || next == null || !isPlainSubject(subject)) return [...words];
  const put = (count: number, ...replacement: string[]): Word[] => [
    ...subject,
    ...replacement.map((raw) => ({ raw, lower: raw, depth: verb.depth })),
    ...words.slice(at + count),
  ];
  if (verb.raw !== verb.lower || verb.depth > 0) return [...words];
  if (
    verb.lower === "will" &&
    /^\p{Ll}{2,}$/u.test(next.raw) &&
    !/^(?:not|also|never|no|only|soon|now|likely|\p{L}+ly)$/u.test(next.lower)
  )
    return put(1, "to");
  const rest = words.slice(at + 1);
  // "kills and paralysed": two verbs keep one tense.
  if (
    rest.some(
      (word, i) =>
        /^(?:and|but)$/u.test(word.lower) &&
        /(?:ed|said|took|made|left|was|were|had|went|got|gave|told)$/u.test(rest[i + 1]?.lower ?? ""),
    )
  )
    return [...words];
  if ((verb.lower === "has" || verb.lower === "have") && next.raw === next.lower) {
    const past = byForm.get(next.lower);
    if (past != null && past.participle === next.lower)
      return put(2, verb.lower === "has" ? past.third : past.base);
    if (next.lower === "been" && isPassive(words[at + 2])) return put(2);
    return [...words];
  }
  if (
    (verb.lower === "was" || verb.lower === "were" || verb.lower === "is" || verb.lower === "are") &&
    ((isPassive(next) && words[at + 2]?.lower !== "as") ||
      ((verb.lower === "is" || verb.lower === "are") && isGerund(next)))
  )
    return put(1);
  const past = byForm.get(verb.lower);
  if (past == null || past.past !== verb.lower) return [...words];
  if (verb.lower !== "said" && rest.some(({ lower, depth }) => depth === 0 && pastTime.test(lower)))
    return [...words];
  const isPlural = numberOf(subject);
  return isPlural == null ? [...words] : put(1, isPlural ? past.base : past.third);
}

const isPassive = (word: Word | undefined): boolean =>
  word != null &&
  word.raw === word.lower &&
  !/^(?:thrilled|excited|pleased|interested|concerned|worried|delighted|proud|tired|scared|committed|dedicated|located|based|supposed|called|named|known|considered|expected|used|needed|involved|related|married|limited|designed|made|given|set)$/u.test(
    word.lower,
  ) &&
  (/^\p{L}{3,}ed$/u.test(word.lower) ||
    /^(?:found|killed|shot|held|hit|caught|taken|given|sent|sold|made|told|seen|left|beaten|stolen|set)$/u.test(
      word.lower,
    ));

/** No preposition, no comma, no relative clause: what stands before the verb is its subject alone. */
const isPlainSubject = (subject: readonly Word[]): boolean =>
  subject.length > 0 &&
  subject.length <= 7 &&
  subject.every((word) => !endsClause(word) && word.lower !== "" && !relatives.has(word.lower)) &&
  !/^(?:it|there|he|she|they|i|we|you|this|that)$/u.test(subject.at(-1)?.lower ?? "") &&
  !isGerund(subject[0] ?? (subject.at(-1) as Word));

/** Plural, singular, or null where it does not show. */
function numberOf(subject: readonly Word[]): boolean | null {
  if (subject.some(({ lower }) => lower === "and" || lower === "&")) return true;
  if (subject.some(({ lower }) => /^(?:of|in|on|at|for|with|from|by|to|or)$/u.test(lower))) return null;
  const head = subject.at(-1);
  if (head == null) return null;
  if (/^(?:police|people|men|women|children|sources|officials|authorities)$/u.test(head.lower)) return true;
  if (isName(head)) return /s$/u.test(head.lower) ? null : false;
  if (/(?:ss|us|is|news)$/u.test(head.lower)) return false;
  return /s$/u.test(head.lower);
}
