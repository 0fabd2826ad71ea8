/** A sentence as its words: what each headline rule looks at. */

/** One word as it stands in the sentence. `depth` counts the quotation marks and brackets open around it. */
export type Word = {
  /** With its punctuation: `“we`, `Kyiv,`. */
  readonly raw: string;
  /** Without, in lower case. */
  readonly lower: string;
  readonly depth: number;
};

const edges = /^[^\p{L}\p{N}$€£#@%]+|[^\p{L}\p{N}%$€£+]+$/gu;

/** A sentence of one line → its words. A dash that stands alone is a word without letters. Linear. */
export function wordsIn(sentence: string): Word[] {
  const words: Word[] = [];
  let depth = 0;
  let straight = false;
  let single = false;
  for (const raw of sentence.split(" ")) {
    if (raw === "") continue;
    const opens = raw.match(/[“«„([]/gu)?.length ?? 0;
    const closes = raw.match(/[”»)\]]/gu)?.length ?? 0;
    const marks = raw.match(/"/gu)?.length ?? 0;
    // An apostrophe opens a quotation only before a letter, and only if a later one closes it.
    const opensSingle = !single && /^["“(]?[‘'](?=\p{L})/u.test(raw);
    const closesSingle = (single || opensSingle) && /\p{L}[.,!?]?['’][.,;:!?"”)]*$/u.test(raw);
    const inside = depth + opens + (straight || marks > 0 ? 1 : 0) + (single || opensSingle ? 1 : 0);
    words.push({ raw, lower: raw.replace(edges, "").toLowerCase(), depth: inside });
    depth = Math.max(0, depth + opens - closes);
    if (marks % 2 === 1) straight = !straight;
    if (opensSingle) single = true;
    if (closesSingle) single = false;
  }
  return words;
}

export const isName = ({ raw }: Word): boolean => /^["“‘'(]?\p{Lu}/u.test(raw);

export const endsClause = ({ raw }: Word): boolean => /[,;:]["”’]?$/u.test(raw);

export const isGerund = ({ lower }: Word): boolean => /^\p{L}{3,}ing$/u.test(lower) && !ingNouns.has(lower);

const ingNouns = new Set(
  "during morning evening king ring spring string thing something nothing anything everything wing being beijing following including according regarding concerning ceiling wedding building meeting meaning beginning painting housing hearing training funding spending rating shooting killing briefing ruling".split(
    " ",
  ),
);

export const isNegation = ({ lower }: Word): boolean =>
  /^(?:not?|never|nobody|nothing|none|without|den(?:y|ies|ied|ying)|hardly|barely|neither|cannot)$|n['’]t$/u.test(
    lower,
  );

export const charsOf = (words: readonly Word[]): number =>
  words.reduce((sum, { raw }) => sum + raw.length + 1, -1);
