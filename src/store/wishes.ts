import type { Kysely, Transaction } from "kysely";
import type { ConsentMemory, Wish } from "../domain/consent-memory.ts";
import type { SubscriberId } from "../domain/ids.ts";
import { defaultPreference, placeAfterChange, wishesOnReturn } from "../domain/preferences.ts";
import type { Place, Preference } from "../domain/preferences.ts";
import type { Standing } from "../domain/subscriber.ts";
import { note } from "./people.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** What readers wish of each series, and how far they have been told. The rule is `domain/preferences`. */
export function wishesIn(db: Kysely<Schema>): Pick<ConsentMemory, "wishes" | "prefer"> {
  return {
    wishes: (id) => wishesOf(db, id),

    async prefer(id, event) {
      await db.transaction().execute(async (trx) => {
        await setWishes(trx, id, event.preferences, event.at);
        await note(trx, id, event);
      });
    },
  };
}

export async function wishesOf(db: Kysely<Schema>, id: SubscriberId): Promise<Wish[]> {
  const rows = await db
    .selectFrom("preference")
    .selectAll()
    .where("subscriber_id", "=", id)
    .orderBy("series")
    .execute();
  return rows.map(wishOf);
}

export const wishOf = (row: Omit<Schema["preference"], "subscriber_id">): Wish => ({
  preference: {
    series: row.series,
    wanted: row.wanted !== 0,
    frequency: row.frequency,
    pausedUntil: row.paused_until == null ? null : new Date(row.paused_until),
  },
  place: { told: row.told, since: new Date(row.since) },
});

const rowOf = ({ wanted, frequency, pausedUntil }: Preference, { told, since }: Place) => ({
  wanted: wanted ? 1 : 0,
  frequency,
  paused_until: pausedUntil == null ? null : text(pausedUntil),
  told,
  since: text(since),
});

export async function setWishes(
  trx: Transaction<Schema>,
  id: SubscriberId,
  preferences: readonly Preference[],
  at: Date,
): Promise<void> {
  const known = new Map((await wishesOf(trx, id)).map((wish) => [wish.preference.series, wish]));
  for (const preference of preferences) {
    const { series } = preference;
    const from = known.get(series) ?? {
      preference: defaultPreference(series),
      place: { told: null, since: at },
    };
    const newest = await newestNumber(trx, series);
    const place = placeAfterChange(from.preference, from.place, preference, newest, at);
    const row = rowOf(preference, place);
    await trx
      .insertInto("preference")
      .values({ subscriber_id: id, series, ...row })
      .onConflict((conflict) => conflict.columns(["subscriber_id", "series"]).doUpdateSet(row))
      .execute();
  }
}

/** Who comes (back) begins with the next edition; who goes gives up their place. */
export async function endWishes(
  trx: Transaction<Schema>,
  id: SubscriberId,
  standing: Standing | null,
  at: Date,
): Promise<void> {
  const before = (await wishesOf(trx, id)).map(({ preference }) => preference);
  const isBack = standing === "active";
  for (const preference of isBack ? wishesOnReturn(before) : before) {
    const gone: Preference = { ...preference, wanted: false };
    const newest = await newestNumber(trx, preference.series);
    const nowhere = { told: null, since: at };
    const place = isBack ? placeAfterChange(gone, nowhere, preference, newest, at) : nowhere;
    await trx
      .updateTable("preference")
      .set(rowOf(preference, place))
      .where("subscriber_id", "=", id)
      .where("series", "=", preference.series)
      .execute();
  }
}

async function newestNumber(trx: Transaction<Schema>, series: string): Promise<number> {
  const { n } = await trx
    .selectFrom("edition")
    .select((column) => column.fn.max("number").as("n"))
    .where("series", "=", series)
    .executeTakeFirstOrThrow();
  return n ?? 0;
}
