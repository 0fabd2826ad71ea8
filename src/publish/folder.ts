import { randomUUID } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdirSync, renameSync, statSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { OutputFile, Publisher, Staged } from "../domain/ports.ts";

/** Ours, and left by a run that died: `.atom.xml.<uuid>.part`. */
const leftover = /^\..+\.[0-9a-f-]{36}\.part$/;

/**
 * Publishes into a folder that any web server can serve. All changed files are first written beside their places and
 * synced, then renamed in one tight loop, so that a reader sees old or new files, never half ones, and RSS and Atom
 * disagree for a moment at most. Unchanged files are not touched.
 *
 * @param folder absolute
 * @param name for messages
 */
export function folderPublisher(folder: string, name: string): Publisher {
  return {
    name,
    ...presence(folder, name, tidied),
    stage: (files, remove) => told(name, () => stageIn(folder, name, files, remove)),
  };
}

/** What publishing would change in a folder, without changing it. */
export function rehearsingPublisher(folder: string, name: string): Publisher {
  return {
    name,
    ...presence(folder, name, filesIn),
    stage: (files, remove) =>
      told(name, async () => {
        const gone = await removable(folder, remove);
        const written: string[] = [];
        let unchanged = 0;
        for await (const { path: file, body } of files) {
          if (await isAlready(placeOf(folder, file), body)) unchanged++;
          else written.push(file);
        }
        return {
          publication: { written, unchanged, removed: gone.map((file) => file.path) },
          publish: async () => {},
          [Symbol.asyncDispose]: async () => {},
        };
      }),
  };
}

async function told<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      "cannot-write",
      `${name} could not be written: ${reasonOf(error)}. What was published before is still in place; mend this and run again.`,
      { cause: error },
    );
  }
}

function presence(
  folder: string,
  name: string,
  present: (folder: string) => ReadonlySet<string> | Promise<ReadonlySet<string>>,
): Pick<Publisher, "present" | "stamp" | "stands"> {
  return {
    present: () => told(name, async () => await present(folder)),
    stamp: () => told(name, async () => stampOf(folder, foldersIn(folder))),
    stands: (stamp) =>
      told(
        name,
        async () =>
          stampOf(
            folder,
            stamp.split("\n").map((line) => line.slice(line.indexOf(" ") + 1)),
          ) === stamp,
      ),
  };
}

/** When anything last came to each of the folders, or went from it: that is what changes the time of a folder. */
function stampOf(folder: string, below: readonly string[]): string {
  // Not async: ten thousand of these take less time than their promises.
  return below
    .map(
      (name) =>
        `${statSync(path.join(folder, name), { bigint: true, throwIfNoEntry: false })?.mtimeNs} ${name}`,
    )
    .join("\n");
}

/** The folder itself, as "", and all below it. */
function foldersIn(folder: string): string[] {
  const found = [""];
  for (let at = 0; at < found.length; at++) {
    const below = found[at] ?? "";
    for (const entry of entriesIn(path.join(folder, below)))
      if (entry.isDirectory()) found.push(below === "" ? entry.name : `${below}/${entry.name}`);
  }
  return found;
}

/** What stands there, and nothing of a run that died: it may have been about to write where this one has nothing to do. */
async function tidied(folder: string): Promise<ReadonlySet<string>> {
  const names = filesIn(folder);
  for (const name of names) {
    if (!leftover.test(name.slice(name.lastIndexOf("/") + 1))) continue;
    await rm(path.join(folder, name), { force: true });
    names.delete(name);
  }
  return names;
}

function filesIn(folder: string): Set<string> {
  const names = new Set<string>();
  const pending = [""];
  for (let below = pending.pop(); below != null; below = pending.pop()) {
    for (const entry of entriesIn(path.join(folder, below))) {
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) pending.push(name);
      else names.add(name);
    }
  }
  return names;
}

/** Not async: a folder of 100,000 names takes less time than its promises. */
function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

type Part = { readonly file: string; readonly from: string; readonly to: string };

/** Files written at a time: on a disk, most of the time goes by waiting for syncs. */
const lanes = 8;

async function stageIn(
  folder: string,
  name: string,
  files: Iterable<OutputFile> | AsyncIterable<OutputFile>,
  remove: readonly string[],
): Promise<Staged> {
  const gone = await removable(folder, remove);
  // In the order of the files, however long each takes; null for one that is so already.
  const staged: (Part | null)[] = [];
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const folders = new Map<string, Promise<void>>();
  const partsNow = (): Part[] => staged.filter((part) => part != null);
  const discard = async (): Promise<void> => {
    await Promise.allSettled(partsNow().map(({ from }) => rm(from, { force: true })));
  };
  const stage = async ({ path: file, body }: OutputFile, to: string, at: number): Promise<void> => {
    const parent = path.dirname(to);
    if (!folders.has(parent)) folders.set(parent, ready(parent));
    await folders.get(parent);
    if (await isAlready(to, body)) return;
    const from = path.join(parent, `.${path.basename(to)}.${randomUUID()}.part`);
    staged[at] = { file, from, to };
    await writeSynced(from, body);
  };
  try {
    for await (const file of files) {
      const at = staged.push(null) - 1;
      const work = stage(file, placeOf(folder, file.path), at)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(work));
      underWay.add(work);
      if (underWay.size === lanes) await Promise.race(underWay);
      if (failures.length > 0) break;
    }
    await Promise.all(underWay);
    if (failures.length > 0) throw failures[0];
  } catch (error) {
    await Promise.all(underWay);
    await discard();
    throw error;
  }
  const parts = partsNow();
  let isPublished = false;
  return {
    publication: {
      written: parts.map(({ file }) => file),
      unchanged: staged.length - parts.length,
      removed: gone.map((file) => file.path),
    },
    publish: () =>
      told(name, async () => {
        isPublished = true;
        const replaced = await heldOpen(parts.slice(-mostHeld));
        // Not async: no other thread is waited for between one feed and the next.
        try {
          for (const { from, to } of parts) renameSync(from, to);
        } finally {
          await Promise.allSettled(replaced.map((file) => file.close()));
        }
        for (const { place } of gone) await rm(place);
        for (const each of touchedBy(parts, gone)) await syncFolder(each);
      }),
    async [Symbol.asyncDispose]() {
      if (!isPublished) await discard();
    },
  };
}

/** Feeds and front page are among the last; each file held is a descriptor, of which systems give a thousand. */
const mostHeld = 200;

/**
 * A file that is replaced is deleted from the disk, 3–6 ms each on a busy one (ext4), unless somebody has it open: then when it is
 * closed. Held until all are in their places, feeds of two editions stand beside each other for microseconds.
 */
async function heldOpen(parts: readonly Part[]): Promise<FileHandle[]> {
  const files = await Promise.all(parts.map(({ to }) => open(to, "r").catch(() => null)));
  return files.filter((file) => file != null);
}

async function ready(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await clearLeftovers(folder);
}

const touchedBy = (parts: readonly Part[], gone: readonly { readonly place: string }[]): Set<string> =>
  new Set(
    [...parts.map(({ to }) => to), ...gone.map(({ place }) => place)].map((place) => path.dirname(place)),
  );

/** Those of the files to remove that are there; checked before anything is changed. */
async function removable(folder: string, remove: readonly string[]) {
  const files: { readonly path: string; readonly place: string }[] = [];
  for (const name of remove) {
    const place = placeOf(folder, name);
    const found = await stat(place).catch(() => null);
    if (found?.isDirectory() === true) throw new Error(`${name} should be a file, and is a folder`);
    if (found != null) files.push({ path: name, place });
  }
  return files;
}

function placeOf(folder: string, name: string): string {
  const root = path.resolve(folder);
  const place = path.resolve(root, name);
  if (!place.startsWith(root + path.sep)) {
    throw new Fault("bug", `A file was to be published outside its folder: ${JSON.stringify(name)}.`);
  }
  return place;
}

async function isAlready(place: string, body: string | Uint8Array): Promise<boolean> {
  try {
    return (await readFile(place)).equals(Buffer.from(body));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

async function writeSynced(place: string, body: string | Uint8Array): Promise<void> {
  await using file = await open(place, "wx", 0o644);
  await file.writeFile(body);
  await file.sync();
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (leftover.test(name)) await rm(path.join(folder, name), { force: true });
  }
}
