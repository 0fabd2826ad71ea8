import type { Entry } from "../domain/entry.ts";
import { firstPlaceOf, tagsOf } from "./feed-document.ts";
import type { Topic } from "../domain/topic.ts";
import { monthOf, namedTopics } from "../domain/topic.ts";
import { listingPath } from "./listing.ts";
import type { Page } from "./page-address.ts";
import { stamp, upFrom } from "./page-address.ts";
import { articleData, articleProperties, descriptionOf, maxPageTags } from "./page-data.ts";
import type { PageMeans } from "./page-frame.ts";
import { frameOf } from "./page-frame.ts";
import { pageHtml } from "./page-pictures.ts";
import { pageStory, pageTitle, shortAuthor, shortTag, shortTitle } from "./page-stories.ts";
import { pageHref, shownLanguage, wholeHtml } from "./publication.ts";
import type { ArticleView, LinkView } from "./views.ts";
import { monthYear, phrase, shortDate } from "./words.ts";

const nothing: LinkView = { text: "", href: "" };

export function articlePage(entry: Entry, means: PageMeans): Page {
  return {
    path: pageHref(entry),
    body: means.templates.html("pages/article.liquid", articleView(entry, means)),
  };
}

function articleView(entry: Entry, means: PageMeans): ArticleView {
  const { publication } = means;
  const path = pageHref(entry);
  const up = upFrom(path);
  const { page, ...around } = frameOf(
    {
      path,
      title: `${shortTitle(entry, publication)} · ${publication.title}`,
      headline: shortTitle(entry, publication),
      language: shownLanguage(entry, publication),
      description: descriptionOf(entry),
      ...articleProperties(entry, means),
    },
    means,
  );
  const first = firstPlace(entry, means);
  const tags = tagLinks(entry, up, means);
  return {
    ...around,
    // Search engines are told which of two pages with one text came first (RFC 6596).
    page: first.href === "" ? page : { ...page, canonical: first.href },
    first,
    // Here its own headline stands whole.
    story: { ...pageStory(entry, publication, up), title: pageTitle(entry, publication) },
    html: pageHtml(wholeHtml(entry, publication), up, publication.voice),
    data: articleData(entry, means),
    kicker: tags[0] ?? nothing,
    author: authorLink(entry, up, means),
    minutes: phrase(publication.voice, "minutes", { n: entry.minutes }),
    updated: updatedView(entry, means),
    tags: means.sections.tags ? tags : [],
    month: monthLink(entry, up, means),
  };
}

const pageOf = ({ folder }: Pick<Topic, "folder">, up: string): string =>
  up + listingPath({ folder }, { kind: "newest" });

function tagLinks(entry: Entry, up: string, { sections }: PageMeans): LinkView[] {
  if (!sections.tags)
    return tagsOf(entry)
      .slice(0, maxPageTags)
      .map((text) => ({ text: shortTag(text), href: "" }));
  return namedTopics(entry)
    .filter(({ kind }) => kind === "tag")
    .slice(0, maxPageTags)
    .map((topic) => ({ text: shortTag(topic.name), href: pageOf(topic, up) }));
}

function authorLink(entry: Entry, up: string, { sections }: PageMeans): LinkView {
  const topic = namedTopics(entry).find(({ kind }) => kind === "author");
  if (topic == null) return nothing;
  return { text: shortAuthor(topic.name), href: sections.authors ? pageOf(topic, up) : "" };
}

function monthLink(entry: Entry, up: string, { publication, sections }: PageMeans): LinkView {
  if (!sections.archive) return nothing;
  const { voice } = publication;
  const month = monthOf(entry.published, voice.zone);
  return {
    text: phrase(voice, "more_from", { month: monthYear(voice, month.name) }),
    href: pageOf(month, up),
  };
}

function updatedView(entry: Entry, { publication: { voice } }: PageMeans): ArticleView["updated"] {
  if (+entry.updated <= +entry.published) return { before: "", date: "", after: "", datetime: "" };
  const gap = "\u0000";
  const [before = "", after = ""] = phrase(voice, "updated_on", { date: gap }).split(gap);
  return { before, date: shortDate(voice, entry.updated), after, datetime: stamp(entry.updated) };
}

/** Where another publication, or its author elsewhere, had it first. */
function firstPlace(entry: Entry, { publication }: PageMeans): LinkView {
  const { origin, link } = entry;
  const href = firstPlaceOf(entry, publication) ?? (link == null ? (origin?.url ?? "") : "");
  if (href === "" || href.startsWith(publication.url)) return nothing;
  const place = origin?.title ?? new URL(href).hostname.replace(/^www\./, "");
  return { text: phrase(publication.voice, "first_published", { place }), href };
}
