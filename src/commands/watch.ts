import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import { fingerprintOf } from "../ingest/fingerprint.ts";

const templateDepth = 4;

/**
 * Names everything that editions are made from: articles, templates, jobs and settings, by names, sizes and times.
 *
 * @returns null while something there is being written
 */
export function stampOfSite(config: Config, now: Date): string | null {
  const { root, jobs } = config;
  const hash = createHash("sha256");
  for (const name of ["broadsheet.yaml", ".env"]) hash.update(`${name}\0${stampOf(path.join(root, name))}\n`);
  const folders = [
    ["templates", templateDepth] as const,
    ["jobs", 0] as const,
    ...jobs.flatMap(({ source, limits }) =>
      source.kind === "folder" ? [[source.name, limits.folderDepth] as const] : [],
    ),
  ];
  for (const [folder, depth] of folders) {
    const place = path.join(root, folder);
    if (stampOf(place) === "") continue;
    const found = fingerprintOf(place, depth, now);
    if (found == null) return null;
    hash.update(`${folder}\0${found}\n`);
  }
  return hash.digest("hex");
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found == null ? "" : `${found.size} ${found.mtimeMs}`;
}
