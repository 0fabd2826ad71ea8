import type { Listed } from "./listing.ts";
import { inRange } from "./feed-document.ts";

/** A file of the publication. `path` is below its URL, as all paths here are. */
export type Page = { readonly path: string; readonly body: string };

/** Page of everything of a kind: all tags, all authors, all months. */
export const overviewHref = {
  tag: "tags/index.html",
  author: "authors/index.html",
  month: "archive/index.html",
} as const satisfies Record<Listed["kind"], string>;

export const editionsHref = "editions/index.html";

/** Where a file of the publication is read at: a folder's page at the folder's own address, in ASCII. */
export const addressOf = (url: string, path: string): string =>
  new URL(path.replace(/(^|\/)index\.html$/, "$1"), url).href;

/** From a page to the publication's root: "", "../" and so on. */
export const upFrom = (path: string): string => "../".repeat(path.split("/").length - 1);

/** RFC 3339, whole seconds, in the years it knows. */
export const stamp = (date: Date): string =>
  inRange(date)
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
