import type { Kysely } from "kysely";

/**
 * Returned mail, each one once. It names a subscriber by the id alone, and outlives them.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("bounce")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("subscriber_id", "text")
    .addColumn("edition_id", "text")
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("final", "integer", (c) => c.notNull())
    .addColumn("proof", "text")
    .addColumn("status", "text")
    .addColumn("words", "text", (c) => c.notNull())
    .addColumn("effect", "text", (c) => c.notNull())
    .addColumn("taken_at", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("bounce_reader")
    .on("bounce")
    .columns(["subscriber_id", "edition_id"])
    .execute();
  await db.schema.createIndex("bounce_edition").on("bounce").columns(["edition_id", "kind"]).execute();
}
