/**
 * What the file of ids costs: written, read and compared with the store for a folder of many articles.
 *
 *   node bench/kept-ids.ts [100000]
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { EntryHead } from "../src/domain/entry.ts";
import { idLine, lockText, parseIdLock, planLock } from "../src/domain/id-lock.ts";
import { entryId } from "../src/domain/ids.ts";
import { sketchOf } from "../src/domain/near-duplicates.ts";
import { table } from "./understanding/data.ts";
import { articleText } from "./corpus/articles.ts";

const count = Number(process.argv[2] ?? 100_000);
const sketches = Array.from({ length: 50 }, (_, n) => sketchOf(articleText(n)));
const heads = Array.from({ length: count }, (_, n): EntryHead => {
  const date = new Date(1_700_000_000_000 + 1000 * n);
  return {
    id: entryId(`urn:uuid:${randomUUID()}`),
    slug: `an-article-with-a-title-of-usual-length-${n}`,
    path: `part-${Math.floor(n / 1000)}/${n}.txt`,
    hash: n.toString(16).padStart(16, "0").padEnd(64, "f"),
    reading: null,
    published: date,
    updated: date,
    missingRuns: 0,
  };
});
const lines = new Map(
  heads.map((head, n) => {
    const words = { title: `${n}`, html: "", dated: null };
    return [head.id, idLine({ ...head, ...words }, 0, sketches[n % sketches.length] ?? null)];
  }),
);

const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-bench-"));
const file = path.join(folder, "ids");
const rows: string[][] = [];

/** Processor time, for others may be at work. */
function timed<T>(name: string, work: () => T): T {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(cpu);
  rows.push([name, (performance.now() - start).toFixed(0), ((user + system) / 1000).toFixed(0)]);
  return result;
}

const places = new Set(heads.map((head) => head.path));
const text = lockText(parseIdLock(""), lines, places);
writeFileSync(file, text);
const read = timed("read from the disk", () => new TextDecoder().decode(readFileSync(file)));
const lock = timed("parsed", () => parseIdLock(read));
const plan = timed("compared with the store", () => planLock(lock, heads));
const again = timed("put together", () => lockText(lock, plan.standing, places));
timed("compared with what it was", () => again === read);
rmSync(folder, { recursive: true });

console.log(`${count} articles, ${(text.length / 1e6).toFixed(1)} MB, ${plan.lacking.length} lines lacking`);
table(["", "ms", "ms of processor"], rows);
