import type { BlockKind } from "../../domain/article.ts";

/**
 * What a line looks like in whatever language: how wide it is, how many words, whether it ends as a sentence does. Where
 * we have few words of a language, this and a line's place are all that tells furniture from article.
 */

/** A line of an article in reading order; `kind` is what its format and its words make of it. */
export type Line = {
  readonly text: string;
  kind: BlockKind;
  /** The kind is the format's own (a Markdown heading), not a guess from plain text. */
  readonly marked: boolean;
};

/** Scripts written without spaces say in one sign what takes some two letters and a half, and in two signs a word. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const mayBeDense = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]/u;
const lettersInSign = 2.5;
const signsInWord = 2.5;

const sentenceEnd = /[.!?。！？؟…][)"'”’“‘»」』\]]{0,3}$/u;
export const isBulleted = (text: string): boolean => /^(?:[-*•▪‣◦·]\s|\p{N}{1,3}[.)]\s)/u.test(text);
export const endsAsSentence = (text: string): boolean => sentenceEnd.test(text);

/** In Latin letters; only the first 400 characters are looked at for other scripts. */
export function widthOf(text: string): number {
  if (!mayBeDense.test(text)) return text.length;
  return text.length + (lettersInSign - 1) * (text.slice(0, 400).match(dense)?.length ?? 0);
}

/** A line of up to some hundred characters. */
export function wordsIn(text: string): number {
  const spaced = text.split(/\s+/u).length;
  return mayBeDense.test(text)
    ? Math.max(spaced, Math.ceil((text.match(dense)?.length ?? 0) / signsInWord))
    : spaced;
}

/** Wider lines are paragraphs. */
const maxShort = 130;
/** Narrower sentences stand in furniture as well ("Ready for more?"). */
const minWritten = 40;

export const isText = ({ kind }: Line): boolean =>
  kind === "paragraph" || kind === "heading" || kind === "list";
export const isSetAside = ({ kind }: Line): boolean =>
  kind === "boilerplate" || kind === "caption" || kind === "byline" || kind === "dateline";

/** A sentence of the article, or what is too long to be anything else. */
export const isWritten = ({ text, kind }: Line): boolean =>
  (kind === "paragraph" || kind === "quote") &&
  (text.length > maxShort || (endsAsSentence(text) && widthOf(text) > minWritten));

/** No sentence: a name, a label, a headline, a heading. Not what its format marks, nor a point of a list. */
export const isLabel = (line: Line): boolean =>
  isText(line) &&
  !line.marked &&
  line.kind !== "list" &&
  line.text.length <= maxShort &&
  !endsAsSentence(line.text) &&
  !/[:：;,،、]$/u.test(line.text) &&
  !isBulleted(line.text);

/** "Got a correction?", "Register now!" */
export const isCall = (line: Line): boolean =>
  isText(line) && !line.marked && /[!?？！؟]$/u.test(line.text) && widthOf(line.text) <= 60;

/** A menu's entry or a button: at most four words. */
export const isEntry = (line: Line): boolean =>
  (isLabel(line) || isCall(line)) && widthOf(line.text) <= 40 && wordsIn(line.text) <= 4;

const isQuestion = (line: Line): boolean =>
  isText(line) && !line.marked && line.text.length <= maxShort && /[?？؟]$/u.test(line.text);

/** Begins as a headline does, is as long as one, counts nothing and quotes nobody. */
export const isHeadline = (line: Line): boolean =>
  (isLabel(line) || isQuestion(line)) &&
  widthOf(line.text) >= 22 &&
  wordsIn(line.text) >= 4 &&
  /^[\p{Lu}\p{Lo}¿¡\p{N}]/u.test(line.text) &&
  !/[“"„«»”]/u.test(line.text) &&
  (line.text.match(/\p{N}+/gu)?.length ?? 0) < 2;

/** A verse goes on in small letters or after a comma; so does a sentence broken at a margin. */
export const runsOn = ({ text }: Line): boolean => /^\p{Ll}/u.test(text) || /[,;،、]$/u.test(text);
