import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Article } from "../../src/domain/article.ts";
import { given, unknown } from "../../src/domain/article.ts";
import type { Entry, KnownEntry } from "../../src/domain/entry.ts";
import type { Candidate, Recognition } from "../../src/domain/recognition.ts";
import { minutesFor, newestFirst, publishedAt, slugOf } from "../../src/domain/entry.ts";
import { candidateOf, recogniseEntries } from "../../src/domain/recognition.ts";
import type { EntryId } from "../../src/domain/ids.ts";
import { entryId } from "../../src/domain/ids.ts";

const start = new Date("2026-05-04T07:00:00.400Z");
const minutesLater = (n: number): Date => new Date(+start + n * 60_000);
const anId = entryId("urn:uuid:1b4e28ba-2fa1-41d2-883f-0016d3cca427");

type FileText = { readonly title: string; readonly body: string };

function candidate(path: string, { title, body }: FileText): Candidate {
  const text = `${title}\n\n${body}`;
  const article: Article = {
    path,
    hash: createHash("sha256").update(text).digest("hex"),
    text,
    blocks: [],
    title: given(title, "a test gave it"),
    date: unknown("a test gave none"),
    author: unknown("a test gave none"),
    language: unknown("a test gave none"),
    place: { state: "unknown", because: "" },
    tags: [],
    link: null,
    origin: null,
    images: [],
    givenSummary: null,
    correction: null,
    html: `<p>${body}</p>`,
    draft: false,
    notes: [],
    reading: "",
  };
  return candidateOf(article, { method: "given", text: body, sentences: [] }, article.hash);
}

/** The entries that feeds and pages show, newest first. */
const shownEntries = (changes: Recognition["changes"]): Entry[] =>
  changes.flatMap((change) => (change.kind === "withdrawn" ? [] : change.entry)).sort(newestFirst);

type Folder = Readonly<Record<string, FileText>>;

const text = (title: string, body = `All about ${title}.`): FileText => ({ title, body });

/** A source folder over time: each `run` reads what lies there then, and remembers the answer as the store would. */
function newspaper() {
  let minted = 0;
  let known: readonly KnownEntry[] = [];
  return {
    run(
      folder: Folder,
      now: Date = start,
      held: readonly string[] = [],
      drafts: readonly string[] = [],
    ): Recognition {
      const recognition = recogniseEntries({
        candidates: Object.entries(folder).map(([path, content]) => candidate(path, content)),
        held: new Set(held),
        drafts: new Set(drafts),
        settled: [],
        moved: new Map(),
        kept: [],
        heads: known.map(({ entry, missingRuns }) => ({ ...entry, missingRuns })),
        isWhole: true,
        known,
        now,
        zone: "UTC",
        mintId: () => {
          minted++;
          return entryId(`urn:uuid:${String(minted).padStart(8, "0")}-0000-4000-8000-000000000000`);
        },
      });
      const changed = new Map(known.map((k) => [k.entry.id, k]));
      for (const change of recognition.changes) {
        changed.set(change.entry.id, {
          entry: change.entry,
          missingRuns: "missingRuns" in change ? change.missingRuns : 0,
        });
      }
      known = [...changed.values()];
      return recognition;
    },
    known: () => known,
  };
}

const byKind = (recognition: Recognition): Record<string, string[]> => {
  const kinds: Record<string, string[]> = {};
  for (const { kind, entry } of recognition.changes) (kinds[kind] ??= []).push(entry.path);
  return kinds;
};

function entryAt(recognition: Recognition, path: string): Entry {
  const change = recognition.changes.find((c) => c.entry.path === path);
  if (change == null) throw new Error(`no entry for ${path}`);
  return change.entry;
}

const manyStories = (word: string): Folder =>
  Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.txt`, text(`Story ${i}`, word)]));

const idsByTitle = ({ changes }: Recognition): Record<string, EntryId> =>
  Object.fromEntries(changes.map(({ entry }) => [entry.title, entry.id]));

describe("an article", () => {
  test("seen for the first time is a new entry with an id, a slug and whole seconds", () => {
    const { changes } = newspaper().run({ "bridge.txt": text("The bridge is open") });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: "new",
      entry: {
        id: "urn:uuid:00000001-0000-4000-8000-000000000000",
        slug: "the-bridge-is-open",
        published: new Date("2026-05-04T07:00:00Z"),
        updated: new Date("2026-05-04T07:00:00Z"),
        minutes: 1,
      },
    });
  });

  test("that was edited keeps its id, slug and date of publication, and only `updated` moves", () => {
    const paper = newspaper();
    const before = entryAt(paper.run({ "a.txt": text("The bridge is open") }), "a.txt");
    const after = paper.run({ "a.txt": text("The bridge is closed", "It is.") }, minutesLater(10));
    expect(byKind(after)).toEqual({ updated: ["a.txt"] });
    expect(entryAt(after, "a.txt")).toMatchObject({
      id: before.id,
      slug: before.slug,
      published: before.published,
      title: "The bridge is closed",
      html: "<p>It is.</p>",
      updated: new Date("2026-05-04T07:10:00Z"),
    });
  });

  test("that was renamed keeps its id and slug, and is not an update", () => {
    const paper = newspaper();
    const before = entryAt(paper.run({ "a.txt": text("The bridge") }), "a.txt");
    const after = paper.run({ "2026/bridge.txt": text("The bridge") }, minutesLater(10));
    expect(byKind(after)).toEqual({ unchanged: ["2026/bridge.txt"] });
    expect(entryAt(after, "2026/bridge.txt")).toEqual({ ...before, path: "2026/bridge.txt" });
  });

  test("renamed into the place of another, which was renamed too, is still itself and shown to nobody as new", () => {
    const paper = newspaper();
    const first = paper.run({ "1.txt": text("Monday"), "2.txt": text("Sunday") });
    const ids = Object.fromEntries(first.changes.map(({ entry }) => [entry.title, entry.id]));
    const after = paper.run(
      { "1.txt": text("Tuesday"), "2.txt": text("Monday"), "3.txt": text("Sunday") },
      minutesLater(10),
    );
    expect(entryAt(after, "2.txt").id).toBe(ids["Monday"]);
    expect(entryAt(after, "3.txt").id).toBe(ids["Sunday"]);
    expect(after.changes.filter((c) => c.kind === "new").map((c) => c.entry.title)).toEqual(["Tuesday"]);
  });

  test("that lies there twice is one entry, and the copy is named", () => {
    const paper = newspaper();
    const first = paper.run({ "b.txt": text("The bridge") });
    const again = paper.run(
      { "a-copy.txt": text("The bridge"), "b.txt": text("The bridge") },
      minutesLater(1),
    );
    expect(byKind(again)).toEqual({ unchanged: ["b.txt"] });
    expect(again.copies).toEqual([{ path: "a-copy.txt", of: "b.txt" }]);
    expect(entryAt(again, "b.txt").id).toBe(entryAt(first, "b.txt").id);
  });

  test("whose file cannot be read just now stays up as it was, for as long as that lasts", () => {
    const paper = newspaper();
    const before = entryAt(paper.run({ "a.txt": text("The bridge") }), "a.txt");
    for (let n = 1; n < 5; n++) {
      const after = paper.run({}, minutesLater(n), ["a.txt"]);
      expect(byKind(after)).toEqual({ kept: ["a.txt"] });
      expect(shownEntries(after.changes)).toEqual([before]);
    }
    expect(byKind(paper.run({ "a.txt": text("The bridge") }, minutesLater(9)))).toEqual({
      unchanged: ["a.txt"],
    });
  });

  test("whose file is gone stays for one run, is withdrawn at the second, and comes back as the same entry", () => {
    const paper = newspaper();
    const before = entryAt(paper.run({ "a.txt": text("The bridge"), "b.txt": text("Other") }), "a.txt");
    const [first, second, third] = [1, 2, 3].map((n) =>
      paper.run({ "b.txt": text("Other") }, minutesLater(n)),
    );
    expect(byKind(first!)).toEqual({ unchanged: ["b.txt"], kept: ["a.txt"] });
    expect(byKind(second!)).toEqual({ unchanged: ["b.txt"], withdrawn: ["a.txt"] });
    expect(byKind(third!)).toEqual({ unchanged: ["b.txt"] });
    expect(shownEntries(second!.changes).map((e) => e.path)).toEqual(["b.txt"]);
    const back = paper.run({ "a.txt": text("The bridge"), "b.txt": text("Other") }, minutesLater(4));
    expect(entryAt(back, "a.txt")).toEqual(before);
    expect(shownEntries(back.changes)).toContainEqual(before);
  });

  test("that was missing for one run only starts counting afresh", () => {
    const paper = newspaper();
    const here = { "a.txt": text("The bridge"), "b.txt": text("Other") };
    const gone = { "b.txt": text("Other") };
    paper.run(here);
    for (let n = 1; n < 9; n += 2) {
      expect(byKind(paper.run(gone, minutesLater(n)))).toMatchObject({ kept: ["a.txt"] });
      expect(byKind(paper.run(here, minutesLater(n + 1)))).toEqual({ unchanged: ["a.txt", "b.txt"] });
    }
  });

  test("that was withdrawn leaves its slug to nobody else", () => {
    const paper = newspaper();
    paper.run({ "a.txt": text("The bridge") });
    paper.run({}, minutesLater(1));
    paper.run({}, minutesLater(2));
    const next = paper.run({ "b.txt": text("The bridge", "Another one.") }, minutesLater(3));
    expect(entryAt(next, "b.txt").slug).toBe("the-bridge-2");
  });

  test("is never said to have changed before it was published, however many change at once", () => {
    const paper = newspaper();
    paper.run(manyStories("once"));
    // Two minutes later all 200 files are touched, as when a house rule for quotes changes.
    const { changes } = paper.run(manyStories("twice"), minutesLater(2));
    expect(changes.every((c) => c.kind === "updated")).toBe(true);
    const early = changes.filter(({ entry }) => entry.updated < entry.published);
    expect(early).toHaveLength(0);
  });

  test("edited within the second of its publication does not change before it", () => {
    const paper = newspaper();
    paper.run({ "a.txt": text("The bridge", "Draft.") });
    const { published, updated } = entryAt(paper.run({ "a.txt": text("The bridge", "Final.") }), "a.txt");
    expect(+updated).toBeGreaterThanOrEqual(+published);
  });
});

describe("the date of an entry", () => {
  const now = new Date("2026-05-04T07:00:30.900Z");
  test.each([
    ["without a date is the moment it was first seen", null, "2026-05-04T07:00:30.000Z"],
    [
      "with a time is that time",
      { precision: "instant", at: new Date("2026-05-01T10:20:30.500Z") } as const,
      "2026-05-01T10:20:30.000Z",
    ],
    [
      "with a day is noon there",
      { precision: "day", day: "2026-05-01" } as const,
      "2026-05-01T10:00:00.000Z",
    ],
    [
      "of today is not later than now",
      { precision: "day", day: "2026-05-04" } as const,
      "2026-05-04T07:00:30.000Z",
    ],
    [
      "in the future is now",
      { precision: "instant", at: new Date("2030-01-01Z") } as const,
      "2026-05-04T07:00:30.000Z",
    ],
    ["before 1970 is kept", { precision: "day", day: "1965-07-01" } as const, "1965-07-01T11:00:00.000Z"],
  ])("%s", (_, date, instant) => {
    expect(publishedAt(date, now, "Europe/Berlin").toISOString()).toBe(instant);
  });
});

describe("a slug", () => {
  test.each([
    ["The bridge is open", "the-bridge-is-open"],
    ["Straße & Käse: Ærø, Łódź", "strasse-kase-aero-lodz"],
    ["O’Brien's “best” day?", "obriens-best-day"],
    ["  ---  Spaced   out --- ", "spaced-out"],
    ["../../etc/passwd", "etc-passwd"],
    ["ﬁne ① ½", "fine-1-1-2"],
    ["日本語の見出し", "entry-1b4e28ba"],
    ["Привет мир", "entry-1b4e28ba"],
    ["日本語の見出し and", "entry-1b4e28ba"],
    ["!!!", "entry-1b4e28ba"],
    ["", "entry-1b4e28ba"],
    ["x".repeat(100), "entry-1b4e28ba"],
  ])("of %j is %s", (title, slug) => {
    expect(slugOf(title, anId)).toBe(slug);
  });

  test("is cut at a word", () => {
    expect(slugOf("word ".repeat(40), anId)).toBe(Array.from({ length: 12 }, () => "word").join("-"));
  });

  test("is 1 to 80 of a-z, 0-9 and -, with no - at its ends, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
        const slug = slugOf(title, anId);
        expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 500 },
    );
  });
});

/** What a person does to a folder between two runs. */
type Step =
  | { readonly do: "write" | "remove"; readonly at: number; readonly title: string }
  | { readonly do: "rename" | "copy"; readonly at: number; readonly to: number };

const places = 6;
const placeIndex = fc.nat({ max: places - 1 });
const titles = fc.constantFrom("Bridge", "Bridge!", "bridge", "Bridge 2", "Brücke", "橋", "橋の", "");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("write" as const, "remove" as const), at: placeIndex, title: titles }),
  fc.record({ do: fc.constantFrom("rename" as const, "copy" as const), at: placeIndex, to: placeIndex }),
);
const days = fc.array(fc.array(step, { maxLength: 4 }), { minLength: 1, maxLength: 8 });
const fileAt = (n: number): string => `${n}.txt`;

function changedFolder(folder: Folder, steps: readonly Step[]): Folder {
  const files = new Map(Object.entries(folder));
  for (const each of steps) {
    const content = files.get(fileAt(each.at));
    if (each.do === "write") files.set(fileAt(each.at), text(each.title));
    if (each.do === "remove") files.delete(fileAt(each.at));
    if ("to" in each && content != null && !files.has(fileAt(each.to))) {
      files.set(fileAt(each.to), content);
      if (each.do === "rename") files.delete(fileAt(each.at));
    }
  }
  return Object.fromEntries(files);
}

function expectDistinct(known: readonly KnownEntry[]): void {
  const entries = known.map((k) => k.entry);
  for (const key of ["id", "slug"] as const) {
    expect(new Set(entries.map((e) => e[key])).size).toBe(entries.length);
  }
  const seconds = entries.flatMap((e) => [...new Set([+e.published, +e.updated])]);
  expect(new Set(seconds).size).toBe(seconds.length);
  expect(seconds.every((ms) => ms % 1000 === 0)).toBe(true);
}

describe("whatever happens to the folder", () => {
  test("no two entries share an id, a slug or a second, and none ever changes its id, slug or date", () => {
    fc.assert(
      fc.property(days, (edits) => {
        const paper = newspaper();
        const first = new Map<EntryId, Entry>();
        let folder: Folder = {};
        for (const [n, steps] of edits.entries()) {
          folder = changedFolder(folder, steps);
          const { changes, copies } = paper.run(folder, minutesLater(n * 60));
          expectDistinct(paper.known());
          // Every file is answered for, and every entry once.
          const live = changes
            .filter((c) => c.kind !== "withdrawn" && c.kind !== "kept")
            .map((c) => c.entry.path);
          expect([...live, ...copies.map((c) => c.path)].toSorted()).toEqual(Object.keys(folder).toSorted());
          expect(new Set(changes.map((c) => c.entry.id)).size).toBe(changes.length);
          for (const { kind, entry } of changes) {
            const before = first.get(entry.id);
            expect(before == null).toBe(kind === "new");
            if (before == null) first.set(entry.id, entry);
            else expect([entry.slug, entry.published]).toEqual([before.slug, before.published]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a second look at an untouched folder finds everything unchanged", () => {
    fc.assert(
      fc.property(days, (edits) => {
        const paper = newspaper();
        let folder: Folder = {};
        for (const [n, steps] of edits.entries()) {
          folder = changedFolder(folder, steps);
          const before = paper.run(folder, minutesLater(n * 60));
          const again = paper.run(folder, minutesLater(n * 60 + 1));
          const present = again.changes.filter((c) => c.entry.path in folder && c.kind !== "withdrawn");
          expect(present.map((c) => c.kind)).toEqual(present.map(() => "unchanged"));
          expect(again.copies).toEqual(before.copies);
          expect(shownEntries(present)).toEqual(
            shownEntries(before.changes.filter((c) => c.kind !== "kept")),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the order in which the files are listed makes no difference", () => {
    const folder = fc.array(fc.tuple(placeIndex, titles), { maxLength: 6 });
    fc.assert(
      fc.property(folder, (files) => {
        const listed = Object.entries(
          Object.fromEntries(files.map(([n, title]) => [fileAt(n), text(title)])),
        );
        const [one, other] = [listed, listed.toReversed()].map((entries) => {
          const paper = newspaper();
          return [paper.run(Object.fromEntries(entries)), paper.known()];
        });
        expect(other).toEqual(one);
      }),
    );
  });

  test("a file renamed to a name nobody had keeps its entry", () => {
    fc.assert(
      fc.property(fc.uniqueArray(placeIndex, { minLength: 1 }), (numbers) => {
        const paper = newspaper();
        const before = paper.run(Object.fromEntries(numbers.map((n) => [fileAt(n), text(`Story ${n}`)])));
        const moved = Object.fromEntries(
          numbers.map((n) => [`moved/${(n * 5) % 7}.txt`, text(`Story ${n}`)]),
        );
        const after = paper.run(moved, minutesLater(5));
        expect(idsByTitle(after)).toEqual(idsByTitle(before));
      }),
    );
  });
});

describe("the entries that readers see", () => {
  test("come newest first, and two of the same second in the order of their ids", () => {
    const { changes } = newspaper().run({ "a.txt": text("A"), "b.txt": text("B"), "c.txt": text("C") });
    const shown = shownEntries(changes);
    expect(shown.map((e) => +e.published)).toEqual(shown.map((e) => +e.published).toSorted((a, b) => b - a));
    const one = entryAt({ changes, copies: [], recalled: [] }, "a.txt");
    const twin: Entry = { ...one, id: anId };
    expect([twin, one].sort(newestFirst)).toEqual([one, twin]);
    expect([one, twin].sort(newestFirst)).toEqual([one, twin]);
  });
});

test("minutes are counted in words, and where those are not parted in letters", () => {
  expect(minutesFor("")).toBe(1);
  expect(minutesFor("word ".repeat(690))).toBe(3);
  expect(minutesFor("夜の船が戻ってくる。".repeat(150))).toBe(3);
  expect(minutesFor(`${"船".repeat(500)} ${"word ".repeat(230)}`)).toBe(2);
});
