import { describe, expect, test } from "vitest";
import { createPages } from "../../src/render/pages.ts";
import { entry, publication, sampleEdition, sampleEntries, templateFiles, templates } from "./sample.ts";

const stylesheet = templateFiles["pages/style.css"] ?? "";

async function pages(entries = sampleEntries): Promise<Map<string, string>> {
  const edition = await sampleEdition(entries);
  const made = createPages(publication, templates, stylesheet);
  const rendered = [
    made.edition(edition),
    ...entries.map((each) => made.entry(each)),
    ...made.front(entries, [edition]),
  ];
  return new Map(rendered.map((page) => [page.path, page.body]));
}

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
    for (const [path, body] of rendered) {
      if (!path.endsWith(".html")) continue;
      const up = path.includes("/") ? "../" : "";
      for (const feed of ["atom.xml", "rss.xml", "feed.json"]) expect(body).toContain(`href="${up}${feed}"`);
      const links = [...body.matchAll(/ href="([^"#]+)"/g)]
        .map((m) => m[1] ?? "")
        .filter((href) => !/^https?:/.test(href));
      const known = new Set([...rendered.keys(), "atom.xml", "rss.xml", "feed.json"]);
      for (const href of links) {
        expect(known).toContain(new URL(href, `http://x/${path}`).pathname.slice(1));
      }
    }
  });

  test("an edited article says when; one that was not edited does not", async () => {
    const rendered = await pages();
    expect(rendered.get("articles/story-1.html")).toContain("Updated 21 November 2026");
    expect(rendered.get("articles/story-2.html")).not.toContain("Updated");
  });

  test("load nothing from elsewhere, run no script, and weigh under 30 KB", async () => {
    for (const [, body] of await pages(Array.from({ length: 30 }, (_, i) => entry(i + 1)))) {
      expect(body).not.toMatch(
        /<script|<img|@import|url\(|<link[^>]+href="https?:\/\/(?!news\.example\.org)/,
      );
      expect(Buffer.byteLength(body)).toBeLessThan(30_000);
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
