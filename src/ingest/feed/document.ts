import { type AnyFeed, type AtomFeed, type JsonFeed, type RdfFeed, type RssFeed, parseFeed } from "feedsmith";
import { reasonOf } from "../../domain/faults.ts";
import { decode } from "../bytes/decode.ts";
import { Unusable } from "../formats/draft.ts";
import { withoutNamespaceFlood } from "./namespaces.ts";
import { withoutBracketTraps } from "./people.ts";

/** Words of a feed. `either`: RSS never says whether they are plain text or HTML. */
export type FeedWords = { readonly value: string; readonly kind: "html" | "text" | "either" };

/** One item, whatever the format; everything as written, nothing checked. */
export type FeedItem = {
  /** `guid`, `id`, `rdf:about`: lasts for the item's life. */
  readonly id: string | null;
  readonly link: string | null;
  readonly title: FeedWords | null;
  readonly content: FeedWords | null;
  readonly summary: FeedWords | null;
  /** Raw, the most telling first. */
  readonly published: readonly string[];
  readonly updated: readonly string[];
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly language: string | null;
  /** Where its relative links lead, if not to `link`. */
  readonly base: string | null;
  /** Where an aggregator took it from. */
  readonly source: { readonly title: string; readonly url: string } | null;
};

export type FeedDocument = {
  readonly title: string;
  /** The site's page for people, and the feed's own address as it states it. */
  readonly home: string | null;
  readonly self: string | null;
  readonly language: string | null;
  /** They hold for every item that names none (RFC 4287 §4.2.1, JSON Feed 1.1). */
  readonly authors: readonly string[];
  readonly updated: readonly string[];
  readonly items: readonly FeedItem[];
  /** The decoder's doubts. */
  readonly note: string | null;
};

type Parsed = Omit<FeedDocument, "note">;

/** Items looked at in one feed, to find the newest; parsing costs about 5 µs each. */
const maxItems = 50_000;

/**
 * Bytes → feed: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, as feedsmith reads them. Entities that a feed defines
 * itself are never expanded; external ones never fetched; more than 100 elements deep is refused.
 *
 * @param contentType as the server sent it; null for a file
 * @throws Unusable with a reason that goes after "it": "is a web page, not a feed: …".
 */
export function feedDocument(bytes: Uint8Array, contentType: string | null): FeedDocument {
  const { text, note } = decode(bytes, declaredEncoding(bytes, contentType) ?? undefined);
  return { ...parsed(text), note };
}

function parsed(text: string): Parsed {
  const found = parsedBy(text);
  switch (found.format) {
    case "rss":
      return fromRss(found.feed);
    case "rdf":
      return fromRdf(found.feed);
    case "atom":
      return fromAtom(found.feed);
    case "json":
      return fromJson(found.feed);
  }
}

function parsedBy(text: string): AnyFeed {
  try {
    return parseFeed(withoutNamespaceFlood(withoutBracketTraps(text.trimStart())), { maxItems });
  } catch (error) {
    throw new Unusable(notAFeed(text, error), { cause: error });
  }
}

/** A feed's own XML declaration is surer than a server's default (RFC 7303 prefers the server; readers do not). */
function declaredEncoding(bytes: Uint8Array, contentType: string | null): string | null {
  const head = Buffer.from(bytes.subarray(0, 256)).toString("latin1");
  const inXml = /^\s{0,20}<\?xml[^>]{0,100}?\sencoding\s{0,3}=\s{0,3}["']([\w.:-]{1,40})["']/i.exec(
    head,
  )?.[1];
  return inXml ?? /;\s{0,3}charset\s{0,3}=\s{0,3}["']?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1] ?? null;
}

function notAFeed(text: string, error: unknown): string {
  const head = text.slice(0, 100_000);
  if (!/<(?:!doctype\s{1,9}html|html)[\s>]/i.test(head.slice(0, 2_000))) {
    if (text.trim() === "") return "is empty: it should be RSS, Atom or JSON Feed";
    const cause =
      error instanceof Error && error.cause != null ? ` (${reasonOf(error.cause).slice(0, 120)})` : "";
    return `is no RSS, Atom or JSON Feed, or a broken one${cause.replace(/\s+/g, " ")}: check it with a feed validator`;
  }
  const named =
    /<link\s[^<>]{0,500}type\s?=\s?["']?application\/(?:rss|atom|feed)\+(?:xml|json)[^<>]{0,500}>/i.exec(
      head,
    )?.[0];
  const address = /\shref\s?=\s?["']([^"'<>\s]{1,300})["']/i.exec(named ?? "")?.[1];
  return `is a web page, not a feed: ${address == null ? "name its feed in the job" : `its feed seems to be ${address}`}`;
}

type Raw = string;

function fromRss(feed: RssFeed.Feed<Raw>): Parsed {
  const language = feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null;
  return {
    title: plain(feed.title),
    home: feed.link ?? linkIn(feed.atom?.links, "alternate"),
    self: linkIn(feed.atom?.links, "self") ?? feed.sourceNs?.self ?? null,
    language,
    authors: [],
    updated: present(feed.pubDate, feed.lastBuildDate, feed.dc?.dates?.[0]),
    items: (feed.items ?? []).map((item) => fromRssItem(item, feed.xml?.base ?? null)),
  };
}

function fromRssItem(item: RssFeed.Item<Raw>, base: string | null): FeedItem {
  const guid = item.guid?.value ?? null;
  const isAddress = item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid ?? "");
  const credited = (item.authors ?? []).map(({ name }) => name);
  return {
    id: guid ?? item.atom?.id ?? null,
    link: item.link ?? linkIn(item.atom?.links, "alternate") ?? (isAddress ? guid : null),
    title: words(item.title ?? item.dc?.titles?.[0] ?? item.itunes?.title, "either"),
    ...bodies(
      item.content?.encoded,
      item.description ?? item.media?.description?.value ?? item.itunes?.summary,
    ),
    published: present(item.pubDate, item.dc?.dates?.[0], item.dcterms?.issued?.[0], item.atom?.published),
    updated: present(item.atom?.updated, item.dcterms?.modified?.[0]),
    authors: present(...(item.dc?.creators ?? credited)),
    tags: present(...(item.categories ?? []).map(({ name }) => name), ...(item.dc?.subjects ?? [])),
    language: item.dc?.languages?.[0] ?? item.xml?.lang ?? null,
    base: item.xml?.base ?? base,
    source: sourceOf(item.source?.title, item.source?.url),
  };
}

function fromRdf(feed: RdfFeed.Feed<Raw>): Parsed {
  return {
    title: plain(feed.title),
    home: feed.link ?? null,
    self: linkIn(feed.atom?.links, "self"),
    language: feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    authors: [],
    updated: present(feed.dc?.dates?.[0]),
    items: (feed.items ?? []).map((item) => ({
      id: item.rdf?.about ?? item.dc?.identifiers?.[0] ?? null,
      link: item.link ?? null,
      title: words(item.title ?? item.dc?.titles?.[0], "either"),
      ...bodies(item.content?.encoded, item.description ?? item.dc?.descriptions?.[0]),
      published: present(item.dc?.dates?.[0], item.dcterms?.issued?.[0]),
      updated: present(item.dcterms?.modified?.[0]),
      authors: present(...(item.dc?.creators ?? [])),
      tags: present(...(item.dc?.subjects ?? [])),
      language: item.dc?.languages?.[0] ?? item.xml?.lang ?? null,
      base: item.xml?.base ?? feed.xml?.base ?? null,
      source: null,
    })),
  };
}

function fromAtom(feed: AtomFeed.Feed<Raw>): Parsed {
  return {
    title: plain(feed.title?.value),
    home: linkIn(feed.links, "alternate"),
    self: linkIn(feed.links, "self"),
    language: feed.xml?.lang ?? feed.dc?.languages?.[0] ?? null,
    authors: present(...(feed.authors ?? []).map(({ name }) => name)),
    updated: present(feed.updated),
    items: (feed.entries ?? []).map((entry) => fromAtomEntry(entry, feed.xml?.base ?? null)),
  };
}

function fromAtomEntry(entry: AtomFeed.Entry<Raw>, base: string | null): FeedItem {
  const described = entry.media?.description?.value ?? entry.media?.groups?.[0]?.description?.value;
  const summary = atomWords(entry.summary) ?? words(described, "text");
  const content = entry.content?.src == null ? atomWords(entry.content) : null;
  const creators = (entry.authors ?? entry.source?.authors ?? []).map(({ name }) => name);
  return {
    id: entry.id ?? null,
    link: linkIn(entry.links, "alternate"),
    title: atomWords(entry.title),
    content: content ?? summary,
    summary: content == null ? null : summary,
    published: present(entry.published, entry.dc?.dates?.[0]),
    updated: present(entry.updated),
    authors: present(...(creators.length > 0 ? creators : (entry.dc?.creators ?? []))),
    // Blogger marks every entry with the address of its schema.
    tags: present(...(entry.categories ?? []).map(({ label, term }) => label ?? term)),
    language: entry.content?.xml?.lang ?? entry.xml?.lang ?? entry.dc?.languages?.[0] ?? null,
    base: entry.content?.xml?.base ?? entry.xml?.base ?? base,
    source: sourceOf(
      entry.source?.title?.value,
      linkIn(entry.source?.links, "self") ?? linkIn(entry.source?.links, "alternate"),
    ),
  };
}

function fromJson(feed: JsonFeed.Feed<Raw>): Parsed {
  return {
    title: plain(feed.title),
    home: feed.home_page_url ?? null,
    self: feed.feed_url ?? null,
    language: feed.language ?? null,
    authors: present(...(feed.authors ?? []).map(({ name }) => name)),
    updated: [],
    items: (feed.items ?? []).map((item) => ({
      id: item.id ?? null,
      link: item.url ?? item.external_url ?? null,
      title: words(item.title, "text"),
      content:
        words(item.content_html, "html") ?? words(item.content_text, "text") ?? words(item.summary, "text"),
      summary: item.content_html == null && item.content_text == null ? null : words(item.summary, "text"),
      published: present(item.date_published),
      updated: present(item.date_modified),
      authors: present(...(item.authors ?? []).map(({ name }) => name)),
      tags: item.tags ?? [],
      language: item.language ?? null,
      base: null,
      source: null,
    })),
  };
}

/** RSS: the full text if there is one, with the description as its summary; else the description is all there is. */
function bodies(
  full: string | undefined,
  description: string | undefined,
): Pick<FeedItem, "content" | "summary"> {
  const content = words(full, "html");
  const short = words(description, "either");
  return { content: content ?? short, summary: content == null ? null : short };
}

function words(value: string | undefined, kind: FeedWords["kind"]): FeedWords | null {
  return value == null || value.trim() === "" ? null : { value, kind };
}

/** RFC 4287 §3.1: `text` unless said otherwise; Atom 0.3 and careless feeds say a media type. */
function atomWords(text: { value?: string; type?: string } | undefined): FeedWords | null {
  const type = text?.type?.toLowerCase() ?? "text";
  const isText = type === "text" || type === "text/plain" || type === "text/markdown";
  return words(text?.value, isText ? "text" : "html");
}

type Links = readonly { readonly href?: string; readonly rel?: string; readonly type?: string }[];

/** Of several links of the same kind the page for people; a link without `rel` is an alternate (RFC 4287 §4.2.7.2). */
function linkIn(links: Links | undefined, rel: "alternate" | "self"): string | null {
  const fitting = (links ?? []).filter((link) => (link.rel ?? "alternate").toLowerCase() === rel);
  return (fitting.find(({ type }) => type?.startsWith("text/html")) ?? fitting[0])?.href ?? null;
}

function sourceOf(title: string | undefined, url: string | null | undefined): FeedItem["source"] {
  return title == null || url == null ? null : { title: plain(title), url };
}

const plain = (value: string | undefined): string => value ?? "";
const present = (...values: readonly (string | undefined)[]): string[] =>
  values.filter((value): value is string => value != null && value !== "");
