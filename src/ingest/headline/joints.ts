import {
  auxiliaries,
  determiners,
  forms,
  needsComplement,
  pairedBy,
  prepositions,
  pronouns,
} from "./data.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

/** What was taken away: the rougher the cut, the less a headline is liked. */
export type Cut = "none" | "clause" | "adjunct" | "phrase";

/** A noun, a name or a number: something a phrase may be taken away from. */
export function isObjectLike(word: Word, before?: Word): boolean {
  const { lower, raw } = word;
  // "up to nine years | for"
  if (timeUnits.test(lower) && counts.test(before?.lower ?? "")) return true;
  // "a fake one"
  if (lower === "one" && before != null && /^\p{Ll}{3,}$/u.test(before.raw) && !isLoose(before)) return true;
  if (isLoose(word) || needsComplement.has(lower) || pronouns.has(lower) || auxiliaries.has(lower))
    return false;
  if (isName(word)) return true;
  // "will be held | across"
  if (/^(?:is|are|was|were|be|been|being)$/u.test(before?.lower ?? "") && strongParticiple.test(lower))
    return false;
  // "is shooting" is a verb, "the shooting" is none.
  if (lower.endsWith("ing") && (forms.be.has(before?.lower ?? "") || before?.lower.endsWith("ly") === true))
    return false;
  if (
    (isGerund(word) || /(?:ed|ly|ous|ful|ble|ive|en|est|er than)$/u.test(lower)) &&
    !/^(?:women|men|children|garden|citizen|evening|morning|building|wedding|meeting|vehicle|table|bed|family|executive|detective|people|trouble|bubble|cable)$/u.test(
      lower,
    )
  )
    return false;
  return /^[\p{L}\p{N}$€£]/u.test(raw) || raw.endsWith("”") || raw.endsWith('"');
}

const strongParticiple =
  /^(?:held|made|put|set|led|kept|met|found|seen|told|given|taken|built|sent|brought|caught|left|born|known|shown|cut|hit|sold|bought)$/u;

const timeUnits = /^(?:days|weeks|months|years|hours|minutes)$/u;
const counts =
  /^(?:\p{N}[\p{N}.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)$/u;

/** Verbs and particles: what follows belongs to them. */
export function isLoose({ lower }: Word, before?: Word): boolean {
  // "next year | as", but "two years | after"
  if (timeUnits.test(`${lower}s`) && /^(?:last|this|next|each|every)$/u.test(before?.lower ?? ""))
    return false;
  return (
    prepositions.has(lower) ||
    determiners.has(lower) ||
    /^(?:not|only|just|even|and|or|but|that|shortly|soon|right|long|days?|weeks?|months?|years?|hours?|minutes?|moments)$/u.test(
      lower,
    )
  );
}

/** "accused the mayor | of": the verb waits for its second part, which that preposition opens. */
export function isPairedBefore(words: readonly Word[], at: number): boolean {
  if (words.slice(Math.max(0, at - 14), at).some(({ lower }) => completed.test(lower))) return true;
  const paired = pairedBy.get(words[at]?.lower ?? "");
  if (paired == null) return false;
  for (let i = at - 1; i >= Math.max(0, at - 10); i--) {
    const { lower = "" } = words[i] ?? {};
    if (prepositions.has(lower) && lower !== "of") return false;
    if (paired.test(lower)) return true;
  }
  return false;
}
/** "made the sale of lamps | in the harbour a feast": what comes of it may follow any phrase. */
const completed = /^(?:puts?|makes?|made|making|renders?|rendered|deems?|deemed|leaves|left|leaving)$/u;

/** "here, seated | in": what is left behind a comma would be too little to stand. */
export const endsNearComma = (words: readonly Word[], at: number): boolean =>
  words.slice(Math.max(0, at - 3), at - 1).some(endsClause);
