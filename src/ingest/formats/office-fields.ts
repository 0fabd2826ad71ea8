import { type Found, inferred } from "../../domain/article.ts";
import { isLanguageTag } from "../../domain/language.ts";
import { parseStated } from "../fields/calendar.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Draft, emptyFields } from "./draft.ts";
import { uniqueTags } from "../page/tags.ts";

/** What an office document's own properties say, as written; empty where they say nothing. */
export type Properties = {
  readonly title: string;
  readonly creator: string;
  readonly created: string;
  readonly language: string;
  readonly description: string;
  readonly keywords: readonly string[];
};

/** Titles that programs and templates leave behind. */
const untitled =
  /^(?:untitled|unbenannt|sans titre|sin título|senza titolo|document|dokument|microsoft word\b.{0,200}|.{1,200}\.(?:docx?|odt|rtf|dotx?|txt)|(?:document|dokument|title|titel)\s?\d{0,3}|normal|template|powerpoint presentation)$/iu;
/** Names of accounts and machines. */
const accounts =
  /^(?:user|admin(?:istrator)?|owner|author|autor|microsoft(?: office)?(?: user)?|windows(?: user)?|office|home|pc|test|unknown|python-docx|apache poi|libreoffice|google docs|benutzer|usuario|utilisateur|.{0,40}\d{3,})$/iu;

/**
 * Fields of a document's properties: hints rather than statements, as a template's title and the typist's account name
 * stand there as well. The day a document was begun is not the day its article was published.
 */
export function propertyFields(properties: Properties): Omit<Draft, "text" | "blocks" | "html"> {
  const title = oneLine(properties.title);
  const creator = oneLine(properties.creator);
  const created = parseStated(properties.created.replace(/\.\d{1,9}$/, ""));
  const [tag] = isLanguageTag(properties.language) ? Intl.getCanonicalLocales(properties.language) : [];
  const isTitle = title.length >= 4 && title.length <= 200 && !untitled.test(title);
  const isPerson =
    /^\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){1,4}$/u.test(creator) && !accounts.test(creator);
  return {
    ...emptyFields,
    title: isTitle ? say(title, "title", 0.8) : null,
    author: isPerson ? say(creator, "creator", 0.7) : null,
    date: created == null ? null : inferred(created, "the document was begun then, its properties say", 0.5),
    language: tag == null ? null : say(tag, "language", 0.7),
    tags: uniqueTags(properties.keywords.flatMap((words) => words.split(/[,;]/))),
    givenSummary: oneLine(properties.description) || null,
  };
}

const say = (value: string, what: string, confidence: number): Found<string> =>
  inferred(value, `the document's properties name this ${what}`, confidence);
