import type { Kysely } from "kysely";
import { sql } from "kysely";

/** What subscribers agreed to, what they wish, and mail about the subscription itself. */
// oxlint-disable-next-line typescript/no-explicit-any -- a migration speaks of the schema of its day, not of today's
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable("subscriber").addColumn("asked_at", "text").execute();

  await db.schema
    .createTable("consent")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("subscriber_id", "text", (c) => c.notNull().references("subscriber.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .addColumn("record", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("consent_subscriber").on("consent").column("subscriber_id").execute();
  // Whose evidence is being taken away, within the transaction that does it.
  await db.schema
    .createTable("erasing")
    .addColumn("subscriber_id", "text", (c) => c.primaryKey())
    .execute();
  await sql`create trigger consent_is_kept before update on consent begin
    select raise(abort, 'evidence of consent is never changed'); end`.execute(db);
  await sql`create trigger consent_stays before delete on consent
    when not exists (select 1 from erasing where subscriber_id = old.subscriber_id) begin
    select raise(abort, 'evidence of consent is only taken away with its subscriber'); end`.execute(db);

  // Addresses that say nothing of anybody to whoever has no key.
  await db.schema
    .createTable("silenced")
    .addColumn("mark", "text", (c) => c.primaryKey())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("since", "text", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("preference")
    .addColumn("subscriber_id", "text", (c) => c.notNull().references("subscriber.id"))
    .addColumn("series", "text", (c) => c.notNull())
    .addColumn("wanted", "integer", (c) => c.notNull())
    .addColumn("frequency", "text", (c) => c.notNull())
    .addColumn("paused_until", "text")
    .addColumn("told", "integer")
    .addColumn("since", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("preference_once", ["subscriber_id", "series"])
    .execute();
  await db.schema.createIndex("preference_place").on("preference").columns(["series", "told"]).execute();

  await db.schema
    .createTable("letter")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("subscriber_id", "text", (c) => c.notNull().references("subscriber.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("address", "text", (c) => c.notNull())
    .addColumn("address_key", "text", (c) => c.notNull())
    .addColumn("made_at", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull())
    .addColumn("retry_at", "text", (c) => c.notNull())
    .addUniqueConstraint("letter_once", ["subscriber_id", "kind"])
    .execute();
  await db.schema.createIndex("letter_due").on("letter").column("retry_at").execute();

  await db.schema
    .createTable("address_change")
    .addColumn("subscriber_id", "text", (c) => c.primaryKey().references("subscriber.id"))
    .addColumn("address", "text", (c) => c.notNull())
    .addColumn("address_key", "text", (c) => c.notNull())
    .addColumn("asked_at", "text", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("attempt")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("mark", "text", (c) => c.notNull())
    .addColumn("at", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("attempt_of").on("attempt").columns(["name", "mark", "at"]).execute();
}
