import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { DeliveryState, Tally } from "../domain/delivery.ts";
import { deliveryStates } from "../domain/delivery.ts";
import type { AudienceRule, Edition, EditionHead } from "../domain/edition.ts";
import { storiesIn } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import type { EditionId, EntryId } from "../domain/ids.ts";
import { editionId } from "../domain/ids.ts";
import type { Store, StoredEdition } from "../domain/ports.ts";
import { subscribedSeries } from "../domain/roundup.ts";
import type { Origin } from "../domain/subscriber.ts";
import { saveEntries } from "./entries.ts";
import { keepPlaces, takes } from "./places.ts";
import { readEdition, readLook, text } from "./rows.ts";
import type { Schema } from "./schema.ts";

export const originsOf = {
  active: ["manual", "form", "import"],
  demo: ["demo"],
} as const satisfies Record<AudienceRule, readonly Origin[]>;

type Editions = Pick<
  Store,
  | "seal"
  | "editionHeads"
  | "edition"
  | "allEditions"
  | "openEditions"
  | "lastLook"
  | "setLastLook"
  | "publishedWith"
  | "setPublishedWith"
>;

/** Editions: sealed with their deliveries in one transaction, read back whole. */
export function editionsIn(db: Kysely<Schema>): Editions {
  const stored = async (rows: readonly HeadRow[]): Promise<StoredEdition[]> =>
    await Promise.all(
      rows.map(async (row) => ({
        edition: headOf(row),
        stories: row.stories,
        tally: await tallyOf(db, editionId(row.id)),
      })),
    );
  return {
    async seal(source, changes, edition, counted = []) {
      return await db.transaction().execute(async (trx) => {
        await saveEntries(trx, source, changes);
        await trx
          .insertInto("edition")
          .values({
            id: edition.id,
            series: edition.series,
            number: edition.number,
            sealed_at: text(edition.sealedAt),
            audience_size: 0,
            record: JSON.stringify(edition),
            subject: edition.subject,
            audience: edition.audience,
            stories: storiesIn(edition),
          })
          .execute();
        if (edition.roundup == null)
          await print(trx, edition, [...edition.entries.map((entry) => entry.id), ...counted]);
        for (const { id } of edition.corrections ?? []) {
          await trx
            .updateTable("printed")
            .set((column) => ({
              correction: column.selectFrom("entry").select("entry.correction").where("entry.id", "=", id),
            }))
            .where("series", "=", edition.series)
            .where("entry_id", "=", id)
            .execute();
        }
        await trx
          .insertInto("delivery")
          .columns(["edition_id", "subscriber_id", "state", "attempts", "unclear_count", "changed_at"])
          .expression((from) =>
            from
              .selectFrom("subscriber")
              .leftJoin("suppression", "suppression.address_key", "subscriber.address_key")
              .leftJoin("preference", (join) =>
                join
                  .onRef("preference.subscriber_id", "=", "subscriber.id")
                  .on("preference.series", "=", subscribedSeries(edition.series)),
              )
              .where("subscriber.standing", "=", "active")
              .where(takes(edition))
              .where("subscriber.origin", "in", originsOf[edition.audience])
              // Neighbours in the order they are sent in lie on one page of the file.
              .orderBy("subscriber.id")
              .select((column) => [
                column.val(edition.id).as("edition_id"),
                "subscriber.id as subscriber_id",
                sql<DeliveryState>`case when suppression.address_key is null then 'queued' else 'suppressed' end`.as(
                  "state",
                ),
                sql<number>`0`.as("attempts"),
                sql<number>`0`.as("unclear_count"),
                column.val(text(edition.sealedAt)).as("changed_at"),
              ]),
          )
          .execute();
        await keepPlaces(trx, edition);
        const { size } = await trx
          .selectFrom("delivery")
          .select((column) => column.fn.countAll().as("size"))
          .where("edition_id", "=", edition.id)
          .executeTakeFirstOrThrow();
        await trx
          .updateTable("edition")
          .set({ audience_size: Number(size) })
          .where("id", "=", edition.id)
          .execute();
        await trx
          .updateTable("instance")
          .set((column) => ({ generation: column("generation", "+", 1) }))
          .execute();
        return await tallyOf(trx, edition.id);
      });
    },

    async editionHeads(series) {
      const rows = await db
        .selectFrom("edition")
        .select(headColumns)
        .where("series", "=", series)
        .orderBy("number", "desc")
        .execute();
      return rows.map(headOf);
    },

    async edition(series, number) {
      const row = await db
        .selectFrom("edition")
        .select(["id", "record"])
        .where("series", "=", series)
        .where("number", "=", number)
        .executeTakeFirst();
      return row == null ? null : readEdition(row.record, `Edition ${row.id}`);
    },

    async allEditions() {
      const rows = await db
        .selectFrom("edition")
        .select([...headColumns, "stories"])
        .orderBy("series")
        .orderBy("number", "desc")
        .execute();
      return await stored(rows);
    },

    async openEditions(series) {
      const rows = await db
        .selectFrom("edition")
        .select([...headColumns, "stories"])
        .where("series", "=", series)
        .where((where) =>
          where.exists(
            where
              .selectFrom("delivery")
              .select("delivery.edition_id")
              .whereRef("delivery.edition_id", "=", "edition.id")
              .where("delivery.state", "in", open),
          ),
        )
        .orderBy("number")
        .execute();
      return await stored(rows);
    },

    async lastLook(series) {
      const row = await db.selectFrom("site").select("look").where("series", "=", series).executeTakeFirst();
      return row?.look == null ? null : readLook(row.look, `The last look of ${series}`);
    },

    async setLastLook(series, look) {
      const kept = look == null ? null : JSON.stringify(look);
      await db.updateTable("site").set({ look: kept }).where("series", "=", series).execute();
    },

    async publishedWith(series) {
      const row = await db
        .selectFrom("site")
        .select("made_with")
        .where("series", "=", series)
        .executeTakeFirst();
      return row?.made_with ?? null;
    },

    async setPublishedWith(series, key) {
      await db
        .insertInto("site")
        .values({ series, made_with: key })
        .onConflict((conflict) => conflict.column("series").doUpdateSet({ made_with: key }))
        .execute();
    },
  };
}

const headColumns = ["id", "series", "number", "subject", "sealed_at", "audience"] as const;
type HeadRow = Pick<Schema["edition"], (typeof headColumns)[number] | "stories">;

const headOf = (row: Omit<HeadRow, "stories">): EditionHead => ({
  id: editionId(row.id),
  series: row.series,
  number: row.number,
  subject: row.subject,
  sealedAt: new Date(row.sealed_at),
  audience: row.audience,
});

/** With the correction each entry has by then: its readers never saw it without. */
async function print(trx: Transaction<Schema>, edition: Edition, ids: readonly EntryId[]): Promise<void> {
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch);
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("printed")
      .columns(["series", "entry_id", "edition_id", "correction"])
      .expression((select) =>
        select
          .selectFrom("entry")
          .select((column) => [
            column.val(edition.series).as("series"),
            "entry.id as entry_id",
            column.val(edition.id).as("edition_id"),
            "entry.correction",
          ])
          .where("entry.id", "in", some),
      )
      .executeTakeFirstOrThrow();
    if (Number(numInsertedOrUpdatedRows) !== some.length)
      throw new Fault("bug", `Edition ${edition.number} holds an entry twice, or one that is not stored.`);
  }
}

/** Rows of one statement (SQLite takes 32,766 parameters). */
const batch = 500;

/** States out of which mail may still go. */
const open: readonly DeliveryState[] = ["queued", "sending", "deferred", "unclear"];

export async function tallyOf(db: Kysely<Schema>, id: EditionId): Promise<Tally> {
  const { audience_size } = await db
    .selectFrom("edition")
    .select("audience_size")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom("delivery")
    .select((column) => ["state", column.fn.countAll().as("count")])
    .where("edition_id", "=", id)
    .groupBy("state")
    .execute();
  const counts = new Map(rows.map((row) => [row.state, Number(row.count)]));
  const tally = Object.fromEntries(deliveryStates.map((state) => [state, counts.get(state) ?? 0]));
  return { audience: audience_size, ...(tally as Record<DeliveryState, number>) };
}
