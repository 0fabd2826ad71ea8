import type { Kysely, Transaction } from "kysely";
import type { EntryChange } from "../domain/recognition.ts";
import type { EntryId } from "../domain/ids.ts";
import { entryId } from "../domain/ids.ts";
import type { Store } from "../domain/ports.ts";
import { readEntry, text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Entries: what has been read, under which id, and which of it has been printed. */
export function entriesIn(db: Kysely<Schema>): Pick<Store, "entriesOf" | "printed" | "remember"> {
  return {
    async entriesOf(source) {
      const rows = await db
        .selectFrom("entry")
        .select(["id", "missing_runs", "content"])
        .where("source", "=", source)
        .orderBy("id")
        .execute();
      return rows.map((row) => ({
        entry: readEntry(row.content, `Entry ${row.id}`),
        missingRuns: row.missing_runs,
      }));
    },

    async printed(series): Promise<ReadonlySet<EntryId>> {
      const rows = await db.selectFrom("printed").select("entry_id").where("series", "=", series).execute();
      return new Set(rows.map((row) => entryId(row.entry_id)));
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
  for (const change of changes) {
    const { entry } = change;
    const row = {
      path: entry.path,
      hash: entry.hash,
      published_at: text(entry.published),
      updated_at: text(entry.updated),
      missing_runs: "missingRuns" in change ? change.missingRuns : 0,
      content: JSON.stringify(entry),
    };
    await trx
      .insertInto("entry")
      .values({ id: entry.id, source, slug: entry.slug, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }
}
