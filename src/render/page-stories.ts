import type { EditionEntry } from "../domain/edition.ts";
import { headline } from "../domain/edition.ts";
import { directionOf, isLanguageTag } from "../domain/language.ts";
import { stamp } from "./page-address.ts";
import type { Publication } from "./publication.ts";
import { pageHref, storyView } from "./publication.ts";
import type { HeadlineView, StoryView } from "./views.ts";

/** Nobody reads more than this as one headline, name or tag; the article's own page has all of it. */
const maxChars = { title: 200, author: 80, tag: 60 } as const;

/** A language that is none would make a page's `lang` wrong. */
export const pageLanguage = ({ language }: Pick<EditionEntry, "language">, { voice }: Publication): string =>
  language != null && isLanguageTag(language) ? language : voice.language;

/** An entry in a list on a page. @param up from the page to the publication's root */
export function pageStory(entry: EditionEntry, publication: Publication, up: string): StoryView {
  const { author, tags } = entry;
  const shown = {
    ...entry,
    title: headline(entry.title, maxChars.title),
    author: author == null || author === "" ? null : headline(author, maxChars.author),
    tags: tags.slice(0, 1).map((tag) => headline(tag, maxChars.tag)),
    language: pageLanguage(entry, publication),
  };
  const view = storyView(shown, publication, up + pageHref(entry));
  return { ...view, datetime: stamp(entry.published) };
}

/** An entry of which a list shows the headline alone. */
export function headlineView(
  entry: EditionEntry,
  publication: Publication,
  { up, titleChars = maxChars.title, byline }: { up: string; titleChars?: number; byline: boolean },
): HeadlineView {
  const language = pageLanguage(entry, publication);
  const isOther = language !== publication.voice.language;
  return {
    text: headline(entry.title, titleChars),
    href: up + pageHref(entry),
    lang: isOther ? language : "",
    dir: isOther ? directionOf(language) : "",
    author: byline ? headline(entry.author ?? "", maxChars.author) : "",
  };
}

export const shortName = (name: string): string => headline(name, maxChars.author);
