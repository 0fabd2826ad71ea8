import type { Kysely } from "kysely";
import type { FetchMemory } from "../domain/ports.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Web addresses that sources read: the last good answer of each. */
export function fetchesIn(db: Kysely<Schema>): FetchMemory {
  return {
    async recall(url) {
      const row = await db.selectFrom("fetch").selectAll().where("url", "=", url).executeTakeFirst();
      if (row == null) return null;
      return {
        etag: row.etag,
        lastModified: row.last_modified,
        contentType: row.content_type,
        location: row.location,
        body: row.body,
        at: new Date(row.at),
        retryAt: new Date(row.retry_at),
        trouble: row.trouble,
      };
    },

    async record(url, fetched) {
      const row = {
        etag: fetched.etag,
        last_modified: fetched.lastModified,
        content_type: fetched.contentType,
        location: fetched.location,
        body: fetched.body,
        at: text(fetched.at),
        retry_at: text(fetched.retryAt),
        trouble: fetched.trouble,
      };
      await db
        .insertInto("fetch")
        .values({ url, ...row })
        .onConflict((conflict) => conflict.column("url").doUpdateSet(row))
        .execute();
    },
  };
}
