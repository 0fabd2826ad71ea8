import { createHash } from "node:crypto";
import type { FolderMemory } from "../../domain/ports.ts";
import { type Repetition, repeatedAcross } from "./corpus.ts";

/** What a folder puts around its articles is learned from all of them, and again when enough of them are others. */

/** Up to so many files a folder is learned again whenever one changes: it is quick, and each file counts. */
const smallFolder = 1_000;
/** In a larger one when this share of its files are others than when it was learned. */
const shareToLearnAgain = 0.05;

export type FolderFiles = {
  /** How many files lie in it. */
  readonly files: number;
  /** How many of them are new, changed or gone since the last read. */
  readonly changed: number;
  /** Blocks of the new and changed ones, by path. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
  /** Files as they were, with what they were read as. */
  readonly others: ReadonlyMap<string, { readonly content: string; readonly reading: string }>;
};

export type Learned = {
  readonly folders: ReadonlyMap<string, FolderMemory>;
  /** Those of `folders` that are to be remembered anew. */
  readonly changed: ReadonlyMap<string, FolderMemory>;
  /** Paths of files that have not changed, and read otherwise by what has been learned. */
  readonly affected: ReadonlySet<string>;
};

/** @param marksIn of all files remembered in a folder */
export async function relearned(
  folders: ReadonlyMap<string, FolderFiles>,
  before: ReadonlyMap<string, FolderMemory>,
  marksIn: (folder: string) => Promise<ReadonlyMap<string, readonly string[]>>,
): Promise<Learned> {
  const now = new Map(before);
  const changed = new Map<string, FolderMemory>();
  const affected = new Set<string>();
  for (const [folder, found] of folders) {
    if (found.changed === 0) continue;
    const old = before.get(folder);
    const since = found.changed + (old?.changed ?? 0);
    if (old != null && found.files > smallFolder && since < shareToLearnAgain * found.files) {
      changed.set(folder, { ...old, changed: since });
      continue;
    }
    const stored = await marksIn(folder);
    const marks = new Map(found.marks);
    for (const path of found.others.keys()) marks.set(path, stored.get(path) ?? []);
    const repeated = repeatedIn(marks);
    const memory = { files: found.files, changed: 0, repeated };
    changed.set(folder, memory);
    now.set(folder, memory);
    for (const [path, { content, reading }] of found.others) {
      if (readingWith(content, marks.get(path) ?? [], memory) !== reading) affected.add(path);
    }
  }
  return { folders: now, changed, affected };
}

function repeatedIn(marks: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Repetition> {
  const files = [...marks.values()].map((hashes) => ({ source: "", hashes }));
  return repeatedAcross(files).get("") ?? new Map();
}

/** What a file is read as: its content, and which of its blocks are the folder's. */
export function readingWith(
  content: string,
  marks: readonly string[],
  folder: FolderMemory | undefined,
): string {
  const own = folder == null ? [] : [...new Set(marks)].filter((mark) => folder.repeated.has(mark)).sort();
  if (own.length === 0) return content;
  return `${content}-${createHash("sha256").update(own.join(" ")).digest("hex").slice(0, 16)}`;
}

/** "" or ending in "/". */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
