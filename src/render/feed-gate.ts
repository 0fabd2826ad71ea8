import type { Entry } from "../domain/entry.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { FeedDocument, FeedLinks, FormatName } from "./feed-document.ts";
import { changedOf, channelOf, feedPath, linksOf, partOf, publishedOf, updatedOf } from "./feed-document.ts";
import { readJsonFeed } from "./feed-gate-json.ts";
import type { ReadFeed, ReadItem } from "./feed-gate-xml.ts";
import { readAtom, readRss } from "./feed-gate-xml.ts";
import { bodyOf, isTooLong, summaryHtml, summaryOf } from "./feed-markup.ts";
import { pageHref } from "./publication.ts";

const readers = { atom: readAtom, rss: readRss, json: readJsonFeed } as const satisfies Record<
  FormatName,
  (text: string) => ReadFeed
>;

/**
 * What was written is read back before anybody else may: each feed must be well formed, hold only what its format knows,
 * and say exactly what was meant, entry by entry, in order. Well-formedness alone would let an injected item through.
 *
 * @throws Fault `bad-data`, naming the feed and the entry
 */
export function checkFeeds(written: Readonly<Record<FormatName, string>>, document: FeedDocument): void {
  requireOwnIds(document);
  for (const format of ["atom", "rss", "json"] as const) {
    const file = feedPath(channelOf(document), partOf(document), format);
    try {
      // A parser may take half a character together with the `<` after it; in the file it is a replacement character.
      if (!written[format].isWellFormed()) throw new Error("it holds half a character");
      compare(readers[format](written[format]), document, format);
    } catch (error) {
      throw broken(file, error);
    }
  }
}

/** Readers take two entries with one id for one, and one with the same time twice for out of order. */
function requireOwnIds({ entries }: FeedDocument): void {
  const seen = new Set<string>();
  for (const { id, path } of entries) {
    if (seen.has(id)) throw broken("The feed", new Error(`${path} has an id that another entry has: ${id}`));
    seen.add(id);
  }
}

function compare(found: ReadFeed, document: FeedDocument, format: FormatName): void {
  const { entries } = document;
  requireSame("its title", found.title, channelOf(document).title);
  if (format !== "json")
    requireSame("its time", found.updated, timeOf(updatedOf(document), format === "rss"));
  compareLinks(found.links, linksOf(document, format), format);
  for (const [n, entry] of entries.entries()) {
    const place = `entry ${n + 1} (${entry.path})`;
    const item = found.items[n];
    if (item == null) throw new Error(`${place} is missing: ${entry.id} ${JSON.stringify(entry.title)}`);
    compareItem(place, item, expectedItem(entry, document, format));
  }
  if (found.items.length !== entries.length)
    throw new Error(`it holds ${found.items.length} entries, not ${entries.length}`);
  for (const address of found.addresses) requireAddress(address);
  for (const { content, summary } of found.items) {
    requireAbsolute(content ?? "");
    if (format !== "json") requireAbsolute(summary);
  }
}

function compareLinks(found: FeedLinks, expected: FeedLinks, format: FormatName): void {
  const kinds =
    format === "json"
      ? (["page", "self", "hub", "previous"] as const)
      : (["page", "self", "hub", "previous", "next", "current"] as const);
  for (const kind of kinds) requireSame(`its link "${kind}"`, found[kind], expected[kind]);
}

function expectedItem(entry: Entry, document: FeedDocument, format: FormatName): ReadItem {
  const isFull = document.content === "full" && !isTooLong(entry, document);
  const body = bodyOf(entry, document);
  const summary = summaryHtml(entry, document);
  const isJson = format === "json";
  const html = isJson ? body : body.replaceAll("]]>", "]]&gt;");
  return {
    id: entry.id,
    title: entry.title,
    url: document.publication.url + pageHref(entry),
    published: timeOf(publishedOf(entry), format === "rss"),
    updated: timeOf(changedOf(entry), false),
    summary: isJson ? summaryOf(entry) : summary,
    content: isFull && (isJson || html !== "") ? html : isJson ? summary : null,
  };
}

function compareItem(place: string, found: ReadItem, expected: ReadItem): void {
  for (const key of Object.keys(expected) as (keyof ReadItem)[])
    requireSame(`${place}: its ${key}`, found[key], expected[key]);
}

const timeOf = (date: Date, isRss: boolean): string => (isRss ? date.toUTCString() : date.toISOString());

function requireSame(what: string, found: string | null, expected: string | null): void {
  if (found === expected) return;
  throw new Error(`${what} should be ${shown(expected)}, but reads ${shown(found)}`);
}

const shown = (text: string | null): string => (JSON.stringify(text) ?? "").slice(0, 300);

/** RFC 3986: ASCII, and nothing that has to be percent-encoded. */
function requireAddress(address: string): void {
  if (/^https?:\/\/[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]{1,4000}$/.test(address) && URL.canParse(address))
    return;
  throw new Error(`${shown(address)} is no absolute http(s) address`);
}

/** A feed has no place of its own that a relative address could start from. */
function requireAbsolute(html: string): void {
  for (const [tag] of html.matchAll(/<[a-z][^<>]{0,5000}>/gi)) {
    const found = /\s(?:href|src)="(?!https?:\/\/|mailto:)([^"]{0,200})/i.exec(tag);
    if (found != null) throw new Error(`the relative address ${shown(found[1] ?? "")} stands in an entry`);
  }
}

function broken(file: string, error: unknown): Fault {
  return new Fault(
    "bad-data",
    `${file} failed its check before publishing: ${reasonOf(error)}. Nothing was published; the last good feeds stay.`,
    { cause: error },
  );
}
