import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";

type ArticleJson = {
  readonly headline: string;
  readonly author: { readonly name: string };
  readonly keywords: readonly string[];
};

/** What a browser's parser finds in a page's head: JSON-LD, Open Graph, and scripts anywhere. */
export function parseDocument(html: string) {
  const elements = [...elementsOf(fromHtml(html))];
  const scripts = elements.filter(({ tagName }) => tagName === "script");
  const text = scripts[0]?.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  return {
    scripts: scripts.map(({ properties }) => properties),
    data: JSON.parse(text ?? "null") as ArticleJson,
    properties: elements
      .filter(({ tagName, properties }) => tagName === "meta" && /[:]/.test(nameOf(properties)))
      .map(({ properties }) => [nameOf(properties), properties["content"]]),
  };
}

const nameOf = (properties: Element["properties"]): string =>
  String(properties["property"] ?? properties["name"] ?? "");

function* elementsOf(node: Nodes): Generator<Element> {
  if (node.type === "element") yield node;
  if ("children" in node) for (const child of node.children) yield* elementsOf(child);
}
