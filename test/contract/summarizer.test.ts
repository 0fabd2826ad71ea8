import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Article, given, unknown } from "../../src/domain/article.ts";
import { receiptsHold } from "../../src/domain/summary.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { summarizers } from "../../src/summarize/index.ts";
import { wordsOf } from "../../src/summarize/words.ts";

function articleFrom(text: string, language: string | null): Article {
  const draft = plainText.draft(text, defaultLimits);
  return {
    path: "a.txt",
    hash: "",
    text: draft.text,
    blocks: draft.blocks,
    title: given("A title", "the test says so"),
    date: unknown("no date"),
    author: unknown("no author"),
    language: language == null ? unknown("no language") : given(language, "the test says so"),
    place: { state: "unknown", because: "" },
    tags: [],
    link: null,
    origin: null,
    images: [],
    reading: "",
    givenSummary: null,
    correction: null,
    html: "",
    draft: false,
    notes: [],
  };
}

const sentence = fc.constantFrom(
  "The ferry is back.",
  "But he said no.",
  "“We sail at nine,” she told the crowd of four.",
  "Mr. Lind left.",
  "It rose 3.5 percent in May.",
  "The harbour office of Ostwick, which nobody had asked, said the pier would close for good.",
  "船来了。",
  "وصل القطار.",
  "KYIV, May 1 (AP) — The",
  "Read more: Boats",
  "— A B (@ab) May 1, 2026",
  "\n",
  "\n\n",
  "- item",
  "…",
  "\ud83d",
);
const articles = fc.record({
  parts: fc.array(sentence, { maxLength: 60 }),
  language: fc.constantFrom("en", "zh", "ar", null, "not a tag"),
});

describe.each(Object.entries(summarizers))("the summarizer “%s”", (_, summarizer) => {
  it("is faithful, bounded, in order and whole, whatever the article", async () => {
    await fc.assert(
      fc.asyncProperty(articles, fc.integer({ min: 1, max: 80 }), async ({ parts, language }, maxWords) => {
        const article = articleFrom(parts.join(" "), language);
        const summary = await summarizer.summarize(article, { maxWords });
        expect(receiptsHold(summary, article.text)).toBe(true);
        let end = 0;
        for (const chosen of summary.sentences) {
          expect(chosen.start).toBeGreaterThanOrEqual(end);
          end = chosen.end;
          expect(article.blocks.some((block) => block.start <= chosen.start && chosen.end <= block.end)).toBe(
            true,
          );
        }
        const length = wordsOf(summary.text, language === "not a tag" ? "en" : (language ?? "en")).length;
        expect(length).toBeLessThanOrEqual(maxWords);
        const usable = article.blocks.filter(
          ({ kind }) => !["embed", "boilerplate", "byline", "dateline"].includes(kind),
        );
        const words = usable.map((block) => article.text.slice(block.start, block.end)).join(" ");
        expect(summary.sentences.length > 0).toBe(/[\p{L}\p{N}]/u.test(words));
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every limit at once, in words, sentences and characters, whoever counts", async () => {
    const limits = fc.record(
      {
        maxWords: fc.integer({ min: 1, max: 60 }),
        maxSentences: fc.integer({ min: 1, max: 8 }),
        maxChars: fc.integer({ min: 1, max: 400 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(articles, limits, async ({ parts, language }, limit) => {
        const article = articleFrom(parts.join(" "), language);
        const { text, sentences } = await summarizer.summarize(article, limit);
        expect(text.length).toBeLessThanOrEqual(limit.maxChars ?? Number.POSITIVE_INFINITY);
        expect(sentences.length).toBeLessThanOrEqual(limit.maxSentences ?? Number.POSITIVE_INFINITY);
        expect(text.match(/\S+/gu)?.length ?? 0).toBeLessThanOrEqual(
          limit.maxWords ?? Number.POSITIVE_INFINITY,
        );
        if (Object.keys(limit).length === 0) expect(sentences.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 300 },
    );
  });

  it("takes any text at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 600 }), async (text) => {
        const article = articleFrom(text, null);
        const summary = await summarizer.summarize(article, { maxSentences: 3 });
        expect(receiptsHold(summary, article.text, article.hash)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("is done with a megabyte in two seconds", async () => {
    const line =
      "The ferry of Ostwick sails to the islands again, and “nobody is glad,” the harbour master said. ";
    const article = articleFrom(line.repeat(10_000), "en");
    const begun = performance.now();
    await summarizer.summarize(article, { maxWords: 400 });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it("gives the same summary for the same article", async () => {
    const article = articleFrom(
      "The ferry is back. Nobody believed it. The pier is full. It rains in Ostwick.",
      "en",
    );
    const [a, b] = [
      await summarizer.summarize(article, { maxWords: 9 }),
      await summarizer.summarize(article, { maxWords: 9 }),
    ];
    expect(a).toEqual(b);
  });
});
