import { piecesOf } from "./cuts.ts";
import {
  articles,
  auxiliaries,
  conjunctions,
  determiners,
  firstPersons,
  fillers,
  looseEnds,
  needsComplement,
  needsInfinitive,
  openingSubordinators,
  prepositions,
  pronouns,
  relatives,
  vagueOpeners,
} from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName } from "./words.ts";

const joins = /^(?:of|in|for|on|against|between)$/u;
const mostWords = 12;

/**
 * What a sentence speaks of, without saying anything about it: its longer noun phrases ("first map of the old harbour").
 * For texts that tell nothing (recipes, guides, essays); English.
 */
export function topicsOf(words: readonly Word[]): Word[][] {
  const topics: Word[][] = [];
  let from = -1;
  const close = (end: number): void => {
    const topic = from < 0 ? [] : trimmed(words.slice(from, end));
    if (
      topic.length > 0 &&
      opensTopic(words, from) &&
      closesTopic(words, end) &&
      isTopic(topic, words[from - 1])
    )
      topics.push(topic);
    from = -1;
  };
  for (const [at, word] of words.entries()) {
    const isInner = from >= 0 && (joins.test(word.lower) || articles.has(word.lower));
    if (!isInner && !isNounLike(words, at)) {
      close(at);
      continue;
    }
    if (from < 0) from = at;
    if (endsHere(word)) close(at + 1);
  }
  close(words.length);
  return topics;
}

const endsHere = (word: Word): boolean => endsClause(word) || /[.!?]["”’]?$/u.test(word.raw);

/** At the start of the sentence, behind an article or a possessive, or behind "about"; never half of a pair. */
function opensTopic(words: readonly Word[], from: number): boolean {
  const before = words[from - 1];
  if (before == null) return true;
  if (
    determiners.has(before.lower) &&
    !/^(?:that|no|any|some|every|each|both|another|such|whose)$/u.test(before.lower)
  ) {
    return !/^(?:and|or|than|between)$/u.test(words[from - 2]?.lower ?? "");
  }
  return before.lower === "about";
}

/** Before a verb, a relative clause or a mark; not before "and B". */
function closesTopic(words: readonly Word[], end: number): boolean {
  const last = words[end - 1];
  const after = words[end];
  if (after == null || last == null || /[.!?;:]["”’]?$/u.test(last.raw)) return true;
  if (/^(?:and|or|&)$/u.test(after.lower)) return false;
  // "his decision | to leave"
  if (after.lower === "to" && (needsInfinitive.has(last.lower) || needsComplement.has(last.lower)))
    return false;
  return (
    endsClause(last) ||
    finiteAt(words, end) > 0 ||
    /^(?:that|who|which|where|after|before|when|while|as|to|with|by|during|amid|because)$/u.test(
      after.lower,
    ) ||
    /(?:ed|ing)$/u.test(after.lower)
  );
}

/** "Parts of the coast", "half of them": the first word only counts the second. */
const measures =
  /^(?:third|half|quarter|number|group|lot|couple|parts?|kinds?|sort|types?|series|range|total|percent|per|rest|wake|end|beginning|start|top|bottom|best|worst|list|set|pair|dozen|least|most|first|last|next|same|such|way|ways|case|example|city|town|village|capital|state|district|region|suburb|island|member|members|resident|residents|umbrella|head|chief|director|son|daughter|wife|husband)$/u;

/** "These butter cakes | are": three words are the topic of what shows them, elsewhere only the subject of a sentence. */
const leastWords = (topic: readonly Word[], before: Word | undefined): number =>
  /^(?:this|these)$/u.test(before?.lower ?? "") || topic.some(({ lower }) => joins.test(lower)) ? 3 : 4;

const isTopic = (topic: readonly Word[], before: Word | undefined): boolean =>
  topic.length >= leastWords(topic, before) &&
  topic.length <= mostWords &&
  topic.every(({ depth, lower }) => depth === 0 && !/^(?:between|some|(?:19|20)\d\d)$/u.test(lower)) &&
  !topic.some(({ lower }, at) => (at === 0 || topic[at + 1]?.lower === "of") && measures.test(lower)) &&
  // "59-year-old woman from the north": whom, but not what.
  !/^\p{N}+-year/u.test(topic[0]?.lower ?? "") &&
  !measures.test(topic.at(-1)?.lower ?? "") &&
  // A name alone is no title.
  topic.some((word, at) => joins.test(word.lower) || (at === topic.length - 1 && !isName(word)));

function isNounLike(words: readonly Word[], at: number): boolean {
  const word = words[at] as Word;
  const { lower } = word;
  if (!/^[\p{L}\p{N}$€£]/u.test(lower) || finiteAt(words, at) > 0) return false;
  if (/(?:ly|ed)$/u.test(lower) && !isName(word)) return false;
  if (isGerund(word) && (at === 0 || !isName(word))) return false;
  if (/^(?:now|then|still|ever|here|there|today|come|comes|based|according|including|due|per)$/u.test(lower))
    return false;
  return ![
    articles,
    auxiliaries,
    conjunctions,
    determiners,
    firstPersons,
    fillers,
    prepositions,
    pronouns,
    relatives,
    looseEnds,
  ].some((set) => set.has(lower));
}

function trimmed(run: readonly Word[]): Word[] {
  let from = 0;
  let to = run.length;
  const isEdge = (word: Word | undefined): boolean =>
    word != null && (joins.test(word.lower) || articles.has(word.lower));
  while (isEdge(run[from]) || vagueOpeners.has(run[from]?.lower ?? "")) from++;
  while (to > from && (isEdge(run[to - 1]) || /['’]s$|s['’]$/u.test(run[to - 1]?.raw ?? ""))) to--;
  return run.slice(from, to);
}

/** Whom or what a sentence speaks of: all that stands before its verb; null where that is no name for it. */
export function subjectOf(words: readonly Word[]): readonly Word[] | null {
  const verb = words.findIndex((_, at) => finiteAt(words, at) === 2);
  const relative = words.findIndex(({ lower }, at) => at > 1 && relatives.has(lower));
  const subject = words.slice(0, relative > 0 && relative < verb ? relative : verb);
  const opening = subject[0]?.lower ?? "";
  if (verb < 3 || subject.length < 3 || vagueOpeners.has(opening) || openingSubordinators.has(opening))
    return null;
  return looseEnds.has(subject.at(-1)?.lower ?? "") ? null : subject;
}

/** "I'll explain | how to bake bread at home": what the sentence promises to teach, to its end and to each shorter one. */
export function instructionsOf(words: readonly Word[]): (readonly Word[])[] {
  const at = words.findIndex(
    ({ lower, depth }, i) =>
      depth === 0 && /^(?:how|when|where|what)$/u.test(lower) && words[i + 1]?.lower === "to",
  );
  if (at < 0) return [];
  return piecesOf(words.slice(at))
    .map(({ words: piece }) => piece)
    .filter(
      (piece) =>
        piece.length >= 4 &&
        !looseEnds.has(piece.at(-1)?.lower ?? "") &&
        !piece.some(({ lower }) => firstPersons.has(lower) && !lower.startsWith("you")),
    );
}
