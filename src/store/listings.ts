import type { ExpressionBuilder, Kysely, Transaction } from "kysely";
import { missingRunsBeforeWithdrawal } from "../domain/entry.ts";
import { entryId } from "../domain/ids.ts";
import type { Filing, Store } from "../domain/ports.ts";
import type { Topic } from "../domain/topic.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

type Listings = Pick<
  Store,
  | "topics"
  | "listing"
  | "filed"
  | "file"
  | "refile"
  | "unarchived"
  | "archives"
  | "archivesOf"
  | "archived"
  | "archive"
>;

/** Rows of one statement, ids asked for at a time (SQLite takes 32,766 parameters). */
const batch = 500;

/** What entries are listed under, and which archive of the feed they stand in. */
export function listingsIn(db: Kysely<Schema>): Listings {
  return {
    async topics(source) {
      // Counted by folder alone, which the index answers; a folder holds one kind, and its newest entry says which.
      const newest = <Column extends "kind" | "name">(
        where: ExpressionBuilder<Schema, "topic">,
        column: Column,
      ) =>
        where
          .selectFrom("topic as newest")
          .select(`newest.${column}`)
          .where("newest.source", "=", source)
          .whereRef("newest.folder", "=", "topic.folder")
          .orderBy("newest.published_at", "desc")
          .orderBy("newest.entry_id")
          .limit(1);
      const rows = await db
        .selectFrom("topic")
        .select((column) => [
          "folder",
          column.fn.countAll().as("count"),
          newest(column, "kind").as("kind"),
          newest(column, "name").as("name"),
        ])
        .where("source", "=", source)
        .groupBy("folder")
        .execute();
      return rows.flatMap(({ folder, kind, name, count }) =>
        kind == null ? [] : { folder, kind, name: name ?? "", count: Number(count) },
      );
    },

    async listing(source, folder) {
      const rows = await db
        .selectFrom("topic")
        .innerJoin("entry", "entry.id", "topic.entry_id")
        .select(["entry.id", "entry.slug", "topic.published_at", "entry.updated_at", "topic.name"])
        .where("topic.source", "=", source)
        .where("topic.folder", "=", folder)
        .orderBy("topic.published_at", "desc")
        .orderBy("topic.entry_id")
        .execute();
      return rows.map((row) => ({
        id: entryId(row.id),
        slug: row.slug,
        published: new Date(row.published_at),
        updated: new Date(row.updated_at),
        name: row.name,
      }));
    },

    async filed(source, ids) {
      const rows = await inBatches(ids, (some) =>
        db
          .selectFrom("topic")
          .select(["folder", "kind", "name"])
          .distinct()
          .where("source", "=", source)
          .where("entry_id", "in", some)
          .execute(),
      );
      return [...new Map(rows.map((row): [string, Topic] => [row.folder, row])).values()];
    },

    async file(source, filings) {
      await db.transaction().execute(async (trx) => {
        const ids = filings.map(({ id }) => id);
        await inBatches(ids, async (some) => {
          await trx.deleteFrom("topic").where("source", "=", source).where("entry_id", "in", some).execute();
          return [];
        });
        await insert(trx, source, filings);
      });
    },

    async refile(source, filings) {
      await db.deleteFrom("topic").where("source", "=", source).execute();
      // What the filings are made of is read from the same store, which a transaction would keep waiting for ever.
      const put = async (some: readonly Filing[]) =>
        await db.transaction().execute((trx) => insert(trx, source, some));
      let some: Filing[] = [];
      for await (const filing of filings) {
        some.push(filing);
        if (some.length < batch) continue;
        await put(some);
        some = [];
      }
      await put(some);
    },

    async unarchived(series, source) {
      const rows = await db
        .selectFrom("entry")
        .select(["entry.id", "entry.published_at"])
        .where("entry.source", "=", source)
        .where("entry.missing_runs", "<", missingRunsBeforeWithdrawal)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("archived")
                .select("archived.entry_id")
                .where("archived.series", "=", series)
                .whereRef("archived.entry_id", "=", "entry.id"),
            ),
          ),
        )
        .execute();
      return rows.map((row) => ({ id: entryId(row.id), published: new Date(row.published_at) }));
    },

    async archives(series) {
      const row = await db
        .selectFrom("archived")
        .select((column) => column.fn.max("number").as("count"))
        .where("series", "=", series)
        .executeTakeFirst();
      return row?.count ?? 0;
    },

    async archivesOf(series, ids) {
      const rows = await inBatches(ids, (some) =>
        db
          .selectFrom("archived")
          .select("number")
          .distinct()
          .where("series", "=", series)
          .where("entry_id", "in", some)
          .execute(),
      );
      return new Set(rows.map(({ number }) => number));
    },

    async archived(series, number) {
      const rows = await db
        .selectFrom("archived")
        .select("entry_id")
        .where("series", "=", series)
        .where("number", "=", number)
        .orderBy("entry_id")
        .execute();
      return rows.map((row) => entryId(row.entry_id));
    },

    async archive(series, closed) {
      await db.transaction().execute(async (trx) => {
        for (const { number, ids } of closed) {
          const values = ids.map((id) => ({ series, entry_id: id, number }));
          await trx.insertInto("archived").values(values).execute();
        }
      });
    },
  };
}

async function insert(trx: Transaction<Schema>, source: string, filings: readonly Filing[]): Promise<void> {
  const rows = filings.flatMap(({ id, published, topics }) =>
    topics.map(({ kind, name, folder }) => ({
      source,
      folder,
      published_at: text(published),
      entry_id: id,
      kind,
      name,
    })),
  );
  await inBatches(rows, async (some) => {
    await trx.insertInto("topic").values(some).execute();
    return [];
  });
}

async function inBatches<From, To>(
  all: readonly From[],
  work: (some: readonly From[]) => Promise<readonly To[]>,
): Promise<To[]> {
  const done: To[] = [];
  for (let from = 0; from < all.length; from += batch) {
    for (const each of await work(all.slice(from, from + batch))) done.push(each);
  }
  return done;
}
