import { writeAtom } from "./feed-atom.ts";
import type { FeedDocument, FormatName } from "./feed-document.ts";
import { channelOf, feedPath, formats, partOf } from "./feed-document.ts";
import { writeJson } from "./feed-json.ts";
import { writeRss } from "./feed-rss.ts";

/** Each format with its writer, the preferred one first (for autodiscovery). */
export const feedFormats = {
  atom: { ...formats.atom, write: writeAtom },
  rss: { ...formats.rss, write: writeRss },
  json: { ...formats.json, write: writeJson },
} as const satisfies Record<FormatName, object>;

export type WrittenFeeds = Readonly<Record<FormatName, string>>;

/** A document in all three formats. Check it before anybody reads it: `checkFeeds`. */
export const writeFeeds = (document: FeedDocument): WrittenFeeds => ({
  atom: writeAtom(document),
  rss: writeRss(document),
  json: writeJson(document),
});

/** The files a document is published in, the preferred format last: a publication cut short is then seen as unfinished. */
export function feedFiles(document: FeedDocument, written: WrittenFeeds) {
  return (["json", "rss", "atom"] as const).map((format) => ({
    path: feedPath(channelOf(document), partOf(document), format),
    body: written[format],
  }));
}
