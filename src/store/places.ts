import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import type { Edition } from "../domain/edition.ts";
import type { Store } from "../domain/ports.ts";
import type { Frequency } from "../domain/preferences.ts";
import type { Beginnings, Roundup } from "../domain/roundup.ts";
import { frequencyOf, isForStragglers, mostEditions, paceOf, subscribedSeries } from "../domain/roundup.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

type Sealed = Pick<Edition, "id" | "series" | "number" | "sealedAt" | "roundup">;

const isAwake = (now: Date) =>
  sql<boolean>`(preference.wanted = 1 and (preference.paused_until is null or preference.paused_until <= ${text(now)}))`;

/** Whose an edition is, at its sealing, of a whole list at once; tests hold it and `domain/preferences` together. */
export const takes = (edition: Sealed) =>
  edition.roundup == null ? takesEach(edition) : takesRoundup(edition.roundup, edition.sealedAt);

/** `getsAtSealing`. */
const takesEach = ({ number, sealedAt }: Pick<Sealed, "number" | "sealedAt">) => sql<boolean>`(
  preference.subscriber_id is null or (${isAwake(sealedAt)} and preference.frequency = 'each'
    and (preference.told is null or preference.told >= ${number - 1})))`;

/** `roundupDue`. */
const takesRoundup = (roundup: Roundup, sealedAt: Date) => sql<boolean>`(
  ${isAwake(sealedAt)} and preference.frequency = ${frequencyOf(roundup.pace)}
  and preference.told ${isForStragglers(roundup) ? sql`<=` : sql`=`} ${roundup.after}
  and ${roundup.began == null ? sql`1 = 1` : sql`preference.since < ${text(roundup.began)}`})`;

/** Moves its readers to where an edition brings them: who takes each, and lacks none any more, needs no place. */
export async function keepPlaces(trx: Transaction<Schema>, edition: Sealed): Promise<void> {
  const { roundup, sealedAt } = edition;
  const places = trx.updateTable("preference").where("series", "=", subscribedSeries(edition.series));
  if (roundup == null) {
    await places.set({ told: null }).where("told", "is not", null).where(takesEach(edition)).execute();
    return;
  }
  await places
    .set({ told: roundup.pace === "missed" ? null : roundup.upTo, since: text(sealedAt) })
    .where("subscriber_id", "in", (of) =>
      of.selectFrom("delivery").select("subscriber_id").where("edition_id", "=", edition.id),
    )
    .execute();
}

/** Who is to be sent a round-up. */
export function placesIn(db: Kysely<Schema>): Pick<Store, "roundupsDue"> {
  return {
    async roundupsDue(series, now, began) {
      const { newest } = await db
        .selectFrom("edition")
        .select((column) => column.fn.max("number").as("newest"))
        .where("series", "=", series)
        .executeTakeFirstOrThrow();
      if (newest == null) return [];
      const first = newest - mostEditions;
      const after = sql<number>`case when preference.told > ${first} then preference.told else ${first} end`;
      const rows = await db
        .selectFrom("preference")
        .innerJoin("subscriber", "subscriber.id", "preference.subscriber_id")
        .leftJoin("suppression", "suppression.address_key", "subscriber.address_key")
        .where("preference.series", "=", series)
        .where("preference.told", "<", newest)
        .where(isAwake(now))
        .where(isTime(began))
        .where("subscriber.standing", "=", "active")
        .where("subscriber.origin", "!=", "demo")
        .groupBy(["preference.frequency", after])
        // Those alone whom no mail may reach stay where they are.
        .having(sql<boolean>`count(*) > count(suppression.address_key)`)
        .select(["preference.frequency", after.as("after"), sql<number>`max(preference.told)`.as("most")])
        .orderBy("after", "desc")
        .orderBy("preference.frequency")
        .execute();
      return await Promise.all(
        rows.map(async ({ frequency, after: place, most }) => ({
          roundup: {
            pace: paceOf(frequency),
            after: place,
            upTo: newest,
            began: frequency === "each" ? null : began[frequency],
          },
          older: most < place ? await storiesBetween(db, series, most, place) : 0,
        })),
      );
    },
  };
}

const isTime = (began: Beginnings) =>
  sql<boolean>`(preference.frequency = 'each' or ${sql.join(
    (["daily", "weekly", "monthly"] as const satisfies readonly Frequency[]).map(
      (each) => sql`(preference.frequency = ${each} and preference.since < ${text(began[each])})`,
    ),
    sql` or `,
  )})`;

async function storiesBetween(
  db: Kysely<Schema>,
  series: string,
  after: number,
  upTo: number,
): Promise<number> {
  const { stories } = await db
    .selectFrom("edition")
    .select((column) => column.fn.sum<number | bigint | string | null>("stories").as("stories"))
    .where("series", "=", series)
    .where("number", ">", after)
    .where("number", "<=", upTo)
    .executeTakeFirstOrThrow();
  return Number(stories ?? 0);
}
