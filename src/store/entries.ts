import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { EntryHead } from "../domain/entry.ts";
import { isWithdrawn, missingRunsBeforeWithdrawal } from "../domain/entry.ts";
import type { EntryChange } from "../domain/recognition.ts";
import type { EntryId } from "../domain/ids.ts";
import { editionId, entryId } from "../domain/ids.ts";
import type { Sketch } from "../domain/near-duplicates.ts";
import { roundupsOf } from "../domain/roundup.ts";
import type { Store } from "../domain/ports.ts";
import { readEntry, text } from "./rows.ts";
import type { Schema } from "./schema.ts";

type Entries = Pick<
  Store,
  | "heads"
  | "entries"
  | "shown"
  | "isGone"
  | "sketches"
  | "unprinted"
  | "printedIn"
  | "told"
  | "untold"
  | "revision"
  | "remember"
>;

/** Rows read at a time where there may be very many, and ids asked for at a time (SQLite takes 32,766 parameters). */
const batch = 500;

/** Entries: what has been read, under which id, and which of it has been printed. */
export function entriesIn(db: Kysely<Schema>): Entries {
  return {
    async heads(source) {
      const rows = await db
        .selectFrom("entry")
        .select(["id", "path", "hash", "slug", "published_at", "updated_at", "missing_runs", "reading"])
        .where("source", "=", source)
        .orderBy("id")
        .execute();
      return rows.map((row): EntryHead => {
        const published = new Date(row.published_at);
        return {
          id: entryId(row.id),
          path: row.path,
          hash: row.hash,
          slug: row.slug,
          published,
          // Most were never updated; of very many entries the dates would be a fifth of what is held.
          updated: row.updated_at === row.published_at ? published : new Date(row.updated_at),
          missingRuns: row.missing_runs,
          reading: row.reading,
        };
      });
    },

    async entries(ids) {
      const known = [];
      for (let from = 0; from < ids.length; from += batch) {
        const some = ids.slice(from, from + batch);
        const rows = await db
          .selectFrom("entry")
          .select(["id", "missing_runs", "content"])
          .where("id", "in", some)
          .execute();
        for (const row of rows) {
          const entry = readEntry(row.content, `Entry ${row.id}`);
          known.push({ entry, missingRuns: row.missing_runs });
        }
      }
      return known.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    },

    async *shown(source) {
      let last: { readonly published: string; readonly id: string } | null = null;
      for (;;) {
        let query = db
          .selectFrom("entry")
          .select(["id", "published_at", "content"])
          .where("source", "=", source)
          .where("missing_runs", "<", missingRunsBeforeWithdrawal);
        const after: typeof last = last;
        if (after != null) {
          query = query.where((where) =>
            where.or([
              where("published_at", "<", after.published),
              where.and([where("published_at", "=", after.published), where("id", ">", after.id)]),
            ]),
          );
        }
        const rows = await query.orderBy("published_at", "desc").orderBy("id").limit(batch).execute();
        for (const row of rows) yield readEntry(row.content, `Entry ${row.id}`);
        const end = rows.at(-1);
        if (end == null || rows.length < batch) return;
        last = { published: end.published_at, id: end.id };
      }
    },

    async isGone(source, slug) {
      const row = await db
        .selectFrom("entry")
        .select("missing_runs")
        .where("source", "=", source)
        .where("slug", "=", slug)
        .executeTakeFirst();
      return row != null && isWithdrawn({ missingRuns: row.missing_runs });
    },

    async *sketches(source) {
      let last = "";
      for (;;) {
        const rows = await db
          .selectFrom("entry")
          .select(["id", "path", "sketch"])
          .where("source", "=", source)
          .where("missing_runs", "<", missingRunsBeforeWithdrawal)
          .where("id", ">", last)
          .orderBy("id")
          .limit(batch)
          .execute();
        for (const { path, sketch } of rows) if (sketch != null) yield { path, sketch: readSketch(sketch) };
        const end = rows.at(-1);
        if (end == null || rows.length < batch) return;
        last = end.id;
      }
    },

    async unprinted(series, source) {
      const rows = await db
        .selectFrom("entry")
        .select(["entry.id", "entry.published_at"])
        .where("entry.source", "=", source)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("printed")
                .select("printed.entry_id")
                .where("printed.series", "=", series)
                .whereRef("printed.entry_id", "=", "entry.id"),
            ),
          ),
        )
        .execute();
      return rows.map((row) => ({ id: entryId(row.id), published: new Date(row.published_at) }));
    },

    async printedIn(id) {
      const rows = await db.selectFrom("printed").select("edition_id").where("entry_id", "=", id).execute();
      // Round-ups print nothing; what they hold stands in their records alone.
      const told = await db
        .selectFrom("edition")
        .select("id")
        .where("series", "like", roundupsOf("%"))
        .where(
          sql<boolean>`exists (select 1 from json_each(record, '$.entries') where value ->> 'id' = ${id})`,
        )
        .execute();
      return new Set([...rows.map((row) => row.edition_id), ...told.map((row) => row.id)].map(editionId));
    },

    async told(series, ids) {
      const told = new Map<EntryId, string | null>();
      for (let from = 0; from < ids.length; from += batch) {
        const rows = await db
          .selectFrom("printed")
          .select(["entry_id", "correction"])
          .where("series", "=", series)
          .where("entry_id", "in", ids.slice(from, from + batch))
          .execute();
        for (const row of rows) told.set(entryId(row.entry_id), row.correction);
      }
      return told;
    },

    async untold(series, source) {
      const rows = await db
        .selectFrom("entry")
        .innerJoin("printed", "printed.entry_id", "entry.id")
        .select("entry.id")
        .where("entry.source", "=", source)
        .where("entry.missing_runs", "<", missingRunsBeforeWithdrawal)
        .where("entry.correction", "is not", null)
        .where("printed.series", "=", series)
        .where((where) =>
          where.or([
            where("printed.correction", "is", null),
            where("printed.correction", "<>", where.ref("entry.correction")),
          ]),
        )
        .execute();
      return rows.map((row) => entryId(row.id));
    },

    async revision(source) {
      const row = await db
        .selectFrom("source")
        .select("revision")
        .where("name", "=", source)
        .executeTakeFirst();
      return row?.revision ?? 0;
    },

    async remember(source, changes) {
      await db.transaction().execute((trx) => saveEntries(trx, source, changes));
    },
  };
}

export async function saveEntries(
  trx: Transaction<Schema>,
  source: string,
  changes: readonly EntryChange[],
): Promise<void> {
  if (changes.some(({ kind }) => kind !== "kept"))
    await trx
      .insertInto("source")
      .values({ name: source, revision: 1 })
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet((column) => ({ revision: column("source.revision", "+", 1) })),
      )
      .execute();
  for (const change of changes) {
    const { entry } = change;
    // An entry that moves with its folder to another source is filed under that, with the page it has there.
    const row = {
      source,
      slug: entry.slug,
      path: entry.path,
      hash: entry.hash,
      published_at: text(entry.published),
      updated_at: text(entry.updated),
      missing_runs: "missingRuns" in change ? change.missingRuns : 0,
      content: JSON.stringify(entry),
      reading: entry.reading,
      correction: entry.correction,
      ...("sketch" in change ? { sketch: bytesOf(change.sketch) } : {}),
    };
    await trx
      .insertInto("entry")
      .values({ id: entry.id, sketch: null, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }
}

function bytesOf({ bits, hashes, facts }: Sketch): Uint8Array {
  const numbers = [bits, hashes.length, ...hashes, facts.bits, ...facts.hashes];
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [at, number] of numbers.entries()) bytes.setUint32(4 * at, number, true);
  return new Uint8Array(bytes.buffer);
}

function readSketch(stored: Uint8Array): Sketch {
  const bytes = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const numbers = Uint32Array.from({ length: stored.byteLength >> 2 }, (_, at) =>
    bytes.getUint32(4 * at, true),
  );
  const end = 2 + (numbers[1] ?? 0);
  return {
    bits: numbers[0] ?? 0,
    hashes: numbers.slice(2, end),
    facts: { bits: numbers[end] ?? 0, hashes: numbers.slice(end + 1) },
  };
}
