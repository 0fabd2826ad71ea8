import { type PlatformLine, isHeader, isMark, platformLine } from "./platforms.ts";

/** A post copied with the mouse from its page: name, @handle, words, time, "1.2K Likes", a line each. */

/** As `Embed` of embeds.ts. */
export type CopiedPost = { readonly first: number; readonly last: number; readonly day: string | null };

export const maxPostChars = 600;
const maxLines = 18;
const maxName = 60;
const sentenceEnd = /[.!?:;…]["'”’»)]{0,2}$/u;
/** "janaberg" as Instagram and Threads put it above the post. */
const bareHandle = /^[a-z0-9][a-z0-9._]{1,29}$/u;

/**
 * The copied post that a platform's line belongs to, or null.
 *
 * @param free the first line that is not yet another post's
 */
export function copiedPost(
  lines: readonly string[],
  at: number,
  free: number,
  start: PlatformLine,
): CopiedPost | null {
  switch (start.kind) {
    case "handle":
      return belowHandle(lines, at, free, start);
    case "time":
      return aboveTime(lines, at, free, start.day);
    case "channel":
      return withMarks(lines, namesAbove(lines, at, free, 2), at, null);
    case "liked":
      return withMarks(lines, upToHandle(lines, at, free) ?? at, at, null);
    case "forwarded":
      return forwarded(lines, at);
    case "link":
      return aboveLink(lines, at, free);
    case "frame":
    case "frame-start":
    case "frame-end":
    case "counter":
      return null;
  }
}

/** From the name above the handle down to the last counter. What says nothing but "2h" below a handle marks one as well. */
function belowHandle(
  lines: readonly string[],
  at: number,
  free: number,
  start: PlatformLine,
): CopiedPost | null {
  let [last, words, marked] = [-1, 0, 0];
  let day = start.day;
  for (let next = at + 1; next < lines.length && next <= at + maxLines; next++) {
    const line = lines[next] ?? "";
    const platform = platformLine(line);
    if (line.length > maxPostChars || (platform?.kind === "handle" && marked + words > 0)) break;
    if (isPart(line, platform)) {
      if (words > 0) last = next;
      else marked++;
      day ??= platform?.day ?? null;
    } else if (last >= 0) break;
    else words++;
  }
  // "Jane Doe @jane · Nov 27, 2025" dates itself, and "· 2h" or "Follow" is enough: the next line is the post.
  if (last < 0 && (start.day != null || marked > 0)) last = nextWords(lines, at);
  if (last < 0) return null;
  const first = start.alone ? namesAbove(lines, at, free, 1) : at;
  return { first: headersAbove(lines, first, free), last, day };
}

const isPart = (line: string, platform: PlatformLine | null): boolean =>
  isMark(line) || (platform != null && platform.kind !== "handle");

function nextWords(lines: readonly string[], at: number): number {
  for (let next = at + 1; next < lines.length && next <= at + 5; next++) {
    const line = lines[next] ?? "";
    if (line.length > maxPostChars) return -1;
    if (!isPart(line, platformLine(line))) return next;
  }
  return -1;
}

/** "9:41 AM · Nov 27, 2025" under a post whose head was not copied: the line before is the post. */
function aboveTime(
  lines: readonly string[],
  at: number,
  free: number,
  day: string | null,
): CopiedPost | null {
  // Bylines write "Nov. 27, 2025 at 9:41": only the networks put the time first and a middle dot behind it.
  if (day == null || at - 1 < free || !/^\d.{3,12}[·•]/u.test(lines[at] ?? "")) return null;
  const before = lines[at - 1] ?? "";
  if (before === "" || before.length > maxPostChars) return null;
  return withMarks(lines, at - 1, at, day);
}

/** Telegram's own: the channel's name, the words, the post's address, "12.5K views". */
function aboveLink(lines: readonly string[], at: number, free: number): CopiedPost | null {
  if (platformLine(lines[at + 1] ?? "")?.kind === "forwarded") {
    const below = forwarded(lines, at + 1);
    if (below != null) return { ...below, first: at };
  }
  const post = withMarks(lines, at, at, null);
  const before = lines[at - 1] ?? "";
  if (post.last === at || at - 1 < free || before === "" || before.length > maxPostChars)
    return { ...post, last: at };
  return { ...post, first: namesAbove(lines, at - 1, free, 1) };
}

/** "Forwarded from Harbour News", the words, "12.5K views 09:41". */
function forwarded(lines: readonly string[], at: number): CopiedPost | null {
  const words = lines[at + 1] ?? "";
  if (words === "" || words.length > maxPostChars) return null;
  return withMarks(lines, at, at + 1, null);
}

/** The post with the marks and counters that follow its last line. */
function withMarks(lines: readonly string[], first: number, from: number, on: string | null): CopiedPost {
  let [last, day] = [from, on];
  while (last + 1 < lines.length && last < from + maxLines) {
    const line = lines[last + 1] ?? "";
    const platform = platformLine(line);
    if (!isPart(line, platform)) break;
    day ??= platform?.day ?? null;
    last++;
  }
  return { first, last, day };
}

/** Up over marks and at most three lines of words to the account's name; null when there is none. */
export function upToHandle(lines: readonly string[], at: number, free: number): number | null {
  let words = 0;
  for (let above = at - 1; above >= Math.max(free, at - 8); above--) {
    const line = lines[above] ?? "";
    if (isMark(line)) continue;
    if (bareHandle.test(line)) return words > 0 ? above : null;
    if (line === "" || line.length > maxPostChars || ++words > 3) return null;
  }
  return null;
}

/** Up to `most` short lines without a full stop: the account's name, a film's title. */
function namesAbove(lines: readonly string[], at: number, free: number, most: number): number {
  let first = at;
  while (first - 1 >= free && at - first < most) {
    const name = lines[first - 1] ?? "";
    if (name === "" || name.length > maxName || sentenceEnd.test(name)) break;
    first--;
  }
  return first;
}

/** "Post", "See new posts", "Conversation", "Truth Details": what the page has above the post. */
function headersAbove(lines: readonly string[], at: number, free: number): number {
  let first = at;
  while (first - 1 >= free && at - first < 4 && isHeader(lines[first - 1] ?? "")) first--;
  return first;
}
