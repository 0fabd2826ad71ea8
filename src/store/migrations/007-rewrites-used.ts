import type { Kysely } from "kysely";

/** When each was last of use, so that what no article asks for any more can be forgotten. */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  // Empty for what was kept before: it counts as used when it is first looked through.
  await db.schema
    .alterTable("rewrite")
    .addColumn("used_at", "text", (c) => c.notNull().defaultTo(""))
    .execute();
  await db.schema.createIndex("rewrite_used").on("rewrite").column("used_at").execute();
}
