import {
  type Abbreviations,
  abbreviationsOf,
  afterTime,
  capitalEither,
  lettered,
  speechVerbs,
} from "./abbreviations.ts";
import type { Span } from "./article.ts";
import { candidatesOf, itemStarts } from "./sentence-candidates.ts";

/**
 * Sentence ends: Intl.Segmenter (Unicode UAX #29) proposes, a few searches add what it cannot see (a number that opens
 * a sentence, a missing space, list items in one line), and the rules below take back the full stops of
 * abbreviations, initials, ordinals, omissions and quotations inside a sentence. Alone it keeps 3 of 30 abbreviations
 * in news text together. See bench/understanding/sentences.ts.
 */

/** What one decision looks at; text beyond the windows never matters, which keeps the whole thing linear. */
type Seam = {
  /** At most `windowChars` before and after the candidate. */
  readonly left: string;
  readonly right: string;
  /** `left` up to its full stop, without closing quotes and brackets. */
  readonly bare: string;
  /** `right` without opening quotes and brackets. */
  readonly next: string;
  /** First word of `next`, lower case. */
  readonly nextWord: string;
  /** A line ends here, in text that is not broken at a margin. */
  readonly atLineEnd: boolean;
  /** Beginning of the open sentence. */
  readonly open: string;
  /** Two letters. */
  readonly language: string;
  readonly abbreviations: Abbreviations;
};

const windowChars = 60;
/** German, Nordic, Czech, Hungarian, Turkish, Finnish and others write ordinals with a full stop: "27. November". */
const ordinalLanguages = new Set("de da nb nn no fi cs sk sl hr sr bs hu tr et lv is fo lb".split(" "));
/** Longer lines than this are not broken at a margin. */
const marginChars = 100;
const openers = /^[\s"'“„‚‘«»‹([{*_¿¡—–-]+/u;
const closersAtEnd = /["'”’»›“)\]}*_\s]{0,12}$/u;

/**
 * The sentences of text[span), in order, trimmed of white space, not overlapping; closing quotes and brackets belong to
 * the sentence they close. A blank line ends a sentence; a single line break is a soft wrap and does not. Linear time.
 *
 * @param language BCP 47; an unknown tag is treated as English.
 */
export function sentencesOf(text: string, span: Span, language: string): Span[] {
  const raw = text.slice(span.start, span.end);
  const { piece, isWrapped } = unwrapped(raw);
  const tag = /^no\b/i.test(language) ? "nb" : language.slice(0, 2).toLowerCase();
  const forced = new Set(itemStarts(piece));
  const sentences: Span[] = [];
  let start = 0;
  for (const at of candidatesOf(piece, language, tag, forced)) {
    if (at <= start) continue;
    if (at < piece.length && !forced.has(at) && piece.charAt(at - 1) !== "\n") {
      if (continues(seamAt(piece, raw, start, at, isWrapped, tag), piece, start, at)) continue;
    }
    push(sentences, piece, start, at, span.start);
    start = at;
  }
  return sentences;
}

function push(into: Span[], piece: string, start: number, end: number, offset: number): void {
  const raw = piece.slice(start, end);
  const length = raw.trim().length;
  const lead = raw.length - raw.trimStart().length;
  if (length > 0) into.push({ start: offset + start + lead, end: offset + start + lead + length });
}

/** Single line breaks as spaces (same length), and whether the lines look broken at a margin. */
function unwrapped(raw: string): { readonly piece: string; readonly isWrapped: boolean } {
  if (!raw.includes("\n")) return { piece: raw, isWrapped: false };
  const lines = raw.split("\n");
  const blank = lines.map((line) => line.trim() === "");
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let piece = lines[0] ?? "";
  for (let at = 1; at < lines.length; at++) {
    piece += (blank[at - 1] === true || blank[at] === true ? "\n" : " ") + (lines[at] ?? "");
  }
  return { piece, isWrapped: longest <= marginChars };
}

function seamAt(
  piece: string,
  raw: string,
  start: number,
  at: number,
  isWrapped: boolean,
  language: string,
): Seam {
  const left = piece.slice(Math.max(start, at - windowChars), at);
  const right = piece.slice(at, at + windowChars);
  const next = right.replace(openers, "");
  const gap = raw.slice(Math.max(start, at - 12), at + 12);
  return {
    left,
    right,
    next,
    bare: left.replace(closersAtEnd, ""),
    nextWord: firstWordOf(next),
    atLineEnd: !isWrapped && /\n\s{0,11}$/.test(gap.slice(0, at - Math.max(start, at - 12))),
    open: piece.slice(start, Math.min(at, start + windowChars)),
    language,
    abbreviations: abbreviationsOf(language),
  };
}

/** Lower case; the initial of a name ("А. Петров") is no word, though "а" is one. */
function firstWordOf(next: string): string {
  if (/^\p{Lu}\.\s?\p{Lu}/u.test(next)) return "";
  const word = /^[\p{L}\p{M}’']+/u.exec(next)?.[0] ?? "";
  return word.toLowerCase().replaceAll("’", "'");
}

/** Is the candidate no end, so that the open sentence goes on? */
function continues(seam: Seam, piece: string, start: number, at: number): boolean {
  const { left, right, next, bare } = seam;
  if (!/[\p{L}\p{N}]/u.test(right)) return piece.length - at < windowChars; // A stray closing quote or dash.
  if (isListMarker(piece, start, at)) return true;
  if (isInsideTitleMarks(left, right) || isQuotedInJapanese(left, right)) return true;
  if (/^\p{Ll}/u.test(next) && !/^\p{Ll}{1,2}\p{Lu}/u.test(next) && !/^\s*(?:\.{3}|…)/.test(right)) {
    return !/[。！？።။։]\s*$/u.test(left) && !isGlued(left, right);
  }
  if (/(?:^|\s)\.$/u.test(left) && /^\p{Lu}{2}/u.test(right)) return true; // "on .NET".
  // "[...]" and "(…)" mark what a quotation leaves out, and end nothing.
  if (/[[(](?:\.{3}|…)[\])]["”’»]{0,2}\s*$/u.test(left)) return true;
  // "I" is a capital everywhere, so after "one day ..." it is no sign of a new sentence.
  if (/[^\s.!?]\s(?:\. ?\. ?\.|…)\s*$/u.test(left) && /^I\b/.test(right)) return true;
  if (/[?!]["”’]\s*$/u.test(left)) return isAttribution(right, seam.abbreviations.starters);
  if (/(?:Yahoo|Jeopardy)!\s*$/.test(left)) return !seam.abbreviations.starters.has(seam.nextWord);
  if (seam.language === "hy" && bare.endsWith(".")) return true; // The Armenian dot is a pause, not an end.
  return continuesAfterStop(seam);
}

/** The candidate's own full stop: does it belong to an abbreviation, an initial or an ordinal? */
function continuesAfterStop(seam: Seam): boolean {
  const { bare, left, right, next, nextWord, language, abbreviations } = seam;
  if (!bare.endsWith(".") || bare.endsWith("..") || bare.endsWith(". .")) return false;
  const word = /(?:^|[\s("'“„‘«[—–/-])([\p{L}\p{M}\p{N}№°º.&'’:-]{1,20})\.$/u.exec(bare)?.[1] ?? "";
  if (word === "") return false;
  const lower = word.toLowerCase();
  const hasNumber = /^\p{N}/u.test(next);
  if (/^\p{N}{1,2}$/u.test(word) || /^[IVX]{2,5}$/.test(word)) return isOrdinal(seam, hasNumber);
  if (/["”’»)\]]\s*$/u.test(left.trimEnd())) return false;
  if (/^(?:№|#\p{N})/u.test(next) || (hasNumber && /^\p{N}{1,3}:\p{N}/u.test(next))) return true; // Also "Ps. 23:4".
  // "l’Avv. Rossi", "d'ing. Lima": what is elided before it is no part of it.
  if (abbreviations.titles.has(word.replace(/^\p{L}{1,5}['’]/u, "")) || abbreviations.before.has(lower))
    return true;
  if (hasNumber && abbreviations.number.has(lower)) return true;
  if (seam.atLineEnd) return false;
  if (isInitial(word)) return continuesInitial(seam, word, hasNumber);
  const isEither =
    abbreviations.either.has(lower) || capitalEither.has(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word);
  if (!isEither || /^["“„«]/u.test(right.trimStart())) return false;
  if (/^\s*\(/.test(right)) return true; // "4 p.m. (6 p.m. in Lund)"
  if (lower === "a.m" || lower === "p.m") return continuesTime(seam, word);
  if (lower === "etc") return false;
  if (hasNumber) return !/^(?:г|гг|r|kr|lei)$/u.test(lower) && !(lower === "ft" && language === "hu");
  if (/^(?:co|corp|inc|ltd)$/.test(lower) && /^[A-Z]{3,5}\b/.test(next)) {
    return /^(?:C[A-Z]O|LLC|LTD|PLC|USA)\b/.test(next);
  }
  // "… on Oak Ave. Mr. Low lives …"
  return !abbreviations.starters.has(nextWord) && !/^(?:Mr|Mrs|Ms|Dr)\.\s/u.test(next);
}

/** After "5 p.m.": a day, a month or a zone goes on; "At 5 p.m. Mrs Lind" has only begun. "P.M. Modi" is no time. */
function continuesTime({ bare, next, nextWord, open, abbreviations }: Seam, word: string): boolean {
  if (!/\p{N}\s*[AaPp]\.?\s?[Mm]\.$/u.test(bare))
    return word === "P.M" && !abbreviations.starters.has(nextWord);
  return afterTime.has(nextWord) || /^[A-Z]{2,4}\b/.test(next) || open.trim().split(/\s+/, 4).length <= 3;
}

function isOrdinal({ language, nextWord, abbreviations }: Seam, hasNumber: boolean): boolean {
  if (!ordinalLanguages.has(language)) return false;
  return hasNumber || (nextWord !== "" && !abbreviations.starters.has(nextWord));
}

/** "J." of "J. K. Rowling", "J.-P."; in many languages also the "z." of "z. B.". */
function isInitial(word: string): boolean {
  return /^\p{L}\p{M}?$/u.test(word) || /^\p{Lu}\p{Ll}?\.?-\p{Lu}$/u.test(word);
}

function continuesInitial(
  { bare, nextWord, language, abbreviations }: Seam,
  word: string,
  hasNumber: boolean,
): boolean {
  const before = /(\S{1,30})\s+\S{1,4}$/u.exec(bare)?.[1] ?? "";
  if (/^\p{N}/u.test(before) && /^\p{Ll}$/u.test(word)) {
    return !abbreviations.starters.has(nextWord); // A unit or a year: "150 г.", "2020 r.".
  }
  if (hasNumber) return !abbreviations.either.has(word.toLowerCase());
  if (abbreviations.starters.has(nextWord) || lettered.has(before.toLowerCase())) return false;
  if (language === "en" && /^\p{Ll}$/u.test(word)) return false;
  // "You and I. Kim left" but "Albert I. Jones".
  return word !== "I" || /^\p{Lu}/u.test(before);
}

/** "1." or "a)" opening a list item belongs to the words after it. */
function isListMarker(piece: string, start: number, at: number): boolean {
  if (at - start > 10) return false;
  return /^\s*(?:[•⁃‣◦▪●]\s?)?[([]?(?:\p{N}{1,3}|\p{L}|[ivxIVX]{1,4})[.)]{1,2}\s*$/u.test(
    piece.slice(start, at),
  );
}

/** Chinese and Japanese book titles: 《…！…》. */
function isInsideTitleMarks(left: string, right: string): boolean {
  if (left.lastIndexOf("《") <= left.lastIndexOf("》")) return false;
  const close = right.indexOf("》");
  return close >= 0 && !right.slice(0, close).includes("《");
}

/** 「…。」と言った: a particle after the bracket goes on. */
function isQuotedInJapanese(left: string, right: string): boolean {
  return /[」』）]\s*$/u.test(left) && /^[とってなのをはがにでもや]/u.test(right);
}

function isGlued(left: string, right: string): boolean {
  return !/\s$/u.test(left) && !/^\s/u.test(right) && /[።။։।۔؟]$/u.test(left);
}

/** "Anna Lind asked." but not "Anna Lind said that …": one to four words with capitals, then a verb that closes. */
function isAttribution(right: string, starters: ReadonlySet<string>): boolean {
  const words = right.trimStart().split(/\s+/, 6);
  const verb = words.findIndex(
    (word) => /^(?:asked|asks|wondered)$|[.,;]$/.test(word) && speechVerbs.has(word.replace(/[.,;]$/, "")),
  );
  const named = words.slice(0, verb);
  // "Nobody answered." is a sentence of its own.
  if (starters.has(named[0]?.toLowerCase() ?? "")) return false;
  return verb >= 1 && verb <= 4 && named.every((word) => /^\p{Lu}/u.test(word));
}
