import type { ReceiptedSentence } from "../domain/summary.ts";

/** A sentence that may be chosen, with what ranking needs to know about it. */
export type Candidate = ReceiptedSentence & {
  /** Among the candidates, from 0. */
  readonly index: number;
  /** Number of the block it stands in. */
  readonly paragraph: number;
  readonly words: number;
  /** Content words, lower case, with their counts. */
  readonly terms: ReadonlyMap<string, number>;
  readonly startsQuote: boolean;
  /** Opens with a pronoun or connective: hard to follow without the sentence before it. */
  readonly leansOnPrevious: boolean;
  readonly hasNumber: boolean;
  /** Capitalised words after the first one; 0 in scripts without case. */
  readonly names: number;
};

/** A new segmenter costs more than an article: one per language is kept. */
const segmenters = new Map<string, Intl.Segmenter>();

const stopWords = new Set(
  `a an the of to in on at by for with from and or but as is are was were be been being it its this that these those he she
  they we you i his her their our your my him them us not no so if than then there which who whom whose what when where how why
  will would can could may might must should has have had do does did also said says more most some any all one two up out about
  after before over into between during under again just only very such own same other new
  der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach
  wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
  de la le et les des en un une du que est dans pour qui sur au plus par ne pas ce il avec se sont son
  el y los del las por con una su para al lo como pero sus ha di il che per è non si i della da sono nel
  het een van dat op te zijn met voor niet die er aan om ook`.split(/\s+/),
);

const pronouns =
  "he|she|it|they|his|her|their|its|this|that|these|those|him|them|such|both|er|sie|es|dies|diese|dieser|ihre|seine|il|elle|ils|elles|cela|ces|cette|él|ella|ellos|esto|eso|este|esta|han|hun|hij|zij|он|она|они|это";
const connectives =
  "but|and|however|so|also|then|yet|still|meanwhile|moreover|nevertheless|nonetheless|therefore|thus|instead|besides|furthermore|additionally|in addition|for example|for instance|as a result|on the other hand|because of this|or|nor|aber|doch|denn|jedoch|dennoch|deshalb|daher|zudem|außerdem|und|mais|cependant|donc|ainsi|pero|sin embargo|además|entonces|ma|inoltre|quindi|però|но|однако|maar|echter";
const leaning = new RegExp(`^["“„«'‘(]{0,2}(?:${pronouns}|${connectives})(?![\\p{L}’'])`, "iu");

export function candidateOf(
  sentence: ReceiptedSentence,
  index: number,
  paragraph: number,
  language: string,
): Candidate {
  const words = wordsOf(sentence.text, language);
  const terms = new Map<string, number>();
  for (const word of words) {
    const term = stem(word.toLowerCase());
    if (term.length < 2 && !/[\p{Script=Han}\p{N}]/u.test(term)) continue;
    if (!stopWords.has(word.toLowerCase())) terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return {
    ...sentence,
    index,
    paragraph,
    words: words.reduce((n, word) => n + Math.ceil(word.length / maxWordChars), 0),
    terms,
    startsQuote: /^["“„«'‘「『]/u.test(sentence.text),
    leansOnPrevious: leaning.test(sentence.text),
    hasNumber: /\p{N}/u.test(sentence.text),
    names: words.slice(1).filter((word) => /^\p{Lu}/u.test(word)).length,
  };
}

/** Words as Unicode counts them (UAX #29), so that Chinese and Thai have words, too. */
export function wordsOf(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterFor(language).segment(text)) {
    if (isWordLike === true) words.push(segment);
  }
  return words;
}

/** Where the n-th word of a text ends; a run of characters that no dictionary divides counts by its length. */
export function endOfWords(text: string, n: number, language: string): number {
  let words = 0;
  for (const { segment, index, isWordLike } of segmenterFor(language).segment(text)) {
    if (isWordLike !== true) continue;
    const count = Math.max(1, Math.ceil(segment.length / maxWordChars));
    if (words + count >= n) {
      const end = index + Math.min(segment.length, (n - words) * maxWordChars);
      // Half a surrogate pair is no text.
      return /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end - 1 : end;
    }
    words += count;
  }
  return text.length;
}

/** Longer words than this are not counted as one: they would let a summary grow without end. */
const maxWordChars = 40;

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter == null) {
    segmenter = new Intl.Segmenter(isSupported(language) ? language : "en", { granularity: "word" });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

function isSupported(language: string): boolean {
  try {
    return Intl.Segmenter.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

/** Plurals and possessives only: enough to see that two sentences speak of the same thing. */
function stem(word: string): string {
  return word.replace(/(?:['’]s|(?<=\p{L}{3}[^s])s)$/u, "");
}
