import { headline } from "../domain/headline.ts";
import type { Entry } from "../domain/entry.ts";
import { authorOf, changedOf, firstPlaceOf, publishedOf, tagsOf } from "./feed-document.ts";
import { picturesOf } from "./feed-pictures.ts";
import { topicFolder } from "../domain/topic.ts";
import { addressOf, stamp } from "./page-address.ts";
import type { PageMeans, PageSubject } from "./page-frame.ts";
import { shortAuthor, shortTag, shortTitle } from "./page-stories.ts";
import { pageHref, shownLanguage } from "./publication.ts";

/** Search engines and previews show about half of it. */
const maxDescriptionChars = 300;

export const descriptionOf = ({ summary }: Pick<Entry, "summary">): string =>
  headline(summary.text, maxDescriptionChars);

/** More is a word list. */
export const maxPageTags = 30;

const shownTags = (entry: Entry): string[] => tagsOf(entry).slice(0, maxPageTags).map(shortTag);

/** An article as schema.org's NewsArticle: JSON that can stand in a `<script>` and not end it. */
export function articleData(entry: Entry, { publication, sections }: PageMeans): string {
  const { title, url } = publication;
  const page = addressOf(url, pageHref(entry));
  const tags = shownTags(entry);
  return scriptJson({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: page,
    url: page,
    headline: shortTitle(entry, publication),
    description: descriptionOf(entry) || undefined,
    inLanguage: shownLanguage(entry, publication),
    datePublished: stamp(publishedOf(entry)),
    dateModified: stamp(changedOf(entry)),
    author: authorData(entry, { publication, sections }),
    publisher: { "@type": "Organization", name: title, url },
    image: picturesOf(entry, publication).map((picture) => ({
      "@type": "ImageObject",
      url: picture.url,
      width: picture.width,
      height: picture.height,
      caption: picture.alt || undefined,
    })),
    articleSection: tags[0],
    keywords: tags,
    isBasedOn: firstPlaceOf(entry, publication) ?? entry.origin?.url,
  });
}

function authorData(entry: Entry, { publication, sections }: Pick<PageMeans, "publication" | "sections">) {
  const { author } = entry;
  if (author == null || author === "")
    return { "@type": "Organization", name: shortAuthor(authorOf(entry, publication)) };
  const url = sections.authors ? addressOf(publication.url, topicFolder("author", author)) : undefined;
  return { "@type": "Person", name: shortAuthor(author), url };
}

/**
 * `</script>`, `<!--` and `]]>` cannot occur where `<`, `>` and `&` do not; U+2028 and U+2029 end a line for some that read
 * JSON as a script.
 */
export const scriptJson = (value: object): string =>
  JSON.stringify(value, wellFormed).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.toWellFormed() : value;

/** What Open Graph and its readers want of an article. */
export function articleProperties(
  entry: Entry,
  { publication, sections }: PageMeans,
): Required<Pick<PageSubject, "type" | "properties" | "card">> {
  const { author } = entry;
  const picture = previewOf(entry, { publication, sections });
  const isLarge = picture != null && picture.width >= 300 && picture.height >= 157;
  const tags = shownTags(entry);
  // A profile is an address; a name alone is none.
  const profile =
    sections.authors && author != null && author !== ""
      ? addressOf(publication.url, topicFolder("author", author))
      : "";
  return {
    type: "article",
    card: isLarge ? "summary_large_image" : "summary",
    properties: [
      { name: "article:published_time", content: stamp(publishedOf(entry)) },
      { name: "article:modified_time", content: stamp(changedOf(entry)) },
      { name: "article:author", content: profile },
      { name: "article:section", content: tags[0] ?? "" },
      ...tags.map((tag) => ({ name: "article:tag", content: tag })),
      ...(picture == null
        ? []
        : [
            { name: "og:image", content: picture.url },
            { name: "og:image:type", content: picture.type },
            { name: "og:image:width", content: String(picture.width) },
            { name: "og:image:height", content: String(picture.height) },
            { name: "og:image:alt", content: picture.alt },
          ]),
    ],
  };
}

/** Previews refuse pictures below this, in pixels. */
const leastPreview = 200;

function previewOf(entry: Entry, { publication }: Pick<PageMeans, "publication" | "sections">) {
  const pictures = picturesOf(entry, publication);
  return pictures.find(({ width, height }) => Math.min(width, height) >= leastPreview) ?? pictures[0];
}
