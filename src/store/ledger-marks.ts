import type { Kysely, RawBuilder, Transaction } from "kysely";
import { sql } from "kysely";
import type { Claim, DeliveryState, Settlement } from "../domain/delivery.ts";
import { before } from "../domain/delivery.ts";
import { Fault } from "../domain/faults.ts";
import type { EditionId } from "../domain/ids.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Candidate, Ledger, Mark, Marked } from "../domain/ledger-port.ts";
import type { PaceMemory } from "../domain/pace.ts";
import type { Marks } from "../domain/consent-memory.ts";
import { happenIn } from "./consents.ts";
import { rememberPace } from "./ledger-pace.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** How commits become durable that somebody waits for who has other things to do meanwhile. */
export type Durability = AsyncDisposable & {
  /** What `synchronous` is for such a commit; FULL for all others. */
  readonly later: "normal" | "off";
  /** Resolves once everything that has been committed is on the disk. */
  sync(): Promise<void>;
};

/**
 * Group commit: whatever so many connections want written, in one transaction. Each row by a statement of its own, found by its
 * key: joined with a list of rows, SQLite goes through all deliveries of a state for a few of them.
 */
export function marksIn(db: Kysely<Schema>, durability: Durability): Pick<Ledger, "mark"> {
  return {
    async mark(edition, marks, now, pace) {
      const wanted = marks.flatMap(({ claim }) => claim?.subscriber ?? []);
      if (new Set(wanted).size < wanted.length)
        throw new Fault("bug", "One delivery was given to two connections.");
      const written = await db.connection().execute(async (connection) => {
        await sql`pragma synchronous = ${sql.raw(durability.later)}`.execute(connection);
        try {
          return await connection.transaction().execute((trx) => markAll(trx, edition, marks, now, pace));
        } finally {
          await sql`pragma synchronous = full`.execute(connection);
        }
      });
      await durability.sync();
      return written;
    },
  };
}

async function markAll(
  trx: Transaction<Schema>,
  edition: EditionId,
  marks: readonly Mark[],
  now: Date,
  pace: PaceMemory | undefined,
): Promise<readonly Marked[]> {
  const at = text(now);
  const isOpen = marks.some(({ claim }) => claim != null) && (await isBeingSent(trx, edition));
  const marked: Marked[] = [];
  for (const { settle, claim } of marks) {
    const settled = settle != null && (await settleOne(trx, settle.claim, settle.settlement, now));
    const claimed = claim != null && isOpen ? await claimOne(trx, edition, claim, at) : null;
    marked.push({ settled, claim: claimed });
  }
  if (pace != null) await rememberPace(trx, pace, now);
  return marked;
}

async function isBeingSent(trx: Transaction<Schema>, edition: EditionId): Promise<boolean> {
  const { rows } = await sql<{
    sending: string;
  }>`select sending from edition where id = ${edition}`.execute(trx);
  return rows[0]?.sending === "open";
}

/** Who can be mailed is on no list by a mark alone. */
const noMarks: Marks = () => [""];

const oneOf = (states: readonly DeliveryState[]): RawBuilder<unknown> => sql.join(states);
const settleable = oneOf(before("accept"));
const leavable = oneOf(before("leave"));

async function settleOne(
  trx: Transaction<Schema>,
  { edition, subscriber, attempt }: Claim,
  to: Settlement,
  now: Date,
): Promise<boolean> {
  const at = text(now);
  const isUnclear = to.state === "unclear" ? 1 : 0;
  const { numAffectedRows } = await sql`
    update delivery set state = ${to.state}, reply = ${to.reply}, changed_at = ${at},
      reason = ${to.state === "failed" ? to.reason : null},
      retry_at = ${to.state === "deferred" ? text(to.retryAt) : null},
      captured_at = coalesce(${to.state === "queued" && to.captured === true ? at : null}, captured_at),
      unclear_count = unclear_count + ${isUnclear},
      lost_at = coalesce(${isUnclear === 1 ? at : null}, lost_at)
    where edition_id = ${edition} and subscriber_id = ${subscriber} and attempts = ${attempt}
      and state in (${settleable})`.execute(trx);
  if (numAffectedRows !== 1n) return false;
  if (to.state === "failed" && to.reason === "gone") {
    const bounced = { kind: "bounced", at: now, detail: `refused: ${to.reply}` } as const;
    await happenIn(trx, { id: subscriber, marks: noMarks }, bounced);
  }
  return true;
}

type Claimed = { attempts: number; address: string; address_key: string };

/** Whether the reader is there and the address may be mailed is looked at here and nowhere before. */
async function claimOne(
  trx: Transaction<Schema>,
  edition: EditionId,
  { subscriber, state, attempts }: Candidate,
  at: string,
): Promise<Claim | null> {
  const { rows } = await sql<Claimed>`
    update delivery set state = 'sending', attempts = attempts + 1, retry_at = null, changed_at = ${at}
    where edition_id = ${edition} and subscriber_id = ${subscriber} and state = ${state} and attempts = ${attempts}
      and ${mayBeMailed}
    returning attempts,
      (select address from subscriber where id = delivery.subscriber_id) as address,
      (select address_key from subscriber where id = delivery.subscriber_id) as address_key`.execute(trx);
  const [row] = rows;
  if (row == null) {
    await sql`
      update delivery set state = 'suppressed', retry_at = null, changed_at = ${at},
        reply = 'left or was suppressed before it was sent'
      where edition_id = ${edition} and subscriber_id = ${subscriber} and attempts = ${attempts}
        and state in (${leavable}) and not ${mayBeMailed}`.execute(trx);
    return null;
  }
  const mailbox = { address: row.address, key: row.address_key };
  return { edition, subscriber: subscriberId(subscriber), mailbox, attempt: row.attempts };
}

const mayBeMailed = sql`exists (
  select 1 from subscriber where subscriber.id = delivery.subscriber_id and subscriber.standing = 'active'
    and not exists (select 1 from suppression where suppression.address_key = subscriber.address_key)
)`;
