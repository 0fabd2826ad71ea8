import type { Flag } from "./flags.ts";
import type { Mention } from "./names.ts";
import { mentionsIn } from "./names.ts";
import type { Passage } from "./passage.ts";
import { wordsBetween } from "./passage.ts";

/** Who does it, to whom, and by what verb: as stems, the last word of each name. */
type Deed = { readonly verb: string; readonly by: string; readonly to: string };

/** Words between a name and its verb: "Lind has now", "sued the builder". */
const nearWords = 3;
const mostMentions = 400;
/** Whoever meets somebody is met. */
const mutual =
  /^(?:meet|marri|marry|wed|divorc|play|fight|fac|join|dat|talk|speak|agree|argu|shar|work|liv|tie|draw|clash|negotiat|cooperat|collaborat|compet|chat|embrac|kiss|hug|partner|unit|merg|border|accompan|accompany|be|have|and|say|tell|said)$/;
const auxiliary = /^(?:be|is|are|was|were|been|being|get|got|gets)$/;

/** "Berg sued Holm" where the article only has it that Holm sued Berg, or that Berg was sued by Holm. English. */
export function roleFlags(article: Passage, summary: Passage): Flag[] {
  const claims = deedsIn(summary);
  if (claims.length === 0) return [];
  const known = deedsIn(article);
  return claims.flatMap(({ deed, from, to }) => {
    const own = known.filter(({ deed: { verb } }) => verb === deed.verb);
    const isTold = own.some(({ deed: other }) => other.by === deed.by && other.to === deed.to);
    const isTurned = own.some(({ deed: other }) => other.by === deed.to && other.to === deed.by);
    if (isTold || !isTurned) return [];
    return [
      {
        kind: "binding",
        what: wordsBetween(summary, from, to),
        because: "the article has it the other way round",
        core: false,
      } as const,
    ];
  });
}

type Found = { readonly deed: Deed; readonly from: number; readonly to: number };

function deedsIn(passage: Passage): Found[] {
  const mentions = mentionsOf(passage).slice(0, mostMentions);
  return mentions.flatMap((first, at): Found[] => {
    const second = mentions[at + 1];
    if (second == null) return [];
    const deed = deedBetween(passage, first, second);
    return deed == null ? [] : [{ deed, from: first.from, to: second.to }];
  });
}

/** Names at the head of a sentence, too: here a word that is none costs nothing, for both texts must have it. */
function mentionsOf(passage: Passage): Mention[] {
  const sure = mentionsIn(passage);
  const opening = passage.bounds.flatMap(([from, end]): Mention[] => {
    const word = passage.words[from];
    if (word == null || from >= end || word.isStop || word.shape === "lower" || word.shape === "number")
      return [];
    if (sure.some((mention) => mention.from <= from + 1 && mention.to >= from)) return [];
    return [{ from, to: from }];
  });
  return [...sure, ...opening].toSorted((a, b) => a.from - b.from);
}

/** The one verb between two names of a sentence, with nothing but small words around it. */
function deedBetween(passage: Passage, first: Mention, second: Mention): Deed | null {
  const sentence = passage.words[first.to]?.sentence;
  if (passage.words[second.from]?.sentence !== sentence) return null;
  const between = passage.words.slice(first.to + 1, second.from);
  if (between.length === 0 || between.length > 2 * nearWords + 1) return null;
  const gap = passage.text.slice(passage.words[first.to]?.end ?? 0, passage.words[second.from]?.start ?? 0);
  if (
    /[,;:()“”"]|\b(?:and|or|who|that|which|than|as|like|for|with|about|over|after|before|when)\b/i.test(gap)
  )
    return null;
  const verbs = between.filter(
    (word) => !word.isStop && word.shape === "lower" && /(?:ed|en|s|t|k|w|d|e|g)$/.test(word.folded),
  );
  const [verb] = verbs;
  if (verb == null || verbs.length > 2 || mutual.test(verb.stem)) return null;
  const place = between.indexOf(verb);
  if (place > nearWords || between.length - place - 1 > nearWords) return null;
  const isPassive =
    between.slice(0, place).some((word) => auxiliary.test(word.folded)) &&
    between.slice(place + 1).some(({ folded }) => folded === "by");
  // "Was sued in Ostwick": nobody is said to have done it.
  if (
    !isPassive &&
    between.slice(place + 1).some(({ folded }) => /^(?:by|in|at|on|from|of|to)$/.test(folded))
  )
    return null;
  const [a, b] = [first, second].map(({ to }) => passage.words[to]?.folded ?? "") as [string, string];
  return isPassive ? { verb: verb.stem, by: b, to: a } : { verb: verb.stem, by: a, to: b };
}
