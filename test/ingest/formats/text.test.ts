import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { articleOf, textsOf } from "../reading.ts";

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../../fixtures/articles/${name}`, import.meta.url), "utf8");

describe("a plain text file without any metadata", async () => {
  const source = await fixture("embedded-tweet.txt");
  const article = await articleOf("embedded-tweet.txt", source);

  it("is its own text, and its blocks count in the file", () => {
    expect(article.text).toBe(source);
    for (const block of article.blocks) expect(block.source).toEqual({ start: block.start, end: block.end });
  });

  it("sets a pasted post apart, from its first words to its link", () => {
    const lines = source.split("\n");
    expect(textsOf(article, "embed").join("\n")).toBe(lines.slice(2, 5).join("\n"));
  });

  it("sets the disclaimer apart", () => {
    expect(textsOf(article, "boilerplate")).toEqual([source.split("\n")[6]]);
  });

  it("gets a short title from its first sentence", () => {
    expect(article.title.state).toBe("inferred");
    expect(article.title.value).toMatch(/ayor of Ostwick said (?:the )?old ferry will sail again in spring$/);
  });

  it("is dated by the post, and more surely so as the text names the weekday", () => {
    expect(article.date).toMatchObject({ value: { precision: "day", day: "2026-03-03" }, confidence: 0.8 });
    expect(article.date.because).toContain("3 March 2026, a Tuesday");
  });

  it("has no author, rather than the poster's name", () => {
    expect(article.author.state).toBe("unknown");
  });
});

describe("a plain text file with title line, byline and dateline", async () => {
  const article = await articleOf("f.txt", await fixture("hard-wrapped-with-byline.txt"));

  it("takes title, author and date from them", () => {
    expect(article.title.value).toBe("Ferry returns to Ostwick after six dry years");
    expect(article.author).toMatchObject({ value: "Pella Varga and Jón Örn" });
    expect(article.date).toMatchObject({ value: { precision: "day", day: "2026-03-04" } });
  });

  it("joins lines broken at the margin and splits the dateline off", () => {
    expect(textsOf(article, "dateline")).toEqual(["OSTWICK, March 4, 2026 (AP) —"]);
    expect(textsOf(article, "paragraph")).toHaveLength(2);
    expect(textsOf(article, "paragraph")[0]).toMatch(/^The ferry that.*\n.*\nWednesday\.$/);
  });

  it("leaves the title out of the body", () => {
    expect(article.html).not.toContain("six dry years");
    expect(article.html).toContain(
      "<p>OSTWICK, March 4, 2026 (AP) — The ferry that the bridge was meant to replace",
    );
  });
});

it("markup in a plain text file is text", async () => {
  const article = await articleOf(
    "a.txt",
    "Use <b>bold</b> & <script>alert(1)</script> with great care, always.",
  );
  expect(article.html).toBe(
    "<p>Use &lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt; with great care, always.</p>",
  );
});

it.each([
  ["By the river we walked until the sun went down over the hills.", "unknown"],
  ["By Monday morning", "unknown"],
  ["By Ana Sol, Science Editor", "Ana Sol"],
  ["Von Jana Müller", "Jana Müller"],
  ["بقلم ليلى حداد", "ليلى حداد"],
])("the line “%s” makes the author %s", async (line, expected) => {
  const article = await articleOf(
    "a.txt",
    `A title without an end\n\n${line}\n\nThe text of the article says this and that.`,
  );
  expect(article.author.state === "unknown" ? "unknown" : article.author.value).toBe(expected);
});

describe("a name above the date is the byline, not the title", () => {
  const story = "The old ferry will sail again in spring, the harbour office said on Wednesday.";
  it.each(["JANA BERG", "Jana Berg", "TOVA QUILL"])("%s", async (name) => {
    const article = await articleOf("a.txt", `${name}\n3 November 2026\n\n${story}\n`);
    expect(textsOf(article, "byline")).toEqual([name]);
    expect(article.title.value).not.toBe(name);
    expect(article.author).toMatchObject({
      state: "inferred",
      value: expect.stringMatching(/^[JT]\p{Ll}/u) as string,
    });
  });
  it("but words in capitals that the story repeats are its title", async () => {
    const article = await articleOf("a.txt", `FERRY RETURNS\n3 November 2026\n\n${story}\n`);
    expect(article.title.value).toBe("FERRY RETURNS");
  });
  it("and alone above the story it is a title nobody is sure of", async () => {
    const article = await articleOf("a.txt", `Jane Berg\n\n${story}\n`);
    expect(article.title).toMatchObject({ value: "Jane Berg", confidence: 0.6 });
  });
});

describe("a headline is known by what stands over and under it", () => {
  const story =
    "Bus fares in Ostwick will rise by a tenth in May, the council said. It is the first rise in six years.";

  it.each([
    ["the label of a release", `FOR IMMEDIATE RELEASE\n\nBus fares to rise\n\n${story}`],
    [
      "a menu of seven words",
      `Home\nNews\nSport\nWeather\nTravel\nShop\nContact\n\nBus fares to rise\n\n${story}`,
    ],
    ["a date in numbers, whichever of them is the month", `Bus fares to rise\n03/04/2025\n${story}`],
    ["who put it up, and when", `Bus fares to rise\nPosted by admin on 14/11/2023\n${story}`],
  ])("%s", async (_, source) => {
    expect((await articleOf("a.txt", source)).title).toMatchObject({
      value: "Bus fares to rise",
      confidence: 0.9,
    });
  });

  it("and a dateline with a Portuguese month is none", async () => {
    const article = await articleOf(
      "a.txt",
      "Lisboa, 3 fev 2025 (Lusa) - O governo aprovou hoje o orçamento. A oposição votou contra a proposta.",
    );
    expect(article.title.value).not.toContain("Lusa");
    expect(article.date).toMatchObject({ value: { day: "2025-02-03" } });
  });
});
