import type { Entry } from "../domain/entry.ts";
import { isWithdrawn, newestFirst } from "../domain/entry.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Dated, Filing, Listed, Store } from "../domain/ports.ts";
import type { EntryChange } from "../domain/recognition.ts";
import type { CountedTopic, Topic } from "../domain/topic.ts";
import { topicsOf } from "../domain/topic.ts";

/** The entries of a source as they will be when a run's changes are remembered. Asking changes nothing. */
export type Outlook = {
  /** Entries that readers will see otherwise than now, or no more. */
  readonly touched: ReadonlySet<EntryId>;
  /** What touched entries stand under, now or then. By folder. */
  readonly affected: ReadonlyMap<string, Topic>;
  /** Of the touched entries that will be shown: where they will stand. Those withdrawn stand under nothing. */
  readonly filings: readonly Filing[];
  /** Of these entries those that are shown, newest first. */
  entries(ids: readonly EntryId[]): Promise<Entry[]>;
  newest(count: number): Promise<Entry[]>;
  /** All that are shown, the touched ones first. */
  all(): AsyncIterable<Entry>;
  /** Newest first. */
  listing(topic: Topic): Promise<readonly Listed[]>;
  topics(): Promise<CountedTopic[]>;
  /** Entries in no archive of the series' feed. */
  unarchived(series: string): Promise<Dated[]>;
};

/** @param zone of the months entries stand under */
export async function outlookOn(
  store: Store,
  source: string,
  changes: readonly EntryChange[],
  zone: string,
): Promise<Outlook> {
  const seen = changes.filter((change) => change.kind !== "kept");
  const touched = new Set(seen.map(({ entry }) => entry.id));
  const shown = new Map(seen.flatMap(({ kind, entry }) => (kind === "withdrawn" ? [] : [[entry.id, entry]])));
  const filings = [...touched].map((id): Filing => {
    const entry = shown.get(id);
    return entry == null
      ? { id, published: new Date(0), topics: [] }
      : { id, published: entry.published, topics: topicsOf(entry, zone) };
  });
  const moved = Map.groupBy(
    filings.flatMap(({ id, topics }) =>
      topics.map(({ folder, name }) => ({ folder, listed: listed(shown.get(id), name) })),
    ),
    ({ folder }) => folder,
  );
  const before = touched.size === 0 ? [] : await store.filed(source, [...touched]);
  const affected = new Map(
    [...before, ...filings.flatMap(({ topics }) => topics)].map((topic): [string, Topic] => [
      topic.folder,
      topic,
    ]),
  );
  const listings = new Map<string, readonly Listed[]>();

  async function listing({ folder }: Topic): Promise<readonly Listed[]> {
    const cached = listings.get(folder);
    if (cached != null) return cached;
    const stored = await store.listing(source, folder);
    if (!affected.has(folder)) return stored;
    const rest = stored.filter(({ id }) => !touched.has(id));
    const added = (moved.get(folder) ?? []).flatMap((each) => each.listed ?? []);
    const all = [...rest, ...added].sort(newestFirst);
    listings.set(folder, all);
    return all;
  }

  return {
    touched,
    affected,
    filings,
    listing,

    async entries(ids) {
      const others = ids.filter((id) => !touched.has(id));
      const entries = ids.flatMap((id) => shown.get(id) ?? []);
      for (const known of await store.entries(others)) if (!isWithdrawn(known)) entries.push(known.entry);
      return entries.sort(newestFirst);
    },

    async newest(count) {
      const entries = [...shown.values()].sort(newestFirst).slice(0, count);
      let others = 0;
      for await (const entry of store.shown(source)) {
        if (touched.has(entry.id)) continue;
        entries.push(entry);
        others++;
        if (others === count) break;
      }
      return entries.sort(newestFirst).slice(0, count);
    },

    async *all() {
      yield* shown.values();
      for await (const entry of store.shown(source)) if (!touched.has(entry.id)) yield entry;
    },

    async topics() {
      const topics = (await store.topics(source)).filter(({ folder }) => !affected.has(folder));
      for (const topic of affected.values()) {
        const entries = await listing(topic);
        const [newest] = entries;
        if (newest != null) topics.push({ ...topic, name: newest.name, count: entries.length });
      }
      return topics.sort((a, b) => (a.folder < b.folder ? -1 : 1));
    },

    async unarchived(series) {
      const open = (await store.unarchived(series, source)).filter(({ id }) => !touched.has(id));
      const inArchive = await archivedAmong(store, series, [...shown.keys()]);
      for (const entry of shown.values()) if (!inArchive.has(entry.id)) open.push(entry);
      return open;
    },
  };
}

function listed(entry: Entry | undefined, name: string): Listed | null {
  if (entry == null) return null;
  const { id, slug, published, updated } = entry;
  return { id, slug, published, updated, name };
}

async function archivedAmong(store: Store, series: string, ids: readonly EntryId[]): Promise<Set<EntryId>> {
  const found = new Set<EntryId>();
  for (const number of await store.archivesOf(series, ids))
    for (const id of await store.archived(series, number)) found.add(id);
  return found;
}
