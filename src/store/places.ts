import type { Transaction } from "kysely";
import { sql } from "kysely";
import type { Edition } from "../domain/edition.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

type Sealed = Pick<Edition, "series" | "number" | "sealedAt">;

/** `getsAtSealing` of `domain/preferences`, asked of a whole list at once; a test holds the two together. */
export const takesEach = ({ number, sealedAt }: Sealed) => sql<boolean>`(preference.subscriber_id is null or (
  preference.wanted = 1 and preference.frequency = 'each'
  and (preference.paused_until is null or preference.paused_until <= ${text(sealedAt)})
  and (preference.told is null or preference.told >= ${number - 1})))`;

/** Who got an edition after a pause, with nothing left out, has been told all there is. */
export async function keepPlaces(trx: Transaction<Schema>, edition: Sealed): Promise<void> {
  await trx
    .updateTable("preference")
    .set({ told: null })
    .where("series", "=", edition.series)
    .where("told", "is not", null)
    .where(takesEach(edition))
    .execute();
}
