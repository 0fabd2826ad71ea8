import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/domain/delivery.ts";
import type { PaceMemory, PaceRules } from "../../src/domain/pace.ts";
import { openPace, rampLimit } from "../../src/domain/pace.ts";

const nothing: PaceMemory = { spent: [], pauses: [] };
const accepted: Outcome = { kind: "accepted", reply: "250" };
const deferred = (pressure: "ease" | "pause"): Outcome => ({ kind: "deferred", reply: "4", pressure });

type Sent = { readonly domain: string; readonly from: number; to: number };

/**
 * Sends as fast as it may on so many connections, each message taking the next of these times; the process dies and starts
 * again at these moments. @returns when each message was in the air
 */
function simulate(
  rules: PaceRules,
  {
    connections,
    takes,
    messages,
    deaths = [],
    domains = ["a.example"],
  }: {
    readonly connections: number;
    readonly takes: readonly number[];
    readonly messages: number;
    readonly deaths?: readonly number[];
    readonly domains?: readonly string[];
  },
): readonly Sent[] {
  const sent: Sent[] = [];
  let memory = nothing;
  let now = 1_000_000;
  let pace = openPace(rules, memory);
  let inAir: Sent[] = [];
  const restarts = deaths.map((each) => now + each).toSorted((a, b) => a - b);
  const keep = (): void => {
    const { spent, pauses } = pace.news();
    memory = { spent: [...memory.spent, ...spent], pauses: [...memory.pauses, ...pauses] };
  };
  for (let step = 0; sent.length < messages && step < 100_000; step++) {
    if (restarts[0] != null && now >= restarts[0]) {
      restarts.shift();
      pace = openPace(rules, memory);
      // As the ledger tells it: what was in the air counts as seen now.
      for (const one of inAir) {
        pace.begin(one.domain);
        pace.end(one.domain, { kind: "unclear", reply: "" }, now);
        one.to = Math.min(one.to, now);
      }
      keep();
      inAir = [];
    }
    for (const each of inAir.filter(({ to }) => to <= now)) {
      pace.end(each.domain, accepted, now);
      keep();
      inAir.splice(inAir.indexOf(each), 1);
    }
    let next = inAir.length === 0 ? Infinity : Math.min(...inAir.map(({ to }) => to));
    while (inAir.length < connections && sent.length < messages) {
      const domain = domains[sent.length % domains.length] ?? "";
      const wait = pace.wait(domain, now);
      if (wait > 0) {
        next = Math.min(next, now + Math.ceil(wait));
        break;
      }
      pace.begin(domain);
      const one = { domain, from: now, to: now + (takes[sent.length % takes.length] ?? 1) };
      sent.push(one);
      inAir.push(one);
      next = Math.min(next, one.to);
    }
    now = Math.max(now + 1, next === Infinity ? now + 1 : next);
  }
  return sent;
}

/** The most that a server may have seen in any window of this length, whenever within its time each one reached it. */
function most(sent: readonly Sent[], windowMs: number, seen: (one: Sent) => number): number {
  const times = sent.map(seen).toSorted((a, b) => a - b);
  let count = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= windowMs) from++;
    count = Math.max(count, to - from + 1);
  }
  return count;
}

describe("a limit", () => {
  test("holds in every sliding window, whenever a server sees a message, and when the process dies and starts again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 3 }),
        (perSecond, connections, takes, deaths) => {
          const sent = simulate({ perSecond }, { connections, takes, messages: 40, deaths });
          expect(sent).toHaveLength(40);
          for (const seen of [
            (one: Sent) => one.from,
            (one: Sent) => one.to,
            (one: Sent) => (one.from + one.to * 3) / 4,
          ])
            expect(most(sent, 1000, seen)).toBeLessThanOrEqual(perSecond);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is used: with quick answers nine tenths of it are sent", () => {
    const sent = simulate({ perSecond: 50 }, { connections: 5, takes: [3], messages: 500 });
    const seconds = ((sent.at(-1)?.from ?? 0) - (sent[0]?.from ?? 0)) / 1000;
    expect(450 / seconds).toBeGreaterThan(45);
  });

  test("of an hour counts what was sent in that hour by another process", () => {
    const hour = 3_600_000;
    const spent = [{ scope: "site", windowMs: hour, at: 500_000, count: 9 }];
    const pace = openPace({ perHour: 10 }, { spent, pauses: [] });
    expect(pace.wait("a.example", 1_000_000)).toBe(0);
    pace.begin("a.example");
    pace.end("a.example", accepted, 1_000_000);
    expect(pace.wait("a.example", 1_000_000)).toBe(500_000 + hour - 1_000_000 + 1);
    expect(pace.wait("a.example", 500_000 + hour + 1)).toBe(0);
  });

  test("of a domain holds for it alone, and * is for every other one", () => {
    const rules = { perDomain: { "a.example": { perSecond: 1 }, "*": { connections: 2 } } };
    const pace = openPace(rules, nothing);
    pace.begin("a.example");
    expect(pace.wait("a.example", 0)).toBe(Infinity);
    pace.end("a.example", accepted, 5);
    expect(pace.wait("a.example", 6)).toBeGreaterThan(900);
    pace.begin("b.example");
    expect(pace.wait("b.example", 6)).toBe(0);
    pace.begin("b.example");
    expect(pace.wait("b.example", 6)).toBe(Infinity);
    expect(pace.wait("c.example", 6)).toBe(0);
  });

  test("is not used up by a message that was not sent after all", () => {
    const pace = openPace({ perSecond: 1 }, nothing);
    pace.begin("a.example");
    pace.withdraw("a.example");
    expect(pace.wait("a.example", 0)).toBe(0);
    expect(pace.news()).toEqual(nothing);
  });
});

describe("a domain", () => {
  const busy = (times: number, pressure: "ease" | "pause", from = openPace({}, nothing)) => {
    for (let n = 0; n < times; n++) {
      from.begin("busy.example");
      from.end("busy.example", deferred(pressure), 0);
    }
    return from;
  };

  test("that asks us to go away is left alone for a minute, then two, up to a quarter of an hour; others go on", () => {
    const waits = [1, 2, 3, 4, 5, 9].map((n) => busy(n, "pause").wait("busy.example", 0) / 60_000);
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
    expect(busy(9, "pause").wait("other.example", 0)).toBe(0);
  });

  test("that wants it slower gets one at a time, with a growing gap, until it takes them again", () => {
    expect([1, 2, 3, 9].map((n) => busy(n, "ease").wait("busy.example", 0))).toEqual([250, 500, 1000, 5000]);
    const pace = busy(2, "ease");
    pace.begin("busy.example");
    expect(pace.wait("busy.example", 9_000)).toBe(Infinity);
    pace.end("busy.example", accepted, 9_000);
    expect(pace.wait("busy.example", 9_000)).toBe(250);
    pace.begin("busy.example");
    pace.end("busy.example", accepted, 10_000);
    expect(pace.wait("busy.example", 10_000)).toBe(0);
  });

  test("is remembered as long as it is to be left alone, by the next process, too", () => {
    const pace = busy(2, "pause");
    const memory = pace.news();
    expect(memory.pauses.at(-1)).toEqual({ domain: "busy.example", until: 120_000, level: 2 });
    const next = openPace({}, memory);
    expect(next.wait("busy.example", 60_000)).toBe(60_000);
    expect(next.paused(60_000)).toHaveLength(1);
    expect(next.paused(120_000)).toEqual([]);
    next.begin("busy.example");
    next.end("busy.example", accepted, 130_000);
    expect(next.news().pauses).toEqual([{ domain: "busy.example", until: 130_000, level: 0 }]);
  });
});

test("a sender nobody knows may send twice as much with each day it has sent before", () => {
  expect([0, 1, 2, 5].map((days) => rampLimit(200, days))).toEqual([200, 400, 800, 6400]);
});
