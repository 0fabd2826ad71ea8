import * as fc from "fast-check";
import { expect, it } from "vitest";
import { headlinesOf } from "../../src/ingest/headline.ts";
import { articleOf, readingOf } from "./reading.ts";

it.each([
  [
    "a trailing clause goes",
    "The harbour office said on Tuesday it would close the old pier for good, leaving the fishermen of Ostwick without a place to land their catch.",
    "The harbour office said it would close the old pier for good",
  ],
  [
    "a person known by surname is called by it",
    "Ruritanian President Jana Okafor said it is “wholly impossible” to keep the ferry. Okafor left early.",
    "Okafor said it is “wholly impossible” to keep the ferry",
  ],
  [
    "a person named once keeps the full name",
    "Ruritanian President Jana Okafor said it is “wholly impossible” to keep the ferry. Nobody asked.",
    "Ruritanian President Jana Okafor said it is “wholly impossible” to keep the ferry",
  ],
  [
    "an opening clause gives way to the main one",
    "Speaking after a long night of talks with the unions and the owners of all four boats, Okafor said the ferry would return in spring.",
    "Okafor said the ferry would return in spring",
  ],
  [
    "an attribution at the end goes",
    "The ferry between Ostwick and the outer islands will carry lorries and buses again from June, according to the harbour office.",
    "The ferry between Ostwick and the outer islands will carry lorries and buses again",
  ],
])("%s", async (_, words, title) => {
  const { value } = (await articleOf("a.txt", words)).title;
  expect(value).toBe(title);
});

it("in other languages no one is left speaking without words", async () => {
  const words =
    "Die Hafenmeisterin sagte am Donnerstag in Ostwick, sie werde die alte Fähre, die seit sechs Jahren im Hafen liegt, wieder fahren lassen. Die Fahrt dauert neunzehn Minuten.";
  expect((await articleOf("a.txt", words)).title.value).not.toMatch(/sagte am Donnerstag in Ostwick$/);
});

it("is not cut inside a quotation", async () => {
  const words =
    "Okafor told the crowd that “we have waited, counted, argued, hoped and paid for far longer than anybody should, and now we sail” on Sunday.";
  const { value } = (await articleOf("boat.txt", words)).title;
  expect(value.split("“").length).toBe(value.split("”").length);
});

it("furniture and posts are no titles", async () => {
  const article = await articleOf(
    "a.txt",
    "Subscribe to our newsletter\nBoats, boats!\n— P. Varga (@pv) March 4, 2026\nThe ferry is back.",
  );
  expect(article.title.value).toBe("The ferry is back");
});

it("whatever the text, a title is found: short, one line, without an ellipsis of its own making", async () => {
  const word = fc.constantFrom(
    "The",
    "ferry",
    "said",
    "that,",
    "“we",
    "go”",
    "in",
    "May.",
    "Mr. Lind",
    "(all",
    "of",
    "it)",
    "—",
    "…",
    "船",
    "🚢",
  );
  const texts = fc
    .sample(fc.array(word, { minLength: 3, maxLength: 60 }), { numRuns: 150, seed: 7 })
    .map((words) => words.join(" "));
  const files = Object.fromEntries(texts.map((text, at) => [`${at}.txt`, text]));
  const { articles } = await readingOf(files);
  expect(articles.length).toBeGreaterThan(50);
  for (const { title } of articles) {
    expect(title.value).toMatch(/\S/);
    expect(title.value.length).toBeLessThanOrEqual(90);
    expect(title.value).not.toContain("\n");
  }
});

it("words of a headline come from its sentence, in its order", () => {
  const sentence =
    "Officials from the city, the port and two unions agreed late on Friday to reopen the pier after months of argument about its cost.";
  for (const headline of headlinesOf(sentence, { text: sentence, language: "en", maxChars: 90 })) {
    const words = sentence.split(" ");
    let at = 0;
    for (const word of headline.split(" ")) {
      at =
        words.findIndex(
          (candidate, i) => i >= at && candidate.replace(/[.,]$/, "") === word.replace(/,$/, ""),
        ) + 1;
      expect(at).toBeGreaterThan(0);
    }
  }
});
