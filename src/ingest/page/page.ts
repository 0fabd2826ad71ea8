import type { Element, Root, RootContent } from "hast";
import { oneLine } from "../bytes/decode.ts";
import { textOf } from "../formats/tree.ts";

/** A parsed page: its elements in document order, and what its `<meta>` elements say, by lower-case name. */
export type Page = {
  readonly root: Root;
  readonly all: readonly Element[];
  readonly metas: ReadonlyMap<string, readonly string[]>;
  /** Comments that browsers and extensions leave in a saved page. */
  readonly comments: readonly string[];
};

/** More of one `<meta>` says nothing more. */
const maxValues = 50;
/** Longer values are no field of an article. */
const maxValueChars = 5_000;

export function pageOf(root: Root): Page {
  const all: Element[] = [];
  const comments: string[] = [];
  const metas = new Map<string, string[]>();
  const visit = (node: RootContent): void => {
    if (node.type === "comment" && comments.length < 10) comments.push(node.value.slice(0, 2_000));
    if (node.type !== "element") return;
    all.push(node);
    if (node.tagName === "meta") note(node);
    for (const child of node.children) visit(child);
  };
  const note = ({ properties }: Element): void => {
    const value = oneLine((properties["content"] ?? "").slice(0, maxValueChars));
    // One element may carry several names: property="og:title" itemprop="headline".
    for (const key of ["name", "property", "itemProp", "httpEquiv"]) {
      const names = properties[key];
      for (const name of Array.isArray(names) ? names : [names]) {
        if (name == null || value === "") continue;
        const values = metas.get(String(name).toLowerCase()) ?? [];
        if (values.length < maxValues) metas.set(String(name).toLowerCase(), [...values, value]);
      }
    }
  };
  for (const child of root.children) visit(child);
  return { all, root, metas, comments };
}

/** The first of these `<meta>` names that says something. */
export function meta(page: Page, ...names: readonly string[]): { value: string; name: string } | null {
  for (const name of names) {
    const value = page.metas.get(name)?.[0];
    if (value != null) return { value, name };
  }
  return null;
}

export const first = (page: Page, tag: string): Element | undefined =>
  page.all.find(({ tagName }) => tagName === tag);

export function attribute(element: Element | undefined, name: string): string {
  const value = element?.properties[name];
  return oneLine(Array.isArray(value) ? value.join(" ") : String(value ?? ""));
}

/** Space-separated values of an attribute: classes, `rel`, `itemprop`. */
export function tokens({ properties }: Element, name: string): readonly string[] {
  const value = properties[name];
  if (value == null) return [];
  return (Array.isArray(value) ? value.map(String) : String(value).split(/[\s,]+/)).filter((t) => t !== "");
}

export const wordsOf = (element: Element): string => oneLine(textOf(element.children));
