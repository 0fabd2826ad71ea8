import type { Entry } from "../domain/entry.ts";
import type { FeedPlan, Weighed } from "../domain/feed-plan.ts";
import { latestOf, planFeed } from "../domain/feed-plan.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Listed, OutputFile, Store } from "../domain/ports.ts";
import type { FeedTopic } from "../domain/topic.ts";
import type { Outlook } from "./outlook.ts";
import { inBatches } from "./batches.ts";

/** Which document of a feed: the one people subscribe to, or an archive; `archives` is how many there are (RFC 5005 §4). */
export type FeedPart =
  | { readonly kind: "current"; readonly archives: number }
  | { readonly kind: "archive"; readonly number: number; readonly archives: number };

/** How feeds are written. */
export type SiteFeeds = {
  /** How many entries a document holds at least where there are as many, and an archive at most. */
  readonly size: number;
  /** More than this many entries never fit. */
  readonly reach: number;
  /** Bytes a document has for its entries. */
  readonly room: number;
  weigh(entry: Entry): number;
  /** A document in all formats, checked. @param topic null: everything @throws Fault when one fails its check */
  document(topic: FeedTopic | null, part: FeedPart, entries: readonly Entry[]): OutputFile[];
  paths(topic: FeedTopic | null, part: FeedPart): string[];
};

export type FeedFiles = {
  /** Archives that are closed now: to be kept once the entries in them are. */
  readonly closed: FeedPlan["closed"];
  readonly archives: number;
  /** Archives first, the document people subscribe to last. */
  files(): AsyncGenerator<OutputFile>;
};

/** What of the feed of everything has to be written: all of it, or what the touched entries stand in and what is missing. */
export async function mainFeed(
  { series, store, feeds }: { readonly series: string; readonly store: Store; readonly feeds: SiteFeeds },
  outlook: Outlook,
  { isAll, present }: { readonly isAll: boolean; readonly present: ReadonlySet<string> },
): Promise<FeedFiles> {
  const before = await store.archives(series);
  const isOld = isAll || outlook.touched.size > 0;
  const plan = isOld ? await planned(before) : null;
  const archives = plan?.archives ?? before;
  const stands = (part: FeedPart): boolean => feeds.paths(null, part).every((path) => present.has(path));

  async function planned(past: number): Promise<FeedPlan> {
    const open: Weighed[] = [];
    for (const some of inBatches(await outlook.unarchived(series), batch))
      for (const entry of await outlook.entries(some.map(({ id }) => id))) open.push(weighed(entry, feeds));
    const newest = (await outlook.newest(feeds.reach)).map((entry) => weighed(entry, feeds));
    return planFeed({ newest, open, archives: past, size: feeds.size, room: feeds.room });
  }

  async function write(part: FeedPart, ids: readonly EntryId[]): Promise<OutputFile[]> {
    return feeds.document(null, part, await outlook.entries(ids));
  }

  /** Of the archives there were, those that will have another text, or have none. */
  async function toWrite(): Promise<number[]> {
    const all = Array.from({ length: before }, (_, n) => n + 1);
    if (isAll) return all;
    const touched = await store.archivesOf(series, [...outlook.touched]);
    const linked = new Set(plan?.linked);
    return all.filter(
      (number) => touched.has(number) || linked.has(number) || !stands({ kind: "archive", number, archives }),
    );
  }

  return {
    closed: plan?.closed ?? [],
    archives,
    async *files() {
      for (const number of await toWrite())
        yield* await write({ kind: "archive", number, archives }, await store.archived(series, number));
      for (const { number, ids } of plan?.closed ?? [])
        yield* await write({ kind: "archive", number, archives }, ids);
      const current = { kind: "current", archives } as const;
      if (plan != null) yield* await write(current, plan.current);
      else if (!stands(current)) yield* await write(current, (await planned(before)).current);
    },
  };
}

/** The feed of a tag or an author: the newest of it. What is older stands in the archives of the feed of everything. */
export async function topicFeed(
  topic: FeedTopic,
  listed: readonly Listed[],
  outlook: Outlook,
  feeds: SiteFeeds,
): Promise<OutputFile[]> {
  const { size, room, reach } = feeds;
  const latest = latestOf(listed, size).slice(0, reach);
  const entries = await outlook.entries(latest.map(({ id }) => id));
  const newest = entries.map((entry) => weighed(entry, feeds));
  const current = new Set(planFeed({ newest, open: [], archives: 0, size, room }).current);
  const held = entries.filter(({ id }) => current.has(id));
  return feeds.document(topic, { kind: "current", archives: 0 }, held);
}

const weighed = (entry: Entry, feeds: SiteFeeds): Weighed => ({
  id: entry.id,
  published: entry.published,
  bytes: feeds.weigh(entry),
});

const batch = 500;
