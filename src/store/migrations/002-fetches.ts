import type { Kysely } from "kysely";

// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("fetch")
    .addColumn("url", "text", (c) => c.primaryKey())
    .addColumn("etag", "text")
    .addColumn("last_modified", "text")
    .addColumn("content_type", "text")
    .addColumn("location", "text", (c) => c.notNull())
    // PostgreSQL's name; SQLite keeps bytes as they are in a column of any type.
    .addColumn("body", "bytea", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("retry_at", "text", (c) => c.notNull())
    .addColumn("trouble", "text")
    .execute();
}
