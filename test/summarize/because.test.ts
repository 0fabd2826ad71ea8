import { expect, it } from "vitest";
import { becauseOf } from "../../src/summarize/because.ts";
import { extract } from "../../src/summarize/extract.ts";
import { articleOf } from "../ingest/reading.ts";

it("each chosen sentence says why it was chosen, and how it ranks by itself", async () => {
  const article = await articleOf(
    "a.txt",
    [
      "The harbour office of Ostwick will let the ferry to the islands sail again in spring.",
      "The ferry stopped six years ago, when a bridge to the islands opened.",
      "The bridge has been closed since a storm in autumn, and the islands have waited for a ferry since.",
      "Children made flags at school.",
      "The harbour office has bought two boats for the ferry line, the harbour master said.",
      "Tickets will be sold from May.",
    ].join(" "),
  );
  const { sentences } = await extract.summarize(article, { maxSentences: 3 });
  const reasons = becauseOf(article, sentences);
  expect(reasons).toHaveLength(sentences.length);
  expect(reasons[0]?.because).toContain("opens the article");
  for (const { because, rank, of } of reasons) {
    expect(because).not.toBe("");
    expect(rank).toBeLessThanOrEqual(of);
  }
  expect(becauseOf(article, [{ start: 1, end: 2 }])).toEqual([]);
});
