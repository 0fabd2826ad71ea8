import { directionOf } from "../domain/language.ts";
import { feedFormats } from "./feeds.ts";
import { addressOf, editionsHref, overviewHref, upFrom } from "./page-address.ts";
import type { Publication } from "./publication.ts";
import { directionView, siteView } from "./publication.ts";
import type { Templates } from "./template.ts";
import type { FeedLinkView, PageView } from "./views.ts";
import { phrase, plainWords } from "./words.ts";

/** Which pages besides articles and the front page there are: only to those do pages link. */
export type Sections = {
  readonly archive: boolean;
  readonly tags: boolean;
  readonly authors: boolean;
  readonly editions: boolean;
  /** The list of all feeds. */
  readonly opml: boolean;
};

/** What every page is made with. */
export type PageMeans = {
  readonly publication: Publication;
  readonly templates: Templates;
  readonly sections: Sections;
};

/** What a page says of itself to whoever does not read it whole: tabs, search engines, previews. */
export type PageSubject = {
  readonly path: string;
  readonly title: string;
  /** Of the title, where it is not ours; a BCP 47 tag. */
  readonly language?: string;
  readonly description: string;
  /** The title without the publication's name. */
  readonly headline?: string;
  readonly type?: "website" | "article";
  /** More of Open Graph. */
  readonly properties?: PageView["page"]["properties"];
  readonly card?: PageView["page"]["card"];
  readonly ownFeeds?: readonly FeedLinkView[];
};

/** The view of what surrounds a page's own. */
export function frameOf(subject: PageSubject, { publication, sections }: PageMeans): PageView {
  const up = upFrom(subject.path);
  const canonical = addressOf(publication.url, subject.path);
  return {
    ...surroundings(up, publication),
    page: pageOf(subject, { up, canonical, hidden: false }, { publication, sections }),
  };
}

/** Of a page that is shown in place of any other: it names no address, and its links begin at the server's root. */
export function rootedFrame(subject: PageSubject, { publication, sections }: PageMeans): PageView {
  const up = new URL(publication.url).pathname;
  return {
    ...surroundings(up, publication),
    page: pageOf(subject, { up, canonical: "", hidden: true }, { publication, sections }),
  };
}

type Around = Pick<PageMeans, "publication" | "sections">;

function surroundings(up: string, publication: Publication): Omit<PageView, "page"> {
  return {
    ...directionView(directionOf(publication.voice.language)),
    site: siteView(publication, `${up}index.html`),
    words: plainWords(publication.voice, { site: publication.title }),
  };
}

function pageOf(
  subject: PageSubject,
  place: { readonly up: string; readonly canonical: string; readonly hidden: boolean },
  { publication, sections }: Around,
): PageView["page"] {
  const { up, canonical, hidden } = place;
  const { language } = publication.voice;
  const titleLanguage = subject.language ?? language;
  return {
    title: subject.title,
    titleLanguage,
    titleDir: directionOf(titleLanguage),
    description: subject.description,
    language,
    canonical,
    hidden,
    properties: hidden ? [] : openGraph(subject, canonical, publication),
    card: subject.card ?? "summary",
    stylesheet: `${up}style.css`,
    nav: navigation(subject.path, up, { publication, sections }),
    ownFeeds: subject.ownFeeds ?? [],
    feeds: Object.values(feedFormats).map(({ title, type, file }) => ({ title, type, href: up + file })),
    opml: sections.opml ? `${up}feeds.opml` : "",
  };
}

function openGraph(subject: PageSubject, canonical: string, { title, voice }: Publication) {
  const locale = openGraphLocale(subject.language ?? voice.language);
  return [
    { name: "og:type", content: subject.type ?? "website" },
    { name: "og:site_name", content: title },
    { name: "og:title", content: subject.headline ?? subject.title },
    { name: "og:description", content: subject.description },
    { name: "og:url", content: canonical },
    { name: "og:locale", content: locale },
    ...(subject.properties ?? []),
  ].filter(({ content }) => content !== "");
}

/** Open Graph wants `language_TERRITORY`; a language that names no territory has a likeliest one (CLDR). */
function openGraphLocale(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize();
  return language === "und" || tag.startsWith("und")
    ? ""
    : [language, region ?? ""].filter(Boolean).join("_");
}

function navigation(path: string, up: string, { publication, sections }: Around): PageView["page"]["nav"] {
  const rooms = [
    { is: true, word: "latest", href: "index.html" },
    { is: sections.archive, word: "archive", href: overviewHref.month },
    { is: sections.tags, word: "tags", href: overviewHref.tag },
    { is: sections.authors, word: "authors", href: overviewHref.author },
    { is: sections.editions, word: "editions", href: editionsHref },
  ];
  const { voice, subscribeUrl } = publication;
  const links = rooms
    .filter(({ is }) => is)
    .map(({ word, href }) => ({ text: phrase(voice, word), href: up + href, isHere: href === path }));
  if (subscribeUrl == null) return links;
  return [...links, { text: phrase(voice, "subscribe"), href: subscribeUrl, isHere: path === subscribePath }];
}

/** Of the page where readers sign up, which is not among the files. */
export const subscribePath = "subscribe";
