import type { Span } from "../../domain/article.ts";
import { datesIn } from "../fields/calendar.ts";
import { copiedPost, maxPostChars, upToHandle } from "./copied-posts.ts";
import { platformLine, type PlatformLine } from "./platforms.ts";
import { type Role, grownPost } from "./scrambled-posts.ts";

/**
 * Posts pasted from a social network. Two shapes: the embed text (the post's words, "— Name (@handle) date", a link, in
 * any order), and the post's page copied with the mouse (name, @handle, words, time, "1.2K Likes", a line each).
 */

/** Lines of one post above its signature. */
const maxPostLines = 8;
const handle = "@[\\w.-]{1,40}(?:@[\\w.-]{2,60})?";
/** "— Jane Doe (@jane) November 27, 2025", alone on its line or after the post's words. */
const signature = new RegExp(
  `(?:^|[\\s….!?”"’)]|/\\w{1,20})(?:—|―|–|--?|&mdash;)\\s?[^\\n@]{0,80}[(‪]?\\(?${handle}[)‬]{1,2}[:,]?\\s{0,3}([^\\n]{0,60})$`,
  "u",
);
/** The same without its dash, as some copies leave it; only where it is the whole line. */
const plainSignature = new RegExp(`^\\p{L}[^\\n@.]{1,60}\\s\\(${handle}\\)[:,]?\\s{0,3}([^\\n]{0,60})$`, "u");
const postLink =
  /(?:https?:\/\/t\.co\/\w{1,20}|pic\.(?:twitter|x)\.com\/\w{1,20}|https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/\w{1,30}\/status\/\d{1,25}\S{0,60}|https?:\/\/bsky\.app\/profile\/\S{1,80}\/post\/\w{1,30}|https?:\/\/(?:www\.)?instagram\.com\/(?:p|reel)\/[\w-]{1,30}\S{0,60}|\[(?:image or embed|video or embed|image|video)\])[)\s]{0,3}$/iu;
const wordsOfPost = /(?:^|\s)[#@]\p{L}|t\.co\/|pic\.(?:twitter|x)\.com|\p{Extended_Pictographic}/u;
/** Somebody is told of, at some length: prose. */
const told = /^(?=.{60}).*\b(?:said|says|told|according to|was|were|had)\b/u;
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
  const roles: Role[] = [];
  const roleAt = (at: number): Role => (roles[at] ??= roleOf(lines[at] ?? ""));
  for (let at = 0; at < lines.length; at++) {
    const taken = found.at(-1)?.last ?? -1;
    if (at <= taken) continue;
    const embed = embedAt(text, pieces, lines, at, taken + 1);
    if (embed == null) continue;
    const whole = grown(lines, embed, taken + 1, roleAt);
    const last = found.at(-1);
    // What a network writes above and below one post touches.
    if (
      last != null &&
      whole.first === last.last + 1 &&
      last.last - last.first < maxWordless &&
      (isWordless(last, roleAt) || isWordless(whole, roleAt))
    ) {
      found.pop();
      found.push(
        grown(lines, { first: last.first, last: whole.last, day: last.day ?? whole.day }, last.first, roleAt),
      );
    } else found.push(whole);
  }
  return found;
}

type RoleAt = (at: number) => Role;

const grown = (lines: readonly string[], embed: Embed, free: number, roleAt: RoleAt): Embed => ({
  ...embed,
  ...grownPost(lines, embed, free, roleAt),
});

/** A network writes a few lines about a post; a page of nothing else is not looked through again for each of them. */
const maxWordless = 12;

function isWordless({ first, last }: Embed, roleAt: RoleAt): boolean {
  if (last - first >= maxWordless) return false;
  for (let at = first; at <= last; at++) if (roleAt(at) === "words") return false;
  return true;
}

/** What a line is for a post: its account, what its network writes above it or somewhere about it, or words. */
function roleOf(line: string): Role {
  if (signatureOf(line, undefined)?.alone === true) return "signature";
  const kind = platformLine(line)?.kind;
  if (kind === "handle") return "signature";
  if (kind === "frame-start") return "opening";
  return isOnlyLink(line) || kind != null ? "mark" : "words";
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
  const broken = platform == null ? brokenSignature(lines, at) : null;
  if (broken != null) {
    const post = signedPost(text, pieces, lines, at, free, { alone: true, day: broken.day });
    return { ...post, last: Math.max(post.last, broken.last) };
  }
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
  const after = lines[at + 1] ?? "";
  // The words stand below; what the line above tells is then the article's.
  const isBelow =
    signed.alone &&
    told.test(lines[at - 1] ?? "") &&
    ((postLink.test(after) && !isOnlyLink(after)) || goesOnBelow(lines, at));
  let first =
    signed.alone && (introduced || isBelow) ? at : linesBefore(text, pieces, lines, at, free, signed.alone);
  let last = at;
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

/** Words without a full stop between the signature and the post's link, on either side of it. */
function goesOnBelow(lines: readonly string[], at: number): boolean {
  const [next = "", after = ""] = [lines[at + 1], lines[at + 2]];
  const isPost = (line: string): boolean => line !== "" && line.length <= 200 && !sentenceEnd.test(line);
  const isLink = (line: string): boolean => isOnlyLink(line) || platformLine(line)?.kind === "frame";
  return (isLink(next) && isPost(after)) || (isPost(next) && isLink(after));
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
  return spaced ? first : Math.min(first, runStart(lines, at, free, apart) ?? first);
}

/** Lines that hang together between blank lines are one post; null where the text has no blank line near. */
function runStart(
  lines: readonly string[],
  at: number,
  free: number,
  apart: (upper: number) => boolean,
): number | null {
  let chars = 0;
  for (let first = at; first > 0 && at - first < maxPostLines; first--) {
    if (apart(first - 1)) return first < at && !startsArticle(lines, first) ? first : null;
    chars += lines[first - 1]?.length ?? 0;
    if (first - 1 < free || chars > maxPostChars || introduces(lines[first - 1] ?? "", lines[at] ?? ""))
      return null;
  }
  return null;
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
  return { first: isPost ? at - 1 : (upToHandle(lines, at, free) ?? at), last: at, day };
}

/** "— Jane Doe", "(@jane)", "November 27, 2025" on two or three lines. */
function brokenSignature(lines: readonly string[], at: number): { last: number; day: string } | null {
  if (!/^(?:—|―|–|--)\s?\p{L}[^\n]{1,80}$/u.test(lines[at] ?? "")) return null;
  let whole = lines[at] ?? "";
  for (const last of [at + 1, at + 2]) {
    const next = lines[last] ?? "";
    if (next === "" || next.length > 60) return null;
    whole += ` ${next}`;
    const signed = signatureOf(whole, undefined);
    if (signed?.alone === true && signed.day != null) return { last, day: signed.day };
  }
  return null;
}

function signatureOf(line: string, next: string | undefined): Signed | null {
  if (!line.includes("@")) return null;
  const tail = line.slice(-240);
  const dashed = signature.exec(tail);
  const match = dashed ?? plainSignature.exec(tail);
  if (match == null) return null;
  const rest = match[1] ?? "";
  const [date] = datesIn(rest);
  // "The town (@ostwick) said nothing until May 6" tells; a signature goes on with its date.
  if (dashed == null && date != null && (date.start > 3 || sentenceEnd.test(rest))) return null;
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
