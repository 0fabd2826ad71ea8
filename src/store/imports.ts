import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { ConsentMemory, Exported, ImportRow, Marks } from "../domain/consent-memory.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Person } from "../domain/subscriber.ts";
import { after, stranger } from "../domain/subscriber.ts";
import { asSilence, note, personOf, savePerson, setSilence } from "./people.ts";
import { text } from "./rows.ts";
import { readEvent } from "./rows-of-consent.ts";
import type { Schema } from "./schema.ts";
import { setWishes, wishOf } from "./wishes.ts";

/**
 * Runs a statement for each of many rows on the connection that a transaction is open on, without building it anew.
 *
 * @returns how many rows of the table each of them changed
 */
export type Bulk = (statement: string, rows: readonly (readonly (string | null)[])[]) => number[];

/** Lists: in by hundreds of rows, out by pages. */
export function importsIn(db: Kysely<Schema>, bulk: Bulk): Pick<ConsentMemory, "taking" | "everybody"> {
  return {
    async taking(marks, work) {
      // A list comes in any order, and touches all of the index of addresses again and again. KiB; four times as much was not faster.
      await sql`pragma cache_size = -8192`.execute(db);
      return await db.transaction().execute((trx) => work((rows) => take({ trx, bulk }, rows, marks)));
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

type Writing = { readonly trx: Transaction<Schema>; readonly bulk: Bulk };

async function take({ trx, bulk }: Writing, rows: readonly ImportRow[], marks: Marks): Promise<Person[]> {
  const known = await silencedAmong(trx, rows, marks);
  const unheard = rows.filter(({ mailbox }) => !known.has(mailbox.key));
  const added = insert(bulk, unheard);
  for (const row of added)
    if (row.preferences.length > 0) await setWishes(trx, row.newId, row.preferences, row.event.at);
  if (added.length < rows.length) await addPeople(trx, known, rows, new Set(added));
  const before: Person[] = [];
  for (const row of rows) {
    const person = known.get(row.mailbox.key);
    before.push(person ?? stranger);
    if (person != null || row.silence != null) await takeOne(trx, row, marks);
  }
  return before;
}

/** By one parameter, whatever the number of values. */
const inList = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

/** Addresses that must not be mailed. */
async function silencedAmong(
  trx: Transaction<Schema>,
  rows: readonly ImportRow[],
  marks: Marks,
): Promise<Map<string, Person>> {
  const known = new Map<string, Person>();
  const silence = (key: string, reason: string): void =>
    void known.set(key, { ...stranger, silence: asSilence(reason) });
  if ((await trx.selectFrom("suppression").select("reason").limit(1).executeTakeFirst()) != null) {
    const suppressed = await trx
      .selectFrom("suppression")
      .select(["address_key", "reason"])
      .where(sql<boolean>`address_key in ${inList(rows.map(({ mailbox }) => mailbox.key))}`)
      .execute();
    for (const { address_key: key, reason } of suppressed) silence(key, reason);
  }
  if ((await trx.selectFrom("silenced").select("mark").limit(1).executeTakeFirst()) == null) return known;
  const keyOf = new Map(
    rows.flatMap(({ mailbox: { key } }) => marks(key).map((mark) => [mark, key] as const)),
  );
  const silenced = await trx
    .selectFrom("silenced")
    .select(["mark", "reason"])
    .where(sql<boolean>`mark in ${inList([...keyOf.keys()])}`)
    .execute();
  for (const { mark, reason } of silenced) silence(keyOf.get(mark) ?? "", reason);
  return known;
}

/** How those stand who are on the list already. */
async function addPeople(
  trx: Transaction<Schema>,
  known: Map<string, Person>,
  rows: readonly ImportRow[],
  added: ReadonlySet<ImportRow>,
): Promise<void> {
  const keys = rows.filter((row) => !added.has(row)).map(({ mailbox }) => mailbox.key);
  const people = await trx
    .selectFrom("subscriber")
    .select(["address_key", "standing", "asked_at"])
    .where(sql<boolean>`address_key in ${inList(keys)}`)
    .execute();
  for (const { address_key: key, standing, asked_at: asked } of people)
    known.set(key, {
      standing,
      silence: known.get(key)?.silence ?? null,
      asked: asked == null ? null : new Date(asked),
    });
}

/** @returns those whose address was on the list of nobody */
function insert(bulk: Bulk, rows: readonly ImportRow[]): readonly ImportRow[] {
  const instant = remembered(text);
  const changes = bulk(
    `insert into subscriber (id, address, address_key, standing, origin, since, changed_at, asked_at)
       values (?, ?, ?, ?, 'import', ?, ?, ?) on conflict (address_key) do nothing`,
    rows.map(({ newId, mailbox, event, since }) => [
      newId,
      mailbox.address,
      mailbox.key,
      event.standing,
      instant(since),
      instant(event.at),
      event.standing === "pending" ? instant(event.at) : null,
    ]),
  );
  const added = rows.filter((_, at) => changes[at] === 1);
  bulk(
    "insert into consent (subscriber_id, kind, at, record) values (?, 'imported', ?, ?)",
    added.map(({ newId, event }) => [newId, instant(event.at), JSON.stringify(event)]),
  );
  return added;
}

/** The rows of a list name few instants, over and over. */
function remembered(work: (at: Date) => string): (at: Date) => string {
  const known = new Map<number, string>();
  return (at) => {
    const found = known.get(+at) ?? work(at);
    known.set(+at, found);
    return found;
  };
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
