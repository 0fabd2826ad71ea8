import type { Entry } from "./entry.ts";
import { newestFirst } from "./entry.ts";
import type { EntryId } from "./ids.ts";

/** What deciding needs of an entry. `bytes` is what it adds to a document, at most. */
export type Weighed = Pick<Entry, "id" | "published"> & { readonly bytes: number };

export type FeedPlanInput = {
  /** The newest entries of the feed that are shown, newest first: as many as ever fit into a document, or all there are. */
  readonly newest: readonly Weighed[];
  /** Every entry of the feed that is shown and stands in no archive, in any order. */
  readonly open: readonly Weighed[];
  /** How many archives there are. */
  readonly archives: number;
  /** How many entries the current document holds at least, and an archive at most. */
  readonly size: number;
  /** Bytes a document has for its entries. */
  readonly room: number;
};

export type FeedPlan = {
  /** The document people subscribe to, newest first. */
  readonly current: readonly EntryId[];
  /** Archives that are full now, to be kept for ever; newest entry first. */
  readonly closed: readonly { readonly number: number; readonly ids: readonly EntryId[] }[];
  /** All there are then. */
  readonly archives: number;
  /** Archives there were before that name their successor from now on: written once more, with the same entries. */
  readonly linked: readonly number[];
};

const weekMs = 7 * 24 * 3_600_000;

/**
 * Splits a feed into the document people subscribe to and archives that keep their entries for ever (RFC 5005 §4). An
 * archive is closed as soon as `size` entries, or as many as there is room for, stand in none; the oldest first. So the entries in no
 * archive always fit into the current document, which is filled up with the newest: `size`, or all of a week if those are more.
 * The week ends with the newest entry, not now: a run without anything new changes nothing.
 *
 * What has to be remembered, for each feed: which entries stand in which archive. It never changes. An entry that is edited or
 * withdrawn changes the text of its archive, not who is in it; one with an old date that comes late stands in the
 * next archive.
 */
export function planFeed({ newest, open, archives, size, room }: FeedPlanInput): FeedPlan {
  const { batches, left } = fullBatches(open.toSorted(newestFirst).toReversed(), size, room);
  const closed = batches.map((ids, n) => ({ number: archives + n + 1, ids: ids.toReversed() }));
  return {
    current: currentOf(newest, left, size, room),
    closed,
    archives: archives + closed.length,
    linked: closed.length > 0 && archives > 0 ? [archives] : [],
  };
}

/** The first `size`, or all of the week that ends with the newest if those are more. @param entries newest first */
export function latestOf<T extends Pick<Entry, "published">>(entries: readonly T[], size: number): T[] {
  const weekAgo = entries[0] == null ? 0 : +entries[0].published - weekMs;
  const end = entries.findIndex((entry, n) => n >= size && +entry.published <= weekAgo);
  return entries.slice(0, end === -1 ? entries.length : end);
}

/** @param entries oldest first @returns ids of each batch that is full, and what is left over */
function fullBatches(entries: readonly Weighed[], size: number, room: number) {
  const batches: EntryId[][] = [];
  let batch: Weighed[] = [];
  let bytes = 0;
  const close = (): void => {
    batches.push(batch.map(({ id }) => id));
    batch = [];
    bytes = 0;
  };
  for (const entry of entries) {
    if (batch.length > 0 && bytes + entry.bytes > room) close();
    batch.push(entry);
    bytes += entry.bytes;
    if (batch.length === size) close();
  }
  return { batches, left: batch };
}

function currentOf(
  newest: readonly Weighed[],
  left: readonly Weighed[],
  size: number,
  room: number,
): EntryId[] {
  const chosen = new Map(left.map((entry) => [entry.id, entry]));
  let bytes = left.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const entry of latestOf(newest, size)) {
    if (chosen.has(entry.id)) continue;
    // No gap: what is older than the first that does not fit is left to the archives.
    if (bytes + entry.bytes > room && chosen.size > 0) break;
    chosen.set(entry.id, entry);
    bytes += entry.bytes;
  }
  return [...chosen.values()].sort(newestFirst).map(({ id }) => id);
}
