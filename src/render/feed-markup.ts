import { headline } from "../domain/headline.ts";
import type { Entry } from "../domain/entry.ts";
import { directionOf } from "../domain/language.ts";
import type { FeedDocument } from "./feed-document.ts";
import { languageOf } from "./feed-document.ts";
import { escapeText } from "./escape-text.ts";
import { wholeHtml, withImagesAt } from "./publication.ts";

/**
 * `feed` writes text nodes and attributes with too little escaping and too much: one level of `&amp;` is lost, `<` is not
 * escaped in attributes, of two `]]>` in a CDATA section only the first is split, so that the second ends it and what
 * follows is markup. So text goes in with its dangerous characters as Unicode noncharacters, which ingest lets nothing
 * through with, and comes out as character references (hexadecimal ones, by the RSS Best Practices Profile). Until then
 * every `<` there is was written by us or by `feed`, so that what `feed` leaves out can be put in by place.
 */
const masks = [
  ["&", "\u{FDD0}", "&#x26;"],
  ["<", "\u{FDD1}", "&#x3C;"],
  [">", "\u{FDD2}", "&#x3E;"],
  ['"', "\u{FDD3}", "&#x22;"],
] as const;

/** Masks that come in from outside would come out as markup. */
const withoutMasks = (text: string): string => text.replace(/[\u{FDD0}-\u{FDD5}]/gu, "");

/** Plain text, for an element or an attribute. */
export function mask(text: string): string {
  return masks.reduce((masked, [plain, stand]) => masked.replaceAll(plain, stand), withoutMasks(text));
}

export const unmask = (xml: string): string =>
  masks.reduce((out, [, stand, reference]) => out.replaceAll(stand, reference), xml);

/**
 * HTML for CDATA sections: a token goes in for it, and the HTML itself last of all, so that nothing is looked for in it, and
 * `feed` need not copy it five times. `]]&gt;` is the same HTML as `]]>`, and no section ends with it.
 */
export function shelf() {
  const bodies: string[] = [];
  return {
    put: (html: string): string => (html === "" ? "" : `\u{FDD4}${bodies.push(html) - 1}\u{FDD5}`),
    fill: (xml: string): string =>
      xml.replace(/\u{FDD4}(\d{1,9})\u{FDD5}/gu, (_, n: string) =>
        (bodies[Number(n)] ?? "").replaceAll("]]>", "]]&gt;"),
      ),
  };
}

/** `feed` makes every title HTML in CDATA, which readers show with letters missing; plain escaped text all of them show. */
export function withPlainTitles(xml: string): string {
  return xml.replace(/<title(?: type="html")?><!\[CDATA\[([^<>]*)\]\]><\/title>/g, "<title>$1</title>");
}

type Attributes = Readonly<Record<string, string | number | null>>;

/** An element `feed` has no word for. Attributes that are null are left out. */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value == null ? [] : ` ${key}="${mask(String(value))}"`))
    .join("");
  if (typeof content === "string") return `<${name}${written}>${mask(content)}</${name}>`;
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join("")}</${name}>`;
}

/**
 * A written feed taken apart at its entries, with more elements in each part, and joined again.
 *
 * @param entry how an entry begins, with its line end and indentation
 * @param end how the document ends after the last entry
 */
export function withElements(
  xml: string,
  places: { readonly entry: string; readonly end: string },
  more: { readonly head: readonly string[]; readonly entries: readonly (readonly string[])[] },
): string {
  const start = `${places.entry}>`;
  const close = start.replace("<", "</");
  const indent = places.entry.slice(0, places.entry.indexOf("<"));
  const [head = "", ...entries] = xml.slice(0, xml.lastIndexOf(places.end)).split(start);
  const written = entries.map((entry, n) => {
    const lines = (more.entries[n] ?? []).map((line) => `${indent}    ${line}`).join("");
    return start + entry.slice(0, entry.lastIndexOf(close)) + lines + close;
  });
  return head + more.head.map((line) => indent + line).join("") + written.join("") + places.end;
}

/** The body with absolute addresses; in another language or direction than the feed's it says so itself: RSS has no other place for it. */
export function bodyOf(entry: Entry, { publication }: FeedDocument): string {
  const html = wholeHtml(entry, publication);
  return html === "" ? "" : directed(withImagesAt(publication.url, html), entry, publication.voice.language);
}

/** Longer is no summary, whatever its author says; the page has all of it. */
const maxSummaryChars = 1500;

export const summaryOf = ({ summary: { text } }: Entry): string =>
  text.length <= maxSummaryChars ? text : headline(text, maxSummaryChars);

/** The summary as HTML, which is what RSS readers take descriptions for. */
export function summaryHtml(entry: Entry, { publication }: FeedDocument): string {
  const text = summaryOf(entry);
  return text === "" ? "" : directed(escapeText(text), entry, publication.voice.language);
}

function directed(html: string, entry: Entry, feedLanguage: string): string {
  const language = languageOf(entry);
  if (language == null || language === feedLanguage) return html;
  return `<div lang="${language}" dir="${directionOf(language)}">${html}</div>`;
}

/** Feeds above a megabyte are refused by some readers (measured: one at 1 MB, one at 7); half of that leaves room. */
export const maxDocumentBytes = 512 * 1024;
/** Room for what stands before the first entry, archive links and all. */
const headBytes = 8 * 1024;
export const roomForEntries = maxDocumentBytes - headBytes;

/** The least an entry weighs. */
export const leastEntryBytes = 1024;
/** More than this many entries never fit into a document. */
export const feedReach = Math.floor(roomForEntries / leastEntryBytes);

/**
 * How many bytes an entry adds to a document, at most, in any of the formats. Counted instead of written: an archive of
 * many entries is decided without making it.
 */
export function entryBytes(entry: Entry, document: Pick<FeedDocument, "publication" | "content">): number {
  const short = bytesWithoutBody(entry, document);
  const whole = document.content === "full" ? short + bodyBytes(entry, document) : short;
  return whole > roomForEntries ? short : whole;
}

/** What would not fit into a document by itself is told in summary; the page has the rest. */
export function isTooLong(entry: Entry, document: Pick<FeedDocument, "publication" | "content">): boolean {
  const short = bytesWithoutBody(entry, document);
  // Of each of the three writers and the gate: counted only where it may matter.
  if (
    short + wholeHtml(entry, document.publication).length * (6 + document.publication.url.length) <=
    roomForEntries
  )
    return false;
  return short + bodyBytes(entry, document) > roomForEntries;
}

function bodyBytes(entry: Entry, { publication }: Pick<FeedDocument, "publication">): number {
  const html = wholeHtml(entry, publication);
  const pictures = html.split('<img src="images/').length - 1;
  const ends = html.split("]]>").length - 1;
  return Buffer.byteLength(JSON.stringify(html)) + pictures * publication.url.length + 3 * ends + 200;
}

/** A character becomes six bytes at most, in a reference or escaped twice; a few short things are written more than once. */
function bytesWithoutBody(entry: Entry, { publication }: Pick<FeedDocument, "publication">): number {
  const { title, author, tags, link, origin, images, slug } = entry;
  const words = [title, author ?? "", author ?? "", link ?? "", summaryOf(entry), ...tags, ...tags];
  const source = origin == null ? 0 : Buffer.byteLength(origin.title + origin.url) * 3 + 50;
  const described = images.reduce((sum, { alt }) => sum + Buffer.byteLength(alt) * 2 + 60, 0);
  const length = words.reduce((sum, word) => sum + Buffer.byteLength(word), 0) + source + described;
  const own = Buffer.byteLength(publication.url + slug + publication.title + (publication.author ?? ""));
  const markup = leastEntryBytes + 40 * tags.length + 500 * images.length;
  return markup + 6 * length + own * (3 + 4 * images.length);
}
