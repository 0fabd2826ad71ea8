import { createHash } from "node:crypto";
import type { SiteFeeds } from "./app/feeds.ts";
import type { SiteListings } from "./app/listings.ts";
import type { Site } from "./app/site.ts";
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
import { opmlPath, writeOpml } from "./render/opml.ts";
import { createPages, indexEntries } from "./render/pages.ts";
import type { Publication } from "./render/publication.ts";
import { editionHref, pageHref } from "./render/publication.ts";
import type { Templates } from "./render/template.ts";
import { phrase } from "./render/words.ts";

/** How a job's feeds and pages are made. @param version names the program */
export function siteOf(input: {
  readonly config: Config;
  readonly job: Job;
  readonly publication: Publication;
  readonly templates: Templates;
  readonly source: Source;
  readonly version: string;
}): Site {
  const { config, job, publication, source } = input;
  const pages = createPages(publication, input.templates, config.templates["pages/style.css"] ?? "");
  const parts = [input.version, publication, config.templates, job.feed];
  return {
    key: createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16),
    zone: config.site.timezone,
    feeds: feedsOf(job, publication),
    listings: {
      parts: () => [],
      path: () => "",
      page: () => ({ path: "style.css", body: config.templates["pages/style.css"] ?? "" }),
      overview: () => ({ path: "style.css", body: config.templates["pages/style.css"] ?? "" }),
      overviewPath: () => "style.css",
      sitemap: () => ({ path: "style.css", body: config.templates["pages/style.css"] ?? "" }),
      sitemapPath: () => "style.css",
    },
    frontEntries: indexEntries,
    fixed: () => [],
    front(newest, editions, topics) {
      const named = topics.filter(hasFeed);
      const updated = newest[0]?.published ?? new Date(0);
      const words = { tag: phrase(publication.voice, "tags"), author: phrase(publication.voice, "authors") };
      return [
        ...pages.front(newest, editions),
        { path: opmlPath, body: writeOpml({ publication, topics: named, words, updated }) },
      ];
    },
    frontPaths: () => ["index.html", opmlPath],
    entry: (entry) => pages.entry(entry),
    edition: (edition) => pages.edition(edition),
    async pictures({ images }) {
      const files: OutputFile[] = [];
      for (const image of images) {
        const body = await source.picture?.(image);
        if (body != null) files.push({ path: publishedPath(image), body });
      }
      return files;
    },
    entryPath: pageHref,
    editionPath: editionHref,
    isListing: (path) =>
      /^(?:tags|authors)\/[^/]+\/(?:atom\.xml|rss\.xml|feed\.json|(?:index|\d+)\.html)$/.test(path),
  };
}

function feedsOf({ feed }: Job, publication: Publication): SiteFeeds {
  const { entries: size, content } = feed;
  return {
    size,
    reach: feedReach,
    room: roomForEntries,
    weigh: (entry) => entryBytes(entry, { publication, content }),
    document(topic, part, entries) {
      const document: FeedDocument = {
        publication,
        entries,
        content,
        part,
        channel: topic == null ? mainChannel(publication) : topicChannel(topic, publication),
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
