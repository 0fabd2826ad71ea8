import { createHash } from "node:crypto";
import type { Article, Skipped } from "../../domain/article.ts";
import { Fault, reasonOf } from "../../domain/faults.ts";
import type { Fetched, FetchMemory, Reading, Source } from "../../domain/ports.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Limits, Unusable, defaultLimits } from "../formats/draft.ts";
import type { Network } from "./address.ts";
import { articleOf, itemTime } from "./article.ts";
import { plainLine } from "./body.ts";
import { feedDate } from "./date.ts";
import { type FeedDocument, type FeedItem, feedDocument } from "./document.ts";
import { type FetchLimits, defaultFetchLimits, fetchFeed } from "./fetch.ts";
import { readCandidate, shown } from "../folder.ts";

export type FeedLimits = Limits & FetchLimits;

export type FeedOptions = {
  /** An http(s) address, or the absolute path of a file. */
  readonly feed: string;
  /** For messages: `https://news.example.org/feed.xml`. Without any key the address may hold. */
  readonly name: string;
  /** May the address lead into a private network, or to this machine? */
  readonly allowPrivate: boolean;
  readonly memory: FetchMemory;
  readonly limits?: Partial<FeedLimits>;
  /** The newest items that are read. */
  readonly maxEntries?: number;
  /** Our own site, for the publisher to find out who asks. */
  readonly contact?: string | null;
  /** For tests: another network than the machine's. */
  readonly network?: Partial<Network>;
};

const defaultMaxEntries = 200;
/** An address is not asked again sooner, whatever came. */
const leastWaitMs = 5 * 60_000;

/**
 * A feed (RSS, Atom, RDF, JSON Feed) as a source: each item an article, newest first. An article's path is made of the
 * feed's address and the item's id, so that it outlives title and text. When the feed does not come or cannot be read,
 * its last good copy is, and `skipped` says so. One bad item harms no other.
 *
 * Its `read` throws Fault `no-input` when the feed cannot be read and never could, and what the memory throws.
 */
export function feedSource(options: FeedOptions): Source {
  const { feed, name } = options;
  const limits: FeedLimits = { ...defaultLimits, ...defaultFetchLimits, ...options.limits };
  return {
    name,
    async read(now) {
      const look = isAddress(feed)
        ? await lookAtWeb(options, limits, now)
        : await lookAtFile(options, limits);
      return readingOf(look, options, limits);
    },
  };
}

const isAddress = (feed: string): boolean => /^https?:\/\//i.test(feed);

/** A feed in hand, and what there is to say about how it came. */
type Look = {
  readonly document: FeedDocument;
  /** When the copy was known to be current. */
  readonly at: Date;
  readonly notes: readonly Skipped[];
};

async function lookAtFile({ feed, name }: FeedOptions, limits: FeedLimits): Promise<Look> {
  try {
    const file = await readCandidate({ path: name, absolute: feed }, limits);
    return { document: feedDocument(file.bytes, null), at: file.modified, notes: [] };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    const what = /^its? /.test(error.message) ? error.message : `it ${error.message}`;
    throw noInput(`Expected a feed at ${shown(name)} (${shown(feed)}), but ${what}.`, error);
  }
}

async function lookAtWeb(options: FeedOptions, limits: FeedLimits, now: Date): Promise<Look> {
  const { feed, memory } = options;
  const key = memoryKey(options);
  const last = await memory.recall(key);
  // A clock that was set back must not keep us from asking.
  if (last != null && last.at <= now && now < last.retryAt) return fromMemory(last, last.trouble, options);
  const { allowPrivate, contact = null, network = {} } = options;
  const how = { allowPrivate, contact, limits, network };
  const answer = await fetchFeed(feed, last, now, how);
  const retryAt = new Date(now.getTime() + Math.max(leastWaitMs, answer.waitMs ?? 0));
  if (answer.kind === "fresh") {
    const read = readFresh(answer.body, answer.contentType);
    if (typeof read === "string") return await fallBack(read, last, retryAt, options);
    const { kind: _kind, waitMs: _waitMs, ...kept } = answer;
    await memory.record(key, { ...kept, at: now, retryAt, trouble: null });
    return { document: read, at: now, notes: [] };
  }
  if (answer.kind === "unchanged" && last != null) {
    const current: Fetched = { ...last, at: now, retryAt, trouble: null };
    await memory.record(key, current);
    return fromMemory(current, null, options);
  }
  const reason =
    answer.kind === "failed" ? answer.reason : "answers that nothing has changed, but nothing was got before";
  return await fallBack(reason, last, retryAt, options);
}

/**
 * What was got with leave to enter a private network is kept apart: a job without that leave must not be given it. The
 * fragment is never sent to anybody.
 */
const memoryKey = ({ feed, allowPrivate }: FeedOptions): string =>
  allowPrivate ? `${feed}#allow-private` : feed;

/** @returns the reason when it cannot be read, to go after the feed's name */
function readFresh(body: Uint8Array, contentType: string | null): FeedDocument | string {
  try {
    return feedDocument(body, contentType);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return /^its? /.test(error.message) ? `cannot be read: ${error.message}` : error.message;
  }
}

async function fallBack(
  reason: string,
  last: Fetched | null,
  retryAt: Date,
  options: FeedOptions,
): Promise<Look> {
  const trouble = oneLine(reason);
  if (last == null)
    throw noInput(`The feed ${shown(options.name)} ${trouble}. There is no earlier copy to use.`);
  await options.memory.record(memoryKey(options), { ...last, retryAt, trouble });
  return fromMemory(last, trouble, options);
}

function fromMemory(last: Fetched, trouble: string | null, { name }: FeedOptions): Look {
  const date = `${last.at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const note = { path: name, reason: `the feed ${trouble}; the last good copy of ${date} is used` };
  const document = readFresh(last.body, last.contentType);
  // It could be read when it was kept: a newer Broadsheet is stricter.
  if (typeof document === "string")
    throw noInput(`The last good copy of the feed ${shown(name)} ${document}.`);
  return { document, at: last.at, notes: trouble == null ? [] : [note] };
}

const noInput = (what: string, cause?: unknown): Fault =>
  new Fault("no-input", `${what} Put that right, or name another source in the job.`, { cause });

function readingOf(look: Look, options: FeedOptions, limits: FeedLimits): Reading {
  const { document: feed, at } = look;
  const address = isAddress(options.feed) ? options.feed : null;
  const { items, skipped: dropped } = chosen(feed, options);
  const newest = items.reduce((most, { time }) => Math.max(most, time ?? 0), 0);
  const stated = feed.updated.map(feedDate).find((date) => date?.precision === "instant");
  const asOf = stated?.precision === "instant" && stated.at < at ? stated.at : new Date(newest || at);
  const context = { feed, address, asOf, limits };
  const articles: Article[] = [];
  const skipped: Skipped[] = [...look.notes, ...dropped];
  for (const { item, path } of items) {
    try {
      articles.push(articleOf(item, path, context));
    } catch (error) {
      skipped.push({ path, reason: reasonFor(item, error, limits) });
    }
  }
  return { articles, unchanged: [], skipped, left: [], next: null, isWhole: false };
}

type Keyed = { readonly item: FeedItem; readonly path: string; readonly time: number | null };

/** The newest items, each once: of several with one id the last changed, which Atom allows and careless feeds have. */
function chosen(feed: FeedDocument, { feed: place, name, maxEntries = defaultMaxEntries }: FeedOptions) {
  // A file may lie elsewhere on another machine; its name in the job stays.
  const folder = shortHash(isAddress(place) ? new URL(place).href : name);
  const byPath = new Map<string, Keyed>();
  for (const item of feed.items) {
    const keyed = { item, path: `${folder}/${shortHash(keyOf(item))}`, time: itemTime(item) };
    const other = byPath.get(keyed.path);
    if (other == null || lastChange(item) > lastChange(other.item)) byPath.set(keyed.path, keyed);
  }
  const newestFirst = [...byPath.values()].sort((a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity) || 0);
  const skipped: Skipped[] = [];
  const say = (count: number, what: string): void => {
    if (count > 0) skipped.push({ path: name, reason: `${count} of its ${feed.items.length} items ${what}` });
  };
  say(
    feed.items.length - byPath.size,
    "have the id of another, so that only the last changed is read: tell its publisher",
  );
  say(newestFirst.length - maxEntries, `are left out: the ${maxEntries} newest are read`);
  return { items: newestFirst.slice(0, maxEntries), skipped };
}

/** What an item is known by, the most lasting first. */
function keyOf({ id, link, title, published, content }: FeedItem): string {
  return id ?? link ?? (title == null ? (content?.value ?? "") : `${title.value}\n${published[0] ?? ""}`);
}

function lastChange(item: FeedItem): number {
  return itemTime({ ...item, published: [] }) ?? itemTime(item) ?? -Infinity;
}

/** 64 bits: among a million items the chance of one collision is one in thirty million. */
const shortHash = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 16);

function reasonFor(item: FeedItem, error: unknown, limits: Limits): string {
  const named = plainLine(item.title, limits) || item.link || item.id || "";
  const which =
    named === "" ? "an item without a title" : `“${shown(oneLine(named.slice(0, 200))).slice(0, 80)}”`;
  // The advice after the colon is for files; what a publisher sends is not ours to mend.
  if (error instanceof Unusable) return `${which}: ${error.message.split(": ")[0]}`;
  return `${which}: it could not be understood (${oneLine(reasonOf(error))}): please report this, with the feed`;
}
