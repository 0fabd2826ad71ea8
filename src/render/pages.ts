import type { Edition, EditionHead } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { directionOf } from "../domain/language.ts";
import { introOf, minutesOf } from "./digest.ts";
import { feedFormats } from "./feeds.ts";
import type { Publication } from "./publication.ts";
import { directionView, editionHref, pageHref, siteView, storyView, withImagesAt } from "./publication.ts";
import type { Templates } from "./template.ts";
import type { ArticleView, EditionLinkView, EditionView, IndexView, PageView, StoryView } from "./views.ts";
import { longDate, phrase, plainWords, shortDate } from "./words.ts";

export type Page = { readonly path: string; readonly body: string };

/** How many entries the front page lists. */
export const indexEntries = 100;

/** The pages for people. */
export type Pages = {
  entry(entry: Entry): Page;
  edition(edition: Edition): Page;
  /** The front page and the stylesheet. @param newest as many as there are, or `indexEntries` */
  front(newest: readonly Entry[], editions: readonly EditionHead[]): Page[];
};

export function createPages(publication: Publication, templates: Templates, stylesheet: string): Pages {
  return {
    entry: (entry) => ({
      path: pageHref(entry),
      body: templates.html("pages/article.liquid", articleView(entry, publication)),
    }),
    edition: (edition) => ({
      path: editionHref(edition.number),
      body: templates.html("pages/edition.liquid", editionView(edition, publication)),
    }),
    front: (newest, editions) => [
      { path: "style.css", body: stylesheet },
      {
        path: "index.html",
        body: templates.html("pages/index.liquid", indexView(newest, editions, publication)),
      },
    ],
  };
}

function indexView(
  entries: readonly Entry[],
  editions: readonly EditionHead[],
  publication: Publication,
): IndexView {
  return {
    ...pageView(publication, {
      path: "index.html",
      title: publication.title,
      description: publication.tagline,
    }),
    stories: entries.slice(0, indexEntries).map((entry) => storyView(entry, publication, pageHref(entry))),
    editions: editions.map((edition) => editionLink(edition, publication)),
  };
}

function articleView(entry: Entry, publication: Publication): ArticleView {
  const edited = +entry.updated > +entry.published;
  const first = firstPlace(entry, publication);
  const { page, ...view } = pageView(publication, {
    path: pageHref(entry),
    title: `${entry.title} · ${publication.title}`,
    description: entry.summary.text,
  });
  return {
    ...view,
    // Search engines are told which of two pages with one text came first (RFC 6596).
    page: first.href === "" ? page : { ...page, canonical: first.href },
    first,
    story: storyView(entry, publication, `../${pageHref(entry)}`),
    html: withImagesAt("../", entry.html),
    updated: edited
      ? phrase(publication.voice, "updated_on", { date: shortDate(publication.voice, entry.updated) })
      : "",
  };
}

/** Where another publication, or its author elsewhere, had it first. */
function firstPlace({ link, origin }: Entry, { url, voice }: Publication): ArticleView["first"] {
  const href = link ?? origin?.url ?? "";
  if (href === "" || href.startsWith(url)) return { text: "", href: "" };
  const place = origin?.title ?? new URL(href).hostname.replace(/^www\./, "");
  return { text: phrase(voice, "first_published", { place }), href };
}

function editionView(edition: Edition, publication: Publication): EditionView {
  const { voice } = publication;
  const views = edition.entries.map((entry) => storyView(entry, publication, `../${pageHref(entry)}`));
  const [lead, ...stories] = views as [StoryView, ...StoryView[]];
  return {
    ...pageView(publication, {
      path: editionHref(edition.number),
      title: `${editionTitle(edition, publication)}: ${edition.subject}`,
      description: edition.preheader,
    }),
    edition: {
      number: edition.number,
      title: editionTitle(edition, publication),
      subject: edition.subject,
      meta: [longDate(voice, edition.sealedAt), minutesOf(edition, voice)],
      date: longDate(voice, edition.sealedAt),
      intro: introOf(edition, publication),
      datetime: edition.sealedAt.toISOString(),
    },
    lead,
    stories,
  };
}

function editionLink(edition: EditionHead, publication: Publication): EditionLinkView {
  const { voice } = publication;
  return {
    title: editionTitle(edition, publication),
    href: editionHref(edition.number),
    date: shortDate(voice, edition.sealedAt),
    meta: [shortDate(voice, edition.sealedAt), edition.subject],
    datetime: edition.sealedAt.toISOString(),
  };
}

function editionTitle(edition: EditionHead, { title, voice }: Publication): string {
  return phrase(voice, "edition_title", { site: title, n: edition.number });
}

function pageView(
  publication: Publication,
  page: { readonly path: string; readonly title: string; readonly description: string },
): PageView {
  const up = page.path.includes("/") ? "../" : "";
  const { voice } = publication;
  return {
    ...directionView(directionOf(voice.language)),
    site: siteView(publication, `${up}index.html`),
    words: plainWords(voice, { site: publication.title }),
    page: {
      title: page.title,
      description: page.description,
      language: voice.language,
      canonical: publication.url + (page.path === "index.html" ? "" : page.path),
      stylesheet: `${up}style.css`,
      feeds: Object.values(feedFormats).map((format) => ({
        title: format.title,
        type: format.type,
        href: up + format.file,
      })),
    },
  };
}
