import { DatabaseSync } from "node:sqlite";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Claim, DeliveryState, Settlement, Tally } from "../../src/domain/delivery.ts";
import { isBalanced } from "../../src/domain/delivery.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { Entry, KnownEntry } from "../../src/domain/entry.ts";
import type { EntryChange } from "../../src/domain/recognition.ts";
import type { EditionId, EntryId } from "../../src/domain/ids.ts";
import { editionId, entryId, subscriberId } from "../../src/domain/ids.ts";
import type { FileMemory } from "../../src/domain/ports.ts";
import { newestFirst } from "../../src/domain/entry.ts";
import { sketchOf } from "../../src/domain/near-duplicates.ts";
import type { Store } from "../../src/domain/ports.ts";
import type { Subscriber } from "../../src/domain/subscriber.ts";
import type { Topic } from "../../src/domain/topic.ts";
import { openSqlite, rehearseSqlite } from "../../src/store/sqlite.ts";
import { usualExpiry } from "../../src/domain/retry.ts";
import { claim, settle } from "../ledger.ts";
import { tree } from "../tree.ts";
import { cases } from "../effort.ts";

const expireMs = usualExpiry.ms;

/** The stores there are: each one opens empty. */
const stores: Readonly<Record<string, () => Promise<Store>>> = {
  "SQLite in memory": () => openSqlite(":memory:"),
  "SQLite in a file": () => openSqlite(path.join(tree(), "data", "broadsheet.db")),
  "a rehearsal's copy": async () => {
    const file = path.join(tree(), "broadsheet.db");
    await (await openSqlite(file))[Symbol.asyncDispose]();
    return await rehearseSqlite(file);
  },
};

const minute = 60_000;
const sealedAt = new Date("2026-05-04T07:00:00Z");
const at = (minutes: number): Date => new Date(+sealedAt + minutes * minute);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const idOfEntry = (n: number): EntryId => entryId(`urn:uuid:${uuid(n)}`);
const idOfEdition = (n: number): EditionId => editionId(uuid(n));

function entry(n: number, of: Partial<Entry> = {}): Entry {
  return {
    id: idOfEntry(n),
    slug: `story-${n}`,
    title: `Story ${n}: “Grüße” 👋`,
    summary: {
      method: "extract",
      text: "One sentence.",
      sentences: [{ text: "One sentence.", start: 3, end: 16 }],
    },
    html: `<p>The whole of story ${n}.</p>`,
    language: null,
    author: "Ada",
    tags: ["a", "b"],
    published: new Date(+sealedAt - n * 1000),
    updated: new Date(+sealedAt - n * 1000),
    minutes: 1,
    dated: null,
    images: [],
    correction: null,
    link: null,
    origin: null,
    path: `story-${n}.txt`,
    hash: "0".repeat(64),
    reading: `read ${n}`,
    ...of,
  };
}

const sketch = sketchOf("One sentence, and another one after it.");
const asNew = (n: number, of: Partial<Entry> = {}): EntryChange => ({
  kind: "new",
  entry: entry(n, of),
  sketch,
});

/** Everything a store remembers of the articles of a source. */
async function entriesOf(store: Store, source: string): Promise<readonly KnownEntry[]> {
  return await store.entries((await store.heads(source)).map((head) => head.id));
}

/** Ids of what is in an edition of a series. */
async function printedIn(store: Store, series: string): Promise<Set<EntryId>> {
  const open = new Set((await store.unprinted(series, "seeds/")).map(({ id }) => id));
  return new Set((await store.heads("seeds/")).flatMap(({ id }) => (open.has(id) ? [] : id)));
}

function edition(n: number, of: Partial<Edition> = {}, entries: readonly Entry[] = []): Edition {
  return {
    id: idOfEdition(n),
    series: "default",
    number: n,
    subject: "The bridge is open – at last",
    preheader: "",
    entries: entries.map(
      ({
        html: _html,
        updated: _updated,
        dated: _dated,
        images: _images,
        reading: _reading,
        correction: _correction,
        link: _link,
        origin: _origin,
        ...kept
      }) => kept,
    ),
    sealedAt,
    audience: "active",
    language: "en",
    digest: { html: "<p>…</p>", text: "…", tokens: { address: "A", unsubscribe: "U" } },
    seal: "f".repeat(64),
    ...of,
  };
}

function reader(name: string, of: Partial<Subscriber> = {}): Subscriber {
  const n = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7);
  return {
    id: subscriberId(uuid(n)),
    mailbox: { address: `${name}@example.com`, key: `${name.toLowerCase()}@example.com` },
    standing: "active",
    origin: "manual",
    since: sealedAt,
    ...of,
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return await Array.fromAsync(items);
}

const counted = (tally: Tally): Partial<Record<DeliveryState | "audience", number>> =>
  Object.fromEntries(Object.entries(tally).filter(([, count]) => count > 0));

/** Claims everything that is due, leaving it `sending`. */
async function claimAll(store: Store, id: EditionId, now: Date, startedAt = now): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (;;) {
    const held = await claim(store, id, now, startedAt);
    if (held == null) return claims;
    claims.push(held);
  }
}

async function claimOne(store: Store, now: Date, startedAt = now): Promise<Claim> {
  const held = await claim(store, idOfEdition(1), now, startedAt);
  if (held == null) throw new Error("nothing was due");
  return held;
}

/** When mail of an edition expires: the second one is sealed two days after the first. */
const expiry = (number: 1 | 2): Date => new Date(+sealedAt + expireMs * number);

const accepted: Settlement = { state: "accepted", reply: "250 ok" };
const failed: Settlement = { state: "failed", reply: "550 no such user", reason: "other" };
const unclear: Settlement = { state: "unclear", reply: "connection lost" };
const deferred = (minutes: number): Settlement => ({
  state: "deferred",
  reply: "451 later",
  retryAt: at(minutes),
});

describe.each(Object.entries(stores))("%s", (_name, openEmpty) => {
  async function open(): Promise<Store> {
    const store = await openEmpty();
    onTestFinished(() => store[Symbol.asyncDispose]());
    return store;
  }

  /** Edition 1, sealed for these readers. */
  async function sealedFor(...names: readonly string[]): Promise<Store> {
    const store = await open();
    for (const name of names) await store.addSubscriber(reader(name));
    await store.seal("seeds/", [asNew(1)], edition(1, {}, [entry(1)]));
    return store;
  }

  describe("articles", () => {
    test("are remembered to the letter, each source for itself", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2)]);
      const taken = {
        slug: "story-1",
        link: "https://gull.example/1",
        origin: { title: "The Gull", url: "https://gull.example/feed.xml" },
      };
      await store.remember("other/", [asNew(3, taken)]);
      expect(await entriesOf(store, "seeds/")).toEqual([
        { entry: entry(1), missingRuns: 0 },
        { entry: entry(2), missingRuns: 0 },
      ]);
      expect(await entriesOf(store, "other/")).toEqual([{ entry: entry(3, taken), missingRuns: 0 }]);
      expect(await entriesOf(store, "nothing/")).toEqual([]);
    });

    test("that change replace themselves, and the count of missing runs starts again when they are back", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1)]);
      await store.remember("seeds/", [{ kind: "kept", entry: entry(1), missingRuns: 1, why: "gone" }]);
      expect(await entriesOf(store, "seeds/")).toEqual([{ entry: entry(1), missingRuns: 1 }]);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(1), missingRuns: 2 }]);
      expect(await entriesOf(store, "seeds/")).toEqual([{ entry: entry(1), missingRuns: 2 }]);
      const edited = entry(1, { title: "Edited", path: "moved.txt", updated: at(3) });
      await store.remember("seeds/", [{ kind: "updated", entry: edited, sketch }]);
      expect(await entriesOf(store, "seeds/")).toEqual([{ entry: edited, missingRuns: 0 }]);
    });

    test("that are withdrawn are known to be gone by their page, until they are back", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2)]);
      await store.remember("seeds/", [{ kind: "kept", entry: entry(1), missingRuns: 1, why: "gone" }]);
      expect(await store.isGone("seeds/", "story-1")).toBe(false);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(1), missingRuns: 2 }]);
      expect(await store.isGone("seeds/", "story-1")).toBe(true);
      expect(await store.isGone("seeds/", "story-2")).toBe(false);
      expect(await store.isGone("seeds/", "story-3")).toBe(false);
      expect(await store.isGone("other/", "story-1")).toBe(false);
      await store.remember("seeds/", [{ kind: "restored", entry: entry(1), sketch }]);
      expect(await store.isGone("seeds/", "story-1")).toBe(false);
    });

    test("are remembered together or not at all: two with one page address are refused", async () => {
      const store = await open();
      const clash = asNew(2, { slug: "story-1" });
      await expect(store.remember("seeds/", [asNew(1), clash])).rejects.toThrow();
      expect(await entriesOf(store, "seeds/")).toEqual([]);
    });
  });

  describe("of hubs", () => {
    test("it tells which feeds they are still to be told of, and when", async () => {
      const store = await open();
      const { announcements } = store;
      await announcements.owe("default", ["https://a.example/rss.xml", "https://a.example/atom.xml"], at(0));
      await announcements.owe("other", ["https://a.example/atom.xml"], at(5));
      expect(await announcements.due("default", at(-1))).toEqual([]);
      const owed = (topic: string, attempts = 0, retryAt = at(0), owedAt = at(0)) => ({
        topic,
        attempts,
        owedAt,
        retryAt,
      });
      const [atom, rss] = [owed("https://a.example/atom.xml"), owed("https://a.example/rss.xml")];
      expect(await announcements.due("default", at(0))).toEqual([atom, rss]);
      await announcements.settle("default", atom, null);
      await announcements.settle("default", rss, at(3));
      expect(await announcements.due("default", at(2))).toEqual([]);
      expect(await announcements.due("default", at(3))).toEqual([owed(rss.topic, 1, at(3))]);
      expect(await announcements.due("other", at(5))).toHaveLength(1);
    });

    test("what changed again while the hub was told stays owed, from the beginning", async () => {
      const store = await open();
      const { announcements } = store;
      await announcements.owe("default", ["https://a.example/atom.xml"], at(0));
      const [taken] = await announcements.due("default", at(0));
      if (taken == null) throw new Error("nothing is due");
      await announcements.owe("default", ["https://a.example/atom.xml"], at(1));
      await announcements.settle("default", taken, null);
      await announcements.settle("default", taken, at(60));
      expect(await announcements.due("default", at(1))).toEqual([
        { topic: "https://a.example/atom.xml", attempts: 0, owedAt: at(1), retryAt: at(1) },
      ]);
    });
  });

  describe("of articles", () => {
    test("it tells the small part of all, and the whole of those asked for", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2), asNew(3, { reading: null })]);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(2), missingRuns: 2 }]);
      const head = (n: number, missingRuns: number, reading: string | null) => {
        const { id, slug, path: place, hash, published, updated } = entry(n);
        return { id, slug, path: place, hash, published, updated, missingRuns, reading };
      };
      expect(await store.heads("seeds/")).toEqual([
        head(1, 0, "read 1"),
        head(2, 2, "read 2"),
        head(3, 0, null),
      ]);
      expect(await store.heads("other/")).toEqual([]);
      expect(await store.entries([idOfEntry(2)])).toEqual([{ entry: entry(2), missingRuns: 2 }]);
      expect(await store.entries([])).toEqual([]);
    });

    test("it shows those that are not withdrawn, newest first, however many there are", async () => {
      const store = await open();
      const count = 1_203;
      const all_ = Array.from({ length: count }, (_, n) => asNew(n, { published: at(-Math.floor(n / 3)) }));
      await store.remember("seeds/", all_);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(5), missingRuns: 2 }]);
      const expected = all_
        .map((change) => change.entry)
        .filter(({ id }) => id !== idOfEntry(5))
        .sort(newestFirst);
      expect((await all(store.shown("seeds/"))).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      expect(await all(store.shown("other/"))).toEqual([]);
    });

    test("it gives their sketches back bit for bit, and keeps them when an article is missing", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2)]);
      await store.remember("seeds/", [{ kind: "kept", entry: entry(1), missingRuns: 1, why: "gone" }]);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(2), missingRuns: 2 }]);
      expect(await all(store.sketches("seeds/"))).toEqual([{ path: "story-1.txt", sketch }]);
    });
  });

  describe("of files", () => {
    const file = (name: string, of: Partial<FileMemory> = {}) => ({
      path: name,
      stamp: "12-34",
      companions: [{ path: "a.png", stamp: "" }],
      content: "c",
      reading: "r",
      ...of,
    });
    const nothing = { files: [], restamped: [], gone: [], folders: new Map() };

    test("it remembers what they looked like, each source for itself, until they are gone", async () => {
      const { readings } = await open();
      const marks = ["aa", "bb"];
      const files = [
        { ...file("a.txt"), marks },
        { ...file("deep/b.txt", { companions: [] }), marks: [] },
      ];
      await readings.record("seeds/", { ...nothing, files });
      await readings.record("other/", {
        ...nothing,
        files: [{ ...file("a.txt", { stamp: "x" }), marks: [] }],
      });
      expect(await readings.files("seeds/")).toEqual(
        new Map([
          ["a.txt", file("a.txt")],
          ["deep/b.txt", file("deep/b.txt", { companions: [] })],
        ]),
      );
      expect(await readings.marks("seeds/", "")).toEqual(new Map([["a.txt", marks]]));
      expect(await readings.marks("seeds/", "deep/")).toEqual(new Map([["deep/b.txt", []]]));
      await readings.record("seeds/", {
        ...nothing,
        restamped: [{ path: "a.txt", stamp: "new", companions: [] }],
        gone: ["deep/b.txt"],
      });
      expect(await readings.files("seeds/")).toEqual(
        new Map([["a.txt", file("a.txt", { stamp: "new", companions: [] })]]),
      );
      expect(await readings.marks("seeds/", "")).toEqual(new Map([["a.txt", marks]]));
    });

    test("it remembers what is furniture in their folders", async () => {
      const { readings } = await open();
      const folder = { files: 9, changed: 2, repeated: new Map([["aa", { articles: 4, of: 9 }]]) };
      await readings.record("seeds/", { ...nothing, folders: new Map([["deep/", folder]]) });
      expect(await readings.folders("seeds/")).toEqual(new Map([["deep/", folder]]));
      const relearned = { files: 10, changed: 0, repeated: new Map() };
      await readings.record("seeds/", { ...nothing, folders: new Map([["deep/", relearned]]) });
      expect(await readings.folders("seeds/")).toEqual(new Map([["deep/", relearned]]));
    });
  });

  test("of a site it remembers what it was made with, and that it is being replaced", async () => {
    const store = await open();
    expect(await store.publishedWith("default")).toBeNull();
    await store.setPublishedWith("default", "key");
    await store.setPublishedWith("weekly", "other");
    expect(await store.publishedWith("default")).toBe("key");
    await store.setPublishedWith("default", null);
    expect(await store.publishedWith("default")).toBeNull();
  });

  describe("what entries stand under", () => {
    const topic = (name: string, spelt = name): Topic => ({
      kind: "tag",
      name: spelt,
      folder: `tags/${name}/`,
    });
    const filing = (n: number, ...topics: readonly Topic[]) => ({
      id: idOfEntry(n),
      published: entry(n).published,
      topics,
    });
    const idsUnder = async (store: Store, name: string) =>
      (await store.listing("seeds/", `tags/${name}/`)).map(({ id }) => id);

    test("is listed newest first, counted, and spelled as the newest has it", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2), asNew(3)]);
      await store.remember("other/", [asNew(4)]);
      await store.file("seeds/", [
        filing(3, topic("a"), topic("b")),
        filing(1, topic("a", "A")),
        filing(2, topic("a")),
      ]);
      await store.file("other/", [filing(4, topic("a"))]);
      expect(await store.topics("seeds/")).toEqual(
        expect.arrayContaining([
          { kind: "tag", name: "A", folder: "tags/a/", count: 3 },
          { kind: "tag", name: "b", folder: "tags/b/", count: 1 },
        ]),
      );
      expect(await store.topics("seeds/")).toHaveLength(2);
      expect(await idsUnder(store, "a")).toEqual([1, 2, 3].map(idOfEntry));
      expect(await store.listing("seeds/", "tags/b/")).toEqual([
        {
          id: idOfEntry(3),
          slug: "story-3",
          published: entry(3).published,
          updated: entry(3).updated,
          name: "b",
        },
      ]);
      expect(await store.filed("seeds/", [idOfEntry(1), idOfEntry(2)])).toMatchObject([
        { folder: "tags/a/" },
      ]);
    });

    test("is replaced, entry by entry or all at once", async () => {
      const store = await open();
      await store.remember("seeds/", [asNew(1), asNew(2)]);
      await store.file("seeds/", [filing(1, topic("a")), filing(2, topic("a"))]);
      await store.file("seeds/", [filing(1, topic("b")), filing(2)]);
      expect((await store.topics("seeds/")).map(({ folder, count }) => [folder, count])).toEqual([
        ["tags/b/", 1],
      ]);
      await store.refile(
        "seeds/",
        (async function* () {
          yield filing(2, topic("c"));
        })(),
      );
      expect((await store.topics("seeds/")).map(({ name }) => name)).toEqual(["c"]);
      expect(await idsUnder(store, "b")).toEqual([]);
    });

    test("may be thousands", async () => {
      const store = await open();
      const numbers = Array.from({ length: 1200 }, (_, n) => n + 1);
      await store.remember(
        "seeds/",
        numbers.map((n) => asNew(n)),
      );
      await store.file(
        "seeds/",
        numbers.map((n) => filing(n, topic("a"), topic("b"), topic("c"))),
      );
      expect(await idsUnder(store, "b")).toEqual(numbers.map(idOfEntry));
      expect(await store.filed("seeds/", numbers.map(idOfEntry))).toHaveLength(3);
    });
  });

  describe("an archive of the feed", () => {
    test("keeps its entries for ever", async () => {
      const store = await open();
      await store.remember(
        "seeds/",
        [1, 2, 3, 4, 5].map((n) => asNew(n)),
      );
      expect(await store.archives("default")).toBe(0);
      await store.archive("default", [
        { number: 1, ids: [idOfEntry(5), idOfEntry(4)] },
        { number: 2, ids: [idOfEntry(3)] },
      ]);
      await store.remember("seeds/", [{ kind: "withdrawn", entry: entry(5), missingRuns: 2 }]);
      expect(await store.archives("default")).toBe(2);
      expect(await store.archived("default", 1)).toEqual([idOfEntry(4), idOfEntry(5)]);
      expect(await store.archivesOf("default", [idOfEntry(5), idOfEntry(1)])).toEqual(new Set([1]));
      expect((await store.unarchived("default", "seeds/")).map(({ id }) => id).sort()).toEqual(
        [1, 2].map(idOfEntry),
      );
      expect(await store.unarchived("weekly", "seeds/")).toHaveLength(4);
      await expect(store.archive("default", [{ number: 3, ids: [idOfEntry(4)] }])).rejects.toThrow();
    });
  });

  describe("an edition", () => {
    test("is open as long as mail of it may still go, the oldest first", async () => {
      const store = await sealedFor("ada");
      await store.seal("seeds/", [], edition(2));
      await store.seal("seeds/", [], edition(3, { series: "weekly", number: 1 }));
      const numbers = async () => (await store.openEditions("default")).map((e) => e.edition.number);
      expect(await numbers()).toEqual([1, 2]);
      await settle(store, await claimOne(store, at(0)), accepted, at(0));
      expect(await numbers()).toEqual([2]);
    });

    test("that adds up is not told; one that lost a delivery is", async () => {
      const file = path.join(tree(), "broadsheet.db");
      const store = await openSqlite(file);
      onTestFinished(() => store[Symbol.asyncDispose]());
      await store.addSubscriber(reader("ada"));
      await store.seal("seeds/", [asNew(1)], edition(1, {}, [entry(1)]));
      await store.seal("seeds/", [], edition(2));
      expect(await store.unbalanced("default")).toEqual([]);
      using other = new DatabaseSync(file);
      other.exec(`delete from delivery where edition_id = '${idOfEdition(2)}'`);
      expect(await store.unbalanced("default")).toMatchObject([
        { id: idOfEdition(2), tally: { audience: 1 } },
      ]);
    });

    test("is read back as it was sealed, with one delivery for every active reader", async () => {
      const store = await open();
      for (const name of ["ada", "grace", "linus"]) await store.addSubscriber(reader(name));
      await store.addSubscriber(reader("pending", { standing: "pending" }));
      await store.addSubscriber(reader("demo", { origin: "demo" }));
      await store.addSubscriber(reader("gone"));
      await store.removeSubscriber("gone@example.com", sealedAt);
      const sealed = edition(1, {}, [entry(2), entry(1)]);
      const tally = await store.seal("seeds/", [asNew(1), asNew(2)], sealed);
      expect(counted(tally)).toEqual({ audience: 3, queued: 3 });
      expect(await store.allEditions()).toEqual([
        {
          edition: {
            id: sealed.id,
            series: "default",
            number: 1,
            subject: sealed.subject,
            sealedAt,
            audience: "active",
          },
          stories: 2,
          tally,
        },
      ]);
      expect(await store.edition("default", 1)).toEqual(sealed);
      expect(await store.edition("default", 2)).toBeNull();
      expect(await store.tally(sealed.id)).toEqual(tally);
      expect(await printedIn(store, "default")).toEqual(new Set([idOfEntry(1), idOfEntry(2)]));
      expect(await entriesOf(store, "seeds/")).toHaveLength(2);
    });

    test("goes to readers or to the demo addresses, never to both", async () => {
      const store = await open();
      await store.addSubscriber(reader("ada"));
      await store.addSubscriber(reader("demo", { origin: "demo" }));
      expect(await store.countSubscribers("active")).toBe(1);
      expect(await store.countSubscribers("demo")).toBe(1);
      const demo = edition(1, { audience: "demo" });
      expect(counted(await store.seal("seeds/", [], demo))).toEqual({ audience: 1, queued: 1 });
      expect((await claim(store, demo.id, sealedAt, sealedAt))?.mailbox.address).toBe("demo@example.com");
      expect(counted(await store.seal("seeds/", [], edition(2)))).toEqual({ audience: 1, queued: 1 });
      expect((await claim(store, idOfEdition(2), sealedAt, sealedAt))?.mailbox.address).toBe(
        "ada@example.com",
      );
    });

    test("without a single reader is sealed all the same", async () => {
      const store = await sealedFor();
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({});
      expect(await claim(store, idOfEdition(1), sealedAt, sealedAt)).toBeNull();
    });

    test("is sealed whole or not at all", async () => {
      const store = await sealedFor("ada");
      const before = await store.allEditions();
      // Its number, its id and its entry have each been used already; the new article must not stay behind either.
      const attempts = [
        edition(2, { number: 1 }, [entry(2)]),
        edition(2, { id: idOfEdition(1) }, [entry(2)]),
        edition(2, {}, [entry(2), entry(1)]),
        edition(2, {}, [entry(2), entry(2)]),
        edition(2, {}, [entry(99)]),
      ];
      for (const attempt of attempts) {
        await expect(store.seal("seeds/", [asNew(2)], attempt)).rejects.toThrow();
        expect(await store.allEditions()).toEqual(before);
        expect(await printedIn(store, "default")).toEqual(new Set([idOfEntry(1)]));
        expect((await entriesOf(store, "seeds/")).map((k) => k.entry.id)).toEqual([idOfEntry(1)]);
        await expect(store.tally(idOfEdition(2))).rejects.toThrow();
      }
      expect(counted(await store.seal("seeds/", [asNew(2)], edition(2, {}, [entry(2)])))).toEqual({
        audience: 1,
        queued: 1,
      });
    });

    test("prints what it only counts", async () => {
      const store = await open();
      await store.seal("seeds/", [asNew(1), asNew(2)], edition(1, { more: 1 }, [entry(1)]), [idOfEntry(2)]);
      expect(await store.unprinted("default", "seeds/")).toEqual([]);
      expect(await store.printedIn(idOfEntry(2))).toEqual(new Set([idOfEdition(1)]));
      expect((await store.edition("default", 1))?.more).toBe(1);
    });

    test("prints an entry once in its series; another series may print it too", async () => {
      const store = await sealedFor();
      await expect(store.seal("seeds/", [], edition(2, {}, [entry(1)]))).rejects.toThrow();
      await store.seal("seeds/", [], edition(2, { series: "weekly", number: 1 }, [entry(1)]));
      expect(await printedIn(store, "weekly")).toEqual(new Set([idOfEntry(1)]));
      expect(await printedIn(store, "nothing")).toEqual(new Set());
    });

    test("is listed with the newest of its series first", async () => {
      const store = await open();
      for (const n of [1, 2, 10]) await store.seal("seeds/", [], edition(n));
      await store.seal("seeds/", [], edition(3, { series: "a-weekly", number: 1 }));
      expect(await store.editionHeads("default")).toEqual(
        [10, 2, 1].map((number) => ({
          id: idOfEdition(number),
          series: "default",
          audience: "active",
          number,
          subject: "The bridge is open – at last",
          sealedAt,
        })),
      );
      expect((await store.allEditions()).map((e) => `${e.edition.series} ${e.edition.number}`)).toEqual([
        "a-weekly 1",
        "default 10",
        "default 2",
        "default 1",
      ]);
    });

    test("keeps its audience: who joins after it was sealed waits for the next one", async () => {
      const store = await sealedFor("ada");
      await store.addSubscriber(reader("late"));
      const claims = await claimAll(store, idOfEdition(1), at(1));
      expect(claims.map((c) => c.mailbox.address)).toEqual(["ada@example.com"]);
    });
  });

  describe("a delivery", () => {
    test("is claimed by one sender only, with the address as its reader wrote it", async () => {
      const store = await sealedFor("Ada", "grace");
      const claims = await Promise.all(
        Array.from({ length: 5 }, () => claim(store, idOfEdition(1), at(0), at(0))),
      );
      const got = claims.filter((c) => c != null);
      expect(got.map((c) => c.mailbox).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
        { address: "Ada@example.com", key: "ada@example.com" },
        { address: "grace@example.com", key: "grace@example.com" },
      ]);
      expect(got.map((c) => [c.edition, c.attempt])).toEqual([
        [idOfEdition(1), 1],
        [idOfEdition(1), 1],
      ]);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 2, sending: 2 });
    });

    test.each([accepted, failed, { state: "expired", reply: "451" }] as const)(
      "that was $state stays so: it is settled once and never sent again",
      async (settlement) => {
        const store = await sealedFor("ada");
        const held = await claimOne(store, at(0));
        expect(await settle(store, held, settlement, at(0))).toBe(true);
        for (const second of [
          accepted,
          failed,
          unclear,
          deferred(5),
          { state: "queued", reply: "" },
        ] as const) {
          expect(await settle(store, held, second, at(1))).toBe(false);
        }
        expect(await store.takeOver(idOfEdition(1), at(2))).toBe(0);
        expect(await store.expire(idOfEdition(1), expiry(1), at(expireMs))).toBe(0);
        expect(await claim(store, idOfEdition(1), at(expireMs), at(expireMs))).toBeNull();
        expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, [settlement.state]: 1 });
      },
    );

    test("is not settled by a sender whose attempt is over", async () => {
      const store = await sealedFor("ada");
      const stale = await claimOne(store, at(0));
      await settle(store, stale, deferred(2), at(0));
      const fresh = await claimOne(store, at(2));
      expect(fresh.attempt).toBe(2);
      expect(await settle(store, stale, failed, at(3))).toBe(false);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, sending: 1 });
      expect(await settle(store, fresh, accepted, at(3))).toBe(true);
    });

    test("that nobody claimed is not settled", async () => {
      const store = await sealedFor("ada");
      const never: Claim = {
        edition: idOfEdition(1),
        subscriber: reader("ada").id,
        mailbox: reader("ada").mailbox,
        attempt: 0,
      };
      expect(await settle(store, never, accepted, at(0))).toBe(false);
      expect(await settle(store, { ...never, subscriber: reader("nobody").id }, accepted, at(0))).toBe(false);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, queued: 1 });
    });

    test("that was put off is not tried before its time", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(0)), deferred(5), at(0));
      expect(await claim(store, idOfEdition(1), new Date(+at(5) - 1), at(0))).toBeNull();
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, deferred: 1 });
      expect(await claimOne(store, at(5))).toMatchObject({ attempt: 2 });
    });

    test("that was put off waits behind those never tried", async () => {
      const store = await sealedFor("ada", "grace");
      const first = await claimOne(store, at(0));
      await settle(store, first, deferred(1), at(0));
      const next = await claimOne(store, at(2));
      expect(next.subscriber).not.toBe(first.subscriber);
      expect((await claimOne(store, at(2))).subscriber).toBe(first.subscriber);
    });

    test("that goes back into the queue is claimed again", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(0)), { state: "queued", reply: "535 bad login" }, at(0));
      expect(await claimOne(store, at(0))).toMatchObject({ attempt: 2 });
    });

    test("in another edition is another matter", async () => {
      const store = await sealedFor("ada");
      await store.seal("seeds/", [], edition(2));
      await settle(store, await claimOne(store, at(0)), accepted, at(0));
      expect(counted(await store.tally(idOfEdition(2)))).toEqual({ audience: 1, queued: 1 });
      expect(await store.takeOver(idOfEdition(2), at(1))).toBe(0);
    });
  });

  describe("when the sender dies in the middle", () => {
    test("a message that may have left is sent once more, and only once", async () => {
      const store = await sealedFor("ada");
      await claimOne(store, at(0));
      expect(await store.takeOver(idOfEdition(1), at(10))).toBe(1);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, unclear: 1 });
      expect(await claimOne(store, at(10))).toMatchObject({ attempt: 2 });
      expect(await store.takeOver(idOfEdition(1), at(20))).toBe(1);
      expect(await claim(store, idOfEdition(1), at(20), at(20))).toBeNull();
      expect(await claim(store, idOfEdition(1), at(100_000), at(100_000))).toBeNull();
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, unclear: 1 });
    });

    test("the dead sender's answer comes too late to count", async () => {
      const store = await sealedFor("ada");
      const dead = await claimOne(store, at(0));
      await store.takeOver(idOfEdition(1), at(10));
      expect(await settle(store, dead, accepted, at(11))).toBe(false);
      await claimOne(store, at(12));
      expect(await settle(store, dead, accepted, at(13))).toBe(false);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, sending: 1 });
    });

    test("what was settled before stays settled", async () => {
      const store = await sealedFor("ada", "grace", "linus");
      await settle(store, await claimOne(store, at(0)), accepted, at(0));
      await claimOne(store, at(0));
      expect(await store.takeOver(idOfEdition(1), at(1))).toBe(1);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({
        audience: 3,
        accepted: 1,
        unclear: 1,
        queued: 1,
      });
    });
  });

  describe("an answer that was lost", () => {
    test("is not followed by a second copy in the same run", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(1), at(0)), unclear, at(1));
      expect(await claim(store, idOfEdition(1), at(2), at(0))).toBeNull();
      expect(await claimOne(store, at(30), at(29))).toMatchObject({ attempt: 2 });
    });

    test("and lost again ends it: nobody gets a third copy", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(1), at(0)), unclear, at(1));
      await settle(store, await claimOne(store, at(30), at(29)), unclear, at(30));
      expect(await claim(store, idOfEdition(1), at(60), at(59))).toBeNull();
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, unclear: 1 });
    });

    test("but at the second attempt given is settled as any other", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(1), at(0)), unclear, at(1));
      expect(await settle(store, await claimOne(store, at(30), at(29)), accepted, at(30))).toBe(true);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, accepted: 1 });
    });
  });

  describe("an edition's mail", () => {
    test("expires 48 hours after it was sealed, and is then not sent", async () => {
      const store = await sealedFor("ada", "grace", "linus");
      await settle(store, await claimOne(store, at(0)), deferred(5), at(0));
      await settle(store, await claimOne(store, at(0)), accepted, at(0));
      expect(await store.expire(idOfEdition(1), expiry(1), new Date(+sealedAt + expireMs))).toBe(0);
      expect(await store.expire(idOfEdition(1), expiry(1), new Date(+sealedAt + expireMs + 1))).toBe(2);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 3, accepted: 1, expired: 2 });
      expect(await claim(store, idOfEdition(1), at(5000), at(5000))).toBeNull();
    });

    test("expires for that edition only", async () => {
      const store = await sealedFor("ada");
      await store.seal("seeds/", [], edition(2, { sealedAt: new Date(+sealedAt + expireMs) }));
      expect(await store.expire(idOfEdition(2), expiry(2), new Date(+sealedAt + expireMs + 1))).toBe(0);
      expect(counted(await store.tally(idOfEdition(2)))).toEqual({ audience: 1, queued: 1 });
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, queued: 1 });
    });
  });

  describe("a reader", () => {
    test("who leaves after the edition was sealed is not mailed, and is counted as such", async () => {
      const store = await sealedFor("ada", "grace", "linus");
      await store.removeSubscriber("grace@example.com", at(1));
      const claims = await claimAll(store, idOfEdition(1), at(2));
      expect(claims.map((c) => c.mailbox.key).toSorted()).toEqual(["ada@example.com", "linus@example.com"]);
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 3, sending: 2, suppressed: 1 });
    });

    test("who leaves while the message waits for its next attempt is not mailed", async () => {
      const store = await sealedFor("ada");
      await settle(store, await claimOne(store, at(0)), deferred(5), at(0));
      await store.removeSubscriber("ada@example.com", at(1));
      expect(await claim(store, idOfEdition(1), at(10), at(10))).toBeNull();
      expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 1, suppressed: 1 });
    });

    test("leaves once: the second time says that nobody was there", async () => {
      const store = await open();
      await store.addSubscriber(reader("ada"));
      expect(await store.removeSubscriber("ada@example.com", at(1))).toBe(true);
      expect(await store.removeSubscriber("ada@example.com", at(2))).toBe(false);
      expect(await store.removeSubscriber("nobody@example.com", at(2))).toBe(false);
      expect(await store.countSubscribers("active")).toBe(0);
    });

    test("who signs up twice is one reader", async () => {
      const store = await open();
      expect(await store.addSubscriber(reader("ada"))).toBe("added");
      const again = reader("ada", { id: subscriberId(uuid(1)), since: at(5) });
      expect(await store.addSubscriber(again)).toBe("already-active");
      expect(await all(store.subscribers())).toEqual([reader("ada")]);
    });

    test("who comes back is the same reader, with the address as written now", async () => {
      const store = await open();
      await store.addSubscriber(reader("ada"));
      await store.removeSubscriber("ada@example.com", at(1));
      const back = reader("ada", {
        id: subscriberId(uuid(1)),
        mailbox: { address: "Ada@example.com", key: "ada@example.com" },
      });
      expect(await store.addSubscriber(back)).toBe("revived");
      const [found] = await all(store.subscribers());
      expect(found).toMatchObject({
        id: reader("ada").id,
        standing: "active",
        mailbox: { address: "Ada@example.com" },
      });
      expect(await store.countSubscribers("active")).toBe(1);
    });

    test("is never made a demo address by a demo run, but a demo address may become a reader", async () => {
      const store = await open();
      await store.addSubscriber(reader("ada"));
      expect(await store.addSubscriber(reader("ada", { origin: "demo" }))).toBe("already-active");
      expect(await store.countSubscribers("active")).toBe(1);
      await store.addSubscriber(reader("grace", { origin: "demo" }));
      expect(await store.addSubscriber(reader("grace"))).toBe("added");
      expect(await store.countSubscribers("active")).toBe(2);
      expect(await store.countSubscribers("demo")).toBe(0);
    });

    test("who left is not signed up again by a demo run", async () => {
      const store = await open();
      await store.addSubscriber(reader("ada"));
      await store.removeSubscriber("ada@example.com", at(1));
      await store.addSubscriber(reader("ada", { origin: "demo" }));
      expect(await store.countSubscribers("active")).toBe(0);
      expect(await store.countSubscribers("demo")).toBe(0);
    });

    test("is listed once and none is left out, however long the list", async () => {
      const store = await open();
      const names = Array.from({ length: 2001 }, (_, n) => `reader-${n}`);
      for (const [n, name] of names.entries()) {
        await store.addSubscriber(reader(name, { id: subscriberId(uuid(n)) }));
      }
      const listed = await all(store.subscribers());
      expect(listed).toHaveLength(2001);
      expect(new Set(listed.map((s) => s.mailbox.key)).size).toBe(2001);
      expect(await store.countSubscribers("active")).toBe(2001);
    });
  });

  describe("a scheduled run", () => {
    test("is taken once", async () => {
      const store = await open();
      const id = await store.beginRun("default", at(0), at(1));
      expect(id).not.toBeNull();
      expect(await store.beginRun("default", at(0), at(2))).toBeNull();
      expect(await store.beginRun("weekly", at(0), at(2))).not.toBeNull();
      expect(await store.beginRun("default", at(60), at(61))).not.toBeNull();
    });

    test("by hand may be repeated at will and takes no slot", async () => {
      const store = await open();
      expect(await store.beginRun("default", null, at(1))).not.toBeNull();
      expect(await store.beginRun("default", null, at(1))).not.toBeNull();
      expect(await store.lastSlot("default")).toBeNull();
    });

    test("is remembered, newest first, with how it ended", async () => {
      const store = await open();
      const first = await store.beginRun("default", at(0), at(1));
      await store.finishRun(first!, "edition 1", at(2));
      await store.beginRun("weekly", at(0), at(3));
      await store.beginRun("default", null, at(4));
      expect(await store.runs("default", 10)).toEqual([
        { job: "default", dueAt: null, startedAt: at(4), finishedAt: null, outcome: null },
        { job: "default", dueAt: at(0), startedAt: at(1), finishedAt: at(2), outcome: "edition 1" },
      ]);
      expect(await store.runs("default", 1)).toHaveLength(1);
      expect(await store.runs("nothing", 10)).toEqual([]);
    });

    test("tells which slot was the last one, also when they were taken out of order", async () => {
      const store = await open();
      for (const minutes of [60, 120, 0]) await store.beginRun("default", at(minutes), at(200));
      expect(await store.lastSlot("default")).toEqual(at(120));
      expect(await store.lastSlot("weekly")).toBeNull();
    });
  });
});

test("whatever happens in whatever order, the ledger balances, and a settled delivery stays settled", async () => {
  const settlement = fc.constantFrom<Settlement>(accepted, failed, unclear, deferred(3), {
    state: "queued",
    reply: "421",
  });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("claim" as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("settle" as const), which: fc.nat({ max: 5 }), as: settlement }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom("takeOver" as const, "expire" as const, "wait" as const) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), which: fc.nat({ max: 3 }) }) },
  );
  const names = ["ada", "grace", "linus", "edsger"];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using store = await openSqlite(":memory:");
      for (const name of names) await store.addSubscriber(reader(name));
      await store.seal("seeds/", [], edition(1));
      const claims: Claim[] = [];
      const sent = new Map<string, number>();
      const done = new Set<string>();
      let minutes = 0;
      for (const each of steps) {
        switch (each.do) {
          case "claim": {
            const held = await claim(store, idOfEdition(1), at(minutes), at(minutes));
            if (held == null) break;
            expect(done).not.toContain(held.subscriber);
            sent.set(held.subscriber, (sent.get(held.subscriber) ?? 0) + 1);
            expect(held.attempt).toBe(sent.get(held.subscriber));
            claims.push(held);
            break;
          }
          case "settle": {
            const held = claims[each.which];
            if (held == null) break;
            const mine = await settle(store, held, each.as, at(minutes));
            if (mine) expect(done).not.toContain(held.subscriber);
            if (mine && (each.as.state === "accepted" || each.as.state === "failed"))
              done.add(held.subscriber);
            break;
          }
          case "leave":
            await store.removeSubscriber(`${names[each.which]}@example.com`, at(minutes));
            break;
          case "takeOver":
            await store.takeOver(idOfEdition(1), at(minutes));
            break;
          case "expire":
            await store.expire(idOfEdition(1), expiry(1), at(minutes));
            break;
          case "wait":
            minutes += 1000;
        }
        const tally = await store.tally(idOfEdition(1));
        expect(tally.audience).toBe(names.length);
        expect(isBalanced(tally)).toBe(true);
        expect(tally.accepted + tally.failed).toBe(done.size);
      }
    }),
    { numRuns: cases(25) },
  );
});

/** Suppressions have no method yet: they are written here as a bounce will write them. */
function suppress(file: string, key: string): void {
  using database = new DatabaseSync(file);
  database.prepare("insert into suppression values (?, 'complaint', ?)").run(key, sealedAt.toISOString());
}

async function openFile(): Promise<{ readonly file: string; readonly store: Store }> {
  const file = path.join(tree(), "broadsheet.db");
  const store = await openSqlite(file);
  onTestFinished(() => store[Symbol.asyncDispose]());
  return { file, store };
}

describe("a suppressed address", () => {
  test("that complained is never mailed again: its delivery is settled when the edition is sealed", async () => {
    const { file, store } = await openFile();
    await store.addSubscriber(reader("ada"));
    await store.addSubscriber(reader("grace"));
    suppress(file, "grace@example.com");
    const tally = await store.seal("seeds/", [], edition(1));
    expect(counted(tally)).toEqual({ audience: 2, queued: 1, suppressed: 1 });
    const claims = await claimAll(store, idOfEdition(1), at(0));
    expect(claims.map((c) => c.mailbox.key)).toEqual(["ada@example.com"]);
  });

  test("that complains after the edition was sealed is not mailed either", async () => {
    const { file, store } = await openFile();
    for (const name of ["ada", "grace"]) await store.addSubscriber(reader(name));
    await store.seal("seeds/", [], edition(1));
    suppress(file, "grace@example.com");
    const claims = await claimAll(store, idOfEdition(1), at(0));
    expect(claims.map((c) => c.mailbox.key)).toEqual(["ada@example.com"]);
    expect(counted(await store.tally(idOfEdition(1)))).toEqual({ audience: 2, sending: 1, suppressed: 1 });
  });

  test("is not signed up again", async () => {
    const { file, store } = await openFile();
    suppress(file, "ada@example.com");
    expect(await store.addSubscriber(reader("ada"))).toBe("suppressed");
    expect(await all(store.subscribers())).toEqual([]);
  });
});
