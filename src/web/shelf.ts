import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { constants, statSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants as zlib, gzip } from "node:zlib";
import { boundedCache } from "./bounded-cache.ts";
import type { Coding } from "./codings.ts";

/** What is never the same for two files, nor for one before and after it was changed. */
type Stamp = Pick<Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs">;

/** A file as it was when its bytes were last looked at. */
export type Shelved = {
  /** Without links. */
  readonly place: string;
  readonly stamp: Stamp;
  readonly size: number;
  /** False where it is too large for memory: such a file is streamed, and only as it is. */
  readonly isHeld: boolean;
  /** Of its bytes: 22 characters that may stand in an ETag. */
  readonly hash: string;
  /** Names of its bytes in each coding. By content: equal files share their packed forms. */
  readonly keys: Readonly<Record<Coding, string>>;
  /** ms, whole seconds; moves only when the bytes do, whatever touches the file. */
  readonly lastModified: number;
};

/** What stands at a place. */
export type Found =
  | { readonly kind: "file"; readonly file: Shelved }
  | { readonly kind: "folder" | "nothing" };

/** Files of published folders, by their content. What was read once is not read again until the file is another. */
export type Shelf = {
  /** @param root absolute: links may not lead out of it @param place absolute, below it */
  find(root: string, place: string): Found | Promise<Found>;
  /** The bytes to send of a file that is held. @throws ReplacedMeanwhile */
  bytes(file: Shelved, coding: Coding): Buffer | Promise<Buffer>;
  /** To stream one from that is not. @throws ReplacedMeanwhile */
  open(file: Shelved): Promise<FileHandle>;
};

export type ShelfLimits = {
  /** Of all bytes held, plain and packed. */
  readonly heldBytes: number;
  /** Of one file that is held. */
  readonly fileBytes: number;
  /** How many files are known by their hash. */
  readonly files: number;
  /** A look at a file holds so long. */
  readonly lookMs: number;
};

export const usualLimits: ShelfLimits = {
  heldBytes: 128_000_000,
  fileBytes: 16_000_000,
  files: 50_000,
  lookMs: 5,
};

export function openShelf(limits: ShelfLimits = usualLimits, now: () => number = Date.now): Shelf {
  const known = boundedCache<Extract<Found, { kind: "file" }>>(limits.files);
  const held = boundedCache<Buffer>(limits.heldBytes);
  /** Requests that come in together need not look one by one: to look takes a sixth of the time of an answer. */
  const justSeen = new Map<string, Found>();
  /** What is being read or packed, so that a hundred who ask at once wait for one. */
  const atWork = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const begun = atWork.get(key);
    if (begun != null) return begun as Promise<T>;
    const promise = work().finally(() => atWork.delete(key));
    atWork.set(key, promise);
    return promise;
  };

  /** @param before the same place, when it was last looked at */
  const look = async (root: string, place: string, before: Shelved | undefined): Promise<Found> => {
    const real = await placeInside(root, place);
    if (real == null) return { kind: "nothing" };
    await using handle = await open(real, reading);
    const stamp = await handle.stat();
    if (!stamp.isFile()) return { kind: "nothing" };
    const isHeld = stamp.size <= limits.fileBytes;
    const body = isHeld ? await handle.readFile() : null;
    const hash = body == null ? await hashOf(handle) : hashOfBytes(body);
    const size = body?.length ?? stamp.size;
    const lastModified = changeOf(stamp.mtimeMs, hash, before, now());
    const file: Shelved = {
      place: real,
      stamp: stampOf(stamp),
      size,
      isHeld,
      hash,
      keys: keysOf(hash),
      lastModified,
    };
    const found = { kind: "file", file } as const;
    known.set(place, found, 1);
    if (body != null) held.set(file.keys.identity, body, body.length);
    return found;
  };

  return {
    find(root, place) {
      const seen = justSeen.get(place);
      if (seen != null) return seen;
      const stamp = lookAt(place);
      if (stamp == null) return { kind: "nothing" };
      if (stamp.isDirectory()) return { kind: "folder" };
      if (!stamp.isFile()) return { kind: "nothing" };
      const before = known.get(place);
      if (before != null && isSame(before.file.stamp, stamp)) {
        if (limits.lookMs > 0) {
          if (justSeen.size === 0) setTimeout(() => justSeen.clear(), limits.lookMs);
          justSeen.set(place, before);
        }
        return before;
      }
      return once(`look ${place}`, () => unlessGone(look(root, place, before?.file)));
    },

    bytes(file, coding) {
      const key = file.keys[coding];
      const ready = held.get(key);
      if (ready != null) return ready;
      return once(key, async () => {
        const plain = held.get(file.keys.identity) ?? (await readAgain(file));
        const body = await packers[coding](plain);
        held.set(key, body, body.length);
        return body;
      });
    },

    async open(file) {
      const handle = await open(file.place, reading);
      if (isSame(await handle.stat(), file.stamp)) return handle;
      await handle.close();
      throw new ReplacedMeanwhile();
    },
  };
}

const keysOf = (hash: string): Shelved["keys"] => ({
  br: `br ${hash}`,
  gzip: `gzip ${hash}`,
  identity: `identity ${hash}`,
});

/** A pipe that nobody writes to would hold up whoever opens it. */
const reading = constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0);

/** The place without links; null where it is outside. */
async function placeInside(root: string, place: string): Promise<string | null> {
  const [top, real] = await Promise.all([realpath(root), realpath(place)]);
  return real.startsWith(top + path.sep) ? real : null;
}

async function unlessGone(look: Promise<Found>): Promise<Found> {
  try {
    return await look;
  } catch (error) {
    if (isNoSuchFile(error)) return { kind: "nothing" };
    throw error;
  }
}

/** Null where there is nothing, or nothing to be got at. */
function lookAt(place: string): Stats | null {
  try {
    return statSync(place, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isNoSuchFile(error)) return null;
    throw error;
  }
}

/** Names that lead nowhere, in all the ways a file system has to say so; and files their owner keeps to himself. */
const nowhere = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EINVAL", "ENXIO", "EACCES", "EPERM"];
const isNoSuchFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && nowhere.includes(String(error.code));

const stampOf = ({ dev, ino, size, mtimeMs, ctimeMs }: Stamp): Stamp => ({
  dev,
  ino,
  size,
  mtimeMs,
  ctimeMs,
});

const isSame = (a: Stamp, b: Stamp): boolean =>
  a.ino === b.ino &&
  a.mtimeMs === b.mtimeMs &&
  a.size === b.size &&
  a.ctimeMs === b.ctimeMs &&
  a.dev === b.dev;

/**
 * When the bytes became what they are. A file that was copied or touched keeps its time; one that was replaced by an older one
 * gets a later time than it had, or who asks "changed since?" would never learn of it.
 */
function changeOf(mtimeMs: number, hash: string, before: Shelved | undefined, now: number): number {
  if (before?.hash === hash) return before.lastModified;
  const after = before == null ? 0 : before.lastModified + 1000;
  // A time that is still to come is not one (RFC 9110 §8.8.2.1).
  return wholeSecond(Math.min(Math.max(mtimeMs, after), now));
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

const shorten = (digest: string): string => digest.slice(0, 22);
const hashOfBytes = (body: Buffer): string => shorten(createHash("sha256").update(body).digest("base64url"));

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of handle.createReadStream({ start: 0, autoClose: false }))
    hash.update(part as Buffer);
  return shorten(hash.digest("base64url"));
}

/** Bytes that were put out of memory meanwhile. */
async function readAgain(file: Shelved): Promise<Buffer> {
  await using handle = await open(file.place, reading);
  const body = await handle.readFile();
  // Replaced in this moment: whoever asked asks again, and gets what stands there now.
  if (hashOfBytes(body) !== file.hash) throw new ReplacedMeanwhile();
  return body;
}

/** The file is another one by now: look again. */
export class ReplacedMeanwhile extends Error {}

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

/** Done once for each content, on Node's own threads. Brotli's best takes half a second for what its ninth does in a twentieth. */
const packers: Readonly<Record<Coding, (body: Buffer) => Promise<Buffer>>> = {
  identity: async (body) => body,
  gzip: (body) => asGzip(body, { level: 9 }),
  br: (body) =>
    asBrotli(body, {
      params: { [zlib.BROTLI_PARAM_QUALITY]: 9, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
};
