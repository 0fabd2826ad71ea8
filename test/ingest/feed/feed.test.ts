import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueOf } from "../../../src/domain/article.ts";
import { Fault } from "../../../src/domain/faults.ts";
import { feedSource } from "../reading.ts";
import { articleOfFeed, item, memory, now, readingOfFeed, rss } from "./reading.ts";
import { textsOf, tree } from "../reading.ts";

const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../fixtures/feeds/${name}`, import.meta.url));

describe("a weblog's RSS feed", async () => {
  const { articles, skipped } = await readingOfFeed(await fixture("weblog.rss.xml"));
  const [ticket, wall] = articles;

  it("yields its items newest first, with all that the feed states", () => {
    expect(skipped).toEqual([]);
    expect(articles).toHaveLength(2);
    expect(ticket).toMatchObject({
      title: { state: "given", value: "Ferry & train share one ticket" },
      date: { state: "given", value: { precision: "instant", at: new Date("2026-11-02T13:30:00Z") } },
      author: { state: "given", value: "Pella Varga" },
      language: { state: "given", value: "en-GB" },
      tags: ["Transport"],
      link: "https://gull.example/2026/ticket/",
      origin: { title: "The Harbour Gull", url: "https://gull.example/feed.xml" },
      draft: false,
    });
  });

  it("keeps the summary of an item that has its full text as well", () => {
    expect(ticket?.givenSummary).toBe(
      "One ticket now covers both ways across the bay, and it costs less than either did.",
    );
  });

  it("does not take a machine's cut of the text for a summary", () => {
    expect(wall?.givenSummary).toBeNull();
    expect(wall?.author).toMatchObject({ value: "Ilmar Reed" });
  });

  it("holds the body to the allow-list, with absolute links and pictures", () => {
    expect(ticket?.html).toBe(
      `<p>The ferry company and the railway have agreed on a <a href="https://gull.example/tickets">single ticket</a>.</p>
<p><img src="https://gull.example/2026/ticket/boat.jpg" alt="A white boat" /> It is sold on board and at every station from the first of March.</p>`,
    );
  });

  it("has no tag made of the item's key", () => {
    for (const article of articles) expect(article.tags.join()).not.toMatch(/[\da-f]{8}/);
  });

  it("counts every offset in the article's own text", () => {
    expect(textsOf(ticket!, "paragraph")[0]).toBe(
      "The ferry company and the railway have agreed on a single ticket.",
    );
    for (const { start, end, source } of ticket!.blocks) expect(source).toEqual({ start, end });
  });
});

describe("an Atom feed", async () => {
  const { articles } = await readingOfFeed(await fixture("journal.atom.xml"));
  const [ferry, short] = articles;

  it("is read by its types of text: XHTML, HTML, plain", () => {
    expect(ferry?.title.value).toBe("Die Fähre fährt wieder");
    expect(short?.title.value).toBe("Kurz < knapp");
    expect(short?.html).toBe(
      "<p>Erster Absatz mit &#x3C;b> darin, wie er ist.</p>\n<p>Zweiter Absatz des Textes.</p>",
    );
    expect(ferry?.givenSummary).toBe("Nach sechs Jahren Pause.");
  });

  it("links to the page for people, from the feed's base", () => {
    expect(ferry?.link).toBe("https://blatt.example/artikel/1");
  });

  it("lends its author and language to entries that name none", () => {
    expect(ferry).toMatchObject({
      author: { value: "Jonna Petersen" },
      language: { value: "de" },
      tags: ["Verkehr"],
    });
    expect(short?.author).toMatchObject({ state: "given", value: "Ole Brandt" });
  });

  it("says so where only the last change is dated", () => {
    expect(short?.date).toMatchObject({
      state: "inferred",
      because: "the feed only says when it was last changed",
    });
  });

  it("names whom an aggregator took an entry from", () => {
    expect(short?.origin).toEqual({ title: "Küstenfunk", url: "https://funk.example/atom" });
  });

  it("does not give away an address with a reader's key in it", () => {
    expect(ferry?.origin).toEqual({ title: "Das Hafenblatt", url: "https://blatt.example/" });
  });
});

describe("a JSON Feed", async () => {
  const { articles } = await readingOfFeed(await fixture("notes.feed.json"));
  const seal = articles.find(({ link }) => link != null);
  const fog = articles.find(({ link }) => link == null);

  it("that says the wrong language is corrected by the text, and the doubt is told", () => {
    expect(seal?.language).toMatchObject({
      state: "inferred",
      value: "fr",
      alternatives: [{ value: "en-US" }],
    });
  });

  it("without titles gets titles made of the text", () => {
    expect(seal?.title).toMatchObject({ state: "inferred" });
    expect(seal?.title.value).toMatch(/phoque/);
    expect(seal?.tags).toEqual(["port"]);
  });

  it("never links to a script", () => {
    expect(fog?.link).toBeNull();
    expect(fog?.title.value).toBe("Fog <b>");
  });

  it("with a date that is none dates nothing, and says why", () => {
    expect(fog?.date).toMatchObject({ state: "unknown", because: expect.stringContaining("“yesterday”") });
    expect(fog?.author).toMatchObject({ value: "Ilmar Reed" });
  });
});

it.each([
  ["AT&amp;amp;T is back", "AT&T is back"],
  ["It&amp;#8217;s &lt;em&gt;back&lt;/em&gt;", "It’s back"],
  ["<![CDATA[It&#8217;s <b>back</b>]]>", "It’s back"],
  ["R&amp;D: 5 &lt; 6, written &amp;amp;", "R&D: 5 < 6, written &amp;"],
  ["Vec&lt;T&gt; is back", "Vec<T> is back"],
  ["<![CDATA[Fish & chips]]>", "Fish & chips"],
])("a title that RSS leaves open, %s, is read as it was meant", async (written, meant) => {
  const article = await articleOfFeed(rss(item("1").replace("Story 1", written)));
  expect(article.title).toMatchObject({ state: "given", value: meant });
});

it("an old RDF feed is read as well", async () => {
  const article = await articleOfFeed(await fixture("old.rdf.xml"));
  expect(article).toMatchObject({
    title: { value: "The pier" },
    date: { state: "given", value: { precision: "day", day: "2026-10-02" } },
    author: { value: "Ilmar Reed" },
  });
});

describe("the bytes of a feed", () => {
  const latin = Buffer.from(
    `<?xml version="1.0" encoding="ISO-8859-1"?>${rss(item("1").replace("words", "caf\u00e9 d\u00e9j\u00e0 vu")).slice(21)}`,
    "latin1",
  );
  it.each([
    ["are read as their XML declaration says", latin],
    [
      "are read as UTF-16 when a mark says so",
      Buffer.from(`\ufeff${rss(item("1").replace("words", "café déjà vu"))}`, "utf16le"),
    ],
    ["are read as UTF-8", Buffer.from(rss(item("1").replace("words", "café déjà vu")))],
  ])("%s", async (_, bytes) => {
    expect((await articleOfFeed(bytes)).text).toContain("Some café déjà vu of the story");
  });
});

describe("an item's key", () => {
  it("outlives its title, text, address and date", async () => {
    const one = await articleOfFeed(rss(item("7")));
    const other = await articleOfFeed(
      rss(
        item(
          "7",
          "<link>https://gull.example/new</link><pubDate>Mon, 2 Nov 2026 08:30 GMT</pubDate>",
        ).replaceAll("Story", "Renamed"),
      ),
    );
    expect(other.path).toBe(one.path);
    expect(other.hash).not.toBe(one.hash);
    expect(one.path).toMatch(/^[\da-f]{16}\/[\da-f]{16}$/);
  });

  it("is its link where it has no id, and its title where it has neither", async () => {
    const bare = "<description>Some words, enough for an article of its own.</description>";
    const link = (title: string): string =>
      rss(`<item><title>${title}</title><link>https://gull.example/a</link>${bare}</item>`);
    expect((await articleOfFeed(link("One"))).path).toBe((await articleOfFeed(link("Two"))).path);
    const { articles } = await readingOfFeed(
      rss(`<item><title>A</title>${bare}</item>`, `<item><title>B</title>${bare}</item>`),
    );
    expect(new Set(articles.map(({ path }) => path)).size).toBe(2);
  });

  it("belongs to its feed, and the words are known again in another", async () => {
    const [a, b] = await Promise.all(
      ["a.xml", "b.xml"].map(async (name) => (await readingOfFeed(rss(item("1")), { name })).articles[0]),
    );
    expect(a?.path).not.toBe(b?.path);
    expect(a?.hash).toBe(b?.hash);
  });
});

describe("items that are not as they should be", () => {
  it("harm no other item", async () => {
    const { articles, skipped } = await readingOfFeed(
      rss(item("1"), "<item/>", "<item><title>Only\na title</title><guid>2</guid></item>", item("3")),
    );
    expect(articles.map(({ title }) => title.value).sort()).toEqual(["Story 1", "Story 3"]);
    for (const { reason } of skipped) expect(reason).toMatch(/^[^\n]{10,}$/);
    expect(skipped.map(({ reason }) => reason).join("\n")).toContain("“Only a title”");
  });

  it("with one id are one article, as last changed", async () => {
    const old = item("1", "<pubDate>Mon, 2 Nov 2026 08:30 GMT</pubDate>").replace("Story 1", "Old story");
    const changed = item("1", "<pubDate>Tue, 3 Nov 2026 08:30 GMT</pubDate>").replace("Story 1", "New story");
    const { articles, skipped } = await readingOfFeed(rss(old, changed, old));
    expect(articles.map(({ title }) => title.value)).toEqual(["New story"]);
    expect(skipped).toEqual([
      { path: "feed.xml", reason: expect.stringContaining("2 of its 3 items have the id of another") },
    ]);
  });

  it("are left out from the old end when there are too many", async () => {
    const items = ["02", "04", "03", "01"].map((d) =>
      item(d, `<pubDate>${d} Nov 2026 08:00:00 GMT</pubDate>`),
    );
    const { articles, skipped } = await readingOfFeed(rss(...items), { maxEntries: 2 });
    expect(articles.map(({ title }) => title.value)).toEqual(["Story 04", "Story 03"]);
    expect(skipped[0]?.reason).toContain("2 of its 4 items are left out");
  });

  it("with a title that is their text's beginning, cut, get a title of their own", async () => {
    const words = "The harbour office has sold the old crane to a museum. It leaves in May.";
    const article = await articleOfFeed(
      rss(
        `<item><guid>1</guid><title>The harbour office has sold the old …</title><description>${words}</description></item>`,
      ),
    );
    expect(article.title).toMatchObject({ state: "inferred" });
    expect(article.title.value).not.toMatch(/…/);
  });
});

it("a feed that is none is a fault that says what to do", async () => {
  const page =
    '<!doctype html><html><head><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>';
  for (const [content, said] of [
    [page, "its feed seems to be /atom.xml"],
    ["", "but it is empty"],
    ["{}", "no RSS, Atom or JSON Feed"],
    [rss(item("1")).slice(0, 300), "broken"],
  ] as const) {
    await expect(readingOfFeed(content)).rejects.toSatisfy(
      (error) => error instanceof Fault && error.code === "no-input" && error.message.includes(said),
    );
  }
});

it("a file that is not there is a fault", async () => {
  await using place = await tree({});
  const source = feedSource({
    feed: join(place.folder, "no.xml"),
    name: "no.xml",
    allowPrivate: false,
    memory: memory(),
  });
  await expect(source.read(now)).rejects.toMatchObject({
    code: "no-input",
    message: expect.stringContaining("vanished"),
  });
});

const scrap = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;lt;",
    "<p>",
    "</p>",
    "<a href='javascript:x'>",
    "\u0007",
    "\ud800",
  ),
);
const esc = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

it("whatever words it holds, a well-formed feed is read, and offsets point into its articles", async () => {
  const anyItem = fc.record({
    title: fc.array(scrap),
    body: fc.array(scrap),
    date: fc.string(),
    link: fc.webUrl(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyItem, { maxLength: 4 }), async (items) => {
      const xml = items.map(
        ({ title, body, date, link }, at) =>
          `<item><guid>${at}</guid><title>${esc(title.join(""))}</title><link>${esc(link)}</link><pubDate>${esc(date)}</pubDate><description>Words of an article. ${esc(body.join(" "))}</description></item>`,
      );
      const { articles, skipped } = await readingOfFeed(rss(...xml));
      expect(articles.length + skipped.length).toBe(items.length);
      for (const { text, blocks, html } of articles) {
        let from = 0;
        for (const { start, end } of blocks) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        expect(from).toBeLessThanOrEqual(text.length);
        expect(html).not.toMatch(/javascript:|<script/i);
      }
    }),
    { numRuns: 60 },
  );
});

it("whatever bytes there are, there is a reading or a fault", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(scrap).map((parts) => Buffer.from(rss(...parts))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const outcome = await readingOfFeed(content).catch((error: unknown) => error);
      expect(outcome instanceof Error ? outcome : null).toSatisfy(
        (error) => error == null || error instanceof Fault,
      );
    }),
    { numRuns: 100 },
  );
});

it("the three formats we publish ourselves are read alike", async () => {
  const [ofRss, ofAtom, ofJson] = await Promise.all(["rss.xml", "atom.xml", "feed.json"].map(fieldsOfGolden));
  expect(ofAtom).toEqual(ofJson);
  // What RSS cannot say: that "&amp;" in a title is meant to be read as such.
  expect(ofRss?.slice(1)).toEqual(ofJson?.slice(1));
});

async function fieldsOfGolden(name: string): Promise<unknown[]> {
  const { articles, skipped } = await readingOfFeed(
    await readFile(new URL(`../../golden/${name}`, import.meta.url)),
  );
  expect(skipped).toEqual([]);
  expect(articles.length).toBeGreaterThan(2);
  return articles.map(({ path, title, date, author, language, tags, link, text, html }) => {
    const found = [title, date, author, language].map((finding) => valueOf<unknown>(finding));
    return { path, found, tags, link, text, html };
  });
}
