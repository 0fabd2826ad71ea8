import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { ConsentMemory, Exported, ImportRow, Marks } from "../domain/consent-memory.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Person } from "../domain/subscriber.ts";
import { after, stranger } from "../domain/subscriber.ts";
import { asSilence, note, personOf, savePerson, setSilence } from "./people.ts";
import { readEvent } from "./rows-of-consent.ts";
import type { Schema } from "./schema.ts";
import { setWishes, wishOf } from "./wishes.ts";

/** Lists: in by thousands of rows a statement, out by pages. */
export function importsIn(db: Kysely<Schema>): Pick<ConsentMemory, "taking" | "everybody"> {
  return {
    async taking(marks, work) {
      // A list comes in any order, and touches all of the index of addresses again and again. KiB; four times as much was not faster.
      await sql`pragma cache_size = -8192`.execute(db);
      return await db.transaction().execute((trx) => work((rows) => take(trx, rows, marks)));
    },

    async *everybody() {
      for (let from = ""; ;) {
        const page = await pageOf(db, from);
        yield* page;
        const last = page.at(-1);
        if (last == null || page.length < pageSize) return;
        from = last.mailbox.key;
      }
    },
  };
}

async function take(trx: Transaction<Schema>, rows: readonly ImportRow[], marks: Marks): Promise<Person[]> {
  const known = await knownAmong(trx, rows, marks);
  const fresh = rows.filter(({ mailbox }) => !known.has(mailbox.key));
  await insert(trx, fresh);
  for (const row of fresh)
    if (row.preferences.length > 0) await setWishes(trx, row.newId, row.preferences, row.event.at);
  const before: Person[] = [];
  for (const row of rows) {
    const person = known.get(row.mailbox.key);
    before.push(person ?? stranger);
    if (person != null || row.silence != null) await takeOne(trx, row, marks);
  }
  return before;
}

/** By one parameter, whatever the number of rows: a statement with a parameter a value takes twenty times as long. */
const inList = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

async function knownAmong(
  trx: Transaction<Schema>,
  rows: readonly ImportRow[],
  marks: Marks,
): Promise<Map<string, Person>> {
  const keys = inList(rows.map(({ mailbox }) => mailbox.key));
  const known = new Map<string, Person>();
  const people = await trx
    .selectFrom("subscriber")
    .select(["address_key", "standing", "asked_at"])
    .where(sql<boolean>`address_key in ${keys}`)
    .execute();
  for (const { address_key: key, standing, asked_at: asked } of people)
    known.set(key, { standing, silence: null, asked: asked == null ? null : new Date(asked) });
  const suppressed = await trx
    .selectFrom("suppression")
    .select(["address_key", "reason"])
    .where(sql<boolean>`address_key in ${keys}`)
    .execute();
  for (const { address_key: key, reason } of suppressed)
    known.set(key, { ...(known.get(key) ?? stranger), silence: asSilence(reason) });
  if ((await trx.selectFrom("silenced").select("mark").limit(1).executeTakeFirst()) == null) return known;
  const keyOf = new Map(
    rows.flatMap(({ mailbox: { key } }) => marks(key).map((mark) => [mark, key] as const)),
  );
  const silenced = await trx
    .selectFrom("silenced")
    .select(["mark", "reason"])
    .where(sql<boolean>`mark in ${inList([...keyOf.keys()])}`)
    .execute();
  for (const { mark, reason } of silenced) {
    const key = keyOf.get(mark) ?? "";
    known.set(key, { ...(known.get(key) ?? stranger), silence: asSilence(reason) });
  }
  return known;
}

async function insert(trx: Transaction<Schema>, rows: readonly ImportRow[]): Promise<void> {
  if (rows.length === 0) return;
  const list = sql`json_each(${JSON.stringify(
    rows.map(({ newId, mailbox, event, since }) => [
      newId,
      mailbox.address,
      mailbox.key,
      event.standing,
      since,
      event.at,
      event.standing === "pending" ? event.at : null,
      JSON.stringify(event),
    ]),
  )})`;
  await sql`insert into subscriber (id, address, address_key, standing, origin, since, changed_at, asked_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, 'import', value ->> 4, value ->> 5, value ->> 6
    from ${list}`.execute(trx);
  await sql`insert into consent (subscriber_id, kind, at, record)
    select value ->> 0, 'imported', value ->> 5, value ->> 7 from ${list}`.execute(trx);
}

/** A row about somebody who is known already, or one that silences. */
async function takeOne(trx: Transaction<Schema>, row: ImportRow, marks: Marks): Promise<void> {
  const { mailbox, event } = row;
  const found = await personOf(trx, { mailbox }, marks);
  const now = after(found.person, event);
  const fresh = { id: row.newId, mailbox, origin: "import" } as const;
  const id = await savePerson(trx, found, now, event.at, marks, fresh);
  if (id != null && now !== found.person) {
    await note(trx, id, event);
    await setWishes(trx, id, row.preferences, event.at);
  }
  if (row.silence == null) return;
  const silenced = after(now, row.silence);
  if (silenced.silence === now.silence) return;
  await setSilence(trx, mailbox.key, silenced.silence, row.silence.at, marks);
  if (id != null) await note(trx, id, row.silence);
}

const pageSize = 2000;

async function pageOf(db: Kysely<Schema>, from: string): Promise<readonly Exported[]> {
  const rows = await db
    .selectFrom("subscriber")
    .leftJoin("suppression", "suppression.address_key", "subscriber.address_key")
    .select((column) => [
      "subscriber.id",
      "subscriber.address",
      "subscriber.address_key",
      "standing",
      "origin",
      "subscriber.since",
      "asked_at",
      "suppression.reason",
      column
        .selectFrom("consent")
        .select("consent.record")
        .whereRef("consent.subscriber_id", "=", "subscriber.id")
        .where("consent.kind", "in", ["confirmed", "imported", "added"])
        .orderBy("consent.id", "desc")
        .limit(1)
        .as("consent"),
    ])
    .where("subscriber.address_key", ">", from)
    .where("standing", "!=", "erased")
    .where("origin", "!=", "demo")
    .orderBy("subscriber.address_key")
    .limit(pageSize)
    .execute();
  const wishes = await db
    .selectFrom("preference")
    .selectAll()
    .where(sql<boolean>`subscriber_id in ${inList(rows.map(({ id }) => id))}`)
    .orderBy("series")
    .execute();
  const wishesOfAll = Map.groupBy(wishes, (row) => row.subscriber_id);
  return rows.map((row) => ({
    id: subscriberId(row.id),
    mailbox: { address: row.address, key: row.address_key },
    person: {
      standing: row.standing,
      silence: row.reason == null ? null : asSilence(row.reason),
      asked: row.asked_at == null ? null : new Date(row.asked_at),
    },
    origin: row.origin,
    since: new Date(row.since),
    preferences: (wishesOfAll.get(row.id) ?? []).map((wish) => wishOf(wish).preference),
    consent: row.consent == null ? null : readEvent(row.consent, `Evidence of ${row.id}`),
  }));
}
