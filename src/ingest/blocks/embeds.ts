import type { Span } from "../../domain/article.ts";
import { datesIn } from "../fields/calendar.ts";
import { platformLine, type PlatformLine } from "./platforms.ts";

/**
 * Posts pasted from a social network. Two shapes: the embed text (the post's words, "— Name (@handle) date", a link, in
 * any order), and the post's page copied with the mouse (name, @handle, words, time, "1.2K Likes", a line each).
 */

/** A post is short; long posts exist, but a paragraph of prose before a signature is likelier than one of those. */
const maxPostChars = 600;
/** Lines of one post above its signature, and lines of a copied post down to its counters. */
const maxPostLines = 8;
const maxCopiedLines = 14;
const handle = "@[\\w.-]{1,40}(?:@[\\w.-]{2,60})?";
/** "— Jane Doe (@jane) November 27, 2025", alone on its line or after the post's words. */
const signature = new RegExp(
  `(?:^|\\s|…|/\\w{1,20})(?:—|―|–|--?|&mdash;)\\s?[^\\n@]{0,80}[(‪]?\\(?${handle}[)‬]{1,2}[:,]?\\s{0,3}([^\\n]{0,60})$`,
  "u",
);
/** The same without its dash, as some copies leave it; only where it is the whole line. */
const plainSignature = new RegExp(`^\\p{L}[^\\n@.]{1,60}\\s\\(${handle}\\)[:,]?\\s{0,3}([^\\n]{0,60})$`, "u");
const postLink =
  /(?:https?:\/\/t\.co\/\w{1,20}|pic\.(?:twitter|x)\.com\/\w{1,20}|https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/\w{1,30}\/status\/\d{1,25}\S{0,60}|https?:\/\/bsky\.app\/profile\/\S{1,80}\/post\/\w{1,30}|https?:\/\/(?:www\.)?instagram\.com\/(?:p|reel)\/[\w-]{1,30}\S{0,60}|\[(?:image or embed|video or embed|image|video)\])[)\s]{0,3}$/iu;
const wordsOfPost = /(?:^|\s)[#@]\p{L}|t\.co\/|pic\.(?:twitter|x)\.com|\p{Extended_Pictographic}/u;
const sentenceEnd = /[.!?:;…]["'”’»)]{0,2}$/u;

export type Embed = { readonly first: number; readonly last: number; readonly day: string | null };
type Signed = { readonly alone: boolean; readonly day: string | null };

/**
 * Which of the pieces, in reading order, are pasted posts. They do not overlap.
 *
 * @param text the whole article, for the blank lines between pieces
 */
export function embedsAmong(text: string, pieces: readonly Span[]): Embed[] {
  const lines = pieces.map(({ start, end }) => (end - start > 4_000 ? "" : text.slice(start, end)));
  const found: Embed[] = [];
  for (let at = 0; at < lines.length; at++) {
    const taken = found.at(-1)?.last ?? -1;
    if (at <= taken) continue;
    const embed = embedAt(text, pieces, lines, at, taken + 1);
    if (embed != null) found.push(embed);
  }
  return found;
}

function embedAt(
  text: string,
  pieces: readonly Span[],
  lines: readonly string[],
  at: number,
  free: number,
): Embed | null {
  const line = lines[at] ?? "";
  const platform = platformLine(line);
  // "A post shared by Jane Doe (@jane) on May 1, 2026" ends in a signature as well.
  const signed = platform == null ? signatureOf(line, lines[at + 1]) : null;
  if (signed != null) return signedPost(text, pieces, lines, at, free, signed);
  return platform == null
    ? null
    : (framedPost(lines, at, free, platform) ?? copiedPost(lines, at, free, platform));
}

/** The lines before a signature that stands alone are the post; so is a link, or the rest of the words, after it. */
function signedPost(
  text: string,
  pieces: readonly Span[],
  lines: readonly string[],
  at: number,
  free: number,
  signed: Signed,
): Embed {
  const introduced = (lines[at - 1] ?? "").endsWith(":");
  let first = signed.alone && introduced ? at : linesBefore(text, pieces, lines, at, free, signed.alone);
  let last = at;
  const after = lines[at + 1] ?? "";
  const linked =
    after !== "" &&
    after.length <= maxPostChars &&
    postLink.test(after) &&
    signatureOf(after, undefined) == null;
  if (linked) last = at + 1;
  else if (signed.alone && introduced && first === at && after !== "" && after.length <= 300) last = at + 1;
  // A colon may belong to the post itself, when nothing else is left to be its words.
  else if (signed.alone && introduced && at > free) first = at - 1;
  return { first, last, day: signed.day };
}

function linesBefore(
  text: string,
  pieces: readonly Span[],
  lines: readonly string[],
  at: number,
  free: number,
  alone: boolean,
): number {
  let first = at;
  let chars = 0;
  const apart = (upper: number): boolean =>
    /\n[^\S\n]*\n/u.test(text.slice(pieces[upper]?.end ?? 0, pieces[upper + 1]?.start ?? 0).slice(0, 200));
  const spaced = at > 0 && apart(at - 1);
  // A signature alone on its line has its words above it, also when the post's link comes between.
  let lacksWords = alone;
  while (first > free && at - first < maxPostLines) {
    const line = lines[first - 1] ?? "";
    chars += line.length;
    if (introduces(line, lines[at] ?? "")) break;
    if (line === "" || chars > maxPostChars || signatureOf(line, undefined) != null) break;
    // Above those, only what prose does not do shows that the post goes on: links, tags, no full stop.
    const isPart =
      wordsOfPost.test(line) || postLink.test(line) || (line.length <= 120 && !sentenceEnd.test(line));
    if (!lacksWords && (!isPart || (!spaced && (apart(first - 1) || startsArticle(lines, first - 1))))) break;
    lacksWords &&= isOnlyLink(line);
    first--;
    if (!lacksWords && !isPart) break;
  }
  return first;
}

/** Prose before a post names its account; the post's own words do not. */
function introduces(line: string, signed: string): boolean {
  const account = /@[\w.-]{2,40}/u.exec(signed.slice(-240))?.[0];
  return (
    (account != null && line.includes(account)) ||
    /\b(?:Twitter user|tweeted|posted on (?:X|Twitter|Bluesky|Mastodon))\b/u.test(line)
  );
}

const isOnlyLink = (line: string): boolean =>
  /^(?:\S{8,120}|\[[\w ]{5,20}\])$/u.test(line) && postLink.test(line);
/** The first line of a file is its title or its lede, unless it looks like a post by itself. */
const startsArticle = (lines: readonly string[], at: number): boolean =>
  at === 0 && !wordsOfPost.test(lines[0] ?? "");

/** Instagram, YouTube, Mastodon and Facebook frame a post with lines of their own. */
function framedPost(
  lines: readonly string[],
  at: number,
  free: number,
  { kind, day }: PlatformLine,
): Embed | null {
  if (kind !== "frame-start" && kind !== "frame-end" && kind !== "frame") return null;
  if (kind === "frame") return { first: at, last: at, day };
  if (kind === "frame-start") {
    for (let last = at + 1; last <= at + maxPostLines && last < lines.length; last++) {
      const end = platformLine(lines[last] ?? "");
      if (end?.kind === "frame-end") return { first: at, last, day: end.day };
      if ((lines[last] ?? "").length > maxPostChars) break;
    }
    return { first: at, last: at, day };
  }
  const before = lines[at - 1] ?? "";
  const isPost =
    at - 1 >= free && before.length > 0 && before.length <= maxPostChars && wordsOfPost.test(before);
  return { first: isPost ? at - 1 : at, last: at, day };
}

/** From the name above the handle down to the last counter; without counters, a handle line alone is no post. */
function copiedPost(lines: readonly string[], at: number, free: number, start: PlatformLine): Embed | null {
  if (start.kind !== "handle") return start.kind === "time" ? timedPost(lines, at, free, start.day) : null;
  let last = -1;
  let day = start.day;
  for (let next = at + 1; next < lines.length && next <= at + maxCopiedLines; next++) {
    const line = lines[next] ?? "";
    if (line.length > maxPostChars) break;
    const platform = platformLine(line);
    if (platform == null) {
      if (last >= 0) break;
      continue;
    }
    if (platform.kind === "handle" && last >= 0) break;
    if (platform.kind !== "handle") last = next;
    day ??= platform.day;
  }
  // "Jane Doe @jane · Nov 27, 2025" dates itself: the next line is the post.
  if (last < 0 && day != null && (lines[at + 1] ?? "").length <= maxPostChars)
    last = Math.min(at + 1, lines.length - 1);
  if (last < 0) return null;
  const name = lines[at - 1] ?? "";
  const isName =
    start.alone && at - 1 >= free && name.length > 0 && name.length <= 60 && !sentenceEnd.test(name);
  return { first: isName ? at - 1 : at, last, day };
}

/** "9:41 AM · Nov 27, 2025" under a post whose head was not copied: the line before is the post. */
function timedPost(lines: readonly string[], at: number, free: number, day: string | null): Embed | null {
  // Bylines write "Nov. 27, 2025 at 9:41": only the networks put the time first and a middle dot behind it.
  if (day == null || at - 1 < free || !/^\d.{3,12}[·•]/u.test(lines[at] ?? "")) return null;
  const before = lines[at - 1] ?? "";
  if (before === "" || before.length > maxPostChars) return null;
  let last = at;
  while (last + 1 < lines.length && platformLine(lines[last + 1] ?? "")?.kind === "counter") last++;
  return { first: at - 1, last, day };
}

function signatureOf(line: string, next: string | undefined): Signed | null {
  if (!line.includes("@")) return null;
  const tail = line.slice(-240);
  const match = signature.exec(tail) ?? plainSignature.exec(tail);
  if (match == null) return null;
  const rest = match[1] ?? "";
  const [date] = datesIn(rest);
  // Without a date or a link, "(@name)" after a dash is also how reporters sign; those are no posts.
  const linked =
    date == null &&
    rest.trim() === "" &&
    (postLink.test(next ?? "") || postLink.test(tail.slice(0, match.index)));
  if (date == null && !linked) return null;
  return { alone: tail.length === line.length && match.index === 0, day: date?.day ?? null };
}

/**
 * Days of the posts signed anywhere in a text, also inside a paragraph, where a post cannot be told from the prose
 * around it but its date can: "… Jane Doe (@jane) July 31, 2017The …".
 */
export function postedDays(text: string): string[] {
  const days: string[] = [];
  for (const match of text.matchAll(/\(@[\w.@-]{1,60}\)[:,]?(?: on)? ?([^\n]{0,40})/gu)) {
    const [date] = datesIn(loosened(match[1] ?? ""));
    if (date != null && date.start <= 3) days.push(date.day);
    if (days.length >= 50) break;
  }
  return days;
}

/** Pages stripped of their tags run the year into the next word: "2017The". */
const loosened = (text: string): string => text.replace(/(\d{4})(?=\p{L})/u, "$1 ");
