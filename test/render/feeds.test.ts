import * as fc from "fast-check";
import { parseFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { oneLine } from "../../src/ingest/bytes/decode.ts";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import { writeAtom, writeJson, writeRss } from "../../src/render/feeds.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { entry, publication, sampleEntries } from "./sample.ts";

const all = (entries: readonly Entry[], content: "full" | "summary" = "full") => ({
  atom: writeAtom({ entries, content, publication }),
  rss: writeRss({ entries, content, publication }),
  json: writeJson({ entries, content, publication }),
});

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
    checkFeeds(feeds, sampleEntries);
    await expect(feeds.atom).toMatchFileSnapshot("../golden/atom.xml");
    await expect(feeds.rss).toMatchFileSnapshot("../golden/rss.xml");
    await expect(feeds.json).toMatchFileSnapshot("../golden/feed.json");
  });

  test("are the same bytes each time", () => {
    expect(all(sampleEntries)).toEqual(all(sampleEntries));
  });

  test("leave the full text out where the job says summary", () => {
    const feeds = all(sampleEntries, "summary");
    checkFeeds(feeds, sampleEntries);
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
    checkFeeds(feeds, entries);
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
          checkFeeds(all(entries), entries);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the gate before publishing", () => {
  const entries = sampleEntries;
  const good = all(entries);

  test.each([
    ["a feed that is cut short", { ...good, atom: good.atom.slice(0, -20) }],
    [
      "an injected item",
      {
        ...good,
        rss: good.rss.replace("</channel>", "<item><guid>x</guid><title>y</title></item></channel>"),
      },
    ],
    [
      "a lost entry",
      { ...good, json: JSON.stringify({ version: "https://jsonfeed.org/version/1.1", items: [] }) },
    ],
    ["a changed title", { ...good, atom: good.atom.replace("Angenommen", "Abgelehnt") }],
    ["a changed id", { ...good, rss: good.rss.replace(entries[1]?.id ?? "", entries[2]?.id ?? "") }],
    ["a control character", { ...good, rss: good.rss.replace("Story 4", "Story \u0001") }],
  ])("stops %s", (_name, feeds) => {
    expect(() => checkFeeds(feeds, entries)).toThrow(Fault);
    expect(() => checkFeeds(feeds, entries)).toThrow(/the last good feeds stay/);
  });
});
