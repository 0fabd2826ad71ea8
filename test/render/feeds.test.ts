import * as fc from "fast-check";
import { parseFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import { oneLine } from "../../src/ingest/bytes/decode.ts";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import type { Entry } from "../../src/domain/entry.ts";
import type { FeedDocument } from "../../src/render/feed-document.ts";
import { feedFiles, writeFeeds } from "../../src/render/feeds.ts";
import { entry, publication, sampleEntries } from "./sample.ts";
import { cases } from "../effort.ts";

const document = (entries: readonly Entry[], of: Partial<FeedDocument> = {}): FeedDocument => ({
  publication,
  entries,
  content: "full",
  ...of,
});

/** Written and checked, as they are before they are published. */
function all(entries: readonly Entry[], of: Partial<FeedDocument> = {}) {
  const feeds = writeFeeds(document(entries, of));
  checkFeeds(feeds, document(entries, of));
  return feeds;
}

/** Read back by a parser that is not the one of the gate. */
function titles(feeds: { atom: string; rss: string; json: string }) {
  const atom = parseFeed(feeds.atom);
  const rss = parseFeed(feeds.rss);
  const json = parseFeed(feeds.json);
  if (atom.format !== "atom" || rss.format !== "rss" || json.format !== "json")
    throw new Error("wrong formats");
  return {
    atom: atom.feed.entries?.map((e) => [e.id, e.title?.value]),
    rss: rss.feed.items?.map((e) => [e.guid?.value, e.title]),
    json: json.feed.items?.map((e) => [e.id, e.title]),
  };
}

describe("the three feeds", () => {
  test("are these bytes for these entries", async () => {
    const feeds = all(sampleEntries);
    await expect(feeds.atom).toMatchFileSnapshot("../golden/atom.xml");
    await expect(feeds.rss).toMatchFileSnapshot("../golden/rss.xml");
    await expect(feeds.json).toMatchFileSnapshot("../golden/feed.json");
  });

  test("are the same bytes each time", () => {
    expect(all(sampleEntries)).toEqual(all(sampleEntries));
  });

  test("leave the full text out where the job says summary", () => {
    const feeds = all(sampleEntries, { content: "summary" });
    for (const feed of Object.values(feeds)) expect(feed).not.toContain("example.org/?a=1");
    expect(feeds.rss).not.toContain("content:encoded>");
  });

  test("keep published and updated apart", () => {
    const { atom, rss, json } = all(sampleEntries);
    expect(atom).toContain("<published>2026-11-20T11:00:00.000Z</published>");
    expect(atom).toContain("<updated>2026-11-21T09:30:00.000Z</updated>");
    expect(rss).toContain("<pubDate>Fri, 20 Nov 2026 11:00:00 GMT</pubDate>");
    expect(rss).toContain("<atom:updated>2026-11-21T09:30:00.000Z</atom:updated>");
    expect(JSON.parse(json)).toMatchObject({
      items: [
        { date_published: "2026-11-20T11:00:00.000Z", date_modified: "2026-11-21T09:30:00.000Z" },
        {},
        {},
        {},
      ],
    });
  });

  test("JSON Feed is version 1.1, with authors in the new way and the old", () => {
    const feed = JSON.parse(all(sampleEntries).json) as Record<string, unknown>;
    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      language: "en",
      feed_url: "https://news.example.org/feed.json",
      items: [
        { authors: [{ name: "Ada O’Neil" }], author: { name: "Ada O’Neil" } },
        { language: "de" },
        { language: "ar" },
        {},
      ],
    });
  });

  test("name the hub, the archives and the feed itself, each in its own way", () => {
    const part = { kind: "archive", number: 2, archives: 3 } as const;
    const hub = "https://hub.example/?a=1&b=2";
    const archive = all(sampleEntries, { part, hub });
    const place = "https://news.example.org/feed-archive/";
    for (const [format, file] of [
      ["atom", "atom.xml"],
      ["rss", "rss.xml"],
    ] as const) {
      for (const [rel, href] of [
        ["self", `${place}2/${file}`],
        ["prev-archive", `${place}1/${file}`],
        ["next-archive", `${place}3/${file}`],
        ["current", `https://news.example.org/${file}`],
        ["hub", "https://hub.example/?a=1&#x26;b=2"],
      ]) {
        const line = archive[format].split("\n").find((each) => each.includes(`rel="${rel}"`));
        expect(line).toContain(`href="${href}"`);
      }
      expect(archive[format]).toContain("<fh:archive/>");
      expect(archive[format]).toContain('xmlns:fh="http://purl.org/syndication/history/1.0"');
    }
    expect(JSON.parse(archive.json)).toMatchObject({
      feed_url: `${place}2/feed.json`,
      next_url: `${place}1/feed.json`,
      hubs: [{ type: "WebSub", url: hub }],
    });
    const current = all(sampleEntries, { part: { kind: "current", archives: 3 } });
    expect(current.atom).toContain(
      `rel="prev-archive" type="application/atom+xml" href="${place}3/atom.xml"`,
    );
    expect(current.atom).not.toContain("fh:archive");
    expect(feedFiles(document(sampleEntries, { part }), archive).map(({ path }) => path)).toEqual([
      "feed-archive/2/feed.json",
      "feed-archive/2/rss.xml",
      "feed-archive/2/atom.xml",
    ]);
  });

  test("without entries are feeds all the same, and the same each time", () => {
    expect(all([]).rss).toContain("<lastBuildDate>Sat, 01 Jan 2000 00:00:00 GMT</lastBuildDate>");
    expect(JSON.parse(all([]).json)).toMatchObject({ items: [] });
  });

  test("say in each entry's own language that it has another than the feed's", () => {
    const { atom, rss, json } = all(sampleEntries);
    expect(atom).toMatch(/^<\?xml[^>]*>\n<feed xml:lang="en"/);
    expect(atom.match(/<entry[^>]*>/g)).toEqual([
      '<entry xml:lang="en">',
      '<entry xml:lang="de">',
      '<entry xml:lang="ar">',
      "<entry>",
    ]);
    expect(rss.match(/<dc:language>[^<]*/g)).toEqual([
      "<dc:language>en",
      "<dc:language>de",
      "<dc:language>ar",
    ]);
    expect(json).toContain('<div lang=\\"ar\\" dir=\\"rtl\\">');
    expect(all([entry(1, { language: 'x" y' })]).atom).not.toContain("x&#x22;");
  });

  test("carry pictures with the type and size of the file, whatever its address ends in", () => {
    const image = { path: "a b.png", width: 3, height: 4, hash: "ab".repeat(32) };
    const images = [
      { ...image, alt: 'A "quoted" <view>', type: "image/jpeg", bytes: 55 },
      { ...image, alt: "", type: "image/webp", bytes: 66 },
      { ...image, alt: "again", type: "image/webp", bytes: 66 },
    ] as const;
    const { atom, rss, json } = all([entry(1, { images })]);
    const jpeg = "https://news.example.org/images/abababababababab.jpg";
    const webp = "https://news.example.org/images/abababababababab.webp";
    expect(rss).toContain(`<enclosure url="${jpeg}" length="55" type="image/jpeg"/>`);
    expect(rss.match(/<enclosure /g)).toHaveLength(1);
    expect(atom).toContain(`<link rel="enclosure" type="image/webp" length="66" href="${webp}"/>`);
    for (const xml of [atom, rss]) {
      expect(xml.match(/<media:content /g)).toHaveLength(2);
      expect(xml).toContain(
        '<media:description type="plain">A &#x22;quoted&#x22; &#x3C;view&#x3E;</media:description>',
      );
    }
    expect(JSON.parse(json)).toMatchObject({
      items: [
        {
          image: jpeg,
          attachments: [
            { url: jpeg, mime_type: "image/jpeg", size_in_bytes: 55, title: 'A "quoted" <view>' },
            { url: webp, mime_type: "image/webp", size_in_bytes: 66 },
          ],
        },
      ],
    });
  });

  test("say where an entry came from, and that its author is not ours", () => {
    const origin = { title: "The <Gull>", url: "https://gull.example/feed?a=1&b=2" };
    const { atom, rss, json } = all([entry(1, { origin, link: "https://gull.example/ü?x={{y}}" })]);
    const first = "https://gull.example/%C3%BC?x=%7B%7By%7D%7D";
    expect(rss).toContain(
      '<source url="https://gull.example/feed?a=1&#x26;b=2">The &#x3C;Gull&#x3E;</source>',
    );
    expect(rss).toContain(`<dc:source>${first}</dc:source>`);
    expect(atom).toContain("<source><id>https://gull.example/feed?a=1&#x26;b=2</id>");
    expect(atom).toContain(`<link rel="via" href="${first}"/>`);
    expect(atom).toMatch(/<author>\s*<name>The &#x3C;Gull&#x3E;<\/name>\s*<\/author>\s*<published>/);
    expect(JSON.parse(json)).toMatchObject({
      items: [{ external_url: first, _source: origin, authors: [{ name: "The <Gull>" }] }],
    });
  });

  test("name no first place that is this one, or that no reader could open", () => {
    for (const link of [
      "https://news.example.org/articles/a.html",
      "javascript:alert(1)",
      "/a",
      "https://u:p@h.example/",
    ])
      expect(all([entry(1, { link })]).atom).not.toContain('rel="via"');
  });

  test("tell in summary what is too long for a reader to take", () => {
    const long = entry(1, { html: `<p>${"long ".repeat(200_000)}</p>` });
    const feeds = all([long, entry(2)]);
    for (const text of Object.values(feeds)) {
      expect(text.length).toBeLessThan(20_000);
      expect(text).toContain("One sentence of a story. And another.");
    }
    const summary = { method: "given", text: "word ".repeat(20_000), sentences: [] } as const;
    expect(all([entry(1, { summary })]).rss.length).toBeLessThan(5000);
  });

  test("know years from 1 to 9999, and never a change before the publication", () => {
    const at = (iso: string) => new Date(iso);
    const ancient = entry(1, {
      published: at("-000044-03-15T12:00:00Z"),
      updated: at("-000044-03-15T12:00:00Z"),
    });
    const moved = entry(2, { published: at("2026-11-20T12:00:00Z"), updated: at("2026-11-19T12:00:00Z") });
    const { atom, rss } = all([moved, ancient]);
    expect(atom).toContain("<published>0001-01-01T00:00:00.000Z</published>");
    expect(rss).toContain("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>");
    expect(atom).not.toContain("2026-11-19");
  });

  const hostile = [
    "]]>",
    "a]]>b]]></content:encoded></item><item><title>INJECTED</title></item>",
    "<b>bold</b> & <script>alert(1)</script>",
    "&amp; &lt; &#65; &unknown;",
    "\"quoted\" and 'single'",
    "{{ site.title }} {% raw %}",
    "<![CDATA[ x ]]>",
    "$& $1 $` $'",
    "👩‍👩‍👧‍👦 שלום عالم 你好",
    "<!-- comment --> <?php ?>",
  ];
  test.each(hostile)("a title %j is text in all three, and injects nothing", (title) => {
    const entries = [
      entry(1, { title }),
      entry(2, { title, tags: [title], author: title, html: `<p>${title.replace(/[<&]/g, "")}</p>` }),
    ];
    const feeds = all(entries);
    const expected = entries.map((e) => [e.id, title]);
    expect(titles(feeds)).toEqual({ atom: expected, rss: expected, json: expected });
  });

  test("any title in any script survives all three", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 }),
        (raw) => {
          const entries = raw
            .map((text, i) =>
              entry(i + 1, { title: oneLine(text), author: oneLine(text) || null, tags: [oneLine(text)] }),
            )
            .filter((e) => e.title !== "");
          fc.pre(entries.length > 0);
          all(entries);
        },
      ),
      { numRuns: cases(300) },
    );
  });
});

test("a correction stands after the body, said to be one in the language of the publication", () => {
  const corrected = entry(1, {
    language: "fr",
    html: "<p>Il pleut.</p>",
    correction: "Il ne pleuvait pas <hier> & demain.",
  });
  const feed = document([corrected]);
  const written = writeFeeds(feed);
  expect(() => checkFeeds(written, feed)).not.toThrow();
  expect(written.json).toContain(
    JSON.stringify(
      '<strong><span lang="en" dir="ltr">Correction:</span></strong> <em>Il ne pleuvait pas &lt;hier&gt; &amp; demain.</em>',
    ).slice(1, -1),
  );
});
