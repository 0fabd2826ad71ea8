import type { Clue } from "../fields/clues.ts";
import type { LinkedArticle } from "./json-ld.ts";
import { type Page, first, meta, wordsOf } from "./page.ts";

/** Longer than this is no title but a text in the wrong place. */
const maxChars = 300;
const separators = /\s[|·•»:–—-]\s|\s::\s/gu;

/** What the page calls its site, publisher or brand: no part of a title, and no author. */
export function siteNames(page: Page, linked: readonly LinkedArticle[]): readonly string[] {
  const names = [
    ...linked.map(({ publisher }) => publisher),
    ...[
      "og:site_name",
      "application-name",
      "apple-mobile-web-app-title",
      "dc.publisher",
      "twitter:site",
      "publisher",
    ].flatMap((name) => page.metas.get(name) ?? []),
  ];
  return [...new Set(names.map((name) => name.replace(/^@/, "")))].filter(
    (name) => name !== "" && name.length <= 80,
  );
}

/** Titles of a page, those to be preferred among equals first: as readers saw it, then as it was told to machines. */
export function titleClues(page: Page, main: LinkedArticle | null, sites: readonly string[]): Clue<string>[] {
  const clues: Clue<string>[] = [];
  const isSite = (words: string): boolean => sites.some((site) => plain(site) === plain(words));
  const say = (words: string, because: string, weight: number): void => {
    if (words !== "" && words.length <= maxChars && /[\p{L}\p{N}]/u.test(words) && !isSite(words))
      clues.push({ value: words, because, weight });
  };
  const headings = [
    ...new Set(
      page.all
        .filter(({ tagName }) => tagName === "h1")
        .slice(0, 20)
        .map(wordsOf),
    ),
  ];
  const spoken = headings.filter((words) => words !== "" && !isSite(words));
  // Among several <h1> the others decide: a logo and a list of teasers may be headings, too.
  for (const words of spoken) say(words, "the page's <h1> is its title", spoken.length === 1 ? 3 : 1);
  const marked = page.all.find(({ properties, tagName }) => {
    const props = properties["itemProp"];
    return Array.isArray(props) && props.includes("headline") && tagName !== "meta";
  });
  if (marked != null) say(wordsOf(marked), "the page marks its headline (itemprop)", 3);
  say(main?.headline ?? "", "the page's JSON-LD states the headline", 3);
  say(bare(meta(page, "og:title")?.value ?? "", sites, false), "the page's <meta og:title> is its title", 2);
  for (const name of [
    "headline",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
  ])
    say(
      bare(meta(page, name)?.value ?? "", sites, false),
      `the page's <meta ${name}> is its title`,
      name === "twitter:title" ? 1 : 2,
    );
  const title = first(page, "title");
  const whole = title == null ? "" : wordsOf(title);
  const others = clues.map(({ value }) => value);
  const short = others.find((other) => opens(whole, other)) ?? bare(whole, sites, true);
  say(
    short,
    `the page's <title>${short === whole ? "" : ", without the site's name"}`,
    clues.length === 0 ? 3 : 2,
  );
  return clues;
}

/** `whole` is `other` and then the site's name and the like. */
function opens(whole: string, other: string): boolean {
  if (other.length < 10 || !whole.startsWith(other)) return false;
  return /^\s{0,2}[|·•»:–—-]/u.test(whole.slice(other.length));
}

/**
 * "Harbour bridge reopens | News | The Gull" → "Harbour bridge reopens": parts at either end that name the site go; a
 * last part that may be one goes only from a `<title>`, where it is the custom.
 */
function bare(title: string, sites: readonly string[], guess: boolean): string {
  const parts: { words: string; from: number; to: number }[] = [];
  let from = 0;
  for (const match of title.slice(0, 1_000).matchAll(separators)) {
    parts.push({ words: title.slice(from, match.index), from, to: match.index });
    from = match.index + match[0].length;
  }
  parts.push({ words: title.slice(from), from, to: title.length });
  const isSite = ({ words }: { words: string }): boolean =>
    sites.some((site) => plain(site) === plain(words));
  while (parts.length > 1 && isSite(parts.at(-1) as { words: string })) parts.pop();
  while (parts.length > 1 && isSite(parts[0] as { words: string })) parts.shift();
  const known = parts.length > 0 && (parts[0]?.from !== 0 || parts.at(-1)?.to !== title.length);
  const last = parts.at(-1);
  const head = title.slice(parts[0]?.from ?? 0, parts.at(-2)?.to ?? title.length).trim();
  // Without a name to go by, a short last part after "|" or a dash is one; a colon belongs to the title.
  const mayGo =
    guess && !known && parts.length > 1 && last != null && !/\s:\s$/.test(title.slice(0, last.from));
  if (mayGo && last.words.split(" ").length <= 4 && head.split(" ").length >= 3) return head;
  return title.slice(parts[0]?.from ?? 0, last?.to ?? title.length).trim();
}

const plain = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** The same words, or one of them cut short for machines (JSON-LD allows 110 characters). */
export function titlesAgree(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return short.length >= 25 && long.startsWith(short);
}
