import type { BlockKind, Span } from "../../domain/article.ts";
import { furnitureOf } from "./boilerplate.ts";

/**
 * Some files hold a whole page in one line: the byline and the times of publication run into the first sentence, and
 * the notes below the article into the last.
 */
export type Part = Span & { readonly kind: BlockKind };

const person = "(?:\\p{Lu}[\\p{L}.’'-]{0,25}\\s){1,3}?\\p{Lu}[\\p{L}’'-]{1,25}";
/** "By. Jane Doe. ", "By Jane Doe, Press Association. ", "By. Jane Doe. and John Roe. " */
const byline = new RegExp(`^By\\.?\\s${person}(?:,?\\s[^.,]{2,30})?\\.(?:\\sand\\s${person}\\.)?\\s+`, "u");
/** Indian agencies sign before the dateline: "By Jane Doe New Delhi, Aug 2 (PTI) ". */
const signedDateline = new RegExp(
  `^By\\s(?:\\p{Lu}[\\p{L}.’'-]{0,25}\\s){2,4}?(?=(?:(?:New|Navi|Greater|San|Los|Hong|Kuala|Abu|Port|Cape|Addis|United|Tel|Buenos|Mexico|Phnom)\\s)?\\p{Lu}[\\p{L}-]{2,20},\\s\\p{Lu}\\p{L}{2,8}\\.?\\s\\d{1,2}\\s\\([A-Z]{2,5}\\))`,
  "u",
);
const handle = /^Follow @{1,2}\w{1,30}\.?\s+/u;
/** "PUBLISHED:. 03:53 EST, 23 July 2013. |. UPDATED:. 11:25 EST, 23 July 2013. " */
const times =
  /^(?:\|?\.?\s{0,2}(?:PUBLISHED|UPDATED|CREATED|Published|Updated|Last updated|Created)[:.]{1,2}\s[^|]{6,60}?\d{4}\.?\s+(?:\|\.?\s+)?){1,3}/u;
/** A masthead is short; so are the notes at the end. */
const headChars = 320;
const tailChars = 300;

/** The byline and date a paragraph opens with, in order; none for most. Spans count in the paragraph. */
export function mastheadOf(paragraph: string): Part[] {
  if (!/^(?:By|PUBLISHED|UPDATED|Published|Updated)/u.test(paragraph)) return [];
  const parts: Part[] = [];
  let at = 0;
  const take = (pattern: RegExp, kind: BlockKind): boolean => {
    const match = pattern.exec(paragraph.slice(at, headChars));
    if (match == null) return false;
    parts.push({ kind, start: at, end: at + match[0].length });
    at += match[0].length;
    return true;
  };
  if (take(signedDateline, "byline")) return parts;
  const signed = take(byline, "byline");
  if (signed) take(handle, "boilerplate");
  const dated = take(times, "dateline");
  // "By Jane Doe. " alone is a sentence's end in one article and a byline in another: its own full stop decides.
  return dated || parts.length > 1 || paragraph.startsWith("By.") ? parts : [];
}

/** Where the notes begin that a long last paragraph ends in; its length when there are none. */
export function notesIn(paragraph: string): number {
  const offset = Math.max(0, paragraph.length - tailChars);
  const window = paragraph.slice(offset);
  let from = paragraph.length;
  const ends = [...window.matchAll(/[.!?]["”'’)]?\s*(?=[-–—(\p{Lu}])/gu)].map(
    ({ index, 0: end }) => index + end.length,
  );
  for (const end of ends.reverse()) {
    const note = paragraph.slice(offset + end, from).trim();
    if (note.length < 8 || note.length > 180) {
      if (note.length > 180) break;
      continue;
    }
    if (furnitureOf(note) == null) break;
    from = offset + end;
  }
  return from;
}
