import * as fc from "fast-check";
import { parseOpml } from "feedsmith";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import { entriesOf, topicChannel, topicFolder, topicsOf } from "../../src/render/feed-topics.ts";
import { feedFiles, writeFeeds } from "../../src/render/feeds.ts";
import { writeOpml } from "../../src/render/opml.ts";
import { entry, publication } from "./sample.ts";

const tag = (name: string) => topicFolder("tag", name);

describe("a topic's folder", () => {
  test("is its name where that is plain English, and never any other's", () => {
    expect(tag("Science")).toBe("tags/science/");
    expect(tag("science and tools")).toBe("tags/science-and-tools/");
    expect(topicFolder("author", "Science")).toBe("authors/science/");
    expect(tag("science-and-tools")).toMatch(/^tags\/science-and-tools--[0-9a-f]{16}\/$/);
    expect(tag("C++")).toMatch(/^tags\/c--/);
    expect(tag("C#")).not.toBe(tag("C++"));
    expect(tag("résumé")).toMatch(/^tags\/resume--/);
    expect(tag("البريد")).toMatch(/^tags\/tag--/);
    expect(tag("../../etc/passwd")).toMatch(/^tags\/etc-passwd--/);
    expect(tag("con")).toMatch(/^tags\/con--/);
    expect(tag(tag("C++").slice(5, -1))).not.toBe(tag("C++"));
  });

  test("is the same for two spellings of one name", () => {
    expect(tag("SCIENCE  and\u00a0Tools")).toBe(tag("science and tools"));
    expect(tag("ＮＥＷＳ")).toBe(tag("news"));
    expect(tag("Cafe\u0301")).toBe(tag("Café"));
  });

  test("is always one name of a-z, 0-9 and -, at most 90 long, and another for another name", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });
    const fold = (text: string) =>
      text.normalize("NFKC").toLowerCase().normalize("NFC").replace(/\s+/gu, " ").trim();
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(tag(a)).toMatch(/^tags\/[a-z0-9][a-z0-9-]{0,89}\/$/);
        expect(tag(a) === tag(b)).toBe(fold(a) === fold(b));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a topic's feed", () => {
  const entries = [
    entry(1, { tags: ["Science", "Tools"], author: "Ada" }),
    entry(2, { tags: ["science", "SCIENCE", ""], author: "ada" }),
    entry(3, { tags: [], author: null }),
  ];

  test("holds the entries of its name in any spelling, once each", () => {
    const [first = entries[0]!] = entries;
    expect(topicsOf(first).map(({ kind, name }) => [kind, name])).toEqual([
      ["tag", "Science"],
      ["tag", "Tools"],
      ["author", "Ada"],
    ]);
    expect(topicsOf(entries[1] ?? first)).toHaveLength(2);
    const [science, tools, ada] = topicsOf(first);
    for (const [topic, ids] of [
      [science, [1, 2]],
      [tools, [1]],
      [ada, [1, 2]],
    ] as const) {
      expect(topic == null ? [] : entriesOf(topic, entries).map(({ slug }) => slug)).toEqual(
        ids.map((n) => `story-${n}`),
      );
    }
    expect(topicsOf(entries[2] ?? first)).toEqual([]);
  });

  test("is a feed of its own, with the same ids, and stands beside its page", () => {
    const topic = { kind: "tag", name: "<R&D>", folder: tag("<R&D>") } as const;
    const document = {
      publication,
      entries,
      content: "full",
      channel: topicChannel(topic, publication),
    } as const;
    const written = writeFeeds(document);
    expect(() => checkFeeds(written, document)).not.toThrow();
    const place = `https://news.example.org/${topic.folder}`;
    expect(written.atom).toContain(`<id>${place}</id>`);
    expect(written.atom).toContain(`rel="self" type="application/atom+xml" href="${place}atom.xml"`);
    expect(written.rss).toContain("<title>&#x3C;R&#x26;D&#x3E; · R&#x26;D &#x3C;Daily&#x3E;</title>");
    expect(JSON.parse(written.json)).toMatchObject({ home_page_url: place, feed_url: `${place}feed.json` });
    expect(feedFiles(document, written).map(({ path }) => path)).toContain(`${topic.folder}rss.xml`);
  });
});

describe("the list of feeds", () => {
  const topics = ["Science", '<R&D> "x" {{ y }}', "البريد"].map(
    (name) => ({ kind: "tag", name, folder: tag(name) }) as const,
  );
  const updated = new Date("2026-11-21T09:30:00Z");
  const words = { tag: "Tags & more", author: "Authors" };
  const list = (of: typeof topics) => writeOpml({ publication, topics: of, words, updated });

  test("is OPML that another program reads the same feeds from", () => {
    const parser = new SaxesParser({ xmlns: true });
    parser.on("error", (error) => {
      throw error;
    });
    parser.write(list(topics)).close();
    const opml = parseOpml(list(topics));
    expect(opml.head).toMatchObject({
      title: publication.title,
      dateModified: "Sat, 21 Nov 2026 09:30:00 GMT",
    });
    const [all, tags, ...more] = opml.body?.outlines ?? [];
    expect(all).toMatchObject({
      text: publication.title,
      type: "rss",
      xmlUrl: "https://news.example.org/atom.xml",
      htmlUrl: "https://news.example.org/",
    });
    expect(tags?.text).toBe("Tags & more");
    expect(tags?.outlines?.map(({ text, xmlUrl }) => [text, xmlUrl])).toEqual(
      topics.map(({ name, folder }) => [name, `https://news.example.org/${folder}atom.xml`]),
    );
    expect(more).toEqual([]);
  });

  test("has no folder where there is nothing to put into it", () => {
    expect(parseOpml(list([])).body?.outlines).toHaveLength(1);
  });
});
