import { oneLine } from "../bytes/decode.ts";
import type { LinkedArticle } from "./json-ld.ts";
import { type Page, attribute, meta, tokens } from "./page.ts";

/**
 * Where the page stood: `rel=canonical`, `og:url`, JSON-LD, or the comment a browser leaves when it saves a page.
 * Absolute http(s), without fragment; null when nothing says it. The front page of a site is no article's address.
 */
export function linkOf(page: Page, linked: readonly LinkedArticle[]): string | null {
  const canonical = page.all.find(
    (element) =>
      element.tagName === "link" && tokens(element, "rel").some((t) => t.toLowerCase() === "canonical"),
  );
  const base = baseOf(page);
  const stated = [
    attribute(canonical, "href"),
    meta(page, "og:url")?.value ?? "",
    ...linked.map(({ url }) => url),
    ...page.comments.map(savedFrom),
  ];
  const links = stated.map((words) => webAddress(words, base)).filter((link) => link != null);
  return links.find((link) => new URL(link).pathname.length > 1) ?? links[0] ?? null;
}

/** `<base href>`, absolute, or null. */
export function baseOf(page: Page): string | null {
  return webAddress(
    attribute(
      page.all.find(({ tagName }) => tagName === "base"),
      "href",
    ),
    null,
  );
}

/** An absolute http(s) address, its fragment dropped; null for anything else. */
export function webAddress(words: string, base: string | null): string | null {
  const text = oneLine(words);
  if (text === "" || text.length > 2_000 || !URL.canParse(text, base ?? undefined)) return null;
  const url = new URL(text, base ?? undefined);
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "")
    return null;
  url.hash = "";
  return url.href;
}

/** "saved from url=(0042)https://…" (browsers), "url: https://…" (SingleFile). */
function savedFrom(comment: string): string {
  return /(?:saved from url=\(\d{1,6}\)|\burl:\s{0,3})(https?:\/\/\S{1,2000})/.exec(comment)?.[1] ?? "";
}
