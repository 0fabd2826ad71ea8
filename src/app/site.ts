import type { Edition, EditionHead } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { isWithdrawn } from "../domain/entry.ts";
import type { OutputFile, Publisher, Store } from "../domain/ports.ts";
import type { CountedTopic, TopicKind } from "../domain/topic.ts";
import { topicsOf } from "../domain/topic.ts";
import type { SiteFeeds } from "./feeds.ts";
import { mainFeed } from "./feeds.ts";
import type { Gathered } from "./gather.ts";
import type { SiteListings } from "./listings.ts";
import { listingFiles, topicKinds, topicPaths } from "./listings.ts";
import type { Outlook } from "./outlook.ts";
import { outlookOn } from "./outlook.ts";

/** Pages that there are only where something stands in them; all pages link to those there are. */
export type Sections = { readonly tags: boolean; readonly authors: boolean };

/** How a site will be made. */
export type SitePlan = {
  /** Names what all pages depend on: templates, settings, the program. Another key makes them all anew, as do other sections. */
  readonly key: string;
  /** Of the months that entries are listed under. */
  readonly zone: string;
  with(sections: Sections): Site;
};

/** How feeds and pages are made. */
export type Site = {
  readonly feeds: SiteFeeds;
  readonly listings: SiteListings;
  /** How many of the newest entries the front page needs. */
  readonly frontEntries: number;
  /** Stylesheet and error pages: what depends on no entry. */
  fixed(): OutputFile[];
  /** The front page, the list of editions, the list of feeds, the list of all lists of addresses. */
  front(
    newest: readonly Entry[],
    editions: readonly EditionHead[],
    topics: readonly CountedTopic[],
  ): OutputFile[];
  frontPaths(): string[];
  /** An entry's page. */
  entry(entry: Entry): OutputFile;
  edition(edition: Edition): OutputFile;
  /** The pictures of an entry, named as its page and the feeds name them. */
  pictures(entry: Entry): Promise<OutputFile[]>;
  entryPath(entry: Pick<Entry, "slug">): string;
  editionPath(number: number): string;
  /** Is this the name of a list or feed that may have been made once, and is to go where it is made no more? */
  isListing(path: string): boolean;
};

/** What a run publishes, with what, and to where. */
export type Publishing = {
  readonly series: string;
  readonly store: Store;
  /** Name of the source, as the store files entries under it. */
  readonly source: string;
  readonly site: SitePlan;
  readonly publisher: Publisher;
};

export type SiteFiles = {
  /** Names what it is made with; at a revision of the source. */
  key(revision: number): string;
  /** Was the site that stands made with the same? */
  readonly isCurrent: boolean;
  /** Made as they are taken; what readers find other things by comes last. */
  readonly files: AsyncIterable<OutputFile>;
  /** Pages of entries that are withdrawn, lists that nothing stands in any more. */
  readonly gone: readonly string[];
  /** Keeps where entries are listed and archived from now on; to be called once they are remembered themselves. */
  record(): Promise<void>;
};

/**
 * What has to be made again: everything where templates or settings are others or the last publication did not end well; else
 * what shows an entry that has changed, and what is missing.
 */
export async function siteFiles(
  run: Publishing,
  gathered: Gathered,
  fresh: Edition | null,
  past: readonly EditionHead[],
): Promise<SiteFiles> {
  const { store, series, source } = run;
  const stood = await store.publishedWith(series);
  const revision = await store.revision(source);
  if (stood?.startsWith(`${run.site.key} ${revision} `) !== true) await refile(run);
  const outlook = await outlookOn(store, source, gathered.recognition.changes, run.site.zone);
  const topics = await outlook.topics();
  const sections = {
    tags: topics.some(({ kind }) => kind === "tag"),
    authors: topics.some(({ kind }) => kind === "author"),
  };
  const site = run.site.with(sections);
  const key = (at: number): string => `${run.site.key} ${at} ${JSON.stringify(sections)}`;
  const isAll = stood !== key(revision);
  const scope = { isAll, present: await run.publisher.present() };
  const { present } = scope;
  const feed = await mainFeed({ series, store, feeds: site.feeds }, outlook, scope);
  const editions = fresh == null ? past : [fresh, ...past];

  async function* files(): AsyncGenerator<OutputFile> {
    yield* editionFiles(run, site, editions, fresh, scope);
    // One picture may stand in many articles; its name says what it holds.
    const pictured = new Set<string>();
    for await (const entry of entriesToRender(site, outlook, gathered, scope)) {
      for (const picture of await site.pictures(entry)) {
        if (pictured.has(picture.path)) continue;
        pictured.add(picture.path);
        yield picture;
      }
      yield site.entry(entry);
    }
    yield* listingFiles(site, outlook, topics, (topic) => store.listing(source, topic.folder), scope);
    for (const kind of topicKinds) {
      if (!hasOverview(kind, sections)) continue;
      const isOld = isAll || [...outlook.affected.values()].some((topic) => topic.kind === kind);
      if (!isOld && present.has(site.listings.overviewPath(kind))) continue;
      yield site.listings.overview(
        kind,
        topics.filter((topic) => topic.kind === kind),
      );
    }
    for (const file of site.fixed()) if (isAll || !present.has(file.path)) yield file;
    const isFront = isAll || outlook.touched.size > 0 || fresh != null;
    if (isFront || site.frontPaths().some((path) => !present.has(path)))
      yield* site.front(await outlook.newest(site.frontEntries), editions, topics);
    // Feeds last: whoever reads of an entry finds its page.
    yield* feed.files();
  }

  return {
    key,
    isCurrent: !isAll,
    files: files(),
    gone: await goneFiles(run, site, gathered, outlook, topics, feed.archives, scope),
    async record() {
      if (outlook.filings.length > 0) await store.file(source, outlook.filings);
      if (feed.closed.length > 0) await store.archive(series, feed.closed);
    },
  };
}

const hasOverview = (kind: TopicKind, { tags, authors }: Sections): boolean =>
  kind === "month" || (kind === "tag" ? tags : authors);

type Scope = { readonly isAll: boolean; readonly present: ReadonlySet<string> };

/** Where entries are listed depends on settings, and on how a publication ended. */
async function refile({ store, source, site }: Publishing): Promise<void> {
  async function* filings() {
    for await (const entry of store.shown(source))
      yield { id: entry.id, published: entry.published, topics: topicsOf(entry, site.zone) };
  }
  await store.refile(source, filings());
}

async function* editionFiles(
  { store, series }: Publishing,
  site: Site,
  editions: readonly EditionHead[],
  fresh: Edition | null,
  { isAll, present }: Scope,
): AsyncGenerator<OutputFile> {
  for (const { number } of editions) {
    if (!isAll && number !== fresh?.number && present.has(site.editionPath(number))) continue;
    const edition = number === fresh?.number ? fresh : await store.edition(series, number);
    if (edition != null) yield site.edition(edition);
  }
}

async function* entriesToRender(
  site: Site,
  outlook: Outlook,
  { standing }: Gathered,
  { isAll, present }: Scope,
): AsyncGenerator<Entry> {
  if (isAll) {
    yield* outlook.all();
    return;
  }
  yield* await outlook.entries([...outlook.touched]);
  const lacking = standing.flatMap((head) => (present.has(site.entryPath(head)) ? [] : head.id));
  if (lacking.length > 0) yield* await outlook.entries(lacking);
}

async function goneFiles(
  { store, source }: Publishing,
  site: Site,
  { recognition }: Gathered,
  outlook: Outlook,
  topics: readonly CountedTopic[],
  archives: number,
  { isAll, present }: Scope,
): Promise<string[]> {
  const withdrawn: Pick<Entry, "slug">[] = recognition.changes.flatMap((change) =>
    change.kind === "withdrawn" ? change.entry : [],
  );
  // Of a publication that did not end well, a page may have been left.
  if (isAll) withdrawn.push(...(await store.heads(source)).filter(isWithdrawn));
  const affected = topics.filter(({ folder }) => isAll || outlook.affected.has(folder));
  const kept = new Set(affected.flatMap((topic) => topicPaths(topic, site)));
  for (const kind of topicKinds)
    if (topics.some((topic) => topic.kind === kind)) kept.add(site.listings.overviewPath(kind));
  const stood = isAll ? [...present].filter((path) => site.isListing(path)) : [];
  if (!isAll)
    for (const topic of outlook.affected.values()) {
      const { length } = await store.listing(source, topic.folder);
      stood.push(...topicPaths({ ...topic, count: length }, site));
    }
  if (isAll)
    for (let number = 1; number <= archives; number++)
      for (const path of site.feeds.paths(null, { kind: "archive", number, archives })) kept.add(path);
  return [...withdrawn.map((entry) => site.entryPath(entry)), ...stood.filter((path) => !kept.has(path))];
}
