import { DatabaseSync } from "node:sqlite";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Mailbox } from "../../src/domain/address.ts";
import type { Whom } from "../../src/domain/consent-memory.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { SubscriberId } from "../../src/domain/ids.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/domain/ports.ts";
import { defaultPreference, frequencies, getsAtSealing } from "../../src/domain/preferences.ts";
import { marksOf } from "../../src/domain/reader-mark.ts";
import type { Person, SubscriberEvent } from "../../src/domain/subscriber.ts";
import { after, isReader, stranger } from "../../src/domain/subscriber.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { claim, settle } from "../ledger.ts";
import { tree } from "../tree.ts";
import { cases } from "../effort.ts";

const start = new Date("2026-05-04T07:00:00Z");
const at = (seconds: number): Date => new Date(+start + seconds * 1000);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const marks = (key: string) => marksOf([new Uint8Array(32).fill(7)], "silence", key);
const client = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
const mailboxOf = (name: string): Mailbox => ({
  address: `${name}@example.com`,
  key: `${name.toLowerCase()}@example.com`,
});
const noLetter = { letter: () => null, counted: [] };

let minted = 0;
const whomOf = (name: string): Whom => ({
  mailbox: mailboxOf(name),
  newId: subscriberId(uuid(++minted)),
  origin: "form",
  marks,
});
const signedUp = (second: number): SubscriberEvent => ({
  kind: "signed-up",
  at: at(second),
  client,
  form: "https://news.example.org/subscribe",
  shown: { text: "Send me the digest.", version: "1" },
  language: "en",
});
const confirmed = (second: number, issued = second): SubscriberEvent => ({
  kind: "confirmed",
  at: at(second),
  client,
  issued: at(issued),
});

function editionNo(n: number, sealedAt: Date): Edition {
  return {
    id: editionId(uuid(900_000 + n)),
    series: "default",
    number: n,
    subject: `Edition ${n}`,
    preheader: "",
    entries: [],
    sealedAt,
    audience: "active",
    language: "en",
    digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
    seal: "f".repeat(64),
  };
}

/** Seals an edition without entries. @returns the addresses that will get it */
async function sealed(store: Store, n: number, sealedAt: Date): Promise<string[]> {
  const edition = editionNo(n, sealedAt);
  await store.seal("seeds/", [], edition);
  const got: string[] = [];
  for (;;) {
    const held = await claim(store, edition.id, sealedAt);
    if (held == null) return got.toSorted();
    got.push(held.mailbox.key);
  }
}

async function open(file = ":memory:"): Promise<Store> {
  const store = await openSqlite(file);
  onTestFinished(() => store[Symbol.asyncDispose]());
  return store;
}

async function active(store: Store, name: string): Promise<SubscriberId> {
  const { id } = await store.consents.happen(whomOf(name), signedUp(0));
  await store.consents.happen(whomOf(name), confirmed(1));
  if (id == null) throw new Error("not signed up");
  return id;
}

const names = ["ada", "grace", "linus"] as const;
const happening = fc.record({
  name: fc.constantFrom(...names),
  kind: fc.constantFrom(
    "signed-up",
    "signed-up",
    "confirmed",
    "confirmed",
    "stale",
    "unsubscribed",
    "bounced",
    "complained",
    "imported",
    "added",
    "erased",
    "expired",
  ),
});

describe("whatever happens to three addresses, in whatever order,", () => {
  test("the store holds what the rules say, the evidence tells it, and an edition reaches the readers and nobody else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (story) => {
        await using store = await openSqlite(":memory:");
        const people = new Map<string, Person>(names.map((name) => [name, stranger]));
        for (const [i, { name, kind }] of story.entries()) {
          const second = i * 10 + 10;
          const before = people.get(name) ?? stranger;
          const event = eventOf(kind, second, before);
          if (kind === "expired") {
            await store.consents.expire(at(second));
            for (const [each, person] of people)
              people.set(each, {
                ...person,
                standing: person.standing === "pending" ? null : person.standing,
                asked: null,
              });
          } else if (event.kind === "imported") {
            const row = { mailbox: mailboxOf(name), newId: subscriberId(uuid(++minted)), event };
            await store.consents.taking(marks, (take) =>
              take([{ ...row, since: event.at, silence: null, preferences: [] }]),
            );
            people.set(name, after(before, event));
          } else if (event.kind === "erased") {
            await store.consents.erase(mailboxOf(name), marks, event.at);
            people.set(name, { ...after(before, event), standing: null });
          } else {
            await store.consents.happen(whomOf(name), event, noLetter);
            people.set(name, after(before, event));
          }
        }
        for (const name of names) {
          const { person, known } = await store.consents.look(mailboxOf(name), marks);
          expect(person).toEqual(people.get(name));
          if (known == null) continue;
          const evidence = await store.consents.evidence(known.id);
          const told = evidence.reduce(after, stranger);
          expect(told.standing).toBe(person.standing);
        }
        const readers = names.filter((name) => isReader(people.get(name) ?? stranger));
        expect(await sealed(store, 1, at(9999))).toEqual(
          readers.map((name) => mailboxOf(name).key).toSorted(),
        );
      }),
      { numRuns: cases(60) },
    );
  }, 60_000);
});

function eventOf(kind: string, second: number, { asked }: Person): SubscriberEvent {
  switch (kind) {
    case "signed-up":
      return signedUp(second);
    case "confirmed":
      return { kind, at: at(second), client, issued: asked ?? at(second) };
    case "stale":
      return confirmed(second, 0);
    case "unsubscribed":
      return { kind, at: at(second), how: "one-click", client };
    case "bounced":
    case "complained":
      return { kind, at: at(second), detail: "550" };
    case "imported":
      return { kind, at: at(second), source: "a list", row: 1, standing: "active" };
    case "added":
      return { kind, at: at(second), source: null };
    default:
      return { kind: "erased", at: at(second) };
  }
}

test("evidence cannot be changed or taken away, but with its subscriber", async () => {
  const file = path.join(tree(), "broadsheet.db");
  const store = await open(file);
  const id = await active(store, "Ada");
  using database = new DatabaseSync(file);
  expect(() => database.exec("update consent set record = '{}'")).toThrow(/never changed/);
  expect(() => database.exec("delete from consent")).toThrow(/only taken away with its subscriber/);
  expect((await store.consents.evidence(id)).map(({ kind }) => kind)).toEqual(["signed-up", "confirmed"]);
  await store.consents.erase(mailboxOf("Ada"), marks, at(5));
  expect((await store.consents.evidence(id)).map(({ kind }) => kind)).toEqual(["erased"]);
});

test("evidence says when, from where, on which words and by which link", async () => {
  const store = await open();
  const id = await active(store, "Ada");
  expect(await store.consents.evidence(id)).toEqual([signedUp(0), confirmed(1)]);
});

describe("erasing", () => {
  test("leaves the ledger in balance and nothing of the person in the file", async () => {
    const file = path.join(tree(), "broadsheet.db");
    const store = await openSqlite(file);
    const id = await active(store, "Ada.Personal");
    await sealed(store, 1, at(10));
    const edition = { id: editionNo(1, at(10)).id };
    const held = { edition: edition.id, subscriber: id, mailbox: mailboxOf("Ada.Personal"), attempt: 1 };
    const reply = "550 <ada.personal@example.com> unknown";
    await settle(store, held, { state: "failed", reply, reason: "gone" }, at(11));
    expect(await store.consents.deliveries(id)).toMatchObject([{ number: 1, state: "failed" }]);
    await store.consents.erase(mailboxOf("Ada.Personal"), marks, at(20));
    expect(await store.unbalanced("default")).toEqual([]);
    expect(await store.tally(edition.id)).toMatchObject({ audience: 1, failed: 1 });
    expect(await store.consents.find(id)).toBeNull();
    await store[Symbol.asyncDispose]();
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(file).toString("latin1").toLowerCase();
    expect(bytes).toContain("erased:");
    expect(bytes).not.toContain("ada.personal");
    expect(bytes).not.toContain(client.ip);
  });

  test("is remembered by every list that comes later, and undone by nobody but that person", async () => {
    const store = await open();
    await active(store, "ada");
    await store.consents.erase(mailboxOf("ada"), marks, at(5));
    const event = { kind: "imported", at: at(6), source: "list", row: 1, standing: "active" } as const;
    const row = { mailbox: mailboxOf("ada"), newId: subscriberId(uuid(++minted)), event, since: at(6) };
    const [before] = await store.consents.taking(marks, (take) =>
      take([{ ...row, silence: null, preferences: [] }]),
    );
    expect(before?.silence).toBe("erased");
    expect(await sealed(store, 1, at(7))).toEqual([]);
    await store.consents.happen(whomOf("ada"), signedUp(8));
    expect(await sealed(store, 2, at(9))).toEqual([]);
    await store.consents.happen(whomOf("ada"), confirmed(10));
    expect(await sealed(store, 3, at(11))).toEqual(["ada@example.com"]);
  });
});

describe("letters", () => {
  const limit = { name: "address", most: 2, withinMs: 60_000 };
  const mailing = { letter: () => "confirm" as const, counted: [{ limit, mark: "m" }] };

  test("wait once for each address, go only within the limit, and are evidence when they went", async () => {
    const store = await open();
    for (const second of [0, 1, 2]) await store.consents.happen(whomOf("ada"), signedUp(second), mailing);
    const due = await store.consents.dueLetters(at(3), 10);
    expect(due).toMatchObject([{ kind: "confirm", to: mailboxOf("ada"), made: at(1), attempts: 0 }]);
    const [letter] = due as [(typeof due)[number]];
    await store.consents.settleLetter(letter, { retryAt: at(9) });
    expect(await store.consents.dueLetters(at(8), 10)).toEqual([]);
    await store.consents.settleLetter(letter, {
      mailed: { kind: "mailed", at: at(9), letter: "confirm", messageId: "<1@example.org>" },
    });
    expect(await store.consents.dueLetters(at(99), 10)).toEqual([]);
    const evidence = await store.consents.evidence(letter.subscriber);
    expect(evidence.at(-1)).toMatchObject({ kind: "mailed", messageId: "<1@example.org>" });
    // The third was over the limit, changed nothing and was not mailed: it is no evidence.
    expect(evidence.filter(({ kind }) => kind === "signed-up")).toHaveLength(2);
  });

  test("do not go to who left, or complained, before they went", async () => {
    const store = await open();
    await store.consents.happen(whomOf("ada"), signedUp(0), mailing);
    await store.consents.happen(whomOf("ada"), { kind: "complained", at: at(1), detail: "abuse" });
    await store.consents.happen(whomOf("grace"), signedUp(0), { ...mailing, counted: [] });
    await store.consents.happen(whomOf("grace"), { kind: "unsubscribed", at: at(1), how: "mail", client });
    expect(await store.consents.dueLetters(at(2), 10)).toEqual([]);
  });

  test("are counted anew when the time of the limit is over", async () => {
    const store = await open();
    const counts = [0, 1, 2, 59, 60, 61, 62].map(
      async (second) => await store.consents.count([{ limit, mark: "m" }], at(second)),
    );
    expect(await Promise.all(counts)).toEqual([true, true, false, false, true, true, false]);
    expect(await store.consents.count([{ limit, mark: "other" }], at(62))).toBe(true);
  });
});

describe("a change of address", () => {
  const mailing = { letter: () => "change-address" as const, counted: [] };
  const ask = (store: Store, id: SubscriberId, to: string, second: number) =>
    store.consents.askToMove(
      id,
      mailboxOf(to),
      marks,
      { kind: "asked-to-move", at: at(second), client, to: `${to}@example.com` },
      mailing,
    );
  const answer = (second: number, issued: number) => ({ at: at(second), issued: at(issued), client });

  test("happens when the new one has confirmed, keeps the subscriber, and silences the old one", async () => {
    const store = await open();
    const id = await active(store, "ada");
    await ask(store, id, "lovelace", 5);
    expect(await sealed(store, 1, at(6))).toEqual(["ada@example.com"]);
    expect(await store.consents.move(id, answer(7, 4), marks)).toBeNull();
    expect(await store.consents.move(id, answer(7, 5), marks)).toMatchObject({
      id,
      mailbox: mailboxOf("lovelace"),
    });
    expect(await store.consents.move(id, answer(8, 5), marks)).toBeNull();
    expect(await sealed(store, 2, at(9))).toEqual(["lovelace@example.com"]);
    expect((await store.consents.look(mailboxOf("ada"), marks)).person.silence).toBe("moved");
  });

  test("to one that is on the list leaves one of the two", async () => {
    const store = await open();
    const id = await active(store, "ada");
    await active(store, "grace");
    await ask(store, id, "grace", 5);
    expect(await store.consents.move(id, answer(7, 5), marks)).toMatchObject({ mailbox: mailboxOf("grace") });
    expect(await sealed(store, 1, at(9))).toEqual(["grace@example.com"]);
  });

  test("to one that had left, and wanted nothing, gets what the old one got", async () => {
    const store = await open();
    const id = await active(store, "ada");
    const grace = await active(store, "grace");
    const nothing = { ...defaultPreference("default"), wanted: false };
    await store.consents.prefer(grace, { kind: "preferences", at: at(2), client, preferences: [nothing] });
    await store.consents.happen(whomOf("grace"), { kind: "unsubscribed", at: at(3), how: "link", client });
    await ask(store, id, "grace", 5);
    await store.consents.move(id, answer(7, 5), marks);
    expect(await sealed(store, 1, at(9))).toEqual(["grace@example.com"]);
  });

  test("to one that complained since does not happen", async () => {
    const store = await open();
    const id = await active(store, "ada");
    await ask(store, id, "grace", 5);
    await store.consents.happen(whomOf("grace"), { kind: "complained", at: at(6), detail: "abuse" });
    expect(await store.consents.move(id, answer(7, 5), marks)).toBeNull();
  });
});

describe("preferences", () => {
  test("decide who gets an edition at its sealing as the rule says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...frequencies),
        fc.boolean(),
        fc.constantFrom(null, 5, 500),
        fc.array(fc.constantFrom("seal", "each", "weekly" as const), { maxLength: 5 }),
        async (frequency, wanted, pause, story) => {
          await using store = await openSqlite(":memory:");
          const id = await active(store, "ada");
          const prefer = (wish: ReturnType<typeof defaultPreference>, second: number) =>
            store.consents.prefer(id, { kind: "preferences", at: at(second), client, preferences: [wish] });
          const first = defaultPreference("default");
          await prefer(
            {
              ...first,
              frequency,
              wanted,
              pausedUntil: pause == null ? null : at(pause),
            },
            2,
          );
          let n = 0;
          for (const [i, step] of [...story, "seal"].entries()) {
            const second = 10 + i;
            if (step !== "seal") {
              await prefer({ ...first, frequency: step as "each" }, second);
              continue;
            }
            const [wish] = await store.consents.wishes(id);
            if (wish == null) throw new Error("the wish was not kept");
            const gets = getsAtSealing(wish.preference, wish.place, ++n, at(second));
            expect(await sealed(store, n, at(second))).toEqual(gets ? ["ada@example.com"] : []);
          }
        },
      ),
      { numRuns: cases(40) },
    );
  }, 60_000);

  test("end with the subscription: who comes back begins with the next edition", async () => {
    const store = await open();
    const id = await active(store, "ada");
    const weekly = { ...defaultPreference("default"), frequency: "weekly" as const };
    await store.consents.prefer(id, { kind: "preferences", at: at(2), client, preferences: [weekly] });
    await sealed(store, 1, at(3));
    expect((await store.consents.wishes(id))[0]?.place.told).toBe(0);
    await store.consents.happen(whomOf("ada"), { kind: "unsubscribed", at: at(4), how: "link", client });
    await sealed(store, 2, at(5));
    await store.consents.happen(whomOf("ada"), signedUp(6));
    await store.consents.happen(whomOf("ada"), confirmed(7, 6));
    expect((await store.consents.wishes(id))[0]).toMatchObject({ preference: weekly, place: { told: 2 } });
  });

  test("of nothing, or of a pause, end with the subscription: who comes back gets the next edition", async () => {
    const store = await open();
    const id = await active(store, "ada");
    const nothing = { ...defaultPreference("default"), wanted: false, pausedUntil: at(5000) };
    await store.consents.prefer(id, { kind: "preferences", at: at(2), client, preferences: [nothing] });
    await store.consents.happen(whomOf("ada"), { kind: "unsubscribed", at: at(3), how: "link", client });
    await store.consents.happen(whomOf("ada"), signedUp(4));
    await store.consents.happen(whomOf("ada"), confirmed(5, 4));
    expect(await sealed(store, 1, at(6))).toEqual(["ada@example.com"]);
  });
});

test("who never confirmed is forgotten, and who had left before stays gone", async () => {
  const store = await open();
  await store.consents.happen(whomOf("ada"), signedUp(0));
  await active(store, "grace");
  await store.consents.happen(whomOf("grace"), { kind: "unsubscribed", at: at(2), how: "link", client });
  await store.consents.happen(whomOf("grace"), signedUp(3));
  expect(await store.consents.expire(at(0))).toBe(0);
  expect(await store.consents.expire(at(100))).toBe(1);
  expect(await store.consents.look(mailboxOf("ada"), marks)).toEqual({ person: stranger, known: null });
  expect((await store.consents.look(mailboxOf("grace"), marks)).person).toEqual({
    standing: "unsubscribed",
    silence: null,
    asked: null,
  });
});
