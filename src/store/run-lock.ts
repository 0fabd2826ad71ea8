import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { RunLock } from "../domain/ports.ts";

/** Result codes (sqlite.org/rescode.html). */
const sqliteBusy = 5;
const sqliteLocked = 6;

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
        const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
        if (errcode !== sqliteBusy && errcode !== sqliteLocked) {
          throw new Fault(
            "cannot-write",
            `The lock ${file} cannot be written: ${reasonOf(error)}. Check space and rights.`,
            {
              cause: error,
            },
          );
        }
        throw new Fault(
          "busy",
          `Another run is under way (${holder(holderFile)}). Wait for it to end, or stop it, and run again.`,
          { cause: error },
        );
      }
      tellHolder(holderFile);
      return {
        async [Symbol.asyncDispose]() {
          database.close();
        },
      };
    },
  };
}

/** Only for the message others get; the lock holds without it. */
function tellHolder(file: string): void {
  try {
    writeFileSync(file, `process ${process.pid} on ${hostname()}`);
  } catch {
    // A name that is not ours is worse than none; where nothing may be written, it stays.
    try {
      rmSync(file, { force: true });
    } catch {}
  }
}

function holder(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "it does not say which";
  }
}
