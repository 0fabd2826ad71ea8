import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArticleImage } from "../../src/domain/article.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { shortAuthor, shortTag, shortTitle } from "../../src/render/page-stories.ts";
import { createPages } from "../../src/render/pages.ts";
import { parseDocument } from "./read-html.ts";
import { entry, publication, templates } from "./sample.ts";
import { allSections, stylesheet } from "./whole-site.ts";

const pages = createPages(publication, templates, stylesheet, allSections);
const read = (of: Entry) => parseDocument(pages.entry(of).body);

const picture = (width: number, height: number, hash: string): ArticleImage => ({
  path: "a.png",
  alt: 'Two "eels" & a <boat>',
  type: "image/png",
  width,
  height,
  bytes: 100,
  hash: hash.repeat(64),
});

describe("what an article's page tells machines", () => {
  test("is all that is known of it", () => {
    const { data, properties } = read(
      entry(1, {
        title: "Ferry runs again",
        author: "Ada O’Neil",
        tags: ["Harbour", "R&D"],
        language: "de",
        images: [picture(90, 90, "a"), picture(1200, 700, "b")],
        origin: { title: "The Gull", url: "https://gull.example.net/" },
        link: "https://gull.example.net/ferry",
        updated: new Date("2026-11-21T09:30:00Z"),
      }),
    );
    const page = "https://news.example.org/articles/story-1.html";
    const author = "https://news.example.org/authors/ada-o-neil--9dcf45fcf6bdfaaa/";
    expect(data).toMatchObject({
      "@type": "NewsArticle",
      mainEntityOfPage: page,
      headline: "Ferry runs again",
      description: "What is told under this title, number 1.",
      inLanguage: "de",
      datePublished: "2026-11-20T11:00:00Z",
      dateModified: "2026-11-21T09:30:00Z",
      author: { "@type": "Person", name: "Ada O’Neil", url: author },
      publisher: { "@type": "Organization", name: "R&D <Daily>", url: "https://news.example.org/" },
      image: [
        { url: `https://news.example.org/images/${"a".repeat(16)}.png`, width: 90, height: 90 },
        { url: `https://news.example.org/images/${"b".repeat(16)}.png`, width: 1200, height: 700 },
      ],
      articleSection: "Harbour",
      keywords: ["Harbour", "R&D"],
      isBasedOn: "https://gull.example.net/ferry",
    });
    expect(properties).toEqual([
      ["og:type", "article"],
      ["og:site_name", "R&D <Daily>"],
      ["og:title", "Ferry runs again"],
      ["og:description", "What is told under this title, number 1."],
      ["og:url", page],
      ["og:locale", "de_DE"],
      ["article:published_time", "2026-11-20T11:00:00Z"],
      ["article:modified_time", "2026-11-21T09:30:00Z"],
      ["article:author", author],
      ["article:section", "Harbour"],
      ["article:tag", "Harbour"],
      ["article:tag", "R&D"],
      ["og:image", `https://news.example.org/images/${"b".repeat(16)}.png`],
      ["og:image:type", "image/png"],
      ["og:image:width", "1200"],
      ["og:image:height", "700"],
      ["og:image:alt", 'Two "eels" & a <boat>'],
      ["twitter:card", "summary_large_image"],
    ]);
  });

  test("names the publication as author where nobody else is known", () => {
    expect(read(entry(1)).data).toMatchObject({
      author: { "@type": "Organization", name: "R&D <Daily>" },
      image: [],
    });
  });

  test("cannot be broken out of, whatever the article says", () => {
    const piece = fc.constantFrom(
      "</script>",
      "</SCRIPT ",
      "<script>",
      "<!--",
      "-->",
      "]]>",
      "\u2028",
      "\u2029",
      '"}',
      "\\",
      "&lt;",
      "\ud800",
      "'",
    );
    const words = fc
      .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 5 })), { minLength: 1, maxLength: 8 })
      .map((pieces) => `a${pieces.join("")}z`);
    fc.assert(
      fc.property(words, words, words, (title, author, tag) => {
        const of = entry(1, { title, author, tags: [tag], language: tag });
        const { data, scripts } = read(of);
        expect(scripts).toEqual([{ type: "application/ld+json" }]);
        expect(data.headline).toBe(shortTitle(of, publication).toWellFormed());
        expect(data.author.name).toBe(shortAuthor(author).toWellFormed());
        expect(data.keywords).toEqual([shortTag(tag).toWellFormed()]);
      }),
      { numRuns: 200 },
    );
  });
});
