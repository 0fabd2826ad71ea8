import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { DeliveryState, Tally } from "../domain/delivery.ts";
import { deliveryStates } from "../domain/delivery.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Ledger } from "../domain/ledger-port.ts";
import type { Schema } from "./schema.ts";

const pageSize = 1000;
const domainOfKey = sql<string>`substr(subscriber.address_key, instr(subscriber.address_key, '@') + 1)`;

/** What people ask of the ledger. */
export function insightsIn(db: Kysely<Schema>): Pick<Ledger, "reasons" | "breakdown" | "lines"> {
  return {
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

    async breakdown(edition, domains) {
      const reasons = await db
        .selectFrom("delivery")
        .where("edition_id", "=", edition)
        .groupBy(["state", "reason"])
        .select((column) => [
          "state",
          "reason",
          column.fn.countAll().as("count"),
          column.fn.max("reply").as("example"),
        ])
        .orderBy("count", "desc")
        .execute();
      const rows = await db
        .selectFrom("delivery")
        .innerJoin("subscriber", "subscriber.id", "delivery.subscriber_id")
        .where("delivery.edition_id", "=", edition)
        .groupBy([domainOfKey, "delivery.state"])
        .select((column) => [domainOfKey.as("domain"), "delivery.state", column.fn.countAll().as("count")])
        .execute();
      const byDomain = Map.groupBy(rows, (row) => row.domain);
      return {
        reasons: reasons.map((row) => ({ ...row, count: Number(row.count) })),
        domains: [...byDomain]
          .map(([domain, counts]) => ({ domain, ...tallied(counts) }))
          .toSorted((a, b) => b.audience - a.audience || (a.domain < b.domain ? -1 : 1))
          .slice(0, domains),
      };
    },

    async *lines(edition, state) {
      let after = "";
      for (;;) {
        let query = db
          .selectFrom("delivery")
          .innerJoin("subscriber", "subscriber.id", "delivery.subscriber_id")
          .where("delivery.edition_id", "=", edition)
          .where("delivery.subscriber_id", ">", after)
          .orderBy("delivery.subscriber_id")
          .limit(pageSize)
          .select([
            "delivery.subscriber_id",
            "subscriber.address",
            "delivery.state",
            "delivery.reason",
            "delivery.attempts",
            "delivery.reply",
            "delivery.retry_at",
            "delivery.changed_at",
          ]);
        if (state != null) query = query.where("delivery.state", "=", state);
        const rows = await query.execute();
        for (const row of rows) {
          yield {
            subscriber: subscriberId(row.subscriber_id),
            address: row.address,
            state: row.state,
            reason: row.reason,
            attempts: row.attempts,
            reply: row.reply,
            retryAt: row.retry_at == null ? null : new Date(row.retry_at),
            changedAt: new Date(row.changed_at),
          };
        }
        const last = rows.at(-1);
        if (last == null || rows.length < pageSize) return;
        after = last.subscriber_id;
      }
    },
  };
}

function tallied(
  counts: readonly { readonly state: DeliveryState; readonly count: string | number | bigint }[],
): Tally {
  const states = Object.fromEntries(
    deliveryStates.map((state) => [state, Number(counts.find((row) => row.state === state)?.count ?? 0)]),
  ) as Record<DeliveryState, number>;
  return { audience: counts.reduce((sum, { count }) => sum + Number(count), 0), ...states };
}
