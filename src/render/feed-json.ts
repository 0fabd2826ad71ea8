import { Feed } from "feed";
import type { Entry } from "../domain/entry.ts";
import type { FeedDocument } from "./feed-document.ts";
import {
  authorOf,
  changedOf,
  channelOf,
  firstPlaceOf,
  languageOf,
  linksOf,
  originOf,
  publishedOf,
  tagsOf,
  updatedOf,
} from "./feed-document.ts";
import { bodyOf, isTooLong, summaryHtml, summaryOf } from "./feed-markup.ts";
import { picturesOf } from "./feed-pictures.ts";
import { pageHref } from "./publication.ts";

/**
 * JSON Feed 1.1. `feed` writes version 1.0, from before `authors`, `language` and `hubs`; its extensions may name any key.
 * `author` of 1.0 stays beside `authors`, since a reader in wide use still reads only that.
 */
export function writeJson(document: FeedDocument): string {
  const { publication, entries } = document;
  const channel = channelOf(document);
  const { page, self, hub, previous } = linksOf(document, "json");
  const author = { name: publication.author ?? publication.title };
  const feed = new Feed({
    title: channel.title,
    link: page,
    feedLinks: { json: self },
    description: channel.tagline,
    author,
    updated: updatedOf(document),
  });
  const keys = {
    version: "https://jsonfeed.org/version/1.1",
    language: publication.voice.language,
    authors: [author],
    ...(previous == null ? {} : { next_url: previous }),
    ...(hub == null ? {} : { hubs: [{ type: "WebSub", url: hub }] }),
  };
  for (const extension of extensionsOf(keys)) feed.addExtension(extension);
  for (const entry of entries) feed.addItem(item(entry, document));
  return `${feed.json1()}\n`;
}

function item(entry: Entry, document: FeedDocument) {
  const { publication } = document;
  const isFull = document.content === "full" && !isTooLong(entry, document);
  const author = { name: authorOf(entry, publication) };
  return {
    id: entry.id,
    title: entry.title,
    link: publication.url + pageHref(entry),
    date: changedOf(entry),
    published: publishedOf(entry),
    content: isFull ? bodyOf(entry, document) : summaryHtml(entry, document),
    category: tagsOf(entry).map((name) => ({ name })),
    author: [author],
    extensions: extensionsOf({ ...keysOf(entry, document), authors: [author] }),
  };
}

function keysOf(entry: Entry, { publication }: FeedDocument) {
  const language = languageOf(entry);
  const first = firstPlaceOf(entry, publication);
  const origin = originOf(entry);
  const pictures = picturesOf(entry, publication);
  const [lead] = pictures;
  const summary = summaryOf(entry);
  return {
    ...(summary === "" ? {} : { summary }),
    ...(language == null ? {} : { language }),
    ...(first == null ? {} : { external_url: first }),
    ...(lead == null ? {} : { image: lead.url, attachments: pictures.map(attachment) }),
    // JSON Feed has no word for it; names of one's own begin with an underscore.
    ...(origin == null ? {} : { _source: origin }),
  };
}

const attachment = ({ url, type, bytes, alt }: ReturnType<typeof picturesOf>[number]) => ({
  url,
  mime_type: type,
  ...(alt === "" ? {} : { title: alt }),
  size_in_bytes: bytes,
});

/** `feed` types every extension as an object of XML; for JSON it takes any value. */
const extensionsOf = (keys: Readonly<Record<string, unknown>>) =>
  Object.entries(keys).map(([name, objects]) => ({ name, objects: objects as Record<string, unknown> }));
