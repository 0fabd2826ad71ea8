import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/**
 * A folder of real files, gone after the test: `tree({ "seeds/a.txt": "…" })`. A name that ends in `/` is an empty folder.
 *
 * @returns its absolute path
 */
export function tree(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-tree-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const place = path.join(folder, name);
    mkdirSync(name.endsWith("/") ? place : path.dirname(place), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(place, content);
  }
  return folder;
}
