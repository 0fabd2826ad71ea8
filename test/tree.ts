import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** Where nothing waits for a disk, on systems that have such a place: for processes that die, not for machines that do. */
export const inMemory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/**
 * A folder of real files, gone after the test: `tree({ "seeds/a.txt": "…" })`. A name that ends in `/` is an empty folder.
 *
 * @returns its absolute path
 */
export function tree(files: Readonly<Record<string, string | Uint8Array>> = {}, within = tmpdir()): string {
  const folder = mkdtempSync(path.join(within, "broadsheet-tree-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const place = path.join(folder, name);
    mkdirSync(name.endsWith("/") ? place : path.dirname(place), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(place, content);
  }
  return folder;
}
