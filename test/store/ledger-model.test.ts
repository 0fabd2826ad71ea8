import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Claim, DeliveryEvent, DeliveryState, Settlement } from "../../src/domain/delivery.ts";
import { after, deliveryStates } from "../../src/domain/delivery.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { SendingState } from "../../src/domain/ledger-port.ts";
import type { Store } from "../../src/domain/ports.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { addressOf, editionSealed, uuid } from "../sending/edition.ts";
import { subscriberId } from "../../src/domain/ids.ts";
import { inMemory, tree } from "../tree.ts";
import { cases } from "../effort.ts";

/** What a delivery is, to somebody who only knows the table of events. */
type Row = { state: DeliveryState; attempts: number; unclear: number; isThere: boolean; retryAt: number };
type Model = {
  rows: Row[];
  sending: SendingState;
  now: number;
  held: { readonly claim: Claim; readonly row: number }[];
};
type Real = { readonly store: Store; readonly file: string; readonly edition: Edition };
type Step = fc.AsyncCommand<Model, Real>;

const readers = 5;
const sealedAt = new Date("2026-05-04T07:00:00Z");
const at = (minutes: number): Date => new Date(+sealedAt + minutes * 60_000);

function happen(row: Row, event: DeliveryEvent): void {
  const next = after(row.state, event);
  if (next == null) throw new Error(`${event} of one that is ${row.state}`);
  row.state = next;
}
const can = (row: Row, event: DeliveryEvent): boolean => after(row.state, event) != null;

async function compare({ rows, sending }: Model, { store, edition }: Real): Promise<void> {
  const tally = await store.tally(edition.id);
  const counts = deliveryStates.map((state) => [state, rows.filter((row) => row.state === state).length]);
  expect(tally).toEqual({ audience: readers, ...Object.fromEntries(counts) });
  expect(await store.unbalanced("default")).toEqual([]);
  expect((await store.sending(edition.id)).state).toBe(sending);
}
const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  async run(model, real) {
    await run(model, real);
    await compare(model, real);
  },
  toString: () => name,
});

const mayBeTaken = (row: Row, now: number): boolean =>
  (row.state === "queued" ||
    (row.state === "deferred" && row.retryAt <= now) ||
    (row.state === "unclear" && row.unclear === 1 && row.isThere)) &&
  can(row, "claim");

/** As many connections as are asked for take whatever they find, in one commit. */
const claim = (connections: number): Step =>
  step(`claim ${connections}`, async (model, { store, edition }) => {
    const now = at(model.now);
    const look = { edition: edition.id, now, startedAt: now, captures: false, resend: true };
    const { candidates } = await store.candidates(look, null, connections);
    const findable = model.rows.filter((row) => mayBeTaken(row, model.now));
    expect(candidates.length > 0).toBe(findable.length > 0);
    const marked = await store.mark(
      edition.id,
      candidates.map((candidate) => ({ settle: null, claim: candidate })),
      now,
    );
    for (const [n, { claim: got }] of marked.entries()) {
      const row = Number(candidates[n]?.subscriber.slice(-12));
      const of = model.rows[row];
      if (of == null) throw new Error("a candidate nobody knows");
      expect(mayBeTaken(of, model.now)).toBe(true);
      expect(got != null).toBe(of.isThere && model.sending === "open");
      if (got != null) {
        happen(of, "claim");
        expect(got.attempt).toBe(++of.attempts);
        model.held.push({ claim: got, row });
      } else if (!of.isThere && can(of, "leave")) {
        if (model.sending === "open") happen(of, "leave");
      }
    }
  });

const events: Readonly<Record<Settlement["state"], DeliveryEvent>> = {
  accepted: "accept",
  failed: "refuse",
  unclear: "lose",
  expired: "giveUp",
  deferred: "putOff",
  queued: "giveBack",
};
const settle = (which: number, to: Settlement["state"]): Step =>
  step(`settle ${which} as ${to}`, async (model, { store, edition }) => {
    const held = model.held[which % Math.max(1, model.held.length)];
    if (held == null) return;
    const row = model.rows[held.row];
    if (row == null) throw new Error("no such row");
    const isMine = row.state === "sending" && row.attempts === held.claim.attempt;
    const settlement = {
      state: to,
      reply: to,
      ...(to === "deferred" ? { retryAt: at(model.now + 3) } : {}),
      ...(to === "failed" ? { reason: "gone" as const } : {}),
    } as Settlement;
    const [marked] = await store.mark(
      edition.id,
      [{ settle: { claim: held.claim, settlement }, claim: null }],
      at(model.now),
    );
    expect(marked?.settled).toBe(isMine);
    if (!isMine) return;
    happen(row, events[to]);
    if (to === "deferred") row.retryAt = model.now + 3;
    if (to === "unclear") row.unclear++;
    if (to === "failed") row.isThere = false;
  });

const takeOver = step("take over", async (model, { store, edition }) => {
  const left = model.rows.filter((row) => row.state === "sending");
  expect(await store.takeOver(edition.id, at(model.now))).toBe(left.length);
  for (const row of left) {
    happen(row, "lose");
    row.unclear++;
  }
});
const leave = (n: number): Step =>
  step(`reader ${n} leaves`, async (model, { store }) => {
    await store.removeSubscriber(addressOf(n), at(model.now));
    const row = model.rows[n];
    if (row != null) row.isThere = false;
  });
const complain = (n: number): Step =>
  step(`reader ${n} complains`, async (model, { file }) => {
    using database = new DatabaseSync(file, { timeout: 8000 });
    database
      .prepare(
        "insert into suppression (address_key, reason, since) values (?, '', '') on conflict do nothing",
      )
      .run(addressOf(n));
    const row = model.rows[n];
    if (row != null) row.isThere = false;
  });
const set = (state: "open" | "held" | "paused"): Step =>
  step(state, async (model, { store, edition }) => {
    await store.setSending(edition.id, { state, note: null }, at(model.now));
    if (model.sending !== "cancelled") model.sending = state;
  });
const cancel = step("cancel", async (model, { store, edition }) => {
  const waiting = model.rows.filter((row) => can(row, "cancel"));
  expect(await store.cancel(edition.id, at(model.now))).toBe(waiting.length);
  for (const row of waiting) happen(row, "cancel");
  model.sending = "cancelled";
});
const expire = step("expire", async (model, { store, edition }) => {
  const waiting = model.rows.filter((row) => can(row, "expire"));
  expect(await store.expire(edition.id, at(model.now), at(model.now))).toBe(0);
  expect(await store.expire(edition.id, at(model.now - 1), at(model.now))).toBe(waiting.length);
  for (const row of waiting) happen(row, "expire");
});
const decide = (how: "send" | "skip"): Step =>
  step(`decide ${how}`, async (model, { store, edition }) => {
    const unclear = model.rows.filter((row) => row.state === "unclear");
    expect(await store.decideUnclear(edition.id, how, at(model.now))).toBe(unclear.length);
    for (const row of unclear) {
      happen(row, how === "send" ? "sendAgain" : "leaveUnclear");
      row.unclear = Math.max(2, row.unclear);
    }
    expect(await store.lostAnswers(edition.id)).toBe(0);
  });
const wait = step("wait", async (model) => {
  model.now += 2;
});

const reader = fc.nat({ max: readers - 1 });
const steps = [
  fc.integer({ min: 1, max: 4 }).map(claim),
  fc.integer({ min: 1, max: 4 }).map(claim),
  fc
    .tuple(fc.nat({ max: 9 }), fc.constantFrom(...(Object.keys(events) as Settlement["state"][])))
    .map(([n, to]) => settle(n, to)),
  fc.constant(takeOver),
  reader.map(leave),
  reader.map(complain),
  fc.constantFrom(set("open"), set("held"), set("paused"), set("open")),
  fc.constantFrom(decide("send"), decide("skip")),
  fc.constantFrom(wait, wait, wait, expire, cancel),
];

test("whatever is done in whatever order, the ledger is what the table of events says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 30, size: "+1" }), async (commands) => {
      const file = path.join(tree({}, inMemory), "broadsheet.db");
      await using store = await openSqlite(file);
      for (let n = 0; n < readers; n++) {
        const mailbox = { address: addressOf(n), key: addressOf(n) };
        await store.addSubscriber({
          id: subscriberId(uuid(n)),
          mailbox,
          standing: "active",
          origin: "manual",
          since: sealedAt,
        });
      }
      const edition = editionSealed(sealedAt);
      await store.seal("seeds/", [], edition);
      const rows = Array.from({ length: readers }, (): Row => ({
        state: "queued",
        attempts: 0,
        unclear: 0,
        isThere: true,
        retryAt: 0,
      }));
      const model: Model = { rows, sending: "open", now: 0, held: [] };
      await fc.asyncModelRun(() => ({ model, real: { store, file, edition } }), commands);
    }),
    { numRuns: cases(30) },
  );
});
