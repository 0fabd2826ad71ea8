import {
  articles,
  auxiliaries,
  determiners,
  fillers,
  forms,
  newsVerbs,
  notVerbs,
  pluralVerbs,
  prepositions,
  pronouns,
  surePasts,
} from "./data.ts";
import { commonBases, commonPasts, commonThirds } from "./common-verbs.ts";
import { type Word, isName } from "./words.ts";

const thirdPersons = new Set([...newsVerbs.map(({ third }) => third), ...commonThirds]);

const bases = new Set([...newsVerbs.map(({ base }) => base), ...commonBases]);

/** A base form that waits for an object, and after "to" is no noun ("sent to jail"). */
export const waitsForObject = (lower: string): boolean =>
  bases.has(lower) &&
  !/^(?:jail|fire|land|trade|rule|stage|park|post|cover|share|test|rank|race|walk|talk|rest)$/u.test(lower);

const pasts = new Set([...newsVerbs.map(({ past }) => past), ...commonPasts]);

/** As often a noun: "the plans", "his wins". */
const nounLike =
  /^(?:plans|needs|calls|hopes|offers|features|wins|hits|loses|claims|aims|demands|attacks|votes|reports|launches|opens|visits|orders|names|returns|starts|stops|files|fires|backs|bans|deals|moves|shows|works|looks|posts|cut|hit|bid|left|set|found|felt|meant|thought|rose|saw|ground)$/u;

/** 0 no, 1 perhaps, 2 surely. */
type Sureness = 0 | 1 | 2;

/**
 * How surely is word `at` a finite verb? By its form, by lists, and by its neighbours; a noun taken for a verb only
 * keeps a candidate alive, so what is not known counts as "perhaps" where an object follows.
 */
export function finiteAt(words: readonly Word[], at: number): Sureness {
  const word = words[at];
  if (word == null) return 0;
  const before = words[at - 1];
  const after = words[at + 1];
  const known = seen.get(word);
  if (known != null && known.before === before && known.after === after) return known.sure;
  const sure = judge(words, at);
  seen.set(word, { before, after, sure });
  return sure;
}

/** Every rule asks again, of every piece of the sentence; between the same neighbours the answer is the same. */
const seen = new WeakMap<
  Word,
  { readonly before: Word | undefined; readonly after: Word | undefined; readonly sure: Sureness }
>();

function judge(words: readonly Word[], at: number): Sureness {
  const word = words[at];
  const before = words[at - 1];
  const after = words[at + 1];
  if (word == null || before == null) return 0;
  const { lower } = word;
  // "the song What Is Left": with a capital between capitals it is part of a name.
  if (isName(word) && isName(before) && after != null && isName(after)) return 0;
  if (auxiliaries.has(lower)) return isAuxiliary(word, before) ? 2 : 0;
  if (contraction.test(lower)) return 2;
  if (notVerbs.has(lower) || isName(word) || lower.includes("-")) return 0;
  // "can be held", "was sent": the auxiliary has counted.
  if (forms.be.has(before.lower) && participle.test(lower)) return 0;
  // "to play summer hit Moonlight": the object of the infinitive.
  const isInObject = words[at - 3]?.lower === "to" && bases.has(words[at - 2]?.lower ?? "");
  if (isInObject && nounLike.test(lower)) return 0;
  const modified = isModified(before);
  if (surePasts.has(lower)) return modified ? 0 : nounLike.test(lower) && !opensObject(after) ? 1 : 2;
  if (modified) return 0;
  return inPresent(lower, before, after) ?? inPast(lower, before, after);
}

const contraction = /\p{L}n['’]t$|^(?:it|he|she|that|there|who|they|we|you|i)['’](?:s|re|ve|ll|d|m)$/u;
const participle =
  /(?:ed|held|found|made|told|sold|sent|led|hit|kept|met|paid|won|lost|brought|caught|left|set)$/u;

/** The month of May and a last will are none. */
function isAuxiliary(word: Word, before: Word): boolean {
  if (word.lower === "may") return !isName(word);
  return (word.lower !== "might" && word.lower !== "will") || !isModified(before);
}

function inPresent(lower: string, before: Word, after: Word | undefined): Sureness | null {
  if (thirdPersons.has(lower)) {
    // "Lind refrains from", "now sings": no noun stands there.
    const isVerb = opensObject(after) || isName(before) || fillers.has(before.lower);
    return isVerb && !(nounLike.test(lower) && !opensObject(after)) ? 2 : 1;
  }
  if (lasting.test(lower) && !isModified(before) && !leadsBase(before)) return 1;
  const afterPlural =
    /\p{L}[^s'’]s,?$/u.test(before.raw) || /^(?:people|police|men|women|children)$/u.test(before.lower);
  if (afterPlural && pluralVerbs.has(lower)) return 2;
  // "truffles contain a …": between a plural and an article stands a verb.
  const isBase = bases.has(lower) || (/^\p{L}{3,}$/u.test(lower) && !/(?:s|ly|ed|ing)$/u.test(lower));
  if (afterPlural && isBase && !prepositions.has(lower)) {
    if (articles.has(after?.lower ?? "") || (bases.has(lower) && opensObject(after))) return 1;
  }
  // "storms that cause": behind the relative of a plural.
  if (/^(?:who|which|that)$/u.test(before.lower) && bases.has(lower) && !nounLike.test(lower)) return 1;
  // "helps you": any word in -s with an object behind it.
  if (!/^\p{L}{3,}[^s'’]s$/u.test(lower)) return null;
  const isObject = opensObject(after) && after != null && !isName(after) && after.lower !== "that";
  return isObject && !/\p{L}s$/u.test(before.lower) ? 1 : 0;
}

/** Seldom anything but verbs, and then of more than one: "boats across the bay continue to sail". */
const lasting = /^(?:continue|remain|become|seem|appear|consist|refuse|agree|believe)$/u;
const leadsBase = ({ lower }: Word): boolean =>
  auxiliaries.has(lower) ||
  pronouns.has(lower) ||
  fillers.has(lower) ||
  /^(?:not|never|let|help|make|\p{L}+ly)$|n['’]t$/u.test(lower);

function inPast(lower: string, before: Word, after: Word | undefined): Sureness {
  if (!/^\p{L}{2,}ed$/u.test(lower) && !pasts.has(lower)) return 0;
  if (forms.be.has(before.lower) || forms.have.has(before.lower)) return 0;
  // ", accused in 2015 of …" and "a report released by …" describe.
  if (before.raw.endsWith(",") || after?.lower === "by") return 0;
  // "Rankin called for calm": behind a name it is the verb.
  const byName = isName(before) && /^\p{L}/u.test(before.raw);
  if (byName && after?.lower !== "as") return 2;
  return opensObject(after) ? 2 : 1;
}

/** After a determiner, a possessive, a preposition or an adjective no finite verb follows. */
function isModified(before: Word): boolean {
  const { lower, raw } = before;
  if (/[,;:—–-]["”’]?$/u.test(raw)) return false;
  return (
    (determiners.has(lower) && lower !== "this" && lower !== "that" && lower !== "all" && lower !== "both") ||
    (prepositions.has(lower) && !/^(?:up|down|out|off|in|on|over)$/u.test(lower)) ||
    /['’]s$|s['’]$/u.test(raw) ||
    lower === "to" ||
    /^(?:new|own|first|second|last|next|big|more|most|many|several|few|and|or)$/u.test(lower)
  );
}

/** Does an object or a complement clause begin here? */
function opensObject(word: Word | undefined): boolean {
  if (word == null || word.lower === "") return false;
  const { lower } = word;
  return (
    articles.has(lower) ||
    determiners.has(lower) ||
    pronouns.has(lower) ||
    lower === "that" ||
    isName(word) ||
    /^(?:[$€£]?\p{N}|(?:two|three|four|five|six|seven|eight|nine|ten|several|many|more)$)/u.test(lower) ||
    /^["“‘]/u.test(word.raw)
  );
}
