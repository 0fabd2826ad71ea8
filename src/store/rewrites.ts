import type { Kysely } from "kysely";
import type { SummaryCache } from "../domain/ports.ts";
import type { Schema } from "./schema.ts";

/** What became of summaries that were paid for. */
export function rewritesIn(db: Kysely<Schema>): SummaryCache {
  return {
    async recall(key) {
      const row = await db.selectFrom("rewrite").select("text").where("key", "=", key).executeTakeFirst();
      return row?.text ?? null;
    },

    async record(key, text) {
      await db
        .insertInto("rewrite")
        .values({ key, text })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ text }))
        .execute();
    },
  };
}
