import type { Kysely, RawBuilder, Transaction } from "kysely";
import { sql } from "kysely";
import type { DeliveryState } from "../domain/delivery.ts";
import { before } from "../domain/delivery.ts";
import { Fault } from "../domain/faults.ts";
import type { EditionId } from "../domain/ids.ts";
import { editionId, subscriberId } from "../domain/ids.ts";
import type { Candidate, Ledger, Mark, Marked } from "../domain/ledger-port.ts";
import { rememberPace } from "./ledger-pace.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/**
 * Group commit: whatever so many connections want written, in one transaction and in as many statements as for one of them.
 * The rows come in as one JSON array, so that the statements are the same for every number of them.
 */
export function marksIn(db: Kysely<Schema>): Pick<Ledger, "mark"> {
  return {
    async mark(edition, marks, now, pace) {
      return await db.transaction().execute(async (trx) => {
        const settled = await settleAll(trx, edition, marks, now);
        const claims = await claimAll(trx, edition, marks, now);
        if (pace != null) await rememberPace(trx, pace, now);
        return marks.map(({ settle, claim }): Marked => {
          const row = claim == null ? null : claims.get(claim.subscriber);
          return {
            settled: settle != null && settled.has(settle.claim.subscriber),
            claim:
              row == null
                ? null
                : {
                    edition: editionId(edition),
                    subscriber: subscriberId(row.subscriber_id),
                    mailbox: { address: row.address, key: row.address_key },
                    attempt: row.attempts,
                  },
          };
        });
      });
    },
  };
}

const states = (of: readonly DeliveryState[]): RawBuilder<unknown> => sql.join(of);

async function settleAll(
  trx: Transaction<Schema>,
  edition: EditionId,
  marks: readonly Mark[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = marks.flatMap(({ settle }) => {
    if (settle == null) return [];
    const { claim, settlement: to } = settle;
    return [
      {
        id: claim.subscriber,
        attempt: claim.attempt,
        state: to.state,
        reply: to.reply,
        reason: to.state === "failed" ? to.reason : null,
        retry: to.state === "deferred" ? text(to.retryAt) : null,
        captured: to.state === "queued" && to.captured === true ? 1 : 0,
        key: claim.mailbox.key,
      },
    ];
  });
  if (rows.length === 0) return new Set();
  const { rows: done } = await sql<{ subscriber_id: string }>`
    update delivery set
      state = mark.state,
      reply = mark.reply,
      reason = mark.reason,
      retry_at = mark.retry,
      changed_at = ${text(now)},
      captured_at = case when mark.captured then ${text(now)} else captured_at end,
      unclear_count = unclear_count + (mark.state = 'unclear'),
      lost_at = case when mark.state = 'unclear' then ${text(now)} else lost_at end
    from (
      select value ->> 'id' as id, value ->> 'attempt' as attempt, value ->> 'state' as state, value ->> 'reply' as reply,
        value ->> 'reason' as reason, value ->> 'retry' as retry, value ->> 'captured' as captured
      from json_each(${JSON.stringify(rows)})
    ) as mark
    where delivery.edition_id = ${edition} and delivery.subscriber_id = mark.id
      and delivery.attempts = mark.attempt and delivery.state in (${states(before("accept"))})
    returning subscriber_id`.execute(trx);
  const settled = new Set(done.map((row) => row.subscriber_id));
  for (const { id, reason, key, reply } of rows) {
    if (reason !== "gone" || !settled.has(id)) continue;
    await trx
      .insertInto("suppression")
      .values({ address_key: key, reason: `refused: ${reply}`, since: text(now) })
      .onConflict((conflict) => conflict.column("address_key").doNothing())
      .execute();
  }
  return settled;
}

type Claimed = { subscriber_id: string; attempts: number; address: string; address_key: string };

/** Whether the reader is there, the address may be mailed and the edition is being sent, is looked at here and nowhere before. */
async function claimAll(
  trx: Transaction<Schema>,
  edition: EditionId,
  marks: readonly Mark[],
  now: Date,
): Promise<ReadonlyMap<string, Claimed>> {
  const wanted = marks.flatMap(({ claim }) => claim ?? []);
  if (wanted.length === 0) return new Map();
  if (new Set(wanted.map((each) => each.subscriber)).size < wanted.length)
    throw new Fault("bug", "One delivery was given to two connections.");
  const { rows } = await sql<Claimed>`
    update delivery set state = 'sending', attempts = attempts + 1, retry_at = null, changed_at = ${text(now)}
    from ${candidateRows(wanted)}
    where delivery.edition_id = ${edition} and delivery.subscriber_id = want.id
      and delivery.state = want.state and delivery.attempts = want.tried
      and delivery.state in (${states(before("claim"))})
      and exists (select 1 from edition where id = ${edition} and sending = 'open')
      and ${mayBeMailed}
    returning subscriber_id, attempts,
      (select address from subscriber where id = delivery.subscriber_id) as address,
      (select address_key from subscriber where id = delivery.subscriber_id) as address_key`.execute(trx);
  if (rows.length < wanted.length) {
    await sql`
      update delivery set state = 'suppressed', retry_at = null, changed_at = ${text(now)},
        reply = 'left or was suppressed before it was sent'
      from ${candidateRows(wanted)}
      where delivery.edition_id = ${edition} and delivery.subscriber_id = want.id
        and delivery.attempts = want.tried and delivery.state in (${states(before("leave"))})
        and not ${mayBeMailed}`.execute(trx);
  }
  return new Map(rows.map((row) => [row.subscriber_id, row]));
}

const candidateRows = (wanted: readonly Candidate[]): RawBuilder<unknown> => {
  const rows = wanted.map(({ subscriber, state, attempts }) => ({ id: subscriber, state, attempts }));
  return sql`(
      select value ->> 'id' as id, value ->> 'state' as state, value ->> 'attempts' as tried
      from json_each(${JSON.stringify(rows)})
    ) as want`;
};

const mayBeMailed = sql`exists (
  select 1 from subscriber where subscriber.id = delivery.subscriber_id and subscriber.standing = 'active'
    and not exists (select 1 from suppression where suppression.address_key = subscriber.address_key)
)`;
