import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";

/** Which database sent mail, and how far it had come. */
export type Mark = { readonly instance: string; readonly generation: number };

const line = /^broadsheet ([0-9a-f-]{36}) (\d{1,15})\s*$/;

/**
 * What stands for the database in places that outlive it: beside it, and where the site is published. Written once real mail
 * goes out, so that a database that was lost, or is a backup from before, is known for what it is: with either of them everybody
 * would get everything again.
 *
 * @param files absolute; a file in a folder that is not there is left out
 */
export function openMarkers(files: readonly string[]) {
  return {
    /** The highest mark there is; `unreadable` where a file is there and says nothing. */
    read(): Mark | "unreadable" | null {
      const marks = files.filter((file) => existsSync(file)).map(readMark);
      const known = marks.filter((mark) => mark !== "unreadable");
      if (known.length === 0) return marks.length === 0 ? null : "unreadable";
      return known.reduce((a, b) => (b.generation > a.generation ? b : a));
    },

    /** On the disk when it returns. @throws Fault `cannot-write`: what cannot be written down is not to be sent */
    write({ instance, generation }: Mark): void {
      for (const file of files) {
        if (!existsSync(path.dirname(file))) continue;
        // Of one length and written over, so that neither the file's place nor its folder's time changes.
        writeOver(file, `broadsheet ${instance} ${String(generation).padStart(15, "0")}\n`);
      }
    },
  };
}
export type Markers = ReturnType<typeof openMarkers>;

/** Why a database that is lost must not be replaced by an empty one, or null. */
export function requireDatabase(file: string, markers: Markers, isNewWanted: boolean): void {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > 0 || isNewWanted || markers.read() == null) return;
  throw new Fault(
    "store-damaged",
    `The database ${file} is ${existsSync(file) ? "empty" : "missing"}, but mail has been sent from here: it was lost. Put a backup in its place. ` +
      "Or begin anew, with no subscribers and no memory of who got what: broadsheet run --new-database",
  );
}

/** Why this database must not send before somebody has looked at it, or null. */
export function doubtOf(mark: ReturnType<Markers["read"]>, current: Mark): string | null {
  const then = "Look at broadsheet status, then: broadsheet run --accept-database";
  if (mark == null) return null;
  if (mark === "unreadable") return `what says how far this database has come cannot be read. ${then}`;
  if (mark.instance !== current.instance)
    return `another database than this one has sent mail from here. ${then}`;
  if (mark.generation <= current.generation) return null;
  return `this database is older than the mail that was sent from here, such as a backup: some would get it twice. ${then}`;
}

function readMark(file: string): Mark | "unreadable" {
  try {
    const [, instance, generation] = line.exec(readFileSync(file, "utf8")) ?? [];
    if (instance != null && generation != null) return { instance, generation: Number(generation) };
  } catch {
    // Its being there says enough.
  }
  return "unreadable";
}

function writeOver(file: string, text: string): void {
  try {
    const handle = openSync(file, existsSync(file) ? "r+" : "wx", 0o644);
    try {
      writeSync(handle, text, 0);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new Fault(
      "cannot-write",
      `${file} cannot be written: ${reasonOf(error)}. It says that mail was sent; without it nothing is.`,
      { cause: error },
    );
  }
}
