import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { markdown } from "../../../src/ingest/formats/markdown.ts";
import { articleOf, readingOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

describe("Markdown with front matter", async () => {
  const source = await readFile(new URL("../../fixtures/articles/front-matter.md", import.meta.url), "utf8");
  const article = await articleOf("2025-01-01-old-name.md", source);

  it("is believed before anything else", () => {
    expect(article.title).toMatchObject({ state: "given", value: "Night trains: slow, full, and back" });
    expect(article.date).toMatchObject({
      state: "given",
      value: { precision: "instant", at: new Date("2026-03-05T05:30:00Z") },
    });
    expect(article.author).toMatchObject({ state: "given", value: "Pella Varga, Jón Örn" });
    expect(article.language).toMatchObject({ state: "given", value: "en-GB" });
    expect(article.tags).toEqual(["rail", "travel"]);
  });

  it("shows its title once, and no script at all", () => {
    expect(article.html).not.toMatch(/slow, full|script|alert/);
    expect(article.html).toContain("<strong>nine</strong>");
    expect(textsOf(article, "title")).toEqual(["Night trains: slow, full, and back"]);
  });

  it("reads as plain text without footnote marks", () => {
    expect(textsOf(article, "paragraph")).toEqual([
      "The sleeper leaves at nine and nobody sleeps. It is full until June.",
    ]);
    expect(textsOf(article, "quote")).toEqual(["We sold out in a day."]);
    expect(textsOf(article, "list").slice(0, 2)).toEqual(["berths", "seats"]);
  });

  it("knows where in the file each block stands", () => {
    const paragraph = article.blocks.find(({ kind }) => kind === "paragraph");
    expect(source.slice(paragraph?.source.start, paragraph?.source.end)).toBe(
      "The sleeper leaves at **nine** and nobody sleeps[^1]. It is full until June.",
    );
  });
});

describe("front matter that cannot be trusted", () => {
  it.each([
    ["does not parse", "title: [a\nb: c", /line [234].*correct it/],
    ["is never closed", "title: x\n", null],
    ["has an alias", "a: &x 1\ntitle: *x", /anchors or aliases|alias/],
    ["has a tag of its own", "title: !!js/function 'x'", /line 2/],
    ["is deep", "a: {b: {c: {d: {e: 1}}}}", /nested more than 4 deep/],
    ["has a title that is a list", "date: 2026-01-01\ntitle: [a, b]", /line 3.*“title”.*one line of text/],
    ["is a list", "- a\n- b", /key: value/],
  ])("is refused with the way out when it %s", async (_, yaml, reason) => {
    const closed = reason == null ? "" : "\n---\n";
    const { articles, skipped } = await readingOf({
      "a.md": `---\n${yaml}${closed}\nSome words of an article.`,
      "b.md": "A good article is here.",
    });
    expect(articles.map(({ path }) => path)).toEqual(["b.md"]);
    expect(skipped[0]?.reason).toMatch(reason ?? /line 1.*add a line ---/);
  });

  it("reaches no prototype", async () => {
    const article = await articleOf(
      "a.md",
      "---\n__proto__:\n  draft: true\nconstructor: x\n---\nSome words of an article.",
    );
    expect(article.draft).toBe(false);
    expect(({} as { draft?: boolean }).draft).toBeUndefined();
  });

  it("falls back when its date is on no calendar, and says so", async () => {
    const article = await articleOf("a.md", "---\ndate: 2026-02-30\n---\nSome words of an article.");
    expect(article.date).toMatchObject({ state: "inferred", confidence: 0.3 });
    expect(article.date.because).toContain("“2026-02-30”");
  });
});

it("a file may open with a rule instead of front matter", async () => {
  const article = await articleOf("a.md", "---\n\nSome words of an article.");
  expect(article.html).toContain("Some words of an article.");
});

it("the first heading is the title, and a heading in the middle is not", async () => {
  expect((await articleOf("a.md", "# One **bold** title\n\nSome words of an article.")).title.value).toBe(
    "One bold title",
  );
  expect((await articleOf("a.md", "Nobody came to the fair.\n\n## Later\n\nIt rained.")).title.value).toBe(
    "Nobody came to the fair",
  );
});

it("links to nowhere keep their words, and pictures that are not published their description", async () => {
  const article = await articleOf(
    "a.md",
    "See [the plan](plan.pdf) and [the map](https://example.org/m).\n\n![Two boats](boats.png)",
  );
  expect(article.html).toBe(
    '<p>See the plan and <a href="https://example.org/m">the map</a>.</p>\n<p>Two boats</p>',
  );
});

it("CommonMark and GFM are read: tables, task lists, strike-through, footnotes, bare addresses, references", async () => {
  const article = await articleOf(
    "a.md",
    "Some ~~old~~ words at https://example.org/a and [a plan][p].\n\n| Day | Boats |\n|---|---:|\n| Monday | 2 |\n\n- [x] done\n- [ ] not yet\n\n```js\nlet x = 1;\n```\n\n[p]: https://example.org/p 'Plan'",
  );
  expect(article.html).toContain(
    '<p>Some <del>old</del> words at <a href="https://example.org/a">https://example.org/a</a> and <a href="https://example.org/p">a plan</a>.</p>',
  );
  expect(textsOf(article, "table")).toEqual(["Day\tBoats\nMonday\t2"]);
  expect(textsOf(article, "list")).toEqual(["done", "not yet"]);
  expect(textsOf(article, "code")).toEqual(["let x = 1;"]);
});

it.each([
  ["two hundred thousand words", "word ".repeat(60_000)],
  ["ten thousand list items", "- a word\n".repeat(10_000)],
  ["a quotation a thousandfold", `${">".repeat(1_000)} a few words here`],
])("%s are flattened, quickly, and the notes say so", async (_, source) => {
  const before = cpuMs();
  const article = await articleOf("a.md", `Some words of an article.\n\n${source}`);
  expect(cpuMs() - before).toBeLessThan(3_000);
  expect(article.notes.join(" ")).toContain("only its words were kept");
});

it.each([
  ["brackets", "[".repeat(1_900)],
  ["pictures in pictures", "![".repeat(900)],
  ["emphasis", "*a **b ".repeat(20_000)],
  ["back ticks", Array.from({ length: 600 }, (_, i) => "`".repeat(i % 90)).join(" a ")],
  ["entities", "&amp;".repeat(30_000)],
  ["references", "[a]: b\n".repeat(10_000)],
  ["tables", `|${"a|".repeat(2_000)}\n|${"-|".repeat(2_000)}\n${"|a\n".repeat(500)}`],
  ["footnotes", Array.from({ length: 1_500 }, (_, i) => `[^${i}]`).join(" ")],
  ["open HTML", "<div><p>".repeat(100)],
  ["open comments", "<!-- ".repeat(20_000)],
  ["wiki links", "[[a|".repeat(10_000)],
  ["addresses", "https://a.b/".repeat(10_000)],
  ["addresses of mail", "a@b.".repeat(20_000)],
  ["headings", "# a\n".repeat(10_000)],
  ["rules and lists", "- - - - a\n".repeat(300)],
])("hostile Markdown of %s takes bounded time", async (_, source) => {
  const before = cpuMs();
  const { articles, skipped } = await readingOf({ "a.md": `Some words of an article.\n\n${source}` });
  expect(cpuMs() - before).toBeLessThan(4_000);
  expect(skipped[0]?.reason ?? "").not.toContain("please report");
  expect(articles.length + skipped.length).toBe(1);
});

it("whatever is written, blocks are in order, do not overlap and stay in text and file", () => {
  const parts = fc.constantFrom(
    "# a b\n",
    "words here ",
    "\n\n",
    "- item\n",
    "> quote\n",
    "```\ncode\n```\n",
    "<div>",
    "</div>",
    "<p>",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "[x](y) ",
    "![p](q.png)",
    "<!-- ",
    "-->",
    "[^1]",
    "\n[^1]: note\n",
    "---\n",
    "\t",
    "[[w]]",
    "<table><b>",
    "1. x\n",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (all) => {
      const source = `Some words of an article.\n\n${all.join("")}`;
      const { text, blocks } = markdown.draft(source, defaultLimits);
      let last = 0;
      for (const { start, end, source: own } of blocks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(own.start).toBeGreaterThanOrEqual(0);
        expect(own.end).toBeGreaterThan(own.start);
        expect(own.end).toBeLessThanOrEqual(source.length);
        last = end;
      }
    }),
    { numRuns: 300 },
  );
});

it("what was lost in reading is told once, in the notes", async () => {
  const article = await articleOf("a.md", `Some words of an article.\n\n${"> ".repeat(40)}deep`);
  expect(article.notes).toEqual([expect.stringContaining("only its words were kept")]);
  expect(article.title.because).not.toContain("only its words were kept");
});

it("a comment of Obsidian's is for its author alone, and two signs in code are two signs", async () => {
  const article = await articleOf(
    "a.md",
    "# Ferry\n\nThe ferry is back %%ask Lind about the price%% after six years.\n\n%%\nA private\nparagraph.\n%%\n\nIt uses `%%a%%` and grew by 50%% in a year, 20%% in another.\n\n```\n%%code%%\n```\n",
  );
  for (const text of [article.text, article.html]) {
    expect(text).not.toMatch(/ask Lind|private/i);
    expect(text).toContain("%%a%%");
    expect(text).toContain("%%code%%");
    expect(text).toContain("50%% in a year, 20%%");
  }
});

describe("Markdown nested to do harm", () => {
  it.each([
    ["quotations", "> ".repeat(2_000)],
    ["quotations thirty deep, again and again", `${"> ".repeat(30)}x\n\n`.repeat(200)],
    ["lists in quotations", "- > ".repeat(2_000)],
    ["numbered lists in quotations", "1. > > ".repeat(2_000)],
    ["brackets that nothing closes", "> [".repeat(4_000)],
  ])("such as %s is read as words, in no time", async (_, nested) => {
    const start = cpuMs();
    const article = await articleOf(
      "a.md",
      `The ferry sails again in spring, says the harbour.\n\n${nested}x`,
    );
    expect(cpuMs() - start).toBeLessThan(1_000);
    expect(article.text).toContain("The ferry sails again");
    expect(article.notes.join()).toContain("only its words were kept");
  });

  it("does not touch quotations people write, nor rules", async () => {
    const mail = "> > > said Ada\n\n".repeat(100);
    const { html } = await articleOf(
      "a.md",
      `Some words of an article.\n\n${mail}- - - - - - - - - - - - - -\n`,
    );
    expect(html).toContain("<blockquote>");
    expect(html).toContain("<hr");
  });
});

it("Obsidian's ==marked== words are words", async () => {
  const { text } = await articleOf(
    "a.md",
    "The ==old ferry== sails; `a ==b== c` and 1 == 2 and x==y==z stay.",
  );
  expect(text).toBe("The old ferry sails; a ==b== c and 1 == 2 and x==y==z stay.");
});
