import { caniemail } from "caniemail";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxDigestBytes } from "../../src/render/digest.ts";
import { heaviest, prepareDigest } from "../../src/render/digest-pieces.ts";
import { entry, templateFiles } from "./sample.ts";
import { designs, digestOf, frontPage, reader, tokens } from "./front-page.ts";
import { cases } from "../effort.ts";

const styleOf = (html: string): string =>
  [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style).join("");

/** What a reader reads of it, in words. */
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const seen = (html: string): string =>
  html
    .replace(/<(style|title|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, " ")
    .replace(/<div style="display:none[\s\S]*?<\/div>/, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/&(?:#39|apos);/g, "'")
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

describe.each(designs)("the design %s", (design) => {
  test("is these bytes for an edition with one of everything", async () => {
    const digest = await digestOf(frontPage, { design });
    const { html, text } = prepareDigest(digest)(reader);
    await expect(html).toMatchFileSnapshot(`../golden/designs/${design}.html`);
    await expect(text).toMatchFileSnapshot(`../golden/designs/${design}.txt`);
  });

  test("says in its text part what it says in HTML, with every link", async () => {
    const { html, text } = prepareDigest(await digestOf(frontPage, { design }))(reader);
    const there = new Map<string, number>();
    for (const word of wordsIn(text)) there.set(word, (there.get(word) ?? 0) + 1);
    const words = wordsIn(seen(html));
    const missing = words.filter((word) => {
      const left = there.get(word) ?? 0;
      there.set(word, left - 1);
      return left < 1;
    });
    expect(missing.length / words.length).toBeLessThan(0.05);
    const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = ""]) => href);
    const front = "https://news.gull.org/";
    for (const href of links) if (href !== front) expect(text).toContain(href.replaceAll("&amp;", "&"));
    for (const { title } of frontPage.slice(0, 6)) expect(text).toContain(title);
  });

  test("keeps its style within half of what Gmail takes, and of six stories weighs 36,000 bytes at most", async () => {
    const six = [frontPage[0]!, ...Array.from({ length: 5 }, (_, n) => entry(n + 2))];
    const { html } = await digestOf(six, { design, corrections: [] });
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(36_000);
    expect(Buffer.byteLength(styleOf(html))).toBeLessThanOrEqual(8192);
    expect(styleOf(html).length).toBeGreaterThan(1000);
  });

  test("asks for nothing but its picture, and leads only where it says", async () => {
    const { html, text } = prepareDigest(await digestOf(frontPage, { design }))(reader);
    expect(html).not.toMatch(/<script|<link|@import|@font-face|url\(|<iframe|<form/i);
    const pictures = [...html.matchAll(/<img [^>]*src="([^"]+)"/g)].map(([, src]) => src);
    expect(pictures).toEqual(design === "brief" ? [] : ["https://news.gull.org/images/c0ffee0000000000.png"]);
    for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
    for (const body of [html, text])
      for (const token of Object.values(tokens)) expect(body).not.toContain(token);
  });

  test("leaves out what there is nothing for, and says nothing of it", async () => {
    const digest = await digestOf([entry(1)], { design, corrections: [] });
    const { preferences: _none, ...few } = tokens;
    expect(digest.html).not.toMatch(
      /What to know|<blockquote|<img|In brief|Also in|Corrections|More stories/,
    );
    expect(digest.html).toContain("Change how often");
    const without = await digestOf([entry(1)], { design, corrections: [] });
    expect(Object.keys(few)).toEqual(["address", "unsubscribe"]);
    expect(without.text).not.toMatch(/\n{3}/);
  });
});

describe("whatever an edition holds", () => {
  const wide = "𠜎𠜱𠝹𠱓𠱸𠲖𠳏𠳕𠴕𠵼𠵿𠸎𠸏𠹷𠺝𠺢";
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("&".repeat(300), "'\"<>".repeat(75), wide.repeat(9), "word ".repeat(60), "x".repeat(300)),
  );
  const huge = fc.constantFrom(
    "&<>".repeat(3000),
    wide.repeat(500),
    "A long sentence of some words. ".repeat(300),
  );
  const editions = fc.record({
    design: fc.constantFrom(...designs),
    count: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(120, 500)),
    title: texts,
    summary: fc.oneof(texts, huge),
    corrections: fc.constantFrom(0, 3, 20),
    layout: fc.constantFrom({ stories: 8, briefs: 12 }, { stories: 30, briefs: 60 }),
    points: fc.array(texts, { maxLength: 3 }),
    html: fc.oneof(
      texts.map((text) => `<p>${text.replace(/[<>&]/g, "")}</p>`),
      huge.map((text) => `<p>${text.replace(/[<>]/g, "").replaceAll("&", "&amp;")}</p>`.repeat(20)),
    ),
  });

  test("the mail stays below what Gmail shows, head and foot whole, free of controls", async () => {
    await fc.assert(
      fc.asyncProperty(
        editions,
        async ({ design, count, title, summary, corrections, points, layout, html: body }) => {
          const entries = Array.from({ length: count }, (_, n) =>
            entry(n + 1, {
              title: `${title}${n}`.slice(0, 300),
              summary: { method: "given", text: summary, sentences: [] },
              author: title,
              tags: [title],
              html: body,
              highlights: { points, quote: { text: title, by: summary } },
            }),
          );
          const wrong = Array.from({ length: corrections }, (_, n) =>
            entry(600 + n, { title, correction: summary.slice(0, 600) }),
          );
          const { html, text } = await digestOf(entries, { design, layout, corrections: wrong });
          expect(heaviest(html, tokens)).toBeLessThanOrEqual(maxDigestBytes);
          for (const kept of ["12 Printers’ Row", tokens.unsubscribe, "story-1.html"])
            expect(html).toContain(kept);
          expect((html + text).isWellFormed()).toBe(true);
          expect((html + text).replace(/[\n\t]/g, "")).not.toMatch(
            /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u,
          );
          expect(text).toContain("story-1.html");
        },
      ),
      { numRuns: cases(12) },
    );
  }, 120_000);

  const hostile = [
    "</mj-text></mj-column></mj-section><mj-raw><script>alert(1)</script></mj-raw>",
    "{{ site.title }} {% include 'x' %} {{reader.address}}",
    '" onclick="x" style="position:fixed" href="javascript:alert(1)',
    "]]><![CDATA[ <!-- --> <![endif]-->",
    "Subject: x\r\nBcc: eve@example.org",
    "\u202eesrever\u202c \u0000 nul \ud800 half",
    tokens.address,
  ];

  test.each(designs)("what is hostile stands in %s as text", async (design) => {
    const entries = hostile.map((title, n) =>
      entry(n + 1, {
        title,
        author: title,
        tags: [title],
        summary: { method: "given", text: title, sentences: [] },
        highlights: { points: [title, title], quote: { text: title, by: title } },
        html: `<p>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p><p><a href="javascript:alert(1)">in</a> <a href="https://a.example/&quot;&gt;&lt;script&gt;">out</a></p>`,
      }),
    );
    for (const [n, first] of entries.entries()) {
      if (n === entries.length - 1) continue;
      const digest = await digestOf([first, ...entries.slice(n + 1, -1)], { design, corrections: [] });
      const html = digest.html.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/g, "");
      expect(html).not.toMatch(/<script|<mj-|<[^>"]*\sonclick=|href="javascript:|<!\[CDATA|\r/i);
      expect(digest.text).not.toMatch(/[\r\0\u202e]|javascript:alert\(1\)>/);
      expect(html.isWellFormed()).toBe(true);
    }
  });
});

test("no mail template prints a value as it is", () => {
  const raw = Object.entries(templateFiles).filter(
    ([name, text]) => /^(?:digest|confirm|welcome)[./]/.test(name) && /\|\s*raw\b|\{%-?\s*raw\b/.test(text),
  );
  expect(raw.map(([name]) => name)).toEqual([]);
});

/** What some client does not do, and what its readers see instead. Whatever is not here must be done by all of them. */
const accepted: Readonly<Record<string, string>> = {
  // Gmail's web page on phones drops <style>: colours and sizes stand inline, only dark mode and the phone's margins go.
  "<style> element": "inline styles hold",
  "Class selector": "inline styles hold",
  "Type selector": "inline styles hold",
  "ID selector": "MJML's own reset for Outlook, which reads it",
  "Descendant combinator": "inline styles hold",
  "Chaining selectors": "phones' sizes; the desktop's are legible there",
  "@media": "neither dark mode nor phones' margins; Gmail inverts by itself",
  "color-scheme CSS property": "the client chooses the scheme by itself",
  "color-scheme meta tag": "the client chooses the scheme by itself",
  "text-underline-offset": "the line is drawn closer",
  "text-wrap": "lines break where they are full, and a headline's last may be one word",
  // Of the hidden line after the subject: display, height and overflow hide it by turns, mso-hide in Outlook.
  "display:none": "it has no height and hides what flows over",
  "max-height property": "display and mso-hide hide it",
  overflow: "display and mso-hide hide it",
  "<bdi> element": "each stands between · or at a line's end, where directions part anyway",
  "height property": "of the strip above the card, and of pictures, whose attribute says it too",
  "<body> element": "becomes a div; the wrapper says language and direction again",
  "aria-label attribute": "the heading names the mail",
  "role attribute": "tables are read as tables, in their right order",
  "word-break": "long words are cut off at the card's edge, or widen it",
  outline: "of MJML's reset for pictures, which have none",
  "word-spacing": "normal anyway",
};

test("Gmail, Outlook, Apple Mail and Yahoo do all that the designs rely on", async () => {
  const met = new Set<string>();
  for (const design of designs) {
    const { html } = prepareDigest(await digestOf(frontPage, { design }))(reader);
    const { issues } = caniemail({ clients: ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*"], html });
    for (const [client, found] of issues.errors) {
      for (const { title } of found) {
        met.add(title);
        expect(Object.keys(accepted), `${design} in ${client}`).toContain(title);
      }
    }
  }
  // What is no longer met is no longer to be accepted.
  expect(Object.keys(accepted).filter((title) => !met.has(title))).toEqual([]);
});
