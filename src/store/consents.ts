import type { Kysely, Transaction } from "kysely";
import type { ConsentMemory, Happened, Mailing, Whom } from "../domain/consent-memory.ts";
import type { SubscriberEvent } from "../domain/subscriber.ts";
import { after } from "../domain/subscriber.ts";
import { erasureIn } from "./erasure.ts";
import type { Bulk } from "./imports.ts";
import { importsIn } from "./imports.ts";
import { countIn, lettersIn, queueLetter } from "./letters.ts";
import { movesIn } from "./moves.ts";
import { note, personOf, savePerson } from "./people.ts";
import { readEvent } from "./rows-of-consent.ts";
import type { Schema } from "./schema.ts";
import { endWishes, wishesIn } from "./wishes.ts";

/** Consent: events, what they make of a standing, and the letters that follow; each in one transaction. */
export function consentsIn(db: Kysely<Schema>, bulk: Bulk): ConsentMemory {
  return {
    ...erasureIn(db),
    ...importsIn(db, bulk),
    ...lettersIn(db),
    ...movesIn(db),
    ...wishesIn(db),

    async find(id) {
      const { known } = await personOf(db, { id }, () => [""]);
      return known == null || known.person.standing === "erased" ? null : known;
    },

    look: (mailbox, marks) => personOf(db, { mailbox }, marks),

    async evidence(id) {
      const rows = await db
        .selectFrom("consent")
        .select(["id", "record"])
        .where("subscriber_id", "=", id)
        .orderBy("id")
        .execute();
      return rows.map((row) => readEvent(row.record, `Evidence ${row.id}`));
    },

    count: (counted, now) => db.transaction().execute((trx) => countIn(trx, counted, now)),

    happen: (whom, event, mailing) => db.transaction().execute((trx) => happenIn(trx, whom, event, mailing)),
  };
}

/** `ConsentMemory.happen`, as a part of something larger. */
export async function happenIn(
  trx: Transaction<Schema>,
  whom: Whom,
  event: SubscriberEvent,
  mailing?: Mailing,
): Promise<Happened> {
  const found = await personOf(trx, whom, whom.marks);
  const now = after(found.person, event);
  const fresh = "id" in whom ? null : { id: whom.newId, mailbox: whom.mailbox, origin: whom.origin };
  const id = await savePerson(trx, found, now, event.at, whom.marks, fresh);
  const changed = now !== found.person;
  if (id != null && now.standing !== found.person.standing && now.standing !== "pending")
    await endWishes(trx, id, now.standing, event.at);
  if (id != null && event.kind === "unsubscribed")
    await trx.deleteFrom("letter").where("subscriber_id", "=", id).execute();
  const letter = mailing?.letter(found.person, now) ?? null;
  const to = found.known?.mailbox ?? fresh?.mailbox ?? null;
  const mailed = await queueLetter(trx, id, to, letter, mailing?.counted ?? [], event.at);
  if (id != null && (changed || mailed || event.kind === "mailed")) await note(trx, id, event);
  return { before: found.person, now, id };
}
