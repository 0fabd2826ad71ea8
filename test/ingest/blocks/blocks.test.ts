import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBoilerplate } from "../../../src/ingest/blocks/boilerplate.ts";
import { datelineEnd } from "../../../src/ingest/fields/dateline.ts";
import { defaultLimits, Unusable } from "../../../src/ingest/formats/draft.ts";
import { html } from "../../../src/ingest/formats/html.ts";
import { markdown } from "../../../src/ingest/formats/markdown.ts";
import { text as plainText } from "../../../src/ingest/formats/text.ts";
import { understand } from "../../../src/ingest/understand.ts";
import { articleOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

describe("furniture", () => {
  it.each([
    "Sign up for our newsletter",
    "Follow us on Mastodon",
    "Share this article",
    "Read more: Boats of the north",
    "© 2026 The Gull",
    "Advertisement",
    "Related stories",
    "Photo: Pella Varga",
    "This article is not investment advice.",
    "Lesen Sie auch: Die Fähre",
    "With files from The Gull",
    "https://example.org/boats",
    "THE TEN BEST BOATS OF THE NORTH",
  ])("“%s” is furniture", (line) => {
    expect(isBoilerplate(line)).toBe(true);
  });
  it.each([
    "Share prices fell on Friday as two of the four boats stayed in port.",
    "More boats sailed on Friday than on any day before.",
    "Videos of the ferry spread quickly.",
    "Following the vote, the pier was closed.",
    "The sources asked not to be named.",
    "Readers liked it.",
    "他们说船会回来。",
  ])("“%s” is article", (line) => {
    expect(isBoilerplate(line)).toBe(false);
  });
});

describe("datelines", () => {
  it.each([
    ["KYIV, Nov. 27 (Reuters) — ", "The"],
    ["BERLIN, 3. November 2026 – ", "Die"],
    ["Berlin (dpa) – ", "Die"],
    ["(CNN) -- ", "The"],
    ["(CNN)", "The"],
    ["NEW YORK — ", "The"],
    ["PORTLAND, Maine (AP) — ", "The"],
    ["New Delhi, Aug 2 (PTI) ", "The"],
  ])("“%s” ends where the sentence begins", (dateline, word) => {
    expect(datelineEnd(`${dateline}${word} ferry is back.`)).toBe(dateline.length);
  });
  it.each([
    "The ferry — the old one — is back.",
    "Anna Berg - the mayor - said so.",
    "A boat (the red one) is back — at last.",
  ])("“%s” has none", (sentence) => {
    expect(datelineEnd(sentence)).toBe(0);
  });
});

it("one paragraph a line, without blank lines, is understood as such", async () => {
  const article = await articleOf(
    "a.txt",
    "The ferry is back after six years.\nIt sails at nine.\nNobody on the quay believed it at first.",
  );
  expect(textsOf(article, "paragraph")).toHaveLength(3);
});

it("any file in any format gives blocks in order, apart, inside the text, with their sources inside the file, or a reason", () => {
  const piece = fc.constantFrom(
    "# ",
    "> ",
    "- ",
    "\n",
    "\n\n",
    "---\n",
    "title: x\n",
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "<table><tr><td>",
    "<!--",
    "&amp;",
    "&#0;",
    "— A B (@ab) May 1, 2026",
    "https://t.co/a",
    "KYIV, May 1 (AP) — ",
    "By Ana Sol",
    "Read more: ",
    "[^1]",
    "[^1]: x",
    "```",
    "|a|b|\n|-|-|\n",
    "<script>",
    "</script>",
    "<h1>",
    "</h1>",
    "![a](b)",
    "[a](http://b.c)",
    "“Well,” he said. ",
    "Some words. ",
    "船。",
    "שלום. ",
    "\ud83d",
  );
  const sources = fc
    .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(sources, fc.constantFrom(plainText, markdown, html), (source, format) => {
      try {
        const draft = format.draft(source, defaultLimits);
        const article = understand(draft, { path: "a.txt", modified: new Date(0), note: null });
        let end = 0;
        for (const block of article.blocks) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(block.end).toBeGreaterThan(block.start);
          expect(block.source.start).toBeGreaterThanOrEqual(0);
          expect(block.source.end).toBeGreaterThanOrEqual(block.source.start);
          expect(block.source.end).toBeLessThanOrEqual(source.length);
          end = block.end;
        }
        expect(end).toBeLessThanOrEqual(article.text.length);
        expect(article.html).not.toMatch(/<(?:script|style|iframe)|\son\w+=|javascript:/i);
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        expect(error.message).toMatch(/:|\S/);
      }
    }),
    { numRuns: 600 },
  );
});

it.each([
  ["a.md", "[".repeat(100_000)],
  ["a.md", "*a _b ".repeat(20_000)],
  ["a.md", ">".repeat(5_000)],
  ["a.md", "[a](".repeat(5_000)],
  ["a.md", "- a\n  - b\n".repeat(15_000)],
  ["a.md", "[^a]\n\n[^a]: x\n".repeat(10_000)],
  ["a.md", `${">".repeat(90)}a\n`.repeat(150)],
  ["a.md", "> a\n\nb\n\n".repeat(2_000)],
  ["a.md", "[a](b) ".repeat(25_000)],
  ["a.html", "<p>a".repeat(49_000)],
  ["a.html", "<b><i><u>".repeat(80)],
  ["a.txt", "a, ".repeat(100_000)],
  ["a.txt", "— a (@".repeat(50_000)],
  ["a.txt", `By ${"A ".repeat(100_000)}`],
  ["a.txt", "1 ".repeat(300_000)],
])("a hostile %s is settled within the budget of two seconds", async (path, markup) => {
  // Processor time: what else the machine does is no fault of ours.
  const start = cpuMs();
  await articleOf(path, `Some words of an article.\n\n${markup}`);
  const spent = cpuMs() - start;
  expect(spent).toBeLessThan(2_000);
});

it("a file in one line keeps its article and sets only the disclaimer at its end apart", async () => {
  const story = "The ferry is back after six years, and the quay was full. ".repeat(8);
  const disclaimer = "This is not a recommendation to buy boats. The author holds no position in any ferry.";
  const article = await articleOf("a.txt", story + disclaimer);
  expect(textsOf(article, "paragraph")).toEqual([story.trim()]);
  expect(textsOf(article, "boilerplate")).toEqual([disclaimer]);
});
