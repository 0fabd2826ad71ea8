import type { Kysely, Transaction } from "kysely";
import type { ConsentMemory } from "../domain/consent-memory.ts";
import { after } from "../domain/subscriber.ts";
import { markSilence, note, personOf } from "./people.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** What is known of somebody, to be given to them, and its end. */
export function erasureIn(db: Kysely<Schema>): Pick<ConsentMemory, "erase" | "expire" | "deliveries"> {
  return {
    async deliveries(id) {
      const rows = await db
        .selectFrom("delivery")
        .innerJoin("edition", "edition.id", "delivery.edition_id")
        .select([
          "edition.series",
          "edition.number",
          "edition.subject",
          "delivery.state",
          "delivery.attempts",
          "delivery.reply",
          "delivery.changed_at",
        ])
        .where("delivery.subscriber_id", "=", id)
        .orderBy("edition.sealed_at")
        .orderBy("edition.id")
        .execute();
      return rows.map(({ changed_at, ...row }) => ({ ...row, changedAt: new Date(changed_at) }));
    },

    async erase(mailbox, marks, now) {
      await db.transaction().execute(async (trx) => {
        const { person, known } = await personOf(trx, { mailbox }, marks);
        const erased = { kind: "erased", at: now } as const;
        const { silence: reason } = after(person, erased);
        await markSilence(trx, mailbox.key, reason ?? "erased", now, marks);
        await trx.deleteFrom("letter").where("address_key", "=", mailbox.key).execute();
        await trx.deleteFrom("address_change").where("address_key", "=", mailbox.key).execute();
        if (known == null) return;
        await forget(trx, [known.id]);
        // What a server says may name the address.
        await trx
          .updateTable("delivery")
          .set({ reply: null })
          .where("subscriber_id", "=", known.id)
          .execute();
        await trx.updateTable("bounce").set({ words: "" }).where("subscriber_id", "=", known.id).execute();
        const nobody = `erased:${known.id}`;
        await trx
          .updateTable("subscriber")
          .set({
            address: nobody,
            address_key: nobody,
            standing: "erased",
            asked_at: null,
            since: text(now),
            changed_at: text(now),
          })
          .where("id", "=", known.id)
          .execute();
        await note(trx, known.id, erased);
      });
    },

    async expire(before) {
      return await db.transaction().execute(async (trx) => {
        const rows = await trx
          .selectFrom("subscriber")
          .select("id")
          .where("standing", "=", "pending")
          .where((is) => is.or([is("asked_at", "<", text(before)), is("asked_at", "is", null)]))
          .where("changed_at", "<", text(before))
          .execute();
        const ids = rows.map((row) => row.id);
        for (let from = 0; from < ids.length; from += batch) {
          const some = ids.slice(from, from + batch);
          await forget(trx, some);
          await trx.deleteFrom("subscriber").where("id", "in", some).execute();
        }
        // Who had left before, and did not answer when somebody asked in their name, has left all the same.
        await trx
          .updateTable("subscriber")
          .set({ asked_at: null })
          .where("asked_at", "<", text(before))
          .execute();
        await trx.deleteFrom("attempt").where("at", "<", text(before)).execute();
        return ids.length;
      });
    },
  };
}

const batch = 500;

/** Takes away the evidence and all that hangs on a subscriber, but for deliveries. */
async function forget(trx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  await trx
    .insertInto("erasing")
    .values(ids.map((id) => ({ subscriber_id: id })))
    .execute();
  for (const table of ["consent", "preference", "letter", "address_change"] as const)
    await trx.deleteFrom(table).where("subscriber_id", "in", ids).execute();
  await trx.deleteFrom("erasing").where("subscriber_id", "in", ids).execute();
}
