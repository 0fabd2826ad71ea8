import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

/** Of `posts` the first is a name, the others are lines; "" is a blank one. */
const { posts, prose } = JSON.parse(
  readFileSync(new URL("scrambled-posts.json", import.meta.url), "utf8"),
) as { readonly posts: readonly string[][]; readonly prose: readonly string[][] };

/** Short words with a full stop, above a blank line: nothing says that they are not the article's. */
const unsolved = new Set(["X: words in two paragraphs, then link, then signature"]);

const before =
  "The mayor said on Tuesday that the station will stay open, and the street cheered her for it.";
const after =
  "The council will vote on the timetable next week, and three of the doors still need new locks.";

/** What of an article with these lines in its midst is set apart as posts, and what is left. */
function told(lines: readonly string[], gap: string) {
  const source = [before, lines.join("\n"), after].join(gap);
  const { blocks } = text.draft(source, defaultLimits);
  const of = (isPost: boolean): string[] =>
    blocks
      .filter(({ kind }) => (kind === "embed") === isPost)
      .flatMap(({ start, end }) => source.slice(start, end).split("\n"))
      .filter((line) => line.trim() !== "");
  return { posts: of(true), rest: of(false) };
}

const gaps = [
  ["lines follow each other", "\n"],
  ["blank lines stand between", "\n\n"],
] as const;

describe.each(gaps)("a post in scrambled order is set apart whole, and nothing else, where %s", (_, gap) => {
  for (const [name = "", ...lines] of posts)
    (unsolved.has(name) ? it.fails : it)(name, () => {
      expect(told(lines, gap)).toEqual({ posts: lines.filter(Boolean), rest: [before, after] });
    });
});

describe.each(gaps)("prose that speaks of posts stays prose, where %s", (_, gap) => {
  it.each(prose.map((lines) => [lines.join(" / "), lines] as const))("%s", (__, lines) => {
    expect(told(lines, gap)).toEqual({ posts: [], rest: [before, ...lines, after] });
  });
});
