import type { Dialect } from "kysely";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import { announcementsIn } from "./announcements.ts";
import { bouncesIn } from "./bounces.ts";
import { consentsIn } from "./consents.ts";
import { editionsIn } from "./editions.ts";
import { entriesIn } from "./entries.ts";
import type { Bulk } from "./imports.ts";
import { fetchesIn } from "./fetches.ts";
import { ledgerIn } from "./ledger.ts";
import type { Durability } from "./ledger-marks.ts";
import { listingsIn } from "./listings.ts";
import { migrations } from "./migrations/index.ts";
import { placesIn } from "./places.ts";
import { readingsIn } from "./readings.ts";
import { rewritesIn } from "./rewrites.ts";
import { runsIn } from "./runs.ts";
import type { Schema } from "./schema.ts";
import { subscribersIn } from "./subscribers.ts";

/**
 * The store port over any SQL that Kysely speaks.
 *
 * @param name for messages: the file or server
 * @param bulk on the connection that `dialect` speaks through
 * @throws Fault `store-damaged` when the schema cannot be brought up to date
 */
export async function kyselyStore(
  dialect: Dialect,
  name: string,
  bulk: Bulk,
  durability: Durability,
): Promise<Store> {
  const db = new Kysely<Schema>({ dialect });
  try {
    await migrate(db, name);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    ...entriesIn(db),
    ...editionsIn(db),
    ...listingsIn(db),
    ...ledgerIn(db, durability),
    ...placesIn(db),
    ...subscribersIn(db),
    ...runsIn(db),
    fetches: fetchesIn(db),
    readings: readingsIn(db),
    rewrites: rewritesIn(db),
    announcements: announcementsIn(db),
    bounces: bouncesIn(db),
    consents: consentsIn(db, bulk),
    async [Symbol.asyncDispose]() {
      await durability[Symbol.asyncDispose]();
      await db.destroy();
    },
  };
}

async function migrate(db: Kysely<Schema>, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error == null) return;
  if (error instanceof Fault) throw error;
  throw new Fault(
    "store-damaged",
    `The database ${name} could not be brought up to date: ${reasonOf(error)}`,
    {
      cause: error,
    },
  );
}
