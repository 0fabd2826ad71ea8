import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containment, copyThreshold, createIndex, sketchOf } from "../../src/domain/near-duplicates.ts";

/** Prose of no meaning: `count` words, the same for the same seed. */
function prose(seed: number, count: number): string {
  let state = seed * 7919 + 1;
  const words = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `w${((state >>> 8) % 5_000).toString(36)}`;
  });
  return words.map((word, at) => (at % 12 === 11 ? `${word}.` : word)).join(" ");
}

const share = (a: string, b: string): number => containment(sketchOf(a), sketchOf(b));
const story = prose(1, 400);
const words = story.split(" ");

describe("the same story in two files is found", () => {
  it.each([
    ["exactly", story],
    ["in capitals and other quotation marks", `“${story.toUpperCase()}”`],
    ["with furniture around it", `${prose(8, 60)} ${story} ${prose(9, 60)}`],
    ["cut to a third", words.slice(0, 133).join(" ")],
    ["with another first paragraph", `${prose(7, 80)} ${words.slice(60).join(" ")}`],
    [
      "with every fifteenth word changed",
      words.map((word, at) => (at % 15 === 7 ? "other" : word)).join(" "),
    ],
    ["within a book", `${prose(4, 4_000)} ${story} ${prose(5, 4_000)}`],
  ])("%s", (_, copy) => {
    expect(share(story, copy)).toBeGreaterThan(copyThreshold);
    expect(share(copy, story)).toBe(share(story, copy));
  });

  it("in Chinese, which has no spaces", () => {
    const letters = (seed: number, count: number): string =>
      Array.from(prose(seed, count), (each) => String.fromCharCode(0x4e00 + each.charCodeAt(0) * 37)).join(
        "",
      );
    const long = letters(2, 120);
    expect(share(long, long.slice(0, 200))).toBeGreaterThan(copyThreshold);
    expect(share(long, letters(3, 120))).toBe(0);
  });

  it("in two lines", () => {
    const line = "The evening ferry left the harbour forty minutes late on Tuesday.";
    expect(share(line, line.replace("Tuesday", "Tuesday evening"))).toBeGreaterThan(copyThreshold);
  });
});

describe("what is not the same story is left alone", () => {
  it.each([
    ["another story", prose(2, 400)],
    ["a follow-up that repeats one paragraph of five", `${prose(6, 320)} ${words.slice(0, 80).join(" ")}`],
    ["a stock phrase", words.slice(0, 7).join(" ")],
    ["nothing", ""],
  ])("%s", (_, other) => {
    expect(share(story, other)).toBeLessThan(copyThreshold);
  });

  it("two briefs that end in the same line", () => {
    const line = "Follow us for more of this.";
    expect(share(`${prose(11, 40)} ${line}`, `${prose(12, 40)} ${line}`)).toBe(0);
  });
});

describe("what shares its phrases and tells of others is another story", () => {
  const weather = (town: string, high: number, wind: number, low: number): string =>
    `Weather for ${town}: it will be mostly cloudy with a chance of rain in the afternoon. Highs will reach ${high} degrees, with winds from the west at ${wind} miles an hour. At night it will be partly cloudy in ${town}, with lows around ${low}.`;
  const match = (home: string, guest: string, score: string, one: string, minute: number): string =>
    `Both sides were cheered off. On Saturday ${home} beat ${guest} by ${score} and went third in the league. After a slow start ${one} opened the scoring in minute ${minute} with a header from a corner. The visitors from ${guest} pulled one back through a penalty but could not find an equaliser, and the manager of ${home} said he was delighted with the performance of his players.`;

  it.each([
    ["weather of two towns", weather("Ostwick", 14, 20, 6), weather("Lund", 12, 35, 4)],
    [
      "two matches",
      match("Ostwick", "Lund Rovers", "2-1", "Tom Hall", 14),
      match("Penholm", "Gorsby Town", "3-0", "Max Brown", 27),
    ],
  ])("%s", (_, a, b) => {
    expect(share(a, b)).toBe(0);
    expect(share(a, a)).toBe(1);
    expect(share(a, `${a} Sign up for our newsletter. ${b.slice(0, 30)}`)).toBeGreaterThan(copyThreshold);
  });

  it("but a copy in capitals or without them is a copy", () => {
    const told = match("Ostwick", "Lund Rovers", "2-1", "Tom Hall", 14);
    expect(share(told, told.toUpperCase())).toBe(1);
    expect(share(told, told.toLowerCase())).toBe(1);
  });
});

describe("the index", () => {
  it("tells each article which ones before it are its copies, likest first", () => {
    const index = createIndex<string>();
    expect(index.add("a", sketchOf(story))).toEqual([]);
    expect(index.add("b", sketchOf(prose(2, 300)))).toEqual([]);
    expect(index.add("c", sketchOf(words.slice(0, 250).join(" ")))).toMatchObject([
      { id: "a", containment: 1 },
    ]);
    const edited = words.map((word, at) => (at % 15 === 7 ? "other" : word)).join(" ");
    expect(index.find(sketchOf(edited)).map(({ id }) => id)).toEqual(expect.arrayContaining(["a", "c"]));
    expect(index.size).toBe(3);
  });

  it("finds every copy among thousands, and nothing else", () => {
    const index = createIndex<number>();
    for (let id = 0; id < 2_000; id++) expect(index.add(id, sketchOf(prose(id + 10, 120)))).toEqual([]);
    for (let id = 0; id < 2_000; id += 50) {
      const copy = sketchOf(
        prose(id + 10, 120)
          .split(" ")
          .slice(30)
          .join(" "),
      );
      expect(index.find(copy).map((each) => each.id)).toEqual([id]);
    }
  });

  it("holds a hundred thousand articles in 120 MB", () => {
    const index = createIndex<number>();
    for (let id = 0; id < 3_000; id++) index.add(id, sketchOf(prose(id, 300)));
    expect(index.bytes / index.size).toBeLessThan(1_200);
  });

  it("is not slowed down by a thousand copies of one article", () => {
    const index = createIndex<number>();
    const sketch = sketchOf(story);
    for (let id = 0; id < 1_000; id++) expect(index.add(id, sketch).length).toBe(Math.min(id, 64));
  });
});

it("every text is contained in itself, containment is a share and goes both ways", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
      const [left, right] = [sketchOf(a), sketchOf(b)];
      const found = containment(left, right);
      expect(found).toBe(containment(right, left));
      expect(found >= 0 && found <= 1).toBe(true);
      expect(containment(left, left)).toBe(left.hashes.length === 0 ? 0 : 1);
      expect([...left.hashes]).toEqual([...left.hashes].sort((one, other) => one - other));
    }),
  );
});

it.each([
  ["one word", "a"],
  ["one letter a word", "a "],
  ["Han letters", "船"],
  ["combining marks", "\u0301"],
])("a megabyte of %s takes no longer than prose", (_, unit) => {
  const start = performance.now();
  sketchOf(unit.repeat(1_000_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(2_000);
});
