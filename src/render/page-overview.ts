import type { EditionHead } from "../domain/edition.ts";
import type { Listed } from "./listing.ts";
import { dayOf } from "./listing.ts";
import type { Page } from "./page-address.ts";
import { editionsHref, overviewHref, stamp } from "./page-address.ts";
import { editionTitle } from "./page-edition.ts";
import { downFrom, fitting } from "./page-fit.ts";
import type { PageMeans } from "./page-frame.ts";
import { frameOf } from "./page-frame.ts";
import { shortAuthor } from "./page-stories.ts";
import type { Publication } from "./publication.ts";
import type { EditionLinkView, EditionsView, OverviewView } from "./views.ts";
import type { Voice } from "./words.ts";
import { countOf, monthAlone, phrase, shortDate, yearOf } from "./words.ts";

/** A list of entries, and how many there are in it. */
export type Counted = Pick<Listed, "name" | "folder"> & { readonly count: number };

/** More never fit: an item takes at least 45 bytes. */
const mostItems = 600;

const roomOf = { tag: "tags/", author: "authors/", month: "archive/" } as const;
const wordOf = { tag: "tags", author: "authors", month: "archive" } as const;

/** With more than fits, the most used ones, or the newest months. */
export function overviewPage(kind: Listed["kind"], items: readonly Counted[], means: PageMeans): Page {
  const { publication, templates } = means;
  const { voice } = publication;
  const path = overviewHref[kind];
  const title = phrase(voice, wordOf[kind]);
  const frame = frameOf(subject(path, title, publication), means);
  const first = items.toSorted(kind === "month" ? byName : byCount).slice(0, mostItems);
  const body = fitting(downFrom(first.length, 0), (shown) => {
    const chosen = first.slice(0, shown);
    const note = shown === items.length ? "" : cutNote(kind, shown, items.length, voice);
    const view: OverviewView = {
      ...frame,
      overview: { title, kind, note },
      groups:
        kind === "month" ? yearsOf(chosen, voice) : [{ title: "", items: namesOf(kind, chosen, voice) }],
    };
    return templates.html("pages/overview.liquid", view);
  });
  return { path, body };
}

const byName = (a: Counted, b: Counted): number => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0);
const byCount = (a: Counted, b: Counted): number =>
  b.count - a.count || (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0);

const cutNote = (kind: Listed["kind"], n: number, all: number, voice: Voice): string =>
  phrase(voice, kind === "month" ? "newest_of" : "most_used", { n, all });

function namesOf(kind: Listed["kind"], items: readonly Counted[], voice: Voice) {
  const { compare } = new Intl.Collator(voice.language, { numeric: true });
  return items
    .toSorted((a, b) => compare(a.name, b.name) || (a.folder < b.folder ? -1 : 1))
    .map((item) => itemOf(kind, item, shortAuthor(item.name), voice));
}

function yearsOf(months: readonly Counted[], voice: Voice): OverviewView["groups"] {
  return Array.from(
    Map.groupBy(months, ({ name }) => yearOf(voice, name)),
    ([title, items]) => ({
      title,
      items: items.map((item) => itemOf("month", item, monthAlone(voice, item.name), voice)),
    }),
  );
}

const itemOf = (kind: Listed["kind"], { folder, count }: Counted, text: string, voice: Voice) => ({
  text,
  href: `${folder.slice(roomOf[kind].length)}index.html`,
  count: countOf(voice, count),
});

/** Those that do not fit are found from edition to edition. */
export function editionsPage(heads: readonly EditionHead[], means: PageMeans): Page {
  const { publication, templates } = means;
  const { voice } = publication;
  const path = editionsHref;
  const frame = frameOf(subject(path, phrase(voice, "editions"), publication), means);
  const first = heads.slice(0, mostItems);
  const body = fitting(downFrom(first.length, 0), (shown) => {
    const years = Map.groupBy(first.slice(0, shown), ({ sealedAt }) =>
      yearOf(voice, dayOf({ published: sealedAt }, voice.zone)),
    );
    const view: EditionsView = {
      ...frame,
      note: shown === heads.length ? "" : phrase(voice, "older_editions", { n: heads.length - shown }),
      years: Array.from(years, ([title, editions]) => ({
        title,
        editions: editions.map((head) => editionLink(head, publication, "")),
      })),
    };
    return templates.html("pages/editions.liquid", view);
  });
  return { path, body };
}

/** @param folder where editions lie, from the page */
export function editionLink(head: EditionHead, publication: Publication, folder: string): EditionLinkView {
  return {
    title: editionTitle(head, publication),
    href: `${folder}${head.number}.html`,
    subject: head.subject,
    date: shortDate(publication.voice, head.sealedAt),
    datetime: stamp(head.sealedAt),
  };
}

const subject = (path: string, headline: string, { title, tagline }: Publication) => ({
  path,
  title: `${headline} · ${title}`,
  headline,
  description: tagline,
});
