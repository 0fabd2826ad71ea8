import type { Kysely } from "kysely";
import { subscriberId } from "../domain/ids.ts";
import type { Store } from "../domain/ports.ts";
import { originsOf } from "./editions.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

const pageSize = 1000;

/** Subscribers: addresses and their standing. */
export function subscribersIn(
  db: Kysely<Schema>,
): Pick<Store, "addSubscriber" | "removeSubscriber" | "subscribers" | "countSubscribers"> {
  return {
    async addSubscriber(subscriber) {
      return await db.transaction().execute(async (trx) => {
        const { key, address } = subscriber.mailbox;
        const suppressed = await trx
          .selectFrom("suppression")
          .select("reason")
          .where("address_key", "=", key)
          .executeTakeFirst();
        if (suppressed != null) return "suppressed";
        const old = await trx
          .selectFrom("subscriber")
          .select(["id", "standing", "origin"])
          .where("address_key", "=", key)
          .executeTakeFirst();
        const standing = {
          address,
          standing: subscriber.standing,
          origin: subscriber.origin,
          changed_at: text(subscriber.since),
        };
        if (old == null) {
          await trx
            .insertInto("subscriber")
            .values({ id: subscriber.id, address_key: key, since: text(subscriber.since), ...standing })
            .execute();
          return "added";
        }
        if (old.standing === "active" && old.origin === subscriber.origin) return "already-active";
        // A demo run never takes an address over; a person who adds one does.
        if (subscriber.origin === "demo") return "already-active";
        await trx.updateTable("subscriber").set(standing).where("id", "=", old.id).execute();
        return old.standing === "active" ? "added" : "revived";
      });
    },

    async removeSubscriber(key, now) {
      const { numUpdatedRows } = await db
        .updateTable("subscriber")
        .set({ standing: "unsubscribed", changed_at: text(now) })
        .where("address_key", "=", key)
        .where("standing", "!=", "unsubscribed")
        .executeTakeFirst();
      return Number(numUpdatedRows) > 0;
    },

    async *subscribers() {
      let after = "";
      for (;;) {
        const rows = await db
          .selectFrom("subscriber")
          .selectAll()
          .where("address_key", ">", after)
          .orderBy("address_key")
          .limit(pageSize)
          .execute();
        for (const row of rows) {
          yield {
            id: subscriberId(row.id),
            mailbox: { address: row.address, key: row.address_key },
            standing: row.standing,
            origin: row.origin,
            since: new Date(row.since),
          };
        }
        const last = rows.at(-1);
        if (last == null || rows.length < pageSize) return;
        after = last.address_key;
      }
    },

    async countSubscribers(audience) {
      const { count } = await db
        .selectFrom("subscriber")
        .select((column) => column.fn.countAll().as("count"))
        .where("standing", "=", "active")
        .where("origin", "in", originsOf[audience])
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
