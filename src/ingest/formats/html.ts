import type { Element, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import type { Found } from "../../domain/article.ts";
import { bodyOf, flattened, isTooComplex } from "./body.ts";
import { type Draft, type Format, type Limits, emptyFields } from "./draft.ts";
import { believed } from "../fields/language.ts";
import { type Fields, fieldsOf } from "../page/fields.ts";
import { baseOf } from "../page/link.ts";
import { type Page, first, pageOf, tokens } from "../page/page.ts";
import { isFurnished, readableContent } from "../page/readable.ts";
import { textOf } from "./tree.ts";

/** A whole saved page or a fragment. */
export const html: Format = {
  name: "HTML",
  draft(source, limits) {
    const whole = { start: 0, end: source.length };
    if (isTooComplex(source, limits)) return tooComplex(source, limits);
    const page = pageOf(fromHtml(source));
    const { title, ...fields } = fieldsOf(page);
    const rule = { known: title, because: "the first heading of the page is its title" };
    const base = baseOf(page) ?? fields.link;
    const body = bodyOf(contentOf(page, limits), rule, whole, base);
    return { ...fields, ...body, language: believed(fields.language, body) };
  },
};

/** Its words as paragraphs; what its head states is read all the same. */
function tooComplex(source: string, limits: Limits): Draft {
  const whole = { start: 0, end: source.length };
  const end = source.slice(0, maxHeadChars).search(/<\/head\s{0,9}>|<body[\s>]/i);
  const head = end < 0 ? "" : source.slice(0, end);
  const fields: Fields =
    head === "" || isTooComplex(head, limits) ? emptyFields : fieldsOf(pageOf(fromHtml(head)));
  const note = "its HTML is too large or too deep to be parsed, so only its words were kept";
  return { ...fields, ...flattened(source, whole), title: fields.title, note };
}

const maxHeadChars = 500_000;

/**
 * The article's part of the page: by Readability where there is furniture around it, else by the page's landmarks.
 * Readability can miss most of an article; a single `<article>` with twice as much text is believed instead.
 */
function contentOf(page: Page, limits: Limits): readonly RootContent[] {
  const marked = landmark(page);
  const readable = isFurnished(page) ? readableContent(page, limits) : null;
  if (readable == null)
    return withoutBars(marked?.children ?? first(page, "body")?.children ?? page.root.children);
  const [found, own] = [textOf(readable).length, marked == null ? 0 : textOf(marked.children).length];
  return marked?.tagName === "article" && own > 2 * found ? marked.children : readable;
}

/** Without boxes that hold a few short links and nothing else, which is how pages are walked through. */
function withoutBars(nodes: readonly RootContent[]): readonly RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    if (node.type !== "element" || !boxes.has(node.tagName)) return [node];
    if (isBar(node)) return [];
    return [{ ...node, children: withoutBars(node.children) as Element["children"] }];
  });
}

const boxes = new Set(["div", "section", "p", "ul", "ol", "nav", "header", "footer", "center", "table"]);
const maxBarChars = 400;
const maxLinkChars = 30;

function isBar(box: Element): boolean {
  const links: string[] = [];
  let others = "";
  const visit = (nodes: readonly RootContent[]): void => {
    for (const node of nodes) {
      if (node.type === "text") others += node.value;
      else if (node.type === "element" && node.tagName === "a") links.push(textOf(node.children).trim());
      else if (node.type === "element") visit(node.children);
    }
  };
  visit(box.children);
  const isShort = links.every((link) => link.length <= maxLinkChars && !/[.!?…]$/u.test(link));
  return (
    links.length >= 2 && isShort && links.join("").length <= maxBarChars && !/[\p{L}\p{N}]/u.test(others)
  );
}

/** The one article, else the main part, else the longest article; a list of teasers is no article. */
function landmark(page: Page): Element | undefined {
  const bodies = page.all.filter((element) => tokens(element, "itemProp").includes("articleBody"));
  if (bodies.length === 1) return bodies[0];
  const articles = page.all.filter(({ tagName }) => tagName === "article");
  if (articles.length === 1) return articles[0];
  const main = page.all.find(
    ({ tagName, properties }) => tagName === "main" || properties["role"] === "main",
  );
  return main ?? longest(articles);
}

function longest(elements: readonly Element[]): Element | undefined {
  return elements
    .map((element) => ({ element, chars: textOf(element.children).length }))
    .toSorted((a, b) => b.chars - a.chars)[0]?.element;
}

/** A title that an office document or a mail gives, for its HTML. */
export function convertedDraft(source: string, title: Found<string> | null, limits: Limits): Draft {
  const whole = { start: 0, end: source.length };
  if (isTooComplex(source, limits)) {
    const note = "its markup is too large or too deep to be parsed, so only its words were kept";
    return withOwnSources({ ...emptyFields, ...flattened(source, whole), title, note });
  }
  const page = pageOf(fromHtml(source));
  const rule = { known: title, because: "its first heading is its title" };
  const content = first(page, "body")?.children ?? page.root.children;
  return withOwnSources({ ...emptyFields, ...bodyOf(content, rule, whole, baseOf(page)) });
}

/** In a file that is no text, a block's source is its place in the article's text: nothing else can be pointed at. */
export function withOwnSources(draft: Draft): Draft {
  return {
    ...draft,
    blocks: draft.blocks.map((block) => ({ ...block, source: { start: block.start, end: block.end } })),
  };
}
