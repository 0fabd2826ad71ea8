import { createHash } from "node:crypto";
import {
  type Article,
  type ArticleDate,
  type ArticleOrigin,
  type Finding,
  type Found,
  given,
  inferred,
  unknown,
  valueOf,
} from "../../domain/article.ts";
import { isLanguageTag } from "../../domain/language.ts";
import { oneLine } from "../bytes/decode.ts";
import type { Draft, Limits } from "../formats/draft.ts";
import { feedBody, plainLine } from "./body.ts";
import { feedDate } from "./date.ts";
import type { FeedDocument, FeedItem, FeedWords } from "./document.ts";
import { webAddress } from "../page/link.ts";
import { uniqueTags } from "../page/tags.ts";
import { understand } from "../understand.ts";

/** What an item needs to know of its feed. */
export type FeedContext = {
  readonly feed: FeedDocument;
  /** Where it was read, absolute http(s); null for a file. */
  readonly address: string | null;
  /** No item can be newer: when the feed was last changed or fetched. */
  readonly asOf: Date;
  readonly limits: Limits;
};

/**
 * An item → article. What the feed states is given; what it leaves out is inferred from the text, as for any file.
 *
 * @param path the item's key, which outlives its title and its address
 * @throws Unusable when there is too little text to be an article.
 */
export function articleOf(item: FeedItem, path: string, context: FeedContext): Article {
  const { feed, limits, asOf } = context;
  const link = linkOf(item, context);
  const base = webAddress(item.base ?? "", link ?? siteOf(context)) ?? link ?? siteOf(context);
  const { body, summary } = parts(item, base, limits);
  // The name of the item's folder is its feed's key, which says nothing about it.
  const understood = understand(withFields(body, item, context), {
    path: "item",
    modified: asOf,
    note: feed.note,
  });
  return {
    path,
    hash: hashOf(item),
    reading: hashOf(item),
    ...understood,
    date: unlessOfFile(understood.date, asOf, item),
    language: languageOf(item, feed, understood.language),
    link,
    origin: originOf(item, context),
    givenSummary: summary,
    correction: null,
  };
}

/** SHA-256 of the item's words, whatever its address, id and date: a feed that moves keeps its entries. */
function hashOf({ title, content, summary }: FeedItem): string {
  const words = [title, content, summary].map(
    (each) => each?.value.normalize("NFC").replace(/\s+/g, " ").trim() ?? "",
  );
  return createHash("sha256").update(JSON.stringify(words)).digest("hex");
}

type Parts = { readonly body: Draft; readonly summary: string | null };

function parts(item: FeedItem, base: string | null, limits: Limits): Parts {
  const draft = (words: FeedWords | null): Draft =>
    feedBody(words ?? { value: "", kind: "text" }, titleOf(item.title, limits), base, limits);
  const body = draft(item.content);
  const summary = plainLine(item.summary, limits);
  // Some feeds put a player or a picture where the full text belongs, and the text into the description.
  const isSwapped = item.summary != null && body.text.length < 200 && summary.length > 2 * body.text.length;
  const own = isSwapped ? draft(item.summary) : body;
  const isOwn = !isSwapped && isOwnSummary(summary, own.text);
  return { body: withoutEcho(own), summary: isOwn ? summary : null };
}

const maxTitleChars = 300;

function titleOf(words: FeedWords | null, limits: Limits): Found<string> | null {
  const title = plainLine(words, limits);
  // Feeds of short posts put the whole post there.
  return title === "" || title.length > maxTitleChars ? null : given(title, "the feed gives the title");
}

/** A title that is only the beginning of the text, cut, is none. */
function withoutEcho(draft: Draft): Draft {
  const title = draft.title?.value ?? "";
  const stem = title.replace(/\s?(?:…|\.\.\.|\[…\]|\[\.\.\.\])$/u, "");
  const isEcho =
    stem !== title &&
    stem.length >= 20 &&
    letters(draft.text.slice(0, 2 * title.length)).startsWith(letters(stem));
  return isEcho ? { ...draft, title: null } : draft;
}

const maxSummaryChars = 2_000;
/** What blog software adds to a cut text. */
const cutMark =
  /\s?(?:\[?(?:…|\.{3}|&hellip;)\]?|(?:continue reading|read more|weiterlesen|lire la suite)\b.{0,200})$/iu;
const blogTrailer = /\s?The post .{1,300} appeared first on .{1,200}$/u;

/** Written by somebody: not the text's own beginning, cut by a machine; shorter than the text. */
function isOwnSummary(summary: string, text: string): boolean {
  if (summary === "" || summary.length > maxSummaryChars || summary.length >= text.length) return false;
  const words = letters(summary.replace(blogTrailer, "").replace(cutMark, ""));
  return words.length > 0 && !letters(text.slice(0, 3 * summary.length + 500)).includes(words);
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function withFields(body: Draft, item: FeedItem, { feed, limits }: FeedContext): Draft {
  return {
    ...body,
    ...dateOf(item),
    author: authorOf(item, feed, limits),
    // Addresses of schemas and WordPress's word for "none" are no tags.
    tags: uniqueTags(
      item.tags.map(oneLine).filter((tag) => !/^(?:[a-z]+:\/\/|uncategori[sz]ed$)/i.test(tag)),
    ),
  };
}

function dateOf({ published, updated }: FeedItem): Pick<Draft, "date" | "badDate"> {
  const stated = firstDate(published);
  if (stated != null) return { date: given(stated, "the feed says when it was published"), badDate: null };
  const changed = firstDate(updated);
  const badDate = published[0] == null ? null : oneLine(published[0].slice(0, 200)).slice(0, 60);
  if (changed == null) return { date: null, badDate };
  return { date: inferred(changed, "the feed only says when it was last changed", 0.7), badDate: null };
}

function firstDate(raw: readonly string[]): ArticleDate | null {
  return raw.map(feedDate).find((date) => date != null) ?? null;
}

/** When an item was published or last changed, for order: ms, or null. */
export function itemTime({ published, updated }: FeedItem): number | null {
  const date = firstDate(published) ?? firstDate(updated);
  return date == null ? null : date.precision === "instant" ? date.at.getTime() : Date.parse(date.day);
}

/** A file's time dates what lies in it; a feed's does not, so that the date is the time of first sight. */
function unlessOfFile(date: Finding<ArticleDate>, asOf: Date, { published }: FeedItem): Finding<ArticleDate> {
  const value = valueOf(date);
  const isFiles =
    date.state === "inferred" && value?.precision === "instant" && value.at.getTime() === asOf.getTime();
  if (!isFiles || date.because.startsWith("the feed")) return date;
  const bad =
    published[0] == null
      ? ""
      : `; “${oneLine(published[0].slice(0, 200)).slice(0, 60)}”, which the feed states, is no date`;
  return unknown(`neither the feed nor the text says when it was published${bad}`);
}

/** Names of accounts and desks, not of people. */
const nobody =
  /^(?:(?:site |web)?(?:admin(?:istrator)?|master)|editors?|staff|user|guest|author|unknown|anonymous|none|null|redaktion|redazione|\w{1,20}@.{1,60})$/iu;

function authorOf(item: FeedItem, feed: FeedDocument, limits: Limits): Found<string> | null {
  const own = peopleIn(item.authors, feed, limits);
  if (own != null) return given(own, "the feed names the author");
  const all = peopleIn(feed.authors, feed, limits);
  return all == null ? null : given(all, "the feed names one author for all its items");
}

function peopleIn(names: readonly string[], feed: FeedDocument, limits: Limits): string | null {
  const site = letters(plainLine({ value: feed.title, kind: "either" }, limits));
  const people = names
    .slice(0, 10)
    .map((name) => plainLine({ value: name, kind: "either" }, limits).replace(/^by\s(?=\p{Lu})/iu, ""))
    .filter(
      (name) => /\p{L}/u.test(name) && !nobody.test(name) && !URL.canParse(name) && letters(name) !== site,
    );
  const line = [...new Set(people)].join(", ");
  return line === "" || line.length > 150 ? null : line;
}

/** Surer than this, the text is believed rather than the feed: blog software says "en-US" until told otherwise. */
const sureOfText = 0.9;

function languageOf(item: FeedItem, feed: FeedDocument, ofText: Finding<string>): Finding<string> {
  const own = languageTag(item.language);
  const all = languageTag(feed.language);
  const stated = own ?? all;
  if (stated == null) return ofText;
  const because =
    own == null ? "the feed states the language of all its items" : "the item states its language";
  const read = valueOf(ofText);
  if (ofText.state !== "inferred" || read == null || read.split("-")[0] === stated.split("-")[0])
    return given(stated, because);
  const other = { value: stated, because, confidence: Math.round((1 - ofText.confidence) * 100) / 100 };
  if (ofText.confidence >= sureOfText)
    return inferred(
      read,
      `${ofText.because}, although ${because.replace(" states", " says")} is ${stated}`,
      Math.min(ofText.confidence, 0.95),
      [other],
    );
  return inferred(stated, because, 0.8, [{ value: read, because: ofText.because, confidence: 0.2 }]);
}

function languageTag(words: string | null): string | null {
  const tag = oneLine((words ?? "").slice(0, 100)).replaceAll("_", "-");
  return isLanguageTag(tag) ? (Intl.getCanonicalLocales(tag)[0] ?? null) : null;
}

/** The item at its publisher's. Relative links lead from the site's page, or from the feed. */
function linkOf(item: FeedItem, context: FeedContext): string | null {
  return webAddress(item.link ?? "", webAddress(item.base ?? "", siteOf(context)) ?? siteOf(context));
}

const siteOf = ({ feed, address }: FeedContext): string | null =>
  webAddress(feed.home ?? "", address) ?? webAddress(feed.self ?? "", address) ?? address;

/** The feed, or whom the feed took it from. Addresses with a query may hold a reader's key: the home page, then. */
function originOf(item: FeedItem, context: FeedContext): ArticleOrigin | null {
  const { feed, address, limits } = context;
  const source = item.source == null ? null : webAddress(item.source.url, siteOf(context));
  const candidates = source == null ? [webAddress(feed.self ?? "", address), address] : [source];
  const open = candidates.find((each) => each != null && new URL(each).search === "");
  const url = open ?? (source == null ? webAddress(feed.home ?? "", address) : null) ?? null;
  const said = (source == null ? feed.title : item.source?.title) ?? "";
  const title = plainLine({ value: said, kind: "either" }, limits).slice(0, 200).trim();
  return url == null ? null : { title: title === "" ? new URL(url).hostname : title, url };
}
