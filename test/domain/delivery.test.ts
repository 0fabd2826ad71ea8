import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeliveryEvent, DeliveryState, Outcome, Tally } from "../../src/domain/delivery.ts";
import {
  after as stateAfter,
  before,
  deliveryEvents,
  deliveryStates,
  isBalanced,
  refusals,
  settle,
  waiting,
} from "../../src/domain/delivery.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import { backoffMs, expiresAt, retryAt, usualExpiry } from "../../src/domain/retry.ts";

const minute = 60_000;
const sealedAt = new Date("2026-05-04T07:00:00Z");
const after = (ms: number): Date => new Date(+sealedAt + ms);
const end = expiresAt(usualExpiry, sealedAt, null);
const expireMs = usualExpiry.ms;
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const attempt = (n: number, reader = 1) => ({
  edition: editionId(uuid(1)),
  subscriber: subscriberId(uuid(reader)),
  attempt: n,
});

const replies = fc.string({ unit: "grapheme" });
const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom("accepted" as const, "unclear" as const), reply: replies }),
  fc.record({
    kind: fc.constant("deferred" as const),
    reply: replies,
    pressure: fc.constantFrom("none" as const, "ease" as const, "pause" as const),
  }),
  fc.record({ kind: fc.constant("failed" as const), reply: replies, reason: fc.constantFrom(...refusals) }),
  fc.record({
    kind: fc.constant("refused-us" as const),
    reply: replies,
    permanent: fc.boolean(),
    at: fc.constantFrom("setup" as const, "server" as const, "stop" as const),
  }),
);
const putOff = { kind: "deferred", reply: "451 still full", pressure: "none" } as const;

describe("what may happen to a delivery", () => {
  /** Every state with every event: what is not named here cannot happen. */
  const can: Readonly<Record<DeliveryState, Partial<Record<DeliveryEvent, DeliveryState>>>> = {
    queued: { claim: "sending", leave: "suppressed", expire: "expired", cancel: "expired" },
    deferred: { claim: "sending", leave: "suppressed", expire: "expired", cancel: "expired" },
    sending: {
      accept: "accepted",
      putOff: "deferred",
      refuse: "failed",
      lose: "unclear",
      giveBack: "queued",
      giveUp: "expired",
    },
    unclear: { claim: "sending", sendAgain: "queued", leaveUnclear: "unclear" },
    accepted: {},
    failed: {},
    suppressed: {},
    expired: {},
  };
  test.each(deliveryStates.flatMap((state) => deliveryEvents.map((event) => [state, event] as const)))(
    "%s, %s",
    (state, event) => {
      expect(stateAfter(state, event)).toBe(can[state][event] ?? null);
      expect(before(event).includes(state)).toBe(can[state][event] != null);
    },
  );
});

describe("a message that was put off", () => {
  test("is tried again after about 2, 5, 15 and 30 minutes, then every hour", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((n) => backoffMs(n) / minute)).toEqual([2, 5, 15, 30, 60, 60, 60]);
  });

  test("comes back up to a fifth sooner or later, the same for the same delivery, and not all at once", () => {
    const waits = Array.from({ length: 2000 }, (_, n) => +retryAt(attempt(3, n), sealedAt) - +sealedAt);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(12 * minute);
    expect(Math.max(...waits)).toBeLessThanOrEqual(18 * minute);
    // Evenly: no tenth of the time takes more than twice its share.
    const tenths = Map.groupBy(waits, (ms) => Math.floor((ms - 12 * minute) / (0.6 * minute + 1)));
    expect(Math.max(...[...tenths.values()].map((those) => those.length))).toBeLessThan(400);
    expect(retryAt(attempt(3, 7), sealedAt)).toEqual(retryAt(attempt(3, 7), sealedAt));
    expect(retryAt(attempt(4, 7), sealedAt)).not.toEqual(retryAt(attempt(3, 7), sealedAt));
  });

  test("says when it is tried again and keeps the server's words", () => {
    expect(settle(putOff, attempt(1), after(minute), end)).toEqual({
      state: "deferred",
      reply: "451 still full",
      retryAt: retryAt(attempt(1), after(minute)),
    });
  });

  test("is given up when its next attempt would come after its edition's time", () => {
    const next = retryAt(attempt(9), after(expireMs / 2));
    expect(settle(putOff, attempt(9), after(expireMs / 2), next)).toMatchObject({ state: "deferred" });
    expect(settle(putOff, attempt(9), after(expireMs / 2), new Date(+next - 1))).toEqual({
      state: "expired",
      reply: "451 still full",
    });
  });

  test("is never promised an attempt after its expiry, and no server can keep it waiting for ever", () => {
    let now = sealedAt;
    for (let n = 1; n < 100; n++) {
      const settled = settle(putOff, attempt(n), now, end);
      if (settled.state === "expired") return;
      if (settled.state !== "deferred") throw new Error(settled.state);
      expect(+settled.retryAt).toBeGreaterThan(+now);
      expect(+settled.retryAt).toBeLessThanOrEqual(+end);
      now = settled.retryAt;
    }
    throw new Error("never expired");
  });
});

describe("an edition's time", () => {
  test("is over after two days, or when the next edition is there, where that is wished", () => {
    const next = after(60 * minute);
    expect(expiresAt(usualExpiry, sealedAt, next)).toEqual(after(expireMs));
    expect(expiresAt({ ms: expireMs, untilNext: true }, sealedAt, next)).toEqual(next);
    expect(expiresAt({ ms: expireMs, untilNext: true }, sealedAt, null)).toEqual(after(expireMs));
    expect(expiresAt({ ms: minute, untilNext: true }, sealedAt, next)).toEqual(after(minute));
  });
});

describe("a message that was answered", () => {
  test("goes back into the queue when the server refused us and not the reader", () => {
    for (const permanent of [true, false]) {
      const refusal = { kind: "refused-us", reply: "535 bad login", permanent, at: "setup" } as const;
      expect(settle(refusal, attempt(1), sealedAt, end)).toEqual({ state: "queued", reply: "535 bad login" });
    }
  });

  test("goes only where the table of events lets it, keeps the server's words, and waits only while it is put off", () => {
    const events = {
      accepted: ["accept"],
      deferred: ["putOff", "giveUp"],
      failed: ["refuse"],
      unclear: ["lose"],
      "refused-us": ["giveBack"],
    } as const satisfies Record<Outcome["kind"], readonly DeliveryEvent[]>;
    fc.assert(
      fc.property(
        outcomes,
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 2 * expireMs }),
        (outcome, n, ms) => {
          const settled = settle(outcome, attempt(n), after(ms), end);
          expect(settled.reply).toBe(outcome.reply);
          expect("retryAt" in settled).toBe(settled.state === "deferred");
          expect(events[outcome.kind].map((event) => stateAfter("sending", event))).toContain(settled.state);
          if (settled.state === "failed" && outcome.kind === "failed")
            expect(settled.reason).toBe(outcome.reason);
        },
      ),
    );
  });
});

const sum = (of: Readonly<Record<DeliveryState, number>>): number =>
  deliveryStates.map((state) => of[state]).reduce((a, b) => a + b);

describe("the tally of an edition", () => {
  const counts = fc.record(
    Object.fromEntries(deliveryStates.map((state) => [state, fc.nat({ max: 1_000_000 })])) as Record<
      DeliveryState,
      fc.Arbitrary<number>
    >,
  );
  test("balances when every reader stands in exactly one state, and not when one is missing or doubled", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: -3, max: 3 }), (of, off) => {
        const tally: Tally = { audience: sum(of) + off, ...of };
        expect(isBalanced(tally)).toBe(off === 0);
      }),
    );
  });

  test("counts as waiting what will still be sent without anybody deciding anything", () => {
    fc.assert(
      fc.property(counts, (of) => {
        const settled = of.accepted + of.failed + of.suppressed + of.expired + of.unclear;
        expect(waiting({ audience: sum(of), ...of }) + settled).toBe(sum(of));
      }),
    );
  });
});
