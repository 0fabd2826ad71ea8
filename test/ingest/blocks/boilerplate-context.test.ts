import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { markdown } from "../../../src/ingest/formats/markdown.ts";
import { text } from "../../../src/ingest/formats/text.ts";

import { articleOf, textsOf } from "../reading.ts";

/** Kind of each line of a plain text, by its first words. */
const kindsOf = (source: string): Record<string, string> => {
  const { blocks } = text.draft(source, defaultLimits);
  return Object.fromEntries(
    blocks.map(({ kind, start, end }) => [source.slice(start, end).split(" ").slice(0, 3).join(" "), kind]),
  );
};
const story = [
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said on Wednesday evening.",
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind and the wind is low.",
  "A crew of four has been hired back, among them the last helmsman who knows the sandbanks of the bay by heart.",
  "The council put aside two million for the first season, a sum that the opposition in the town hall calls a joke.",
];
const articleWith = (...lines: string[]): string => [...story, ...lines].join("\n");

it("a page copied with the mouse falls into its parts", async () => {
  const url = new URL("../../fixtures/articles/page-copied-with-the-mouse.txt", import.meta.url);
  const source = await readFile(url, "utf8");
  const kinds = text
    .draft(source, defaultLimits)
    .blocks.map(({ kind, start, end }) => `${kind}: ${source.slice(start, end).slice(0, 24)}`);
  expect(kinds).toEqual([
    "boilerplate: Home",
    "boilerplate: News",
    "title: Ferry returns to Ostwick",
    "deck: Three of the five boats ",
    "byline: Jana Berg",
    "dateline: Published 4 March 2026, ",
    "caption: The old ferry Hedda at t",
    "dateline: OSTWICK, March 4 —",
    "paragraph: The ferry that the bridg",
    "boilerplate: Story continues below ad",
    "paragraph: Tickets cost the same as",
    "boilerplate: READ MORE: The boats tha",
    "paragraph: “It was never about the ",
    "boilerplate: FIVE BOATS THE NORTH FOR",
    "paragraph: A crew of four has been ",
    "caption: The helmsman looks over ",
    "heading: What it will cost",
    "paragraph: The council put aside tw",
    "paragraph: The bridge was built for",
    "paragraph: The first boat leaves on",
    "correction: Correction: An earlier v",
    "boilerplate: Jana Berg is a reporter ",
    "boilerplate: Most read",
    "boilerplate: Why the bridge nobody wa",
    "boilerplate: Ten harbours of the nort",
    "boilerplate: The gulls of Ostwick and",
    "boilerplate: © 2026 The Gull. All rig",
  ]);
});

describe("what stands below the last paragraph", () => {
  it("is furniture when it is a run of headlines", () => {
    const kinds = kindsOf(
      articleWith(
        "Why the bridge was built",
        "Ten harbours in pictures",
        "The gulls and their enemies",
        "Who owns the bay",
      ),
    );
    expect(kinds).toMatchObject({ "Why the bridge": "boilerplate", "Who owns the": "boilerplate" });
  });
  it("is the article’s own when a colon announces it", () => {
    const kinds = kindsOf(
      articleWith(
        "The boats are:",
        "Hedda of Ostwick",
        "Old Marta of Kessel",
        "Seven Winds",
        "The Good Hope",
      ),
    );
    expect(Object.values(kinds)).not.toContain("boilerplate");
  });
  it("is the article’s own when it is a list with bullets or numbers", () => {
    const kinds = kindsOf(
      articleWith("1. Hedda of Ostwick", "2. Old Marta of Kessel", "3. Seven Winds", "4. The Good Hope"),
    );
    expect(Object.values(kinds)).not.toContain("boilerplate");
  });
  it("is furniture when it introduces the reporter, and not when somebody speaks", () => {
    const kinds = kindsOf(
      articleWith(
        "Jana Berg is a reporter for The Gull.",
        "Pella Varga, who writes, is a critic and said she was glad.",
      ),
    );
    expect(kinds).toMatchObject({ "Jana Berg is": "boilerplate", "Pella Varga, who": "paragraph" });
  });
});

describe("inside an article", () => {
  it("headlines below “Related” are furniture, and the paragraph after them is not", () => {
    const kinds = kindsOf(
      [
        story[0],
        "Related stories",
        "Why the bridge was ever built",
        "Ten harbours of the north",
        ...story.slice(1),
      ].join("\n"),
    );
    expect(kinds).toMatchObject({
      "Related stories": "boilerplate",
      "Ten harbours of": "boilerplate",
      "Tickets cost the": "paragraph",
    });
  });
  it("a line without a full stop alone between paragraphs is a caption, a short one a heading", () => {
    const caption = "The helmsman looks over the water from the old wheelhouse in the early morning";
    const kinds = kindsOf([story[0], story[1], caption, story[2], "What it costs", story[3]].join("\n"));
    expect(kinds).toMatchObject({ "The helmsman looks": "caption", "What it costs": "heading" });
  });
  it("a headline in capitals is furniture and a heading in capitals is a heading", () => {
    const kinds = kindsOf(
      [story[0], "TEN BOATS OF THE NORTH AND WHERE THEY RUST NOW", story[1], "THE COST", story[2]].join("\n"),
    );
    expect(kinds).toMatchObject({ "TEN BOATS OF": "boilerplate", "THE COST": "heading" });
  });
  it("points without full stops after a colon stay, and so does a section’s name that is a heading", () => {
    const kinds = kindsOf(
      [
        story[0],
        "The mayor also said:",
        "The bridge will stay open to all",
        "No boat will be sold this year",
        story[1],
        "Politics",
        story[2],
        story[3],
      ].join("\n"),
    );
    expect(Object.values(kinds)).not.toContain("boilerplate");
  });
});

it("a Markdown heading is furniture only as a label of furniture", () => {
  const source = `# Title\n\n${story[0]}\n\n## Sources of the river\n\n${story[1]}\n\n## Related articles\n\n${story[2]}`;
  const { text: words, blocks } = markdown.draft(source, defaultLimits);
  const kinds = Object.fromEntries(blocks.map(({ kind, start, end }) => [words.slice(start, end), kind]));
  expect(kinds).toMatchObject({
    "Sources of the river": "heading",
    "Related articles": "boilerplate",
    [story[2] ?? ""]: "paragraph",
  });
});

it("a menu's lines that no rule knows go with those above and below them, a heading between paragraphs stays", async () => {
  const [lede = "", more = ""] = story;
  const menu = ["Subscribe", "Harbour Shop", "Place a Small Notice", "Privacy Policy"];
  const article = await articleOf("a.txt", [lede, ...menu, more, "What it costs", more, lede].join("\n\n"));
  expect(textsOf(article, "boilerplate")).toEqual(menu);
  expect(textsOf(article, "heading")).toEqual(["What it costs"]);
});

describe("what a release says below its news", () => {
  it("is set apart: who sends it, what its lawyers want said", () => {
    const kinds = kindsOf(
      articleWith(
        "About Northlight Optics",
        "Northlight Optics is a leading maker of lenses for surveyors, and employs 640 people in four countries.",
        "Forward-Looking Statements",
        "Certain statements above concern the future, and the future may differ from what is expected today.",
        "Media contact:",
        "press@northlight.example",
      ),
    );
    expect(kinds).toMatchObject({
      "About Northlight Optics": "boilerplate",
      "Northlight Optics is": "boilerplate",
      "Forward-Looking Statements": "boilerplate",
      "Certain statements above": "boilerplate",
    });
  });

  it("is not a section of the article about something", () => {
    const kinds = kindsOf(
      articleWith("About the keys", "Nobody knows who took them home that night.", ...story),
    );
    expect(kinds["Nobody knows who"]).toBe("paragraph");
  });
});

describe("the strips above and below an article", () => {
  it("lose a menu's lone words and other stories' names, and keep the headline", () => {
    const kinds = kindsOf(
      [
        "Skip to content",
        "Toggle menu",
        "Harbour Gull",
        "Ferry to the island sails again in spring",
        "By Ana Whitcombe",
        "Published 3 May 2024",
        "Bookmark",
        "The ferry at its berth last week",
        ...story,
        "Leave a comment",
        "Dog found on sandbank",
        "Most read",
        "Privacy policy",
      ].join("\n"),
    );
    expect(kinds).toMatchObject({
      "Harbour Gull": "boilerplate",
      "Ferry to the": "title",
      "The ferry at": "boilerplate",
      "Dog found on": "boilerplate",
      "The ferry that": "paragraph",
    });
  });

  it("do not take verse at an article's end", () => {
    const kinds = kindsOf(
      articleWith(
        "“Low water at six and ten,",
        "high again at four,",
        "tell the pilot, tell the men",
        "waiting on the shore.”",
        "Share",
      ),
    );
    expect(kinds["high again at"]).toBe("paragraph");
  });

  it("a biography of who signed the article is none of it", () => {
    const kinds = kindsOf(
      [
        "Ferry to the island sails again",
        "By Noor Haddad",
        "3 May 2024",
        ...story,
        "Noor Haddad lives in Cardiff and writes poems.",
      ].join("\n"),
    );
    expect(kinds["Noor Haddad lives"]).toBe("boilerplate");
  });

  it("a line that speaks to readers is furniture only where the article does not speak to them", () => {
    const ask = "If a friend would like this story, forward it to them today.";
    expect(kindsOf([...story.slice(0, 3), ask, ...story].join("\n"))["If a friend"]).toBe("boilerplate");
    const letter = story.map((line) => `${line} You know that, and you will remember it.`);
    expect(
      kindsOf([...letter, "You may forward this to your friends, said the harbour.", ...letter].join("\n"))[
        "You may forward"
      ],
    ).toBe("paragraph");
  });
});
