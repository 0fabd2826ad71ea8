import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { articleOf, readingOf, textsOf } from "../reading.ts";

describe("a whole page", async () => {
  const source = await readFile(new URL("../../fixtures/articles/whole-page.html", import.meta.url), "utf8");
  const article = await articleOf("page.html", source);

  it("states title, date, author, language and summary in its head", () => {
    expect(article.title).toMatchObject({ state: "given", value: "Die Fähre kommt zurück" });
    expect(article.date).toMatchObject({ state: "given", value: { at: new Date("2026-03-04T08:00:00Z") } });
    expect(article.author).toMatchObject({ value: "Pella Varga" });
    expect(article.language).toMatchObject({ value: "de" });
    expect(article.givenSummary).toBe("Im Frühjahr fährt sie wieder.");
  });

  it("gives its article and nothing around it, held to the allow-list", () => {
    expect(article.html.trim()).toMatch(
      /^<p>Sie fährt ab dem 1\. April, sagt Dr\. Bauer\. Mehr weiß er noch <a href="https:\/\/example\.org\/plan">nicht<\/a>\.<\/p>/,
    );
    expect(article.html).not.toMatch(/onclick|class|javascript|iframe|Impressum|Start|boot\.jpg/);
  });

  it("knows where in the file each block stands", () => {
    const paragraph = article.blocks.find(({ kind }) => kind === "paragraph");
    expect(source.slice(paragraph?.source.start, paragraph?.source.end)).toMatch(/^<p onclick.*<\/p>$/);
  });
});

it("the site's name is no part of a title taken from <title>", async () => {
  const article = await articleOf(
    "a.html",
    "<title>The long way home | The Gull</title><p>Some words of an article.</p>",
  );
  expect(article.title.value).toBe("The long way home");
});

it("the byline in a header that is dropped is read all the same", async () => {
  const header = '<header><h1>Boats</h1><p class="byline">By Pella Varga</p></header>';
  const article = await articleOf("a.html", `${header}<main><p>Some words of an article.</p></main>`);
  expect(article.author).toMatchObject({ state: "inferred", value: "Pella Varga" });
  expect(article.html).toBe("<p>Some words of an article.</p>");
});

it("a fragment is enough, loose words and all", async () => {
  const article = await articleOf(
    "a.html",
    "Loose words of an article<div>and more of them<br>here</div><pre>a  b</pre>",
  );
  expect(textsOf(article, "paragraph")).toEqual(["Loose words of an article", "and more of them\nhere"]);
  expect(textsOf(article, "code")).toEqual(["a  b"]);
});

it("a pasted post inside a quotation is an embed", async () => {
  const post =
    '<blockquote class="twitter-tweet"><p>Boats!</p>— P. Varga (@pv) <a href="https://x.com/1">March 3, 2026</a></blockquote>';
  const article = await articleOf("a.html", `<p>Some words of an article.</p>${post}`);
  expect(textsOf(article, "embed")).toHaveLength(1);
  expect(textsOf(article, "quote")).toEqual([]);
});

it.each([
  ["ten thousand nested elements", "<div>".repeat(10_000)],
  ["sixty thousand elements", "<b></b>".repeat(60_000)],
])("%s are flattened to text", async (_, markup) => {
  const article = await articleOf("a.html", `${markup}<p>Some words <b>of</b> an article.</p>`);
  expect(article.html).toContain("<p>Some words of an article.</p>");
});

it("a character reference cannot bring back what decoding removes", async () => {
  const article = await articleOf("a.html", "<p>Some words&#x8;&#xFFFF;&#xE0041; of an article&#xD800;.</p>");
  expect(article.html).toMatch(/^<p>Some words of an article\uFFFD?\.<\/p>$/);
});

it("a page too large to be parsed keeps what its head states, and says what was lost", async () => {
  const head =
    '<head><title>The ferry is back | The Gull</title><meta name="author" content="Pella Varga"></head>';
  const article = await articleOf(
    "a.html",
    `${head}<body>${"<b></b>".repeat(60_000)}<p>Some words of an article.</p>`,
  );
  expect(article.title.value).toBe("The ferry is back");
  expect(article.author).toMatchObject({ value: "Pella Varga" });
  expect(article.notes.join(" ")).toContain("only its words were kept");
});

it("pages carry lines of any length", async () => {
  const article = await articleOf(
    "a.html",
    `<script>${"x".repeat(1_500_000)}</script><p>Some words of an article.</p>`,
  );
  expect(article.text).toBe("Some words of an article.");
});

it("a page of ten megabytes is refused by its size", async () => {
  const { skipped } = await readingOf({ "a.html": "a".repeat(10_000_000) });
  expect(skipped[0]?.reason).toContain("10000000 bytes");
});

describe("the language a page states", () => {
  const german =
    "Die alte Fähre fährt im Frühjahr wieder, sagte das Hafenamt am Mittwoch. Niemand im Dorf glaubt, dass die Brücke vor der nächsten Wahl fertig wird. ";
  const page = (words: string, lang = "en-US"): string =>
    `<html lang="${lang}"><body><p>${words}</p></body></html>`;

  it("gives way to what its words plainly are, and becomes the alternative", async () => {
    const { language } = await articleOf("a.html", page(german.repeat(6)));
    expect(language).toMatchObject({ state: "inferred", value: "de", alternatives: [{ value: "en-US" }] });
    expect(language.because).toContain("whatever the page states (en-US)");
  });
  it("is believed of a short text", async () => {
    const { language } = await articleOf("a.html", page(german));
    expect(language).toMatchObject({ state: "given", value: "en-US" });
  });
  it("is believed where it is only another name or a near relation", async () => {
    for (const lang of ["de-AT", "de"])
      expect((await articleOf("a.html", page(german.repeat(6), lang))).language).toMatchObject({
        state: "given",
        value: lang,
      });
  });
  it("wins over words when an author states it in front matter", async () => {
    const { language } = await articleOf("a.md", `---\nlang: en\n---\n${german.repeat(6)}`);
    expect(language).toMatchObject({ state: "given", value: "en" });
  });
});

it("whatever stands in a figcaption is a caption", async () => {
  const words = "The old ferry will sail again in spring, the harbour office said.";
  const captions = ["The quay", "<p>The quay</p>", "<h4>The quay</h4>", "<ul><li>The quay</li></ul>"];
  for (const inner of captions) {
    const article = await articleOf(
      "a.html",
      `<p>${words}</p><figure><img src="a.png"><figcaption>${inner}</figcaption></figure><p>${words}</p>`,
    );
    expect(textsOf(article, "caption")).toEqual(["The quay"]);
  }
});

describe("a small page without landmarks", () => {
  const story =
    "<p>An otter climbed into a boat on Monday and ate the lunch of the fisherman in it.</p><p>Nobody in Ostwick could do anything about it, the council said.</p>";

  it("loses the bars of links above and below its article, and keeps a link in a sentence and a list of works", async () => {
    const works =
      '<ul><li><a href="/a">A long work with a long name of more than thirty letters</a></li><li><a href="/b">B</a></li></ul>';
    const bar = '<div class="x"><a href="/">Home</a> | <a href="/p">Politics</a></div>';
    const article = await articleOf(
      "a.html",
      `<title>Otter</title><body>${bar}<h1>Otter eats lunch</h1>${story}<p>See <a href="/c">the boat</a> and <a href="/d">the otter</a>.</p>${works}${bar}</body>`,
    );
    expect(article.text).not.toMatch(/Home|Politics/);
    expect(article.text).toContain("See the boat and the otter.");
    expect(article.text).toContain("A long work");
  });

  it("that marks its body by microdata is read from there", async () => {
    const article = await articleOf(
      "a.html",
      `<body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Otter eats lunch</h1><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Lena Holt</span></span><div itemprop="articleBody">${story}</div></div></body>`,
    );
    expect([article.title.value, "value" in article.author && article.author.value]).toEqual([
      "Otter eats lunch",
      "Lena Holt",
    ]);
    expect(article.text.trim()).toMatch(/^An otter climbed/);
  });
});
