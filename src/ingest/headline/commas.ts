import { articles, conjunctions, prepositions, pronouns, relatives } from "./data.ts";
import type { Cut } from "./joints.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

/** May the sentence end at the comma before `at`? What follows must be something added, and not one of a list. */
export function afterComma(words: readonly Word[], at: number): Cut | null {
  const { lower } = words[at] as Word;
  const earlier = words.slice(0, at - 1).some((word) => word.depth === 0 && word.raw.endsWith(","));
  if (/^(?:and|or)$/u.test(lower)) return earlier || !opensFiniteClause(words, at) ? null : "clause";
  if (
    /^(?:but|then|yet|while|although|though|after|before|as|amid|despite|following|because|since|when|so|even|though|prompting|saying|leaving|making|including|according|who|which|whose|where|whom|with|just|not)$/u.test(
      lower,
    )
  )
    return "clause";
  if (isGerund(words[at] as Word)) return "clause";
  if (prepositions.has(lower) || articles.has(lower)) return "adjunct";
  const isSaying = words.slice(at + 1, at + 14).some((word) => saying.test(word.lower));
  if (isSaying) return mayGoUnsaid(words, at) ? "adjunct" : null;
  // ", Raquel Lind": who that is; but ", Lind and Varga" is a list.
  if (
    isName(words[at] as Word) &&
    !earlier &&
    !words.slice(at, at + 12).some((w) => /^(?:and|or|&)$/u.test(w.lower))
  )
    return "adjunct";
  return /^\p{L}{3,}ed$/u.test(lower) || pronouns.has(lower) ? "adjunct" : null;
}

const offices =
  /^(?:police|spokesman|spokeswoman|spokesperson|officials?|authorities|court|agency|ministry|department|office|government|report|reports|media|study|researchers|scientists|doctors|prosecutors|investigators|firefighters|sources?|data|figures|documents|statement|newspaper|company|university|hospital|army|military)$/u;

const saying = /^(?:said|says|reported|according|announced|showed|shows|confirmed|told|added|claimed)$/u;

const opinion =
  /^(?:is|are|will|would|should|must|can|could|may|might|needs?|wants?|n['’]t|not|never)$|n['’]t$/u;

/** ", police said" may go; what is quoted, claimed or only thought is somebody's and stays so. */
function mayGoUnsaid(words: readonly Word[], at: number, kept = at): boolean {
  const tail = words.slice(at, at + 14);
  const verb = tail.findIndex(({ lower }) => saying.test(lower) || /^(?:has|have|had)$/u.test(lower));
  if (tail.slice(0, verb).some(({ lower }) => offices.test(lower))) return true;
  const name = tail[verb - 1];
  if (words.slice(0, kept).some(({ depth }) => depth > 0) || tail[verb]?.lower === "claimed") return false;
  // What happened is a fact to him who tells it; what is, will or should be is an opinion.
  return name == null || !isName(name) || !words.slice(0, kept).some(({ lower }) => opinion.test(lower));
}

/** Is what stands before `kept` a fact, whatever is said behind it and before the ", Mira Lind said" at `told`? */
export const isFact = (words: readonly Word[], kept: number, told: number): boolean =>
  kept < told && mayGoUnsaid(words, told, kept);

/** Does ", Mira Lind said" begin at `at`? What stands before may then not be told without her. */
export function isOnesWord(words: readonly Word[], at: number): boolean {
  if (!/,["”’]?$/u.test(words[at - 1]?.raw ?? "")) return false;
  const first = words[at] as Word;
  if (
    isGerund(first) ||
    prepositions.has(first.lower) ||
    conjunctions.has(first.lower) ||
    relatives.has(first.lower)
  )
    return false;
  const verb = words.findIndex((_, i) => i > at && i < at + 14 && finiteAt(words, i) > 0);
  if (verb < 0 || words.slice(at, verb).some(endsClause) || words[verb + 1]?.lower === "by") return false;
  // "has said"
  const said = words[/^(?:has|have|had)$/u.test(words[verb]?.lower ?? "") ? verb + 1 : verb];
  return said != null && /^(?:said|says|told|added|claimed)$/u.test(said.lower) && !mayGoUnsaid(words, at);
}

/** "has Lind, the baker, | as mayor": between its commas stands no verb, and what follows belongs to what is before. */
export function closesAside(words: readonly Word[], at: number): boolean {
  const open = words.findLastIndex((word, i) => i < at - 1 && endsClause(word));
  if (open < 1 || words.slice(open + 1, at).some((_, i) => finiteAt(words, open + 1 + i) > 0)) return false;
  const opening = words[open + 1] as Word;
  return !isGerund(opening) && !prepositions.has(opening.lower) && prepositions.has(words[at]?.lower ?? "");
}

/** "the lighthouse, last of its kind | on the coast, to": what a noun is, between commas, is told whole or not at all. */
export function isInAside(words: readonly Word[], at: number): boolean {
  const open = words.findLastIndex((word, i) => i < at && word.depth === 0 && endsClause(word));
  const close = words.findIndex((word, i) => i >= at && endsClause(word));
  const opening = words[open + 1];
  if (open < 2 || close < 0 || opening == null || !/,["”’]?$/u.test(words[open]?.raw ?? "")) return false;
  const isNoun = articles.has(opening.lower) || /^\p{Ll}/u.test(opening.raw);
  if (!isNoun || isGerund(opening) || prepositions.has(opening.lower) || relatives.has(opening.lower))
    return false;
  if (conjunctions.has(opening.lower) || pronouns.has(opening.lower)) return false;
  return !words.slice(open + 1, close).some((_, i) => finiteAt(words, open + 1 + i) > 0);
}

/** Longest subject with what describes it, in words. */
const maxSubject = 14;

/** Is a verb within reach of the word behind `at`? */
export function opensFiniteClause(words: readonly Word[], at: number): boolean {
  for (let i = at + 2; i < Math.min(words.length, at + maxSubject); i++) {
    // "as a land of hope — a place where …": the verb is another's.
    if (relatives.has(words[i]?.lower ?? "") || /^[—–-]+$/u.test(words[i]?.raw ?? "")) return false;
    if (finiteAt(words, i) > 0) return true;
  }
  return false;
}
