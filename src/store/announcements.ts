import type { Kysely } from "kysely";
import type { AnnouncementMemory } from "../domain/ports.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Feeds whose hub is still to be told that they have changed. */
export function announcementsIn(db: Kysely<Schema>): AnnouncementMemory {
  return {
    async owe(series, topics, now) {
      const fresh = { attempts: 0, owed_at: text(now), retry_at: text(now) };
      for (const topic of topics) {
        await db
          .insertInto("announcement")
          .values({ series, topic, ...fresh })
          .onConflict((conflict) => conflict.columns(["series", "topic"]).doUpdateSet(fresh))
          .execute();
      }
    },

    async due(series, now) {
      const rows = await db
        .selectFrom("announcement")
        .select(["topic", "attempts", "owed_at", "retry_at"])
        .where("series", "=", series)
        .where("retry_at", "<=", text(now))
        .orderBy("topic")
        .execute();
      return rows.map((row) => ({
        topic: row.topic,
        attempts: row.attempts,
        owedAt: new Date(row.owed_at),
        retryAt: new Date(row.retry_at),
      }));
    },

    async settle(series, { topic, attempts, owedAt }, retryAt) {
      // One that is owed anew since it was taken up stays owed.
      if (retryAt == null)
        await db
          .deleteFrom("announcement")
          .where("series", "=", series)
          .where("topic", "=", topic)
          .where("owed_at", "=", text(owedAt))
          .execute();
      else
        await db
          .updateTable("announcement")
          .set({ attempts: attempts + 1, retry_at: text(retryAt) })
          .where("series", "=", series)
          .where("topic", "=", topic)
          .where("owed_at", "=", text(owedAt))
          .execute();
    },
  };
}
