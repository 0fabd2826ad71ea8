import type { EditionEntry } from "../domain/edition.ts";
import { headline } from "../domain/headline.ts";
import { directionOf } from "../domain/language.ts";
import { stamp } from "./page-address.ts";
import type { Publication } from "./publication.ts";
import { pageHref, shownLanguage, storyView } from "./publication.ts";
import type { HeadlineView, StoryView } from "./views.ts";
import { phrase } from "./words.ts";

/** Nobody reads more than this as one headline, name or tag; the article's own page has all of it. */
const maxChars = { title: 200, author: 80, tag: 60 } as const;

/** A headline that leads somewhere has to say something. */
export const pageTitle = ({ title }: Pick<EditionEntry, "title">, { voice }: Publication): string =>
  title === "" ? phrase(voice, "untitled") : title;

export const shortTitle = (entry: Pick<EditionEntry, "title">, publication: Publication): string =>
  headline(pageTitle(entry, publication), maxChars.title);
export const shortAuthor = (name: string): string => headline(name, maxChars.author);
export const shortTag = (name: string): string => headline(name, maxChars.tag);

/** An entry in a list on a page. @param up from the page to the publication's root */
export function pageStory(entry: EditionEntry, publication: Publication, up: string): StoryView {
  const { author, tags } = entry;
  const shown = {
    ...entry,
    title: shortTitle(entry, publication),
    author: author == null || author === "" ? null : shortAuthor(author),
    tags: tags.slice(0, 1).map(shortTag),
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
  const language = shownLanguage(entry, publication);
  const isOther = language !== publication.voice.language;
  return {
    text: headline(pageTitle(entry, publication), titleChars),
    href: up + pageHref(entry),
    lang: isOther ? language : "",
    dir: isOther ? directionOf(language) : "",
    author: byline ? shortAuthor(entry.author ?? "") : "",
  };
}
