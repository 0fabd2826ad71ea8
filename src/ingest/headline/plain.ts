import type { Headline } from "./headline.ts";

/**
 * For the languages whose words we do not know: cut at punctuation only, outside quotations and brackets. Of the commas
 * only the first may end it, and not where a second one shows that it opens an aside: the verb may stand behind.
 */
export function plainHeadlinesOf(sentence: string, maxChars: number): Headline[] {
  const depth = depths(sentence);
  const marks = [...sentence.matchAll(/[;；:]\s|\s[—–]\s|[，、]|,\s/gu)].filter(
    ({ index }) => depth[index] === 0,
  );
  const commas = marks.filter(([mark]) => /^[,，、]/u.test(mark));
  const ends = marks.filter(
    (mark) => !commas.includes(mark) || (mark === commas[0] && endsAtComma(mark, commas.length)),
  );
  const fitting = [sentence, ...ends.map(({ index }) => sentence.slice(0, index))]
    .map(tidy)
    .filter((words) => words.length <= maxChars && isHeadline(words));
  // The longest that fits says most; but a sentence further down is never better for its length alone.
  return [...new Set(fitting)]
    .sort((a, b) => b.length - a.length)
    .map((words) => ({ words, score: words.length / maxChars / 100, isShortened: words !== sentence }));
}

/** Characters before a comma that hold a verb, oftener than not. */
const clauseChars = 40;
const endsAtComma = ({ index }: RegExpExecArray, commas: number): boolean =>
  commas === 1 || index >= clauseChars;

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

export function tidy(words: string): string {
  return words
    .replace(/\s+/gu, " ")
    .replace(/[\s,;:—–-]+$/u, "")
    .replace(/(?<![.!?…])[.。](["”’]?)$/u, "$1")
    .trim();
}

function isHeadline(words: string): boolean {
  if (/…|\.\.\./u.test(words) || !isBalanced(words) || reportsNothing.test(words)) return false;
  return (
    words.split(/\s+/u).length >= 4 ||
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{P}\p{N} ]{8,}$/u.test(words)
  );
}

/** "… sagte am Donnerstag in Kiew": who spoke and where, cut before what was said. */
const reportsNothing =
  /^[^,，]*(?<!\p{L})(?:sagte|erklärte|teilte|meinte|betonte|warnte|a déclaré|a dit|a affirmé|a annoncé|dijo|afirmó|declaró|anunció|ha detto|ha dichiarato|disse|afirmou|zei|sade|заявил\p{L}{0,2}|сообщил\p{L}{0,2}|сказал\p{L}{0,2})(?!\p{L})[^,，]*$/iu;

/** As many of each opening mark as of its closing one; German quotations open low and close with “. */
export function isBalanced(words: string): boolean {
  const count = (pattern: RegExp): number => words.match(pattern)?.length ?? 0;
  const low = count(/„/gu);
  return (
    (low > 0 ? low === count(/[“”]/gu) : count(/“/gu) === count(/”/gu)) &&
    count(/\(/gu) === count(/\)/gu) &&
    count(/\[/gu) === count(/\]/gu) &&
    count(/"/gu) % 2 === 0 &&
    count(/(?:^|\s)['‘](?=\p{L})/gu) <= count(/['’](?=$|[\s.,;:!?)])/gu) &&
    count(/«/gu) === count(/»/gu)
  );
}
