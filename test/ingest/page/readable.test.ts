import { readFile } from "node:fs/promises";
import { fromHtml } from "hast-util-from-html";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { html } from "../../../src/ingest/formats/html.ts";
import { pageOf } from "../../../src/ingest/page/page.ts";
import { isFurnished, readableContent } from "../../../src/ingest/page/readable.ts";
import { pngOf } from "../../fixtures/files/pictures.ts";
import { readingOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

const source = await readFile(new URL("../../fixtures/files/saved-page.html", import.meta.url), "utf8");
const paragraph =
  "The first tram crossed the old bridge on Wednesday morning, with forty passengers, three reporters and a dog.";

describe("a page saved whole", async () => {
  const { articles } = await readingOf({
    "news/harbour.html": source,
    "news/harbour_files/bridge.png": pngOf(640, 360),
  });
  const [article] = articles;
  if (article == null) throw new Error("Expected the page to be read");

  it("gives all of the article", () => {
    expect(textsOf(article, "paragraph")).toHaveLength(5);
    expect(textsOf(article, "heading")).toEqual(["What changes for commuters"]);
    expect(textsOf(article, "deck")).toHaveLength(1);
    expect(textsOf(article, "table")).toEqual(["Ticket\tCrowns\nSingle\t24\nDay\t90"]);
    expect(textsOf(article, "caption")).toHaveLength(1);
  });

  it("and nothing around it", () => {
    expect(article.text).not.toMatch(
      /Sign up|Ferry fares|Finally|Most read|seal|reserved|Imprint|Search|Tides|Share/,
    );
    expect(article.html).not.toMatch(/script|form|class=|onclick|harbour_files/);
  });

  it("has its fields, its address and its picture, and its links still lead there", () => {
    expect(article).toMatchObject({
      title: { state: "given", value: "Harbour bridge reopens after six years of repairs" },
      date: { state: "given", value: { at: new Date("2026-03-04T07:15:00Z") } },
      author: { state: "given", value: "Pella Varga, Jón Örn" },
      place: { value: "Ostwick" },
      tags: ["Harbour News", "Bridges", "Trams", "news"],
      link: "https://gull.example/news/2026/03/harbour-bridge-reopens.html",
      images: [{ path: "news/harbour_files/bridge.png", alt: "The bridge at dawn" }],
    });
    expect(article.html).toContain('<a href="https://gull.example/timetable">timetable</a>');
  });

  it("knows where in the file each block stands, though two parsers were at work in between", () => {
    for (const block of article.blocks.filter(({ kind }) => kind === "paragraph" || kind === "heading")) {
      const markup = source.slice(block.source.start, block.source.end);
      expect(markup).toMatch(/^<(p|h2)[^>]*>[^]*<\/\1>$/);
      expect(markup.replace(/<[^>]+>/g, "")).toBe(article.text.slice(block.start, block.end));
    }
  });

  it("costs little: Readability and all 25 ms a page, once warm", () => {
    const times = Array.from({ length: 15 }, () => {
      const before = cpuMs();
      html.draft(source, defaultLimits);
      return cpuMs() - before;
    });
    // The median of the later ones; ten times what is measured on an idle core.
    expect(times.slice(5).sort((a, b) => a - b)[5]).toBeLessThan(100);
  });
});

it("a fragment without furniture is nobody's saved page", () => {
  expect(isFurnished(pageOf(fromHtml(`<h1>Boats</h1><p>${paragraph}</p>`)))).toBe(false);
  expect(isFurnished(pageOf(fromHtml(`<div class="site-nav">x</div><p>${paragraph}</p>`)))).toBe(true);
});

it("an <article> of which Readability would lose most is kept whole", async () => {
  const list = Array.from(
    { length: 12 },
    (_, i) => `<li><a href="https://x.example/${i}">${paragraph}</a></li>`,
  ).join("");
  const { articles } = await readingOf({
    "a.html": `<nav>x</nav><article><p>${paragraph}</p><ul>${list}</ul></article><footer>y</footer>`,
  });
  expect(textsOf(articles[0] as (typeof articles)[0], "list").length).toBe(12);
});

describe("a page that means harm takes bounded time", () => {
  const p = `<p>${paragraph}</p>`;
  it.each<[string, string]>([
    [
      "of ten thousand boxes",
      `<nav></nav>${"<div><a href='/x'>link</a></div>".repeat(10_000)}${p.repeat(10)}`,
    ],
    ["two hundred deep", `<nav></nav>${"<div>".repeat(200)}${p.repeat(100)}`],
    ["wide and deep", `<nav></nav>${`${"<div>".repeat(90)}${p}${"</div>".repeat(90)}`.repeat(100)}`],
    ["of formatting that is never closed", `<nav></nav>${"<b><i><u><s><a>".repeat(2_000)}${p.repeat(10)}`],
    ["of tables in tables", `<nav></nav>${"<table><tr><td>".repeat(60)}${p.repeat(50)}`],
    ["of broken tables", `<nav></nav><table>${"<b>x<tr>".repeat(8_000)}`],
    ["of breaks", `<nav></nav><div>${"text<br><br>".repeat(9_000)}</div>`],
    ["of one long word", `<nav></nav><p>${"a".repeat(900_000)}</p>`],
    ["of commas", `<nav></nav><p>${", ".repeat(400_000)}</p>`],
    [
      "of attributes",
      `<nav></nav><p ${Array.from({ length: 20_000 }, (_, i) => `a${i}=x`).join(" ")}>${paragraph}</p>`,
    ],
    ["of references", `<nav></nav><p>${"&amp;".repeat(200_000)}${paragraph}</p>`],
    ["of open brackets", `<nav></nav>${"<".repeat(900_000)}`],
    ["of open comments", `<nav></nav>${"<!--".repeat(200_000)}`],
    ["of selects", `<nav></nav>${"<select><option>".repeat(10_000)}${p.repeat(10)}`],
  ])("%s", async (_, page) => {
    const before = cpuMs();
    const { articles, skipped } = await readingOf({ "a.html": page });
    expect(cpuMs() - before).toBeLessThan(4_000);
    expect(articles.length + skipped.length).toBe(1);
    expect(skipped[0]?.reason ?? "").not.toContain("please report");
  });

  it("and Readability is not even asked above its limits", () => {
    const page = pageOf(fromHtml(`<nav></nav>${p.repeat(50)}`));
    expect(readableContent(page, defaultLimits)).not.toBeNull();
    expect(readableContent(page, { ...defaultLimits, maxReadableElements: 20 })).toBeNull();
  });
});

it("whatever a page is made of, its blocks are in order, do not overlap and stay in text and file", () => {
  const tags = fc.constantFrom(
    "<div class=nav>",
    "<p>",
    "<table><tr><td>",
    "</div>",
    "</p>",
    "</table>",
    "<ul><li>",
    "<h1>",
    "<b>",
    "</b>",
    "<blockquote>",
    "<article>",
    "</article>",
    `<p>${paragraph}</p>`,
    "<br>",
    "<img src=x.png>",
    "<pre>",
    "<svg><p>",
    "<template>",
    "<!-- x",
    "-->",
    "<footer>x</footer>",
  );
  fc.assert(
    fc.property(fc.array(tags, { maxLength: 40 }), (parts) => {
      const page = `<nav>x</nav><p>${paragraph.repeat(6)}</p>${parts.join("")}`;
      const { text, blocks } = html.draft(page, defaultLimits);
      let last = 0;
      for (const { start, end, source: own } of blocks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(own.start).toBeGreaterThanOrEqual(0);
        expect(own.end).toBeGreaterThanOrEqual(own.start);
        expect(own.end).toBeLessThanOrEqual(page.length);
        last = end;
      }
    }),
    { numRuns: 150 },
  );
});
