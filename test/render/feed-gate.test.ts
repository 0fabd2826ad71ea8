import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import type { FeedDocument } from "../../src/render/feed-document.ts";
import { writeFeeds } from "../../src/render/feeds.ts";
import { entry, publication, sampleEntries } from "./sample.ts";

const image = {
  path: "a.jpg",
  alt: "A view",
  type: "image/jpeg",
  bytes: 5,
  width: 3,
  height: 4,
  hash: "ab".repeat(32),
} as const;
const document: FeedDocument = {
  publication,
  entries: [...sampleEntries, entry(5, { images: [image], link: "https://gull.example/5" })],
  content: "full",
  part: { kind: "archive", number: 2, archives: 3 },
  hub: "https://hub.example/",
};
const good = writeFeeds(document);
const id = (n: number): string => document.entries[n - 1]?.id ?? "";

type Change = readonly [from: string | RegExp, to: string];
const changed = (text: string, [from, to]: Change): string => {
  const after = text.replace(from, () => to);
  if (after === text) throw new Error(`${String(from)} is not in it`);
  return after;
};

describe("the gate before publishing", () => {
  test("lets pass what was meant", () => {
    expect(() => checkFeeds(good, document)).not.toThrow();
  });

  test.each<[what: string, format: "atom" | "rss" | "json", change: Change, why: RegExp]>([
    ["a feed that is cut short", "atom", [/<\/feed>\s*$/, ""], /not well-formed/],
    ["a control character", "rss", ["Story 4", "Story \u0001"], /not well-formed/],
    ["half a character", "rss", ["Story 4", "Story \ud83d"], /half a character/],
    ["a second document after the first", "atom", [/<\/feed>\s*$/, "</feed><feed/>"], /not well-formed/],
    [
      "an injected item",
      "rss",
      ["</channel>", "<item><title>x</title><link>https://x.example/</link></item></channel>"],
      /<guid> stands 0 times in <item>/,
    ],
    ["an injected item that looks right", "rss", [/<item>([\s\S]*?)<\/item>/, ""], /entry 1/],
    [
      "an item within an item",
      "atom",
      ["<published>", "<entry/><published>"],
      /<id> stands 0 times in <entry>/,
    ],
    ["words between the elements", "rss", ["<channel>", "<channel>words"], /loose in <channel>/],
    [
      "an element of no feed",
      "atom",
      ["<subtitle>", '<x xmlns="y:z"/><subtitle>'],
      /a namespace no feed of ours has/,
    ],
    ["markup in a title", "atom", ["Story 4", "Story <b>4</b>"], /<b> stands in <title>/],
    ["a second title", "rss", ["<guid", "<title>x</title><guid"], /<title> stands 2 times/],
    ["a changed title", "atom", ["Angenommen", "Abgelehnt"], /entry 2 \(story-2.txt\): its title should be/],
    ["a changed id", "rss", [id(2), id(3)], /entry 2 .*its id should be/],
    ["a changed body", "atom", ["a link", "another link"], /its content should be/],
    ["a changed summary", "json", ["One sentence", "Two sentences"], /its content|its summary/],
    ["a changed address", "rss", ["articles/story-3", "articles/story-9"], /its url should be/],
    [
      "a date that is none",
      "rss",
      [/<pubDate>.*<\/pubDate>/, "<pubDate>Invalid Date</pubDate>"],
      /its published should/,
    ],
    [
      "a date without a time",
      "atom",
      [/<published>.*?<\/published>/, "<published>2026-11-20</published>"],
      /published/,
    ],
    [
      "a feed that was updated now",
      "atom",
      [/<updated>.*?<\/updated>/, "<updated>2030-01-01T00:00:00Z</updated>"],
      /its time/,
    ],
    [
      "another self link",
      "atom",
      [/(rel="self".*?href=").*?"/, 'rel="self" href="http://localhost/"'],
      /link "self"/,
    ],
    ["a self link missing", "rss", ['rel="self"', 'rel="related"'], /link "self"/],
    ["two self links", "rss", ['rel="current"', 'rel="self"'], /2 links of the relation self/],
    ["another hub", "json", ["https://hub.example/", "https://hub.invalid/"], /link "hub"/],
    ["the wrong archive", "json", ["feed-archive/1", "feed-archive/7"], /link "previous"/],
    ["an address that is relative", "atom", ["https://gull.example/5", "/5"], /no absolute http/],
    [
      "an address with a space",
      "rss",
      ["https://gull.example/5", "https://gull.example/ 5"],
      /no absolute http/,
    ],
    [
      "an address that is a script",
      "json",
      ["https://gull.example/5", "javascript:alert(1)"],
      /no absolute http/,
    ],
    ["version 1.0", "json", ["version/1.1", "version/1"], /version should be/],
    ["a lost list of items", "json", ['"items"', '"_items"'], /items should be there/],
    ["an id that is a number", "json", [`"id": "${id(1)}"`, '"id": 1'], /id should be a string/],
    ["a misspelt key", "json", ['"date_published"', '"published"'], /date_published should be there/],
    [
      "a key nobody knows",
      "json",
      ['"date_published"', '"pubDate": 1, "date_published"'],
      /no key of JSON Feed/,
    ],
    ["an author without a name", "json", ['"name": "Ada O’Neil"', '"name": ""'], /not empty/],
    ["an attachment without a type", "json", ['"mime_type": "image/jpeg",', ""], /mime_type should be there/],
    ["a size that is no number", "json", ['"size_in_bytes": 5', '"size_in_bytes": "5"'], /a number of bytes/],
    ["text that is no JSON", "json", [/\}\s*$/, ""], /JSON/],
  ])("stops %s", (_what, format, change, why) => {
    const feeds = { ...good, [format]: changed(good[format], change) };
    expect(() => checkFeeds(feeds, document)).toThrow(Fault);
    expect(() => checkFeeds(feeds, document)).toThrow(why);
    expect(() => checkFeeds(feeds, document)).toThrow(
      /feed-archive\/2\/\S+ failed .* the last good feeds stay/s,
    );
  });

  test("stops two entries with one id, and a relative address in a body", () => {
    const twice = { ...document, entries: [entry(1), entry(2, { id: entry(1).id })] };
    expect(() => checkFeeds(writeFeeds(twice), twice)).toThrow(/has an id that another entry has/);
    for (const html of ['<a href="/about">x</a>', '<p>y <img alt="z" src="a.jpg" /></p>']) {
      const relative = { ...document, entries: [entry(1, { html })] };
      expect(() => checkFeeds(writeFeeds(relative), relative)).toThrow(/relative address/);
    }
    const told = {
      ...document,
      entries: [entry(1, { html: '<p>Write href="/about" or <a href="mailto:a@b.example">x</a></p>' })],
    };
    expect(() => checkFeeds(writeFeeds(told), told)).not.toThrow();
  });

  test("stops what ingest should have cleaned, and says in which article", () => {
    for (const title of ["a\u0000b", "a\ufffeb", "a\ud800b", "a\u{fdd1}b"]) {
      const dirty = { ...document, entries: [entry(1), entry(2, { title })] };
      expect(() => checkFeeds(writeFeeds(dirty), dirty)).toThrow(Fault);
    }
    const masked = {
      ...document,
      entries: [entry(1, { html: "\u{fdd4}0\u{fdd5}\u{fdd1}script>", title: "x" })],
    };
    expect(writeFeeds(masked).atom).not.toContain("<script");
    expect(() => checkFeeds(writeFeeds(masked), masked)).not.toThrow();
  });
});
