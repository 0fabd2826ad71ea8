import type { Kysely } from "kysely";

// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("rewrite")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("text", "text", (c) => c.notNull())
    .execute();
}
