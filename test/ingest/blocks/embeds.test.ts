import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { embedsAmong, postedDays } from "../../../src/ingest/blocks/embeds.ts";
import { paragraphsOf } from "../../../src/ingest/formats/paragraphs.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const before =
  "The mayor said on Tuesday that the old ferry will sail again, and the quay cheered her for it.";
const after =
  "The council will vote on the timetable next week, and three of the boats still need new engines.";

/** The posts pasted between two paragraphs of an article, as their lines. */
function postsIn(lines: readonly string[]): string[] {
  const source = [before, ...lines, after].join("\n");
  const { blocks } = text.draft(source, defaultLimits);
  const prose = blocks
    .filter(({ kind }) => kind === "paragraph")
    .map(({ start, end }) => source.slice(start, end));
  expect(prose.at(0)).toBe(before);
  expect(prose.at(-1)).toBe(after);
  return blocks.filter(({ kind }) => kind === "embed").map(({ start, end }) => source.slice(start, end));
}

describe("a pasted post is set apart whole", () => {
  it.each([
    ["X, words and signature", ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2026"]],
    [
      "X, in one line",
      ["All this for a bridge? pic.twitter.com/a1B2c3 — Pella Varga (@pella) March 3, 2026"],
    ],
    [
      "X, words, signature, more words and the link",
      [
        "All this for a bridge?",
        "— Pella Varga (@pella) March 3, 2026",
        "We could have kept them. https://t.co/a1B2c3",
      ],
    ],
    [
      "X, the link between words and signature",
      ["All this for a bridge?", "https://t.co/a1B2c3", "— Pella Varga (@pella) March 3, 2026"],
    ],
    [
      "X, several lines",
      [
        "Boats are back",
        "#ferry #ostwick",
        "(Harbour, Ostwick) pic.twitter.com/a1B2c3 -- Pella Varga (@pella) March 3, 2026",
      ],
    ],
    ["X, German", ["Alles für eine Brücke?", "— Pella Varga (@pella) 3. März 2026"]],
    ["Mastodon", ["All this for a bridge?", "— Pella Varga (@pella@example.social) March 3, 2026"]],
    [
      "Bluesky",
      [
        "All this for a bridge?",
        "[image or embed]",
        "— Pella Varga (@pella.example.org) March 3, 2026 at 9:41 AM",
      ],
    ],
    ["Instagram", ["View this post on Instagram", "A post shared by Pella Varga (@pella)"]],
    [
      "Instagram with its words",
      ["Boats! #ferry", "A post shared by Pella Varga (@pella) on Mar 3, 2026 at 6:20am PDT"],
    ],
    ["YouTube", ["https://www.youtube.com/watch?v=a1B2c3d4e5"]],
    ["YouTube by its title", ["The ferry is back - YouTube"]],
    [
      "a copied post",
      [
        "Pella Varga",
        "@pella",
        "All this for a bridge?",
        "9:41 AM · Mar 3, 2026",
        "1,204 Views",
        "12 Reposts",
        "31 Likes",
      ],
    ],
    ["a copied post with its date above", ["Pella Varga @pella · Mar 3, 2026", "All this for a bridge?"]],
    [
      "a copied Mastodon post",
      [
        "Pella Varga",
        "@pella@example.social",
        "All this for a bridge?",
        "March 3, 2026 at 9:41 AM",
        "12 boosts",
        "31 favorites",
      ],
    ],
  ])("%s", (_, lines) => {
    expect(postsIn(lines)).toEqual([lines.join("\n")]);
  });

  it("two posts in a row are two", () => {
    const first = ["All this?", "— Pella Varga (@pella) March 3, 2026"];
    const second = ["Not at all.", "— Jón Örn (@jon) March 4, 2026"];
    expect(postsIn([...first, ...second])).toEqual([first.join("\n"), second.join("\n")]);
  });

  it("the sentence that announces the post with a colon is prose, and the words may follow the signature", () => {
    const source = [
      before,
      "She wrote at night:",
      "— Pella Varga (@pella) March 3, 2026",
      "All this for a bridge?",
      after,
    ].join("\n");
    const { blocks } = text.draft(source, defaultLimits);
    const embeds = blocks
      .filter(({ kind }) => kind === "embed")
      .map(({ start, end }) => source.slice(start, end));
    expect(embeds).toEqual(["— Pella Varga (@pella) March 3, 2026\nAll this for a bridge?"]);
  });
});

describe("what only looks like a post is none", () => {
  it.each([
    "— Jana Berg (@jana) reports from Ostwick",
    "The handle @pella was taken.",
    "She follows (@pella) and others.",
    "31 Likes were counted on the first day.",
    "November 27, 2025 at 9:45 am",
  ])("“%s”", (line) => {
    expect(postsIn([line])).toEqual([]);
  });
});

it("the day of a post that runs into the prose around it is still read", () => {
  expect(postedDays("… so it goes. Pella Varga (@pella) July 31, 2017The town agreed.")).toEqual([
    "2017-07-31",
  ]);
  expect(postedDays("A post shared by Pella (@pella) on Aug 2, 2017 at 6:20am PDT")).toEqual(["2017-08-02"]);
  expect(postedDays("Pella (@pella) was born in Ostwick on July 31, 1987.")).toEqual([]);
});

it("posts lie inside the text, in order, apart, whatever the lines", () => {
  const line = fc.constantFrom(
    "— A B (@ab) May 1, 2026",
    "@ab",
    "Some words",
    "Boats! #x",
    "https://t.co/ab",
    "9:41 AM · May 1, 2026",
    "12 Likes",
    "View this post on Instagram",
    "A post shared by A B (@ab)",
    "She wrote:",
    "A sentence of prose.",
    "",
    "(@",
    "—",
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const source = lines.join("\n");
      const pieces = paragraphsOf(source);
      let end = -1;
      for (const { first, last } of embedsAmong(source, pieces)) {
        expect(first).toBeGreaterThan(end);
        expect(last).toBeGreaterThanOrEqual(first);
        expect(last).toBeLessThan(pieces.length);
        end = last;
      }
    }),
  );
});
