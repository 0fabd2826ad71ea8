import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { SQLInputValue, StatementSync } from "node:sqlite";
import { DatabaseSync, backup } from "node:sqlite";
import type { SqliteDatabase } from "kysely";
import { SqliteAdapter, SqliteDialect } from "kysely";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import type { Bulk } from "./imports.ts";
import { kyselyStore } from "./kysely-store.ts";
import type { Durability } from "./ledger-marks.ts";
import { migrations } from "./migrations/index.ts";

/** SQLite result codes (sqlite.org/rescode.html) that a person can do something about. */
const meanings: Readonly<Record<number, readonly ["busy" | "cannot-write" | "store-damaged", string]>> = {
  5: ["busy", "another process holds it; wait for it to finish, or stop it"],
  6: ["busy", "another process holds it; wait for it to finish, or stop it"],
  8: ["cannot-write", "it is read-only; give this user the right to write it"],
  10: ["cannot-write", "the disk reported an error; check it and its free space"],
  11: ["store-damaged", "it is damaged; put a backup in its place"],
  13: ["cannot-write", "the disk is full; make room and run again"],
  14: ["cannot-write", "it cannot be opened; check that the folder exists and may be written"],
  26: ["store-damaged", "it is not a SQLite database; move it away or put a backup in its place"],
};

/** 3.7.0 to 3.51.2 may corrupt a WAL database when two connections write and checkpoint at once (sqlite.org/wal.html). */
const oldestSafe = [3, 51, 3] as const;

/**
 * The store on SQLite: WAL, `synchronous=FULL`, so that what it has said is on the disk is on the disk after a power cut.
 *
 * @param file a path, or `:memory:` for a rehearsal that leaves nothing behind
 * @param name for messages, where it is not the file
 * @param waitMs how long to wait for another connection that writes; meanwhile nothing else happens in this process
 */
export async function openSqlite(file: string, name = file, waitMs = 8000): Promise<Store> {
  let database: DatabaseSync;
  try {
    if (file !== ":memory:") mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    refuseEmptied(file);
    database = new DatabaseSync(file, { timeout: waitMs, enableForeignKeyConstraints: true });
  } catch (error) {
    throw asFault(error, name);
  }
  try {
    requireSafeVersion(database);
    requireKnownSchema(database, name);
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;");
  } catch (error) {
    database.close();
    throw asFault(error, name);
  }
  const dialect = new WholeDialect({ database: asKyselyDatabase(database, name) });
  const durability = file === ":memory:" ? noDisk : logOnDisk(`${file}-wal`, name);
  return await kyselyStore(dialect, name, bulkOn(database, name), durability);
}

function bulkOn(database: DatabaseSync, name: string): Bulk {
  return (sql, rows) => {
    try {
      const statement = database.prepare(sql);
      return rows.map((row) => Number(statement.run(...row).changes));
    } catch (error) {
      throw asFault(error, name);
    }
  };
}

/**
 * A commit that waits for the disk keeps all connections of a sender waiting, as SQLite works in our thread. So one that nobody
 * goes on before it is durable is written without waiting (`synchronous=NORMAL`), and the log, which is then all there is of it,
 * is synced in another thread: what SQLite itself does with FULL, only not in ours.
 */
function logOnDisk(file: string, name: string): Durability {
  let log: Promise<FileHandle> | null = null;
  return {
    later: "normal",
    async sync() {
      try {
        log ??= open(file, "r+");
        await (await log).datasync();
      } catch (error) {
        throw new Fault("cannot-write", `The database ${name} cannot be written: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await (await log)?.close();
    },
  };
}

const noDisk: Durability = { later: "off", sync: async () => {}, async [Symbol.asyncDispose]() {} };

/**
 * Kysely takes SQLite for a database that cannot make tables in a transaction. It can (sqlite.org/lang_transaction.html),
 * and it must: of a migration that was killed half way, no later one could make the rest.
 */
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
class WholeDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeAdapter();
  }
}

/**
 * A copy to rehearse on: everything the database holds now, and nothing done to it ever reaches the file. Opened read-only,
 * so that a dry run needs no right to write and brings nothing up to date.
 */
export async function rehearseSqlite(file: string): Promise<Store> {
  if (!existsSync(file)) return await openSqlite(":memory:");
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-"));
  const copy = path.join(folder, "rehearsal.db");
  try {
    // Without a log beside it the file is complete, and `immutable` reads it without making one.
    const place = pathToFileURL(file);
    if (!existsSync(`${file}-wal`)) place.search = "immutable=1";
    using source = new DatabaseSync(place, { readOnly: true, timeout: 8000 });
    await backup(source, copy);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw asFault(error, file);
  }
  const store = await openSqlite(copy, file).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** There are some sixty; lists of ids of every length make others. */
const maxStatements = 200;

/** The thin shape Kysely asks of a SQLite driver, over `node:sqlite`. */
function asKyselyDatabase(database: DatabaseSync, file: string): SqliteDatabase {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asFault(error, file);
    }
  };
  // Preparing costs more than running, and what is prepared is freed only when memory is collected.
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known != null) return known;
    const statement = guarded(() => database.prepare(sql));
    if (statements.size >= maxStatements) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that reads before it writes would lose to any writer in between, without waiting (SQLITE_BUSY_SNAPSHOT).
      const statement = prepared(sql === "begin" ? "begin immediate" : sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => guarded(() => statement.all(...values(parameters))),
        run: (parameters) =>
          // On a full disk SQLite has rolled back already; a second time would hide the first error.
          sql === "rollback" && !database.isTransaction
            ? { changes: 0, lastInsertRowid: 0 }
            : guarded(() => statement.run(...values(parameters))),
        iterate: (parameters) => database.prepare(sql).iterate(...values(parameters)),
      };
    },
  };
}

/** Kysely hands over what the store gave it: text, numbers and null. */
const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

function requireSafeVersion(database: DatabaseSync): void {
  const row = database.prepare("select sqlite_version() as version").get();
  const version = String(row?.["version"]);
  const parts = version.split(".").map(Number);
  for (const [i, least] of oldestSafe.entries()) {
    if ((parts[i] ?? 0) > least) return;
    if ((parts[i] ?? 0) < least) {
      throw new Fault(
        "config",
        `This Node carries SQLite ${version}; ${oldestSafe.join(".")} or newer is needed (older ones can damage a WAL database). Use a newer Node 24.`,
      );
    }
  }
}

/** SQLite opens an empty file as a new database, and everybody would get everything again. */
function refuseEmptied(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size !== 0) return;
  throw new Fault(
    "store-damaged",
    `The database ${file} is empty: its content was lost. Put a backup in its place; or remove the file to begin anew, with new ids and no subscribers.`,
  );
}

/** Looked at before anything is written: a newer program's database stays as it is, to the byte. */
function requireKnownSchema(database: DatabaseSync, file: string): void {
  const table = database.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (table == null) return;
  const known = new Set<string>(Object.keys(migrations));
  const applied = database.prepare("select name from kysely_migration").all();
  const newer = applied.map((row) => String(row["name"])).filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new Fault(
    "store-newer",
    `The database ${file} was written by a newer Broadsheet (it has ${newer.join(", ")}). Use that version; nothing was changed.`,
  );
}

function asFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : -1;
  const meaning = meanings[errcode];
  if (meaning == null) {
    if (errcode === -1 && error instanceof Error && "syscall" in error) {
      return new Fault("cannot-write", `The database ${file} cannot be opened: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    return error;
  }
  return new Fault(meaning[0], `The database ${file}: ${meaning[1]} (SQLite: ${reasonOf(error)}).`, {
    cause: error,
  });
}
