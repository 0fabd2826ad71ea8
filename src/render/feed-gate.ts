import { SaxesParser } from "saxes";
import type { Entry } from "../domain/entry.ts";
import { Fault, reasonOf } from "../domain/faults.ts";

/**
 * What was written is read back before anybody else may: each feed must be well formed and hold exactly the entries
 * meant, by id and title, in order. Well-formedness alone would let an injected item through.
 *
 * @throws Fault `bad-data`, naming the feed and the entry
 */
export function checkFeeds(
  feeds: { readonly atom: string; readonly rss: string; readonly json: string },
  entries: readonly Entry[],
): void {
  compare("atom.xml", readXml("atom.xml", feeds.atom, { item: "entry", id: "id" }), entries);
  compare("rss.xml", readXml("rss.xml", feeds.rss, { item: "item", id: "guid" }), entries);
  compare("feed.json", readJson(feeds.json), entries);
}

type Item = { id: string; title: string };

function compare(file: string, found: readonly Item[], entries: readonly Entry[]): void {
  for (const [i, entry] of entries.entries()) {
    const item = found[i];
    if (item?.id === entry.id && item.title === entry.title) continue;
    throw broken(
      file,
      `entry ${i + 1} should be ${entry.id} ${JSON.stringify(entry.title)} (${entry.path}), but reads ${JSON.stringify(item ?? null)}`,
    );
  }
  if (found.length !== entries.length)
    throw broken(file, `it holds ${found.length} entries, not ${entries.length}`);
}

function readXml(file: string, xml: string, names: { readonly item: string; readonly id: string }): Item[] {
  const items: Item[] = [];
  const open: string[] = [];
  let item: Item | null = null;
  const parser = new SaxesParser({ xmlns: true });
  const take = (text: string): void => {
    if (item == null || open.at(-2) !== names.item) return;
    const name = open.at(-1);
    if (name === names.id) item.id += text;
    if (name === "title") item.title += text;
  };
  parser.on("opentag", (tag) => {
    open.push(tag.name);
    if (tag.name === names.item) items.push((item = { id: "", title: "" }));
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("error", (error) => {
    throw broken(file, `it is not well-formed XML: ${reasonOf(error)}`);
  });
  parser.write(xml).close();
  return items;
}

function readJson(json: string): Item[] {
  const feed = JSON.parse(json) as { version?: unknown; items?: Item[] };
  if (feed.version !== "https://jsonfeed.org/version/1.1")
    throw broken("feed.json", "it is not JSON Feed 1.1");
  return feed.items ?? [];
}

function broken(file: string, why: string): Fault {
  return new Fault(
    "bad-data",
    `${file} failed its check before publishing: ${why}. Nothing was published; the last good feeds stay.`,
  );
}
