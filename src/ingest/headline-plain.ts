import type { Headline } from "./headline.ts";

/** For the languages whose words we do not know: cut at punctuation only, outside quotations and brackets. */
export function plainHeadlinesOf(sentence: string, maxChars: number): Headline[] {
  const depth = depths(sentence);
  const cuts = [...sentence.matchAll(/[;；:]\s|\s[—–]\s|[，、]|,\s/gu)]
    .filter(({ index }) => depth[index] === 0)
    .map(({ index }) => sentence.slice(0, index));
  const fitting = [sentence, ...cuts]
    .map(tidy)
    .filter((words) => words.length <= maxChars && isHeadline(words));
  // The longest that fits says most.
  return [...new Set(fitting)]
    .sort((a, b) => b.length - a.length)
    .map((words) => ({ words, score: words.length / maxChars / 10, isShortened: words !== sentence }));
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
    count(/[([]/gu) === count(/[)\]]/gu) &&
    count(/"/gu) % 2 === 0 &&
    count(/(?:^|\s)['‘](?=\p{L})/gu) <= count(/['’](?=$|[\s.,;:!?)])/gu) &&
    count(/«/gu) === count(/»/gu)
  );
}
