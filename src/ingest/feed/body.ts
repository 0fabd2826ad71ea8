import type { Element, ElementContent, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import type { Found } from "../../domain/article.ts";
import { bodyOf, flattened, isTooComplex } from "../formats/body.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Draft, type Limits, emptyFields } from "../formats/draft.ts";
import type { FeedWords } from "./document.ts";
import { withOwnSources } from "../formats/html.ts";
import { webAddress } from "../page/link.ts";
import { escapeHtml } from "../formats/placed-pictures.ts";
import { textOf } from "../formats/tree.ts";

/**
 * An item's content → draft without fields. Links and pictures are made absolute; a picture that cannot be is left to
 * its description, as nothing lies beside a feed.
 *
 * @param base where relative links lead, absolute; null where nobody knows
 */
export function feedBody(
  words: FeedWords,
  title: Found<string> | null,
  base: string | null,
  limits: Limits,
): Draft {
  const source = markupOf(words);
  const whole = { start: 0, end: source.length };
  if (isTooComplex(source, limits)) {
    const note = "its HTML is too large or too deep to be parsed, so only its words were kept";
    return withOwnSources({ ...emptyFields, ...flattened(source, whole), title, note });
  }
  const rule = { known: title, because: "the item gives no title; this is its first heading" };
  const content = absolute(fromHtml(source, { fragment: true }).children, base);
  return withOwnSources({ ...emptyFields, ...bodyOf(content, rule, whole, base) });
}

/** Words that RSS leaves open are HTML when they hold a tag or a character reference. */
const isMarkup =
  /<\/?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,5000})?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;

function markupOf({ value, kind }: FeedWords): string {
  if (kind === "html" || (kind === "either" && isMarkup.test(value))) return value;
  return value
    .split(/\n[^\S\n]{0,100}\n/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

/** Feeds whose reader fills pictures in later keep the address here. */
const lazySources = ["dataSrc", "dataLazySrc", "dataOriginal"] as const;

function absolute<T extends RootContent>(nodes: readonly T[], base: string | null): (T | Element)[] {
  return nodes.map((node) => {
    if (node.type !== "element") return node;
    if (node.tagName !== "img") return { ...node, children: absolute<ElementContent>(node.children, base) };
    const { properties } = node;
    const sources = [properties["src"], ...lazySources.map((name) => properties[name])];
    const found = sources.map((each) => (typeof each === "string" ? webAddress(each, base) : null));
    return { ...node, properties: { ...properties, src: found.find((each) => each != null) ?? "" } };
  });
}

/** Longer is no title and no summary; a megabyte of it is not worth a tree. */
const maxLineChars = 20_000;

/** Tags people put into a line; any other `<Word>` is a word in brackets. */
const lineTag =
  /<\/?(?:a|abbr|b|big|br|cite|code|div|em|font|i|img|ins|del|kbd|mark|p|q|s|small|span|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]{0,2000})?\/?>/i;
const reference = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;
/** In HTML these would have been written as references: the words are plain. */
const bareSign = /&(?!#?\w{1,31};)|<(?![a-z/!])/i;

/** Words on one line, without markup. Empty when they are too long or too tangled to be a line. */
export function plainLine(words: FeedWords | null, limits: Limits): string {
  if (words == null || words.value.length > maxLineChars) return "";
  const { value, kind } = words;
  const isHtml = lineTag.test(value) || (reference.test(value) && !bareSign.test(value));
  if (kind === "text" || (kind === "either" && !isHtml)) return oneLine(value);
  if (isTooComplex(value, limits)) return "";
  return oneLine(textOf(fromHtml(value, { fragment: true }).children as ElementContent[]));
}
