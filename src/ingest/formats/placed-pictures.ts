import { type ArticleImage, publishedPath } from "../../domain/article.ts";
import type { PictureReference } from "./draft.ts";

/** `picture:3` stands for the file's fourth picture until it is known whether there is one to publish. */
export const pictureScheme = "picture";

/** What a picture's address names inside its own file: "cid:boat%40gull" → "boat@gull" (RFC 2392). Null for other addresses. */
export function cidOf(src: string): string | null {
  const name = /^cid:(.{1,300})$/iu.exec(src)?.[1];
  if (name == null) return null;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const placeholder = new RegExp(`<img src="${pictureScheme}:(\\d{1,6})" />`, "g");

/**
 * A draft's HTML with its pictures in place: those there are to publish as `images/…`, the others by their description.
 * The placeholder cannot be forged: in text `<` is escaped, in attributes `"` is, and `picture:` is no address of a page.
 *
 * @param images one for each reference; null where there is none
 */
export function withPictures(
  html: string,
  references: readonly PictureReference[],
  images: readonly (ArticleImage | null)[],
): string {
  return html
    .replace(placeholder, (_, digits: string) => {
      const at = Number(digits);
      const alt = escapeHtml(references[at]?.alt ?? "");
      const shown = images[at];
      if (shown == null) return alt;
      const size = `width="${shown.width}" height="${shown.height}"`;
      return `<img src="${publishedPath(shown)}" alt="${alt}" ${size} loading="lazy" />`;
    })
    .replace(/<(p|figure)>\s{0,20}<\/\1>\n?/g, "")
    .trim();
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
