import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { sealOf } from "../../src/app/seal.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { Fault } from "../../src/domain/faults.ts";
import { planEdition } from "../../src/domain/edition.ts";
import { sketchOf } from "../../src/domain/near-duplicates.ts";
import { editionId, entryId, subscriberId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/domain/ports.ts";
import type { Subscriber } from "../../src/domain/subscriber.ts";
import { openSqlite, rehearseSqlite } from "../../src/store/sqlite.ts";
import { claim, settle } from "../ledger.ts";
import { tree } from "../tree.ts";

const now = new Date("2026-05-04T07:00:00Z");
const later = (minutes: number): Date => new Date(+now + minutes * 60_000);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function reader(n: number): Subscriber {
  const address = `reader-${n}@example.com`;
  return {
    id: subscriberId(uuid(n)),
    mailbox: { address, key: address },
    standing: "active",
    origin: "manual",
    since: now,
  };
}

const entry: Entry = {
  id: entryId(`urn:uuid:${uuid(1)}`),
  slug: "story",
  title: "A story",
  summary: { method: "given", text: "It happened.", sentences: [] },
  html: "<p>It happened.</p>",
  language: "en",
  author: null,
  tags: [],
  published: now,
  updated: now,
  minutes: 1,
  dated: null,
  images: [],
  correction: null,
  link: null,
  origin: null,
  path: "story.txt",
  hash: "0".repeat(64),
  reading: null,
};
const sketch = sketchOf("It happened.");

const planned = planEdition([entry], 0, null);

const edition: Edition = {
  id: editionId(uuid(1)),
  series: "default",
  number: 1,
  subject: "A story",
  preheader: "",
  entries: planned.kind === "edition" ? planned.plan.entries : [],
  sealedAt: now,
  audience: "active",
  language: "en",
  digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
  seal: "0".repeat(64),
};

const close = async (store: Store): Promise<void> => store[Symbol.asyncDispose]();

async function opened(file: string): Promise<Store> {
  const store = await openSqlite(file);
  onTestFinished(() => close(store));
  return store;
}

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  const error: unknown = await attempt.then(
    () => new Error("it went well"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
}

/** Runs statements on the file as another program would. */
function meanwhile(file: string, sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}

const dataBase = (): string => path.join(tree(), "broadsheet.db");

const told = async (store: Store) => ({
  entries: await store.heads("seeds/"),
  unprinted: await store.unprinted("default", "seeds/"),
  editions: await store.allEditions(),
  subscribers: await Array.fromAsync(store.subscribers()),
  slot: await store.lastSlot("default"),
  runs: await store.runs("default", 9),
});

describe("the database file", () => {
  test("holds entries from before feeds said where an entry came from: those are our own", async () => {
    const file = dataBase();
    await using store = await opened(file);
    await store.remember("seeds/", [{ kind: "new", entry, sketch }]);
    meanwhile(file, `UPDATE entry SET content = json_remove(content, '$.link', '$.origin')`);
    expect(await store.entries([entry.id])).toEqual([{ entry, missingRuns: 0 }]);
  });

  test("keeps what the story that leads an edition has besides, so that the seal still holds", async () => {
    await using store = await opened(dataBase());
    const quote = { text: "“It happened.”", by: "said Ada" };
    const points = ["One thing.", "And another."];
    const rich = { ...entry, highlights: { points, quote } };
    const picture = { href: "images/a.png", alt: "A boat", width: 520, height: 260 };
    const runs = [{ text: "It happened.", href: "https://example.org/", style: "em" as const }];
    const body = { blocks: [{ kind: "paragraph" as const, runs }], isWhole: true };
    const tokens = { address: "A", unsubscribe: "U", preferences: "P" };
    const digest = { ...edition.digest, tokens };
    const unsealed = { ...edition, lead: { points, quote, picture, body }, digest };
    const sealed = { ...unsealed, seal: sealOf(unsealed) };
    await store.seal("seeds/", [{ kind: "new", entry: rich, sketch }], sealed);
    expect(await store.entries([entry.id])).toEqual([{ entry: rich, missingRuns: 0 }]);
    const read = await store.edition("default", 1);
    expect(read).toEqual(sealed);
    expect(sealOf(read!)).toBe(sealed.seal);
  });

  test("is made with its folder, and remembers everything when it is opened again", async () => {
    const file = path.join(tree(), "data", "deeper", "broadsheet.db");
    const first = await openSqlite(file);
    await first.addSubscriber(reader(1));
    await first.addSubscriber(reader(2));
    await first.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    const held = await claim(first, edition.id, now, now);
    await settle(first, held!, { state: "deferred", reply: "451 later", retryAt: later(2) }, now);
    await first.finishRun((await first.beginRun("default", now, now))!, "edition 1", later(1));
    const before = await told(first);
    await close(first);

    const second = await opened(file);
    expect(await told(second)).toEqual(before);
    expect(before.editions[0]?.tally).toMatchObject({ audience: 2, queued: 1, deferred: 1 });
    expect(await second.beginRun("default", now, later(5))).toBeNull();
    expect((await claim(second, edition.id, later(1), later(1)))?.subscriber).not.toBe(held!.subscriber);
    expect(await claim(second, edition.id, later(1), later(1))).toBeNull();
    expect((await claim(second, edition.id, later(2), later(2)))?.subscriber).toBe(held!.subscriber);
  });

  test("keeps what was claimed when the process dies without a word", async () => {
    const file = dataBase();
    const first = await openSqlite(file);
    await first.addSubscriber(reader(1));
    await first.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    await close(first);
    const program = `
      const { openSqlite } = await import(${JSON.stringify(path.resolve("src/store/sqlite.ts"))});
      const { claim } = await import(${JSON.stringify(path.resolve("test/ledger.ts"))});
      const store = await openSqlite(${JSON.stringify(file)});
      await claim(store, ${JSON.stringify(edition.id)}, new Date(${+now}), new Date(${+now}));
      process.kill(process.pid, "SIGKILL");`;
    const { signal, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(signal).toBe("SIGKILL");
    const second = await opened(file);
    expect(await second.tally(edition.id)).toMatchObject({ audience: 1, sending: 1, queued: 0 });
    expect(await second.takeOver(edition.id, later(1))).toBe(1);
  });

  test.each(['create table "printed"', 'create table "archived"', 'insert into "kysely_migration"'])(
    "whose program was killed while it made the tables, at %s, is finished when it is opened again",
    async (statement) => {
      const file = dataBase();
      const module = path.resolve("src/store/sqlite.ts");
      const program = `
        import { DatabaseSync } from "node:sqlite";
        import { openSqlite } from ${JSON.stringify(module)};
        const prepare = DatabaseSync.prototype.prepare;
        DatabaseSync.prototype.prepare = function (sql) {
          if (sql.startsWith(${JSON.stringify(statement)})) process.kill(process.pid, "SIGKILL");
          return prepare.call(this, sql);
        };
        await openSqlite(${JSON.stringify(file)});`;
      const killed = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
      expect(killed.signal).toBe("SIGKILL");
      const store = await opened(file);
      await store.addSubscriber(reader(1));
      expect(await Array.fromAsync(store.subscribers())).toHaveLength(1);
    },
  );

  test("is in WAL mode, and each commit waits for the disk", async () => {
    const file = dataBase();
    await opened(file);
    using other = new DatabaseSync(file, { readOnly: true });
    expect(other.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
    // `synchronous` belongs to a connection and cannot be seen from another one.
    const source = readFileSync("src/store/sqlite.ts", "utf8");
    expect(source).toMatch(/pragma synchronous = full/);
    expect(source).not.toMatch(/synchronous = (?:normal|off)/i);
  });

  test("says that a claim is written when the disk has it, and says so where the disk cannot", async () => {
    const file = dataBase();
    const store = await opened(file);
    for (const n of [1, 2]) await store.addSubscriber(reader(n));
    await store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    const handle = await open(file, "r");
    const handles = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
    await handle.close();
    const { datasync } = handles;
    onTestFinished(() => void (handles.datasync = datasync));
    const syncs: (() => void)[] = [];
    handles.datasync = async function (this: unknown) {
      await new Promise<void>((resolve) => syncs.push(resolve));
      await datasync.call(this);
    };
    let isTold = false;
    const claiming = claim(store, edition.id, now).finally(() => (isTold = true));
    await vi.waitFor(() => expect(syncs).toHaveLength(1));
    // It is there for everybody to see, and not yet said to be.
    expect(await store.tally(edition.id)).toMatchObject({ sending: 1 });
    expect(isTold).toBe(false);
    syncs[0]?.();
    expect(await claiming).not.toBeNull();
    handles.datasync = () => Promise.reject(new Error("no space left"));
    expect((await faultOf(claim(store, edition.id, now))).code).toBe("cannot-write");
  });

  test("lets others read while an edition is being sealed", async () => {
    const file = dataBase();
    const store = await opened(file);
    await store.addSubscriber(reader(1));
    using other = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    const sealing = store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    expect(other.prepare("select count(*) as n from edition").get()).toEqual({ n: 0 });
    await sealing;
    expect(other.prepare("select count(*) as n from edition").get()).toEqual({ n: 1 });
  });

  test("refuses a delivery for nobody, and a second one for the same reader", async () => {
    const file = dataBase();
    const store = await opened(file);
    await store.addSubscriber(reader(1));
    await store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    const insert = (whom: string) =>
      `insert into delivery values ('${edition.id}', '${whom}', 'queued', 0, 0, null, null, null, '', null, null)`;
    expect(() => meanwhile(file, insert(uuid(1)))).toThrow(/UNIQUE constraint failed/);
    expect(() => meanwhile(file, insert(uuid(9)))).toThrow(/FOREIGN KEY constraint failed/);
    expect(() => meanwhile(file, `update edition set number = 2, id = id || 'x'`)).toThrow(/FOREIGN KEY/);
  });
});

describe("while an edition is being sent", () => {
  test("somebody may sign up from another process at any moment: the sending goes on", async () => {
    const file = dataBase();
    const store = await opened(file);
    for (let n = 0; n < 40; n++) await store.addSubscriber(reader(n));
    await store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    using other = new DatabaseSync(file, { timeout: 0 });
    const signUp = other.prepare("update subscriber set changed_at = changed_at || 'x' where id = ?");
    let between = 0;
    for (let moment = 0; moment < 40; moment++) {
      const claiming = claim(store, edition.id, now, now);
      for (let step = 0; step < moment; step++) await Promise.resolve();
      try {
        signUp.run(uuid(0));
        between++;
      } catch (error) {
        // The sender has the pen just now; the other process would wait its turn.
        expect(String(error)).toContain("locked");
      }
      await expect(claiming, `another process wrote ${moment} steps into a claim`).resolves.not.toBeNull();
    }
    expect(between).toBeGreaterThan(0);
  });

  test("two processes that both believe they may send never get the same delivery", async () => {
    const file = dataBase();
    const first = await opened(file);
    for (let n = 0; n < 20; n++) await first.addSubscriber(reader(n));
    await first.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    const second = await opened(file);
    const claimed: string[] = [];
    for (let n = 0; n < 20; n++) {
      const held = await claim(n % 2 === 0 ? first : second, edition.id, now, now);
      claimed.push(held!.subscriber);
    }
    expect(new Set(claimed).size).toBe(20);
    expect(await claim(first, edition.id, now, now)).toBeNull();
    expect(await claim(second, edition.id, now, now)).toBeNull();
  });
});

describe("a database written by a newer Broadsheet", () => {
  const fromTheFuture =
    "insert into kysely_migration values ('999-from-the-future', '2030-01-01T00:00:00.000Z')";

  test.each([
    ["as it was left by a run", "select 1"],
    ["as it comes from a backup", "pragma journal_mode = delete"],
  ])("is refused and left as it is, to the byte, %s", async (_, prepare) => {
    const folder = tree();
    const file = path.join(folder, "broadsheet.db");
    await close(await openSqlite(file));
    meanwhile(file, `${fromTheFuture}; ${prepare}`);
    const before = readFileSync(file);
    const fault = await faultOf(openSqlite(file));
    expect(fault.code).toBe("store-newer");
    expect(fault.message).toContain("999-from-the-future");
    expect(fault.message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["broadsheet.db"]);
  });

  test("is refused for a rehearsal too", async () => {
    const file = dataBase();
    await close(await openSqlite(file));
    meanwhile(file, fromTheFuture);
    expect((await faultOf(rehearseSqlite(file))).code).toBe("store-newer");
  });
});

describe("a file that cannot be used", () => {
  test("because it is something else is refused as damaged and left alone", async () => {
    const folder = tree({ "broadsheet.db": "Dear diary, today I wrote a text file.\n".repeat(200) });
    const file = path.join(folder, "broadsheet.db");
    const before = readFileSync(file);
    const fault = await faultOf(openSqlite(file));
    expect(fault.code).toBe("store-damaged");
    expect(fault.message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("because its pages were overwritten is refused as damaged, when it is opened or read", async () => {
    const file = dataBase();
    const store = await openSqlite(file);
    for (let n = 0; n < 300; n++) await store.addSubscriber(reader(n));
    await close(store);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, 4096));
    const use = async (): Promise<void> => {
      const damaged = await openSqlite(file);
      try {
        await Array.fromAsync(damaged.subscribers());
      } finally {
        await close(damaged);
      }
    };
    expect((await faultOf(use())).code).toBe("store-damaged");
  });

  test("because a row of it cannot be read back names the row", async () => {
    const file = dataBase();
    const store = await opened(file);
    await store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    meanwhile(file, `update entry set content = '{"half": '; update edition set record = '{}'`);
    const ofEntry = await faultOf(store.entries([entry.id]));
    expect([ofEntry.code, ofEntry.message]).toEqual(["store-damaged", expect.stringContaining(entry.id)]);
    const ofEdition = await faultOf(store.edition("default", 1));
    expect([ofEdition.code, ofEdition.message]).toEqual([
      "store-damaged",
      expect.stringContaining(edition.id),
    ]);
  });

  test("because a folder stands there, or a file where its folder should be, says that it cannot be written", async () => {
    const folder = tree({ "data/broadsheet.db/": "", file: "" });
    const folderThere = await faultOf(openSqlite(path.join(folder, "data/broadsheet.db")));
    expect(folderThere.code).toBe("cannot-write");
    const fileThere = await faultOf(openSqlite(path.join(folder, "file/broadsheet.db")));
    expect(fileThere.code).toBe("cannot-write");
  });
});

const rehearsals = (): string[] =>
  readdirSync(tmpdir()).filter((name) => existsSync(path.join(tmpdir(), name, "rehearsal.db")));

describe("a rehearsal", () => {
  test("knows everything and changes nothing", async () => {
    const folder = tree();
    const file = path.join(folder, "broadsheet.db");
    const real = await openSqlite(file);
    await real.addSubscriber(reader(1));
    await close(real);
    const before = readFileSync(file);
    const others = rehearsals();
    const store = await rehearseSqlite(file);
    const mine = rehearsals().filter((name) => !others.includes(name));
    expect(await store.countSubscribers("active")).toBe(1);
    await store.addSubscriber(reader(2));
    await store.seal("seeds/", [{ kind: "new", entry, sketch }], edition);
    expect(await store.tally(edition.id)).toMatchObject({ audience: 2 });
    await close(store);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["broadsheet.db"]);
    expect(mine.filter((name) => existsSync(path.join(tmpdir(), name)))).toEqual([]);
    await using again = await openSqlite(file);
    expect(await again.countSubscribers("active")).toBe(1);
    expect(await again.allEditions()).toEqual([]);
  });

  test("sees what a run under way has just written", async () => {
    const file = dataBase();
    const real = await opened(file);
    await real.addSubscriber(reader(1));
    await using store = await rehearseSqlite(file);
    expect(await store.countSubscribers("active")).toBe(1);
  });

  test("without a database makes none, and no folder for it", async () => {
    const folder = tree();
    await using store = await rehearseSqlite(path.join(folder, "data", "broadsheet.db"));
    await store.addSubscriber(reader(1));
    expect(await store.countSubscribers("active")).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a damaged database is refused", async () => {
    const folder = tree({ "broadsheet.db": "not a database, whatever its name says ".repeat(50) });
    expect((await faultOf(rehearseSqlite(path.join(folder, "broadsheet.db")))).code).toBe("store-damaged");
  });
});
