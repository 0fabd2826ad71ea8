import type { LinkedArticle } from "./json-ld.ts";
import { type Page, meta, tokens, wordsOf } from "./page.ts";

const maxTags = 20;
const maxTagChars = 60;

/** Sections first, then tags and keywords; each once, whatever its case; the site's own name is no tag. */
export function sectionsAndTags(
  page: Page,
  main: LinkedArticle | null,
  sites: readonly string[],
): readonly string[] {
  const linked = page.all.filter(
    (element) => element.tagName === "a" && tokens(element, "rel").includes("tag"),
  );
  const keywords = meta(page, "news_keywords", "keywords", "parsely-tags", "sailthru.tags")?.value ?? "";
  const said = [
    ...(main?.sections ?? []),
    ...(page.metas.get("article:section") ?? []),
    ...(page.metas.get("article:tag") ?? []).flatMap((line) => line.split(",")),
    ...(main?.keywords ?? []),
    ...linked.slice(0, maxTags).map(wordsOf),
    ...keywords.split(/[,;]/),
  ];
  return uniqueTags(
    said.filter((tag) => !sites.some((site) => site.toLowerCase() === tag.trim().toLowerCase())),
  );
}

/** Soft hyphen, zero-width space, word joiner, byte order mark: two tags that look the same are one. Joiners make letters and emoji. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/gu;

/** At most 20 tags of at most 60 characters, as first written, each once whatever its case; `#` before them goes. */
export function uniqueTags(said: readonly string[]): readonly string[] {
  const tags = new Map<string, string>();
  for (const words of said) {
    const tag = words
      .replace(unseen, "")
      .trim()
      .replace(/^#+(?=[\p{L}\p{N}])/u, "");
    if (tag === "" || tag.length > maxTagChars || tags.has(tag.toLowerCase())) continue;
    tags.set(tag.toLowerCase(), tag);
    if (tags.size === maxTags) break;
  }
  return [...tags.values()];
}
