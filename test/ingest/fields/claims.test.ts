import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bylineIn } from "../../../src/ingest/fields/byline.ts";
import { understandText } from "../../../src/ingest/single.ts";

/** Cases written for this: what states an author or a date in the ways of six languages, and what only looks like it. */
const casesIn = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

describe("bylines", () => {
  const { claimed, refused } = casesIn("byline-cases.json") as {
    claimed: readonly (readonly [line: string, name: string | null])[];
    refused: readonly string[];
  };

  it("are found, with the name alone: 95 in 100", () => {
    const wrong = claimed.filter(([line, name]) => (bylineIn(line)?.name ?? null) !== name);
    expect(claimed.length).toBeGreaterThan(45);
    expect(wrong.length / claimed.length, JSON.stringify(wrong)).toBeLessThan(0.05);
  });

  it("are not seen in lines that only begin like one", () => {
    const persons = refused.filter((line) => {
      const found = bylineIn(line);
      return found != null && found.clue !== "credit" && !found.isOffice;
    });
    expect(refused.length).toBeGreaterThan(45);
    expect(persons).toEqual([]);
  });
});

describe("dates of publication", () => {
  const cases = casesIn("date-cases.json") as readonly (readonly [text: string, day: string | null])[];
  const claims = cases.map(([text, day]) => {
    const read = understandText(text);
    if (!("article" in read)) throw new Error(text);
    const { date } = read.article;
    const value = date.state === "unknown" ? null : date.value;
    const found =
      value == null ? null : value.precision === "day" ? value.day : value.at.toISOString().slice(0, 10);
    return { text, day, found };
  });

  it("are right where they are claimed from the text", () => {
    const wrong = claims.filter(({ day, found }) => found != null && found !== day);
    expect(wrong).toEqual([]);
  });

  it("are found where they are stated: 95 in 100", () => {
    const stated = claims.filter(({ day }) => day != null);
    const missed = stated.filter(({ found }) => found == null);
    expect(stated.length).toBeGreaterThan(45);
    expect(missed.length / stated.length, JSON.stringify(missed)).toBeLessThan(0.05);
  });
});
