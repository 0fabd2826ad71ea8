import type { Span } from "../../domain/article.ts";
import { sentencesOf } from "../../domain/sentences.ts";
import { folded, stemOf } from "./spelling.ts";
import { languageOf } from "./language.ts";
import { stopWords } from "./stop-words.ts";

/** One word or number of a passage. */
export type Word = {
  /** As written, without a possessive ending. */
  readonly text: string;
  /** Lower case, no diacritics. */
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  /** Opens a sentence or a quotation: a capital says nothing here. */
  readonly opens: boolean;
  readonly shape: "capital" | "caps" | "lower" | "number" | "caseless";
  readonly isStop: boolean;
};

/** A text in the parts that the checks compare. */
export type Passage = {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly words: readonly Word[];
  /** Word indices [first, end) of each sentence, at most 400 words of it. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Where each stem first stands, as word indices, ascending; at most 300 of each. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Two letters, or "und". */
  readonly language: string;
};

/** What stands beyond is not compared: a novel. */
const mostChars = 500_000;
/** Of one stem: what is said so often is bound to nothing in particular, and comparing stays linear. */
const mostPlaces = 300;
/** Of a sentence; longer ones are no sentences. */
const mostWords = 400;
const piece =
  /(?:\p{Lu}\.){2,8}|\p{Nd}{1,3}(?:[\u00a0\u2009\u202f'’]\p{Nd}{3}(?!\p{Nd}))+(?:[.,٫]\p{Nd}+)?|\p{Nd}+(?:[.,٫٬．，]\p{Nd}+)*|\p{L}[\p{L}\p{M}]*(?:['’](?=\p{L})[\p{L}\p{M}]+)*/gu;

/** Languages that part thousands by a space: "1 234 567" is one number. */
const groupsBySpace = /^(?:fr|ru|uk|pl|cs|sk|sv|nb|no|nn|da|fi|hu|bg|pt|es)$/;
const spacedGroup = /(?<![\p{Nd}.,])\p{Nd}{1,3}(?: \p{Nd}{3}(?!\p{Nd}))+/gu;

/** @param language BCP 47; without it, told from the words. */
export function passageOf(given: string, language?: string): Passage {
  const text = given.length > mostChars ? given.slice(0, mostChars) : given;
  const tag = language?.slice(0, 2).toLowerCase() ?? languageOf(text);
  const sentences = sentencesOf(text, { start: 0, end: text.length }, tag);
  const read = groupsBySpace.test(tag)
    ? text.replace(spacedGroup, (group) => group.replaceAll(" ", "\u00a0"))
    : text;
  const words: Word[] = [];
  const bounds: (readonly [number, number])[] = [];
  sentences.forEach(({ start, end }, sentence) => {
    const first = words.length;
    for (const match of read.slice(start, end).matchAll(piece)) {
      words.push(wordAt(text, match[0], start + match.index, sentence, words.length === first));
    }
    bounds.push([first, Math.min(words.length, first + mostWords)]);
  });
  return { text, sentences, words, bounds, places: placesOf(words), language: tag };
}

function wordAt(text: string, raw: string, start: number, sentence: number, isFirst: boolean): Word {
  const bare = raw.replace(/['’]s$/iu, "");
  const lower = folded(bare.includes(".") && /\p{L}/u.test(bare) ? bare.replaceAll(".", "") : bare);
  return {
    text: bare,
    folded: lower,
    stem: stemOf(lower),
    start,
    end: start + bare.length,
    sentence,
    opens:
      isFirst ||
      /["“”„«‘:\n•|][^\S\n]{0,2}$|[\s(]['‘]$|[-–—]\s$/u.test(text.slice(Math.max(0, start - 3), start)),
    shape: shapeOf(bare),
    isStop: stopWords.has(lower),
  };
}

function shapeOf(word: string): Word["shape"] {
  if (/^\p{Nd}/u.test(word)) return "number";
  if (!/^[\p{Lu}\p{Lt}]/u.test(word))
    return /^\p{Ll}/u.test(word) ? (/\p{Lu}/u.test(word) ? "capital" : "lower") : "caseless";
  return word.length > 1 && !/\p{Ll}/u.test(word) ? "caps" : "capital";
}

function placesOf(words: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  words.forEach(({ stem }, at) => {
    const known = places.get(stem);
    if (known == null) places.set(stem, [at]);
    else if (known.length < mostPlaces) known.push(at);
  });
  return places;
}

/** The words as they stand in the text. @param from first word @param to last word, inclusive */
export function wordsBetween(passage: Passage, from: number, to: number): string {
  const first = passage.words[from];
  const last = passage.words[to];
  return first == null || last == null ? "" : passage.text.slice(first.start, last.end);
}
