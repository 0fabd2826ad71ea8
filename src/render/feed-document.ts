import type { Entry } from "../domain/entry.ts";
import { isLanguageTag } from "../domain/language.ts";
import type { Publication } from "./publication.ts";

export type FeedContent = "full" | "summary";

/** One of the publication's feeds: of everything, or of one tag or author. */
export type Channel = {
  /** Below the publication's URL: "" or ends in "/". Its feeds stand there, and its page for people. */
  readonly folder: string;
  readonly title: string;
  readonly tagline: string;
};

/**
 * Which document of a feed (RFC 5005 §4): the one people subscribe to, or one of the archives, numbered from 1, the oldest.
 * `archives` is how many there are.
 */
export type FeedPart =
  | { readonly kind: "current"; readonly archives: number }
  | { readonly kind: "archive"; readonly number: number; readonly archives: number };

/** One document of one feed, for all three formats. Without `channel`, `part`, `hub`: everything, no archives, no hub. */
export type FeedDocument = {
  readonly publication: Publication;
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly content: FeedContent;
  readonly channel?: Channel;
  readonly part?: FeedPart;
  /** WebSub hub, absolute. */
  readonly hub?: string;
};

/** File name, media type and name of each format, the preferred one first (for autodiscovery). */
export const formats = {
  atom: { file: "atom.xml", type: "application/atom+xml", title: "Atom" },
  rss: { file: "rss.xml", type: "application/rss+xml", title: "RSS" },
  json: { file: "feed.json", type: "application/feed+json", title: "JSON Feed" },
} as const;

export type FormatName = keyof typeof formats;

export const mainChannel = ({ title, tagline }: Publication): Channel => ({ folder: "", title, tagline });

export const channelOf = (document: FeedDocument): Channel =>
  document.channel ?? mainChannel(document.publication);

export const partOf = (document: FeedDocument): FeedPart => document.part ?? { kind: "current", archives: 0 };

/** A document's file, below the publication's URL. */
export function feedPath(channel: Channel, part: FeedPart, format: FormatName): string {
  const folder = part.kind === "archive" ? `feed-archive/${part.number}/` : "";
  return channel.folder + folder + formats[format].file;
}

/** What a document says of itself and its neighbours: absolute addresses, null where there is none. */
export type FeedLinks = {
  readonly page: string;
  readonly self: string;
  readonly hub: string | null;
  /** RFC 5005 §4: older entries, newer ones (of an archive), the feed itself (of an archive). */
  readonly previous: string | null;
  readonly next: string | null;
  readonly current: string | null;
};

export function linksOf(document: FeedDocument, format: FormatName): FeedLinks {
  const channel = channelOf(document);
  const part = partOf(document);
  const { url } = document.publication;
  const at = (number: number): string | null =>
    number >= 1 && number <= part.archives
      ? url + feedPath(channel, { kind: "archive", number, archives: part.archives }, format)
      : null;
  const isArchive = part.kind === "archive";
  return {
    page: url + channel.folder,
    self: url + feedPath(channel, part, format),
    hub: document.hub ?? null,
    previous: at(isArchive ? part.number - 1 : part.archives),
    next: isArchive ? at(part.number + 1) : null,
    current: isArchive ? url + feedPath(channel, { kind: "current", archives: 0 }, format) : null,
  };
}

/** When an archive all of whose entries were withdrawn was last changed; any fixed day will do. */
const beforeAnyEntry = new Date("2000-01-01T00:00:00Z");

/** The newest change among the entries, never "now": the same input gives the same bytes. */
export const updatedOf = ({ entries }: FeedDocument): Date =>
  entries.length === 0 ? beforeAnyEntry : new Date(Math.max(...entries.map((entry) => +changedOf(entry))));

const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9999-12-31T23:59:59Z");

/** RFC 3339 and RFC 822 know the years 0001 to 9999; an older manuscript is as old as they can say. */
export function inRange(date: Date): Date {
  return new Date(Math.min(Math.max(+date, earliest), latest));
}

export const publishedOf = (entry: Entry): Date => inRange(entry.published);
/** An entry whose stated date was corrected may have been published after its last change; no reader expects that. */
export const changedOf = (entry: Entry): Date =>
  inRange(entry.updated > entry.published ? entry.updated : entry.published);

/** Who wrote it, else the publication it was taken from, else ours: Atom wants an author, and ours did not write others' (RFC 4287 §4.2.1). */
export const authorOf = (entry: Entry, { author, title }: Publication): string =>
  [entry.author, entry.origin?.title, author].find((name) => name != null && name !== "") ?? title;

/** Where it first stood, if that is elsewhere, as a URI. */
export function firstPlaceOf(entry: Entry, { url }: Publication): string | null {
  const address = entry.link == null ? null : webAddress(entry.link);
  return address?.startsWith(url) === true ? null : address;
}

/** The publication it was taken from, its address as a URI. */
export function originOf({ origin }: Entry): { readonly title: string; readonly url: string } | null {
  const url = origin == null ? null : webAddress(origin.url);
  return origin == null || url == null ? null : { title: origin.title, url };
}

/** Tags without blanks and repetitions. */
export const tagsOf = ({ tags }: Entry): readonly string[] => [...new Set(tags.filter((tag) => tag !== ""))];

/** A tag that is none would make the whole document's language wrong for readers that believe it. */
export const languageOf = ({ language }: Entry): string | null =>
  language != null && isLanguageTag(language) ? language : null;

/** Longer is data, not an address. */
const maxAddressChars = 1000;

/**
 * An absolute http(s) address of ASCII only, as RFC 3986 has it, or null. Browsers take `{ } | ^ [ ]` and quotes where the
 * RFC has no place for them; validators do not.
 */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, username, origin, href } = new URL(text);
  if ((protocol !== "https:" && protocol !== "http:") || username !== "" || href.length > maxAddressChars)
    return null;
  return origin + href.slice(origin.length).replace(/["<>\\^`{|}[\]]|%(?![\da-f]{2})/gi, encodeURIComponent);
}
