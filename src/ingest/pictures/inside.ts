import { join } from "node:path";
import type { ArticleImage } from "../../domain/article.ts";
import { type InsidePicture, type Limits, Unusable } from "../formats/draft.ts";
import { formatOf } from "../formats/registry.ts";
import { readCandidate } from "../folder.ts";
import { pictureFrom, readPicture } from "./images.ts";

/** As `pathInside` makes them. */
const insidePath = /^(.+(\.[a-z]{2,8}))#([1-9]\d{0,3})$/iu;

type Opened = { readonly hash: string; readonly pictures: readonly InsidePicture[] };

/**
 * Gives the bytes to publish of pictures found before, by path and hash; null for what is gone or another now. The last file
 * opened for its pictures stays open, as an article's are asked for one after the other.
 *
 * @param folder the source folder, absolute
 */
export function pictureBytes(
  folder: string,
  limits: Limits,
): (image: Pick<ArticleImage, "path" | "hash">) => Promise<Uint8Array | null> {
  let last: Opened | null = null;

  async function opened(path: string, extension: string): Promise<readonly InsidePicture[]> {
    const { bytes, hash } = await readCandidate({ path, absolute: join(folder, path) }, limits);
    if (last?.hash === hash) return last.pictures;
    const format = await formatOf(extension.toLowerCase());
    const pictures = "read" in format ? (await format.read(bytes, limits)).inside : [];
    last = { hash, pictures };
    return pictures;
  }

  async function inside(path: string) {
    const [, file, extension, number] = insidePath.exec(path) ?? [];
    if (file == null || extension == null) return null;
    const picture = (await opened(file, extension))[Number(number) - 1];
    return picture == null ? null : pictureFrom(picture.bytes, path, limits);
  }

  return async ({ path, hash }) => {
    // A file may be named as if it lay inside another: the hash says which of the two was meant.
    for (const look of [inside, (plain: string) => readPicture(folder, plain, limits)]) {
      const picture = await look(path).catch(unlessUnusable);
      if (picture?.image.hash === hash) return picture.bytes;
    }
    return null;
  };
}

function unlessUnusable(error: unknown): null {
  if (error instanceof Unusable) return null;
  throw error;
}
