import type { EditionEntry } from "../domain/edition.ts";
import { headline } from "../domain/headline.ts";
import type { Entry } from "../domain/entry.ts";
import { oneLine } from "../domain/summary.ts";
import { directionOf, isLanguageTag } from "../domain/language.ts";
import { escapeText } from "./escape-text.ts";
import type { DirectionView, SiteView, StoryView } from "./views.ts";
import type { Voice } from "./words.ts";
import { phrase, shortDate } from "./words.ts";

/** What is the same for everything rendered in one run: who publishes, where, and in which language. */
export type Publication = {
  readonly title: string;
  readonly tagline: string;
  readonly author: string | null;
  readonly postalAddress: string | null;
  /** Where the folder is served; ends in "/". */
  readonly url: string;
  /** Where readers sign up for the mail; absent where they cannot. */
  readonly subscribeUrl?: string;
  readonly voice: Voice;
};

/** Page of an entry, below the publication's URL. */
export const pageHref = (entry: { readonly slug: string }): string => `articles/${entry.slug}.html`;
/** The slug of the entry whose page it is, or null. */
export const slugOfPage = (page: string): string | null =>
  /^articles\/([a-z0-9-]{1,80})\.html$/.exec(page)?.[1] ?? null;
/** Page of an edition. */
export const editionHref = (number: number): string => `editions/${number}.html`;

/** An article's own pictures lie in `images/` below the publication. In text `<` is escaped: only elements are met. */
export const withImagesAt = (base: string, html: string): string =>
  html.replaceAll('<img src="images/', () => `<img src="${base}images/`);

/** The body, and after it what was wrong in it: said to be that in the publication's own language. */
export function wholeHtml({ html, correction, language }: Entry, { voice }: Publication): string {
  if (correction == null) return html;
  const own = language == null || language === voice.language ? "" : voice.language;
  const label = escapeText(phrase(voice, "correction"));
  const said = own === "" ? label : `<span lang="${own}" dir="${directionOf(own)}">${label}</span>`;
  return `${html}\n<p><strong>${said}</strong> <em>${escapeText(correction)}</em></p>`;
}

export function siteView(publication: Publication, href: string): SiteView {
  return {
    title: publication.title,
    tagline: publication.tagline,
    language: publication.voice.language,
    href,
    postalAddress: publication.postalAddress ?? "",
  };
}

export function directionView(dir: "ltr" | "rtl"): DirectionView {
  return dir === "ltr" ? { dir, start: "left", end: "right" } : { dir, start: "right", end: "left" };
}

/** An author's own summary may be of any length; a list of stories may not. */
const maxSummaryChars = 1500;

/** About two lines in a list of briefs. */
const maxBriefChars = 240;

/** What `lang` says of an entry: a language that is none would be wrong for all its words, and the publication's is likely. */
export const shownLanguage = (
  { language }: Pick<EditionEntry, "language">,
  { voice }: Pick<Publication, "voice">,
): string => (language != null && isLanguageTag(language) ? language : voice.language);

/** An entry as lists, mails and pages show it. @param href right for the place it will stand in */
export function storyView(entry: EditionEntry, publication: Publication, href: string): StoryView {
  const { voice } = publication;
  const language = shownLanguage(entry, publication);
  const { dir, start } = directionView(directionOf(language));
  return {
    title: entry.title,
    href,
    summary: headline(entry.summary.text, maxSummaryChars),
    firstSentence: oneLine(entry.summary, maxBriefChars),
    kicker: upperFirst(entry.tags[0] ?? "", language),
    meta: [
      ...(entry.author == null ? [] : [entry.author]),
      shortDate(voice, entry.published),
      phrase(voice, "minutes", { n: entry.minutes }),
    ],
    date: shortDate(voice, entry.published),
    language,
    dir,
    start,
    datetime: entry.published.toISOString(),
  };
}

/** Tags are kept as written; above a headline they begin like a sentence. */
function upperFirst(text: string, language: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
