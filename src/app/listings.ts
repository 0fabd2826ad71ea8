import type { Entry } from "../domain/entry.ts";
import type { Listed, OutputFile } from "../domain/ports.ts";
import type { CountedTopic, Topic, TopicKind } from "../domain/topic.ts";
import { hasFeed } from "../domain/topic.ts";
import type { SiteFeeds } from "./feeds.ts";
import { topicFeed } from "./feeds.ts";
import type { Outlook } from "./outlook.ts";

/** One page of a listing: the newest, or an older one, numbered from 1, the oldest. */
export type ListingPart = { readonly kind: "newest" } | { readonly kind: "older"; readonly number: number };

/** How pages that list entries are made. */
export type SiteListings = {
  /** A listing cut into its pages; an older one keeps its entries when newer come. @param all newest first */
  parts<T>(kind: TopicKind, all: readonly T[]): { readonly part: ListingPart; readonly ids: readonly T[] }[];
  path(topic: Topic, part: ListingPart): string;
  /** @param older how many older pages there are */
  page(topic: Topic, part: ListingPart, older: number, entries: readonly Entry[]): OutputFile;
  /** All topics of a kind. */
  overview(kind: TopicKind, topics: readonly CountedTopic[]): OutputFile;
  overviewPath(kind: TopicKind): string;
  /** Addresses of a month's articles, for search engines. */
  sitemap(month: Topic, entries: readonly Listed[]): OutputFile;
  sitemapPath(month: Topic): string;
};

export const topicKinds = ["tag", "author", "month"] as const satisfies readonly TopicKind[];

type Lists = { readonly listings: SiteListings; readonly feeds: SiteFeeds };
type Scope = { readonly isAll: boolean; readonly present: ReadonlySet<string> };

/** The files a topic has. */
export function topicPaths(topic: CountedTopic, { listings, feeds }: Lists): string[] {
  const parts = listings.parts(topic.kind, Array.from({ length: topic.count }));
  const pages = parts.map(({ part }) => listings.path(topic, part));
  const others = hasFeed(topic)
    ? feeds.paths(topic, { kind: "current", archives: 0 })
    : [listings.sitemapPath(topic)];
  return topic.count === 0 ? [] : [...pages, ...others];
}

/**
 * What has to be made again of what lists entries: where touched entries stand, stood or will stand, and what is missing. A
 * page is made where another entry is on it, one of its entries is touched, or the page after it is another.
 *
 * @param topics all there will be
 */
export async function* listingFiles(
  site: Lists,
  outlook: Outlook,
  topics: readonly CountedTopic[],
  before: (topic: Topic) => Promise<readonly Listed[]>,
  { isAll, present }: Scope,
): AsyncGenerator<OutputFile> {
  for (const topic of topics) {
    const isAffected = isAll || outlook.affected.has(topic.folder);
    const isLacking = topicPaths(topic, site).some((path) => !present.has(path));
    if (!isAffected && !isLacking) continue;
    const listed = await outlook.listing(topic);
    const stood = isAll ? [] : await before(topic);
    yield* pagesOf(topic, listed, stood, site.listings, outlook, { isAll, present });
    if (hasFeed(topic)) yield* await topicFeed(topic, listed, outlook, site.feeds);
    else yield site.listings.sitemap(topic, listed);
  }
}

async function* pagesOf(
  topic: Topic,
  listed: readonly Listed[],
  stood: readonly Listed[],
  listings: SiteListings,
  outlook: Outlook,
  { isAll, present }: Scope,
): AsyncGenerator<OutputFile> {
  const parts = listings.parts(topic.kind, listed);
  const old = listings.parts(topic.kind, stood);
  // Of the older pages that there were and will be, the newest: what comes after it is another page.
  const lastLinked = Math.min(old.length, parts.length) - 1;
  const held = new Map(old.map(({ part, ids }) => [keyOf(part), idsOf(ids)]));
  for (const { part, ids: of } of parts) {
    const isMoved = held.get(keyOf(part)) !== idsOf(of);
    const isNeighbour = old.length !== parts.length && keyOf(part) === lastLinked;
    const isTouched = of.some(({ id }) => outlook.touched.has(id));
    const isMissing = !present.has(listings.path(topic, part));
    if (!isAll && !isMoved && !isNeighbour && !isTouched && !isMissing) continue;
    const entries = await outlook.entries(of.map(({ id }) => id));
    yield listings.page(topic, part, parts.length - 1, entries);
  }
}

const keyOf = (part: ListingPart): number => (part.kind === "newest" ? 0 : part.number);
const idsOf = (listed: readonly Listed[]): string => listed.map(({ id }) => id).join(" ");
