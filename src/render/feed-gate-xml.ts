import { SaxesParser } from "saxes";
import type { FeedLinks } from "./feed-document.ts";

/** What a written feed says, whatever its format. Times as they are written. */
export type ReadFeed = {
  readonly title: string;
  readonly links: FeedLinks;
  readonly updated: string | null;
  readonly items: readonly ReadItem[];
  /** Every address in it that a reader may follow, but for those inside the HTML of its items. */
  readonly addresses: readonly string[];
};

export type ReadItem = {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly published: string;
  readonly updated: string;
  readonly summary: string;
  /** null where it carries none. */
  readonly content: string | null;
};

/** How often each child may stand in its parent. Whatever is not named may not stand there. */
type Shape = Readonly<Record<string, ReadonlyMap<string, "1" | "?" | "*" | "+">>>;

/** As a DTD has it: `title summary? link+ entry*`. */
function children(list: string): Shape[string] {
  const parts = list.matchAll(/([\w:]{1,40})([?*+]?)/g);
  return new Map([...parts].map(([, name = "", often]) => [name, (often || "1") as "1" | "?" | "*" | "+"]));
}

/** RFC 4287 §4.1 with RFC 5005 and Media RSS, as far as we write them. */
const atomShape: Shape = {
  "": children("feed"),
  feed: children("id title updated generator author subtitle? link+ fh:archive? entry*"),
  entry: children(
    "id title updated published summary? content? author link+ category* source? media:content*",
  ),
  author: children("name"),
  source: children("id title updated link"),
  "media:content": children("media:description?"),
};

/** RSS 2.0 with the modules we write. */
const rssShape: Shape = {
  "": children("rss"),
  rss: children("channel"),
  channel: children(
    "title link description lastBuildDate docs generator language atom:link+ fh:archive? item*",
  ),
  item: children(
    `title link guid pubDate description? content:encoded? category* dc:creator dc:language? dc:source? atom:updated source?
    enclosure? media:content*`,
  ),
  "media:content": children("media:description?"),
};

const leaf = children("");

const prefixes: Readonly<Record<string, string>> = {
  "http://purl.org/rss/1.0/modules/content/": "content:",
  "http://purl.org/dc/elements/1.1/": "dc:",
  "http://purl.org/syndication/history/1.0": "fh:",
  "http://search.yahoo.com/mrss/": "media:",
};
const atomNamespace = "http://www.w3.org/2005/Atom";

type Node = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
};

/** @throws Error saying what is wrong */
export function readAtom(xml: string): ReadFeed {
  const feed = child(parse(xml, { "": "", [atomNamespace]: "", ...prefixes }, atomShape), "feed");
  const link = (rel: string): string | null => only(feed, "link", rel)?.attributes["href"] ?? null;
  return {
    title: textOf(feed, "title"),
    links: linksBy(link, link("alternate")),
    updated: textOf(feed, "updated"),
    addresses: addressesIn(feed),
    items: feed.children
      .filter(({ name }) => name === "entry")
      .map((entry) => ({
        id: textOf(entry, "id"),
        title: textOf(entry, "title"),
        url: only(entry, "link", "alternate")?.attributes["href"] ?? "",
        published: textOf(entry, "published"),
        updated: textOf(entry, "updated"),
        summary: textOf(entry, "summary"),
        content: maybe(entry, "content")?.text ?? null,
      })),
  };
}

/** @throws Error saying what is wrong */
export function readRss(xml: string): ReadFeed {
  const rss = child(parse(xml, { "": "", [atomNamespace]: "atom:", ...prefixes }, rssShape), "rss");
  if (rss.attributes["version"] !== "2.0") throw new Error("it does not say that it is RSS 2.0");
  const channel = child(rss, "channel");
  const link = (rel: string): string | null => only(channel, "atom:link", rel)?.attributes["href"] ?? null;
  return {
    title: textOf(channel, "title"),
    links: linksBy(link, textOf(channel, "link")),
    updated: textOf(channel, "lastBuildDate"),
    addresses: addressesIn(channel),
    items: channel.children
      .filter(({ name }) => name === "item")
      .map((item) => ({
        id: textOf(item, "guid"),
        title: textOf(item, "title"),
        url: textOf(item, "link"),
        published: textOf(item, "pubDate"),
        updated: textOf(item, "atom:updated"),
        summary: textOf(item, "description"),
        content: maybe(item, "content:encoded")?.text ?? null,
      })),
  };
}

const linksBy = (link: (rel: string) => string | null, page: string | null): FeedLinks => ({
  page: page ?? "",
  self: link("self") ?? "",
  hub: link("hub"),
  previous: link("prev-archive"),
  next: link("next-archive"),
  current: link("current"),
});

/** Well-formed by a parser that sees every fault, and of the shape given. @param namespaces what their names begin with here */
function parse(xml: string, namespaces: Readonly<Record<string, string>>, shape: Shape): Node {
  const root: Node = { name: "", attributes: {}, children: [], text: "" };
  const open: Node[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw new Error(`it is not well-formed XML: ${error.message}`);
  });
  parser.on("opentag", ({ uri, local, attributes }) => {
    const prefix = namespaces[uri];
    if (prefix == null) throw new Error(`<${local}> is of a namespace no feed of ours has: ${uri}`);
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const node: Node = {
      name: prefix + local,
      attributes: Object.fromEntries(values),
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => requireShape(open.pop(), shape));
  const take = (text: string): void => {
    const node = open.at(-1);
    if (node != null) node.text += text;
  };
  parser.on("text", take);
  parser.on("cdata", take);
  parser.write(xml).close();
  requireShape(root, shape);
  return root;
}

function requireShape(node: Node | undefined, shape: Shape): void {
  if (node == null) return;
  const allowed = shape[node.name] ?? leaf;
  const counts = new Map<string, number>();
  for (const { name } of node.children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const place = node.name === "" ? "the document" : `<${node.name}>`;
  for (const name of counts.keys())
    if (!allowed.has(name)) throw new Error(`<${name}> stands in ${place}, where it has no place`);
  for (const [name, often] of allowed) {
    const count = counts.get(name) ?? 0;
    const isRight = often === "*" || (often === "?" ? count <= 1 : often === "1" ? count === 1 : count >= 1);
    if (!isRight) throw new Error(`<${name}> stands ${count} times in ${place}`);
  }
  if (node.children.length > 0 && node.text.trim() !== "") throw new Error(`words stand loose in ${place}`);
}

function child(node: Node, name: string): Node {
  const found = maybe(node, name);
  if (found == null) throw new Error(`<${name}> is missing`);
  return found;
}

const maybe = (node: Node, name: string): Node | undefined =>
  node.children.find((each) => each.name === name);
const textOf = (node: Node, name: string): string => maybe(node, name)?.text ?? "";

/** The link of a relation. @throws Error where there are two */
function only(node: Node, name: string, rel: string): Node | undefined {
  const found = node.children.filter((each) => each.name === name && each.attributes["rel"] === rel);
  if (found.length > 1) throw new Error(`it has ${found.length} links of the relation ${rel}`);
  return found[0];
}

const addressTexts = new Set(["link", "dc:source", "docs"]);

function addressesIn(node: Node): string[] {
  const { href, url } = node.attributes;
  const own = [href, url, addressTexts.has(node.name) && href == null ? node.text : undefined];
  return [...own.filter((address) => address != null), ...node.children.flatMap(addressesIn)];
}
