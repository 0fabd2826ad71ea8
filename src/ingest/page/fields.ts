import type { Element } from "hast";
import type { ArticleDate } from "../../domain/article.ts";
import { given, inferred } from "../../domain/article.ts";
import { isLanguageTag } from "../../domain/language.ts";
import { nameIn } from "../fields/author.ts";
import { parseStated } from "../fields/calendar.ts";
import { type Clue, settled } from "../fields/clues.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Draft, emptyFields } from "../formats/draft.ts";
import { type LinkedArticle, linkedArticles } from "./json-ld.ts";
import { type Page, attribute, first, meta, tokens, wordsOf } from "./page.ts";
import { sectionsAndTags } from "./tags.ts";
import { linkOf } from "./link.ts";
import { siteNames, titleClues, titlesAgree } from "./title.ts";

export type Fields = Omit<Draft, "text" | "blocks" | "html">;

/**
 * What a page states about its article: JSON-LD, microdata, `<meta>` (Open Graph, Dublin Core and the names of common
 * systems), `<time>`, `<title>`, marked bylines. Where they differ the best supported wins; see `settled`.
 */
export function fieldsOf(page: Page): Fields {
  const link = linkOf(page, []);
  const headings = page.all
    .filter(({ tagName }) => tagName === "h1")
    .slice(0, 20)
    .map(wordsOf);
  const title = first(page, "title");
  const own = [
    ...headings,
    title == null ? "" : wordsOf(title),
    meta(page, "og:title")?.value ?? "",
    link ?? "",
  ];
  const linked = linkedArticles(page, own);
  const [main] = linked;
  const sites = siteNames(page, linked);
  const { date, badDate } = dateOf(page, linked);
  const description = meta(page, "description", "og:description", "dc.description", "twitter:description");
  return {
    ...emptyFields,
    title: settled(titleClues(page, main ?? null, sites), titlesAgree),
    date,
    badDate,
    author: authorOf(page, linked, sites),
    language: languageOf(page, main),
    place: placeOf(page, main),
    tags: sectionsAndTags(page, main ?? null, sites),
    link: link ?? linkOf(page, linked),
    givenSummary: description?.value ?? (main?.description === "" ? null : main?.description) ?? null,
  };
}

/** Elements of an `itemprop`, as microdata marks fields; the value is its `content`, its `datetime` or its words. */
function microdata(page: Page, name: string): string[] {
  return page.all
    .filter((element) => tokens(element, "itemProp").includes(name))
    .slice(0, 5)
    .map((element) => {
      const inner = name === "author" ? innerName(element) : null;
      const stated = attribute(element, "content") || attribute(element, "dateTime");
      return stated || wordsOf(inner ?? element);
    });
}

function innerName(element: Element): Element | null {
  for (const child of element.children) {
    if (child.type !== "element") continue;
    if (tokens(child, "itemProp").includes("name")) return child;
    const inner = innerName(child);
    if (inner != null) return inner;
  }
  return null;
}

const dateMetas: readonly (readonly [name: string, weight: number])[] = [
  ["article:published_time", 4],
  ["og:article:published_time", 4],
  ["parsely-pub-date", 3],
  ["sailthru.date", 3],
  ["citation_publication_date", 3],
  ["cxenseparse:recs:publishtime", 3],
  ["dc.date.issued", 3],
  ["dcterms.issued", 3],
  ["dc.date", 2],
  ["dcterms.created", 2],
  ["dcterms.date", 2],
  ["date", 3],
  ["datepublished", 3],
  ["publishdate", 3],
  ["publish-date", 3],
  ["publication_date", 3],
  ["pubdate", 3],
  ["article_date_original", 3],
  ["og:published_time", 3],
];

function dateOf(page: Page, linked: readonly LinkedArticle[]): Pick<Fields, "date" | "badDate"> {
  const stated: { words: string; because: string; weight: number }[] = [
    ...linked.map(({ published }, at) => ({
      words: published,
      because: "the page's JSON-LD says when it was published",
      weight: at === 0 ? 4 : 1,
    })),
    ...microdata(page, "datePublished")
      .slice(0, 1)
      .map((words) => ({
        words,
        because: "the page marks its date (itemprop datePublished)",
        weight: 4,
      })),
    ...dateMetas.map(([name, weight]) => ({
      words: meta(page, name)?.value ?? "",
      because: `the page's <meta ${name}> states it`,
      weight,
    })),
    ...times(page),
  ];
  const clues: Clue<ArticleDate>[] = [];
  let badDate: string | null = null;
  for (const { words, because, weight } of stated) {
    if (words === "") continue;
    const value = parseStated(words);
    if (value != null) clues.push({ value, because, weight });
    else if (weight >= 3) badDate ??= words.slice(0, 60);
  }
  const precise = clues.toSorted((a, b) => Number(b.weight >= 3) - Number(a.weight >= 3));
  const date = settled(precise, datesAgree) ?? modifiedOf(page, linked);
  return { date, badDate: date == null ? badDate : null };
}

/** The `<time>` that says it is the publication's; else the first one, which may be of anything. */
function times(page: Page): { words: string; because: string; weight: number }[] {
  const elements = page.all.filter(
    (element) => element.tagName === "time" && attribute(element, "dateTime") !== "",
  );
  const marked = elements.find(
    (element) =>
      element.properties["pubdate"] != null ||
      tokens(element, "className").some((name) =>
        /(?:^|[-_])(?:publish(?:ed)?|pub-?date|entry-date|posted)/i.test(name),
      ),
  );
  const chosen = marked ?? elements[0];
  if (chosen == null) return [];
  const because =
    marked == null ? "the page's first <time> states it" : "the page's <time> for its publication states it";
  return [{ words: attribute(chosen, "dateTime"), because, weight: marked == null ? 2 : 3 }];
}

function modifiedOf(page: Page, linked: readonly LinkedArticle[]): Fields["date"] {
  const stated =
    linked.map(({ modified }) => modified).find((words) => words !== "") ??
    meta(
      page,
      "article:modified_time",
      "og:updated_time",
      "last-modified",
      "dcterms.modified",
      "dc.date.modified",
    )?.value;
  const value = parseStated(stated ?? "");
  return value == null ? null : inferred(value, "the page only says when it was last changed", 0.6);
}

/** A day and an instant of it, in whatever zone, are the same date; so are two instants within a day. */
function datesAgree(a: ArticleDate, b: ArticleDate): boolean {
  const slack = a.precision === "instant" && b.precision === "instant" ? 14 : 26;
  return Math.abs(middleOf(a) - middleOf(b)) <= slack * 3_600_000;
}

const middleOf = (date: ArticleDate): number =>
  date.precision === "instant" ? date.at.getTime() : Date.parse(`${date.day}T12:00:00Z`);

const authorMetas: readonly (readonly [name: string, weight: number])[] = [
  ["author", 3],
  ["article:author", 3],
  ["parsely-author", 3],
  ["citation_author", 3],
  ["byl", 3],
  ["sailthru.author", 2],
  ["dc.creator", 2],
  ["dcterms.creator", 2],
  ["cxenseparse:author", 2],
];
/** Names of accounts and desks, not of people. */
const nobody =
  /^(?:(?:site |web)?(?:admin(?:istrator)?|master)|editors?|editorial(?: (?:team|staff|board))?|(?:web |online )?(?:staff|desk|newsroom|newsdesk)|guest(?: author)?|user|unknown|author|anonymous|none|null|undefined|press release|redaktion|die redaktion|redacción|la rédaction|redazione)$/iu;

function authorOf(page: Page, linked: readonly LinkedArticle[], sites: readonly string[]): Fields["author"] {
  const clues: Clue<string>[] = [];
  const say = (words: string, because: string, weight: number): void => {
    const name = personIn(words, sites);
    if (name != null) clues.push({ value: name, because, weight });
  };
  for (const [at, { authors }] of linked.entries())
    say(authors.join(", "), "the page's JSON-LD names the author", at === 0 ? 4 : 1);
  say([...new Set(microdata(page, "author"))].join(", "), "the page marks the author's name (itemprop)", 3);
  for (const [name, weight] of authorMetas) {
    const values = [...new Set(page.metas.get(name) ?? [])].filter((value) => !URL.canParse(value));
    say(values.join(", "), `the page's <meta ${name}> names the author`, weight);
  }
  const marked = page.all.filter(
    (element) => tokens(element, "rel").includes("author") && element.tagName === "a",
  );
  say([...new Set(marked.slice(0, 3).map(wordsOf))].join(", "), "the page marks the author's name (rel)", 3);
  // The byline often stands in the article's <header>, which is no part of the body.
  const byline = page.all.find((element) =>
    tokens(element, "className").some((name) => bylineClass.test(name)),
  );
  const found = byline == null ? null : nameIn(wordsOf(byline).slice(0, 200));
  if (found != null) say(found, "the page's byline names the author", 3);
  const agreed = settled(clues, namesAgree);
  // A byline is read, not stated.
  return agreed?.state === "given" && clues.length === 1 && found != null
    ? inferred(agreed.value, agreed.because, 0.95)
    : agreed;
}

const bylineClass = /^(?:[\w-]{0,30}[-_])?(?:byline|author)(?:[-_]{1,2}(?:name|text|names|line))?$/i;

function personIn(words: string, sites: readonly string[]): string | null {
  const names = oneLine(words.slice(0, 500))
    .split(/\s{0,2}[,;]\s{0,2}/)
    .map((name) =>
      oneLine(name.replace(/^(?:by|von|par|por|di)\s(?=\p{Lu})/iu, "").replace(/<?\S{1,60}@\S{1,60}>?/g, "")),
    )
    .map((name) => name.replace(/\s[|–—-]\s.{0,60}$/u, ""))
    .filter((name) => /\p{L}/u.test(name) && !URL.canParse(name) && !nobody.test(name));
  const people = [...new Set(names)].filter((name) => !sites.some((site) => plain(site) === plain(name)));
  const line = people.join(", ");
  return line === "" || line.length > 150 ? null : line;
}

/** The same people, or one of two lists a part of the other. */
function namesAgree(a: string, b: string): boolean {
  const [x, y] = [peopleIn(a), peopleIn(b)];
  return x.every((name) => y.includes(name)) || y.every((name) => x.includes(name));
}

const peopleIn = (line: string): string[] =>
  line
    .split(/,|&|\s(?:and|und|et|y|e|og|och|en)\s/u)
    .map(plain)
    .filter((name) => name !== "");

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function languageOf(page: Page, main: LinkedArticle | undefined): Fields["language"] {
  const clues: Clue<string>[] = [];
  const say = (tag: string, because: string, weight: number): void => {
    const [canonical] = isLanguageTag(tag) ? Intl.getCanonicalLocales(tag) : [];
    if (canonical != null && canonical !== "und") clues.push({ value: canonical, because, weight });
  };
  const html = attribute(first(page, "html"), "lang") || attribute(first(page, "html"), "xmlLang");
  say(html, "the page's lang attribute states it", 3);
  say(attribute(first(page, "article"), "lang"), "the article's lang attribute states it", 3);
  say(main?.language ?? "", "the page's JSON-LD states the language", 3);
  for (const [name, weight] of [
    ["dc.language", 2],
    ["content-language", 2],
    ["language", 2],
    ["og:locale", 1],
  ] as const)
    say(
      (meta(page, name)?.value ?? "").replace("_", "-"),
      `the page's <meta ${name}> states the language`,
      weight,
    );
  return settled(clues, (a, b) => a.split("-")[0] === b.split("-")[0]);
}

function placeOf(page: Page, main: LinkedArticle | undefined): Fields["place"] {
  if (main != null && main.place !== "" && main.place.length <= 80)
    return given(main.place, "the page's JSON-LD names the place");
  const stated = meta(page, "geo.placename", "dateline");
  return stated == null || stated.value.length > 80
    ? null
    : given(stated.value, `the page's <meta ${stated.name}> names the place`);
}
