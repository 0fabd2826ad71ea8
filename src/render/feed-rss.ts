import { Feed } from "feed";
import type { Entry } from "../domain/entry.ts";
import type { FeedDocument } from "./feed-document.ts";
import {
  authorOf,
  changedOf,
  channelOf,
  firstPlaceOf,
  formats,
  languageOf,
  linksOf,
  originOf,
  partOf,
  publishedOf,
  tagsOf,
  updatedOf,
} from "./feed-document.ts";
import { bodyOf, element, isTooLong, mask, shelf, summaryHtml, unmask, withElements } from "./feed-markup.ts";
import { mediaElements, picturesOf } from "./feed-pictures.ts";
import { pageHref } from "./publication.ts";

/** All of them, always: `feed` declares `dc` only where some item has content, and `media` never. */
const namespaces = [
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:fh="http://purl.org/syndication/history/1.0"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
].join(" ");

/** RSS 2.0 by the Best Practices Profile: plain titles with hex references, authors as `dc:creator`, the summary before the body. */
export function writeRss(document: FeedDocument): string {
  const { publication, entries } = document;
  const channel = channelOf(document);
  const { page, self } = linksOf(document, "rss");
  const feed = new Feed({
    title: mask(channel.title),
    // Not optional, and a blank one is a mistake to the validator.
    description: mask(channel.tagline === "" ? channel.title : channel.tagline),
    link: page,
    language: mask(publication.voice.language),
    generator: "Broadsheet",
    docs: "https://www.rssboard.org/rss-specification",
    updated: updatedOf(document),
    // Not `feed`, which puts the same address into RSS and Atom.
    feedLinks: { rss: self },
  });
  const bodies = shelf();
  for (const entry of entries) feed.addItem(item(entry, document, bodies.put));
  const xml = withElements(
    feed.rss2(),
    { entry: "\n        <item", end: "\n    </channel>\n</rss>" },
    { head: headElements(document), entries: entries.map((entry) => itemElements(entry, document)) },
  ).replace(/<rss [^>]*>/, `<rss version="2.0" ${namespaces}>`);
  return `${bodies.fill(unmask(xml))}\n`;
}

function item(entry: Entry, document: FeedDocument, put: (html: string) => string) {
  const isFull = document.content === "full" && !isTooLong(entry, document);
  return {
    id: entry.id,
    title: mask(entry.title),
    link: document.publication.url + pageHref(entry),
    date: publishedOf(entry),
    published: publishedOf(entry),
    description: put(summaryHtml(entry, document)),
    ...(isFull ? { content: put(bodyOf(entry, document)) } : {}),
    category: tagsOf(entry).map((tag) => ({ name: mask(tag) })),
    // Without CDATA, which is what RSS readers agree on; never escaped twice, which half of them show.
    extensions: [{ name: "title", objects: { _text: mask(entry.title) } }],
  };
}

/** Before the items: the validator calls what follows them misplaced. */
function headElements(document: FeedDocument): string[] {
  const { hub, previous, next, current } = linksOf(document, "rss");
  const { type } = formats.rss;
  return [
    ...(hub == null ? [] : [element("atom:link", { rel: "hub", href: hub })]),
    ...(current == null ? [] : [element("atom:link", { rel: "current", type, href: current })]),
    ...(previous == null ? [] : [element("atom:link", { rel: "prev-archive", type, href: previous })]),
    ...(next == null ? [] : [element("atom:link", { rel: "next-archive", type, href: next })]),
    ...(partOf(document).kind === "archive" ? [element("fh:archive", {})] : []),
  ];
}

function itemElements(entry: Entry, { publication }: FeedDocument): string[] {
  const language = languageOf(entry);
  const first = firstPlaceOf(entry, publication);
  const origin = originOf(entry);
  const pictures = picturesOf(entry, publication);
  const [lead] = pictures;
  return [
    // RSS `author` is a mail address; `feed` writes names there, and a second one is a duplicate element.
    element("dc:creator", {}, authorOf(entry, publication)),
    ...(language == null ? [] : [element("dc:language", {}, language)]),
    element("atom:updated", {}, changedOf(entry).toISOString()),
    ...(first == null ? [] : [element("dc:source", {}, first)]),
    ...(origin == null ? [] : [element("source", { url: origin.url }, origin.title)]),
    // One an item; `feed` gives it a type guessed from the address, length 0 and attributes RSS does not know.
    ...(lead == null ? [] : [element("enclosure", { url: lead.url, length: lead.bytes, type: lead.type })]),
    ...mediaElements(pictures),
  ];
}
