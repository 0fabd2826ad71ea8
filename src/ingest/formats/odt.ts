import type { Element, ElementContent } from "hast";
import { unpacked, unpackedPictures } from "./archive.ts";
import { bodyOf } from "./body.ts";
import { type BinaryFormat, Unusable } from "./draft.ts";
import { withOwnSources } from "./html.ts";
import { propertyFields } from "./office-fields.ts";
import { readXml, wordsIn } from "./office-xml.ts";
import { typeOf } from "../pictures/picture-type.ts";

/**
 * OpenDocument text, by a small reader of our own: the converters on npm bring an OCR engine and a PDF viewer along.
 * Headings, paragraphs, lists, tables, links, bold, italic and pictures; notes, comments, deleted text and the words of
 * frames are left out.
 */
export const odt: BinaryFormat = {
  name: "OpenDocument text",
  read(bytes, limits) {
    // Settled here so that a refusal is a rejection, as the port promises.
    return Promise.resolve().then(() => {
      const parts = unpacked(bytes, (name) => name === "content.xml" || name === "meta.xml", limits);
      const content = parts.get("content.xml");
      if (content == null) throw new Unusable("it is no OpenDocument text: open it and save it as .odt");
      const meta = wordsIn(parts.get("meta.xml"), metaNames);
      const said = (...keys: readonly string[]): string =>
        keys.map((key) => meta.get(key)?.[0] ?? "").find(Boolean) ?? "";
      const { title, ...fields } = propertyFields({
        title: said("dc:title"),
        creator: said("meta:initial-creator", "dc:creator"),
        created: said("meta:creation-date", "dc:date"),
        language: said("dc:language"),
        description: said("dc:description"),
        keywords: meta.get("meta:keyword") ?? [],
      });
      const rule = { known: null, because: "its first heading is its title" };
      const pictures = unpackedPictures(bytes, (name) => inArchive.test(name), limits);
      const nodes = nodesIn(content, pictures);
      const body = bodyOf(nodes, rule, { start: 0, end: 0 });
      // What people see wins over what the program noted.
      const inside = [...pictures].map(([cid, picture]) => ({ cid, bytes: picture }));
      return withOwnSources({ ...fields, ...body, title: body.title ?? title, inside });
    });
  },
};

const metaNames = [
  "dc:title",
  "dc:creator",
  "dc:date",
  "dc:language",
  "dc:description",
  "meta:initial-creator",
  "meta:creation-date",
  "meta:keyword",
];

/** What the document's own styles say of a stretch of text. */
type Style = { readonly parent: string; bold: boolean; italic: boolean; ordered: boolean };

/** Left out with all they hold. */
const skipped = new Set(
  "text:note office:annotation office:annotation-end text:tracked-changes office:forms text:table-of-content text:alphabetical-index text:bibliography draw:frame draw:custom-shape office:scripts office:font-face-decls".split(
    " ",
  ),
);
const plainTags: Readonly<Record<string, string>> = {
  "text:list-item": "li",
  "text:list-header": "li",
  "table:table": "table",
  "table:table-header-rows": "thead",
  "table:table-row": "tr",
  "table:table-cell": "td",
};

/** @param pictures of the archive, by name */
function nodesIn(content: Uint8Array, pictures: ReadonlyMap<string, Uint8Array>): ElementContent[] {
  const styles = new Map<string, Style>();
  const root: Element = { type: "element", tagName: "div", properties: {}, children: [] };
  const open: { readonly name: string; readonly element: Element }[] = [{ name: "", element: root }];
  let style: Style | null = null;
  let inText = false;
  /** What is left out, from the outermost on. */
  const left: string[] = [];
  let frame = emptyFrame();
  const top = (): Element => open.at(-1)?.element ?? root;
  const add = (value: string): void => void top().children.push({ type: "text", value });
  const isInFrame = (): boolean => inText && left[0] === "draw:frame";
  readXml(content, {
    open(name, attributes) {
      if (name === "office:text") inText = true;
      if (left.length > 0 || skipped.has(name)) {
        left.push(name);
        if (name === "draw:image" && isInFrame()) frame.sources.push(attributes["xlink:href"] ?? "");
        return;
      }
      if (!inText) style = styled(name, attributes, styles, style);
      else if (name === "text:s") add(" ".repeat(Math.min(20, Number(attributes["text:c"] ?? 1) || 1)));
      else if (name === "text:tab") add(" ");
      else if (name === "text:line-break") top().children.push(made("br"));
      else {
        const element = elementFor(name, attributes, styles);
        if (element == null) return;
        top().children.push(element);
        open.push({ name, element });
      }
    },
    text(words) {
      if (inText && left.length === 0) add(words);
      else if (left.at(-1) === "svg:desc" || left.at(-1) === "svg:title") frame.words += words.slice(0, 500);
    },
    close(name) {
      if (name === "draw:frame" && isInFrame()) {
        top().children.push(...pictureOf(frame, pictures));
        frame = emptyFrame();
      }
      if (left.length > 0) left.pop();
      else if (open.length > 1 && open.at(-1)?.name === name) open.pop();
      if (name === "office:text") inText = false;
    },
  });
  return root.children;
}

const inArchive = /^Pictures\/[\w.-]{1,120}$/;

/** A frame shows one picture; programs that draw put a second form of it beside the first. */
type Frame = { readonly sources: string[]; words: string };
const emptyFrame = (): Frame => ({ sources: [], words: "" });

function pictureOf({ sources, words }: Frame, pictures: ReadonlyMap<string, Uint8Array>): Element[] {
  const names = sources.map((source) => source.replace(/^\.\//, "")).filter((each) => inArchive.test(each));
  const name = names.find((each) => typeOf(pictures.get(each) ?? new Uint8Array()) != null) ?? names[0];
  return name == null ? [] : [made("img", { src: `cid:${name}`, alt: words })];
}

const made = (tagName: string, properties: Element["properties"] = {}): Element => ({
  type: "element",
  tagName,
  properties,
  children: [],
});

/** `<style:style>` and its properties, `<text:list-style>` and its first level. */
function styled(
  name: string,
  attributes: Readonly<Record<string, string>>,
  styles: Map<string, Style>,
  current: Style | null,
): Style | null {
  if (name === "style:style" || name === "text:list-style") {
    const style: Style = {
      parent: attributes["style:parent-style-name"] ?? "",
      bold: false,
      italic: false,
      ordered: false,
    };
    styles.set(attributes["style:name"] ?? "", style);
    return style;
  }
  if (current == null) return null;
  if (name === "style:text-properties") {
    current.bold = attributes["fo:font-weight"] === "bold";
    current.italic = attributes["fo:font-style"] === "italic";
  } else if (name === "text:list-level-style-number" && attributes["text:level"] === "1")
    current.ordered = true;
  return current;
}

function elementFor(
  name: string,
  attributes: Readonly<Record<string, string>>,
  styles: ReadonlyMap<string, Style>,
): Element | null {
  const own = attributes["text:style-name"] ?? "";
  const style = styles.get(own);
  const named = `${own} ${style?.parent ?? ""}`;
  // One level down: for people "Heading 1" is a section's; only "Title" is the title's for certain.
  if (name === "text:h")
    return made(`h${Math.min(6, Math.max(2, Number(attributes["text:outline-level"] ?? 1) + 1 || 2))}`);
  if (name === "text:p") return paragraph(named);
  if (name === "text:list") return made(style?.ordered === true ? "ol" : "ul");
  if (name === "text:a") return made("a", { href: attributes["xlink:href"] ?? "" });
  if (name === "text:span" && style?.bold === true) return made("strong");
  if (name === "text:span" && style?.italic === true) return made("em");
  const tagName = plainTags[name];
  return tagName == null ? null : made(tagName);
}

function paragraph(style: string): Element {
  if (/(?:^|\s)Title(?:\s|$)/.test(style)) return made("h1");
  if (/(?:^|\s)Subtitle(?:\s|$)/.test(style)) return made("p", { className: ["subtitle"] });
  return made(/Quotations|Quote/.test(style) ? "blockquote" : "p");
}
