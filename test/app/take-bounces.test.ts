import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { takeBounces, takeEvent } from "../../src/app/take-bounces.ts";
import type { BounceEvent, BounceKind } from "../../src/domain/bounce.ts";
import { bounceKinds } from "../../src/domain/bounce.ts";
import type { BounceSource } from "../../src/domain/bounce-ports.ts";
import type { Marks } from "../../src/domain/consent-memory.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { EditionId } from "../../src/domain/ids.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/domain/ports.ts";
import { marksOf } from "../../src/domain/reader-mark.ts";
import { editionMark, issueToken } from "../../src/domain/reader-token.ts";
import { emlFolderSource, maildirSource } from "../../src/mail/bounce/maildir.ts";
import { readReturnedMail } from "../../src/mail/bounce/returned-mail.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { claim, settle } from "../ledger.ts";
import { tree } from "../tree.ts";

const day = 86_400_000;
const start = new Date("2026-05-04T07:00:00Z");
const onDay = (days: number): Date => new Date(+start + days * day);
const keys = [Buffer.alloc(32, 7)] as const;
const marks: Marks = (address) => marksOf(keys, "silence", address);
const ada = subscriberId("00000000-0000-4000-8000-00000000000a");
const bob = subscriberId("00000000-0000-4000-8000-00000000000b");
const idOf = (n: number): EditionId => editionId(`0000000${n.toString(16)}-0000-4000-8000-000000000000`);

/** A store with two readers and editions that both were sent, one on each of these days. */
async function storeWith(...days: readonly number[]): Promise<Store> {
  const store = await openSqlite(":memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  for (const [id, name] of [
    [ada, "ada"],
    [bob, "bob"],
  ] as const) {
    const address = `${name}@reader.test`;
    await store.addSubscriber({
      id,
      mailbox: { address, key: address },
      standing: "active",
      origin: "manual",
      since: onDay(-100),
    });
  }
  for (const [i, days_] of days.entries()) await send(store, i + 1, onDay(days_));
  return store;
}

async function send(store: Store, number: number, at: Date): Promise<void> {
  const edition: Edition = {
    id: idOf(number),
    series: "default",
    number,
    subject: "The harbour opens",
    preheader: "",
    entries: [],
    sealedAt: at,
    audience: "active",
    language: "en",
    digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
    seal: "",
  };
  await store.seal("seeds/", [], edition);
  for (;;) {
    const held = await claim(store, edition.id, at);
    if (held == null) return;
    await settle(store, held, { state: "accepted", reply: "250 ok" }, at);
  }
}

let serial = 0;
const event = (kind: BounceKind, number: number, of: Partial<BounceEvent> = {}): BounceEvent => ({
  key: `test:${serial++}`,
  kind,
  final: true,
  about: { subscriber: ada, about: editionMark(idOf(number)) },
  proof: "envelope",
  status: null,
  words: "words",
  ...of,
});
const take = async (store: Store, one: BounceEvent, days: number) =>
  (await takeEvent({ bounces: store.bounces, marks, clock: { now: () => onDay(days) } }, one))?.effect;

/** Whom the next edition would go to. */
async function audience(store: Store, number: number, days: number): Promise<number> {
  await send(store, number, onDay(days));
  return (await store.tally(idOf(number))).accepted;
}

/** A bounce as Postfix writes it. */
function bounce(token: string, status = "5.1.1"): string {
  return `Return-Path: <>
Delivered-To: bounces+${token}@news.example
From: MAILER-DAEMON@mx.reader.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.reader.test

Final-Recipient: rfc822; ada@reader.test
Action: failed
Status: ${status}
--b--
`;
}
const tokenOf = (subscriber: typeof ada, number: number): string =>
  issueToken(keys, "bounce", { subscriber, about: editionMark(idOf(number)) });

function taking(
  store: Store,
  source: BounceSource,
  of: { readonly signal?: AbortSignal; readonly rehearsal?: boolean } = {},
) {
  return takeBounces({
    bounces: store.bounces,
    marks,
    source,
    read: (raw) => readReturnedMail(raw, keys),
    clock: { now: () => onDay(1) },
    signal: of.signal ?? new AbortController().signal,
    rehearsal: of.rehearsal ?? false,
  });
}

describe("a returned mail", () => {
  test("from a dead address keeps the reader out of every further edition, and others in", async () => {
    const store = await storeWith(0);
    expect(await take(store, event("hard", 1), 1)).toEqual({ kind: "suppress", reason: "hard bounce" });
    expect(await audience(store, 2, 7)).toBe(1);
    expect((await store.tally(idOf(2))).suppressed).toBe(1);
    const again = {
      id: ada,
      mailbox: { address: "ada@reader.test", key: "ada@reader.test" },
      standing: "active",
      origin: "manual",
      since: onDay(8),
    } as const;
    expect(await store.addSubscriber(again)).toBe("suppressed");
  });

  test("stops mail that is queued and not yet claimed", async () => {
    const store = await storeWith(0);
    const { seal: _, ...rest } = { ...(await store.edition("default", 1)) } as Edition;
    await store.seal("seeds/", [], { ...rest, id: idOf(2), number: 2, sealedAt: onDay(1), seal: "" });
    await take(store, event("complaint", 1), 1);
    expect((await claim(store, idOf(2), onDay(1)))?.subscriber).toBe(bob);
    expect(await claim(store, idOf(2), onDay(1))).toBeNull();
    expect((await store.tally(idOf(2))).suppressed).toBe(1);
  });

  test("that complains is remembered as such, whatever came before", async () => {
    const store = await storeWith(0);
    await take(store, event("hard", 1), 1);
    expect(await take(store, event("complaint", 1), 2)).toEqual({ kind: "suppress", reason: "complaint" });
    expect(await take(store, event("hard", 1), 3)).toMatchObject({ kind: "none" });
  });

  test("that asks to leave ends the subscription and suppresses nothing", async () => {
    const store = await storeWith(0);
    expect(await take(store, event("unsubscribe", 1), 1)).toEqual({ kind: "unsubscribe" });
    const standings = (await Array.fromAsync(store.subscribers())).map(({ standing }) => standing);
    expect(standings).toEqual(["unsubscribed", "active"]);
    expect(await audience(store, 2, 2)).toBe(1);
  });

  test("counts once, however often it is taken", async () => {
    const store = await storeWith(0);
    const one = event("soft", 1);
    expect(await take(store, one, 1)).toEqual({ kind: "count" });
    expect(await take(store, one, 1)).toBeUndefined();
    expect(await store.bounces.record(one, null, { kind: "count" }, onDay(2), marks)).toBe(false);
    expect(await store.bounces.cameBack(idOf(1))).toEqual(new Map([["soft", 1]]));
  });

  test("twice for one edition is one failure of the address", async () => {
    const store = await storeWith(0, 4, 8, 12);
    for (const number of [1, 2, 3, 4, 4, 4])
      expect(await take(store, event("full", number), 20)).toEqual({ kind: "count" });
  });

  test("that may pass suppresses after five editions and fourteen days without one that arrived", async () => {
    const store = await storeWith(0, 4, 8, 12, 14);
    for (const number of [1, 2, 3, 4])
      expect(await take(store, event("soft", number), 15)).toEqual({ kind: "count" });
    expect(await take(store, event("full", 5), 15)).toEqual({ kind: "suppress", reason: "soft bounces" });
    expect(await store.bounces.history({ subscriber: bob, about: 0 })).toMatchObject({ suppressed: false });
  });

  test("that may pass suppresses nobody whose mail arrived in between", async () => {
    const store = await storeWith(0, 4, 8, 12, 16, 20);
    for (const number of [1, 2, 4, 5, 6])
      expect(await take(store, event("soft", number), 30)).toEqual({ kind: "count" });
  });

  test("that warns of a delay is written down and counts for nothing", async () => {
    const store = await storeWith(0, 4, 8, 12, 16, 20);
    for (const number of [1, 2, 3, 4, 5, 6])
      expect(await take(store, event("soft", number, { final: false }), 30)).toMatchObject({ kind: "none" });
    expect(await store.bounces.cameBack(idOf(1))).toEqual(new Map());
    const { sent } = (await store.bounces.history({ subscriber: ada, about: 0 })) ?? {};
    expect(sent?.map(({ failed }) => failed)).toEqual([false, false, false, false, false, false]);
  });

  test("about an edition that the database does not know is about its reader all the same", async () => {
    const store = await storeWith(0);
    expect(await take(store, event("hard", 9), 1)).toEqual({ kind: "suppress", reason: "hard bounce" });
  });

  test("about a reader that the database does not know changes nothing", async () => {
    const store = await storeWith(0);
    const stranger = { subscriber: subscriberId("00000000-0000-4000-8000-00000000000c"), about: 1 };
    expect(await take(store, event("hard", 1, { about: stranger }), 1)).toMatchObject({ kind: "none" });
    expect(await audience(store, 2, 2)).toBe(2);
  });
});

test("whatever comes back, read again and again in between, does what it does when it is read once", async () => {
  const kinds = fc.constantFrom(...bounceKinds);
  const came = fc.record({
    kind: kinds,
    number: fc.integer({ min: 1, max: 6 }),
    final: fc.boolean(),
    again: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(came, { maxLength: 15 }), async (all) => {
      const state = async (repeats: boolean) => {
        const store = await storeWith(0, 3, 6, 9, 12, 15);
        const seen: BounceEvent[] = [];
        for (const [i, { kind, number, final, again }] of all.entries()) {
          seen.push(event(kind, number, { key: `n:${i}`, final }));
          for (const one of [seen[i], ...(repeats ? [seen[again % seen.length]] : [])])
            if (one != null) await take(store, one, 30);
        }
        const history = await store.bounces.history({ subscriber: ada, about: 0 });
        const counts = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => store.bounces.cameBack(idOf(n))));
        return { history, counts };
      };
      expect(await state(true)).toEqual(await state(false));
    }),
    { numRuns: 10 },
  );
});

describe("a Maildir", () => {
  const maildir = (files: Readonly<Record<string, string>>): string =>
    tree({
      "tmp/": "",
      "cur/": "",
      "new/": "",
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`new/${name}`, text])),
    });
  const files = {
    "1.a.host": bounce(tokenOf(ada, 1)),
    "2.b.host": "From: bob@reader.test\nSubject: a question\n\nWhen?\n",
    "3.c.host": "From: bob@reader.test\nAuto-Submitted: auto-replied\n\nAway.\n",
  };

  test("is read and put away: seen what was taken, unread what a person should see", async () => {
    const store = await storeWith(0);
    const folder = maildir(files);
    const report = await taking(store, maildirSource(folder, "mail"));
    expect(report).toMatchObject({ source: "mail", found: 3, known: 0, stopped: false });
    expect(report.taken.map(({ event: { kind }, address }) => [kind, address])).toEqual([
      ["hard", "ada@reader.test"],
      ["other", null],
      ["auto-reply", null],
    ]);
    expect(readdirSync(path.join(folder, "new"))).toEqual([]);
    expect(readdirSync(path.join(folder, "cur")).sort()).toEqual([
      "1.a.host:2,S",
      "2.b.host:2,",
      "3.c.host:2,S",
    ]);
    expect(await taking(store, maildirSource(folder, "mail"))).toMatchObject({ found: 0 });
  });

  test("after a run that died between writing down and putting away is put away, and counts nothing twice", async () => {
    const store = await storeWith(0);
    const folder = maildir(files);
    const source = maildirSource(folder, "mail");
    const dying: BounceSource = {
      name: "mail",
      async *mails(signal) {
        for await (const { raw } of source.mails(signal))
          yield { raw, settle: () => Promise.reject(new Error("died")) };
      },
    };
    await expect(taking(store, dying)).rejects.toThrow("died");
    expect(readdirSync(path.join(folder, "new"))).toHaveLength(3);
    expect(await taking(store, source)).toMatchObject({ found: 3, known: 1 });
    expect(readdirSync(path.join(folder, "new"))).toEqual([]);
    expect(await store.bounces.cameBack(idOf(1))).toEqual(new Map([["hard", 1]]));
  });

  test("is left as it is by a rehearsal", async () => {
    const store = await storeWith(0);
    const folder = maildir(files);
    expect((await taking(store, maildirSource(folder, "mail"), { rehearsal: true })).taken).toHaveLength(3);
    expect(readdirSync(path.join(folder, "new"))).toHaveLength(3);
  });

  test("is left where it stops when it is asked to", async () => {
    const store = await storeWith(0);
    const folder = maildir(files);
    const stop = new AbortController();
    const source = maildirSource(folder, "mail");
    const stopping: BounceSource = {
      name: "mail",
      async *mails(signal) {
        for await (const mail of source.mails(signal))
          yield { ...mail, settle: async (as) => (await mail.settle(as), stop.abort()) };
      },
    };
    expect(await taking(store, stopping, { signal: stop.signal })).toMatchObject({ found: 1, stopped: true });
    expect(readdirSync(path.join(folder, "new"))).toHaveLength(2);
  });

  test("that is none is a mistake in the settings", async () => {
    const store = await storeWith();
    await expect(taking(store, maildirSource(tree(), "mail"))).rejects.toMatchObject({ code: "config" });
  });
});

describe("a folder of .eml files", () => {
  test("is read each time, left as it is, and counts once", async () => {
    const store = await storeWith(0);
    const folder = tree({
      "a.eml": bounce(tokenOf(ada, 1)),
      "copy.eml": bounce(tokenOf(ada, 1)).replaceAll("\n", "\r\n"),
      "b.EML": bounce(tokenOf(bob, 1), "4.4.1"),
      "notes.txt": "not a mail",
    });
    const before = readFileSync(path.join(folder, "a.eml"), "utf8");
    const source = emlFolderSource(folder, "bounced");
    expect(await taking(store, source)).toMatchObject({ found: 3, known: 1 });
    expect(await taking(store, source)).toMatchObject({ found: 3, known: 3, taken: [] });
    expect(await store.bounces.cameBack(idOf(1))).toEqual(
      new Map([
        ["hard", 1],
        ["soft", 1],
      ]),
    );
    expect(readFileSync(path.join(folder, "a.eml"), "utf8")).toBe(before);
  });
});
