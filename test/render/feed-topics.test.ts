import { parseOpml } from "feedsmith";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import { topicFolder } from "../../src/domain/topic.ts";
import { topicChannel } from "../../src/render/feed-topics.ts";
import { feedFiles, writeFeeds } from "../../src/render/feeds.ts";
import { writeOpml } from "../../src/render/opml.ts";
import { entry, publication } from "./sample.ts";

const tag = (name: string) => topicFolder("tag", name);

describe("a topic's feed", () => {
  const entries = [
    entry(1, { tags: ["Science", "Tools"], author: "Ada" }),
    entry(2, { tags: ["science", "SCIENCE", ""], author: "ada" }),
    entry(3, { tags: [], author: null }),
  ];

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
