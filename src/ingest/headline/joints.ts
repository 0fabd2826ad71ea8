import {
  auxiliaries,
  determiners,
  forms,
  needsComplement,
  pairedVerbs,
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
  if (isLoose(word) || needsComplement.has(lower) || pronouns.has(lower) || auxiliaries.has(lower))
    return false;
  if (isName(word)) return true;
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

const timeUnits = /^(?:days|weeks|months|years|hours|minutes)$/u;
const counts =
  /^(?:\p{N}[\p{N}.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)$/u;

/** Verbs and particles: what follows belongs to them. */
export function isLoose({ lower }: Word): boolean {
  return (
    prepositions.has(lower) ||
    determiners.has(lower) ||
    /^(?:not|only|just|even|and|or|but|that|shortly|soon|right|long|days?|weeks?|months?|years?|hours?|minutes?|moments)$/u.test(
      lower,
    )
  );
}

/** "accused the mayor | of": the verb waits for its second part. */
export function isPairedBefore(words: readonly Word[], at: number): boolean {
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

/** "here, seated | in": what is left behind a comma would be too little to stand. */
export const endsNearComma = (words: readonly Word[], at: number): boolean =>
  words.slice(Math.max(0, at - 3), at - 1).some(endsClause);
