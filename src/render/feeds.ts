import { Feed } from "feed";
import type { Entry } from "../domain/entry.ts";
import { directionOf } from "../domain/language.ts";
import type { Publication } from "./publication.ts";
import { pageHref, withImagesAt } from "./publication.ts";

export type FeedContent = "full" | "summary";
type Source = {
  readonly entries: readonly Entry[];
  readonly content: FeedContent;
  readonly publication: Publication;
};

/** File name, media type and writer of each format, the preferred one first (for autodiscovery). */
export const feedFormats = {
  atom: { file: "atom.xml", type: "application/atom+xml", title: "Atom", write: writeAtom },
  rss: { file: "rss.xml", type: "application/rss+xml", title: "RSS", write: writeRss },
  json: { file: "feed.json", type: "application/feed+json", title: "JSON Feed", write: writeJson },
} as const;

/**
 * `feed` writes text nodes and attributes with too little escaping and too much (one level of `&amp;` is lost, `<` is not
 * escaped in attributes, titles are CDATA that Atom calls HTML). So text goes in with the four dangerous characters as
 * Unicode noncharacters, which ingest lets nothing through with, and comes out as character references.
 */
const masks = [
  ["&", "\u{FDD0}", "&#x26;"],
  ["<", "\u{FDD1}", "&#x3C;"],
  [">", "\u{FDD2}", "&#x3E;"],
  ['"', "\u{FDD3}", "&#x22;"],
] as const;

function mask(text: string): string {
  return masks.reduce((masked, [plain, stand]) => masked.replaceAll(plain, stand), text);
}

function unmask(xml: string): string {
  return masks.reduce((out, [, stand, reference]) => out.replaceAll(stand, reference), xml);
}

/** JSON needs no references: its writer escapes. */
const asItIs = (text: string): string => text;

/** RFC 4287. Titles as plain text without CDATA: the one form that all six readers tried show rightly. */
export function writeAtom(source: Source): string {
  const { publication, entries } = source;
  const feed = new Feed({
    ...channel(source, mask),
    feedLinks: { atom: publication.url + feedFormats.atom.file },
  });
  for (const entry of entries) {
    feed.addItem({
      ...item(entry, source, mask),
      author: [{ name: mask(authorOf(entry, publication)) }],
    });
  }
  let n = 0;
  const language = publication.voice.language;
  return unmask(feed.atom1())
    .replace("<feed ", `<feed xml:lang="${language}" `)
    .replaceAll("\n    <entry>", () => `\n    <entry xml:lang="${entries[n++]?.language ?? language}">`)
    .replace(/<title type="html"><!\[CDATA\[([^<>]*)\]\]><\/title>/g, "<title>$1</title>")
    .replace(' rel="alternate" href=', ' rel="alternate" type="text/html" href=')
    .concat("\n");
}

/** RSS 2.0 by the Best Practices Profile: plain titles with hex references, authors as `dc:creator`. */
export function writeRss(source: Source): string {
  const { publication, entries } = source;
  const feed = new Feed({
    ...channel(source, mask),
    feedLinks: { rss: publication.url + feedFormats.rss.file },
  });
  feed.addExtension({ name: "_attributes", objects: { "xmlns:dc": "http://purl.org/dc/elements/1.1/" } });
  for (const entry of entries) {
    feed.addItem({
      ...item(entry, source, mask),
      extensions: [
        { name: "title", objects: { _text: mask(entry.title) } },
        { name: "dc:creator", objects: { _text: mask(authorOf(entry, publication)) } },
        { name: "atom:updated", objects: { _text: entry.updated.toISOString() } },
      ],
    });
  }
  return `${unmask(feed.rss2())}\n`;
}

/** JSON Feed 1.1; `author` of 1.0 stays beside `authors`, since a reader in wide use still reads only that. */
export function writeJson(source: Source): string {
  const { publication, entries } = source;
  const feed = new Feed({
    ...channel(source, asItIs),
    feedLinks: { json: publication.url + feedFormats.json.file },
  });
  feed.addExtension({ name: "version", objects: "https://jsonfeed.org/version/1.1" as never });
  feed.addExtension({ name: "language", objects: publication.voice.language as never });
  feed.addExtension({
    name: "authors",
    objects: [{ name: publication.author ?? publication.title }] as never,
  });
  for (const entry of entries) {
    const authors = [{ name: authorOf(entry, publication) }];
    feed.addItem({
      ...item(entry, source, asItIs),
      author: authors,
      extensions: [
        { name: "summary", objects: entry.summary.text as never },
        { name: "authors", objects: authors as never },
        { name: "language", objects: (entry.language ?? publication.voice.language) as never },
      ],
    });
  }
  return `${feed.json1()}\n`;
}

/** `updated` is the newest change among the entries, never "now": the same input gives the same bytes. */
function channel({ publication, entries }: Source, safe: (text: string) => string) {
  return {
    id: publication.url,
    title: safe(publication.title),
    description: safe(publication.tagline),
    link: publication.url,
    language: publication.voice.language,
    generator: "Broadsheet",
    author: { name: safe(publication.author ?? publication.title) },
    updated: new Date(Math.max(...entries.map((e) => +e.updated))),
  };
}

function item(entry: Entry, { content, publication }: Source, safe: (text: string) => string) {
  return {
    id: entry.id,
    title: safe(entry.title),
    link: publication.url + pageHref(entry),
    date: entry.updated,
    published: entry.published,
    description: directed(escapeText(entry.summary.text), entry, publication),
    ...(content === "full"
      ? { content: cdataSafe(directed(withImagesAt(publication.url, entry.html), entry, publication)) }
      : {}),
    category: entry.tags.map((tag) => ({ name: safe(tag), term: safe(tag) })),
  };
}

/** Text in another language or direction than the feed's says so itself: RSS has no other place for it. */
function directed(html: string, entry: Entry, { voice }: Publication): string {
  if (entry.language == null || entry.language === voice.language) return html;
  return `<div lang="${entry.language}" dir="${directionOf(entry.language)}">${html}</div>`;
}

/** The XML writer splits only the first `]]>` of a CDATA section; this is the same HTML without any. */
const cdataSafe = (html: string): string => html.replaceAll("]]>", "]]&gt;");

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const authorOf = (entry: Entry, publication: Publication): string =>
  entry.author ?? publication.author ?? publication.title;
