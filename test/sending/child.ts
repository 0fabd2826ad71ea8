import { setTimeout as pause } from "node:timers/promises";
import { sqliteRunLock } from "../../src/store/run-lock.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { editionSealed, send } from "./edition.ts";

/** One sender in a process of its own, to be killed: DATABASE, SMTP_URL, SEALED_AT. Waits its turn, as two never send at once. */
const { DATABASE = "", SMTP_URL = "", SEALED_AT = "", PER_SECOND } = process.env;
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());

let lock: AsyncDisposable | null = null;
for (let n = 0; lock == null && n < 200; n++) {
  lock = await sqliteRunLock(`${DATABASE}.lock`)
    .acquire()
    .catch(() => null);
  if (lock == null) await pause(50);
}
if (lock == null) process.exit(75);
await using _held = lock;
await using store = await openSqlite(DATABASE);
const pace = PER_SECOND == null ? {} : { perSecond: Number(PER_SECOND) };
const { stopped } = await send(store, editionSealed(new Date(SEALED_AT)), SMTP_URL, {
  signal: stop.signal,
  pace,
});
process.exitCode = stopped == null ? 0 : 75;
