import type { Element, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { type ArticleDate, type Found, given, inferred } from "../domain/article.ts";
import { isLanguageTag } from "../domain/language.ts";
import { nameIn } from "./author.ts";
import { bodyOf, flattened, isTooComplex } from "./body.ts";
import { parseStated } from "./calendar.ts";
import { oneLine } from "./decode.ts";
import { type Draft, type Format, emptyFields } from "./draft.ts";
import { textOf } from "./tree.ts";

/** A whole page or a fragment. */
export const html: Format = {
  name: "HTML",
  draft(source, limits) {
    const whole = { start: 0, end: source.length };
    if (isTooComplex(source, limits)) return { ...emptyFields, ...flattened(source, whole) };
    const tree = fromHtml(source);
    const page = pageOf(tree);
    const stated = titleOf(page);
    const rule = { known: stated, because: "the first heading of the page is its title" };
    return { ...fieldsOf(page), ...bodyOf(contentOf(page), rule, whole) };
  },
};

/** The page's elements by tag name, each list in document order. */
type Page = { readonly all: readonly Element[]; readonly root: Root };

function pageOf(root: Root): Page {
  const all: Element[] = [];
  const visit = (node: RootContent): void => {
    if (node.type !== "element") return;
    all.push(node);
    for (const child of node.children) visit(child);
  };
  for (const child of root.children) visit(child);
  return { all, root };
}

const first = (page: Page, tag: string): Element | undefined =>
  page.all.find(({ tagName }) => tagName === tag);
const attribute = (element: Element | undefined, name: string): string =>
  String(element?.properties[name] ?? "");

/** `<meta>` by name or property, the first that says something. */
function meta(page: Page, ...names: readonly string[]): { value: string; name: string } | null {
  for (const name of names) {
    for (const element of page.all) {
      if (element.tagName !== "meta") continue;
      const { properties } = element;
      const called = String(
        properties["name"] ?? properties["property"] ?? properties["itemProp"] ?? "",
      ).toLowerCase();
      const value = oneLine(properties["content"] ?? "");
      if (called === name && value !== "") return { value, name };
    }
  }
  return null;
}

/** The one article, else the main part, else the body; a list of teasers is no article. */
function contentOf(page: Page): readonly RootContent[] {
  const articles = page.all.filter(({ tagName }) => tagName === "article");
  const main = page.all.find(
    ({ tagName, properties }) => tagName === "main" || properties["role"] === "main",
  );
  const [only] = articles;
  const chosen =
    articles.length === 1 && only != null ? only : (main ?? longest(articles) ?? first(page, "body"));
  return chosen?.children ?? page.root.children;
}

function longest(elements: readonly Element[]): Element | undefined {
  return elements.toSorted((a, b) => textOf(b.children).length - textOf(a.children).length)[0];
}

/** The single `<h1>` > og:title > `<title>` without the site's name. Null leaves it to the first heading. */
function titleOf(page: Page): Found<string> | null {
  const headings = page.all
    .filter(({ tagName }) => tagName === "h1")
    .map((element) => oneLine(textOf(element.children)));
  const spoken = headings.filter((words) => words !== "");
  if (spoken.length === 1 && spoken[0] != null) return given(spoken[0], "the page's <h1> is its title");
  const social = meta(page, "og:title", "twitter:title", "dc.title");
  if (social != null) return given(social.value, `the page's <meta ${social.name}> is its title`);
  const element = first(page, "title");
  const words = element == null ? "" : withoutSite(oneLine(textOf(element.children)));
  return words === "" ? null : given(words, "the page's <title>, without the site's name");
}

/** "Harbour bridge reopens | The Gull" → "Harbour bridge reopens". */
function withoutSite(title: string): string {
  const cut = Math.max(
    title.lastIndexOf(" | "),
    title.lastIndexOf(" - "),
    title.lastIndexOf(" – "),
    title.lastIndexOf(" — "),
    title.lastIndexOf(" · "),
  );
  if (cut <= 0) return title;
  const [headline, site] = [title.slice(0, cut).trim(), title.slice(cut + 3).trim()];
  return site.split(" ").length <= 4 && headline.split(" ").length >= 3 ? headline : title;
}

type Fields = Omit<Draft, "text" | "blocks" | "html" | "title">;

function fieldsOf(page: Page): Fields {
  const { date, badDate } = dateOf(page);
  const description = meta(page, "description", "og:description");
  const tags = page.all
    .filter(({ tagName, properties }) => tagName === "meta" && properties["property"] === "article:tag")
    .map(({ properties }) => oneLine(properties["content"] ?? ""));
  const keywords = meta(page, "keywords")?.value.split(",").map(oneLine) ?? [];
  return {
    date,
    badDate,
    author: authorOf(page),
    language: languageOf(page),
    tags: [...new Set([...tags, ...keywords])].filter((tag) => tag !== ""),
    givenSummary: description?.value ?? null,
    draft: false,
  };
}

function dateOf(page: Page): { date: Found<ArticleDate> | null; badDate: string | null } {
  const stated = meta(
    page,
    "article:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "datepublished",
    "publishdate",
    "pubdate",
  );
  const day = stated == null ? null : parseStated(stated.value);
  if (day != null)
    return { date: given(day, `the page's <meta ${stated?.name ?? ""}> states it`), badDate: null };
  const time = page.all.find(
    ({ tagName, properties }) => tagName === "time" && properties["dateTime"] != null,
  );
  const value = parseStated(attribute(time, "dateTime"));
  const badDate = stated?.value ?? null;
  return { date: value == null ? null : inferred(value, "the page's first <time> states it", 0.9), badDate };
}

function authorOf(page: Page): Found<string> | null {
  const stated = meta(page, "author", "article:author", "dc.creator", "parsely-author", "byl");
  if (stated != null && !URL.canParse(stated.value)) {
    return given(stated.value.replace(/^by\s/i, ""), `the page's <meta ${stated.name}> names the author`);
  }
  const marked = page.all.find(
    ({ properties }) =>
      String(properties["rel"]).split(/[\s,]/).includes("author") ||
      String(properties["itemProp"]) === "author",
  );
  const name = marked == null ? "" : oneLine(textOf(marked.children)).replace(/^by\s/i, "");
  if (name !== "" && name.length <= 100) return given(name, "the page marks the author's name");
  // The byline often stands in the article's <header>, which is no part of the body.
  const byline = page.all.find(({ properties }) =>
    /byline|author/i.test(String(properties["className"] ?? "")),
  );
  const found = byline == null ? null : nameIn(oneLine(textOf(byline.children)));
  return found == null ? null : inferred(found, "the page's byline names the author", 0.95);
}

function languageOf(page: Page): Found<string> | null {
  const tag =
    attribute(first(page, "html"), "lang").trim() || attribute(first(page, "article"), "lang").trim();
  const [canonical] = isLanguageTag(tag) ? Intl.getCanonicalLocales(tag) : [];
  return canonical == null ? null : given(canonical, "the page's lang attribute states it");
}
