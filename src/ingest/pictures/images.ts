import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join, posix } from "node:path";
import { imageSize } from "image-size";
import type { ArticleImage } from "../../domain/article.ts";
import { type Draft, type Limits, Unusable } from "../formats/draft.ts";
import { cidOf } from "../formats/placed-pictures.ts";
import { readCandidate } from "../folder.ts";
import { orientationOf, stripMetadata } from "./metadata.ts";
import { typeOf } from "./picture-type.ts";

/** A picture as it is published: its bytes without what cameras and programs wrote into them, and what they are. */
export type Picture = { readonly image: Omit<ArticleImage, "alt">; readonly bytes: Uint8Array };

/** One image for each reference; null for one there is not, is of no known kind or above the limits. */
export type FoundPictures = {
  readonly images: readonly (ArticleImage | null)[];
  /** Why a picture that the file itself holds is not among them; one that lay beside it and is gone says nothing. */
  readonly note: string | null;
};

/**
 * The pictures an article refers to, beside it in the folder or inside its own file. A missing picture never costs an article.
 *
 * @param folder the source folder, absolute
 * @param article path of the article in it
 */
export async function picturesOf(
  { pictures, inside }: Pick<Draft, "pictures" | "inside">,
  folder: string,
  article: string,
  limits: Limits,
): Promise<FoundPictures> {
  const known = new Map<string, Picture | null>();
  const reasons: string[] = [];
  const images: (ArticleImage | null)[] = [];
  for (const { src, alt } of pictures) {
    const cid = cidOf(src);
    const at = cid == null ? -1 : inside.findIndex((each) => each.cid === cid);
    const path = at < 0 ? pathOf(src, article) : pathInside(article, at);
    if (path == null) {
      if (cid != null) reasons.push("the file does not hold it");
      images.push(null);
      continue;
    }
    if (!known.has(path)) {
      const isOver = known.size >= limits.maxPictures;
      if (at >= 0 && isOver) reasons.push(`an article has at most ${limits.maxPictures}`);
      if (isOver) {
        images.push(null);
        continue;
      }
      known.set(path, await pictureAt(path, inside[at]?.bytes, reasons));
    }
    const picture = known.get(path);
    images.push(picture == null ? null : { ...picture.image, alt });
  }
  return { images, note: leftOut(reasons) };

  /** Only what the reading itself refuses is a missing picture; our own mistakes are the article's reason. */
  async function pictureAt(path: string, own: Uint8Array | undefined, refusals: string[]) {
    try {
      return own == null ? await readPicture(folder, path, limits) : pictureFrom(own, path, limits);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      if (own != null) refusals.push(error.message);
      return null;
    }
  }
}

function leftOut(reasons: readonly string[]): string | null {
  if (reasons.length === 0) return null;
  const why = [...new Set(reasons)].join("; ");
  const what = reasons.length === 1 ? "one picture" : `${reasons.length} pictures`;
  return `${what} inside the file ${reasons.length === 1 ? "was" : "were"} left out: ${why}`;
}

/**
 * Where a picture is found again that a file holds: "letters/boats.eml#2" is the second of that mail. It changes with its file
 * only, so that a file's own stamp and hash tell of its pictures, too.
 */
export const pathInside = (file: string, at: number): string => `${file}#${at + 1}`;

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
  return pictureFrom(file.bytes, path, limits);
}

/** A picture by its bytes, wherever they were. @throws Unusable with the reason */
export function pictureFrom(whole: Uint8Array, path: string, limits: Limits): Picture {
  if (whole.length === 0) throw new Unusable("it is empty, or cannot be unpacked within the limits");
  if (whole.length > limits.maxPictureBytes)
    throw new Unusable(`it has ${whole.length} bytes, more than ${limits.maxPictureBytes}`);
  const type = typeOf(whole);
  if (type == null) throw new Unusable("it is no JPEG, PNG, GIF, WebP or AVIF picture");
  const size = sizeOf(whole);
  if (size == null) throw new Unusable("its size cannot be read");
  if (Math.max(size.width, size.height) > limits.maxPicturePixels || Math.min(size.width, size.height) < 1)
    throw new Unusable(`it is ${size.width} × ${size.height} pixels`);
  const bytes = stripMetadata(whole);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { image: { path, type, ...size, bytes: bytes.length, hash }, bytes };
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
