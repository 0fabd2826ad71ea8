import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Skipped } from "../domain/article.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import { type Limits, Unusable } from "./formats/draft.ts";

/** A file that may be an article. `path` is relative to the source folder, `/` between names. */
export type Candidate = { readonly path: string; readonly absolute: string };
export type Listing = {
  readonly candidates: readonly Candidate[];
  /** `.yaml` files: each may belong to an article beside it. */
  readonly sidecars: readonly Candidate[];
  /** Paths of pictures, each of which may belong to the article of its name. */
  readonly pictures: readonly string[];
  readonly skipped: readonly Skipped[];
};

const notOurs = /^[.~]|~$|\.(?:tmp|part|crdownload|swp|swo|bak|lock)$|^(?:Thumbs\.db|desktop\.ini)$/i;
/** Hidden, or an editor's or a download's own. */
export const isPassedOver = (name: string): boolean => notOurs.test(name);
const sidecar = /\.ya?ml$/i;
const companions = /\.(?:jpe?g|png|gif|webp|avif|svg|heic|bmp|tiff?|ico)$/i;
/** Of those the kinds that are published (`typeOf` in pictures/images.ts looks at their bytes). */
const published = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/**
 * Every file below `folder` with one of the extensions, ordered by path; every other one with its reason. Hidden
 * files, editors' leftovers and images are passed over in silence.
 *
 * @throws Fault `no-input` when the folder itself is missing or cannot be listed.
 */
export async function listFolder(
  folder: string,
  name: string,
  extensions: readonly string[],
  limits: Limits,
): Promise<Listing> {
  const candidates: Candidate[] = [];
  const sidecars: Candidate[] = [];
  const pictures: string[] = [];
  const skipped: Skipped[] = [];
  const pending = [{ relative: "", depth: 0 }];
  for (let place = pending.pop(); place != null; place = pending.pop()) {
    for (const entry of await namesIn(folder, place.relative, name, skipped)) {
      const path = place.relative === "" ? entry.name : `${place.relative}/${entry.name}`;
      if (isPassedOver(entry.name)) continue;
      if (entry.isDirectory()) {
        if (place.depth < limits.maxFolderDepth) pending.push({ relative: path, depth: place.depth + 1 });
        else skipped.push({ path: shown(path), reason: tooDeep(limits) });
        continue;
      }
      if (companions.test(entry.name)) {
        if (published.test(entry.name)) pictures.push(path);
        continue;
      }
      const besides = sidecar.test(entry.name);
      const reason = unfit(entry, besides ? [extname(entry.name).toLowerCase()] : extensions);
      if (reason == null) (besides ? sidecars : candidates).push({ path, absolute: join(folder, path) });
      else skipped.push({ path: shown(path), reason });
    }
  }
  return { candidates: candidates.sort(byPath), sidecars: sidecars.sort(byPath), pictures, skipped };
}

type Entry = { readonly name: string; isDirectory(): boolean; isFile(): boolean; isSymbolicLink(): boolean };

async function namesIn(folder: string, relative: string, name: string, skipped: Skipped[]): Promise<Entry[]> {
  try {
    return await readdir(join(folder, relative), { withFileTypes: true });
  } catch (error) {
    if (relative !== "") {
      skipped.push({
        path: shown(relative),
        reason: `the folder cannot be listed (${codeOf(error)}): check its permissions`,
      });
      return [];
    }
    const what = codeOf(error) === "ENOENT" ? "there is none" : `it cannot be listed (${codeOf(error)})`;
    throw new Fault(
      "no-input",
      `Expected a folder of articles at ${name} (${shown(folder)}), but ${what}. Create it and put .txt, .md or .html files into it, or name another folder in the job.`,
      { cause: error },
    );
  }
}

function unfit(entry: Entry, extensions: readonly string[]): string | null {
  if (entry.isSymbolicLink()) return "it is a symbolic link, which is not followed: put the file itself here";
  if (!entry.isFile())
    return "it is not a regular file (a pipe, socket or device): remove it from the folder";
  if (extensions.includes(extname(entry.name).toLowerCase())) return null;
  return `it is not a kind of article that can be read: use ${extensions.join(", ")}, or move it elsewhere`;
}

/** A file's bytes with the facts read together with them. */
export type FileRead = { readonly bytes: Uint8Array; readonly hash: string; readonly modified: Date };

/**
 * The whole file, safely: links are not followed, pipes do not block, the size is checked before reading, and a file
 * that changes meanwhile is left for the next run.
 *
 * @throws Unusable with the reason.
 */
export async function readCandidate(candidate: Candidate, limits: Limits): Promise<FileRead> {
  const { bytes, modified } = await readSafely(candidate, limits);
  return { bytes, hash: createHash("sha256").update(bytes).digest("hex"), modified };
}

/** As `readCandidate`, without the hash. @throws Unusable with the reason. */
export async function readSafely(
  { absolute }: Pick<Candidate, "absolute">,
  limits: Pick<Limits, "maxBytes">,
): Promise<Omit<FileRead, "hash">> {
  // Looked at before it is opened as well as after: opening some devices has effects (a tape rewinds).
  if (!(await lstat(absolute).catch(unreadable)).isFile())
    throw new Unusable("it is not a regular file: remove it");
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(absolute, flags).catch(unreadable);
  try {
    const before = await file.stat();
    if (!before.isFile()) throw new Unusable("it is not a regular file: remove it from the folder");
    if (before.size > limits.maxBytes) {
      throw new Unusable(
        `it has ${before.size} bytes, more than ${limits.maxBytes}: shorten it or move it elsewhere`,
      );
    }
    // One byte more than expected, so that growth shows even where time stamps are coarse.
    const buffer = Buffer.alloc(before.size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    const after = await file.stat();
    if (length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new Unusable("it is still being written: it will be read in the next run");
    }
    return { bytes: buffer.subarray(0, length), modified: after.mtime };
  } finally {
    await file.close();
  }
}

function unreadable(error: unknown): never {
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM")
    throw new Unusable("it may not be read: check the file's permissions");
  if (code === "ELOOP")
    throw new Unusable("it is a symbolic link, which is not followed: put the file itself here");
  if (code === "ENOENT") throw new Unusable("it vanished, or its name is not valid UTF-8: rename it");
  throw new Unusable(`it cannot be read (${reasonOf(error)}): check the file and its disk`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : reasonOf(error);
}

/** A path for a message: control characters and line breaks escaped, so that a name cannot forge a line of output. */
export function shown(path: string): string {
  return path.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (c) => `\\u{${c.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}

/** Folders every site has say nothing about an article; nor do those named by a date or a number. */
const ordinary =
  /^(?:_?(?:posts?|articles?|drafts?|pages?|content|blog|blogs|entries|docs?|seeds?|src|source|site|public|static|assets|images?|media|files?|archives?|inbox|new|index|texts?|html|markdown|md)|[\d._-]+)$/i;

/**
 * The name of the folder a file lies in, as a tag: "travel/2026/03/boats.md" → "travel". Null for a file at the top and
 * for names every site has. A page's own folder ("my-boats/index.md") is its name, not its tag.
 */
export function folderTagOf(path: string): string | null {
  const names = path.split("/");
  const file = names.pop() ?? "";
  if (/^_?index\./i.test(file)) names.pop();
  const name = names.findLast((each) => !/^\d{1,4}$/.test(each));
  if (name == null || ordinary.test(name) || !/\p{L}{2}/u.test(name)) return null;
  const words = shown(name).replace(/[-_]+/g, " ").trim();
  return words.length > 60 ? null : words;
}

/** Jekyll keeps what is not to be published yet in `_drafts`. */
export const isAmongDrafts = (path: string): boolean => path.split("/").slice(0, -1).includes("_drafts");

const tooDeep = (limits: Limits): string =>
  `it lies more than ${limits.maxFolderDepth} folders deep: move it up`;
const byPath = (a: Candidate, b: Candidate): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
