import type { Kysely, Transaction } from "kysely";
import type { ConsentMemory } from "../domain/consent-memory.ts";
import type { SubscriberId } from "../domain/ids.ts";
import type { Preference } from "../domain/preferences.ts";
import { defaultPreference } from "../domain/preferences.ts";
import { after, mayBeAsked } from "../domain/subscriber.ts";
import { queueLetter } from "./letters.ts";
import { note, personOf, savePerson, setSilence } from "./people.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { setWishes, wishesOf } from "./wishes.ts";

/** From one address to another, which is asked first. */
export function movesIn(db: Kysely<Schema>): Pick<ConsentMemory, "askToMove" | "move"> {
  return {
    async askToMove(id, to, marks, event, mailing) {
      await db.transaction().execute(async (trx) => {
        const { person } = await personOf(trx, { mailbox: to }, marks);
        const letter = mailing.letter(person, person);
        if (!(await queueLetter(trx, id, to, letter, mailing.counted, event.at))) return;
        const asked = { address: to.address, address_key: to.key, asked_at: text(event.at) };
        await trx
          .insertInto("address_change")
          .values({ subscriber_id: id, ...asked })
          .onConflict((conflict) => conflict.column("subscriber_id").doUpdateSet(asked))
          .execute();
        await note(trx, id, event);
      });
    },

    async move(id, { at, issued, client }, marks) {
      return await db.transaction().execute(async (trx) => {
        const change = await trx
          .selectFrom("address_change")
          .selectAll()
          .where("subscriber_id", "=", id)
          .executeTakeFirst();
        const found = await personOf(trx, { id }, marks);
        if (change == null || found.known == null || found.person.standing !== "active") return null;
        if (Math.floor(+new Date(change.asked_at) / 1000) * 1000 !== +issued) return null;
        await trx.deleteFrom("address_change").where("subscriber_id", "=", id).execute();
        const to = { address: change.address, key: change.address_key };
        const from = found.known.mailbox;
        const other = await personOf(trx, { mailbox: to }, marks);
        if (!mayBeAsked(other.person)) return null;
        const moved = { kind: "moved", at, client, from: from.address, to: to.address } as const;
        await note(trx, id, moved);
        if (other.known != null && other.known.id !== id) {
          // Both are theirs: the one that is named stays, with what they wish, and the one they gave up is silent.
          const left = after(found.person, { kind: "unsubscribed", at, how: "moved", client });
          await savePerson(trx, found, left, at, marks, null);
          const asked = { ...other.person, asked: issued };
          const joined = after(asked, { kind: "confirmed", at, client, issued });
          await savePerson(trx, other, joined, at, marks, null);
          await note(trx, other.known.id, moved);
          await setWishes(trx, other.known.id, await wishesToBring(trx, id, other.known.id), at);
          return (await personOf(trx, { id: other.known.id }, marks)).known;
        }
        await setSilence(trx, to.key, null, at, marks);
        await trx
          .updateTable("subscriber")
          .set({ address: to.address, address_key: to.key, changed_at: text(at) })
          .where("id", "=", id)
          .execute();
        if (from.key !== to.key) await setSilence(trx, from.key, found.person.silence ?? "moved", at, marks);
        return (await personOf(trx, { id }, marks)).known;
      });
    },
  };
}

/** What was said long ago for the other address holds no more, where this one says nothing of a series. */
async function wishesToBring(
  trx: Transaction<Schema>,
  from: SubscriberId,
  to: SubscriberId,
): Promise<readonly Preference[]> {
  const brought = (await wishesOf(trx, from)).map(({ preference }) => preference);
  const said = new Set(brought.map(({ series }) => series));
  const others = (await wishesOf(trx, to)).map(({ preference }) => preference.series);
  return [...brought, ...others.filter((series) => !said.has(series)).map(defaultPreference)];
}
