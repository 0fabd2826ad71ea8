import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasFeed, monthOf, namedTopics, topicFolder, topicsOf } from "../../src/domain/topic.ts";
import { entry } from "../render/sample.ts";

const tag = (name: string) => topicFolder("tag", name);

describe("a topic's folder", () => {
  test("is its name where that is plain English, and never any other's", () => {
    expect(tag("Science")).toBe("tags/science/");
    expect(tag("science and tools")).toBe("tags/science-and-tools/");
    expect(topicFolder("author", "Science")).toBe("authors/science/");
    expect(tag("science-and-tools")).toMatch(/^tags\/science-and-tools--[0-9a-f]{16}\/$/);
    expect(tag("C++")).toMatch(/^tags\/c--/);
    expect(tag("C#")).not.toBe(tag("C++"));
    expect(tag("résumé")).toMatch(/^tags\/resume--/);
    expect(tag("البريد")).toMatch(/^tags\/tag--/);
    expect(tag("../../etc/passwd")).toMatch(/^tags\/etc-passwd--/);
    expect(tag("con")).toMatch(/^tags\/con--/);
    expect(tag(tag("C++").slice(5, -1))).not.toBe(tag("C++"));
  });

  test("is the same for two spellings of one name", () => {
    expect(tag("SCIENCE  and\u00a0Tools")).toBe(tag("science and tools"));
    expect(tag("ＮＥＷＳ")).toBe(tag("news"));
    expect(tag("Cafe\u0301")).toBe(tag("Café"));
  });

  test("is always one name of a-z, 0-9 and -, at most 90 long, and another for another name", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });
    const fold = (text: string) =>
      text.normalize("NFKC").toLowerCase().normalize("NFC").replace(/\s+/gu, " ").trim();
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(tag(a)).toMatch(/^tags\/[a-z0-9][a-z0-9-]{0,89}\/$/);
        expect(tag(a) === tag(b)).toBe(fold(a) === fold(b));
      }),
      { numRuns: 500 },
    );
  });
});

describe("what an entry stands under", () => {
  test("is each of its tags once, in any spelling, its author, and its month", () => {
    const published = new Date("2026-11-20T12:00:00Z");
    const of = (tags: string[], author: string | null) =>
      topicsOf({ tags, author, published }, "UTC").map(({ kind, name }) => `${kind} ${name}`);
    expect(of(["Science", "Tools"], "Ada")).toEqual([
      "tag Science",
      "tag Tools",
      "author Ada",
      "month 2026-11",
    ]);
    expect(of(["science", "SCIENCE", ""], "")).toEqual(["tag science", "month 2026-11"]);
    expect(of([], null)).toEqual(["month 2026-11"]);
    expect(namedTopics(entry(1, { tags: ["x"], author: "Ada" })).every(hasFeed)).toBe(true);
  });

  test("is the month that people in the site's zone had", () => {
    const at = new Date("2026-10-31T23:30:00Z");
    expect(monthOf(at, "UTC")).toEqual({ kind: "month", name: "2026-10", folder: "archive/2026-10/" });
    expect(monthOf(at, "Europe/Berlin").name).toBe("2026-11");
    expect(monthOf(at, "America/New_York").name).toBe("2026-10");
  });

  test("has a month for every date there can be", () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true }),
        fc.constantFrom("UTC", "Pacific/Kiritimati", "Asia/Kolkata"),
        (at, zone) => {
          expect(monthOf(at, zone).name).toMatch(/^\d{4}-(?:0[1-9]|1[0-2])$/);
        },
      ),
    );
  });
});

describe("the month of an entry", () => {
  test.each([
    ["2026-11-30T23:30:00Z", "Europe/Berlin", "2026-12"],
    ["2026-12-01T00:30:00Z", "America/New_York", "2026-11"],
    ["0800-01-01T00:00:00Z", "UTC", "0800-01"],
    ["0001-01-01T00:00:00Z", "America/New_York", "0001-01"],
    ["9999-12-31T23:59:59Z", "Asia/Tokyo", "9999-12"],
    ["+012026-05-01T00:00:00Z", "UTC", "9999-12"],
    ["-000400-05-01T00:00:00Z", "UTC", "0001-01"],
  ])("published %s, in %s, is %s", (published, zone, name) => {
    expect(monthOf(new Date(published), zone)).toEqual({
      kind: "month",
      name,
      folder: `archive/${name}/`,
    });
  });
});
