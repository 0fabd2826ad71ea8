import type { Span } from "../domain/article.ts";
import { datesIn } from "./calendar.ts";

/** A post pasted from a social network, as the networks' own embed text leaves it once its markup is gone. */

/** "— Jane Doe (@jane) November 27, 2025", alone on its line or after the post's words. */
const signature = /(?:^|\s)(?:—|―|–|--?)\s?[^\n@]{1,80}\(@\w{1,30}\)\s{0,3}([^\n]{0,40})$/u;
const instagram =
  /^(?:A post shared by|View this post on Instagram|Ein Beitrag geteilt von|Une publication partagée par|Una publicación compartida)/iu;
const postLink = /(?:https?:\/\/t\.co\/\w{1,20}|pic\.(?:twitter|x)\.com\/\w{1,20})\s*$/iu;
/** A post is short; long posts exist, but a paragraph of prose before a signature is likelier than one of those. */
const maxPostChars = 600;

export type Embed = { readonly first: number; readonly last: number; readonly day: string | null };

/**
 * Which of the pieces, in reading order, are pasted posts: the signature line, the line with the post's words before
 * it when the signature stands alone, and a line after it that ends in the post's own link.
 */
export function embedsAmong(text: string, pieces: readonly Span[]): Embed[] {
  const lines = pieces.map(({ start, end }) => text.slice(start, end));
  const embeds: Embed[] = [];
  for (const [at, line] of lines.entries()) {
    const signed = signatureOf(line);
    if (signed == null) continue;
    const taken = embeds.at(-1)?.last ?? -1;
    const before = lines[at - 1];
    const withBefore = signed.alone && before != null && at - 1 > taken && before.length <= maxPostChars;
    const after = lines[at + 1];
    const withAfter =
      after != null && after.length <= maxPostChars && postLink.test(after) && signatureOf(after) == null;
    embeds.push({ first: withBefore ? at - 1 : at, last: withAfter ? at + 1 : at, day: signed.day });
  }
  return embeds;
}

function signatureOf(line: string): { alone: boolean; day: string | null } | null {
  const tail = line.slice(-200);
  if (instagram.test(line)) return { alone: false, day: datesIn(tail)[0]?.day ?? null };
  const match = signature.exec(tail);
  if (match == null) return null;
  const day = datesIn(match[1] ?? "")[0]?.day ?? null;
  // Without a date, "(@name)" after a dash is also how reporters sign; those are no posts.
  return day == null ? null : { alone: tail.length === line.length && match.index === 0, day };
}
