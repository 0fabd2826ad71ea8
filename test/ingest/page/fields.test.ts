import { fromHtml } from "hast-util-from-html";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fields, fieldsOf } from "../../../src/ingest/page/fields.ts";
import { pageOf } from "../../../src/ingest/page/page.ts";
import { cpuMs } from "../cost.ts";

const read = (head: string, body = ""): Fields =>
  fieldsOf(
    pageOf(
      fromHtml(`<!doctype html><html><head>${head}</head><body>${body}<p>Some words.</p></body></html>`),
    ),
  );
const linked = (data: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const meta = (name: string, content: string): string => `<meta name="${name}" content="${content}">`;
const property = (name: string, content: string): string => `<meta property="${name}" content="${content}">`;
const at = (instant: string) => ({ precision: "instant", at: new Date(instant) });
const onDay = (day: string) => ({ precision: "day", day });

describe("a page's title", () => {
  it.each<[string, string, string, string]>([
    [
      "is its heading",
      "<title>Boats are back | The Gull</title>",
      "<h1>Boats are back</h1>",
      "Boats are back",
    ],
    [
      "loses the site's name, known or not",
      "<title>Boats are back – News – The Evening Gull</title>" +
        property("og:site_name", "The Evening Gull"),
      "",
      "Boats are back – News",
    ],
    [
      "loses a site's name in front",
      "<title>The Gull: x | Boats are back</title>" + property("og:site_name", "The Gull: x"),
      "",
      "Boats are back",
    ],
    [
      "keeps a dash of its own",
      "<title>Boats – a love story | The Gull</title>" + property("og:title", "Boats – a love story"),
      "",
      "Boats – a love story",
    ],
    [
      "keeps what stands after a colon",
      "<title>Boats are back : a report</title>",
      "",
      "Boats are back : a report",
    ],
    [
      "is not the logo",
      property("og:site_name", "The Gull") + property("og:title", "Boats are back"),
      "<h1>The Gull</h1>",
      "Boats are back",
    ],
    [
      "is not the section several places disagree with",
      property("og:title", "Boats are back in town") +
        linked({ "@type": "NewsArticle", headline: "Boats are back in town" }),
      "<h1>Politics today</h1>",
      "Boats are back in town",
    ],
    [
      "is whole where machines got a cut one",
      linked({ "@type": "Article", headline: "Boats are back in the old harbour of…" }),
      "<h1>Boats are back in the old harbour of Ostwick</h1>",
      "Boats are back in the old harbour of Ostwick",
    ],
    [
      "is the heading that is the title among several",
      "<title>Boats are back - The Gull</title>",
      "<h1>Menu</h1><h1>Boats are back</h1><h1>More</h1>",
      "Boats are back",
    ],
    [
      "is marked up by microdata",
      "",
      '<div itemscope><span itemprop="headline">Boats are back</span></div>',
      "Boats are back",
    ],
    ["is Dublin Core's", meta("DC.title", "Boats are back"), "", "Boats are back"],
  ])("%s", (_, head, body, title) => {
    expect(read(head, body).title?.value).toBe(title);
  });

  it("is inferred where the page contradicts itself, with the others as alternatives", () => {
    const { title } = read(
      property("og:title", "You will not believe these boats"),
      "<h1>Boats are back</h1>",
    );
    expect(title).toMatchObject({
      state: "inferred",
      value: "Boats are back",
      alternatives: [{ value: "You will not believe these boats" }],
    });
    expect(title?.confidence).toBeLessThan(0.9);
  });

  it("is unknown where nothing states one", () => {
    expect(read("").title).toBeNull();
  });
});

describe("a page's date", () => {
  it.each<[string, string, string, object]>([
    [
      "is JSON-LD's, in a graph",
      linked({
        "@graph": [
          { "@type": "WebSite" },
          { "@type": ["NewsArticle"], headline: "x", datePublished: "2026-03-04T08:00:00+01:00" },
        ],
      }),
      "",
      at("2026-03-04T07:00:00Z"),
    ],
    [
      "is Open Graph's",
      property("article:published_time", "2026-03-04T08:00:00Z"),
      "",
      at("2026-03-04T08:00:00Z"),
    ],
    ["is Dublin Core's", meta("DC.date.issued", "2026-03-04"), "", onDay("2026-03-04")],
    ["is microdata's", "", '<meta itemprop="datePublished" content="2026-03-04">', onDay("2026-03-04")],
    ["is <time>'s", "", '<time datetime="2026-03-04">4 March</time>', onDay("2026-03-04")],
    [
      "is the marked <time>'s",
      "",
      '<time datetime="2020-01-01">x</time><time class="entry-date published" datetime="2026-03-04">y</time>',
      onDay("2026-03-04"),
    ],
  ])("%s", (_, head, body, value) => {
    expect(read(head, body).date?.value).toEqual(value);
  });

  it("is not that of another article, of a change, or of a teaser", () => {
    const list = linked({
      "@type": "ItemList",
      itemListElement: [{ "@type": "NewsArticle", datePublished: "2020-01-01" }],
    });
    expect(read(list).date).toBeNull();
    const changed = read(property("article:modified_time", "2026-03-05") + meta("date", "2026-03-04"));
    expect(changed.date?.value).toEqual(onDay("2026-03-04"));
    const two = linked([
      { "@type": "NewsArticle", headline: "Fish", datePublished: "2020-01-01" },
      { "@type": "NewsArticle", headline: "Boats", datePublished: "2026-03-04" },
    ]);
    expect(read(two, "<h1>Boats</h1>").date?.value).toEqual(onDay("2026-03-04"));
  });

  it("is a hint where only a change or some <time> is known", () => {
    expect(read(property("article:modified_time", "2026-03-05")).date).toMatchObject({
      state: "inferred",
      confidence: 0.6,
    });
    expect(read("", '<time datetime="2026-03-04"></time>').date).toMatchObject({
      state: "inferred",
      confidence: 0.85,
    });
  });

  it("is given where a day and an instant agree, whatever the zone, and inferred where they do not", () => {
    const agree = read(
      property("article:published_time", "2026-03-04T23:30:00-08:00") + meta("date", "2026-03-04"),
    );
    expect(agree.date).toMatchObject({ state: "given" });
    const differ = read(
      property("article:published_time", "2026-03-04T08:00:00Z") + meta("dc.date", "2025-01-01"),
    );
    expect(differ.date).toMatchObject({
      state: "inferred",
      confidence: 0.85,
      alternatives: [{ value: onDay("2025-01-01") }],
    });
  });

  it("that is none is named", () => {
    expect(read(meta("date", "2026-02-30"))).toMatchObject({ date: null, badDate: "2026-02-30" });
  });
});

describe("a page's author", () => {
  it.each<[string, string, string, string | undefined]>([
    [
      "is JSON-LD's person",
      linked({ "@type": "Article", headline: "x", author: { "@type": "Person", name: "Pella Varga" } }),
      "",
      "Pella Varga",
    ],
    [
      "may be several",
      linked({ "@type": "Article", headline: "x", author: [{ name: "Pella Varga" }, "Jón Örn"] }),
      "",
      "Pella Varga, Jón Örn",
    ],
    [
      "may be named elsewhere in the graph",
      linked([
        { "@id": "#p", name: "Pella Varga" },
        { "@type": "Article", headline: "x", author: { "@id": "#p" } },
      ]),
      "",
      "Pella Varga",
    ],
    ["loses “By” and an address", meta("author", "By Pella Varga (p@gull.example)"), "", "Pella Varga"],
    ["is marked by rel", "", '<a rel="author" href="/p">Pella Varga</a>', "Pella Varga"],
    [
      "is microdata's name",
      "",
      '<span itemprop="author" itemscope>By <b itemprop="name">Pella Varga</b>, Ostwick</span>',
      "Pella Varga",
    ],
    ["is in the byline", "", '<div class="c-byline">By Pella Varga</div>', "Pella Varga"],
    ["is not the site", property("og:site_name", "The Gull") + meta("author", "The Gull"), "", undefined],
    ["is not an account", meta("author", "admin"), "", undefined],
    ["is not an address", property("article:author", "https://social.example/pella"), "", undefined],
    ["is not nobody", meta("author", "Staff"), "", undefined],
  ])("%s", (_, head, body, author) => {
    expect(read(head, body).author?.value).toBe(author);
  });
});

it("a page's language, place, sections, tags, summary and address are read", () => {
  const fields = fieldsOf(
    pageOf(
      fromHtml(
        `<html lang="en-GB"><head><link rel="canonical" href="https://gull.example/a?x=1#top">${property("og:url", "https://gull.example/")}${property("article:section", "News")}${property("article:tag", "Boats")}${meta("keywords", "boats, Trams")}${meta("description", "A &amp; B")}${meta("geo.placename", "Ostwick")}${property("og:locale", "en_US")}</head>`,
      ),
    ),
  );
  expect(fields).toMatchObject({
    language: { state: "given", value: "en-GB" },
    place: { value: "Ostwick" },
    tags: ["News", "Boats", "Trams"],
    givenSummary: "A & B",
    link: "https://gull.example/a?x=1",
  });
});

it.each([
  ["og:url", property("og:url", "https://gull.example/a"), "https://gull.example/a"],
  [
    "JSON-LD",
    linked({ "@type": "Article", mainEntityOfPage: { "@id": "https://gull.example/a" } }),
    "https://gull.example/a",
  ],
  [
    "the comment a browser leaves",
    "<!-- saved from url=(0022)https://gull.example/a -->",
    "https://gull.example/a",
  ],
  [
    "the comment SingleFile leaves",
    "<!--\n Page saved with SingleFile \n url: https://gull.example/a \n saved date: x-->",
    "https://gull.example/a",
  ],
  ["nothing that runs", '<link rel="canonical" href="javascript:alert(1)">', null],
  ["nothing with a password", '<link rel="canonical" href="https://u:p@gull.example/a">', null],
])("where the page stood is read from %s", (_, head, link) => {
  expect(read(head).link).toBe(link);
});

describe("JSON-LD that means harm, or is merely broken, is passed over", () => {
  const title = "<title>Boats are back</title>";
  it.each<[string, string]>([
    ["no JSON", "{"],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["a hundred thousand levels", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    ["a million nodes", JSON.stringify(Array.from({ length: 100_000 }, () => ({ "@type": "Article" })))],
    [
      "a prototype",
      '{"__proto__": {"@type": "Article", "headline": "Evil"}, "@type": "Article", "constructor": 1}',
    ],
    ["a headline that is an object", '{"@type": "Article", "headline": {"@type": {}}, "author": [[["x"]]]}'],
    ["an author who is himself", '{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}}'],
  ])("%s", (_, script) => {
    const before = cpuMs();
    const fields = read(`${title}<script type="application/ld+json">${script}</script>`);
    expect(cpuMs() - before).toBeLessThan(1_500);
    expect(fields.title?.value).toBe("Boats are back");
    expect(fields.author).toBeNull();
  });

  it("but line breaks in strings and comment wrappers are forgiven", () => {
    const fields = read(
      '<script type="application/ld+json">//<![CDATA[\n{"@type":"Article","headline":"Boats are\nback",}\n//]]></script><script type="application/ld+json">/* */</script>',
    );
    expect(fields.title).toBeNull();
    const good = read(
      '<script type="application/ld+json">//<![CDATA[\n{"@type":"Article","headline":"Boats are\nback"};\n//]]></script>',
    );
    expect(good.title?.value).toBe("Boats are back");
  });
});

it("no values make it fail, and what it says has a reason and an honest confidence", () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom("2026-03-04", "Pella Varga", "https://x.example/a", "en", "The Gull | x"),
  );
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(
          "headline",
          "author",
          "datePublished",
          "inLanguage",
          "publisher",
          "keywords",
          "url",
          "articleSection",
        ),
        fc.oneof(words, fc.array(words), fc.record({ name: words })),
      ),
      words,
      (node, title) => {
        const escaped = JSON.stringify({ "@type": "Article", ...node }).replace(/</g, "\\u003c");
        const fields = read(
          `<script type="application/ld+json">${escaped}</script><title>${title.replace(/</g, "&lt;")}</title>`,
        );
        for (const finding of [fields.title, fields.date, fields.author, fields.language]) {
          if (finding == null) continue;
          expect(finding.because).toMatch(/^the page|^its/);
          if (finding.state === "inferred") expect(finding.confidence).toBeLessThan(1);
        }
      },
    ),
    { numRuns: 200 },
  );
});
