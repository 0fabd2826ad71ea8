import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { createPages } from "../../src/render/pages.ts";
import { entry, publication, sampleEdition, sampleEntries, templates } from "./sample.ts";
import { noSections, stylesheet, wholeSite } from "./whole-site.ts";

const pages = async (entries: readonly Entry[] = sampleEntries): Promise<Map<string, string>> =>
  wholeSite(entries, [await sampleEdition(entries)]);

describe("the pages", () => {
  test("are these bytes for these entries", async () => {
    const rendered = await pages();
    await expect(rendered.get("index.html")).toMatchFileSnapshot("../golden/index.html");
    await expect(rendered.get("articles/story-1.html")).toMatchFileSnapshot("../golden/article.html");
    await expect(rendered.get("editions/214.html")).toMatchFileSnapshot("../golden/edition.html");
  });

  test("each say their language and direction, article by article", async () => {
    const rendered = await pages();
    const index = rendered.get("index.html") ?? "";
    expect(index).toContain('<html lang="en" dir="ltr">');
    expect(index).toMatch(/<article class="story" lang="ar" dir="rtl">/);
    expect(rendered.get("articles/story-2.html")).toMatch(/<article class="page" lang="de" dir="ltr">/);
  });

  test("find all three feeds from anywhere, and every link within the site leads to a page there is", async () => {
    const rendered = await pages();
    const topicFeeds = [...rendered.keys()]
      .filter((path) => /^(?:tags|authors)\/.+\//.test(path))
      .flatMap((path) =>
        ["atom.xml", "rss.xml", "feed.json"].map((feed) => `${path.replace(/[^/]+$/, "")}${feed}`),
      );
    const known = new Set([
      ...rendered.keys(),
      "atom.xml",
      "rss.xml",
      "feed.json",
      "feeds.opml",
      "editions/213.html",
      ...topicFeeds,
    ]);
    for (const [path, body] of rendered) {
      if (!path.endsWith(".html")) continue;
      const base = `http://x/${path}`;
      const links = [...body.matchAll(/<(?:a|link)\b[^>]* href="([^"#]+)"/g)]
        .map((m) => m[1] ?? "")
        .filter((href) => !/^https?:/.test(href))
        .map((href) => new URL(href, base).pathname.slice(1));
      expect(links).toEqual(expect.arrayContaining(["atom.xml", "rss.xml", "feed.json", "style.css"]));
      for (const link of links) expect(known, path).toContain(link);
    }
  });

  test("name no page that is not published", async () => {
    const made = createPages(publication, templates, stylesheet, noSections);
    const edition = await sampleEdition(sampleEntries);
    const [front] = made.front(sampleEntries, [edition], []).slice(1);
    for (const { body } of [made.entry(sampleEntries[0]!), made.edition(edition), front!, ...made.absent()])
      expect(body).not.toMatch(/(?:tags|authors|archive)\/|editions\/index|opml/);
  });

  test("an edited article says when; one that was not edited does not", async () => {
    const rendered = await pages();
    const updated = 'Updated <time datetime="2026-11-21T09:30:00Z">21 November 2026</time>';
    expect(rendered.get("articles/story-1.html")).toContain(updated);
    expect(rendered.get("articles/story-2.html")).not.toContain("Updated");
  });

  test("load nothing from elsewhere, and run no script", async () => {
    for (const [, body] of await pages()) {
      expect(body).not.toMatch(
        /<script(?! type="application\/ld\+json">)|<img|@import|url\(|<link rel="(?!canonical)[^>]+href="https?:/,
      );
    }
  });

  test("of an article that first stood elsewhere link there, and say that that is the one to be found", async () => {
    const origin = { title: "The Gull & Herring", url: "https://gull.example.net/" };
    const link = "https://gull.example.net/ferry?a=1&b=2";
    const rendered = await pages([
      entry(1, { origin, link }),
      entry(2, { link: "https://www.quay.example.net/two" }),
      entry(3, { link: `${publication.url}articles/old-name.html` }),
    ]);
    const [one = "", two = "", three = ""] = [1, 2, 3].map((n) => rendered.get(`articles/story-${n}.html`));
    expect(one).toContain('<link rel="canonical" href="https://gull.example.net/ferry?a=1&amp;b=2">');
    expect(one).toContain(
      '<a href="https://gull.example.net/ferry?a=1&amp;b=2">First published by The Gull &amp; Herring</a>',
    );
    expect(two).toContain("First published by quay.example.net");
    expect(three).not.toContain("First published");
    expect(three).toContain(`<link rel="canonical" href="${publication.url}articles/story-3.html">`);
  });
});
