import { createRequire } from "node:module";
import type { Element, ElementContent, Properties, Root, RootContent } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Limits } from "../formats/draft.ts";
import { type Page, tokens } from "./page.ts";
import { textOf } from "../formats/tree.ts";

/** Loaded for the first page that needs it (0.2 s, 30 MB): a folder of text files never pays for it. */
type Reader = {
  readonly Readability: typeof import("@mozilla/readability").Readability;
  readonly parseHTML: (html: string) => { document: never };
};
let reader: Reader | null = null;

function loaded(): Reader {
  if (reader != null) return reader;
  const require = createRequire(import.meta.url);
  const { Readability } = require("@mozilla/readability") as Pick<Reader, "Readability">;
  const { parseHTML } = require("linkedom") as Pick<Reader, "parseHTML">;
  reader = { Readability, parseHTML };
  return reader;
}

/** Less text than this is too little for Readability's scores, which start at 500 characters. */
const minChars = 500;
/** Saved pages are 20 to 40 deep. */
const maxDepth = 120;
/** Its cost grows with the depths of all elements together: about 1 s for so many; a large page has half of it. */
const maxDepths = 120_000;

const furniture = new Set(["nav", "footer", "aside", "header", "form", "iframe", "script", "button"]);
const furnitureName =
  /(?:^|[-_])(?:sidebar|footer|header|top-?bar|nav(?:bar|igation)?|menu|comments?|related|share|sharing|social|newsletter|promo|widget|cookie|breadcrumbs?|masthead|toolbar|banner|ads?)(?:[-_]|$)/i;

/** Does the page look like one saved whole from a site, with navigation and the like around its article? */
export function isFurnished(page: Page): boolean {
  return page.all.some(
    (element) =>
      furniture.has(element.tagName) ||
      [...tokens(element, "className"), ...tokens(element, "id")].some((name) => furnitureName.test(name)),
  );
}

/**
 * A page's main content by Mozilla's Readability, as nodes of our own tree: each element carries a number on its way
 * through, so that in the result it still knows its properties and where in the file it stands.
 *
 * @returns null when the page is too small or too large to be weighed, or nothing stands out
 */
export function readableContent(page: Page, limits: Limits): ElementContent[] | null {
  if (page.all.length > limits.maxReadableElements || textOf(bodyOf(page)).length < minChars) return null;
  const numbered: Element[] = [];
  if (depthsOf(page.root, 0) > maxDepths) return null;
  const copy: Root = { type: "root", children: copied(page.root.children, numbered, 0) };
  const { Readability, parseHTML } = loaded();
  const { document } = parseHTML(`<!doctype html>${toHtml(copy)}`);
  const options = { keepClasses: true, disableJSONLD: true, serializer: (node: unknown) => node };
  try {
    // linkedom's document is not the DOM's, which this program has no types of; Readability asks no more of it.
    const content = new Readability(document, options).parse()?.content;
    return content == null ? null : ours((content as DomNode).childNodes, numbered);
  } catch {
    // Some shapes of page are too much for the two; the page's own landmarks do as well.
    return null;
  }
}

/**
 * linkedom's parser makes a text node of each character reference: half a megabyte of "<" took it 16 s. So the two that
 * must be escaped travel as noncharacters, which no cleaned text holds.
 */
const disguised = (text: string): string =>
  text
    .replace(/[\ufdd0\ufdd1]/g, "")
    .replaceAll("<", "\ufdd0")
    .replaceAll("&", "\ufdd1");
const undisguised = (text: string): string => text.replaceAll("\ufdd0", "<").replaceAll("\ufdd1", "&");

const bodyOf = (page: Page): ElementContent[] =>
  page.all.find(({ tagName }) => tagName === "body")?.children ?? [];

function depthsOf(node: Root | Element, depth: number): number {
  let sum = depth;
  for (const child of node.children) if (child.type === "element") sum += depthsOf(child, depth + 1);
  return sum;
}

/** Nothing of these reaches the article, and all of them cost time. */
const useless = new Set([
  "script",
  "style",
  "noscript",
  "iframe",
  "template",
  "svg",
  "math",
  "link",
  "object",
  "embed",
]);
/** What Readability weighs; every other attribute stays behind. */
const weighed = [
  "className",
  "id",
  "role",
  "rel",
  "itemProp",
  "href",
  "src",
  "alt",
  "ariaHidden",
  "hidden",
  "lang",
  "dir",
];

function copied(nodes: readonly RootContent[], numbered: Element[], depth: number): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === "text") return [{ type: "text", value: disguised(node.value) }];
    if (node.type !== "element" || useless.has(node.tagName)) return [];
    if (depth > maxDepth) return [{ type: "text", value: disguised(textOf([node])) }];
    const properties: Properties = { dataNumber: String(numbered.push(node) - 1) };
    for (const name of weighed) {
      const value = node.properties[name];
      if (value != null) properties[name] = value;
    }
    const style = node.properties["style"];
    if (typeof style === "string" && /display|visibility/i.test(style))
      properties["style"] = style.slice(0, 500);
    return [{ ...node, properties, children: copied(node.children, numbered, depth + 1) }];
  });
}

type DomNode = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<DomNode>;
  getAttribute(name: string): string | null;
};

function ours(nodes: Iterable<DomNode>, numbered: readonly Element[]): ElementContent[] {
  return [...nodes].flatMap((node): ElementContent[] => {
    if (node.nodeType === 3) return [{ type: "text", value: undisguised(node.nodeValue ?? "") }];
    if (node.nodeType !== 1) return [];
    const original = numbered[Number(node.getAttribute("data-number") ?? "-1")];
    const children = ours(node.childNodes, numbered);
    const tagName = node.nodeName.toLowerCase();
    if (original == null) return [{ type: "element", tagName, properties: {}, children }];
    return [{ ...original, tagName, children }];
  });
}
