import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorOf, nameIn } from "../../../src/ingest/fields/author.ts";
import { bioIn, creditIn } from "../../../src/ingest/fields/byline.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";
import { articleOf, textsOf } from "../reading.ts";

const lede =
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said on Wednesday.";
const more =
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind to the boat.";
const authorIn = (...lines: string[]) => authorOf(text.draft(lines.join("\n"), defaultLimits));

describe("a byline names the author", () => {
  it.each([
    ["By Jana Berg", "Jana Berg"],
    ["by Jana Berg", "Jana Berg"],
    ["BY JANA BERG", "Jana Berg"],
    ["By GRACE O’NEIL", "Grace O’Neil"],
    ["By Jana Berg and Jón Örn", "Jana Berg and Jón Örn"],
    ["By Jana Berg, Jón Örn and Ann Poe", "Jana Berg, Jón Örn and Ann Poe"],
    ["By Jana Berg, Political Editor", "Jana Berg"],
    ["By Jana Berg, Software Engineer", "Jana Berg"],
    ["By Jana Berg, Gull News, Ostwick", "Jana Berg"],
    ["By Jana Berg for The Gull", "Jana Berg"],
    ["By Jana Berg in Ostwick", "Jana Berg"],
    ["By John and Jana Berg", "John and Jana Berg"],
    ["Par Jeanne Petit, Le Goéland", "Jeanne Petit"],
    ["Posted by Jana Berg, HMS Project, Kessel", "Jana Berg"],
    ["By Jana Berg | The Gull", "Jana Berg"],
    ["By Jana Berg | March 4, 2026 at 2:26 PM HST", "Jana Berg"],
    ["By. Jana Berg.", "Jana Berg"],
    ["By J. K. van der Berg Jr.", "J. K. van der Berg Jr."],
    ["Jana Berg | AP", "Jana Berg"],
    ["Jana Berg, Science Editor", "Jana Berg"],
    ["Written by Jana Berg", "Jana Berg"],
    ["Story by Jana Berg", "Jana Berg"],
    ["Posted by Jana Berg on March 4, 2026", "Jana Berg"],
    ["Published 4 March 2026 by Jana Berg", "Jana Berg"],
    ["Words: Jana Berg", "Jana Berg"],
    ["Text: Jana Berg", "Jana Berg"],
    ["Author: Jana Berg", "Jana Berg"],
    ["Von Jana Müller", "Jana Müller"],
    ["Ein Bericht von Jana Müller", "Jana Müller"],
    ["Par Jeanne Petit", "Jeanne Petit"],
    ["Por Juana de la Cruz", "Juana de la Cruz"],
    ["Di Giulia Conti", "Giulia Conti"],
    ["Door Femke Bakker", "Femke Bakker"],
    ["Автор: Анна Белова", "Анна Белова"],
    ["بقلم ليلى حداد", "ليلى حداد"],
    ["By The Associated Press", "The Associated Press"],
    ["By Gull Staff", "Gull Staff"],
  ])("“%s”: %s", (line, name) => {
    expect(nameIn(line)).toBe(name);
  });
});

describe("a line that may be a sentence, a title or a credit for a picture is no byline", () => {
  it.each([
    "By the river we walked until the sun went down",
    "By Monday morning",
    "By March 2026",
    "By Land and Sea",
    "By Popular Demand",
    "By default",
    "By the time it was over, nobody on the quay was left to see it.",
    "By Tuesday, Jana Berg had left.",
    "Di notte",
    "Par exemple",
    "De Ostwick a Kessel",
    "Von Kessel nach Ostwick fahren fünf Boote",
    "Por la noche",
    "New York, March 4",
    "Ostwick, Kessel and Marsh",
    "Jana Berg said so, Reuters reported.",
    "The Long Way Home",
  ])("“%s”", (line) => {
    expect(nameIn(line)).toBeNull();
  });

  it("a picture’s credit with bars names no author", () => {
    expect(authorIn("Pella Varga | Gull News | Getty Images", lede, more).state).toBe("unknown");
  });
});

describe("where no byline opens the article", () => {
  it("a reporting credit at the end names who reported, not who edited", () => {
    expect(creditIn("(Reporting by Jana Berg in Ostwick and Jón Örn; Editing by Ann Poe)")?.name).toBe(
      "Jana Berg and Jón Örn",
    );
    const found = authorIn(lede, more, "(Reporting by Jana Berg; Editing by Ann Poe)");
    expect(found).toMatchObject({ value: "Jana Berg", confidence: 0.9 });
  });
  it("a biography at the end does, with less confidence", () => {
    expect(authorIn(lede, more, more, "Jana Berg is a reporter for The Gull.")).toMatchObject({
      value: "Jana Berg",
      confidence: 0.7,
    });
    expect(authorIn(lede, more, more, "Jana Berg covers the harbour for The Gull.")).toMatchObject({
      value: "Jana Berg",
    });
  });
  it("a biography of somebody in the story does not", () => {
    const told =
      "Jana Berg, who sailed her as a girl, wept on the quay when the old ferry came round the head.";
    expect(authorIn(lede, told, more, "Jana Berg is a reporter for The Gull.").state).toBe("unknown");
    expect(bioIn("Jana Berg is a professor of law, and she said that the sale was void.")).toBeNull();
  });
  it("a lone name beside the date does", () => {
    expect(authorIn("Ferry returns", "", "Jana Berg", "March 4, 2026", "", lede, more)).toMatchObject({
      value: "Jana Berg",
    });
    expect(authorIn("Ferry returns", "", "Kessel Marsh", "March 4, 2026", "", lede, more).state).toBe(
      "unknown",
    );
  });
  it("nothing else does: not a quoted name, not the signature of a post", () => {
    const post = ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2026"];
    expect(authorIn(lede, ...post, "“It is over,” said Jana Berg.", more).state).toBe("unknown");
  });
});

it("a byline in the middle signs a box of its own and makes no author", () => {
  expect(authorIn(lede, more, lede, more, "By Jana Berg", lede, more).state).toBe("unknown");
});

it("two bylines at the head lower the confidence and stay as alternatives", () => {
  const found = authorIn("By Jana Berg", "By Jón Örn", lede, more);
  expect(found).toMatchObject({ value: "Jana Berg", alternatives: [{ value: "Jón Örn" }] });
  expect(found.state === "inferred" ? found.confidence : 1).toBeLessThan(0.9);
});

it("a page in one line gives up its byline and its dates", async () => {
  const article = await articleOf(
    "a.txt",
    `By. Jana Berg. PUBLISHED:. 03:53 EST, 4 March 2026. |. UPDATED:. 11:25 EST, 4 March 2026. ${lede} ${more}`,
  );
  expect(textsOf(article, "byline")).toEqual(["By. Jana Berg."]);
  expect(article.author).toMatchObject({ value: "Jana Berg" });
  expect(article.date).toMatchObject({
    value: { precision: "instant", at: new Date("2026-03-04T08:53:00Z") },
  });
  expect(textsOf(article, "paragraph")).toEqual([`${lede} ${more}`]);
});

it("a name read from any line is made of that line’s letters", () => {
  const word = fc.constantFrom(
    "By",
    "Jana",
    "Berg,",
    "and",
    "de",
    "Editor",
    "|",
    "AP",
    "THE",
    "in",
    "Ostwick",
    ".",
    "(Reporting",
    "by",
    "Jón;",
    "is",
    "a",
    "reporter",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 14 }), (words) => {
      const line = words.join(" ");
      const letters = (s: string): string => s.toLowerCase().replace(/[^\p{L}]/gu, "");
      for (const name of [nameIn(line), bioIn(line), creditIn(line)?.name]) {
        if (name != null) expect(letters(line)).toContain(letters(name).slice(0, 4));
      }
    }),
  );
});

describe("a line with a name and a date", () => {
  const story =
    "The ferry sails again in spring, the harbour office said on Wednesday, to the delight of the island.";

  it.each([
    ["Tom Kessler - 3rd May 2024", "Tom Kessler"],
    ["Tom Kessler | May 3, 2024", "Tom Kessler"],
    ["3 May 2024 • Tom Kessler", "Tom Kessler"],
    ["TOM KESSLER\n3 May 2024", "Tom Kessler"],
    ["ANNA-MARIA VAN DER BERG\n3 May 2024", "Anna-Maria van der Berg"],
  ])("such as “%s” signs the article and is never its title", async (line, name) => {
    const article = await articleOf("a.txt", `${line}\n\n${story}\n\n${story}`);
    expect(article.author).toMatchObject({ state: "inferred", value: name });
    expect(article.title.value).not.toMatch(/kessler|berg/iu);
    expect(article.date).toMatchObject({ value: { precision: "day", day: "2024-05-03" } });
  });

  it("names nobody when it is a paper's", async () => {
    const { author } = await articleOf("a.txt", `Harbour News - 3rd May 2024\n\n${story}\n\n${story}`);
    expect(author.state).toBe("unknown");
  });
});
