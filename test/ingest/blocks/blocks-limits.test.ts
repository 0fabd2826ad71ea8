import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/domain/article.ts";
import { authorOf } from "../../../src/ingest/fields/author.ts";
import { dateOf } from "../../../src/ingest/fields/date.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { paragraphsOf } from "../../../src/ingest/formats/paragraphs.ts";
import { placeOf } from "../../../src/ingest/fields/place.ts";
import { text } from "../../../src/ingest/formats/text.ts";
import { cpuMs } from "../cost.ts";

const kindsOf = (source: string): string[] =>
  text.draft(source, defaultLimits).blocks.map(({ kind }) => kind);
const paragraph =
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said.";

describe("what else a plain text has", () => {
  it("a deck between title and byline, or without a full stop below the title", () => {
    expect(kindsOf(`Ferry returns\n\nThree boats are seaworthy.\n\nBy Jana Berg\n\n${paragraph}`)).toEqual([
      "title",
      "deck",
      "byline",
      "paragraph",
    ]);
    expect(kindsOf(`Ferry returns\n\nThree boats are seaworthy\n\n${paragraph}`)).toEqual([
      "title",
      "deck",
      "paragraph",
    ]);
    expect(kindsOf(`Ferry returns\n\nThree boats are seaworthy.\n\n${paragraph}`)).toEqual([
      "title",
      "paragraph",
      "paragraph",
    ]);
  });
  it("rows of as many cells, and no row by itself", () => {
    expect(kindsOf(`${paragraph}\nBoat\tYear\nHedda\t1931\nMarta\t1950\n${paragraph}`).slice(1, 4)).toEqual([
      "table",
      "table",
      "table",
    ]);
    expect(kindsOf(`${paragraph}\nHedda | 1931\n${paragraph}`)).not.toContain("table");
  });
  it("items of a list with any bullet, and quotations", () => {
    expect(
      kindsOf(`${paragraph}\n● Hedda of Ostwick\n2. Marta of Kessel\n> So it was\n${paragraph}`).slice(1, 4),
    ).toEqual(["list", "list", "quote"]);
  });
});

it("lines broken at a margin are joined, lines of a copied page are not", () => {
  const wrapped =
    "The ferry that the bridge was meant to replace\nwill sail again in spring, the harbour office\nsaid on Wednesday.";
  expect(paragraphsOf(wrapped)).toHaveLength(1);
  const copied =
    "Home\nNews\nThe ferry is back\nJana Berg\nThe ferry is back after six years, and nobody believed it.\nRead on\nSee more";
  expect(paragraphsOf(copied)).toHaveLength(7);
});

describe("a hostile file costs at most two seconds a megabyte", () => {
  it.each([
    ["one-letter lines", "a\n"],
    ["bylines", "By Anna Berg\n"],
    ["handles", "@ab\n"],
    ["signatures", "— A B (@ab) May 1, 2026\n"],
    ["date lines", "May 1, 2026\n"],
    ["capitals", "ABC DEF "],
    ["brackets", "(a/"],
    ["labels and headlines", "Related\nThe boats of the north\n"],
    ["rows", "a | b\n"],
    ["initials", "By A."],
  ])("%s", (_, unit) => {
    const source = unit.repeat(Math.ceil(1_000_000 / unit.length));
    // Processor time: what else the machine does is no fault of ours.
    const start = cpuMs();
    const draft = text.draft(source, defaultLimits);
    authorOf(draft);
    dateOf(draft, { path: "a.txt", modified: new Date(0) });
    placeOf(draft);
    const spent = cpuMs() - start;
    expect(spent).toBeLessThan(2_000);
    expect(draft.blocks.length).toBeLessThanOrEqual(50_001);
  });
});

it("blocks and findings of any page lie inside it, in order, apart, trimmed", () => {
  const line = fc.constantFrom(
    "Home",
    "Related",
    "Read more: boats",
    "By Jana Berg",
    "By. Jana Berg. PUBLISHED:. 03:53 EST, 23 July 2013. Words of the article follow here.",
    "May 1, 2026",
    "KYIV, May 1 (AP) — The ferry is back.",
    paragraph,
    "— A B (@ab) May 1, 2026",
    "Words without an end",
    "A\tB",
    "a | b",
    "- item",
    "> said",
    "# heading",
    "FILE - The ferry.",
    "(AP Photo/A B)",
    "Correction: two boats.",
    "Jana Berg is a reporter for The Gull.",
    "This is not a recommendation to buy.",
    "9:41 AM · May 1, 2026",
    "@ab",
    "View this post on Instagram",
    "TEN BOATS OF THE NORTH AND WHERE THEY RUST",
    "",
    " ",
    "\u2028",
    "\ud83d",
    "他们说船会回来。",
    "1/2/",
    "((((",
    "© 2026",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 4, arbitrary: line }, fc.string({ unit: "binary", maxLength: 8 })), {
        maxLength: 40,
      }),
      fc.constantFrom("\n", "\n\n", "\r\n", " "),
      (lines, gap) => {
        const source = lines.join(gap);
        const draft = text.draft(source, defaultLimits);
        let end = 0;
        for (const block of draft.blocks) {
          expectInside(block, source, end);
          end = block.end;
        }
        for (const finding of [
          authorOf(draft),
          dateOf(draft, { path: "a.txt", modified: null }),
          placeOf(draft),
        ]) {
          expect(finding.because).not.toBe("");
          if (finding.state === "inferred") expect(finding.confidence).toBeLessThanOrEqual(0.97);
        }
      },
    ),
    { numRuns: 400 },
  );
});

function expectInside(block: Block, source: string, from: number): void {
  expect(block.start).toBeGreaterThanOrEqual(from);
  expect(block.end).toBeGreaterThan(block.start);
  expect(block.end).toBeLessThanOrEqual(source.length);
  const own = source.slice(block.start, block.end);
  expect(own).toBe(own.trim());
  expect(block.source).toEqual({ start: block.start, end: block.end });
}
