import { articles, auxiliaries, conjunctions, determiners, prepositions, pronouns } from "./data.ts";
import { type Word, endsClause, isName } from "./words.ts";

/** Longest title of a work, in words, to either side of the one that is asked about. */
const maxReach = 8;

/**
 * Does word `at` stand inside the title of a work: "The Light at the End of the Pier", "Once Upon a Tide"? Capitals on
 * both sides, and one of them on a small word that has none in a sentence.
 */
export function isInWork(words: readonly Word[], at: number): boolean {
  const before = reach(words, at, -1);
  const after = reach(words, at, 1);
  if (before.length === 0 || after.length === 0) return false;
  return [...before, ...after].some((word) => isName(word) && isSmall(word) && word !== words[0]);
}

/** The words of the run of capitals from `at` outwards, with the small ones between them. */
function reach(words: readonly Word[], at: number, step: 1 | -1): Word[] {
  const found: Word[] = [];
  let last = 0;
  for (let i = at + step, n = 0; n < maxReach; i += step, n++) {
    const word = words[i];
    const inner = step > 0 ? words[i - 1] : word;
    if (word == null || inner == null || endsClause(inner)) break;
    if (!isName(word) && !joins.has(word.lower)) break;
    found.push(word);
    if (isName(word)) last = found.length;
  }
  return found.slice(0, last);
}

const joins = new Set("of the a an in on at and for to from with upon by".split(" "));

const isSmall = ({ lower }: Word): boolean =>
  articles.has(lower) ||
  determiners.has(lower) ||
  (prepositions.has(lower) && lower !== "up") ||
  (pronouns.has(lower) && lower !== "us") ||
  (auxiliaries.has(lower) && lower !== "may" && lower !== "will") ||
  conjunctions.has(lower);
