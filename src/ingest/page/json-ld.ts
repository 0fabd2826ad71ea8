import { fromHtml } from "hast-util-from-html";
import { oneLine } from "../bytes/decode.ts";
import { type Page, attribute } from "./page.ts";
import { textOf } from "../formats/tree.ts";

/** What a page's JSON-LD (schema.org) says of its article; empty where it says nothing. */
export type LinkedArticle = {
  readonly headline: string;
  readonly published: string;
  readonly modified: string;
  readonly authors: readonly string[];
  readonly publisher: string;
  readonly language: string;
  readonly sections: readonly string[];
  readonly keywords: readonly string[];
  readonly description: string;
  readonly url: string;
  readonly place: string;
};

type Node = Readonly<Record<string, unknown>>;

const maxScriptChars = 500_000;
const maxScripts = 20;
const maxNodes = 5_000;
const maxDepth = 40;
const articleType = /(?:Article|BlogPosting|SocialMediaPosting|Report|Review|BlogPost)$/;
const pageType = /(?:WebPage|ItemPage|AboutPage)$/;
/** Other things than this page's article hang below these. */
const elsewhere = new Set(
  "__proto__ constructor itemListElement comment hasPart mentions isPartOf video about review relatedLink breadcrumb citation".split(
    " ",
  ),
);

/**
 * The article the page is about, and the page itself, which often knows dates the article leaves out.
 *
 * @param own what the page calls itself (heading, `<title>`, address), to tell its article from teasers of others
 */
export function linkedArticles(page: Page, own: readonly string[]): readonly LinkedArticle[] {
  const { found, byId } = nodesIn(page);
  const rank = (node: Node): number => {
    const { headline, url } = linked(node, byId);
    const isOwn = own.some((name) => name !== "" && (same(name, headline) || (url !== "" && name === url)));
    return (isOwn ? 4 : 0) + (headline === "" ? 0 : 2) + (typeOf(node, articleType) ? 1 : -4);
  };
  return found
    .map((node) => ({ node, score: rank(node) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ node }) => linked(node, byId));
}

function nodesIn(page: Page): { found: readonly Node[]; byId: ReadonlyMap<string, Node> } {
  const found: Node[] = [];
  const byId = new Map<string, Node>();
  const scripts = page.all.filter(
    (element) => element.tagName === "script" && /^application\/ld\+json/i.test(attribute(element, "type")),
  );
  const pending: { value: unknown; depth: number }[] = scripts
    .slice(0, maxScripts)
    .map((script) => ({
      value: parsed(script.children.map((c) => (c.type === "text" ? c.value : "")).join("")),
      depth: 0,
    }))
    .reverse();
  let visited = 0;
  for (let next = pending.pop(); next != null && visited < maxNodes; next = pending.pop()) {
    const { value, depth } = next;
    if (value == null || typeof value !== "object" || depth > maxDepth) continue;
    visited++;
    if (!Array.isArray(value)) {
      const node = value as Node;
      const id = read(node, "@id");
      if (typeof id === "string" && Object.keys(node).length > 1) byId.set(id, node);
      if (typeOf(node, articleType) || typeOf(node, pageType)) found.push(node);
    }
    const children = Object.entries(value).filter(([key]) => !elsewhere.has(key));
    for (const [, child] of children.slice(0, maxNodes).reverse())
      pending.push({ value: child, depth: depth + 1 });
  }
  return { found, byId };
}

/** Line breaks inside strings and comment wrappers are common mistakes; anything worse is left alone. */
function parsed(script: string): unknown {
  if (script.length > maxScriptChars) return null;
  const bare = script
    .replace(/^\s*(?:\/\/\s*)?<!(?:\[CDATA\[|--)/, "")
    .replace(/(?:\/\/\s{0,9})?(?:\]\]>|-->)\s*$/, "");
  for (const text of [bare, bare.replace(/[\r\n\t]+/g, " ").replace(/;\s*$/, "")]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      continue;
    }
  }
  return null;
}

function linked(node: Node, byId: ReadonlyMap<string, Node>): LinkedArticle {
  const one = (key: string): string => namesOf(read(node, key), byId)[0] ?? "";
  const main = read(node, "mainEntityOfPage");
  return {
    headline: one("headline") || one("name"),
    published: one("datePublished") || one("dateCreated"),
    modified: one("dateModified"),
    authors: [...namesOf(read(node, "author"), byId), ...namesOf(read(node, "creator"), byId)],
    publisher: one("publisher"),
    language: one("inLanguage"),
    sections: namesOf(read(node, "articleSection"), byId),
    keywords: namesOf(read(node, "keywords"), byId)
      .flatMap((line) => line.split(","))
      .map(oneLine),
    description: one("description"),
    url: one("url") || (isNode(main) ? textIn(read(main, "@id")) : textIn(main)),
    place: one("contentLocation") || one("locationCreated") || one("dateline"),
  };
}

/** Strings as they are; objects by their name, their `@id` followed once; lists of both. */
function namesOf(value: unknown, byId: ReadonlyMap<string, Node>): string[] {
  const values = Array.isArray(value) ? value.slice(0, 50) : [value];
  const names = values.map((each: unknown) => {
    if (!isNode(each)) return textIn(each);
    const own = textIn(read(each, "name"));
    const other = byId.get(textIn(read(each, "@id")));
    return own === "" && other != null ? textIn(read(other, "name")) : own || textIn(read(each, "@value"));
  });
  return [...new Set(names.filter((name) => name !== ""))];
}

/** Values carry HTML's character references and tags more often than they should. */
function textIn(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  const line = oneLine(value.slice(0, 5_000));
  if (!/[&<]/.test(line)) return line;
  const { children } = fromHtml(line, { fragment: true });
  return oneLine(textOf(children.filter((child) => child.type !== "doctype")));
}

const isNode = (value: unknown): value is Node =>
  value != null && typeof value === "object" && !Array.isArray(value);
/** Own keys only: `__proto__` and `constructor` mean nothing here. */
const read = (node: Node, key: string): unknown => (Object.hasOwn(node, key) ? node[key] : undefined);

function typeOf(node: Node, pattern: RegExp): boolean {
  const type = read(node, "@type");
  return (Array.isArray(type) ? type : [type]).some((each) => typeof each === "string" && pattern.test(each));
}

const same = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ""));
  return (
    x != null &&
    y != null &&
    y !== "" &&
    (x === y || (y.length > 20 && x.startsWith(y)) || (x.length > 20 && y.startsWith(x)))
  );
};
