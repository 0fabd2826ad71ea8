import { sealEdition } from "../../src/app/seal.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { planEdition } from "../../src/domain/edition.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { newestFirst } from "../../src/domain/entry.ts";
import { editionId } from "../../src/domain/ids.ts";
import { topicsOf } from "../../src/domain/topic.ts";
import type { Listed } from "../../src/render/listing.ts";
import { partsOf } from "../../src/render/listing.ts";
import type { Counted, Page, Sections } from "../../src/render/pages.ts";
import { createPages, indexEntries } from "../../src/render/pages.ts";
import type { Publication } from "../../src/render/publication.ts";
import { publication as samplePublication, templateFiles, templates } from "./sample.ts";

export const allSections: Sections = { archive: true, tags: true, authors: true, editions: true, opml: true };
export const noSections: Sections = {
  archive: false,
  tags: false,
  authors: false,
  editions: false,
  opml: false,
};

export const stylesheet = templateFiles["pages/style.css"] ?? "";

/** An edition without its mail, which takes long to make. */
export function editionOf(entries: readonly Entry[]): Edition {
  const planned = planEdition(entries, 213, null);
  if (planned.kind !== "edition") throw new Error("no edition");
  return sealEdition(planned.plan, {
    id: editionId("11111111-1111-4111-8111-111111111111"),
    series: "default",
    sealedAt: new Date("2026-11-23T07:00:00.000Z"),
    audience: "active",
    language: "en",
    digest: { html: "", text: "", tokens: { address: "a", unsubscribe: "b" } },
  });
}

/** Lists of these entries, with their entries newest first. */
export function listsOf(entries: readonly Entry[], zone: string): Map<string, [Listed, Entry[]]> {
  const lists = new Map<string, [Listed, Entry[]]>();
  for (const entry of entries.toSorted(newestFirst)) {
    for (const listed of topicsOf(entry, zone)) {
      const [, those] = lists.get(listed.folder) ?? [listed, []];
      lists.set(listed.folder, [listed, [...those, entry]]);
    }
  }
  return lists;
}

/** Every page there is for these entries and editions, by its path. */
export function wholeSite(
  entries: readonly Entry[],
  editions: readonly Edition[],
  publication: Publication = samplePublication,
): Map<string, string> {
  const pages = createPages(publication, templates, stylesheet, allSections);
  const lists = [...listsOf(entries, publication.voice.zone).values()];
  const counted = (kind: Listed["kind"]): Counted[] =>
    lists
      .filter(([listed]) => listed.kind === kind)
      .map(([listed, those]) => ({ ...listed, count: those.length }))
      .sort((a, b) => b.count - a.count);
  const made: Page[] = [
    ...entries.map((entry) => pages.entry(entry)),
    ...editions.map((edition) => pages.edition(edition)),
    ...lists.flatMap(([listed, those]) => {
      const parts = partsOf(listed.kind, those);
      return parts.map(({ part, ids }) => pages.listing(listed, part, parts.length - 1, ids));
    }),
    ...(["tag", "author", "month"] as const).map((kind) => pages.overview(kind, counted(kind))),
    pages.editions(editions),
    ...pages.front(entries.toSorted(newestFirst).slice(0, indexEntries), editions, counted("tag")),
    ...pages.absent(),
  ];
  return new Map(made.map((page) => [page.path, page.body]));
}
