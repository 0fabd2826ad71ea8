import type { Kysely } from "kysely";

// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("announcement")
    .addColumn("series", "text", (c) => c.notNull())
    .addColumn("topic", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull())
    .addColumn("owed_at", "text", (c) => c.notNull())
    .addColumn("retry_at", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("announcement_once", ["series", "topic"])
    .execute();
}
