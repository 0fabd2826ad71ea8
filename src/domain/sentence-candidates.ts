import { abbreviationsOf } from "./abbreviations.ts";

/** Where sentences might end; whether they do is decided in sentences.ts. */

/** Where a sentence might end, ascending, the end of the text last. */
export function candidatesOf(
  piece: string,
  language: string,
  tag: string,
  forced: ReadonlySet<number>,
): readonly number[] {
  const found = new Set(forced);
  for (const { index } of segmenterFor(language).segment(piece)) found.add(index);
  // UAX #29 goes on before a number if a small letter follows it, and before "iPhone" and "...and".
  const late =
    /(?<=\S)[.!?…]["'”’»)\]]{0,3}[^\S\n](?=[^\S\n]{0,3}["'“„«]?(?:\p{N}|\p{Ll}{1,2}\p{Lu}|(?:\.{3}|…)\p{L}))/gu;
  for (const { index, 0: match } of piece.matchAll(late)) found.add(index + match.length);
  for (const at of gluedEnds(piece, tag)) found.add(at);
  for (const at of ellipsisEnds(piece, tag)) found.add(at);
  // Armenian is often typed with the Latin colon in place of its own full stop (U+0589).
  if (tag === "hy") for (const { index } of piece.matchAll(/:(?=\s)/g)) found.add(index + 1);
  found.add(piece.length);
  return [...found].sort((a, b) => a - b);
}

/**
 * "…he said.The next…": a space lost when pages were turned into text. In Latin script only before a word that opens
 * sentences, because "Node.Js" and host names look the same.
 */
function* gluedEnds(piece: string, tag: string): Generator<number> {
  const { starters } = abbreviationsOf(tag);
  for (const { index, 0: match } of piece.matchAll(/\p{Ll}{2}[.!?](?=\p{Lu})/gu)) {
    const at = index + match.length;
    const word = /^[\p{L}’']{1,20}/u.exec(piece.slice(at, at + 20))?.[0] ?? "";
    const token = /\S{0,60}$/u.exec(piece.slice(Math.max(0, at - 60), at))?.[0] ?? "";
    const isLatin = /\p{Script=Latin}/u.test(piece.charAt(at - 2));
    if (/[/@_\\]|\.\S*\./.test(token)) continue;
    if (!isLatin || (word.length > 1 && starters.has(word.toLowerCase()))) yield at;
  }
}

/** "He was gone … She knew it": UAX #29 does not count the sign "…" among the ends; before a word that opens sentences it is one. */
function* ellipsisEnds(piece: string, tag: string): Generator<number> {
  const { starters } = abbreviationsOf(tag);
  for (const { index, 0: match } of piece.matchAll(/…["'”’»)\]]{0,3}\s(?=["“„«]?\p{Lu})/gu)) {
    const at = index + match.length;
    const word = /^["“„«]?([\p{L}’']{2,20})/u.exec(piece.slice(at, at + 24))?.[1] ?? "";
    if (starters.has(word.toLowerCase())) yield at;
  }
}

/** List items in one line: text that opens with "1)" or "•" goes on with " 2) " or " • " as a new item. */
export function itemStarts(piece: string): number[] {
  const found: number[] = [];
  const bullet = /^\s{0,9}([•⁃‣◦▪●])/u.exec(piece)?.[1];
  if (bullet != null) {
    for (let at = piece.indexOf(bullet) + 1; (at = piece.indexOf(bullet, at)) > 0; at++) {
      if (/\s/.test(piece.charAt(at - 1))) found.push(at);
    }
    return found;
  }
  const marker = /^\s{0,9}(\p{Nd}{1,2}|[a-h])(\.\)|\)|\.)\s/u.exec(piece);
  if (marker == null) return found;
  const [whole, label = "", style = ""] = marker;
  let next = label;
  for (let at = whole.length; found.length < 99;) {
    next = following(next);
    const stop = piece.indexOf(` ${next}${style} `, at);
    if (stop < 0) return found;
    at = stop + next.length + style.length + 2;
    if (/^["“(]?\p{Lu}/u.test(piece.slice(at, at + 2))) found.push(stop + 1);
  }
  return found;
}

const following = (label: string): string =>
  /^[a-z]$/.test(label) ? String.fromCharCode(label.charCodeAt(0) + 1) : String(Number(label) + 1);

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter == null) {
    try {
      segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
    } catch {
      segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
    }
    // Tags come from files; a folder with a thousand made-up ones must not fill memory.
    if (segmenters.size < 100) segmenters.set(language, segmenter);
  }
  return segmenter;
}
