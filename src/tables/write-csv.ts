import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Writable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { Fault, reasonOf } from "../domain/faults.ts";
import { guard } from "./formulas.ts";

/** Somewhere rows go, a whole record at a time; RFC 4180, every value in quotation marks, none of them a formula. */
export type CsvWriter = AsyncDisposable & {
  write(rows: readonly (readonly string[])[]): Promise<void>;
};

export function csvTo(stream: Writable): Pick<CsvWriter, "write"> {
  return {
    async write(rows) {
      const text = csvText(rows);
      if (text !== "" && !stream.write(text)) await once(stream, "drain");
    },
  };
}

export const csvText = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(guard)),
    { quoted: true, quoted_empty: true, record_delimiter: "windows" },
  );

/** @throws Fault `cannot-write` */
export function csvFile(file: string, name: string): CsvWriter {
  const stream = createWriteStream(file, { mode: 0o600 });
  const done = finished(stream).catch((error: unknown) => {
    throw new Fault("cannot-write", `${name} cannot be written: ${reasonOf(error)}`, { cause: error });
  });
  done.catch(() => {});
  const { write } = csvTo(stream);
  return {
    write: (rows) => Promise.race([write(rows), done]),
    async [Symbol.asyncDispose]() {
      stream.end();
      await done;
    },
  };
}
