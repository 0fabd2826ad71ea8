import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { monthSitemap, pagesSitemap, sitemapIndex } from "../../src/render/sitemap.ts";
import { publication } from "./sample.ts";

/** Its elements as `name` or `name=text`, in order; throws where it is not well-formed. */
function elementsOf(xml: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => found.push(name));
  parser.on("text", (text) => {
    if (text.trim() !== "") found.push(`${found.pop()}=${text}`);
  });
  parser.write(xml).close();
  return found;
}

describe("a sitemap", () => {
  test("of a month names its articles and when each last changed", () => {
    const { path, body } = monthSitemap(publication, "2026-11", [
      { slug: "ferry-runs-again", updated: new Date("2026-11-21T09:30:00Z") },
    ]);
    expect(path).toBe("sitemaps/2026-11.xml");
    expect(body).toContain('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
    expect(elementsOf(body)).toEqual([
      "urlset",
      "url",
      "loc=https://news.example.org/articles/ferry-runs-again.html",
      "lastmod=2026-11-21T09:30:00Z",
    ]);
  });

  test("of pages names folders by their address, in ASCII, whatever the publication's own is", () => {
    const elsewhere = { ...publication, url: "https://zeitung.example/a&b/<'ß>/" };
    const { body } = pagesSitemap(elsewhere, [
      { path: "index.html", lastmod: null },
      { path: "tags/a/index.html", lastmod: new Date("+012026-05-01T00:00:00Z") },
      { path: "editions/3.html", lastmod: null },
    ]);
    const root = "https://zeitung.example/a&b/%3C'%C3%9F%3E/";
    expect(elementsOf(body)).toEqual([
      "urlset",
      "url",
      `loc=${root}`,
      "url",
      `loc=${root}tags/a/`,
      "lastmod=9999-12-31T23:59:59Z",
      "url",
      `loc=${root}editions/3.html`,
    ]);
  });

  test("index names all sitemaps", () => {
    const lastmod = new Date("2026-11-21T09:30:00Z");
    const { path, body } = sitemapIndex(publication, [
      { path: "sitemaps/2026-11.xml", lastmod },
      { path: "sitemaps/pages.xml", lastmod: null },
    ]);
    expect(path).toBe("sitemap.xml");
    expect(elementsOf(body)).toEqual([
      "sitemapindex",
      "sitemap",
      "loc=https://news.example.org/sitemaps/2026-11.xml",
      "lastmod=2026-11-21T09:30:00Z",
      "sitemap",
      "loc=https://news.example.org/sitemaps/pages.xml",
    ]);
  });
});
