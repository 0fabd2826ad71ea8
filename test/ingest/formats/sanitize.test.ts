import { fromHtml } from "hast-util-from-html";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyHtml, pruned } from "../../../src/ingest/formats/sanitize.ts";
import { publishedPath } from "../../../src/domain/article.ts";
import { withPictures } from "../../../src/ingest/formats/placed-pictures.ts";
import { articleOf } from "../reading.ts";

const cleaned = (markup: string, base: string | null = null): string =>
  bodyHtml(pruned(fromHtml(markup, { fragment: true }).children, { base, pictures: [] }));

describe("nothing that runs, loads or submits comes through", () => {
  it.each([
    ["<script>x()</script><p>a</p>", "<p>a</p>"],
    ["<p onclick=x() style='background:url(//t)' id=a class=b>a</p>", "<p>a</p>"],
    [
      "<p><a href='javascript:x()'>a</a> <a href=' jAvAsCrIpT:x()'>b</a> <a href='data:text/html,x'>c</a> <a href='vbscript:x'>d</a></p>",
      "<p>a b c d</p>",
    ],
    ["<p><a href='java&#10;script:x()'>a</a></p>", "<p>a</p>"],
    ["<svg><style><img src=x:y onerror=x()></style></svg><p>a</p>", "<p>a</p>"],
    [
      "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></table></mtext></math><p>a</p>",
      "<p>a</p>",
    ],
    ["<noscript><p title='</noscript><img src=x onerror=x()>'>b</p></noscript><p>a</p>", "<p>a</p>"],
    [
      "<template><p>x</p></template><iframe srcdoc='<p>x</p>'></iframe><object data=x></object><embed src=x><p>a</p>",
      "<p>a</p>",
    ],
    ["<form action=//t><input name=q><button>b</button></form><p>a</p>", "<p>a</p>"],
    [
      "<base href=//t><meta http-equiv=refresh content='0;//t'><link rel=stylesheet href=//t><p>a</p>",
      "<p>a</p>",
    ],
    ["<p><img src='https://t.example/p.gif' width=1 height=1>a</p>", "<p>a</p>"],
    ["<p>a<img src=x:y onerror=x() alt='b &lt;script&gt;'></p>", "<p>ab &#x3C;script></p>"],
    ["<p hidden>x</p><p aria-hidden=true>x</p><p style='display : none'>x</p><p>a</p>", "<p>a</p>"],
    ["<!-- x --><p>a</p><plaintext></p><script>", "<p>a</p><p>&#x3C;/p>&#x3C;script></p>"],
    ["<custom-tag onx=1><p>a</p></custom-tag>", "<p>a</p>"],
  ])("%s", (markup, html) => {
    expect(cleaned(markup).replace(/\n/g, "")).toBe(html);
  });

  it("and what came through once comes through unchanged", () => {
    const parts = fc.constantFrom(
      "<p>",
      "</p>",
      "<b>",
      "</b>",
      "<table>",
      "<tr>",
      "<td>",
      "</table>",
      "<img src=https://x.example/a alt='\"'>",
      "<a href=https://x.example>",
      "</a>",
      "<div>",
      "</div>",
      "<ul><li>",
      "</ul>",
      "x",
      "&lt;",
      "<pre>\n",
      "</pre>",
      "<blockquote>",
      "<h1>",
      "<svg>",
      "<style>",
      "</style>",
      "<title>",
      "<!--",
      "-->",
      "<select>",
      "<math><mi>",
      "\u202e",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (markup) => {
        const once = cleaned(markup.join(""));
        expect(once).not.toMatch(/<(?!\/?(?:p|b|table|tbody|tr|td|img|a|ul|li|pre|blockquote|h2|div)[\s>])/);
        expect(once).not.toMatch(/<[^>]*\s(?:on\w+|style|class|id)=/i);
        // Loose words find their paragraph in the second reading at the latest.
        const twice = cleaned(once);
        expect(cleaned(twice)).toBe(twice);
      }),
      { numRuns: 400 },
    );
  });
});

it("links of a page lead where they led, if it says where it stood", () => {
  const markup =
    "<p><a href='/a'>a</a> <a href='b?c#d'>b</a> <a href='#e'>c</a> <a href='//x.example/'>d</a> <a href='javascript:x'>e</a></p>";
  expect(cleaned(markup, "https://gull.example/n/1")).toBe(
    '<p><a href="https://gull.example/a">a</a> <a href="https://gull.example/n/b?c#d">b</a> c <a href="https://x.example/">d</a> e</p>',
  );
  expect(cleaned(markup)).toBe("<p>a b c d e</p>");
});

it("boxes are opened and loose words get their paragraph", () => {
  expect(cleaned("a <b>b</b><div>c<section><p>d</p>e</section></div><h1>f</h1>")).toBe(
    "<p>a <b>b</b></p><p>c</p><p>d</p><p>e</p><h2>f</h2>",
  );
});

it("a table that lays out is none; one of figures is", () => {
  expect(cleaned("<table role=presentation><tr><td>a<td>b</table>")).toBe("<p>a</p><p>b</p>");
  expect(cleaned("<table><tr><td><table><tr><td>a<td>b</table></table>")).toBe(
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
  );
  expect(cleaned("<table><tr><td>a</table>")).toBe("<p>a</p>");
});

describe("what scrolls by itself can be reached by the keyboard", () => {
  it.each([
    ["a wide table", `<table><tr>${"<td>Saturday</td>".repeat(4)}</tr></table>`, true],
    ["a table of long words", "<table><tr><td>Donaudampfschifffahrtsgesellschaft<td>1</table>", true],
    ["a narrow table", `<table><tr><td>${"short words ".repeat(20)}<td>24</table>`, false],
    ["long lines of code", `<pre>${"x".repeat(31)}</pre>`, true],
    ["short lines of code", `<pre>${"xxx\n".repeat(31)}</pre>`, false],
  ])("%s", (_, markup, reachable) => {
    expect(cleaned(markup).includes('tabindex="0"')).toBe(reachable);
  });
  it("and nothing else is", () => {
    expect(cleaned('<p tabindex="5">a</p><table tabindex="7"><tr><td>a<td>b</table>')).not.toContain(
      "tabindex",
    );
  });
});

it("pictures are put in by number, and every one that is not leaves its words", () => {
  const pictures = [
    { src: "a.png", alt: 'A "b"', lead: false },
    { src: "c.png", alt: "", lead: false },
    { src: "d.png", alt: "D", lead: false },
  ];
  const image = {
    path: "a.png",
    alt: "",
    type: "image/jpeg",
    width: 4,
    height: 3,
    bytes: 9,
    hash: "0123456789abcdef0123",
  } as const;
  const html =
    '<p><img src="picture:0" /></p>\n<p><img src="picture:1" /></p>\n<p>x <img src="picture:2" /> <img src="picture:9" /></p>';
  expect(withPictures(html, pictures, [image])).toBe(
    '<p><img src="images/0123456789abcdef.jpg" alt="A &quot;b&quot;" width="4" height="3" loading="lazy" /></p>\n<p>x D </p>',
  );
  expect(publishedPath({ hash: "f".repeat(64), type: "image/avif" })).toBe(`images/${"f".repeat(16)}.avif`);
});

it("a post in a page is one block, by its class or its signature", async () => {
  const post = '<blockquote class="bluesky-embed"><p>Boats!</p><p>And more boats.</p></blockquote>';
  const article = await articleOf("a.html", `<p>Some words of an article.</p>${post}`);
  expect(article.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "embed"]);
});
