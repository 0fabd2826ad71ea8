import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, EntryHead, KnownEntry } from "../../src/domain/entry.ts";
import { isWithdrawn } from "../../src/domain/entry.ts";
import { idLine, lockText, parseIdLock, planLock } from "../../src/domain/id-lock.ts";
import { entryId } from "../../src/domain/ids.ts";
import { sketchOf } from "../../src/domain/near-duplicates.ts";
import type { Candidate } from "../../src/domain/recognition.ts";
import { recogniseEntries } from "../../src/domain/recognition.ts";

type FileText = { readonly title: string; readonly day: string | null };
type Folder = Readonly<Record<string, FileText>>;

function candidate(path: string, { title, day }: FileText): Candidate {
  return {
    content: {
      title,
      summary: { method: "given", text: title, sentences: [] },
      html: `<p>${title}</p>`,
      language: null,
      author: null,
      tags: [],
      images: [],
      correction: null,
      link: null,
      origin: null,
      minutes: 1,
      path,
      hash: createHash("sha256").update(`${title}\n${day}`).digest("hex"),
      reading: null,
      dated: day,
    },
    claimed: day == null ? null : { precision: "day", day },
    sketch: sketchOf(title),
  };
}

/** A folder over time, with its store and the file of ids beside it, as a run leaves both. */
function newspaper() {
  let minted = 0;
  let known: readonly KnownEntry[] = [];
  let lock = "";
  return {
    run(folder: Folder, now: Date): void {
      const parsed = parseIdLock(lock);
      const ids = new Set(known.map(({ entry }) => entry.id));
      const { changes } = recogniseEntries({
        candidates: Object.entries(folder).map(([path, text]) => candidate(path, text)),
        settled: [],
        heads: known.map(({ entry, missingRuns }) => ({ ...entry, missingRuns })),
        held: new Set(),
        kept: parsed.lines.filter(({ id }) => !ids.has(id)),
        moved: new Map(),
        drafts: new Set(),
        known,
        isWhole: true,
        now,
        zone: "UTC",
        mintId: () => entryId(`urn:uuid:${String(++minted).padStart(8, "0")}-0000-4000-8000-000000000000`),
      });
      const all = new Map(known.map((each) => [each.entry.id, each]));
      for (const change of changes) {
        const missingRuns = "missingRuns" in change ? change.missingRuns : 0;
        all.set(change.entry.id, { entry: change.entry, missingRuns });
      }
      known = [...all.values()];
      const heads = known.map(({ entry, missingRuns }): EntryHead => ({ ...entry, missingRuns }));
      const { standing, lacking } = planLock(parsed, heads);
      const lines = new Map(standing);
      for (const { id } of lacking) {
        const own = all.get(id);
        if (own != null) lines.set(id, idLine(own.entry, own.missingRuns, null));
      }
      const places = heads.flatMap((head) => (isWithdrawn(head) ? [] : head.path));
      lock = lockText(parsed, lines, new Set(places));
    },
    loseDatabase(): void {
      known = [];
    },
    /** What readers have of the files that are there. */
    shown: (folder: Folder): Record<string, Pick<Entry, "id" | "slug" | "published" | "updated" | "dated">> =>
      Object.fromEntries(
        known
          .filter((each) => each.missingRuns === 0 && folder[each.entry.path] != null)
          .map(({ entry: { id, slug, published, updated, dated, path } }) => [
            path,
            { id, slug, published, updated, dated },
          ]),
      ),
    /** Ids that the file knows and the store does not. */
    strays: () => parseIdLock(lock).lines.length - known.length,
    ids: () => parseIdLock(lock).lines.map(({ id }) => id),
  };
}

const names = ["a.txt", "b.txt", "c.txt", "d.txt"];
const titles = ["Gulls", "Terns", "Boats", "Quays", "Ropes", "Tides"];
const days = [null, "2026-01-05", "2026-02-06"];

/** A folder and what somebody does to it before each run: write, rename, remove, swap. */
const history = fc.array(
  fc.array(
    fc.record({
      what: fc.constantFrom("write", "rename", "remove", "swap"),
      name: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
      title: fc.constantFrom(...titles),
      day: fc.constantFrom(...days),
    }),
    { maxLength: 4 },
  ),
  { minLength: 2, maxLength: 7 },
);

type Deeds = (typeof history extends fc.Arbitrary<infer T> ? T : never)[number];

function after(folder: Folder, deeds: Deeds): Folder {
  const next: Record<string, FileText> = { ...folder };
  for (const { what, name, to, title, day } of deeds) {
    const [here, there] = [next[name], next[to]];
    if (what === "write") next[name] = { title, day };
    else if (what === "remove") delete next[name];
    else if (here == null || name === to) continue;
    else {
      next[to] = here;
      if (what === "swap" && there != null) next[name] = there;
      else delete next[name];
    }
  }
  return next;
}

const minutesLater = (n: number): Date => new Date(Date.UTC(2026, 4, 4, 7, n));

/** What is the same file with the same text in both. */
const untouched = (before: Folder, now: Folder): string[] =>
  Object.keys(now).filter((path) => JSON.stringify(before[path]) === JSON.stringify(now[path]));

test("a database lost between any two runs costs no article that is there its id, page or dates", () => {
  let compared = 0;
  fc.assert(
    fc.property(history, fc.nat({ max: 6 }), (steps, lostBefore) => {
      const [lasting, unlucky] = [newspaper(), newspaper()];
      let folder: Folder = {};
      for (const [n, deeds] of steps.entries()) {
        folder = after(folder, deeds);
        if (n === lostBefore) unlucky.loseDatabase();
        for (const each of [lasting, unlucky]) each.run(folder, minutesLater(n));
        expect(unlucky.shown(folder)).toEqual(lasting.shown(folder));
        // Of an article that was not there after the loss, the new database holds nothing to compare a later one with.
        if (n >= lostBefore && unlucky.strays() > 0) return;
        if (n > lostBefore) compared++;
      }
      expect(unlucky.ids()).toEqual(lasting.ids());
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(50);
});

test("whatever was lost whenever: an article nobody touched stays what it was, and no two are one", () => {
  fc.assert(
    fc.property(history, fc.uniqueArray(fc.nat({ max: 6 })), (steps, losses) => {
      const paper = newspaper();
      let folder: Folder = {};
      let before: Folder = {};
      let shown = paper.shown(folder);
      for (const [n, deeds] of steps.entries()) {
        before = folder;
        folder = after(folder, deeds);
        if (losses.includes(n)) paper.loseDatabase();
        paper.run(folder, minutesLater(n));
        const now = paper.shown(folder);
        const ids = Object.values(now).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(Object.values(now).map(({ slug }) => slug)).size).toBe(ids.length);
        const files = Object.values(folder).map((text) => JSON.stringify(text));
        for (const path of untouched(before, folder)) {
          // Of two files that became the same, either is the entry.
          const isAlone = files.filter((text) => text === JSON.stringify(folder[path])).length === 1;
          if (isAlone && shown[path] != null) expect(now[path]).toEqual(shown[path]);
        }
        shown = now;
      }
      expect(new Set(paper.ids()).size).toBe(paper.ids().length);
    }),
    { numRuns: 400 },
  );
});
