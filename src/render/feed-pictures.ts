import { publishedPath } from "../domain/article.ts";
import type { Entry } from "../domain/entry.ts";
import { element } from "./feed-markup.ts";
import type { Publication } from "./publication.ts";

/** A picture as feeds name it: absolute address, type and size of the file that is published there. */
export type FeedPicture = {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** Its description, or "". */
  readonly alt: string;
};

/** The same picture twice in an article is one file, named once. */
export function picturesOf({ images }: Entry, { url }: Publication): FeedPicture[] {
  const byPath = new Map(images.map((image) => [publishedPath(image), image] as const).toReversed());
  return [...byPath].toReversed().map(([path, { type, bytes, width, height, alt }]) => ({
    url: url + path,
    type,
    bytes,
    width,
    height,
    alt,
  }));
}

/** Media RSS, which readers of RSS and Atom alike take pictures from. */
export const mediaElements = (pictures: readonly FeedPicture[]): string[] =>
  pictures.map(({ url, type, bytes, width, height, alt }) =>
    element(
      "media:content",
      { url, type, medium: "image", fileSize: bytes, width, height },
      alt === "" ? [] : [element("media:description", { type: "plain" }, alt)],
    ),
  );
