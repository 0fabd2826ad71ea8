import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { OutputFile, Publisher } from "../domain/ports.ts";

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
    publish: (files, remove) => told(name, () => publishTo(folder, files, remove)),
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

async function publishTo(folder: string, files: readonly OutputFile[], remove: readonly string[]) {
  const gone = await removable(folder, remove);
  const places = files.map((file) => ({ ...file, place: placeOf(folder, file.path) }));
  const folders = [...new Set(places.map((file) => path.dirname(file.place)))];
  for (const each of folders) {
    await mkdir(each, { recursive: true });
    await clearLeftovers(each);
  }
  const { changed, unchanged } = await compare(places);
  const staged: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const file of changed) {
      const from = path.join(path.dirname(file.place), `.${path.basename(file.place)}.${randomUUID()}.part`);
      staged.push({ from, to: file.place });
      await writeSynced(from, file.body);
    }
  } catch (error) {
    await Promise.allSettled(staged.map(({ from }) => rm(from, { force: true })));
    throw error;
  }
  for (const { from, to } of staged) await rename(from, to);
  for (const { place } of gone) await rm(place);
  for (const each of changed.length + gone.length > 0 ? folders : []) await syncFolder(each);
  return {
    written: changed.map((file) => file.path),
    unchanged: unchanged.map((file) => file.path),
    removed: gone.map((file) => file.path),
  };
}

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

/** What publishing would change in a folder, without changing it. */
export function rehearsingPublisher(folder: string, name: string): Publisher {
  return {
    name,
    publish: (files, remove) =>
      told(name, async () => {
        const placed = files.map((file) => ({ ...file, place: placeOf(folder, file.path) }));
        const { changed, unchanged } = await compare(placed);
        return {
          written: changed.map((file) => file.path),
          unchanged: unchanged.map((file) => file.path),
          removed: (await removable(folder, remove)).map((file) => file.path),
        };
      }),
  };
}

type Placed = OutputFile & { readonly place: string };

async function compare(files: readonly Placed[]): Promise<{ changed: Placed[]; unchanged: Placed[] }> {
  const same = await Promise.all(files.map((file) => isAlready(file.place, file.body)));
  return { changed: files.filter((_, i) => !same[i]), unchanged: files.filter((_, i) => same[i]) };
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
