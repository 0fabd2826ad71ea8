import type { Page } from "./page-address.ts";
import { addressOf, stamp } from "./page-address.ts";
import type { Publication } from "./publication.ts";
import { pageHref } from "./publication.ts";

/** sitemaps.org 0.9: as many addresses one sitemap may hold. */
export const maxSitemapAddresses = 50_000;

export const sitemapPath = "sitemap.xml";
export const monthSitemapPath = (month: string): string => `sitemaps/${month}.xml`;
export const pagesSitemapPath = "sitemaps/pages.xml";

/** A file below the publication's URL, and when it last changed, where that is known. */
export type SitemapPlace = { readonly path: string; readonly lastmod: Date | null };

/** The articles of a month, in the order given. @param month `2026-11` */
export const monthSitemap = (
  publication: Publication,
  month: string,
  entries: readonly { readonly slug: string; readonly updated: Date }[],
): Page => ({
  path: monthSitemapPath(month),
  body: document(
    "urlset",
    "url",
    entries.map((entry) => ({ path: pageHref(entry), lastmod: entry.updated })),
    publication,
  ),
});

/** Front page, overviews, newest pages of lists, editions, in the order given. */
export const pagesSitemap = (publication: Publication, pages: readonly SitemapPlace[]): Page => ({
  path: pagesSitemapPath,
  body: document("urlset", "url", pages, publication),
});

/** Names all sitemaps there are. */
export const sitemapIndex = (publication: Publication, sitemaps: readonly SitemapPlace[]): Page => ({
  path: sitemapPath,
  body: document("sitemapindex", "sitemap", sitemaps, publication),
});

function document(
  root: "urlset" | "sitemapindex",
  element: "url" | "sitemap",
  places: readonly SitemapPlace[],
  { url }: Publication,
): string {
  const lines = places.map(({ path, lastmod }) => {
    const changed = lastmod == null ? "" : `<lastmod>${stamp(lastmod)}</lastmod>`;
    return `<${element}><loc>${escapeXml(addressOf(url, path))}</loc>${changed}</${element}>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join("")}</${root}>\n`;
}

const escapeXml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
