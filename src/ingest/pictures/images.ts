import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join, posix } from "node:path";
import { imageSize } from "image-size";
import type { ArticleImage } from "../../domain/article.ts";
import { type Limits, type PictureReference, Unusable } from "../formats/draft.ts";
import { readCandidate } from "../folder.ts";
import { orientationOf, stripMetadata } from "./metadata.ts";

/** A picture as it is published: its bytes without what cameras and programs wrote into them, and what they are. */
export type Picture = { readonly image: Omit<ArticleImage, "alt">; readonly bytes: Uint8Array };

/**
 * The pictures an article refers to, one answer for each reference: null for a picture that is not there, leads out of
 * the folder, is of no known kind or above the limits. A missing picture never costs an article.
 *
 * @param folder the source folder, absolute
 * @param article path of the article in it
 */
export async function picturesOf(
  references: readonly PictureReference[],
  folder: string,
  article: string,
  limits: Limits,
): Promise<(ArticleImage | null)[]> {
  const known = new Map<string, Promise<Picture | null>>();
  const found: (ArticleImage | null)[] = [];
  for (const { src, alt } of references) {
    const path = pathOf(src, article);
    if (path == null || (known.size >= limits.maxPictures && !known.has(path))) {
      found.push(null);
      continue;
    }
    const picture = known.get(path) ?? readPicture(folder, path, limits).catch(refused);
    known.set(path, picture);
    const read = await picture;
    found.push(read == null ? null : { ...read.image, alt });
  }
  return found;
}

/** Only what the reading itself refuses is a missing picture; our own mistakes are the article's reason. */
function refused(error: unknown): null {
  if (error instanceof Unusable) return null;
  throw error;
}

/**
 * Where in the source folder a reference leads: from the article's folder, or from the top with a leading slash. Null
 * when it leads out, is an address, or cannot be a file's name.
 */
export function pathOf(src: string, article: string): string | null {
  const [plain = ""] = src.split(/[?#]/, 1);
  let name: string;
  try {
    name = decodeURIComponent(plain);
  } catch {
    name = plain;
  }
  if (name === "" || name.length > 500 || /[\\\p{Cc}]|^[a-z][a-z0-9+.-]*:|^\/\//iu.test(name)) return null;
  const path = posix.normalize(
    name.startsWith("/") ? name.slice(1) : posix.join(posix.dirname(article), name),
  );
  if (path.startsWith("../") || path.startsWith("/") || path.split("/").some((part) => part.startsWith(".")))
    return null;
  return path;
}

/**
 * One picture, read as articles are: no link on the way, no device, no more bytes than allowed.
 *
 * @throws Unusable with the reason
 */
export async function readPicture(folder: string, path: string, limits: Limits): Promise<Picture> {
  const absolute = join(folder, path);
  const [top, real] = await Promise.all([realpath(folder), realpath(absolute)]).catch(() => {
    throw new Unusable("there is no such picture");
  });
  if (real !== join(top, path)) throw new Unusable("a symbolic link leads to it");
  const file = await readCandidate({ path, absolute }, { ...limits, maxBytes: limits.maxPictureBytes });
  const type = typeOf(file.bytes);
  if (type == null) throw new Unusable("it is no JPEG, PNG, GIF, WebP or AVIF picture");
  const size = sizeOf(file.bytes);
  if (size == null) throw new Unusable("its size cannot be read");
  if (Math.max(size.width, size.height) > limits.maxPicturePixels || Math.min(size.width, size.height) < 1)
    throw new Unusable(`it is ${size.width} × ${size.height} pixels`);
  const bytes = stripMetadata(file.bytes);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { image: { path, type, ...size, bytes: bytes.length, hash }, bytes };
}

/** By its own first bytes; what its name ends in says nothing. */
export function typeOf(bytes: Uint8Array): ArticleImage["type"] | null {
  const start = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  if (start.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (start.startsWith("\u0089PNG\r\n\u001a\n")) return "image/png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "image/gif";
  if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) return "image/webp";
  return /^ftyp(?:avif|avis)/.test(start.slice(4)) ? "image/avif" : null;
}

/** As it is shown: cameras turn a picture by a note beside it (EXIF orientation 5 to 8 lie on their side). */
function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height, orientation = orientationOf(bytes) } = imageSize(bytes);
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
