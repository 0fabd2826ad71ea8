import {
  articles,
  auxiliaries,
  determiners,
  forms,
  newsVerbs,
  notVerbs,
  pluralVerbs,
  prepositions,
  pronouns,
  surePasts,
} from "./headline-data.ts";

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
  /^(?:not?|never|nobody|nothing|none|without|hardly|barely|neither|cannot)$|n['’]t$/u.test(lower);

const thirdPersons = new Set(newsVerbs.map(({ third }) => third));
const bases = new Set(newsVerbs.map(({ base }) => base));
const pasts = new Set(newsVerbs.map(({ past }) => past));
/** As often a noun: "the plans", "his wins". */
const nounLike =
  /^(?:plans|needs|calls|hopes|offers|features|wins|hits|loses|claims|aims|demands|attacks|votes|reports|launches|opens|visits|orders|names|returns|starts|stops|files|fires|backs|bans|deals|moves|shows|works|looks|posts|cut|hit|bid|left|set|found|felt|meant|thought|rose|saw|ground)$/u;

/** How surely is word `at` a finite verb? 0 no, 1 perhaps, 2 surely. */
export function finiteAt(words: readonly Word[], at: number): 0 | 1 | 2 {
  const word = words[at];
  const before = words[at - 1];
  const after = words[at + 1];
  if (word == null || before == null) return 0;
  const { lower } = word;
  if (auxiliaries.has(lower))
    return lower === "may" && isName(word)
      ? 0
      : lower === "might" || lower === "will"
        ? willOrMight(before)
        : 2;
  if (/\p{L}n['’]t$|^(?:it|he|she|that|there|who|they|we|you|i)['’](?:s|re|ve|ll|d|m)$/u.test(lower))
    return 2;
  if (notVerbs.has(lower) || isName(word) || lower.includes("-")) return 0;
  const modified = isModified(before);
  if (
    forms.be.has(before.lower) &&
    /(?:ed|held|found|made|told|sold|sent|led|hit|kept|met|paid|won|lost|brought|caught|left|set)$/u.test(
      lower,
    )
  )
    return 0;
  if (surePasts.has(lower)) return modified ? 0 : nounLike.test(lower) && !opensObject(after) ? 1 : 2;
  if (modified || before.lower === "to") return 0;
  if (thirdPersons.has(lower)) return opensObject(after) ? 2 : 1;
  const afterPlural =
    /\p{L}[^s'’]s,?$/u.test(before.raw) || /^(?:people|police|men|women|children)$/u.test(before.lower);
  if (afterPlural && pluralVerbs.has(lower)) return 2;
  // "truffles contain a …": between a plural and an article stands a verb.
  if (
    afterPlural &&
    (bases.has(lower) || /^\p{L}{3,}$/u.test(lower)) &&
    !/(?:s|ly|ed|ing)$/u.test(lower) &&
    !prepositions.has(lower) &&
    (articles.has(after?.lower ?? "") || (bases.has(lower) && opensObject(after)))
  )
    return 1;
  // "helps you": any word in -s with an object behind it.
  if (/^\p{L}{3,}[^s'’]s$/u.test(lower))
    return opensObject(after) &&
      !isName(after as Word) &&
      !/\p{L}s$/u.test(before.lower) &&
      after?.lower !== "that"
      ? 1
      : 0;
  if (!/^\p{L}{2,}ed$/u.test(lower) && !pasts.has(lower)) return 0;
  if (forms.be.has(before.lower) || forms.have.has(before.lower)) return 0;
  // ", accused in 2015 of …": behind a comma it describes.
  if (before.raw.endsWith(",")) return 0;
  // "Rankin called for calm": behind a name it is the verb, unless it is told by whom.
  if (isName(before) && /^\p{L}/u.test(before.raw) && after?.lower !== "by" && after?.lower !== "as")
    return 2;
  return opensObject(after) ? 2 : 1;
}

const willOrMight = (before: Word): 0 | 2 => (isModified(before) ? 0 : 2);

/** After a determiner, a possessive, a preposition or an adjective no finite verb follows. */
function isModified(before: Word): boolean {
  const { lower, raw } = before;
  if (/[,;:—–-]["”’]?$/u.test(raw)) return false;
  return (
    (determiners.has(lower) && lower !== "this" && lower !== "that" && lower !== "all" && lower !== "both") ||
    (prepositions.has(lower) && !/^(?:up|down|out|off|in|on|over)$/u.test(lower)) ||
    /['’]s$|s['’]$/u.test(raw) ||
    lower === "to" ||
    /^(?:new|own|first|second|last|next|big|more|most|many|several|few|and|or)$/u.test(lower)
  );
}

/** Does an object or a complement clause begin here? */
function opensObject(word: Word | undefined): boolean {
  if (word == null || word.lower === "") return false;
  const { lower } = word;
  return (
    articles.has(lower) ||
    determiners.has(lower) ||
    pronouns.has(lower) ||
    lower === "that" ||
    isName(word) ||
    /^[$€£]?\p{N}/u.test(lower) ||
    /^["“‘]/u.test(word.raw)
  );
}
