import type { Element, ElementContent, Root, RootContent } from "hast";
import { type Schema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { clean } from "./decode.ts";

const inText = [
  "a",
  "abbr",
  "b",
  "bdi",
  "bdo",
  "br",
  "cite",
  "code",
  "del",
  "dfn",
  "em",
  "i",
  "ins",
  "kbd",
  "mark",
  "q",
];
const inTextToo = [
  "rp",
  "rt",
  "ruby",
  "s",
  "samp",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "time",
  "u",
  "var",
  "wbr",
];
const blocks = [
  "blockquote",
  "dd",
  "div",
  "dl",
  "dt",
  "figcaption",
  "figure",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "hr",
  "img",
];
const blocksToo = [
  "li",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "caption",
  "tbody",
  "td",
  "tfoot",
  "th",
  "thead",
  "tr",
  "ul",
];

/** What may stand in a body: no script, style, frame, form, handler, class or id; http, https and mailto only. */
const schema: Schema = {
  tagNames: [...inText, ...inTextToo, ...blocks, ...blocksToo],
  strip: [
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "textarea",
    "select",
    "title",
  ],
  attributes: {
    "*": ["lang", "dir"],
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    abbr: ["title"],
    time: ["dateTime"],
    ol: ["start"],
    td: ["colSpan", "rowSpan"],
    th: ["colSpan", "rowSpan", "scope"],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  ancestors: Object.fromEntries(
    ["caption", "tbody", "td", "tfoot", "th", "thead", "tr"].map((tag) => [tag, ["table"]]),
  ),
  clobber: [],
  required: {},
  allowComments: false,
  allowDoctypes: false,
};

/** Dropped with all they hold: not the article, or not text. */
const dropped = new Set(
  `script style template noscript iframe frame object embed applet svg math canvas audio video nav footer header aside form
  button input select textarea dialog head link meta base menu`.split(/\s+/),
);
const asDiv = new Set([
  "article",
  "main",
  "center",
  "address",
  "details",
  "summary",
  "hgroup",
  "fieldset",
  "body",
  "html",
]);

/**
 * The tree without furniture, in place: dropped elements, comments, hidden parts and reference marks gone; relative
 * links reduced to their text and relative images to their description, since nothing publishes their targets; text
 * cleaned once more, as character references can bring back what decoding removed.
 */
export function pruned(nodes: readonly RootContent[]): ElementContent[] {
  const kept: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === "text") kept.push({ ...node, value: clean(node.value) });
    else if (node.type === "element") kept.push(...prunedElement(node));
  }
  return kept;
}

function prunedElement(element: Element): ElementContent[] {
  const { tagName, properties } = element;
  if (dropped.has(tagName) || properties["hidden"] === true || properties["ariaHidden"] === "true") return [];
  if (isReference(element)) return [];
  if (tagName === "img") return image(element);
  const children = pruned(element.children);
  if (tagName === "a")
    return isAbsolute(properties["href"], ["http:", "https:", "mailto:"])
      ? [{ ...element, children }]
      : children;
  const renamed = asDiv.has(tagName) ? "div" : tagName;
  return [{ ...element, tagName: renamed, children }];
}

/** Footnote marks and the way back from a footnote: links within the page, meaningless in a feed. */
function isReference({ tagName, properties, children }: Element): boolean {
  if (properties["dataFootnoteBackref"] != null) return true;
  if (tagName === "h2" && String(properties["id"]).endsWith("footnote-label")) return true;
  const [only] = children;
  if (tagName !== "sup" || children.length !== 1 || only?.type !== "element" || only.tagName !== "a")
    return false;
  return String(only.properties["href"]).startsWith("#");
}

function image(element: Element): ElementContent[] {
  if (isAbsolute(element.properties["src"], ["http:", "https:"])) return [element];
  const alt = clean(element.properties["alt"] ?? "").trim();
  return alt === "" ? [] : [{ type: "text", value: alt, data: { description: true } }];
}

function isAbsolute(value: unknown, protocols: readonly string[]): boolean {
  if (typeof value !== "string" || !URL.canParse(value.trim())) return false;
  return protocols.includes(new URL(value.trim()).protocol);
}

/** Pruned nodes → the body as HTML from the allow-list. */
export function bodyHtml(nodes: readonly ElementContent[]): string {
  const root: Root = { type: "root", children: withoutTopLevel(nodes) };
  return clean(toHtml(sanitize(root, schema), { closeSelfClosing: true })).trim();
}

/** The page around the body has the only `<h1>`. */
function withoutTopLevel(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== "element") return node;
    return {
      ...node,
      tagName: node.tagName === "h1" ? "h2" : node.tagName,
      children: withoutTopLevel(node.children),
    };
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
