import type { Kysely } from "kysely";
import { sql } from "kysely";
import { before } from "../domain/delivery.ts";
import { editionId } from "../domain/ids.ts";
import type { Ledger } from "../domain/ledger-port.ts";
import { tallyOf } from "./editions.ts";
import type { Durability } from "./ledger-marks.ts";
import { candidatesIn } from "./ledger-candidates.ts";
import { insightsIn } from "./ledger-insights.ts";
import { marksIn } from "./ledger-marks.ts";
import { paceIn } from "./ledger-pace.ts";
import { roundupsOf } from "../domain/roundup.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/**
 * The ledger: one row per (edition, subscriber). Every update names the state it expects; one that touches no row means
 * somebody else has the delivery.
 */
export function ledgerIn(db: Kysely<Schema>, durability: Durability): Ledger {
  return {
    ...candidatesIn(db),
    ...marksIn(db, durability),
    ...insightsIn(db),
    ...paceIn(db),

    tally: (id) => tallyOf(db, id),

    async unbalanced(series) {
      const rows = await db
        .selectFrom("edition")
        .leftJoin("delivery", "delivery.edition_id", "edition.id")
        .select((column) => ["edition.id", column.fn.count("delivery.subscriber_id").as("count")])
        .where("edition.series", "=", series)
        .groupBy(["edition.id", "edition.audience_size"])
        .having(
          (column) => sql<boolean>`${column.fn.count("delivery.subscriber_id")} <> edition.audience_size`,
        )
        .execute();
      return await Promise.all(
        rows.map(async (row) => ({ id: editionId(row.id), tally: await tallyOf(db, editionId(row.id)) })),
      );
    },

    async takeOver(edition, now) {
      const { numUpdatedRows } = await db
        .updateTable("delivery")
        .set((column) => ({
          state: "unclear",
          unclear_count: column("unclear_count", "+", 1),
          reply: "the process that was sending it ended before the answer came",
          changed_at: text(now),
        }))
        .where("edition_id", "=", edition)
        .where("state", "in", before("lose"))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async expire(edition, expiresAt, now) {
      if (now <= expiresAt) return 0;
      const { numUpdatedRows } = await db
        .updateTable("delivery")
        .set({ state: "expired", retry_at: null, changed_at: text(now) })
        .where("edition_id", "=", edition)
        .where("state", "in", before("expire"))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async nextSealedAt(edition) {
      const row = await db
        .selectFrom("edition as next")
        .innerJoin("edition as this", "this.series", "next.series")
        .where("this.id", "=", edition)
        .whereRef("next.number", ">", "this.number")
        // The next round-up is for other readers, or holds other stories.
        .where("next.series", "not like", roundupsOf("%"))
        .select((column) => column.fn.min("next.sealed_at").as("at"))
        .executeTakeFirst();
      return row?.at == null ? null : new Date(row.at);
    },

    async lostAnswers(edition) {
      const { count } = await db
        .selectFrom("delivery")
        .where("edition_id", "=", edition)
        .where("lost_at", "is not", null)
        .select((column) => column.fn.countAll().as("count"))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async sending(edition) {
      const row = await db
        .selectFrom("edition")
        .select(["sending", "sending_note", "sending_since"])
        .where("id", "=", edition)
        .executeTakeFirstOrThrow();
      const since = row.sending_since == null ? null : new Date(row.sending_since);
      return { state: row.sending, note: row.sending_note, since };
    },

    async setSending(edition, { state, note }, now) {
      await db
        .updateTable("edition")
        .set({ sending: state, sending_note: note, sending_since: text(now) })
        .where("id", "=", edition)
        // What was cancelled stays so: its deliveries have been told that they expired.
        .where("sending", "!=", "cancelled")
        .execute();
    },

    async cancel(edition, now) {
      return await db.transaction().execute(async (trx) => {
        await trx
          .updateTable("edition")
          .set({ sending: "cancelled", sending_note: null, sending_since: text(now) })
          .where("id", "=", edition)
          .execute();
        const { numUpdatedRows } = await trx
          .updateTable("delivery")
          .set({
            state: "expired",
            retry_at: null,
            reply: "the edition was cancelled before it was sent",
            changed_at: text(now),
          })
          .where("edition_id", "=", edition)
          .where("state", "in", before("cancel"))
          .executeTakeFirst();
        return Number(numUpdatedRows);
      });
    },

    async decideUnclear(edition, decision, now) {
      return await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("delivery")
          .set((column) => ({
            state: decision === "send" ? "queued" : "unclear",
            // Neither decision is taken a second time by the rule that an unclear one is sent once more.
            unclear_count: sql<number>`max(2, ${column.ref("unclear_count")})`,
            changed_at: text(now),
          }))
          .where("edition_id", "=", edition)
          .where("state", "in", before(decision === "send" ? "sendAgain" : "leaveUnclear"))
          .executeTakeFirst();
        await trx
          .updateTable("delivery")
          .set({ lost_at: null })
          .where("edition_id", "=", edition)
          .where("lost_at", "is not", null)
          .execute();
        return Number(numUpdatedRows);
      });
    },

    async generation() {
      const { id, generation } = await db
        .selectFrom("instance")
        .select(["id", "generation"])
        .executeTakeFirstOrThrow();
      return { instance: id, generation };
    },

    async nextGeneration() {
      const { generation } = await db
        .updateTable("instance")
        .set((column) => ({ generation: column("generation", "+", 1) }))
        .returning("generation")
        .executeTakeFirstOrThrow();
      return generation;
    },
  };
}
