import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeliveryState, Outcome, Tally } from "../../src/domain/delivery.ts";
import {
  backoffMs,
  deliveryStates,
  expireMs,
  isBalanced,
  settle,
  waiting,
} from "../../src/domain/delivery.ts";

const minute = 60_000;
const sealedAt = new Date("2026-05-04T07:00:00Z");
const after = (ms: number): Date => new Date(+sealedAt + ms);

const replies = fc.string({ unit: "grapheme" });
const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom("accepted", "deferred", "failed", "unclear"), reply: replies }),
  fc.record({ kind: fc.constant("refused-us" as const), reply: replies, permanent: fc.boolean() }),
);

describe("a message that was put off", () => {
  test("is tried again after 2, 5, 15 and 30 minutes, then every hour", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((n) => backoffMs(n) / minute)).toEqual([2, 5, 15, 30, 60, 60, 60]);
  });

  test("says when it is tried again and keeps the server's words", () => {
    expect(settle({ kind: "deferred", reply: "451 greylisted" }, 1, after(minute), sealedAt)).toEqual({
      state: "deferred",
      reply: "451 greylisted",
      retryAt: after(3 * minute),
    });
  });

  test("is given up when its next attempt would come more than 48 hours after the edition was sealed", () => {
    const deferred = { kind: "deferred", reply: "451 still full" } as const;
    const lastChance = after(expireMs - 60 * minute);
    expect(settle(deferred, 9, lastChance, sealedAt)).toMatchObject({
      state: "deferred",
      retryAt: after(expireMs),
    });
    expect(settle(deferred, 9, new Date(+lastChance + 1), sealedAt)).toEqual({
      state: "expired",
      reply: "451 still full",
    });
  });

  test("is never promised an attempt after its expiry, and no server can keep it waiting for ever", () => {
    fc.assert(
      fc.property(replies, (reply) => {
        let now = sealedAt;
        for (let attempt = 1; attempt < 100; attempt++) {
          const settled = settle({ kind: "deferred", reply }, attempt, now, sealedAt);
          if (settled.state === "expired") return;
          if (settled.state !== "deferred") throw new Error(settled.state);
          expect(+settled.retryAt).toBeGreaterThan(+now);
          expect(+settled.retryAt).toBeLessThanOrEqual(+sealedAt + expireMs);
          now = settled.retryAt;
        }
        throw new Error("never expired");
      }),
      { numRuns: 5 },
    );
  });
});

describe("a message that was answered", () => {
  test.each([
    [
      { kind: "accepted", reply: "250 queued" },
      { state: "accepted", reply: "250 queued" },
    ],
    [
      { kind: "failed", reply: "550 no such user" },
      { state: "failed", reply: "550 no such user" },
    ],
    [
      { kind: "unclear", reply: "connection lost" },
      { state: "unclear", reply: "connection lost" },
    ],
  ] as const)("%j is settled as %j at any age of the edition", (outcome, settled) => {
    for (const ms of [0, minute, expireMs * 2])
      expect(settle(outcome, 1, after(ms), sealedAt)).toEqual(settled);
  });

  test("goes back into the queue when the server refused us and not the reader", () => {
    for (const permanent of [true, false]) {
      expect(
        settle({ kind: "refused-us", reply: "535 bad login", permanent }, 1, sealedAt, sealedAt),
      ).toEqual({
        state: "queued",
        reply: "535 bad login",
      });
    }
  });

  test("keeps the server's words, and has a next attempt only while it is put off", () => {
    fc.assert(
      fc.property(
        outcomes,
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 2 * expireMs }),
        (outcome, n, ms) => {
          const settled = settle(outcome, n, after(ms), sealedAt);
          expect(settled.reply).toBe(outcome.reply);
          expect("retryAt" in settled).toBe(settled.state === "deferred");
          // `sending` belongs to a claim alone: whatever happened, the delivery is let go of.
          expect(settled.state).not.toBe("sending");
          if (settled.state === "accepted") expect(outcome.kind).toBe("accepted");
          if (settled.state === "failed") expect(outcome.kind).toBe("failed");
        },
      ),
    );
  });

  test("stays settled: an accepted, failed, unclear or expired message is never put back by its own answer", () => {
    fc.assert(
      fc.property(outcomes, (outcome) => {
        const settled = settle(outcome, 1, sealedAt, sealedAt).state;
        const open = settled === "queued" || settled === "deferred";
        expect(open).toBe(outcome.kind === "refused-us" || outcome.kind === "deferred");
      }),
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
