import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { sql } from "kysely";

/**
 * Why deliveries failed, which answers were lost, whether an edition is being sent, how fast it went, and what tells this
 * database from a copy of it.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable("delivery").addColumn("reason", "text").execute();
  await db.schema.alterTable("delivery").addColumn("lost_at", "text").execute();

  await db.schema
    .alterTable("edition")
    .addColumn("sending", "text", (c) => c.notNull().defaultTo("open"))
    .execute();
  await db.schema.alterTable("edition").addColumn("sending_note", "text").execute();
  await db.schema.alterTable("edition").addColumn("sending_since", "text").execute();

  await db.schema
    .createTable("pace")
    .addColumn("scope", "text", (c) => c.notNull())
    .addColumn("window_ms", "integer", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("count", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("pace_step", ["scope", "window_ms", "at"])
    .execute();
  await db.schema
    .createTable("domain_pause")
    .addColumn("domain", "text", (c) => c.primaryKey())
    .addColumn("until", "text", (c) => c.notNull())
    .addColumn("level", "integer", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("instance")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("generation", "integer", (c) => c.notNull())
    .execute();
  // Where editions were sealed before this was counted, that is not the generation of a new database.
  await sql`insert into instance (id, generation) select ${randomUUID()}, count(*) from edition`.execute(db);
}
