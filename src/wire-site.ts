import { createHash } from "node:crypto";
import type { SiteFeeds } from "./app/feeds.ts";
import type { SiteListings } from "./app/listings.ts";
import type { Site, SitePlan } from "./app/site.ts";
import { publishedPath } from "./domain/article.ts";
import type { OutputFile, Source } from "./domain/ports.ts";
import { hasFeed } from "./domain/topic.ts";
import type { Config, Job } from "./config.ts";
import type { FeedDocument } from "./render/feed-document.ts";
import { feedPath, formats, mainChannel } from "./render/feed-document.ts";
import { checkFeeds } from "./render/feed-gate.ts";
import { entryBytes, feedReach, roomForEntries } from "./render/feed-markup.ts";
import { topicChannel } from "./render/feed-topics.ts";
import { feedFiles, writeFeeds } from "./render/feeds.ts";
import { listingPath, partsOf } from "./render/listing.ts";
import { opmlPath, writeOpml } from "./render/opml.ts";
import { editionsHref, overviewHref } from "./render/page-address.ts";
import type { Pages } from "./render/pages.ts";
import { createPages, indexEntries } from "./render/pages.ts";
import type { Publication } from "./render/publication.ts";
import { editionHref, pageHref } from "./render/publication.ts";
import {
  monthSitemap,
  monthSitemapPath,
  pagesSitemap,
  pagesSitemapPath,
  sitemapIndex,
  sitemapPath,
} from "./render/sitemap.ts";
import type { Templates } from "./render/template.ts";
import { phrase } from "./render/words.ts";

type SiteInput = {
  readonly config: Config;
  readonly job: Job;
  readonly publication: Publication;
  readonly templates: Templates;
  readonly source: Source;
  /** Names the program. */
  readonly version: string;
};

/** How a job's feeds and pages are made. */
export function siteOf(input: SiteInput): SitePlan {
  const { config, job, publication, version } = input;
  const parts = [version, publication, config.templates, job.feed];
  return {
    key: createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16),
    zone: config.site.timezone,
    with: (sections) => {
      const { templates } = input;
      const all = { archive: true, editions: true, opml: true, ...sections };
      const stylesheet = config.templates["pages/style.css"] ?? "";
      return madeWith(createPages(publication, templates, stylesheet, all), input);
    },
  };
}

function madeWith(pages: Pages, { job, publication, source }: SiteInput): Site {
  return {
    feeds: feedsOf(job, publication),
    listings: listingsOf(pages, publication),
    frontEntries: indexEntries,
    entry: (entry) => pages.entry(entry),
    edition: (edition) => pages.edition(edition),
    entryPath: pageHref,
    editionPath: editionHref,
    fixed: () => pages.absent(),
    front(newest, editions, topics) {
      const named = topics.filter(hasFeed);
      const tags = named.filter(({ kind }) => kind === "tag").toSorted((a, b) => b.count - a.count);
      const words = { tag: phrase(publication.voice, "tags"), author: phrase(publication.voice, "authors") };
      const updated = newest[0]?.published ?? new Date(0);
      const places = [
        "index.html",
        editionsHref,
        ...[...new Set(topics.map(({ kind }) => kind))].map((kind) => overviewHref[kind]),
        ...topics.map((topic) => listingPath(topic, { kind: "newest" })),
        ...editions.map(({ number }) => editionHref(number)),
      ].slice(0, maxAddresses);
      const months = topics.filter(({ kind }) => kind === "month");
      return [
        pages.editions(editions),
        { path: opmlPath, body: writeOpml({ publication, topics: named, words, updated }) },
        pagesSitemap(
          publication,
          places.map((path) => ({ path, lastmod: null })),
        ),
        sitemapIndex(
          publication,
          [pagesSitemapPath, ...months.map(({ name }) => monthSitemapPath(name))].map((path) => ({
            path,
            lastmod: null,
          })),
        ),
        ...pages.front(newest, editions, tags),
      ];
    },
    frontPaths: () => ["style.css", "index.html", editionsHref, opmlPath, sitemapPath, pagesSitemapPath],
    async pictures({ images }) {
      const files: OutputFile[] = [];
      for (const image of images) {
        const body = await source.picture?.(image);
        if (body != null) files.push({ path: publishedPath(image), body });
      }
      return files;
    },
    isListing: (path) => listingName.test(path),
  };
}

/** sitemaps.org: no sitemap names more. */
const maxAddresses = 50_000;

/** Everything that is named after a topic, a month or an archive's number. */
const listingName = new RegExp(
  String.raw`^(?:(?:(?:tags|authors)/[a-z0-9-]+|feed-archive/\d+)/(?:${Object.values(formats)
    .map(({ file }) => file.replace(".", String.raw`\.`))
    .join("|")})|(?:tags|authors|archive)/[a-z0-9-]+/(?:index|\d+)\.html|sitemaps/\d{4}-\d\d\.xml)$`,
);

function listingsOf(pages: Pages, publication: Publication): SiteListings {
  return {
    parts: partsOf,
    path: listingPath,
    page: (...asked) => pages.listing(...asked),
    overview: (...asked) => pages.overview(...asked),
    overviewPath: (kind) => overviewHref[kind],
    sitemap: ({ name }, entries) => monthSitemap(publication, name, entries.slice(0, maxAddresses)),
    sitemapPath: ({ name }) => monthSitemapPath(name),
  };
}

function feedsOf({ feed }: Job, publication: Publication): SiteFeeds {
  const { entries: size, content, hub } = feed;
  return {
    size,
    reach: feedReach,
    room: roomForEntries,
    weigh: (entry) => entryBytes(entry, { publication, content }),
    document(topic, part, entries) {
      const channel = topic == null ? mainChannel(publication) : topicChannel(topic, publication);
      // The hub is told of the feeds of everything alone.
      const isTold = hub != null && topic == null && part.kind === "current";
      const document: FeedDocument = {
        publication,
        entries,
        content,
        part,
        channel,
        ...(isTold ? { hub } : {}),
      };
      const written = writeFeeds(document);
      checkFeeds(written, document);
      return feedFiles(document, written);
    },
    paths(topic, part) {
      const channel = topic == null ? mainChannel(publication) : topicChannel(topic, publication);
      return (["json", "rss", "atom"] as const).map((format) => feedPath(channel, part, format));
    },
  };
}
