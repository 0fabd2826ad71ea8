import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Deliver } from "../../src/app/deliver.ts";
import type { Store } from "../../src/domain/ports.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { addressOf, compose, sealedFor, send } from "../sending/edition.ts";
import type { RecordingServer, Script } from "../sending/server.ts";
import { recordingServer } from "../sending/server.ts";
import { inMemory, tree } from "../tree.ts";
import { inFull } from "../effort.ts";

/** An edition for so many readers, a server that follows the script, and a sender between them. */
async function sending(readers: number, script?: Script) {
  const file = path.join(tree({}, inMemory), "broadsheet.db");
  const edition = await sealedFor(file, readers);
  const server: RecordingServer = await recordingServer(script);
  const store: Store = await openSqlite(file);
  onTestFinished(async () => {
    await store[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  return {
    file,
    edition,
    server,
    store,
    run: (of: Partial<Deliver> = {}) => send(store, edition, server.url, of),
    tally: () => store.tally(edition.id),
  };
}

/** Some proofs are tried at a third of their places, where nobody asks for all of them. */
const everyPoint = inFull;

const isTo = (n: number, to: string): boolean => to === addressOf(n);

describe("a list", () => {
  test("goes out once to everybody, over a few connections, and to nobody again", async () => {
    const { run, server, tally } = await sending(60);
    expect(await run()).toMatchObject({ tried: 60, sent: 60, stopped: null });
    expect(new Set(server.accepted.map(({ to }) => to)).size).toBe(60);
    expect(server.accepted).toHaveLength(60);
    expect(server.connections()).toBeLessThanOrEqual(5);
    expect(await tally()).toMatchObject({ audience: 60, accepted: 60 });
    expect(await run()).toMatchObject({ tried: 0, sent: 0 });
    expect(server.accepted).toHaveLength(60);
  });

  test("goes on where a server greylists, refuses, asks for time and closes after every third message", async () => {
    const { run, store, edition, tally } = await sending(30, ({ point, to, taken }) => {
      if (point === "recipient" && isTo(3, to)) return { reply: "550 5.1.1 no such user" };
      if (point === "recipient" && isTo(4, to)) return { reply: "552 5.2.2 mailbox full" };
      if (point === "recipient" && isTo(5, to)) return { reply: "450 4.7.1 greylisted" };
      if (point === "message" && isTo(6, to)) return { reply: "554 5.6.0 malformed" };
      if (point === "replied" && taken % 3 === 0) return { drop: true };
      return null;
    });
    await run();
    const { accepted, failed, deferred } = await tally();
    expect({ failed, open: accepted + deferred }).toEqual({ failed: 3, open: 27 });
    const { reasons } = await store.breakdown(edition.id, 10);
    const known = reasons.filter(({ state }) => state === "failed").map(({ reason }) => reason);
    expect(new Set(known)).toEqual(new Set(["content", "full", "gone"]));
    expect(await store.countSubscribers("active")).toBe(30);
  });

  test("loses the address that is gone, for good, and no other", async () => {
    const { run, store, edition } = await sending(10, ({ point, to }) => {
      if (point !== "recipient") return null;
      if (isTo(1, to)) return { reply: "550 5.1.1 unknown" };
      return isTo(2, to) ? { reply: "550 5.7.1 not from you" } : null;
    });
    await run();
    const next = { ...edition, id: edition.id.replace("1", "2") as typeof edition.id, number: 2 };
    expect(await store.seal("seeds/", [], next)).toMatchObject({ audience: 10, queued: 9, suppressed: 1 });
  });
});

describe("a server that will not have us", () => {
  test.each([
    ["at the greeting", "greeting", "554 5.7.1 no", "service-refused", true],
    ["at the greeting, for now", "greeting", "421 4.3.2 busy", "more-to-do", true],
    ["at the sender", "sender", "550 5.7.1 no", "service-refused", false],
  ] as const)("%s costs nobody the mail", async (_, point, reply, code, isUnclaimed) => {
    const { run, tally, server, file } = await sending(20, (at) =>
      at.point === point ? { reply, drop: true } : null,
    );
    expect((await run()).stopped).toMatchObject({ code, why: expect.stringContaining(reply) });
    expect(await tally()).toMatchObject({ audience: 20, queued: 20 });
    expect(server.accepted).toEqual([]);
    using database = new DatabaseSync(file);
    const { tried } = database.prepare("select sum(attempts) as tried from delivery").get() ?? {};
    // Where it says so before a message is begun, none is claimed.
    expect(Number(tried) > 0).toBe(!isUnclaimed);
  });

  test("for policy, ten times in a row, is asked no more until somebody has looked", async () => {
    const { run, tally, store, edition } = await sending(200, ({ point }) =>
      point === "recipient" ? { reply: "550 5.7.1 blocked, see https://bl.example/" } : null,
    );
    expect((await run()).stopped).toMatchObject({ code: "service-refused", goesOn: "resume" });
    const after = await tally();
    // Those that were under way on the other connections come to it.
    expect(after.failed).toBeLessThanOrEqual(14);
    expect(await store.sending(edition.id)).toMatchObject({ state: "paused" });
    const again = { goesOn: "resume", why: expect.stringContaining("paused since") };
    expect((await run()).stopped).toMatchObject(again);
    expect(await tally()).toEqual(after);
  });
});

describe("answers that are lost", () => {
  test("one in seven stop the sending by themselves, and are named; then somebody decides", async () => {
    let n = 0;
    const { run, tally, store, edition, server } = await sending(400, ({ point }) =>
      point === "message" && ++n % 7 === 0 ? { lose: true } : null,
    );
    const { stopped } = await run({ connections: 1 });
    expect(stopped?.why).toContain("nobody knows whether they arrived");
    expect(await tally()).toMatchObject({ unclear: 21, sending: 0 });
    const named = await Array.fromAsync(store.lines(edition.id, "unclear"));
    const taken = new Set(server.accepted.map(({ to }) => to));
    expect(named.map(({ address }) => taken.has(address))).toEqual(Array.from({ length: 21 }, () => true));
    expect((await run()).stopped?.why).toContain("paused since");
    server.script = () => null;
    expect(await store.decideUnclear(edition.id, "skip", new Date())).toBe(21);
    await store.setSending(edition.id, { state: "open", note: null }, new Date());
    expect(await run()).toMatchObject({ stopped: null });
    expect(await tally()).toMatchObject({ accepted: 379, unclear: 21 });
    expect(server.accepted).toHaveLength(400);
  });

  test("are tried once more by the next run, with the same bytes, or left alone where that is wished", async () => {
    let isFirst = true;
    const script: Script = ({ point, to }) => {
      if (point !== "message" || !isTo(2, to) || !isFirst) return null;
      isFirst = false;
      return { lose: true };
    };
    const { run, tally, server } = await sending(5, script);
    await run();
    expect(await tally()).toMatchObject({ accepted: 4, unclear: 1 });
    await run({ unclear: "hold" });
    expect(server.accepted).toHaveLength(5);
    await run();
    expect(await tally()).toMatchObject({ accepted: 5 });
    const copies = server.accepted.filter(({ to }) => isTo(2, to));
    expect(copies.map(({ hash }) => hash)).toEqual([copies[0]?.hash, copies[0]?.hash]);
  });
});

describe("while an edition is being sent", () => {
  test("who leaves, or is suppressed, gets nothing from that moment on", async () => {
    const { run, store, file, server, tally } = await sending(40);
    let n = 0;
    await run({
      connections: 1,
      prepare: async () => async (claim) => {
        if (++n === 10) {
          for (const gone of [37, 38]) await store.removeSubscriber(addressOf(gone), new Date());
          using database = new DatabaseSync(file, { timeout: 8000 });
          database
            .prepare("insert into suppression (address_key, reason, since) values (?, '', '')")
            .run(addressOf(39));
        }
        return await compose(claim);
      },
    });
    expect(server.accepted).toHaveLength(37);
    expect(await tally()).toMatchObject({ accepted: 37, suppressed: 3 });
  });

  test.each([
    ["held", 31],
    ["cancelled", 31],
  ] as const)("it can be %s, between two messages", async (how, left) => {
    const { run, store, edition, server, tally } = await sending(40);
    let n = 0;
    const { stopped } = await run({
      connections: 1,
      prepare: async () => async (claim) => {
        if (++n === 9) {
          if (how === "held") await store.setSending(edition.id, { state: "held", note: null }, new Date());
          else await store.cancel(edition.id, new Date());
        }
        return await compose(claim);
      },
    });
    expect(stopped).toMatchObject({ code: null, why: expect.stringContaining(how) });
    expect(server.accepted).toHaveLength(9);
    expect(await tally()).toMatchObject({ accepted: 9, [how === "held" ? "queued" : "expired"]: left });
    await store.setSending(edition.id, { state: "open", note: null }, new Date());
    await run();
    expect(server.accepted).toHaveLength(how === "held" ? 40 : 9);
  });

  test("a limit holds in every second, as the server sees it, and over two runs", async () => {
    const { run, server } = await sending(34);
    const stop = new AbortController();
    const first = run({
      pace: { perSecond: 12 },
      signal: stop.signal,
      onProgress: ({ done }) => done === 15 && stop.abort(),
    });
    await first;
    await run({ pace: { perSecond: 12 } });
    const times = server.accepted.map(({ at }) => at);
    expect(times).toHaveLength(34);
    for (const [n, at] of times.entries())
      expect(times.slice(n).filter((each) => each < at + 1000).length).toBeLessThanOrEqual(12);
  });
});

describe("a send that cannot be written down", () => {
  /** A store whose nth call fails, and every later one: before it does anything, or when it has done it. */
  function failingAt(
    store: Store,
    point: number,
    isDone: boolean,
  ): { readonly store: Store; calls: () => number } {
    let calls = 0;
    const failing = Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        typeof method !== "function" || name === "candidates" || name === "lines"
          ? method
          : async (...args: unknown[]) => {
              const fails = calls++ >= point;
              if (fails && !(isDone && calls - 1 === point)) throw new Error("disk full");
              const result: unknown = await (method as (...given: unknown[]) => unknown)(...args);
              if (fails) throw new Error("disk full");
              return result;
            },
      ]),
    );
    return { store: failing as unknown as Store, calls: () => calls };
  }

  test("does not happen: wherever writing fails, nobody is lost, and only whose answer could not be written may get a copy", async () => {
    const readers = 40;
    const whole = await sending(readers);
    const counting = failingAt(whole.store, Infinity, false);
    await whole.run({ store: counting.store, connections: 1 });
    const points = counting.calls();
    expect(points).toBeGreaterThanOrEqual(40);
    for (let point = 0; point < points; point += everyPoint ? 1 : 3) {
      const { run, store, server, tally } = await sending(readers);
      const broken = failingAt(store, point, point % 2 === 1);
      await expect(run({ store: broken.store, connections: 1 })).rejects.toThrow("disk full");
      const { sending: left } = await tally();
      expect(left).toBeLessThanOrEqual(1);
      const unheard = server.accepted.length - (await tally()).accepted;
      expect(unheard).toBeLessThanOrEqual(left);
      await run();
      expect(await tally()).toMatchObject({ audience: readers, accepted: readers });
      expect(server.accepted.length).toBe(readers + unheard);
      expect(new Set(server.accepted.map(({ to }) => to)).size).toBe(readers);
      expect(await store.unbalanced("default")).toEqual([]);
    }
  });
});
