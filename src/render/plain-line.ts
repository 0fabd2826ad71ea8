import { headline } from "../domain/headline.ts";
import { shortened } from "../domain/summary.ts";

/** How much of a text is shown; `bytes` as it weighs in HTML, escaped. */
export type Room = { readonly chars: number; readonly bytes: number };

/**
 * What has no place in a line of a mail, from wherever it came: controls, marks that turn text round (the template isolates
 * what needs it), halves of characters, characters that are none. Line ends are spaces.
 */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]|\p{Noncharacter_Code_Point}/gu, "")
    .trim();

/** A headline in one line of at most so much. */
export const plainLine = (text: string, room: Room): string => within(text, room, headline);

/** Sentences in one line of at most so much; where they are cut, an ellipsis says so. */
export const plainProse = (text: string, room: Room): string =>
  within(text, room, (line, chars) => shortened(line.replace(/\s+/gu, " "), chars));

function within(text: string, { chars, bytes }: Room, cut: (text: string, chars: number) => string): string {
  const clean = plainText(text);
  let line = cut(clean, chars);
  for (let most = chars; most > 1 && escapedBytes(line) > bytes;) {
    most = Math.max(1, Math.min(most - 1, Math.floor((line.length * bytes) / escapedBytes(line))));
    line = cut(clean, most);
  }
  return line;
}

/** In UTF-8, with `& < > " '` as references. */
export function escapedBytes(text: string): number {
  const special = text.match(/[&<>"']/g)?.length ?? 0;
  return Buffer.byteLength(text) + special * 4;
}
