import type { Kysely, Transaction } from "kysely";
import type { Mailbox } from "../domain/address.ts";
import type { ConsentMemory, Counted } from "../domain/consent-memory.ts";
import type { SubscriberId } from "../domain/ids.ts";
import { subscriberId } from "../domain/ids.ts";
import type { LetterKind } from "../domain/letter.ts";
import { letterKinds } from "../domain/letter.ts";
import { mendable, note } from "./people.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Letters that wait to be sent; one that went is evidence, and no row any more. */
export function lettersIn(db: Kysely<Schema>): Pick<ConsentMemory, "dueLetters" | "settleLetter"> {
  return {
    async dueLetters(now, most) {
      // Whoever complained, or was shut out, since it was written hears nothing more.
      await db
        .deleteFrom("letter")
        .where("address_key", "in", (shut) =>
          shut.selectFrom("suppression").select("address_key").where("reason", "not in", mendable),
        )
        .execute();
      const rows = await db
        .selectFrom("letter")
        .selectAll()
        .where("retry_at", "<=", text(now))
        .orderBy("retry_at")
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        kind: letterKinds.find((kind) => kind === row.kind) ?? "confirm",
        subscriber: subscriberId(row.subscriber_id),
        to: { address: row.address, key: row.address_key },
        made: new Date(row.made_at),
        attempts: row.attempts,
      }));
    },

    async settleLetter(letter, outcome) {
      await db.transaction().execute(async (trx) => {
        if ("mailed" in outcome) await note(trx, letter.subscriber, outcome.mailed);
        // One that was asked for again meanwhile is another letter.
        if ("mailed" in outcome || outcome.retryAt == null)
          await trx
            .deleteFrom("letter")
            .where("id", "=", letter.id)
            .where("made_at", "=", text(letter.made))
            .execute();
        else
          await trx
            .updateTable("letter")
            .set({ retry_at: text(outcome.retryAt), attempts: letter.attempts + 1 })
            .where("id", "=", letter.id)
            .where("made_at", "=", text(letter.made))
            .execute();
      });
    },
  };
}

/**
 * Counts one more of each, unless one is full. The same is written for an address whether there is a letter for it or not:
 * how long it takes says nothing about it.
 */
export async function queueLetter(
  trx: Transaction<Schema>,
  id: SubscriberId | null,
  to: Mailbox | null,
  kind: LetterKind | null,
  counted: readonly Counted[],
  at: Date,
): Promise<boolean> {
  const mayGo = await countIn(trx, counted, at);
  if (kind == null || id == null || to == null || !mayGo) return false;
  const due = {
    address: to.address,
    address_key: to.key,
    made_at: text(at),
    attempts: 0,
    retry_at: text(at),
  };
  await trx
    .insertInto("letter")
    .values({ subscriber_id: id, kind, ...due })
    .onConflict((conflict) => conflict.columns(["subscriber_id", "kind"]).doUpdateSet(due))
    .execute();
  return true;
}

/** @returns whether all of them were below their limits; then each is counted */
export async function countIn(
  trx: Transaction<Schema>,
  counted: readonly Counted[],
  now: Date,
): Promise<boolean> {
  for (const { limit, mark } of counted) {
    const since = text(new Date(+now - limit.withinMs));
    await trx
      .deleteFrom("attempt")
      .where("name", "=", limit.name)
      .where("mark", "=", mark)
      .where("at", "<=", since)
      .execute();
    const { n } = await trx
      .selectFrom("attempt")
      .select((column) => column.fn.countAll().as("n"))
      .where("name", "=", limit.name)
      .where("mark", "=", mark)
      .executeTakeFirstOrThrow();
    if (Number(n) >= limit.most) return false;
  }
  if (counted.length > 0)
    await trx
      .insertInto("attempt")
      .values(counted.map(({ limit, mark }) => ({ name: limit.name, mark, at: text(now) })))
      .execute();
  return true;
}
