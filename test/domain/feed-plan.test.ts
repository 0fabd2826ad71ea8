import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { newestFirst } from "../../src/domain/entry.ts";
import type { EntryId } from "../../src/domain/ids.ts";
import type { Weighed } from "../../src/domain/feed-plan.ts";
import { planFeed } from "../../src/domain/feed-plan.ts";
import {
  entryBytes,
  feedReach,
  leastEntryBytes,
  maxDocumentBytes,
  roomForEntries,
} from "../../src/render/feed-markup.ts";
import { writeFeeds } from "../../src/render/feeds.ts";
import { entry, publication } from "../render/sample.ts";

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 0, 1);
const weighed = (n: number, at: number, bytes = leastEntryBytes): Weighed => ({
  id: entry(n).id,
  published: new Date(start + at),
  bytes,
});

/** A feed over time, remembering of it what the store has to. */
function feed(size: number) {
  const all: Weighed[] = [];
  const archives: EntryId[][] = [];
  return {
    archives,
    publish(...entries: readonly Weighed[]) {
      for (const each of entries) all.push(each);
      const archived = new Set(archives.flat());
      const plan = planFeed({
        newest: all.toSorted(newestFirst).slice(0, feedReach),
        open: all.filter(({ id }) => !archived.has(id)),
        archives: archives.length,
        size,
        room: roomForEntries,
      });
      for (const { ids } of plan.closed) archives.push([...ids]);
      return plan;
    },
    all,
  };
}

describe("the current document", () => {
  test("holds the newest, and all of the last week if those are more", () => {
    const slow = feed(30);
    expect(slow.publish(...Array.from({ length: 100 }, (_, n) => weighed(n, n * day))).current).toEqual(
      Array.from({ length: 30 }, (_, n) => entry(99 - n).id),
    );
    const busy = feed(30);
    expect(
      busy.publish(...Array.from({ length: 1000 }, (_, n) => weighed(n, (n * day) / 10))).current,
    ).toHaveLength(70);
  });

  test("is the same whenever it is made: the week ends with the newest entry", () => {
    const plans = feed(30);
    const entries = Array.from({ length: 50 }, (_, n) => weighed(n, n * 3_600_000));
    const first = plans.publish(...entries);
    expect(plans.publish()).toEqual({ ...first, closed: [], linked: [] });
  });

  test("is an empty one where there is nothing", () => {
    expect(feed(30).publish()).toEqual({ current: [], closed: [], archives: 0, linked: [] });
  });
});

describe("archives", () => {
  test("are filled oldest first, and the last one before is written once more to name its successor", () => {
    const plans = feed(3);
    expect(plans.publish(weighed(3, 3), weighed(1, 1), weighed(2, 2), weighed(4, 4))).toMatchObject({
      closed: [{ number: 1, ids: [entry(3).id, entry(2).id, entry(1).id] }],
      linked: [],
    });
    expect(plans.publish(weighed(5, 5), weighed(6, 6), weighed(7, 7))).toMatchObject({
      closed: [{ number: 2, ids: [entry(6).id, entry(5).id, entry(4).id] }],
      archives: 2,
      linked: [1],
    });
  });

  test("that are closed stay as they are when an old entry comes late: it stands in the next", () => {
    const plans = feed(2);
    plans.publish(weighed(5, 50 * day), weighed(6, 60 * day));
    const plan = plans.publish(weighed(1, 1));
    expect(plan.closed).toEqual([]);
    expect(plan.current).toEqual([entry(6).id, entry(5).id, entry(1).id]);
    plans.publish(weighed(7, 70 * day));
    expect(plans.archives).toEqual([
      [entry(6).id, entry(5).id],
      [entry(7).id, entry(1).id],
    ]);
  });

  test("keep their entries for ever; each entry is in one at most; what is in none is in the current document; nothing is too long", () => {
    const arrival = fc.array(
      fc.record({ at: fc.nat(400 * day), bytes: fc.integer({ min: 1024, max: 300_000 }) }),
      {
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (runs, size) => {
        const plans = feed(size);
        let n = 0;
        for (const run of runs) {
          const before = plans.archives.map((ids) => [...ids]);
          const { current, closed } = plans.publish(...run.map(({ at, bytes }) => weighed(n++, at, bytes)));
          expect(plans.archives.slice(0, before.length)).toEqual(before);
          const archived = plans.archives.flat();
          expect(new Set(archived).size).toBe(archived.length);
          expect(new Set([...archived, ...current]).size).toBe(n);
          const bytes = new Map(plans.all.map((each) => [each.id, each.bytes]));
          const sum = (ids: readonly EntryId[]) => ids.reduce((total, id) => total + (bytes.get(id) ?? 0), 0);
          for (const ids of [current, ...closed.map((each) => each.ids)]) {
            expect(sum(ids)).toBeLessThanOrEqual(roomForEntries);
            expect(new Set(ids).size).toBe(ids.length);
          }
          for (const { ids } of closed) expect(ids.length).toBeLessThanOrEqual(size);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("of a hundred thousand entries are decided at once", () => {
    const entries = Array.from({ length: 100_000 }, (_, n) => weighed(n, n * 60_000, 8000));
    const began = performance.now();
    const newest = entries.toReversed().slice(0, feedReach);
    expect(planFeed({ newest, open: entries, archives: 0, size: 30, room: roomForEntries }).archives).toBe(
      3333,
    );
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test("an entry weighs no less than it does in any format", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "&", "<", '"', "\\", "é", "👩", " ", "]]>", "\n"),
    maxLength: 200,
  });
  const image = fc.record({
    path: fc.constant("a.jpg"),
    alt: text,
    type: fc.constantFrom("image/jpeg" as const, "image/avif" as const),
    width: fc.nat(9000),
    height: fc.nat(9000),
    bytes: fc.nat(9_000_000),
    hash: fc.stringMatching(/^[0-9a-f]{64}$/),
  });
  const values = fc.record({
    title: text,
    html: text.map((each) => `<p>${each}</p><img src="images/x" />`),
    author: text,
    tags: fc.array(text, { maxLength: 5 }),
    images: fc.array(image, { maxLength: 5 }),
    link: text.map((each) => `https://gull.example/${each}`),
    origin: text.map((each) => ({ title: each, url: `https://gull.example/${each}` })),
    language: fc.constantFrom("ar", "en", null),
  });
  fc.assert(
    fc.property(
      values,
      fc.constantFrom("full" as const, "summary" as const),
      (of: Partial<Entry>, content) => {
        const document = { publication, content };
        const [one, two] = [entry(1, of), entry(2, of)];
        const size = (entries: readonly Entry[]) =>
          Object.values(writeFeeds({ ...document, entries })).map((written) => Buffer.byteLength(written));
        const [short, long] = [size([one]), size([one, two])];
        const added = Math.max(...long.map((bytes, n) => bytes - (short[n] ?? 0)));
        expect(entryBytes(two, document)).toBeGreaterThanOrEqual(added);
      },
    ),
    { numRuns: 300 },
  );
});

test("a document filled to the brim stays below half a megabyte", () => {
  const entries = Array.from({ length: 200 }, (_, n) =>
    entry(n, { html: `<p>${"What is told here. ".repeat(300)}</p>` }),
  );
  const open = entries.map((each) => ({
    ...each,
    bytes: entryBytes(each, { publication, content: "full" }),
  }));
  const { current } = planFeed({
    newest: open.toSorted(newestFirst),
    open: [],
    archives: 9,
    size: 200,
    room: roomForEntries,
  });
  expect(current.length).toBeGreaterThan(50);
  const chosen = new Set(current);
  const written = writeFeeds({
    publication,
    content: "full",
    hub: "https://hub.example/",
    part: { kind: "current", archives: 9 },
    entries: entries.filter(({ id }) => chosen.has(id)),
  });
  for (const text of Object.values(written)) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxDocumentBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(maxDocumentBytes / 2);
  }
});
