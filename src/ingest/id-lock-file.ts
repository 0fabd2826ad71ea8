import { randomUUID } from "node:crypto";
import { access, constants, lstat, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { reasonOf } from "../domain/faults.ts";
import type { IdLock } from "../domain/ports.ts";
import { readSafely } from "./folder.ts";
import { Unusable } from "./formats/draft.ts";
import { matureStampOf, stampOf } from "./stamps.ts";

/** Hidden, so that it is never taken for an article. */
const fileName = ".broadsheet-ids";
/** Ours, and left by a run that died. */
const leftover = /^\.broadsheet-ids\.[0-9a-f-]{36}\.part$/;
/** Some half a million articles. */
const maxBytes = 200_000_000;

/**
 * `.broadsheet-ids` in a folder of articles. It is written beside its place, synced and renamed, so that nobody ever sees half
 * of it; a link in its place is neither followed nor replaced.
 *
 * @param folder absolute
 * @param name of the folder, for messages: `seeds/`
 */
export function idLockFile(folder: string, name: string): IdLock {
  const place = path.join(folder, fileName);
  return {
    name: `${name}${fileName}`,
    stamp: (now) => stampOf(place, now),
    async read() {
      if (!(await isThere(place))) return { text: null };
      if (!(await isFile(place)))
        return { unusable: `${notFile}, which is not read: put the file itself there` };
      try {
        const { bytes } = await readSafely({ absolute: place }, { maxBytes });
        return { text: new TextDecoder().decode(bytes) };
      } catch (error) {
        if (error instanceof Unusable) return { unusable: error.message };
        throw error;
      }
    },
    async refusal() {
      const isOurs = await access(folder, constants.W_OK).then(
        () => true,
        () => false,
      );
      return isOurs ? null : "its folder is read-only";
    },
    async write(text) {
      try {
        if ((await isThere(place)) && !(await isFile(place)))
          return { unwritable: `${notFile}, which is not replaced` };
        await clearLeftovers(folder);
        await replace(folder, place, text);
        return { stamp: matureStampOf(place) };
      } catch (error) {
        return { unwritable: reasonOf(error) };
      }
    },
  };
}

const notFile = "it is a symbolic link or no regular file";
const isFile = async (place: string): Promise<boolean> => (await lstat(place)).isFile();

/** Something, if only a link that leads nowhere. */
async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENOENT");
  }
}

async function replace(folder: string, place: string, text: string): Promise<void> {
  const part = path.join(folder, `${fileName}.${randomUUID()}.part`);
  try {
    await using file = await open(part, "wx", 0o644);
    await file.writeFile(text);
    await file.sync();
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
  await using handle = await open(folder, "r");
  await handle.sync();
}

async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (leftover.test(name)) await rm(path.join(folder, name));
}
