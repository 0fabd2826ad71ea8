import { inflateRawSync } from "node:zlib";
import { type Limits, Unusable } from "./draft.ts";

/** One file in a ZIP archive, as its directory describes it. Sizes in bytes; what the directory says may be a lie. */
type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly header: number;
};

/** The parts of an office document that were asked for, unpacked, by name. */
export type Parts = ReadonlyMap<string, Uint8Array>;

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
/** An end record is 22 bytes and a comment of at most 65,535. */
const maxTail = 22 + 0xffff;

/**
 * Unpacks the wanted parts of an archive, never more than `maxUnpackedBytes` in all, whatever the archive claims: the
 * inflater itself is stopped there. Own reading of the directory (APPNOTE 4.3.12, 4.3.16), because libraries either
 * trust the sizes it states (fflate, jszip: a lie costs seconds) or cannot be stopped.
 *
 * @throws Unusable when it is no archive, encrypted, too large or damaged
 */
export function unpacked(bytes: Uint8Array, isWanted: (name: string) => boolean, limits: Limits): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  let left = limits.maxUnpackedBytes;
  for (const entry of entriesOf(view, limits)) {
    if (!isWanted(entry.name)) continue;
    if (parts.has(entry.name)) throw damaged(`it holds “${entry.name}” twice`);
    const part = unpackedEntry(bytes, view, entry, left);
    left -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

/** Each may have been unpacked up to the limit before it was refused. */
const maxRefused = 5;

/**
 * Pictures of an archive, by name: each within `maxPictureBytes`, all of them within `maxUnpackedBytes` or as much as one may
 * have. One that is damaged or too large is empty, and costs none of the others.
 *
 * @throws Unusable when it is no archive
 */
export function unpackedPictures(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  limits: Limits,
): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  let left = Math.max(limits.maxUnpackedBytes, limits.maxPictureBytes);
  let refused = 0;
  for (const entry of entriesOf(view, limits)) {
    if (!isWanted(entry.name) || parts.has(entry.name)) continue;
    const most = Math.min(left, limits.maxPictureBytes);
    try {
      const part =
        most === 0 || refused === maxRefused ? new Uint8Array() : unpackedEntry(bytes, view, entry, most);
      left -= part.length;
      parts.set(entry.name, part);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      refused++;
      parts.set(entry.name, new Uint8Array());
    }
  }
  return parts;
}

function entriesOf(view: DataView, limits: Limits): Entry[] {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > limits.maxArchiveEntries)
    throw new Unusable(
      `it is an archive of ${count} files, more than ${limits.maxArchiveEntries}: save it again`,
    );
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry)
      throw damaged("its directory is cut off");
    if ((view.getUint16(at + 8, true) & 1) === 1)
      throw new Unusable("it is protected by a password: save it without one");
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = Buffer.from(
      view.buffer,
      view.byteOffset + at + 46,
      Math.min(nameLength ?? 0, view.byteLength - at - 46),
    );
    entries.push({
      name: name.toString("utf8"),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - maxTail); at--)
    if (view.getUint32(at, true) === directoryEnd) return at;
  throw damaged("it is no ZIP archive");
}

function unpackedEntry(
  bytes: Uint8Array,
  view: DataView,
  { name, method, packed, header }: Entry,
  left: number,
): Uint8Array {
  if (header + 30 > bytes.length || view.getUint32(header, true) !== localHeader)
    throw damaged(`“${name}” is missing`);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > bytes.length) throw damaged(`“${name}” is cut off`);
  const data = bytes.subarray(start, start + packed);
  if (method !== 0 && method !== 8)
    throw damaged(`“${name}” is packed in a way that is not read (${method})`);
  if (method === 0 && data.length > left) throw tooLarge();
  if (method === 0) return data;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw damaged(`“${name}” does not unpack`);
  }
}

const tooLarge = (): Unusable =>
  new Unusable("its text unpacks to more than an article can be: split it, or move it elsewhere");
const damaged = (what: string): Unusable =>
  new Unusable(`it is not the document its name says, or is damaged (${what}): open it and save it again`);
