import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry, EntryHead } from "../../src/domain/entry.ts";
import { idLine, lockText, parseIdLock, planLock, sketchIn } from "../../src/domain/id-lock.ts";
import type { EntryId } from "../../src/domain/ids.ts";
import { entryId } from "../../src/domain/ids.ts";
import { containment, copyThreshold, sketchOf } from "../../src/domain/near-duplicates.ts";

const idOf = (n: number): EntryId =>
  entryId(`urn:uuid:${n.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`);
const second = (n: number): Date => new Date(Date.UTC(2026, 4, 4, 7, 0, n));

function entry(n: number, more: Partial<Entry> = {}): Entry {
  return {
    id: idOf(n),
    slug: `story-${n}`,
    title: `Story ${n}`,
    summary: { method: "given", text: "", sentences: [] },
    html: `<p>${n}</p>`,
    language: null,
    author: null,
    tags: [],
    images: [],
    correction: null,
    link: null,
    origin: null,
    published: second(n),
    dated: null,
    updated: second(n),
    minutes: 1,
    path: `${n}.txt`,
    hash: n.toString(16).padStart(64, "0"),
    reading: null,
    ...more,
  };
}

const words = Array.from({ length: 400 }, (_, n) => `word${(n * 7919) % 5077}`);
const sketch = sketchOf(words.join(" "));
const fileOf = (...lines: readonly string[]): string =>
  lockText(
    parseIdLock(""),
    new Map(lines.map((line) => [entryId(`urn:uuid:${line.slice(0, 36)}`), line])),
    new Set(),
  );
const line = (n: number, more: Partial<Entry> = {}): string => idLine(entry(n, more), 0, sketch);
const told = (text: string) => parseIdLock(text).problems.map(({ number, what }) => `${number}: ${what}`);

const slug = fc.stringMatching(/^[a-z0-9-]{1,80}$/);
const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => new Date(1000 * s));
const path = fc
  .oneof(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "grapheme", minLength: 1 }))
  .filter((each) => each !== "");

describe("a line", () => {
  test("gives back any path, page and dates as they were", () => {
    fc.assert(
      fc.property(path, slug, instant, instant, fc.boolean(), (where, page, published, updated, gone) => {
        const own = entry(7, { path: where, slug: page, published, updated, dated: "2026-05-04" });
        const text = fileOf(idLine(own, gone ? 2 : 0, sketch));
        const { lines, others, problems } = parseIdLock(text);
        expect({ others, problems }).toEqual({ others: [], problems: [] });
        expect(lines).toMatchObject([
          { id: own.id, path: where, slug: page, published, updated, dated: "2026-05-04", isWithdrawn: gone },
        ]);
      }),
    );
  });

  test("survives an editor that ends lines as Windows does", () => {
    const { lines } = parseIdLock(fileOf(line(1), line(2)).replaceAll("\n", "\r\n"));
    expect(lines.map((each) => each.path)).toEqual(["1.txt", "2.txt"]);
  });

  test("tells an article by its words after one in twenty was changed, and no other article", () => {
    const [own] = parseIdLock(fileOf(line(1))).lines;
    const kept = sketchIn(own!);
    const edited = words.map((word, at) => (at % 20 === 3 ? `other${at}` : word)).join(" ");
    expect(containment(kept!, sketchOf(edited))).toBeGreaterThan(copyThreshold);
    const foreign = words.map((word) => `${word}x`).join(" ");
    expect(containment(kept!, sketchOf(foreign))).toBe(0);
  });

  test("whose sketch was harmed still has its id", () => {
    const harmed = line(1).replace(/ [\w-]+ 1\.txt$/, " ??? 1.txt");
    const [own] = parseIdLock(fileOf(harmed)).lines;
    expect(own).toMatchObject({ id: idOf(1), path: "1.txt" });
    expect(sketchIn(own!)).toBeNull();
  });
});

describe("the file", () => {
  test("holds its lines by id, and is the same however they came", () => {
    expect(fileOf(line(3), line(1), line(2))).toBe(fileOf(line(2), line(3), line(1)));
    expect(parseIdLock(fileOf(line(3), line(1))).lines.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
  });

  test("with a conflict in it gives both sides, and tells of it once", () => {
    const at = (n: number) => line(n, { path: "shared.txt" });
    const text = [
      line(1),
      "<<<<<<< HEAD",
      at(2),
      "||||||| base",
      line(4),
      "=======",
      at(3),
      ">>>>>>> theirs",
      line(5),
      "",
    ].join("\n");
    const { lines, others } = parseIdLock(text);
    expect(lines.map(({ id }) => id)).toEqual([1, 2, 4, 3, 5].map(idOf));
    expect(others).toEqual([]);
    expect(told(text)).toEqual([expect.stringMatching(/^2: a merge left a conflict/)]);
    const mended = lockText(parseIdLock(text), new Map(), new Set());
    expect(parseIdLock(mended).lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(mended).not.toMatch(/^[<=>|]{7}/m);
  });

  test("keeps what it cannot read, and says where it is", () => {
    const text = `${fileOf(line(1))}00000002-0000 half a line\n# a remark\n`;
    expect(told(text)).toEqual([expect.stringMatching(/^6: it cannot be read/)]);
    const again = lockText(parseIdLock(text), new Map(), new Set());
    expect(again).toContain("\n00000002-0000 half a line\n# a remark\n");
    expect(lockText(parseIdLock(again), new Map(), new Set())).toBe(again);
  });

  test("says where two lines have one id, or one file", () => {
    const text = `${line(1)}\n${line(1, { path: "b.txt" })}\n${line(2, { path: "b.txt" })}\n${line(1)}\n`;
    expect(told(text)).toEqual([
      expect.stringMatching(/^2: it has the id of line 1:/),
      expect.stringMatching(/^3: it is for the file of line 2:/),
    ]);
  });

  test("keeps the lines of articles nobody knows, the newest of two, and marks one whose place was taken", () => {
    const old = line(2, { path: "b.txt" });
    const newer = line(2, { path: "b.txt", updated: second(50) });
    const lock = parseIdLock(`${newer}\n${old}\n${line(3)}\n`);
    const { lines } = parseIdLock(lockText(lock, new Map([[idOf(1), line(1)]]), new Set(["3.txt"])));
    expect(lines.map(({ id, updated, isWithdrawn }) => [id, updated, isWithdrawn])).toEqual([
      [idOf(1), second(1), false],
      [idOf(2), second(50), false],
      [idOf(3), second(3), true],
    ]);
  });

  test("lacks the entries it does not know, and those of which it says something else", () => {
    const head = (n: number, more: Partial<EntryHead> = {}): EntryHead => ({
      ...entry(n),
      missingRuns: 0,
      ...more,
    });
    const lock = parseIdLock(fileOf(...[1, 2, 3, 4, 5, 6, 7].map((n) => line(n))));
    const { standing, lacking } = planLock(lock, [
      head(1),
      head(2, { path: "moved.txt" }),
      head(3, { hash: "f".repeat(64) }),
      head(4, { updated: second(59) }),
      head(5, { missingRuns: 2 }),
      head(6, { slug: "other" }),
      head(7, { missingRuns: 1 }),
      head(8),
    ]);
    expect([...standing.keys()]).toEqual([idOf(1), idOf(7)]);
    expect(lacking.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 8].map(idOf));
  });

  test("is read whatever it is", () => {
    const scraps = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(line(1), "<<<<<<< a", "=======", "\n"),
    );
    fc.assert(
      fc.property(fc.array(scraps), (parts) => {
        const { lines } = parseIdLock(parts.join("\n"));
        for (const { text } of lines) expect(text).toContain("00000001-0000-4000-8000-000000000000");
      }),
    );
  });
});
