import { describe, expect, it } from "vitest";
import { docxOf, wordParagraph } from "../../fixtures/files/office.ts";
import { pngOf } from "../../fixtures/files/pictures.ts";
import { readingOf } from "../reading.ts";

const lede = "The ferry is back after six years, and nobody on the quay believed it.";

describe("a sidecar", () => {
  it("wins over all that the file beside it says", async () => {
    const { articles, skipped } = await readingOf({
      "a/boats.md": `---\ntitle: Old\nauthor: Nobody Known\ntags: [old]\ndate: 2020-01-01\n---\n${lede}`,
      "a/boats.yaml":
        "title: The ferry comes home\nauthor: Pella Varga\ndate: 2026-03-04\ntags: boats, ferries\nplace: Ostwick\nlang: en-GB\nlink: https://gull.example/ferry\nsummary: It is back.\ncorrection: The ferry is 90 m long, not 80 m.\ncover: p.png\n",
      "a/p.png": pngOf(20, 10),
    });
    expect(skipped).toEqual([]);
    expect(articles).toHaveLength(1);
    expect(articles[0]).toMatchObject({
      title: {
        state: "given",
        value: "The ferry comes home",
        because: "its sidecar boats.yaml states the title",
      },
      author: { state: "given", value: "Pella Varga" },
      date: { state: "given", value: { precision: "day", day: "2026-03-04" } },
      place: { state: "given", value: "Ostwick" },
      language: { value: "en-GB" },
      tags: ["boats", "ferries"],
      link: "https://gull.example/ferry",
      givenSummary: "It is back.",
      images: [{ path: "a/p.png" }],
    });
    expect(articles[0]?.html).toBe(`<p>${lede}</p>`);
    expect(articles[0]?.correction).toBe("The ferry is 90 m long, not 80 m.");
  });

  it("leaves what it does not mention", async () => {
    const { articles } = await readingOf({
      "boats.md": `---\ntitle: The ferry\ndraft: true\ntags: [old]\n---\n${lede}`,
      "boats.yml": "author: Pella Varga\n",
    });
    expect(articles[0]).toMatchObject({ title: { value: "The ferry" }, draft: true, tags: ["old"] });
  });

  it("may publish a draft and hold back an article", async () => {
    const files = {
      "a.md": `---\ndraft: true\n---\n${lede}`,
      "a.yaml": "draft: false",
      "b.txt": lede,
      "b.yaml": "published: false",
    };
    const { articles } = await readingOf(files);
    expect(articles.map(({ draft }) => draft)).toEqual([false, true]);
  });

  it("serves files that cannot carry front matter, and every file of its name", async () => {
    const { articles } = await readingOf({
      "a.docx": docxOf(wordParagraph(lede)),
      "a.txt": lede,
      "a.yaml": "title: The ferry comes home",
    });
    expect(articles.map(({ title }) => title.value)).toEqual([
      "The ferry comes home",
      "The ferry comes home",
    ]);
  });

  it("without an article is named", async () => {
    const { articles, skipped } = await readingOf({
      "a.txt": lede,
      "b.yaml": "title: x",
      "c/a.yml": "title: x",
    });
    expect(articles).toHaveLength(1);
    expect(skipped).toEqual([
      { path: "b.yaml", reason: expect.stringContaining("no article of the same name") as string },
      { path: "c/a.yml", reason: expect.stringContaining("no article of the same name") as string },
    ]);
  });

  it("beside another one is named, and the first is used", async () => {
    const { articles, skipped } = await readingOf({
      "a.txt": lede,
      "a.yaml": "title: One",
      "a.yml": "title: Two",
    });
    expect(articles[0]?.title.value).toBe("One");
    expect(skipped[0]).toEqual({
      path: "a.yml",
      reason: expect.stringContaining("a.yaml is the sidecar") as string,
    });
  });

  it.each([
    ["does not parse", "title: [a\nb: c", /^its sidecar a\.yaml does not parse \(line [12]:/],
    ["has a field of the wrong kind", "lang: en\ntitle: [a, b]", /^its sidecar a\.yaml \(line 2\): “title”/],
    ["is a list", "- a\n- b", /^its sidecar a\.yaml is no list/],
    ["has aliases", "a: &x 1\ntitle: *x", /^its sidecar a\.yaml uses anchors or aliases/],
    ["is too long", `title: ${"x".repeat(70_000)}`, /^its sidecar a\.yaml has 70007 characters/],
    ["is a picture", pngOf(2, 2), /^its sidecar a\.yaml: its content is a PNG/],
    ["is enormous", "#".repeat(6_000_000), /^its sidecar a\.yaml: it has 6000000 bytes/],
  ])("that %s keeps its article back, by file and line, and no other", async (_, content, reason) => {
    const { articles, skipped } = await readingOf({ "a.txt": lede, "a.yaml": content, "b.txt": lede });
    expect(articles.map(({ path }) => path)).toEqual(["b.txt"]);
    expect(skipped).toEqual([{ path: "a.txt", reason: expect.stringMatching(reason) as string }]);
  });
});
