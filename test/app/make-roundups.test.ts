import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MakeRoundups, SealedRoundup } from "../../src/app/make-roundups.ts";
import { makeRoundups } from "../../src/app/make-roundups.ts";
import { sealEdition } from "../../src/app/seal.ts";
import type { Edition, EditionPlan } from "../../src/domain/edition.ts";
import { planEdition } from "../../src/domain/edition.ts";
import type { Entry } from "../../src/domain/entry.ts";
import type { EntryId, SubscriberId } from "../../src/domain/ids.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import { sketchOf } from "../../src/domain/near-duplicates.ts";
import type { Store } from "../../src/domain/ports.ts";
import type { Frequency, Preference, Span } from "../../src/domain/preferences.ts";
import { defaultPreference, frequencies, placeAfter, roundupDue } from "../../src/domain/preferences.ts";
import { marksOf } from "../../src/domain/reader-mark.ts";
import { mostEditions, roundupsOf } from "../../src/domain/roundup.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { entry } from "../render/sample.ts";

const zone = "Europe/Berlin";
const hour = 3_600_000;
/** A Monday. */
const monday = +new Date("2026-05-04T07:00:00Z");
const client = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
const marks = (key: string) => marksOf([new Uint8Array(32).fill(7)], "silence", key);
const sketch = sketchOf("One sentence of a story. And another.");
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A series on real SQLite, with mails that nobody renders. */
function seriesIn(store: Store) {
  let minted = 0;
  let printed = 0;
  let newest = 0;
  const sealAs =
    (now: Date, series: string) =>
    async (plan: EditionPlan): Promise<Edition> =>
      sealEdition(plan, {
        id: editionId(uuid(900_000 + ++minted)),
        series,
        sealedAt: now,
        audience: "active",
        language: "en",
        digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
      });
  const running = (now: Date): MakeRoundups => ({
    store,
    series: "default",
    audience: async () => "active",
    seal: sealAs(now, roundupsOf("default")),
    bodyOf: () => null,
    rounding: {
      now,
      zone,
      subjectOf:
        (pace) =>
        ({ lead }) =>
          `${pace}: ${lead}`,
    },
  });
  return {
    newest: () => newest,
    running,
    async print(now: Date, fresh: readonly Entry[], corrected: readonly Entry[] = []): Promise<void> {
      const planned = planEdition(fresh, newest, null, { corrected });
      if (planned.kind !== "edition") throw new Error("nothing to print");
      newest++;
      const changes = fresh.map((each) => ({ kind: "new" as const, entry: each, sketch }));
      await store.seal("seeds/", changes, await sealAs(now, "default")(planned.plan));
    },
    /** So many stories nobody has seen. */
    stories: (count: number): Entry[] => Array.from({ length: count }, () => entry(++printed)),
    round: (now: Date): Promise<readonly SealedRoundup[]> => makeRoundups(running(now)),
  };
}

type Series = ReturnType<typeof seriesIn>;

async function join(store: Store, name: string, now: Date): Promise<SubscriberId> {
  const mailbox = { address: `${name}@example.com`, key: `${name}@example.com` };
  const id = subscriberId(uuid(name.charCodeAt(0)));
  const whom = { mailbox, newId: id, origin: "form", marks } as const;
  await store.consents.happen(whom, { kind: "added", at: now, source: "a test" });
  return id;
}

const wish = (store: Store, id: SubscriberId, now: Date, wished: Partial<Preference>): Promise<void> =>
  store.consents.prefer(id, {
    kind: "preferences",
    at: now,
    client,
    preferences: [{ ...defaultPreference("default"), ...wished }],
  });

/** Every story that was sealed for a reader, in the order it was. */
async function sentTo(store: Store, id: SubscriberId): Promise<EntryId[]> {
  const sent: EntryId[] = [];
  for (const { series, number } of await store.consents.deliveries(id)) {
    const edition = await store.edition(series, number);
    sent.push(...(edition?.entries ?? []).map((each) => each.id));
  }
  return sent;
}

async function open(): Promise<Store> {
  const store = await openSqlite(":memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  return store;
}

const names = ["ada", "grace", "linus"] as const;
type Name = (typeof names)[number];
type Step =
  | { readonly kind: "run"; readonly stories: number }
  | {
      readonly kind: "wish";
      readonly name: Name;
      readonly frequency: Frequency;
      readonly pauseDays: number;
      readonly wanted: boolean;
    }
  | { readonly kind: "leave" | "return"; readonly name: Name };
const name = fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("run" as const), stories: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("wish" as const),
      name,
      frequency: fc.constantFrom("each", "weekly", ...frequencies),
      pauseDays: fc.constantFrom(0, 0, 0, 1, 3, 40),
      wanted: fc.constantFrom(true, true, true, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("leave" as const, "return" as const), name }) },
);

const someHours = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 13, max: 60 }),
  fc.constant(170),
);

/** What a reader must have had by the end: the stories of every edition since they last came; and what they must never get. */
type Reader = {
  readonly id: SubscriberId;
  active: boolean;
  wanted: boolean;
  readonly owed: Set<EntryId>;
  readonly foreign: Set<EntryId>;
};

/** Seals what is new and what is due, and compares who got a round-up with the rule for one reader. */
async function runOf(store: Store, series: Series, readers: readonly Reader[], now: Date, stories: Entry[]) {
  if (stories.length > 0) await series.print(now, stories);
  for (const { active, wanted, owed, foreign } of readers)
    for (const { id } of stories) (active && wanted ? owed : foreign).add(id);
  const due = new Map<SubscriberId, Span>();
  const wishes = await Promise.all(readers.map(({ id }) => store.consents.wishes(id)));
  for (const [at, { id, active }] of readers.entries()) {
    const [said] = wishes[at] ?? [];
    if (said == null || !active) continue;
    const span = roundupDue(said.preference, said.place, series.newest(), now, zone);
    if (span != null) due.set(id, span);
  }
  const before = await Promise.all(readers.map(({ id }) => store.consents.deliveries(id)));
  const made = await series.round(now);
  for (const [at, { id }] of readers.entries()) {
    const fresh = (await store.consents.deliveries(id)).slice(before[at]?.length);
    const spans = fresh.map(({ number }) => {
      const { after, upTo } = made.find(({ edition }) => edition.number === number)?.edition.roundup ?? {};
      return { after, upTo };
    });
    const span = due.get(id);
    expect(spans).toEqual(span == null ? [] : [span]);
    const [said] = wishes[at] ?? [];
    if (said == null || span == null) continue;
    const [moved] = await store.consents.wishes(id);
    expect(moved?.place).toEqual(placeAfter(said.preference, span.upTo, now));
  }
}

describe("whatever three readers wish, and whenever they change their minds, pause, leave and return,", () => {
  test("each gets every story once while they are readers, and nothing that came while they were not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ step, hours: someHours }), { minLength: 10, maxLength: 40, size: "max" }),
        async (happenings) => {
          await using store = await openSqlite(":memory:");
          const series = seriesIn(store);
          let now = new Date(monday);
          const readers = new Map<Name, Reader>();
          for (const each of names) {
            const id = await join(store, each, now);
            readers.set(each, { id, active: true, wanted: true, owed: new Set(), foreign: new Set() });
          }
          for (const { step: next, hours } of happenings) {
            now = new Date(+now + hours * hour);
            if (next.kind === "run") {
              await runOf(store, series, [...readers.values()], now, series.stories(next.stories));
              continue;
            }
            const reader = readers.get(next.name);
            if (reader == null) throw new Error("nobody");
            if (next.kind === "wish") {
              if (!reader.active) continue;
              const { frequency, wanted, pauseDays } = next;
              const pausedUntil = pauseDays === 0 ? null : new Date(+now + pauseDays * 24 * hour);
              await wish(store, reader.id, now, { frequency, wanted, pausedUntil });
              if (!wanted) reader.owed.clear();
              reader.wanted = wanted;
              continue;
            }
            const event =
              next.kind === "leave"
                ? ({ kind: "unsubscribed", at: now, how: "link", client } as const)
                : ({ kind: "added", at: now, source: "a test" } as const);
            if (next.kind === "leave") reader.owed.clear();
            // Who had wished for nothing, left and comes back wishes for something.
            else if (!reader.active) reader.wanted = true;
            reader.active = next.kind === "return";
            await store.consents.happen({ id: reader.id, marks }, event);
          }
          for (let n = 0; n < 2; n++) {
            now = new Date(+now + 45 * 24 * hour);
            await runOf(store, series, [...readers.values()], now, []);
          }
          for (const { id, active, wanted, owed, foreign } of readers.values()) {
            const sent = await sentTo(store, id);
            expect(new Set(sent).size).toBe(sent.length);
            expect(sent.filter((each) => foreign.has(each))).toEqual([]);
            if (active && wanted) expect([...owed].filter((each) => !sent.includes(each))).toEqual([]);
          }
          expect(await store.unbalanced("default")).toEqual([]);
          expect(await store.unbalanced(roundupsOf("default"))).toEqual([]);
        },
      ),
      { numRuns: Number(process.env["ROUNDUP_STORIES"] ?? 20) },
    );
  }, 120_000);
});

const later = (days: number): Date => new Date(monday + days * 24 * hour);

describe("a round-up", () => {
  test("holds all since its readers' place, is one for all at the same place, and leaves the series' own numbers alone", async () => {
    const store = await open();
    const series = seriesIn(store);
    const [ada, grace] = [await join(store, "ada", later(0)), await join(store, "grace", later(0))];
    for (const id of [ada, grace]) await wish(store, id, later(0), { frequency: "weekly" });
    await series.print(later(1), series.stories(2));
    await series.print(later(2), series.stories(1));
    expect(await series.round(later(6))).toEqual([]);
    const [made, ...others] = await series.round(later(7));
    expect(others).toEqual([]);
    expect(made?.edition).toMatchObject({
      series: "default/roundups",
      number: 1,
      subject: "weekly: Story 1",
      roundup: { pace: "weekly", after: 0, upTo: 2 },
    });
    expect(made?.edition.entries.map(({ title }) => title)).toEqual(["Story 1", "Story 2", "Story 3"]);
    expect(made?.tally).toMatchObject({ audience: 2, queued: 2 });
    expect((await store.editionHeads("default")).map(({ number }) => number)).toEqual([2, 1]);
    expect(await store.unprinted(roundupsOf("default"), "seeds/")).toHaveLength(3);
    expect(await series.round(later(7))).toEqual([]);
    expect(await store.edition("default/roundups", 1)).toEqual(made?.edition);
  });

  test("is made for the others by the next run where the first one died on the way", async () => {
    const store = await open();
    const series = seriesIn(store);
    const [ada, grace] = [await join(store, "ada", later(0)), await join(store, "grace", later(0))];
    await wish(store, ada, later(0), { frequency: "weekly" });
    await wish(store, grace, later(0), { frequency: "daily" });
    await series.print(later(1), series.stories(1));
    const running = series.running(later(8));
    let sealed = 0;
    const dying: MakeRoundups = {
      ...running,
      seal: async (...plan) => {
        if (++sealed === 2) throw new Error("died");
        return await running.seal(...plan);
      },
    };
    await expect(makeRoundups(dying)).rejects.toThrow("died");
    expect(await series.round(later(8))).toHaveLength(1);
    expect([await sentTo(store, ada), await sentTo(store, grace)].map((sent) => sent.length)).toEqual([1, 1]);
  });

  test("tells articles as they are now: set right, and without what was withdrawn", async () => {
    const store = await open();
    const series = seriesIn(store);
    const ada = await join(store, "ada", later(0));
    const [first, second, third] = series.stories(3) as [Entry, Entry, Entry];
    await series.print(later(0.1), [first]);
    await wish(store, ada, later(0.2), { frequency: "weekly" });
    await series.print(later(1), [second, third]);
    const corrected = [first, second].map((each) => ({ ...each, correction: "It was five." }));
    await store.remember("seeds/", [
      ...corrected.map((each) => ({ kind: "updated" as const, entry: each, sketch })),
      { kind: "withdrawn", entry: third, missingRuns: 2 },
    ]);
    await series.print(later(2), series.stories(1), corrected);
    const [made] = await series.round(later(7));
    expect(made?.edition.entries.map(({ title }) => title)).toEqual(["Story 2", "Story 4"]);
    // What they are told for the first time needs no correction.
    expect(made?.edition.corrections?.map(({ title }) => title)).toEqual(["Story 1"]);
  });

  test("waits where nothing of it is left to tell", async () => {
    const store = await open();
    const series = seriesIn(store);
    await wish(store, await join(store, "ada", later(0)), later(0), { frequency: "daily" });
    const [story] = series.stories(1) as [Entry];
    await series.print(later(1), [story]);
    await store.remember("seeds/", [{ kind: "withdrawn", entry: story, missingRuns: 2 }]);
    expect(await series.round(later(2))).toEqual([]);
    await series.print(later(3), series.stories(1));
    expect(await series.round(later(3))).toMatchObject([{ edition: { roundup: { after: 0, upTo: 2 } } }]);
  });

  test("is one for all who lag by more editions than it lists, and counts what none of them has had", async () => {
    const store = await open();
    const series = seriesIn(store);
    const pausedUntil = later(500);
    await wish(store, await join(store, "ada", later(0)), later(0), { pausedUntil });
    const grace = await join(store, "grace", later(0));
    for (let n = 1; n <= mostEditions + 5; n++) {
      await series.print(later(n), series.stories(1));
      if (n === 2) await wish(store, grace, later(n), { pausedUntil });
    }
    const made = await series.round(later(501));
    expect(made).toHaveLength(1);
    expect(made[0]?.edition).toMatchObject({ more: 3, roundup: { pace: "missed", after: 5, upTo: 105 } });
    expect(made[0]?.edition.entries).toHaveLength(mostEditions);
    expect(made[0]?.tally.audience).toBe(2);
    await series.print(later(502), series.stories(1));
    expect(await series.round(later(502))).toEqual([]);
    expect((await sentTo(store, grace)).at(-1)).toBe(entry(mostEditions + 6).id);
  });

  test("is not made for those alone whom no mail may reach", async () => {
    const store = await open();
    const series = seriesIn(store);
    const ada = await join(store, "ada", later(0));
    await wish(store, ada, later(0), { frequency: "daily" });
    await store.consents.happen({ id: ada, marks }, { kind: "complained", at: later(1), detail: "abuse" });
    await series.print(later(1), series.stories(1));
    expect(await series.round(later(3))).toEqual([]);
  });
});
