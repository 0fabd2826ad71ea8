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
import {
  bodyOf,
  element,
  isTooLong,
  mask,
  shelf,
  summaryHtml,
  unmask,
  withElements,
  withPlainTitles,
} from "./feed-markup.ts";
import { mediaElements, picturesOf } from "./feed-pictures.ts";
import { pageHref } from "./publication.ts";

/**
 * Atom 1.0 (RFC 4287). `feed` has no extension for Atom at all, so languages, pictures, sources and archive links are put
 * into what it wrote. Titles are plain text without CDATA: the one form that all six readers tried show rightly.
 */
export function writeAtom(document: FeedDocument): string {
  const { publication, entries } = document;
  const channel = channelOf(document);
  const { page, self } = linksOf(document, "atom");
  const feed = new Feed({
    id: page,
    title: mask(channel.title),
    description: mask(channel.tagline),
    link: page,
    generator: "Broadsheet",
    author: { name: mask(publication.author ?? publication.title) },
    updated: updatedOf(document),
    feedLinks: { atom: self },
  });
  const bodies = shelf();
  for (const entry of entries) feed.addItem(item(entry, document, bodies.put));
  let n = 0;
  const xml = withElements(
    withPlainTitles(feed.atom1()),
    { entry: "\n    <entry", end: "\n</feed>" },
    { head: headElements(document), entries: entries.map((entry) => entryElements(entry, document)) },
  )
    .replace(
      "<feed xmlns=",
      `<feed xml:lang="${mask(publication.voice.language)}" ${namespaces(document)}xmlns=`,
    )
    // #196 of `feed`, open since 2024: no language, neither of the feed nor of an entry.
    .replaceAll("\n    <entry>", () => `\n    <entry${languageAttribute(entries[n++])}>`)
    .replaceAll("<link href=", '<link rel="alternate" type="text/html" href=')
    .replace('<link rel="alternate" href=', '<link rel="alternate" type="text/html" href=')
    .replace('<link rel="self" href=', `<link rel="self" type="${formats.atom.type}" href=`);
  return `${bodies.fill(unmask(xml))}\n`;
}

function item(entry: Entry, document: FeedDocument, put: (html: string) => string) {
  const { publication } = document;
  const isFull = document.content === "full" && !isTooLong(entry, document);
  return {
    id: entry.id,
    title: mask(entry.title),
    link: publication.url + pageHref(entry),
    date: changedOf(entry),
    published: publishedOf(entry),
    description: put(summaryHtml(entry, document)),
    ...(isFull ? { content: put(bodyOf(entry, document)) } : {}),
    author: [{ name: mask(authorOf(entry, publication)) }],
    category: tagsOf(entry).map((tag) => ({ name: mask(tag), term: mask(tag) })),
  };
}

/** Only those that are used: a namespace nobody uses is a riddle to who reads the source. */
function namespaces(document: FeedDocument): string {
  const { entries, publication } = document;
  const hasPictures = entries.some((entry) => picturesOf(entry, publication).length > 0);
  const isArchive = partOf(document).kind === "archive";
  return [
    hasPictures ? 'xmlns:media="http://search.yahoo.com/mrss/" ' : "",
    isArchive ? 'xmlns:fh="http://purl.org/syndication/history/1.0" ' : "",
  ].join("");
}

function headElements(document: FeedDocument): string[] {
  const { hub, previous, next, current } = linksOf(document, "atom");
  const { type } = formats.atom;
  return [
    ...(hub == null ? [] : [element("link", { rel: "hub", href: hub })]),
    ...(current == null ? [] : [element("link", { rel: "current", type, href: current })]),
    ...(previous == null ? [] : [element("link", { rel: "prev-archive", type, href: previous })]),
    ...(next == null ? [] : [element("link", { rel: "next-archive", type, href: next })]),
    ...(partOf(document).kind === "archive" ? [element("fh:archive", {})] : []),
  ];
}

function entryElements(entry: Entry, { publication }: FeedDocument): string[] {
  const pictures = picturesOf(entry, publication);
  const first = firstPlaceOf(entry, publication);
  return [
    ...(first == null ? [] : [element("link", { rel: "via", href: first })]),
    // `feed` ignores the type and guesses one from the address, such as image/jpg (#174).
    ...pictures.map(({ url, type, bytes, alt }) =>
      element("link", { rel: "enclosure", type, length: bytes, title: alt === "" ? null : alt, href: url }),
    ),
    ...mediaElements(pictures),
    ...sourceElement(entry),
  ];
}

/**
 * RFC 4287 §4.2.11 wants id, title and time of the feed an entry was copied from. What is known of it is its title and an
 * address; it stood there when the entry was published.
 */
function sourceElement(entry: Entry): string[] {
  const origin = originOf(entry);
  if (origin == null) return [];
  return [
    element("source", {}, [
      element("id", {}, origin.url),
      element("title", {}, origin.title),
      element("updated", {}, publishedOf(entry).toISOString()),
      element("link", { rel: "related", href: origin.url }),
    ]),
  ];
}

function languageAttribute(entry: Entry | undefined): string {
  const language = entry == null ? null : languageOf(entry);
  return language == null ? "" : ` xml:lang="${language}"`;
}
