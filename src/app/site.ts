import type { Edition, EditionHead } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { isWithdrawn, newestFirst } from "../domain/entry.ts";
import type { EntryChange } from "../domain/recognition.ts";
import type { OutputFile, Publisher, Store } from "../domain/ports.ts";
import type { Gathered } from "./gather.ts";

/** How feeds and pages are made. */
export type Site = {
  /** Names everything that all pages depend on: templates, settings, the program. Another key makes them all anew. */
  readonly key: string;
  /** How many of the newest entries `head` needs. */
  readonly headEntries: number;
  /** Feeds, front page and what goes with them; checked. @throws Fault when a feed fails its check */
  head(newest: readonly Entry[], editions: readonly EditionHead[]): OutputFile[];
  /** An entry's page. */
  entry(entry: Entry): OutputFile;
  edition(edition: Edition): OutputFile;
  /** The pictures of an entry, named as its page and the feeds name them. */
  pictures(entry: Entry): Promise<OutputFile[]>;
  entryPath(entry: Pick<Entry, "slug">): string;
  editionPath(number: number): string;
};

/** What a run publishes, with what, and to where. */
export type Publishing = {
  readonly series: string;
  readonly store: Store;
  /** Name of the source, as the store files entries under it. */
  readonly source: string;
  readonly site: Site;
  readonly publisher: Publisher;
};

export type SiteFiles = {
  /** Was the site that stands made with today's key? */
  readonly isCurrent: boolean;
  /** Made as they are taken; what readers find other things by comes last. */
  readonly files: AsyncIterable<OutputFile>;
  /** Pages of entries that are withdrawn. */
  readonly gone: readonly string[];
};

/**
 * What has to be made again: all pages where templates or settings are others or the last publication did not end well; else
 * those of what has changed, those that are missing, and the feeds.
 */
export async function siteFiles(
  run: Publishing,
  gathered: Gathered,
  fresh: Edition | null,
  past: readonly EditionHead[],
): Promise<SiteFiles> {
  const { site, store, series } = run;
  const { changes } = gathered.recognition;
  const isCurrent = (await store.publishedWith(series)) === site.key;
  const present = await run.publisher.present();
  const editions = fresh == null ? past : [fresh, ...past];
  const lacking = new Set(
    isCurrent ? gathered.standing.flatMap((head) => (present.has(site.entryPath(head)) ? [] : head.id)) : [],
  );
  async function* files(): AsyncGenerator<OutputFile> {
    for (const { number } of editions) {
      if (isCurrent && number !== fresh?.number && present.has(site.editionPath(number))) continue;
      const edition = number === fresh?.number ? fresh : await store.edition(series, number);
      if (edition != null) yield site.edition(edition);
    }
    const entries = isCurrent ? toRender(changes, await store.entries([...lacking])) : shown(run, changes);
    for await (const entry of entries) {
      yield* await site.pictures(entry);
      yield site.entry(entry);
    }
    yield* site.head(await newest(run, changes), editions);
  }
  const withdrawn = changes.filter((c) => c.kind === "withdrawn").map((c) => c.entry);
  return {
    isCurrent,
    files: files(),
    gone: [...withdrawn, ...(await longGone(run, isCurrent))].map((entry) => site.entryPath(entry)),
  };
}

/** Of a publication that did not end well, a page may have been left. */
async function longGone({ store, source }: Publishing, isCurrent: boolean) {
  return isCurrent ? [] : (await store.heads(source)).filter(isWithdrawn);
}

function toRender(changes: readonly EntryChange[], lacking: readonly { readonly entry: Entry }[]): Entry[] {
  const changed = changes.filter((c) => c.kind !== "withdrawn" && c.kind !== "kept");
  return [...changed, ...lacking].map(({ entry }) => entry);
}

/** All entries as they will be when the changes are remembered, newest first where they are not new. */
async function* shown({ store, source }: Publishing, changes: readonly EntryChange[]): AsyncGenerator<Entry> {
  const changed = new Set(changes.map((c) => c.entry.id));
  for (const change of changes) if (change.kind !== "withdrawn") yield change.entry;
  for await (const entry of store.shown(source)) if (!changed.has(entry.id)) yield entry;
}

/** The newest entries as they will be when the changes are remembered. */
async function newest(run: Publishing, changes: readonly EntryChange[]): Promise<Entry[]> {
  const { headEntries } = run.site;
  const changed = new Set(changes.map((c) => c.entry.id));
  const entries = changes.filter((c) => c.kind !== "withdrawn").map((c) => c.entry);
  let others = 0;
  for await (const entry of run.store.shown(run.source)) {
    if (changed.has(entry.id)) continue;
    entries.push(entry);
    others++;
    if (others === headEntries) break;
  }
  return entries.sort(newestFirst).slice(0, headEntries);
}
