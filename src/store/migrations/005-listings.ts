import type { Kysely } from "kysely";

/**
 * What entries are listed under, and which archive of the feed they stand in: filled by the next run, which makes all pages anew.
 * How often what is known of a source has changed, and how a series was found at its last look. Which correction of an entry readers of a series have been told. What lists of editions show, beside the record of each.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable("entry").addColumn("correction", "text").execute();
  await db.schema.alterTable("printed").addColumn("correction", "text").execute();

  await db.schema.alterTable("site").addColumn("look", "text").execute();
  await db.schema
    .createTable("source")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("revision", "integer", (c) => c.notNull())
    .execute();

  await db.schema.alterTable("edition").addColumn("audience", "text").execute();
  await db.schema.alterTable("edition").addColumn("stories", "integer").execute();
  for (const { id, record } of await db.selectFrom("edition").select(["id", "record"]).execute()) {
    const { audience, entries } = JSON.parse(record) as {
      readonly audience: string;
      readonly entries: readonly unknown[];
    };
    await db.updateTable("edition").set({ audience, stories: entries.length }).where("id", "=", id).execute();
  }

  await db.schema
    .createTable("topic")
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("folder", "text", (c) => c.notNull())
    .addColumn("published_at", "text", (c) => c.notNull())
    .addColumn("entry_id", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    // In the order of a listing, and with all a listing needs but the entry's head.
    .addPrimaryKeyConstraint("topic_once", ["source", "folder", "published_at", "entry_id"])
    .execute();
  await db.schema.createIndex("topic_entry").on("topic").columns(["source", "entry_id"]).execute();

  await db.schema
    .createTable("archived")
    .addColumn("series", "text", (c) => c.notNull())
    .addColumn("entry_id", "text", (c) => c.notNull())
    .addColumn("number", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("archived_once", ["series", "entry_id"])
    .execute();
  await db.schema.createIndex("archived_number").on("archived").columns(["series", "number"]).execute();
}
