import { describe, expect, it } from "vitest";
import { extract } from "../../src/summarize/extract.ts";
import { articleOf } from "../ingest/reading.ts";

const story = [
  "OSTWICK, March 4, 2026 (AP) — The ferry to the outer islands will sail again in spring, the harbour office said on Wednesday.",
  "He was not there. But the crowd on the quay cheered.",
  "The ferry stopped six years ago, when the bridge to the outer islands opened and the harbour office sold two boats.",
  "Read more: The boats of Ostwick harbour and the ferry to the outer islands",
  "The ferry to the outer islands will sail again in spring, the harbour office repeated on Thursday.",
].join("\n");

describe("a summary", () => {
  it("starts after the dateline, in the article's own words", async () => {
    const article = await articleOf("a.txt", story);
    const summary = await extract.summarize(article, { maxWords: 50 });
    expect(summary.text).toMatch(
      /^The ferry to the outer islands will sail again in spring, the harbour office said on Wednesday\./,
    );
  });

  it("does not say the same thing twice, and never repeats furniture", async () => {
    const summary = await extract.summarize(await articleOf("a.txt", story), { maxWords: 60 });
    expect(summary.text).not.toContain("repeated on Thursday");
    expect(summary.text).not.toContain("Read more");
  });

  it("does not open on “But” when what it answers is left out", async () => {
    const summary = await extract.summarize(await articleOf("a.txt", story), { maxWords: 44 });
    expect(summary.text).not.toContain("But the crowd");
    expect(summary.text).toContain("The ferry stopped six years ago");
  });

  it("is never longer than it may be: where no sentence fits, it is the first words of the shortest", async () => {
    const article = await articleOf(
      "a.txt",
      "The ferry to the outer islands will sail again. Nobody at all believed it.",
    );
    expect((await extract.summarize(article, { maxWords: 2 })).text).toBe("Nobody at …");
    const verse = `${"no stop and no end ".repeat(900)}\n`;
    const long = await extract.summarize(await articleOf("b.txt", verse), { maxWords: 30 });
    expect(long.text.split(" ")).toHaveLength(31);
    const thai = await extract.summarize(await articleOf("c.txt", "ก".repeat(50_000)), { maxWords: 30 });
    expect(thai.text.length).toBeLessThan(1300);
  });

  it("is the author's own where there is one", async () => {
    const article = await articleOf(
      "a.md",
      "---\nsummary: Boats are back.\n---\nThe ferry sails again in spring.",
    );
    expect(await extract.summarize(article, { maxWords: 2 })).toEqual({
      method: "given",
      text: "Boats are back.",
      sentences: [],
    });
  });

  it("has no spaces between Chinese sentences", async () => {
    const article = await articleOf("a.txt", "船明年春天会回来。码头上没有人相信这件事。");
    expect((await extract.summarize(article, { maxWords: 50 })).text).toBe(
      "船明年春天会回来。码头上没有人相信这件事。",
    );
  });

  it("reads a line broken at the margin as one line, while its receipt keeps the break", async () => {
    const article = await articleOf(
      "a.txt",
      "The ferry to the outer islands of Ostwick will\nsail again in the spring of the coming year.\n\nIt is so.",
    );
    const summary = await extract.summarize(article, { maxWords: 20 });
    expect(summary.text).toContain("Ostwick will sail");
    expect(summary.sentences[0]?.text).toContain("Ostwick will\nsail");
  });

  it("of a list alone is made of its items", async () => {
    const article = await articleOf("a.md", "- The ferry sails at nine.\n- The train leaves at ten.");
    expect((await extract.summarize(article, { maxWords: 50 })).sentences).toHaveLength(2);
  });
});
