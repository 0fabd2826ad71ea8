import type { Kysely, Transaction } from "kysely";
import type { Mailbox } from "../domain/address.ts";
import type { Known, Marks } from "../domain/consent-memory.ts";
import type { SubscriberId } from "../domain/ids.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Origin, Person, Silence, SubscriberEvent } from "../domain/subscriber.ts";
import { mayBeAsked, silences } from "../domain/subscriber.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** How an address stands: what its row says, and the two lists of silence, by address and by mark. */

export type Found = { readonly person: Person; readonly known: Known | null };

export async function personOf(
  db: Kysely<Schema>,
  whom: { readonly mailbox: Mailbox } | { readonly id: SubscriberId },
  marks: Marks,
): Promise<Found> {
  const row = await db
    .selectFrom("subscriber")
    .selectAll()
    .$if("id" in whom, (q) => q.where("id", "=", "id" in whom ? whom.id : ""))
    .$if("mailbox" in whom, (q) => q.where("address_key", "=", "mailbox" in whom ? whom.mailbox.key : ""))
    .executeTakeFirst();
  const key = "mailbox" in whom ? whom.mailbox.key : row?.address_key;
  const silenced = key == null || row?.standing === "erased" ? null : await silenceOf(db, key, marks);
  const person: Person = {
    standing: row?.standing ?? null,
    silence: silenced,
    asked: row?.asked_at == null ? null : new Date(row.asked_at),
  };
  if (row == null) return { person, known: null };
  return {
    person,
    known: {
      id: subscriberId(row.id),
      mailbox: { address: row.address, key: row.address_key },
      person,
      origin: row.origin,
      since: new Date(row.since),
    },
  };
}

/** Where both lists name it, the reason that allows less. */
async function silenceOf(db: Kysely<Schema>, key: string, marks: Marks): Promise<Silence | null> {
  const plain = await db
    .selectFrom("suppression")
    .select("reason")
    .where("address_key", "=", key)
    .executeTakeFirst();
  const marked = await db
    .selectFrom("silenced")
    .select("reason")
    .where("mark", "in", marks(key))
    .executeTakeFirst();
  const found = [plain, marked].flatMap((row) => (row == null ? [] : asSilence(row.reason)));
  return found.find((each) => !mayBeAsked({ silence: each })) ?? found[0] ?? null;
}

/** As the lists of silence have it, whoever wrote it there. A reason nobody here knows is one that allows nothing. */
export function asSilence(reason: string): Silence {
  if (mendable.includes(reason)) return "bounced";
  return silences.find((each) => reasonOf[each] === reason) ?? "manual";
}

/** Reasons that pass when the mailbox is mended. */
export const mendable: readonly string[] = ["hard bounce", "soft bounces"];

const reasonOf = {
  bounced: "hard bounce",
  complained: "complaint",
  manual: "manual",
  erased: "erased",
  moved: "moved",
} as const satisfies Record<Silence, string>;

/** @param fresh for an address that has no row yet */
export async function savePerson(
  trx: Transaction<Schema>,
  found: Found,
  now: Person,
  at: Date,
  marks: Marks,
  fresh: { readonly id: SubscriberId; readonly mailbox: Mailbox; readonly origin: Origin } | null,
): Promise<SubscriberId | null> {
  const { person: before, known } = found;
  const key = known?.mailbox.key ?? fresh?.mailbox.key;
  if (key != null && now.silence !== before.silence) await setSilence(trx, key, now.silence, at, marks);
  if (known == null) {
    if (now.standing == null || fresh == null) return null;
    await trx
      .insertInto("subscriber")
      .values({
        id: fresh.id,
        address: fresh.mailbox.address,
        address_key: fresh.mailbox.key,
        standing: now.standing,
        origin: fresh.origin,
        since: text(at),
        changed_at: text(at),
        asked_at: now.asked == null ? null : text(now.asked),
      })
      .execute();
    return fresh.id;
  }
  const isBack = now.standing === "active" && before.standing !== "active";
  if (now.standing !== before.standing || +(now.asked ?? 0) !== +(before.asked ?? 0))
    await trx
      .updateTable("subscriber")
      .set({
        standing: now.standing ?? "pending",
        asked_at: now.asked == null ? null : text(now.asked),
        ...(now.standing === before.standing ? {} : { changed_at: text(at) }),
        ...(isBack ? { since: text(at) } : {}),
        ...(isBack && known.origin === "demo" ? { origin: "manual" } : {}),
      })
      .where("id", "=", known.id)
      .execute();
  return known.id;
}

/** Puts an address on the list of silence that its reason belongs to, or takes it off both. */
export async function setSilence(
  trx: Transaction<Schema>,
  key: string,
  reason: Silence | null,
  at: Date,
  marks: Marks,
): Promise<void> {
  if (reason === "erased" || reason === "moved") return await markSilence(trx, key, reason, at, marks);
  await endSilence(trx, key, marks);
  if (reason == null) return;
  const row = { address_key: key, reason: reasonOf[reason], since: text(at) };
  await trx.insertInto("suppression").values(row).execute();
}

/** Keeps that an address is silent, and why, without the address. */
export async function markSilence(
  trx: Transaction<Schema>,
  key: string,
  reason: Silence,
  at: Date,
  marks: Marks,
): Promise<void> {
  await endSilence(trx, key, marks);
  const row = { mark: marks(key)[0], reason: reasonOf[reason], since: text(at) };
  await trx.insertInto("silenced").values(row).execute();
}

async function endSilence(trx: Transaction<Schema>, key: string, marks: Marks): Promise<void> {
  await trx.deleteFrom("suppression").where("address_key", "=", key).execute();
  await trx.deleteFrom("silenced").where("mark", "in", marks(key)).execute();
}

/** Appends to the evidence. */
export async function note(
  trx: Transaction<Schema>,
  id: SubscriberId,
  event: SubscriberEvent,
): Promise<void> {
  await trx
    .insertInto("consent")
    .values({ subscriber_id: id, kind: event.kind, at: text(event.at), record: JSON.stringify(event) })
    .execute();
}
