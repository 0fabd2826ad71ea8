import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The labelled development data, which is never part of the project: BROADSHEET_DATA, or beside the checkout. */
export const dataFolder =
  process.env["BROADSHEET_DATA"] ?? path.resolve(import.meta.dirname, "../../../shared/data");

/** Rows of one file; without the data the bench says so and ends well. */
export function rowsOf<Row>(name: string): Row[] {
  const file = path.join(dataFolder, name);
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there (set BROADSHEET_DATA to the folder of the labelled data)`);
    process.exit(0);
  }
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);
}

/** Rows are developed against by half; the other half (`held-out` on the command line) is looked at only for its figure. */
export function half(id: string): boolean {
  const which = process.argv.includes("all")
    ? "all"
    : process.argv.includes("held-out")
      ? "held-out"
      : "development";
  const isHeldOut = (createHash("sha256").update(id).digest()[0] ?? 0) % 2 === 1;
  return which === "all" || isHeldOut === (which === "held-out");
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const percent = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(2)} %`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of [head, widths.map((width) => "-".repeat(width)), ...rows]) {
    console.log(
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    );
  }
  console.log();
}
