import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { RunLock } from "../domain/ports.ts";

/**
 * A lock the kernel frees when the process dies: an exclusive transaction on a database of its own, so that no stale
 * pid file can ever keep a newsletter from going out. Who holds it stands beside it, as text, for the message only.
 *
 * @param file e.g. `data/run.lock`
 */
export function sqliteRunLock(file: string): RunLock {
  const holderFile = `${file}.holder`;
  return {
    async acquire() {
      let database: DatabaseSync;
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        database = new DatabaseSync(file, { timeout: 0 });
      } catch (error) {
        throw new Fault("cannot-write", `The lock ${file} cannot be made: ${reasonOf(error)}`, {
          cause: error,
        });
      }
      try {
        database.exec("begin exclusive");
      } catch (error) {
        database.close();
        throw new Fault(
          "busy",
          `Another run is under way (${holder(holderFile)}). Wait for it to end, or stop it, and run again.`,
          { cause: error },
        );
      }
      writeFileSync(holderFile, `process ${process.pid} on ${hostname()}`);
      return {
        async [Symbol.asyncDispose]() {
          database.close();
        },
      };
    },
  };
}

function holder(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "it does not say which";
  }
}
