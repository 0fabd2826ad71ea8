import type { Edition, EditionHead } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import type { Listed, ListingPart } from "./listing.ts";
import { absentPages } from "./page-absent.ts";
import type { Page } from "./page-address.ts";
import { articlePage } from "./page-article.ts";
import { editionPage } from "./page-edition.ts";
import type { Sections } from "./page-frame.ts";
import { frontPage } from "./page-front.ts";
import { listingPage } from "./page-listing.ts";
import type { Counted } from "./page-overview.ts";
import { editionsPage, overviewPage } from "./page-overview.ts";
import type { Publication } from "./publication.ts";
import type { Templates } from "./template.ts";

export type { Page } from "./page-address.ts";
export type { Sections } from "./page-frame.ts";
export type { Counted } from "./page-overview.ts";

/** How many of the newest entries the front page may show. */
export const indexEntries = 21;

/** The pages for people. All but an article's own weigh under 30 KB, however much there is to show. */
export type Pages = {
  entry(entry: Entry): Page;
  edition(edition: Edition): Page;
  /**
   * The front page and the stylesheet.
   *
   * @param newest as many as there are, or `indexEntries`
   * @param editions newest first: all there are, or 13
   * @param topics tags, the most used first: all there are, or 12
   */
  front(newest: readonly Entry[], editions: readonly EditionHead[], topics: readonly Counted[]): Page[];
  /**
   * One page of a list.
   *
   * @param pages how many older pages the list has
   * @param entries those of this page, newest first
   */
  listing(listed: Listed, part: ListingPart, pages: number, entries: readonly Entry[]): Page;
  /** All tags, authors or months, in any order. */
  overview(kind: Listed["kind"], items: readonly Counted[]): Page;
  /** All editions, newest first. */
  editions(heads: readonly EditionHead[]): Page;
  /** For a web server to show where there is no page, and where there no longer is one: `404.html`, `410.html`. */
  absent(): Page[];
};

/** @param sections which of the other pages are published; all pages name them and have to be made again when they change */
export function createPages(
  publication: Publication,
  templates: Templates,
  stylesheet: string,
  sections: Sections,
): Pages {
  const means = { publication, templates, sections };
  return {
    entry: (entry) => articlePage(entry, means),
    edition: (edition) => editionPage(edition, means),
    front: (newest, editions, topics) => [
      { path: "style.css", body: stylesheet },
      frontPage(newest, editions, topics, means),
    ],
    listing: (listed, part, pages, entries) => listingPage(listed, { part, pages, entries }, means),
    overview: (kind, items) => overviewPage(kind, items, means),
    editions: (heads) => editionsPage(heads, means),
    absent: () => absentPages(means),
  };
}
