import type { Element, ElementContent, Root, RootContent } from "hast";
import { type Schema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { clean, oneLine } from "../bytes/decode.ts";
import type { PictureReference } from "./draft.ts";
import { cidOf, pictureScheme } from "./placed-pictures.ts";

const words = (list: string): string[] => list.trim().split(/\s+/);

const inText =
  words(`a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup
  time u var wbr`);
const blocks =
  words(`blockquote dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre section table caption tbody
  td tfoot th thead tr ul`);

/** What may stand in a body: no script, style, frame, form, handler, class or id; http, https and mailto only. */
const schema: Schema = {
  tagNames: [...inText, ...blocks],
  strip: words("script style template noscript iframe object svg math textarea select title"),
  attributes: {
    "*": ["lang", "dir"],
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    abbr: ["title"],
    time: ["dateTime"],
    ol: ["start"],
    // Only ever set here, on what scrolls by itself: without it the keyboard cannot reach the far end (WCAG 2.1.1).
    pre: [["tabIndex", 0]],
    table: [["tabIndex", 0]],
    td: ["colSpan", "rowSpan"],
    th: ["colSpan", "rowSpan", "scope"],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https", pictureScheme] },
  ancestors: Object.fromEntries(words("caption tbody td tfoot th thead tr").map((tag) => [tag, ["table"]])),
  clobber: [],
  required: {},
  allowComments: false,
  allowDoctypes: false,
};

/** Dropped with all they hold: not the article, or not text. */
const dropped = new Set(
  words(`script style template noscript iframe frame object embed applet svg math canvas audio video nav footer header aside
    form button input select textarea dialog head link meta base menu`),
);
const asDiv = new Set(words("article main center address details summary hgroup fieldset body html"));
const tableParts = new Set(words("tbody thead tfoot tr td th"));

/** What pruning needs to know of the file, and what it collects: the pictures the body refers to, in order. */
export type Surroundings = {
  /** Where the page stood, absolute; relative links of a saved page still lead there. Null: they lead nowhere. */
  readonly base: string | null;
  readonly pictures: PictureReference[];
};

/**
 * The tree without furniture, in place: dropped elements, comments, hidden parts and reference marks gone; links that
 * lead nowhere reduced to their text; pictures beside the file numbered; tables that only lay out made plain; text
 * cleaned once more, as character references can bring back what decoding removed.
 */
export function pruned(nodes: readonly RootContent[], around: Surroundings): ElementContent[] {
  const kept: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === "text") kept.push({ ...node, value: clean(node.value) });
    else if (node.type === "element") kept.push(...prunedElement(node, around));
  }
  return kept;
}

function prunedElement(element: Element, around: Surroundings): ElementContent[] {
  const { tagName, properties } = element;
  if (dropped.has(tagName) || isHidden(element) || isReference(element)) return [];
  if (tagName === "img") return image(element, around);
  const children = pruned(element.children, around);
  if (tagName === "a") {
    const href = target(properties["href"], around.base);
    return href == null ? children : [{ ...element, properties: { ...properties, href }, children }];
  }
  if (tagName === "table" && isLayout(element))
    return [{ ...element, tagName: "div", children: laidOut(children) }];
  return [{ ...element, tagName: asDiv.has(tagName) ? "div" : tagName, children }];
}

function isHidden({ properties }: Element): boolean {
  if (properties["hidden"] === true || properties["ariaHidden"] === "true") return true;
  return /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(properties["style"] ?? "");
}

/** An absolute http, https or mailto address, or null: a link within the page or to a file nobody publishes. */
function target(href: unknown, base: string | null): string | null {
  const written = typeof href === "string" ? href.trim() : "";
  if (written === "" || written.startsWith("#")) return null;
  if (isAbsolute(written, ["http:", "https:", "mailto:"])) return written;
  if (base == null || URL.canParse(written) || !URL.canParse(written, base)) return null;
  return new URL(written, base).href;
}

/** Mails and old pages are laid out by tables: known by their role, by tables within, or by being one cell. */
function isLayout(table: Element): boolean {
  const role = table.properties["role"];
  if (role === "presentation" || role === "none") return true;
  let cells = 0;
  const holdsTable = (node: Element): boolean =>
    node.children.some((child) => {
      if (child.type !== "element") return false;
      if (child.tagName === "td" || child.tagName === "th") cells++;
      return child.tagName === "table" || holdsTable(child);
    });
  return holdsTable(table) || cells === 1;
}

/** Rows and cells as boxes; a table within is one for itself. */
function laidOut(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== "element" || !tableParts.has(node.tagName)) return node;
    return { ...node, tagName: "div", children: laidOut(node.children) };
  });
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

/** A remote picture as it is, one beside the file or inside it numbered, anything else by its description; counting pixels are dropped. */
function image(element: Element, { pictures }: Surroundings): ElementContent[] {
  const { properties } = element;
  const src = typeof properties["src"] === "string" ? properties["src"].trim() : "";
  const alt = oneLine(properties["alt"] ?? "");
  if ([properties["width"], properties["height"]].some((size) => size != null && Number(size) <= 2))
    return [];
  if (isAbsolute(src, ["http:", "https:"])) return [{ ...element, properties: { ...properties, src, alt } }];
  const isLocal = src !== "" && !URL.canParse(src) && !src.startsWith("//") && !src.startsWith("#");
  if (!isLocal && cidOf(src) == null)
    return alt === "" ? [] : [{ type: "text", value: alt, data: { description: true } }];
  pictures.push({ src, alt, lead: false });
  return [{ ...element, properties: { src: `${pictureScheme}:${pictures.length - 1}` }, children: [] }];
}

function isAbsolute(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** Pruned nodes → the body as HTML from the allow-list. */
export function bodyHtml(nodes: readonly ElementContent[]): string {
  const root: Root = { type: "root", children: withinPage(flat(nodes)) };
  return clean(toHtml(sanitize(root, schema), { closeSelfClosing: true })).trim();
}

/** The page around the body has the only `<h1>`, and what scrolls by itself can be reached by the keyboard. */
function withinPage(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== "element") return node;
    const properties = mayScroll(node) ? { ...node.properties, tabIndex: 0 } : node.properties;
    const tagName = node.tagName === "h1" ? "h2" : node.tagName;
    return { ...node, tagName, properties, children: withinPage(node.children) };
  });
}

const containers = new Set(["div", "section"]);
const blockTags = new Set(blocks);

/** Boxes without a meaning of their own are opened, so that paragraphs and tables stand where the page expects them. */
function flat(nodes: readonly ElementContent[]): ElementContent[] {
  const found: ElementContent[] = [];
  let run: ElementContent[] = [];
  const close = (): void => {
    const isEmpty = run.every((node) => node.type !== "element" && lettersOf(node).trim() === "");
    if (isEmpty) found.push(...run);
    else found.push({ type: "element", tagName: "p", properties: {}, children: run });
    run = [];
  };
  for (const node of nodes) {
    if (!holdsBlock(node)) run.push(node);
    else {
      close();
      if (node.type === "element" && containers.has(node.tagName)) found.push(...flat(node.children));
      else found.push(node);
    }
  }
  close();
  return found;
}

function holdsBlock(node: ElementContent): boolean {
  if (node.type !== "element") return false;
  // A picture may stand alone as well as in a line; `<br>` and the like never start a block.
  return (
    (blockTags.has(node.tagName) && node.tagName !== "img") ||
    node.tagName === "h1" ||
    node.children.some(holdsBlock)
  );
}

/** About what a phone held upright shows of a table or of code, in letters. */
const narrowChars = 30;

/** Its lines do not break: code at all, a table's rows within the longest word of each cell. */
function mayScroll(element: Element): boolean {
  if (element.tagName === "pre") return longest(lettersOf(element).split("\n")) > narrowChars;
  if (element.tagName !== "table") return false;
  const rows: Element[] = [];
  const visit = (node: Element): void => {
    for (const child of node.children) {
      if (child.type !== "element") continue;
      if (child.tagName === "tr") rows.push(child);
      else visit(child);
    }
  };
  visit(element);
  return rows.some(({ children }) => {
    const cells = children.filter((cell) => cell.type === "element");
    return cells.reduce((sum, cell) => sum + longest(lettersOf(cell).split(/\s/)) + 2, 0) > narrowChars;
  });
}

const lettersOf = (node: ElementContent): string =>
  node.type === "text" ? node.value : node.type === "element" ? node.children.map(lettersOf).join("") : "";
const longest = (parts: readonly string[]): number =>
  parts.reduce((most, part) => Math.max(most, part.length), 0);
