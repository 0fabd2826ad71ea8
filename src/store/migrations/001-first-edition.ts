import type { Kysely } from "kysely";

// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("entry")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("published_at", "text", (c) => c.notNull())
    .addColumn("updated_at", "text", (c) => c.notNull())
    .addColumn("missing_runs", "integer", (c) => c.notNull())
    .addColumn("content", "text", (c) => c.notNull())
    .addUniqueConstraint("entry_slug", ["source", "slug"])
    .execute();
  await db.schema.createIndex("entry_source").on("entry").columns(["source", "published_at"]).execute();

  await db.schema
    .createTable("edition")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("series", "text", (c) => c.notNull())
    .addColumn("number", "integer", (c) => c.notNull())
    .addColumn("sealed_at", "text", (c) => c.notNull())
    .addColumn("audience_size", "integer", (c) => c.notNull())
    .addColumn("record", "text", (c) => c.notNull())
    .addUniqueConstraint("edition_number", ["series", "number"])
    .execute();

  // The guarantee that no entry is printed twice in a series.
  await db.schema
    .createTable("printed")
    .addColumn("series", "text", (c) => c.notNull())
    .addColumn("entry_id", "text", (c) => c.notNull().references("entry.id"))
    .addColumn("edition_id", "text", (c) => c.notNull().references("edition.id"))
    .addPrimaryKeyConstraint("printed_once", ["series", "entry_id"])
    .execute();

  await db.schema
    .createTable("subscriber")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("address", "text", (c) => c.notNull())
    .addColumn("address_key", "text", (c) => c.notNull().unique())
    .addColumn("standing", "text", (c) => c.notNull())
    .addColumn("origin", "text", (c) => c.notNull())
    .addColumn("since", "text", (c) => c.notNull())
    .addColumn("changed_at", "text", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("suppression")
    .addColumn("address_key", "text", (c) => c.primaryKey())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("since", "text", (c) => c.notNull())
    .execute();

  // The guarantee that nobody is planned twice for an edition.
  await db.schema
    .createTable("delivery")
    .addColumn("edition_id", "text", (c) => c.notNull().references("edition.id"))
    .addColumn("subscriber_id", "text", (c) => c.notNull().references("subscriber.id"))
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull())
    .addColumn("unclear_count", "integer", (c) => c.notNull())
    .addColumn("retry_at", "text")
    .addColumn("captured_at", "text")
    .addColumn("reply", "text")
    .addColumn("changed_at", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("delivery_once", ["edition_id", "subscriber_id"])
    .execute();
  await db.schema
    .createIndex("delivery_state")
    .on("delivery")
    .columns(["edition_id", "state", "subscriber_id"])
    .execute();

  await db.schema
    .createTable("run")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("due_at", "text")
    .addColumn("started_at", "text", (c) => c.notNull())
    .addColumn("finished_at", "text")
    .addColumn("outcome", "text")
    .addUniqueConstraint("run_once_per_slot", ["job", "due_at"])
    .execute();
}
