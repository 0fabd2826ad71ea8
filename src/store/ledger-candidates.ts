import { domainOf } from "../domain/address.ts";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { before } from "../domain/delivery.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Candidate, Ledger, Look } from "../domain/ledger-port.ts";
import { expiresAt } from "../domain/retry.ts";
import { roundupsOf } from "../domain/roundup.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** In this order: who was never tried waits for nobody. */
const states = ["queued", "deferred", "unclear"] as const satisfies readonly Candidate["state"][];

/** The part of an address behind its last @; keys are lower case. */

/** What may be sent next: pages by key, so that a million deliveries are never in memory, nor counted past. */
export function candidatesIn(db: Kysely<Schema>): Pick<Ledger, "candidates" | "isDue"> {
  return {
    async candidates(look, from, limit) {
      const at = from == null ? 0 : states.indexOf(from.state);
      let after = from?.after ?? "";
      for (const state of states.slice(at)) {
        if (state !== "unclear" || look.resend) {
          const rows = await page(db, look, state, after, limit);
          const candidates = rows.map((row): Candidate => ({
            subscriber: subscriberId(row.subscriber_id),
            domain: domainOf(row.address_key),
            state,
            attempts: row.attempts,
          }));
          const last = candidates.at(-1);
          if (last != null) return { candidates, next: { state, after: last.subscriber } };
        }
        after = "";
      }
      return { candidates: [], next: null };
    },

    async isDue(series, now, { expiry, resend }) {
      const editions = await db
        .selectFrom("edition as each")
        .select((column) => [
          "each.id",
          "each.sealed_at",
          column
            .selectFrom("edition as next")
            .whereRef("next.series", "=", "each.series")
            .whereRef("next.number", ">", "each.number")
            .where("next.series", "not like", roundupsOf("%"))
            .select((of) => of.fn.min("next.sealed_at").as("at"))
            .as("next_at"),
        ])
        .where("each.series", "=", series)
        .where("each.sending", "=", "open")
        .where("each.sealed_at", ">=", text(new Date(+now - expiry.ms)))
        .execute();
      for (const { id, sealed_at, next_at } of editions) {
        const end = expiresAt(expiry, new Date(sealed_at), next_at == null ? null : new Date(next_at));
        if (now > end) continue;
        const row = await db
          .selectFrom("delivery")
          .where("edition_id", "=", id)
          .where((is) =>
            is.or([
              is("state", "in", ["queued", ...before("lose")]),
              is.and([is("state", "=", "deferred"), is("retry_at", "<=", text(now))]),
              ...(resend ? [is.and([is("state", "=", "unclear"), is("unclear_count", "=", 1)])] : []),
            ]),
          )
          .select("state")
          .limit(1)
          .executeTakeFirst();
        if (row != null) return true;
      }
      return false;
    },
  };
}

async function page(
  db: Kysely<Schema>,
  { edition, now, startedAt, captures }: Look,
  state: Candidate["state"],
  after: string,
  limit: number,
) {
  let query = db
    .selectFrom("delivery")
    .innerJoin("subscriber", "subscriber.id", "delivery.subscriber_id")
    .where("delivery.edition_id", "=", edition)
    .where("delivery.state", "=", state)
    .where("delivery.subscriber_id", ">", after)
    .orderBy("delivery.subscriber_id")
    .limit(limit)
    .select(["delivery.subscriber_id", "delivery.attempts", "subscriber.address_key"]);
  if (state === "queued" && captures) query = query.where("delivery.captured_at", "is", null);
  if (state === "deferred") query = query.where("delivery.retry_at", "<=", text(now));
  if (state === "unclear") {
    // Who has left since is not written to a second time; it stays unclear whether they were written to at all.
    query = query
      .where("delivery.unclear_count", "=", 1)
      .where("delivery.changed_at", "<=", text(startedAt))
      .where("subscriber.standing", "=", "active")
      .where(sql<boolean>`not exists (select 1 from suppression where address_key = subscriber.address_key)`);
  }
  return await query.execute();
}
