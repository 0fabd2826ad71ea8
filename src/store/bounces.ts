import type { Kysely } from "kysely";
import type { BounceEffect, BounceEvent, BounceKind, ReaderHistory } from "../domain/bounce.ts";
import type { BounceMemory } from "../domain/bounce-ports.ts";
import { editionId, subscriberId } from "../domain/ids.ts";
import type { TokenClaim } from "../domain/reader-token.ts";
import { editionMark } from "../domain/reader-token.ts";
import type { SubscriberEvent } from "../domain/subscriber.ts";
import { happenIn } from "./consents.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** An edition an hour for twenty days. */
const maxSent = 500;

const failures: readonly BounceKind[] = ["soft", "full", "unknown"];

/** Returned mail: written once, with what it did. */
export function bouncesIn(db: Kysely<Schema>): BounceMemory {
  return {
    async kindOf(key) {
      const row = await db.selectFrom("bounce").select("kind").where("key", "=", key).executeTakeFirst();
      return row?.kind ?? null;
    },

    history: (about) => historyOf(db, about),

    async record(event, history, effect, now, marks) {
      return await db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto("bounce")
          .values({
            key: event.key,
            subscriber_id: event.about?.subscriber ?? null,
            edition_id: history?.edition?.id ?? null,
            kind: event.kind,
            final: event.final ? 1 : 0,
            proof: event.proof,
            status: event.status,
            words: event.words,
            effect: effectText(effect),
            taken_at: text(now),
          })
          .onConflict((conflict) => conflict.column("key").doNothing())
          .executeTakeFirst();
        if (Number(numInsertedOrUpdatedRows) === 0) return false;
        const happened = happening(effect, event, now);
        if (history != null && happened != null)
          await happenIn(trx, { id: history.subscriber, marks }, happened);
        return true;
      });
    },

    async cameBack(edition) {
      const rows = await db
        .selectFrom("bounce")
        .select((column) => ["kind", column.fn.count<number>("subscriber_id").distinct().as("readers")])
        .where("edition_id", "=", edition)
        .where("final", "=", 1)
        .groupBy("kind")
        .execute();
      return new Map(rows.map(({ kind, readers }) => [kind, readers]));
    },
  };
}

async function historyOf(
  db: Kysely<Schema>,
  { subscriber, about }: TokenClaim,
): Promise<ReaderHistory | null> {
  const reader = await db
    .selectFrom("subscriber")
    .leftJoin("suppression", "suppression.address_key", "subscriber.address_key")
    .select([
      "subscriber.id",
      "subscriber.address",
      "subscriber.standing",
      "subscriber.changed_at",
      "suppression.reason",
    ])
    .where("subscriber.id", "=", subscriber)
    .executeTakeFirst();
  if (reader == null) return null;
  // From the few editions to the reader's row in each, by its primary key: there is no index by reader alone.
  const sent = await db
    .selectFrom("edition")
    .innerJoin("delivery", "delivery.edition_id", "edition.id")
    .where("delivery.subscriber_id", "=", subscriber)
    .where("delivery.state", "=", "accepted")
    .orderBy("edition.sealed_at", "desc")
    .limit(maxSent)
    .select((column) => [
      "edition.id",
      "edition.sealed_at",
      column
        .exists(
          column
            .selectFrom("bounce")
            .select("bounce.key")
            .where("bounce.subscriber_id", "=", subscriber)
            .whereRef("bounce.edition_id", "=", "edition.id")
            .where("bounce.kind", "in", failures)
            .where("bounce.final", "=", 1),
        )
        .as("failed"),
    ])
    .execute();
  return {
    subscriber: subscriberId(reader.id),
    address: reader.address,
    changedAt: new Date(reader.changed_at),
    suppressed: reader.reason != null,
    active: reader.standing === "active",
    edition: await editionOf(db, about),
    sent: sent.map(({ id, sealed_at, failed }) => ({
      edition: editionId(id),
      sealedAt: new Date(sealed_at),
      failed: Boolean(failed),
    })),
  };
}

/** A mark is the beginning of an edition's id. */
async function editionOf(db: Kysely<Schema>, mark: number): Promise<ReaderHistory["edition"]> {
  const head = mark.toString(16).padStart(8, "0");
  const row = await db
    .selectFrom("edition")
    .select(["id", "sealed_at"])
    .where("id", ">=", `${head}-`)
    .where("id", "<", `${head}.`)
    .executeTakeFirst();
  if (row == null || editionMark(editionId(row.id)) !== mark) return null;
  return { id: editionId(row.id), sealedAt: new Date(row.sealed_at) };
}

/** What the effect is to a subscriber, as evidence of it. */
function happening(effect: BounceEffect, { words }: BounceEvent, at: Date): SubscriberEvent | null {
  if (effect.kind === "unsubscribe") return { kind: "unsubscribed", at, how: "mail", client: null };
  if (effect.kind !== "suppress") return null;
  const kind = effect.reason === "complaint" ? "complained" : "bounced";
  return { kind, at, detail: `${effect.reason}: ${words}`.slice(0, maxDetailChars) };
}

const maxDetailChars = 300;

function effectText(effect: BounceEffect): string {
  switch (effect.kind) {
    case "suppress":
      return `suppress: ${effect.reason}`;
    case "none":
      return `none: ${effect.why}`;
    case "unsubscribe":
    case "count":
    case "alert":
      return effect.kind;
  }
}
