import type { Kysely } from "kysely";
import type { FileMemory, ReadingMemory } from "../domain/ports.ts";
import { readCompanions, readFolder } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** What folders looked like when they were last read. */
export function readingsIn(db: Kysely<Schema>): ReadingMemory {
  return {
    async files(source) {
      const rows = await db
        .selectFrom("file")
        .select(["path", "stamp", "companions", "content", "reading"])
        .where("source", "=", source)
        .execute();
      return new Map(
        rows.map(({ path, stamp, companions, content, reading }): [string, FileMemory] => [
          path,
          {
            path,
            stamp,
            companions: companions === "" ? none : readCompanions(companions, `File ${path}`),
            content,
            // Where nothing is left out of a file they are the same, and are held once.
            reading: reading === content ? content : reading,
          },
        ]),
      );
    },

    async marks(source, folder) {
      const rows = await db
        .selectFrom("file")
        .select(["path", "marks"])
        .where("source", "=", source)
        .where("folder", "=", folder)
        .execute();
      return new Map(rows.map(({ path, marks }) => [path, marks === "" ? [] : marks.split(" ")]));
    },

    async folders(source) {
      const rows = await db
        .selectFrom("folder")
        .select(["path", "record"])
        .where("source", "=", source)
        .execute();
      return new Map(rows.map(({ path, record }) => [path, readFolder(record, `Folder ${path}`)]));
    },

    async record(source, { files, restamped, gone, folders }) {
      await db.transaction().execute(async (trx) => {
        for (const { path, companions, marks, ...rest } of files) {
          const row = {
            ...rest,
            folder: path.slice(0, path.lastIndexOf("/") + 1),
            companions: written(companions),
            marks: marks.join(" "),
          };
          await trx
            .insertInto("file")
            .values({ source, path, ...row })
            .onConflict((conflict) => conflict.columns(["source", "path"]).doUpdateSet(row))
            .execute();
        }
        for (const { path, stamp, companions } of restamped) {
          await trx
            .updateTable("file")
            .set({ stamp, companions: written(companions) })
            .where("source", "=", source)
            .where("path", "=", path)
            .execute();
        }
        for (const path of gone)
          await trx.deleteFrom("file").where("source", "=", source).where("path", "=", path).execute();
        for (const [path, { repeated, ...counts }] of folders) {
          const rows = [...repeated].map(([hash, { articles, of }]) => [hash, articles, of]);
          const record = JSON.stringify({ ...counts, repeated: rows });
          await trx
            .insertInto("folder")
            .values({ source, path, record })
            .onConflict((conflict) => conflict.columns(["source", "path"]).doUpdateSet({ record }))
            .execute();
        }
      });
    },
  };
}

/** Most files have no others that they depend on. */
const none: FileMemory["companions"] = [];

const written = (companions: FileMemory["companions"]): string =>
  companions.length === 0 ? "" : JSON.stringify(companions);
