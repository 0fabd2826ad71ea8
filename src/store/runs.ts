import type { Kysely } from "kysely";
import type { Store } from "../domain/ports.ts";
import { text } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Runs: which job was run when, and for which scheduled instant; an instant is taken once. */
export function runsIn(db: Kysely<Schema>): Pick<Store, "beginRun" | "finishRun" | "lastSlot" | "runs"> {
  return {
    async beginRun(job, dueAt, now) {
      const row = await db
        .insertInto("run")
        .values({ job, due_at: dueAt == null ? null : text(dueAt), started_at: text(now) })
        .onConflict((conflict) => conflict.columns(["job", "due_at"]).doNothing())
        .returning("id")
        .executeTakeFirst();
      return row?.id ?? null;
    },

    async finishRun(id, outcome, now) {
      await db
        .updateTable("run")
        .set({ finished_at: text(now), outcome })
        .where("id", "=", id)
        .execute();
    },

    async lastSlot(job) {
      const row = await db
        .selectFrom("run")
        .select((column) => column.fn.max("due_at").as("due_at"))
        .where("job", "=", job)
        .executeTakeFirst();
      return row?.due_at == null ? null : new Date(row.due_at);
    },

    async runs(job, limit) {
      const rows = await db
        .selectFrom("run")
        .selectAll()
        .where("job", "=", job)
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        job: row.job,
        dueAt: row.due_at == null ? null : new Date(row.due_at),
        startedAt: new Date(row.started_at),
        finishedAt: row.finished_at == null ? null : new Date(row.finished_at),
        outcome: row.outcome,
      }));
    },
  };
}
