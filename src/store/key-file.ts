import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { SigningKeys } from "../domain/reader-token.ts";

const keyBytes = 32;
const heading =
  "# Keys that sign the links in mails, newest first: the first one signs, each of them is believed.\n" +
  "# Keep this file secret, and back it up with the database: without it the links in old mails end.\n";

/**
 * The keys of a site, one a line (32 bytes, base64url), in a file that nobody else may read. Made when it is first asked
 * for; of two processes that make it at once both get the one that came first.
 *
 * @param file e.g. `data/keys`
 * @throws Fault `config` when others may read it or a line is no key, `cannot-write` when it cannot be made
 */
export function openKeys(file: string): SigningKeys {
  const text = readOrNull(file) ?? create(file);
  const keys = text
    .split("\n")
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"))
    .map(({ line, at }) => {
      const key = Buffer.from(line, "base64url");
      if (key.length === keyBytes && key.toString("base64url") === line) return key;
      throw new Fault("config", `${file}:${at}: expected a key of ${keyBytes} bytes in base64url.`);
    });
  const [first, ...older] = keys;
  if (first != null) return [first, ...older];
  throw new Fault("config", `${file} holds no key. Restore it from a backup: old mails' links need it.`);
}

/** Puts a new key before the others: it signs from now on, and links in mails that went out before are still believed. */
export function rotateKeys(file: string): void {
  openKeys(file);
  const old = readFileSync(file, "utf8");
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  writeWhole(beside, `${heading}${newKey()}\n${old.replace(heading, "")}`);
  renameSync(beside, file);
}

function readOrNull(file: string): string | null {
  try {
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0)
      throw new Fault("config", `${file} may be read by others: run chmod 600 ${file}`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    if (error instanceof Fault) throw error;
    throw new Fault("config", `${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function create(file: string): string {
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    rmSync(beside, { force: true });
    writeWhole(beside, `${heading}${newKey()}\n`);
    try {
      linkSync(beside, file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(beside, { force: true });
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Fault("cannot-write", `${file} cannot be made: ${reasonOf(error)}`, { cause: error });
  }
}

const newKey = (): string => randomBytes(keyBytes).toString("base64url");

function writeWhole(file: string, text: string): void {
  const handle = openSync(file, "wx", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
