import { describe, expect, test } from "vitest";
import { understandText } from "../../src/ingest/single.ts";
import type { Article } from "../../src/domain/article.ts";
import type { Summary } from "../../src/domain/summary.ts";
import { extract } from "../../src/summarize/extract.ts";
import { highlightsOf } from "../../src/summarize/highlights.ts";

function articleOf(text: string): Article {
  const single = understandText(text);
  if ("unusable" in single) throw new Error(single.unusable);
  return { ...single.article, path: "ferry.txt", hash: "0".repeat(64), reading: "" };
}
const summaryOf = (article: Article): Promise<Summary> =>
  extract.summarize(article, { maxSentences: 3, maxWords: 80 });

const ferry = `The night ferry to Westholm sails again

The night ferry to Westholm sails again from Friday, four years after the line was given up. The city pays 2.4 million a year for it.

It sells the parking lot at the old quay to find the money. A court decides in March whether the lot was the city's to sell.

Each of the two ferries carries 310 passengers and forty cars, a third of what the old ones did. The crossing takes nine hours, while the train takes fourteen and changes three times.

"A harbour without a night boat is a pond with a fence," said Jonas Brandt, who heads the port authority. "We are glad," he added.

Tickets cost 49 at the counter and 39 for those who live in either town. Does anybody want to sleep on a ship? The last line was given up when fuel had doubled in price within a year.

Shopkeepers near the quay fear for the customers who parked there until now. The council promised them a tram stop by the end of next year.`;

describe("what an article says besides its summary", () => {
  test("is whole sentences of its own, to the letter, in its order, and none of the summary's", async () => {
    const article = articleOf(ferry);
    const summary = await summaryOf(article);
    const points = highlightsOf(article, summary)?.points ?? [];
    expect(points.length).toBe(3);
    const places = points.map((point) => article.text.indexOf(point));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const point of points) {
      expect(summary.text).not.toContain(point);
      expect(point).toMatch(/\.$/);
      expect(point).not.toMatch(/^(?:It|"|Does)/);
    }
  });

  test("has a quotation where somebody is named who said it", async () => {
    const article = articleOf(ferry);
    expect(highlightsOf(article, await summaryOf(article))?.quote).toEqual({
      text: '"A harbour without a night boat is a pond with a fence"',
      by: "said Jonas Brandt, who heads the port authority",
    });
  });

  test.each([
    [
      "nobody is named",
      (text: string) => text.replace("said Jonas Brandt, who heads the port authority", "he said"),
    ],
    ["nothing is said of it", (text: string) => text.replace("said Jonas", "by Jonas")],
    [
      "it goes on in the next sentence",
      (text: string) =>
        text.replace('fence," said', "fence, said").replace("authority.", 'authority. And more of it."'),
    ],
  ])("has none where %s", async (_, change) => {
    const article = articleOf(change(ferry));
    expect(highlightsOf(article, await summaryOf(article))?.quote ?? null).toBeNull();
  });

  test("says nothing that an author's own summary has said, nor the quotation twice", () => {
    const article = articleOf(ferry);
    const text =
      "Ferries carry 310 passengers and forty cars, a third of the old ones; the crossing takes nine hours, the train fourteen.";
    const found = highlightsOf(article, { method: "given", text, sentences: [] });
    const said = [...(found?.points ?? []), found?.quote?.text ?? ""].join("\n");
    expect(said).not.toMatch(/310|nine hours/);
    expect(said.split("pond with a fence").length).toBe(2);
  });

  test("is nothing where the summary is most of the article", async () => {
    const article = articleOf(ferry.split("\n\n").slice(0, 3).join("\n\n"));
    expect(highlightsOf(article, await summaryOf(article))).toBeNull();
  });

  test("takes nothing from posts and furniture", async () => {
    const furniture =
      "This article is for information only and is no investment advice of any kind whatsoever.";
    const article = articleOf(
      `${ferry}\n\nDisclaimer: ${furniture}\n\nSign up for our newsletter to get the best ferries in your inbox every week.`,
    );
    const found = highlightsOf(article, await summaryOf(article));
    expect(found?.points.join(" ")).not.toMatch(/advice|newsletter/);
  });
});
