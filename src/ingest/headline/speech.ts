import { piecesOf } from "./cuts.ts";
import { determiners, pronouns, vagueOpeners } from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { isWhole } from "./whole.ts";
import { type Word, endsClause, isName, isNegation } from "./words.ts";

const says =
  /^(?:said|says|say|stated|added|noted|tweeted|wrote|told|tells|remarked|explained|commented|claimed|insisted|argued|warned|admitted|alleged|asserted|stressed|declared|observed|announced|confirmed|revealed)$/u;

/** Longest name or office of who speaks, in words. */
const maxSpeaker = 7;
/** Farthest verb of saying behind the comma, in words. */
const maxTail = 14;
/** What says when and where it was said, and may go with the verb. */
const circumstance =
  /^(?:in|on|at|while|when|during|after|to|as|from|about|last|this|early|late|reporters|today|yesterday|tonight|here|earlier|adding|citing|referring)$/u;

/**
 * What was said with the one who said it, as headlines put it: "“We sail,” said Lind" → "“We sail”: Lind", "The ferry
 * sank, the police said" → "The ferry sank: the police", "Lind told the BBC that the ferry sank" → "Lind: the ferry sank".
 */
export function speechesOf(words: readonly Word[]): Word[][] {
  const found: Word[][] = [];
  for (let at = 3; at < words.length - 1; at++) {
    const last = words[at] as Word;
    if (!/,["”’]?$/u.test(last.raw) || (last.depth > 0 && !/["”]$/u.test(last.raw))) continue;
    const said = words.slice(0, at + 1);
    const speakers = speakersAfter(words, at + 1);
    if (speakers.length === 0) continue;
    for (const { words: piece } of piecesOf(said))
      if (isSaid(piece)) for (const speaker of speakers) found.push([...withMark(piece), ...speaker]);
  }
  const verb = words.findIndex((_, at) => at > 0 && finiteAt(words, at) === 2);
  const that = words.findIndex(({ lower, depth }, at) => at > verb && depth === 0 && lower === "that");
  const isTold = verb > 0 && that > verb && isSaidPlainly(words, verb, that);
  if (isTold && isSpeaker(words.slice(0, verb)) && isWhole(words.slice(that + 1)))
    found.push([...withMark(words.slice(0, verb)), ...words.slice(that + 1)]);
  return found;
}

/**
 * Is what follows "that" at `that` what the verb at `verb` says, with nothing between that takes it back? "Lind said on Monday
 * that", "Lind told the council that"; not "said he doubted that", "told nobody that", "said rumours that", "never said that".
 */
function isSaidPlainly(words: readonly Word[], verb: number, that: number): boolean {
  const { lower } = words[verb] as Word;
  if (!says.test(lower) || words.slice(0, that).some(isDoubt)) return false;
  const between = words.slice(verb + 1, that);
  const opening = between[0]?.lower;
  if (opening == null) return true;
  if (between.length > 6 || between.some((_, at) => finiteAt(words, verb + 1 + at) > 0)) return false;
  if (/^(?:told|tells)$/u.test(lower)) return !/^(?:how|what|why|whether|if|of)$/u.test(opening);
  return whenOrWhere.test(opening);
}

/** When or where it was said: nothing that could itself hold a "that". */
const whenOrWhere =
  /^(?:on|in|at|during|yesterday|today|tonight|earlier|late|last|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/u;

const isDoubt = (word: Word): boolean =>
  isNegation(word) ||
  /^(?:nobody|nothing|none|neither|nor|hardly|falsely|wrongly|allegedly|reportedly|doubts?|doubted|doubtful|denie[sd]|deny|denying|rumou?rs?|claims?|suggestions?|allegations?|reports?|fears?|hopes?|possibility|idea|myth|false|untrue|unlikely|if|unless|whether|would|could|might|may|should)$/u.test(
    word.lower,
  );

/** Who speaks, in full and by name, where "said X" or "X said" begins at `at` and nothing of weight follows. */
function speakersAfter(words: readonly Word[], at: number): (readonly Word[])[] {
  const verb = words.findIndex(({ lower }, i) => i >= at && i <= at + maxTail && says.test(lower));
  if (verb < 0) return [];
  const auxiliary = /^(?:has|have|had)$/u.test(words[verb - 1]?.lower ?? "") ? 1 : 0;
  const stop = words.findIndex((word, i) => i > verb && endsClause(word));
  const speaker =
    verb > at ? words.slice(at, verb - auxiliary) : words.slice(verb + 1, stop < 0 ? words.length : stop + 1);
  const next = words[verb + 1];
  const isEnd =
    verb === at ||
    next == null ||
    endsClause(words[verb] as Word) ||
    circumstance.test(next.lower) ||
    words[verb]?.lower === "told";
  if (!isEnd) return [];
  const name = nameAtEnd(speaker);
  return [...(isSpeaker(speaker) ? [bare(speaker)] : []), ...(name == null ? [] : [name])];
}

/** "the chief of police and former mayor | Mira Lind": the name alone, or null. */
function nameAtEnd(speaker: readonly Word[]): readonly Word[] | null {
  const from = speaker.findLastIndex((word) => !isName(word) || endsClause(word)) + 1;
  const name = speaker.slice(from);
  const isRole = /^\p{Ll}{3,}$/u.test(speaker[from - 1]?.raw ?? "") && speaker[from - 1]?.lower !== "and";
  return isRole && (name.length === 2 || name.length === 3) && isSpeaker(name) ? bare(name) : null;
}

const isSpeaker = (speaker: readonly Word[]): boolean =>
  speaker.length > 0 &&
  speaker.length <= maxSpeaker &&
  !speaker.some(
    ({ lower, depth }, at) =>
      depth > 0 ||
      lower === "" ||
      says.test(lower) ||
      (at > 0 && /^(?:who|that|and|but|which)$/u.test(lower)),
  ) &&
  !speaker.slice(0, -1).some(endsClause) &&
  speaker[0]?.lower.endsWith("ing") !== true &&
  !(speaker.length === 1 && pronouns.has(speaker[0]?.lower ?? "")) &&
  !/^(?:he|she|it|they|we|i|his|her|their|who|but|and|it’s|it's)$/u.test(speaker[0]?.lower ?? "") &&
  (speaker.some(isName) || determiners.has(speaker[0]?.lower ?? "") || speaker.length <= 3);

/** A clause of its own; or a quotation of one, which may speak of itself as "I" or "we", but of nobody else unnamed. */
function isSaid(said: readonly Word[]): boolean {
  const [first] = said;
  if (first == null) return false;
  if (first.depth === 0) return isWhole(bare(said));
  const opening = first.lower;
  const isMine = /^(?:i|we|my|our|i['’]m|i['’]ve|we['’]re|we['’]ve)$/u.test(opening);
  if (!said.every(({ depth }) => depth > 0) || (vagueOpeners.has(opening) && !isMine)) return false;
  return said.length >= 4 && said.some((_, at) => finiteAt(said, at) === 2);
}

const bare = (words: readonly Word[]): Word[] => [...words.slice(0, -1), ending(words, "")];
const withMark = (words: readonly Word[]): Word[] => [...words.slice(0, -1), ending(words, ":")];

/** The last word with this mark in place of its own: `sail,”` → `sail”:`. */
function ending(words: readonly Word[], mark: string): Word {
  const last = words.at(-1) as Word;
  return { ...last, raw: last.raw.replace(/[,.;:](["”’]?)$/u, "$1") + mark };
}
