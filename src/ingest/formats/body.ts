import type { Element, ElementContent, RootContent } from "hast";
import type { Found, Span } from "../../domain/article.ts";
import { type Piece, blocksOf } from "../blocks/blocks.ts";
import type { Draft, Limits, PictureReference } from "./draft.ts";
import { bodyHtml, pruned } from "./sanitize.ts";
import { escapeHtml } from "./placed-pictures.ts";
import { piecesOf, textOf } from "./tree.ts";

/** How a body's title is found among its headings: by a known title that one repeats, or by being the first. */
export type TitleRule = { readonly known: Found<string> | null; readonly because: string };

type Body = Pick<Draft, "text" | "blocks" | "html" | "title" | "pictures">;

/**
 * A parsed body (of whatever format) → text, blocks, clean HTML, title and pictures. The heading that is the title is
 * marked in the blocks and left out of the HTML.
 *
 * @param base where relative links lead, absolute; null where they lead nowhere
 */
export function bodyOf(
  nodes: readonly RootContent[],
  rule: TitleRule,
  whole: Span,
  base: string | null = null,
): Body {
  const pictures: PictureReference[] = [];
  const content = pruned(nodes, { base, pictures });
  const heading = titleHeading(content, rule);
  const { text, pieces } = piecesOf(content, heading, whole);
  const title =
    rule.known ??
    (heading == null
      ? null
      : { state: "given", value: textOf([heading]), because: rule.because, confidence: 1 });
  const html = bodyHtml(heading == null ? content : without(content, heading));
  return { text, blocks: blocksOf(text, pieces), html, title, pictures };
}

function titleHeading(content: readonly ElementContent[], { known }: TitleRule): Element | null {
  for (const heading of headingsIn(content)) {
    const words = textOf([heading]);
    if (words === "") continue;
    if (known == null) return heading.tagName === "h1" || isFirst(content, heading) ? heading : null;
    if (plain(words) === plain(known.value)) return heading;
    return null;
  }
  return null;
}

function* headingsIn(nodes: readonly ElementContent[]): Generator<Element> {
  for (const node of nodes) {
    if (node.type !== "element") continue;
    if (/^h[1-6]$/.test(node.tagName)) yield node;
    else yield* headingsIn(node.children);
  }
}

/** A heading of any level with nothing before it is the title as well. */
function isFirst(content: readonly ElementContent[], heading: Element): boolean {
  const first = content.find((node) => textOf([node]) !== "");
  if (first == null || first === heading) return first === heading;
  return first.type === "element" && !/^h[1-6]$/.test(first.tagName) && isFirst(first.children, heading);
}

function without(nodes: readonly ElementContent[], gone: Element): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node === gone) return [];
    return node.type === "element" ? [{ ...node, children: without(node.children, gone) }] : [node];
  });
}

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * Is this HTML too deep or too large to be worth a tree? A scan over the tags, before the parser and its recursion see
 * it; unclosed paragraphs, items and cells do not nest.
 */
export function isTooComplex(source: string, limits: Limits): boolean {
  let depth = 0;
  let count = 0;
  for (const [, slash, name = ""] of source.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})/g)) {
    if (++count > limits.maxHtmlNodes) return true;
    if (closesItself.test(name)) continue;
    depth = slash === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > limits.maxHtmlDepth) return true;
  }
  return false;
}

const closesItself =
  /^(?:p|li|d[td]|t[rdh]|thead|tbody|tfoot|option|br|hr|img|input|link|meta|wbr|source|col|area|base|embed|track|param)$/i;

/** Markup that is not worth a tree, as paragraphs of text: tags taken out by a linear scan. */
export function flattened(source: string, whole: Span): Body {
  let text = "";
  const pieces: Piece[] = [];
  for (const own of paragraphsWithoutTags(source)) {
    const start = text === "" ? 0 : text.length + 2;
    text += (text === "" ? "" : "\n\n") + own;
    pieces.push({ kind: "paragraph", start, end: start + own.length, source: whole });
  }
  const blocks = blocksOf(text, pieces);
  const html = pieces.map(({ start, end }) => `<p>${escapeHtml(text.slice(start, end))}</p>`).join("\n");
  return { text, blocks, html, title: null, pictures: [] };
}

function paragraphsWithoutTags(source: string): string[] {
  const visible = source.replace(/<(script|style)\b[^>]{0,1000}>[^<]*(?:<(?!\/\1)[^<]*)*/gi, " ");
  return visible
    .replace(/<\/?(?:p|div|li|h[1-6]|tr|br|blockquote|section|article)\b[^<>]{0,1000}>/gi, "\n\n")
    .replace(/<[^<>]{0,1000}>/g, " ")
    .replace(/[<>]/g, " ")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
}
