import type { Kysely, Transaction } from "kysely";
import type { Ledger } from "../domain/ledger-port.ts";
import type { PaceMemory } from "../domain/pace.ts";
import { longestWindowMs } from "../domain/pace.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** What limits remember from one process to the next. */
export function paceIn(db: Kysely<Schema>): Pick<Ledger, "paceMemory" | "daysSent"> {
  return {
    async paceMemory(since) {
      const spent = await db.selectFrom("pace").selectAll().where("at", ">=", text(since)).execute();
      const pauses = await db.selectFrom("domain_pause").selectAll().where("level", ">", 0).execute();
      return {
        spent: spent.map((row) => ({
          scope: row.scope,
          windowMs: row.window_ms,
          at: Date.parse(row.at),
          count: row.count,
        })),
        pauses: pauses.map(({ domain, until, level }) => ({ domain, until: Date.parse(until), level })),
      };
    },

    async daysSent(now) {
      const { days } = await db
        .selectFrom("delivery")
        .where("state", "=", "accepted")
        .where("changed_at", "<", text(now).slice(0, 10))
        .select((column) =>
          column.fn
            .count(column.fn<string>("substr", ["changed_at", column.lit(1), column.lit(10)]))
            .distinct()
            .as("days"),
        )
        .executeTakeFirstOrThrow();
      return Number(days);
    },
  };
}

export async function rememberPace(
  trx: Transaction<Schema>,
  { spent, pauses }: PaceMemory,
  now: Date,
): Promise<void> {
  for (const { scope, windowMs, at, count } of spent) {
    await trx
      .insertInto("pace")
      .values({ scope, window_ms: windowMs, at: text(new Date(at)), count })
      .onConflict((conflict) =>
        conflict
          .columns(["scope", "window_ms", "at"])
          .doUpdateSet((column) => ({ count: column("pace.count", "+", count) })),
      )
      .execute();
  }
  for (const { domain, until, level } of pauses) {
    const row = { until: text(new Date(until)), level };
    await trx
      .insertInto("domain_pause")
      .values({ domain, ...row })
      .onConflict((conflict) => conflict.column("domain").doUpdateSet(row))
      .execute();
  }
  if (spent.length > 0)
    await trx
      .deleteFrom("pace")
      .where("at", "<", text(new Date(+now - longestWindowMs - 60_000)))
      .execute();
}
