import type { Kysely, Transaction } from "kysely";
import type { Claim, DeliveryState } from "../domain/delivery.ts";
import { expireMs } from "../domain/delivery.ts";
import { editionId, subscriberId } from "../domain/ids.ts";
import type { Store } from "../domain/ports.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/**
 * The ledger: one row per (edition, subscriber). Every update names the state it expects; one that touches no row means
 * somebody else has the delivery.
 */
export function ledgerIn(
  db: Kysely<Schema>,
): Pick<Store, "takeOver" | "claim" | "isDue" | "reasons" | "settle" | "expire"> {
  return {
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
        .where("state", "=", "sending")
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async claim(edition, now, startedAt, captures) {
      return await db.transaction().execute(async (trx) => {
        for (;;) {
          const next = await nextDue(trx, edition, now, startedAt, captures);
          if (next == null) return null;
          const silent = next.standing !== "active" || next.suppressed != null;
          const attempt = next.attempts + (silent ? 0 : 1);
          await trx
            .updateTable("delivery")
            .set({
              state: silent ? "suppressed" : "sending",
              attempts: attempt,
              retry_at: null,
              ...(silent ? { reply: "left or was suppressed before it was sent" } : {}),
              changed_at: text(now),
            })
            .where("edition_id", "=", edition)
            .where("subscriber_id", "=", next.subscriber_id)
            .where("state", "=", next.state)
            .execute();
          if (!silent) {
            return {
              edition: editionId(edition),
              subscriber: subscriberId(next.subscriber_id),
              mailbox: { address: next.address, key: next.address_key },
              attempt,
            } satisfies Claim;
          }
        }
      });
    },

    async isDue(series, now) {
      const row = await db
        .selectFrom("delivery")
        .innerJoin("edition", "edition.id", "delivery.edition_id")
        .where("edition.series", "=", series)
        .where("edition.sealed_at", ">=", text(new Date(+now - expireMs)))
        .where((is) =>
          is.or([
            is("delivery.state", "in", ["queued", "sending"]),
            is.and([is("delivery.state", "=", "deferred"), is("delivery.retry_at", "<=", text(now))]),
            is.and([is("delivery.state", "=", "unclear"), is("delivery.unclear_count", "=", 1)]),
          ]),
        )
        .select("delivery.state")
        .limit(1)
        .executeTakeFirst();
      return row != null;
    },

    async reasons(edition, limit) {
      const replies = await db
        .selectFrom("delivery")
        .select((column) => ["state", "reply", column.fn.countAll().as("count")])
        .where("edition_id", "=", edition)
        .where("state", "!=", "accepted")
        .where("reply", "is not", null)
        .groupBy(["state", "reply"])
        .orderBy("count", "desc")
        .orderBy("reply")
        .limit(limit)
        .execute();
      const next = await db
        .selectFrom("delivery")
        .select((column) => column.fn.min("retry_at").as("at"))
        .where("edition_id", "=", edition)
        .where("state", "=", "deferred")
        .executeTakeFirst();
      return {
        replies: replies.map((row) => ({
          state: row.state,
          reply: row.reply ?? "",
          count: Number(row.count),
        })),
        nextTry: next?.at == null ? null : new Date(next.at),
      };
    },

    async settle(claim, settlement, now) {
      const { numUpdatedRows } = await db
        .updateTable("delivery")
        .set((column) => ({
          state: settlement.state,
          reply: settlement.reply,
          retry_at: settlement.state === "deferred" ? text(settlement.retryAt) : null,
          changed_at: text(now),
          ...(settlement.state === "queued" && settlement.captured === true
            ? { captured_at: text(now) }
            : {}),
          ...(settlement.state === "unclear" ? { unclear_count: column("unclear_count", "+", 1) } : {}),
        }))
        .where("edition_id", "=", claim.edition)
        .where("subscriber_id", "=", claim.subscriber)
        .where("state", "=", "sending")
        .where("attempts", "=", claim.attempt)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    async expire(edition, now) {
      const { numUpdatedRows } = await db
        .updateTable("delivery")
        .set({ state: "expired", retry_at: null, changed_at: text(now) })
        .where("edition_id", "=", edition)
        .where("state", "in", ["queued", "deferred"])
        .where("edition_id", "in", (of) =>
          of
            .selectFrom("edition")
            .select("id")
            .where("id", "=", edition)
            .where("sealed_at", "<", text(new Date(+now - expireMs))),
        )
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

/** Three index look-ups in turn, each of one row, whatever the length of the list. */
async function nextDue(
  trx: Transaction<Schema>,
  edition: string,
  now: Date,
  startedAt: Date,
  captures: boolean,
) {
  const inState = (state: DeliveryState) =>
    trx
      .selectFrom("delivery")
      .innerJoin("subscriber", "subscriber.id", "delivery.subscriber_id")
      .leftJoin("suppression", "suppression.address_key", "subscriber.address_key")
      .where("delivery.edition_id", "=", edition)
      .where("delivery.state", "=", state)
      .orderBy("delivery.subscriber_id")
      .limit(1)
      .select([
        "delivery.subscriber_id",
        "delivery.state",
        "delivery.attempts",
        "subscriber.address",
        "subscriber.address_key",
        "subscriber.standing",
        "suppression.address_key as suppressed",
      ]);
  return (
    (await (
      captures ? inState("queued").where("delivery.captured_at", "is", null) : inState("queued")
    ).executeTakeFirst()) ??
    (await inState("deferred").where("delivery.retry_at", "<=", text(now)).executeTakeFirst()) ??
    (await inState("unclear")
      .where("delivery.unclear_count", "=", 1)
      .where("delivery.changed_at", "<=", text(startedAt))
      .executeTakeFirst())
  );
}
