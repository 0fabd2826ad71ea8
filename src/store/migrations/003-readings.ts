import type { Kysely } from "kysely";

/**
 * What is remembered so that unchanged articles cost nothing: what each entry was read from and by what a copy of it is
 * found, what each file looked like, and which lines of a folder are furniture.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable("entry").addColumn("reading", "text").execute();
  await db.schema.alterTable("entry").addColumn("sketch", "bytea").execute();
  // Holds all of a head, so that the articles themselves are not read for it.
  await db.schema
    .createIndex("entry_head")
    .on("entry")
    .columns([
      "source",
      "id",
      "path",
      "hash",
      "slug",
      "published_at",
      "updated_at",
      "missing_runs",
      "reading",
    ])
    .execute();

  await db.schema.alterTable("edition").addColumn("subject", "text").execute();
  for (const { id, record } of await db.selectFrom("edition").select(["id", "record"]).execute()) {
    const { subject } = JSON.parse(record) as { readonly subject: string };
    await db.updateTable("edition").set({ subject }).where("id", "=", id).execute();
  }

  await db.schema
    .createTable("file")
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("folder", "text", (c) => c.notNull())
    .addColumn("stamp", "text", (c) => c.notNull())
    .addColumn("companions", "text", (c) => c.notNull())
    .addColumn("content", "text", (c) => c.notNull())
    .addColumn("reading", "text", (c) => c.notNull())
    .addColumn("marks", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("file_once", ["source", "path"])
    .execute();
  await db.schema.createIndex("file_folder").on("file").columns(["source", "folder"]).execute();

  await db.schema
    .createTable("folder")
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("record", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("folder_once", ["source", "path"])
    .execute();

  await db.schema
    .createTable("site")
    .addColumn("series", "text", (c) => c.primaryKey())
    .addColumn("made_with", "text")
    .execute();
}
