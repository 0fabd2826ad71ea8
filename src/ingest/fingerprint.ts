import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { isPassedOver } from "./folder.ts";
import { isYoung, stampOf } from "./stamps.ts";

/**
 * Names everything that lies in a folder, pictures and sidecars too, by names, sizes and times: what has the same fingerprint is
 * as it was. Not a name is kept in memory but those of one folder at a time.
 *
 * @param depth how many folders below it are looked into
 * @returns null where that cannot be said: something cannot be listed, or may still change within the clock's last tick
 */
export function fingerprintOf(folder: string, depth: number, now: Date): string | null {
  const hash = createHash("sha256");
  const look = (place: string, below: number): boolean => {
    // Not async: see `stampOf`.
    for (const entry of readdirSync(place, { withFileTypes: true }).sort(byName)) {
      if (isPassedOver(entry.name)) continue;
      const absolute = path.join(place, entry.name);
      const stamp = entry.isDirectory() ? "/" : stampOf(absolute, now);
      if (isYoung(stamp)) return false;
      hash.update(`${absolute}\0${stamp}\n`);
      if (entry.isDirectory() && below < depth && !look(absolute, below + 1)) return false;
    }
    return true;
  };
  try {
    return look(folder, 0) ? hash.digest("hex") : null;
  } catch {
    return null;
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;
