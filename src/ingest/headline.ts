import {
  attributionTail,
  clauseOpeners,
  honorifics,
  openingSubordinators,
  prepositions,
  softOpeners,
  verbs,
  weekdayPhrase,
} from "./headline-data.ts";

export type HeadlineContext = {
  /** The whole article, to see whether a surname stands alone elsewhere in it. */
  readonly text: string;
  /** BCP 47. The rules that know words are English; elsewhere only punctuation is used. */
  readonly language: string;
  readonly maxChars: number;
};

/**
 * Headlines a sentence can be shortened to, best first, each at most `maxChars` long: the whole sentence, or what
 * stands before a trailing clause. Words are taken out, never put in; nothing is cut inside a quotation or a bracket.
 */
export function headlinesOf(sentence: string, { text, language, maxChars }: HeadlineContext): string[] {
  const english = language.startsWith("en");
  const whole = tidy(english ? shortNames(withoutWeekday(sentence), text) : sentence);
  const starts = english ? [whole, mainClause(whole)] : [whole];
  const candidates = starts
    .flatMap((start) => (start === "" ? [] : [start, ...cuts(start, english)]))
    .map(tidy);
  const fitting = candidates.filter((words) => words.length <= maxChars && isHeadline(words, english));
  return [...new Set(fitting)].sort((a, b) => badness(a, maxChars) - badness(b, maxChars));
}

/** The longest that fits says most; but an opening clause or an attribution costs. */
function badness(words: string, maxChars: number): number {
  const opener = openingSubordinators.test(words) ? 40 : 0;
  return maxChars - words.length + opener + (attributionTail.test(words) ? 30 : 0);
}

/** Prefixes that end where a trailing clause begins, from the longest; outside quotations and brackets only. */
function cuts(sentence: string, english: boolean): string[] {
  const found: string[] = [];
  const depth = depths(sentence);
  const patterns = english
    ? [clauseOpeners, attributionTail, softOpeners, prepositions]
    : [/[;；:]\s|\s[—–]\s|[，、]|,\s/gu];
  for (const pattern of patterns) {
    for (const match of sentence.matchAll(new RegExp(pattern.source, "giu"))) {
      if (depth[match.index] === 0) found.push(sentence.slice(0, match.index));
    }
    // A gentler cut that fits makes the harsher ones unnecessary.
    if (found.some((words) => words.length <= 90 && isHeadline(tidy(words), english))) return found;
  }
  return found;
}

/** For each character: how deep inside quotation marks and brackets it stands. */
function depths(sentence: string): number[] {
  let depth = 0;
  let straight = false;
  return Array.from({ length: sentence.length }, (_, at) => {
    const c = sentence[at] ?? "";
    if (c === '"') straight = !straight;
    if (/[“«„([「『《]/u.test(c)) depth++;
    else if (/[”»)\]」』》]/u.test(c)) depth = Math.max(0, depth - 1);
    return depth + (straight ? 1 : 0);
  });
}

/** "Speaking in Bishkek, Putin said that …" → "Putin said that …": only where the rest is a sentence of its own. */
function mainClause(sentence: string): string {
  if (!openingSubordinators.test(sentence)) return "";
  const depth = depths(sentence);
  for (let at = sentence.indexOf(", "); at >= 0; at = sentence.indexOf(", ", at + 1)) {
    const rest = sentence.slice(at + 2);
    if (depth[at] === 0 && /^(?:[\p{Lu}“"]|the |a |an )/u.test(rest) && hasVerb(rest)) {
      return rest.slice(0, 1).toUpperCase() + rest.slice(1);
    }
  }
  return "";
}

/** "Russian President Vladimir Putin" → "Putin", where the article itself calls the person so. */
function shortNames(sentence: string, text: string): string {
  return sentence.replace(honorifics, (all: string, surname: string) => {
    const alone = new RegExp(`(?<!\\p{Lu}[\\p{L}.’'-]{0,30} )(?<![\\p{L}-])${surname}(?![\\p{L}-])`, "u");
    return surname.length >= 3 && alone.test(text) ? surname : all;
  });
}

const withoutWeekday = (sentence: string): string => sentence.replace(weekdayPhrase, "");

function tidy(words: string): string {
  return words
    .replace(/\s+/gu, " ")
    .replace(/[\s,;:—–-]+$/u, "")
    .replace(/(?<![.!?…])[.。](["”’]?)$/u, "$1")
    .trim();
}

/** Can it stand alone? Whole brackets and quotations, enough words, a verb, no dangling end. */
function isHeadline(words: string, english: boolean): boolean {
  if (/…|\.\.\./u.test(words) || !isBalanced(words)) return false;
  const count = words.split(/\s+/u).length;
  if (!english && reportsNothing.test(words)) return false;
  if (!english)
    return (
      count >= 4 ||
      /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{P}\p{N} ]{8,}$/u.test(words)
    );
  if (count < 4 || dangling.test(words) || pronounOpening.test(words) || !isClauseWhole(words)) return false;
  return (
    hasVerb(words) &&
    !/^(?:and|but|or|so|because|which|who|that|while|when|if|although|though|however)\b/iu.test(words)
  );
}

/** A cut piece without a quotation that never ends and without the "that" or "of the" before it. */
export function withoutLooseEnd(words: string): string {
  const opening = Math.max(words.lastIndexOf("“"), words.lastIndexOf("("), words.lastIndexOf("«"));
  let kept = tidy(isBalanced(words) || opening < 15 ? words : words.slice(0, opening));
  for (let next = ""; kept.split(" ").length > 4; kept = next) {
    next = tidy(kept.replace(dangling, ""));
    if (next === kept) break;
  }
  return kept;
}

const dangling =
  /\b(?:the|a|an|of|to|in|on|at|by|for|with|from|and|or|but|that|which|who|is|are|was|were|be|been|has|have|had|his|her|its|their|as|than|said|says|told|will|would|not|more|into|between|about|it|also|added|if|whether|even|based|likely|due|such|these|those|this|some|any|every|another|each|own|very|how|why|what|so|strange|(?:does the|in) need)$/iu;
const pronounOpening = /^["“]?(?:he|she|it|they|this|that|these|those|his|her|their|its)\b/iu;

/** What follows the last "that" or an opening "In …," must be a clause of its own, and no speech verb may stand last. */
function isClauseWhole(words: string): boolean {
  const complement = words.slice(words.search(/\bthat\s(?!.*\bthat\s)/u));
  if (/\bthat\s/u.test(words) && !hasVerb(complement.replace(/^that\s\S+\s/u, "that "))) return false;
  if (openingSubordinators.test(words) && !words.includes(", ")) return false;
  return !speechWithoutContent.test(words);
}

/** "… sagte am Donnerstag in Kiew": who spoke and where, cut before what was said. */
const reportsNothing =
  /^[^,，]*(?<!\p{L})(?:sagte|erklärte|teilte|meinte|betonte|warnte|a déclaré|a dit|a affirmé|a annoncé|dijo|afirmó|declaró|anunció|ha detto|ha dichiarato|disse|afirmou|zei|sade|заявил\p{L}{0,2}|сообщил\p{L}{0,2}|сказал\p{L}{0,2})(?!\p{L})[^,，]*$/iu;

const speechWithoutContent =
  /\b(?:told|asked|informed|reminded|assured|warned) (?:[\p{L}’'.-]+ ?){1,4}$|\b(?:alleged|claimed|argued|insisted|stressed|noted|suggested|said|says|called|seeking|saying|asking|warning)$/iu;

function isBalanced(words: string): boolean {
  const count = (pattern: RegExp): number => words.match(pattern)?.length ?? 0;
  return (
    count(/“/gu) === count(/”/gu) &&
    count(/[([]/gu) === count(/[)\]]/gu) &&
    count(/"/gu) % 2 === 0 &&
    count(/(?:^|\s)['‘](?=\p{L})/gu) <= count(/['’](?=$|[\s.,;:!?)])/gu) &&
    count(/«/gu) === count(/»/gu)
  );
}

/** After its first word, does it hold what looks like a finite verb? */
function hasVerb(words: string): boolean {
  return verbs.test(words.replace(/^\S+\s/u, ""));
}
