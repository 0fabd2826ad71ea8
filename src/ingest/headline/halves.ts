import { determiners, prepositions, surePasts } from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause } from "./words.ts";

/** Would the cut leave half of something: "between A", "as the crowd", "a man identified as B" without its verb? */
export function isHalf(words: readonly Word[], at: number): boolean {
  const head = words.slice(0, at);
  // "outside the state to prevent | …": what, is missing.
  if (
    head.at(-2)?.lower === "to" &&
    !endsItself.test(head.at(-1)?.lower ?? "") &&
    /^\p{Ll}+$/u.test(head.at(-1)?.raw ?? "")
  )
    return true;
  if (waitsForInfinitive(words, at)) return true;
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

/** "directed the commission | in Ostwick to close": told without what it was directed to do, it is half. */
function waitsForInfinitive(words: readonly Word[], at: number): boolean {
  const since = words.findLastIndex((word, i) => i < at && endsClause(word)) + 1;
  const verb = words.findLastIndex(({ lower }, i) => i >= since && i < at && directs.test(lower));
  if (
    verb < 1 ||
    words.slice(verb, at).some(({ lower }) => /^(?:to|that|against|about|of|for)$/u.test(lower))
  )
    return false;
  for (let i = at; i < Math.min(words.length - 1, at + 10); i++) {
    if (words[i]?.lower === "to")
      return /^\p{Ll}/u.test(words[i + 1]?.raw ?? "") && !determiners.has(words[i + 1]?.lower ?? "");
    if (endsClause(words[i] as Word) || finiteAt(words, i) === 2) return false;
  }
  return false;
}
const directs =
  /^(?:direct|ask|urg|order|tell|told|instruct|forc|allow|permitt?|enabl|persuad|encourag|warn|advis|invit|requir|plead|begg?|compell?|press|want|expect|help|caus|pledg|vow|promis|need)(?:s|es|ed|ing)?$/u;

/** Verbs that need nothing behind them, and nouns that follow "to". */
export const endsItself =
  /^(?:go|leave|return|play|vote|fight|sail|act|resign|die|live|work|win|talk|speak|marry|travel|come|rise|fall|grow|stop|continue|begin|start|end|close|open|move|retire|run|swim|fly|learn|sleep|eat|drive|walk|wait|happen|survive|appear|compete|succeed|fail|escape|emerge|quit|protest|march|testify|negotiate|cooperate|\p{L}{2,}(?:s|ion|ity|ment|ness|age|ance|ence|er|or|ism|land|hood|ship))$/u;

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
  const { lower = "" } = words[verb] ?? {};
  // "ferrymen lodged in a hut …": of a past tense behind a name only what follows tells.
  const isOpen =
    finiteAt(words, verb) === 1 || (!surePasts.has(lower) && prepositions.has(words[verb + 1]?.lower ?? ""));
  if (verb >= at || !isOpen || !lower.endsWith("ed")) return false;
  return !words.slice(verb, at).some((_, i) => finiteAt(words, verb + i) === 2);
}
