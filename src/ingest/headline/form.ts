import { articles, conjunctions, fillers, newsVerbs, prepositions, relatives } from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { isInWork } from "./works.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

/** As headlines are told: without fillers, without the articles they can spare, in the present where that is safe. */
export function asHeadline(words: readonly Word[], mayChangeTense: boolean): Word[] {
  // "A feed is a file at an address" explains words; without its articles it would be a telegram.
  const explains =
    /^an?$/u.test(words[0]?.lower ?? "") &&
    words.some(
      ({ lower }, at) => at < 6 && /^(?:is|are)$/u.test(lower) && /^an?$/u.test(words[at + 1]?.lower ?? ""),
    );
  const spare = words.filter(
    (word, at) => (explains && articles.has(word.lower)) || !isSpare(words, at, word),
  );
  return mayChangeTense ? inPresent(spare) : spare;
}

function isSpare(words: readonly Word[], at: number, word: Word): boolean {
  const after = words[at + 1];
  const before = words[at - 1];
  if (word.depth > 0 || after == null || word.raw.toLowerCase() !== word.lower || isInWork(words, at))
    return false;
  if (word.lower === "that")
    return (
      before != null &&
      saying.test(before.lower) &&
      (isName(after) ||
        articles.has(after.lower) ||
        /^(?:he|she|it|they|his|her|its|their)$/u.test(after.lower))
    );
  // "the USA Today reporter": a capital makes it a name.
  if (fillers.has(word.lower) && word.raw === word.lower)
    return before != null && !/^(?:not|as|so|how|very)$/u.test(before.lower);
  if (!articles.has(word.lower) || keepsArticle.test(after.lower)) return false;
  if (people.test(after.lower) && !isNounAt(words, at + 2)) return false;
  // "The Hague": a capital inside the sentence belongs to the name.
  if (isName(word) && (at > 0 || /^(?:hague|gambia|bahamas|economist|guardian|beatles)$/u.test(after.lower)))
    return false;
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

/** After these the "that" of what was said may go. */
const saying =
  /^(?:said|says|admitted|claimed|confirmed|announced|revealed|believes?|believed|thinks?|insisted|warned|argued|denied|alleged|found|finds|shows?|showed|suggests?|suggested|reveals?|hopes?|hoped|fears?|feared)$/u;

const keepsArticle =
  /^(?:few|lot|little|bit|while|couple|same|most|least|more|only|rest|other|others|way|then|second|third|half|number|series|range|variety|great|good)$/u;
/** "the poor" are people, "the poor harvest" is not. */
const people =
  /^(?:poor|rich|elderly|homeless|young|old|dead|living|disabled|wounded|unemployed|best|worst)$/u;
const isNounAt = (words: readonly Word[], at: number): boolean =>
  words[at] != null &&
  !endsClause(words[at - 1] as Word) &&
  finiteAt(words, at) === 0 &&
  !prepositions.has(words[at].lower) &&
  !conjunctions.has(words[at].lower);

const units = /^(?:year|month|week|day|hour|minute|night|piece|barrel|share|head|time)$/u;

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
  if (verb == null || next == null || verb.raw !== verb.lower || verb.depth > 0 || !isPlainSubject(subject))
    return [...words];
  // "kills and paralysed": two verbs keep one tense.
  if (hasSecondPast(words.slice(at + 1))) return [...words];
  const told =
    futureOf(verb, next) ??
    (words.some(({ lower }) => lower === "since")
      ? null
      : perfectOf(verb, next, words.slice(at + 2, at + 4))) ??
    passiveOf(verb, next, words[at + 2]) ??
    simpleOf(verb, subject, words.slice(at + 1));
  if (told == null) return [...words];
  const put = told.put.map((raw) => ({ raw, lower: raw, depth: 0 }));
  return [...subject, ...put, ...words.slice(at + told.taken)];
}

/** How many words of the verb go, and what stands in their place. */
type Told = { readonly taken: number; readonly put: readonly string[] } | null;

const hasSecondPast = (rest: readonly Word[]): boolean =>
  rest.some(({ lower }, i) => {
    if (lower !== "and" && lower !== "but") return false;
    const next = rest[i + 1]?.lower ?? "";
    const isAdverb = /^(?:almost|then|also|later|even|nearly|\p{L}+ly)$/u.test(next);
    return /(?:ed|said|took|made|left|was|were|had|went|got|gave|told)$/u.test(
      isAdverb ? (rest[i + 2]?.lower ?? "") : next,
    );
  });

function futureOf(verb: Word, next: Word): Told {
  if (verb.lower !== "will" || !/^\p{Ll}{2,}$/u.test(next.raw)) return null;
  return /^(?:not|also|never|no|only|soon|now|likely|\p{L}+ly)$/u.test(next.lower)
    ? null
    : { taken: 1, put: ["to"] };
}

function perfectOf(verb: Word, next: Word, [third, fourth]: readonly Word[]): Told {
  if ((verb.lower !== "has" && verb.lower !== "have") || next.raw !== next.lower) return null;
  if (next.lower === "been")
    return isPassive(third) && !isHandedOver(third, fourth) ? { taken: 2, put: [] } : null;
  const known = byForm.get(next.lower);
  // Of a verb we do not know the past stands for it: "have caulked" → "caulked".
  if (known == null) return /^\p{Ll}{3,}ed$/u.test(next.lower) ? { taken: 1, put: [] } : null;
  if (known.participle !== next.lower) return null;
  return { taken: 2, put: [verb.lower === "has" ? known.third : known.base] };
}

function passiveOf(verb: Word, next: Word, third: Word | undefined): Told {
  if (!/^(?:was|were|is|are)$/u.test(verb.lower)) return null;
  const isGoing = (verb.lower === "is" || verb.lower === "are") && isGerund(next);
  const isDone = isPassive(next) && third?.lower !== "as" && !isHandedOver(next, third);
  return isGoing || isDone ? { taken: 1, put: [] } : null;
}

/** "was issued a notice": without "was" it would be she who issued it. */
const isHandedOver = (done: Word | undefined, after: Word | undefined): boolean =>
  /^(?:issued|offered|handed|sent|paid|shown|served)$/u.test(done?.lower ?? "") &&
  after != null &&
  !prepositions.has(after.lower);

function simpleOf(verb: Word, subject: readonly Word[], rest: readonly Word[]): Told {
  const known = byForm.get(verb.lower);
  if (known == null || known.past !== verb.lower) return null;
  if (verb.lower !== "said" && rest.some(({ lower, depth }) => depth === 0 && pastTime.test(lower)))
    return null;
  const isPlural = numberOf(subject);
  return isPlural == null ? null : { taken: 1, put: [isPlural ? known.base : known.third] };
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
  subject.every(
    (word) =>
      !endsClause(word) &&
      word.lower !== "" &&
      !relatives.has(word.lower) &&
      !/^(?:i|we|you|they|he|she|it)['’]/u.test(word.lower) &&
      !/^(?:how|why|what|after|before|while|as|since|because|although|though|if|until|once)$/u.test(
        word.lower,
      ),
  ) &&
  !/^(?:it|there|he|she|they|i|we|you|this|that)$/u.test(subject.at(-1)?.lower ?? "") &&
  !isGerund(subject[0] ?? (subject.at(-1) as Word));

/** Plural, singular, or null where it does not show. */
function numberOf(subject: readonly Word[]): boolean | null {
  if (subject.some(({ lower }) => lower === "and" || lower === "&")) return true;
  if (subject.some(({ lower }) => /^(?:of|in|on|at|for|with|from|by|to|or)$/u.test(lower))) return null;
  // "teachers wearing red": the noun stands before.
  if (subject.some((word, at) => at > 0 && isGerund(word))) return null;
  const head = subject.at(-1);
  if (head == null) return null;
  if (/^(?:police|people|men|women|children|sources|officials|authorities)$/u.test(head.lower)) return true;
  if (isName(head)) return head.lower.endsWith("s") ? null : false;
  if (/(?:ss|us|is|news)$/u.test(head.lower)) return false;
  return head.lower.endsWith("s");
}
