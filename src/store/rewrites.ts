import type { Kysely } from "kysely";
import type { SummaryCache } from "../domain/ports.ts";
import type { Schema } from "./schema.ts";

/** What became of summaries that were paid for. */
export function rewritesIn(db: Kysely<Schema>): SummaryCache {
  return {
    async recall(key, now) {
      const row = await db.selectFrom("rewrite").select("text").where("key", "=", key).executeTakeFirst();
      if (row == null) return null;
      await db
        .updateTable("rewrite")
        .set({ used_at: now.toISOString() })
        .where("key", "=", key)
        .where("used_at", "<", new Date(+now - dayMs).toISOString())
        .execute();
      return row.text;
    },

    async record(key, text, now) {
      const used_at = now.toISOString();
      await db
        .insertInto("rewrite")
        .values({ key, text, used_at })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ text, used_at }))
        .execute();
    },

    async forgetUnused(since, now) {
      await db.updateTable("rewrite").set({ used_at: now.toISOString() }).where("used_at", "=", "").execute();
      const { numDeletedRows } = await db
        .deleteFrom("rewrite")
        .where("used_at", "<", since.toISOString())
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** Writing the hour of each use would cost a write for each article. */
const dayMs = 86_400_000;
