import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { articleOf, readingOf, textsOf } from "./reading.ts";

describe("Markdown with front matter", async () => {
  const source = await readFile(new URL("../fixtures/articles/front-matter.md", import.meta.url), "utf8");
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
