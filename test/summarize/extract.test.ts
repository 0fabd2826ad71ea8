import { describe, expect, it } from "vitest";
import { receiptsHold } from "../../src/domain/summary.ts";
import { extract } from "../../src/summarize/extract.ts";
import { articleOf } from "../ingest/reading.ts";

const story = [
  "OSTWICK, March 4, 2026 (AP) — The ferry to the outer islands will sail again in spring, the harbour office said on Wednesday.",
  "He was not there. But the crowd on the quay cheered.",
  "The ferry stopped six years ago, when the bridge to the outer islands opened and the harbour office sold two boats.",
  "Read more: The boats of Ostwick harbour and the ferry to the outer islands",
  "The ferry to the outer islands will sail again in spring, the harbour office repeated on Thursday.",
].join("\n");

const council = [
  "The council of Ostwick closed the old swimming pool on Friday after inspectors found cracks in the roof.",
  "“We had no choice. The roof could have come down on a full pool,” said the mayor, Anna Lind.",
  "She promised a new pool within three years.",
  "The old pool was built in 1968 and was used by four schools and two swimming clubs.",
  "Parents of the schools asked the council to pay for buses to the pool in Nordby until a new pool is built.",
  "However, the council has not yet said what a new pool would cost.",
  "The clubs will train in the sea for now.",
].join("\n\n");

const summaryOf = async (text: string, limit: Parameters<typeof extract.summarize>[1]) =>
  extract.summarize(await articleOf("a.txt", text), limit);

describe("a summary", () => {
  it("starts after the dateline, in the article's own words", async () => {
    const { text } = await summaryOf(story, { maxWords: 50 });
    expect(text).toMatch(
      /^The ferry to the outer islands will sail again in spring, the harbour office said/,
    );
  });

  it("starts after a dateline that is glued to its sentence", async () => {
    const { text } = await summaryOf(`Ostwick (CNN)${council}`, { maxSentences: 2 });
    expect(text).toMatch(/^The council of Ostwick closed/);
  });

  it("does not say the same thing twice, and never repeats furniture", async () => {
    const { text } = await summaryOf(story, { maxWords: 60 });
    expect(text).not.toContain("repeated on Thursday");
    expect(text).not.toContain("Read more");
  });

  it("leaves out an invitation that stands among the sentences of one line", async () => {
    const line = council
      .replaceAll("\n\n", " ")
      .replace("She promised", "Read more: Pools of the coast. She promised");
    expect((await summaryOf(line, { maxSentences: 10 })).text).not.toContain("Read more");
  });

  it("of any length has no sentence that hangs in the air", async () => {
    for (let maxSentences = 1; maxSentences <= 7; maxSentences++) {
      const { text } = await summaryOf(council, { maxSentences });
      if (text.includes("She promised")) expect(text).toContain("said the mayor, Anna Lind. She promised");
      if (text.includes("However,")) expect(text).toContain("until a new pool is built. However,");
      expect(text.includes("We had no choice.")).toBe(text.includes("said the mayor"));
    }
  });

  it("is as long as asked for: more sentences where more are asked for", async () => {
    const lengths = await Promise.all(
      [1, 3, 6].map(async (maxSentences) => (await summaryOf(council, { maxSentences })).sentences.length),
    );
    expect(lengths[0]).toBe(1);
    expect(lengths[1]).toBeLessThanOrEqual(3);
    expect(lengths[2]).toBeGreaterThan(lengths[1] ?? 0);
  });

  it("without a limit has at most three sentences", async () => {
    expect((await summaryOf(council, {})).sentences.length).toBeLessThanOrEqual(3);
  });

  it("is never longer than it may be: where no sentence fits, it is the beginning of the shortest", async () => {
    const ferry = "The ferry to the outer islands will sail again. Nobody at all believed it.";
    expect((await summaryOf(ferry, { maxWords: 2 })).text).toBe("Nobody at…");
    expect((await summaryOf(ferry, { maxChars: 12 })).text).toBe("Nobody at…");
    const verse = `${"no stop and no end ".repeat(900)}\n`;
    expect((await summaryOf(verse, { maxWords: 30 })).text.split(" ")).toHaveLength(30);
    expect((await summaryOf("ก".repeat(50_000), { maxWords: 30 })).text.length).toBeLessThan(1300);
  });

  it("that has to be cut ends where a clause ends", async () => {
    const ferry =
      "The ferry to the outer islands will sail again in spring, the harbour office of Ostwick said.";
    expect((await summaryOf(ferry, { maxWords: 13 })).text).toBe(
      "The ferry to the outer islands will sail again in spring…",
    );
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

  it("names the file its receipts count in", async () => {
    const article = await articleOf("a.txt", council);
    const summary = await extract.summarize(article, { maxSentences: 3 });
    expect(summary).toMatchObject({ method: "extract", hash: article.hash });
    expect(receiptsHold(summary, article.text, article.hash)).toBe(true);
    expect(receiptsHold(summary, article.text, "another file")).toBe(false);
  });

  it("of lower-cased text is made of single sentences, too", async () => {
    const { sentences } = await summaryOf(council.replaceAll("\n\n", " ").toLowerCase(), { maxSentences: 2 });
    expect(sentences.length).toBeGreaterThan(0);
    for (const { text } of sentences) expect(text.length).toBeLessThan(130);
  });

  it("has no spaces between Chinese sentences", async () => {
    const { text } = await summaryOf("船明年春天会回来。码头上没有人相信这件事。", { maxWords: 50 });
    expect(text).toBe("船明年春天会回来。码头上没有人相信这件事。");
  });

  it("reads a line broken at the margin as one line, while its receipt keeps the break", async () => {
    const broken =
      "The ferry to the outer islands of Ostwick will\nsail again in the spring of the coming year.\n\nIt is so.";
    const summary = await summaryOf(broken, { maxWords: 20 });
    expect(summary.text).toContain("Ostwick will sail");
    expect(summary.sentences[0]?.text).toContain("Ostwick will\nsail");
  });

  it("of a list alone is made of its items", async () => {
    const article = await articleOf("a.md", "- The ferry sails at nine.\n- The train leaves at ten.");
    const { text } = await extract.summarize(article, { maxWords: 50 });
    expect(text).toBe("The ferry sails at nine. The train leaves at ten.");
  });
});

it("a sentence that fits whole is taken before the beginning of another", async () => {
  const text =
    "The council of Ostwick said on Monday that it would open a new bridge in May, and close the old. Mayor Anna Lind cut the ribbon.";
  for (const maxWords of [6, 7, 12])
    expect(await summaryOf(text, { maxWords })).toMatchObject({ text: "Mayor Anna Lind cut the ribbon." });
});

it("speakers in capitals do not end a sentence with their title", async () => {
  const text =
    "MS. HALL: We will close the plant in May.\nMR. DREW: I regret that very much.\nDR. LEE: It takes ten years.";
  const { sentences } = await summaryOf(text, { maxSentences: 3 });
  for (const sentence of sentences) expect(sentence.text).not.toMatch(/(?:MS|MR|DR)\.$/);
});
