import { crc32 } from "node:zlib";

/**
 * A picture without what cameras and programs noted in it (place, device, owner, history, thumbnails, a film after the
 * picture): JPEG, PNG and WebP; others as they are. Lossless, as only whole segments go. Colours and orientation stay.
 * A file that is not built as its format says is returned unchanged.
 */
export function stripMetadata(bytes: Uint8Array): Uint8Array {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xd8) return strippedJpeg(bytes) ?? bytes;
  if (a === 0x89 && b === 0x50) return strippedPng(bytes) ?? bytes;
  if (a === 0x52 && b === 0x49 && latin(bytes, 8, 4) === "WEBP") return strippedWebp(bytes) ?? bytes;
  return bytes;
}

/** APP1 (EXIF, XMP), APP13 (IPTC), COM and the like go; JFIF (0), ICC (2) and Adobe's colour transform (14) stay. */
const keptApps = new Set([0xe0, 0xe2, 0xee]);

function strippedJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // The end of the picture: phones append a film.
    if (marker === 0xd9) break;
    const length = uint16(bytes, at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return null;
    const isApp = marker >= 0xe0 && marker <= 0xef;
    if (isApp || marker === 0xfe) {
      const turned = marker === 0xe1 ? orientationIn(bytes.subarray(at + 4, next)) : 1;
      // Multi-picture data (an APP2) points at pictures behind the end.
      const isKept = keptApps.has(marker) && latin(bytes, at + 4, 4) !== "MPF\0";
      if (turned > 1) parts.push(orientationSegment(turned));
      else if (isKept) parts.push(bytes.subarray(at, next));
      at = next;
      continue;
    }
    const end = marker === 0xda ? endOfScan(bytes, next) : next;
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  if (parts.length < 3) return null;
  return Buffer.concat([...parts, Uint8Array.of(0xff, 0xd9)]);
}

/** Picture data run to the next marker; 00 after FF is data, D0 to D7 are restarts within. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const exifMark = "Exif\0\0";

/** Tag 0x0112 in the first directory of EXIF data, 2 to 8; 1 (upright) where there is none. */
function orientationIn(exif: Uint8Array): number {
  // JPEG has the mark, PNG and most WebP have not; JPEG's other segments are no EXIF.
  const tiff = latin(exif, 0, 6) === exifMark ? exif.subarray(6) : exif;
  const order = latin(tiff, 0, 2);
  if (tiff.length < 14 || (order !== "II" && order !== "MM")) return 1;
  const little = order === "II";
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < count && at + 12 <= tiff.length; i++, at += 12) {
    if (view.getUint16(at, little) !== 0x0112) continue;
    const turned = view.getUint16(at + 8, little);
    return turned >= 1 && turned <= 8 ? turned : 1;
  }
  return 1;
}

/** Which way up a WebP or PNG picture is shown, 1 to 8; `image-size` tells it of JPEG only. */
export function orientationOf(bytes: Uint8Array): number {
  for (const { type, data } of [...riffChunks(bytes), ...pngChunks(bytes)])
    if (type === "EXIF" || type === "eXIf") return orientationIn(data);
  return 1;
}

/** EXIF data that say nothing but which way is up: without it portraits would lie on their side. */
const orientationData = (orientation: number): Uint8Array =>
  Uint8Array.from(
    // "MM", 42, the directory at 8; one entry: tag 0x0112, a short, once; no further directory.
    [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1].concat([
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      orientation,
      0,
      0,
      0,
      0,
      0,
      0,
    ]),
  );

function orientationSegment(orientation: number): Uint8Array {
  const body = [...Buffer.from(exifMark, "latin1"), ...orientationData(orientation)];
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body]);
}

type Chunk = { readonly type: string; readonly whole: Uint8Array; readonly data: Uint8Array };

const droppedChunks = new Set(["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "zxIf"]);

/** Up to the end chunk; what follows it is no part of the picture. Breaks off where the file is not built so. */
function* pngChunks(bytes: Uint8Array): Generator<Chunk> {
  if (latin(bytes, 1, 3) !== "PNG") return;
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + uint32(bytes, at);
    if (next > bytes.length) return;
    const type = latin(bytes, at + 4, 4);
    yield { type, whole: bytes.subarray(at, next), data: bytes.subarray(at + 8, next - 4) };
    if (type === "IEND") return;
    at = next;
  }
}

function strippedPng(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  for (const { type, whole, data } of pngChunks(bytes)) {
    const turned = type === "eXIf" ? orientationIn(data) : 1;
    if (turned > 1) parts.push(pngOrientation(turned));
    else if (!droppedChunks.has(type)) parts.push(whole);
    if (type === "IEND") return Buffer.concat(parts);
  }
  return null;
}

function pngOrientation(turned: number): Uint8Array {
  const data = Buffer.concat([Buffer.from("eXIf", "latin1"), orientationData(turned)]);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  return chunk;
}

/** Breaks off where the file is not built so. */
function* riffChunks(bytes: Uint8Array): Generator<Chunk> {
  if (bytes.length < 12 || latin(bytes, 8, 4) !== "WEBP") return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= end;) {
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (at + 8 + size > end) {
      yield { type: "", whole: bytes.subarray(at), data: bytes.subarray(at) };
      return;
    }
    yield {
      type: latin(bytes, at, 4),
      whole: bytes.slice(at, Math.min(next, end)),
      data: bytes.subarray(at + 8, at + 8 + size),
    };
    at = next;
  }
}

function strippedWebp(bytes: Uint8Array): Uint8Array | null {
  const chunks = [...riffChunks(bytes)];
  if (chunks.length === 0 || chunks.some(({ type }) => type === "")) return null;
  const turned = orientationOf(bytes);
  const parts = chunks.flatMap(({ type, whole }) => {
    if (type === "XMP " || type === "EXIF") return [];
    // The header's flags say which chunks there are: EXIF is 8, XMP is 4.
    if (type === "VP8X" && whole.length > 8) whole[8] = ((whole[8] ?? 0) & ~0x0c) | (turned > 1 ? 0x08 : 0);
    return [whole];
  });
  // EXIF comes after the picture's data; a file without the extended header cannot say that it has any.
  if (turned > 1 && chunks[0]?.type === "VP8X") parts.push(riffOrientation(turned));
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  head.write("WEBP", 8, "latin1");
  return Buffer.concat([head, body]);
}

function riffOrientation(turned: number): Uint8Array {
  const data = orientationData(turned);
  const head = Buffer.alloc(8);
  head.write("EXIF", 0, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

const uint16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
const latin = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.subarray(at, at + length)).toString("latin1");
