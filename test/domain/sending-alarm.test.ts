import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/domain/delivery.ts";
import { alarmOf, unclearLimit, watchFrom, watched } from "../../src/domain/sending-alarm.ts";

const policy: Outcome = { kind: "failed", reply: "550 5.7.1 blocked", reason: "policy" };
const accepted: Outcome = { kind: "accepted", reply: "250" };
const lost: Outcome = { kind: "unclear", reply: "" };

/** After these outcomes, each at one of so many domains in turn. */
const after = (outcomes: readonly Outcome[], domains: number, before = 0) =>
  outcomes.reduce(
    (watch, outcome, n) => watched(watch, outcome, `${n % domains}.example`),
    watchFrom(before),
  );
const times = (n: number, outcome: Outcome): Outcome[] => Array.from({ length: n }, () => outcome);

describe("answers that are lost", () => {
  test("are borne up to 20, or half a percent of a large list; the next one stops the sending", () => {
    expect([0, 100, 4_000, 4_200, 1_000_000].map(unclearLimit)).toEqual([20, 20, 20, 21, 5_000]);
    expect(alarmOf(after(times(20, lost), 5), 100)).toBeNull();
    expect(alarmOf(after(times(21, lost), 5), 100)).toMatchObject({ kind: "unclear" });
    expect(alarmOf(after(times(21, lost), 5), 10_000)).toBeNull();
  });

  test("are counted over runs, and what is accepted in between does not make them fewer", () => {
    expect(alarmOf(after([lost, accepted, lost], 1, 19), 100)).toMatchObject({ kind: "unclear" });
  });
});

describe("refusals for policy", () => {
  test("ten in a row at three domains stop the sending, with the server's words", () => {
    expect(alarmOf(after(times(9, policy), 3), 100)).toBeNull();
    expect(alarmOf(after(times(10, policy), 3), 100)).toMatchObject({
      kind: "policy",
      why: expect.stringContaining("550 5.7.1 blocked"),
    });
  });

  test("at one or two domains are those domains' affair, until there is nothing else", () => {
    expect(alarmOf(after(times(24, policy), 2), 100)).toBeNull();
    expect(alarmOf(after(times(25, policy), 1), 100)?.why).toMatch(
      /^25 refusals in a row, at one domain, are/,
    );
  });

  test("with one message accepted among them are not in a row", () => {
    expect(alarmOf(after([...times(9, policy), accepted, ...times(9, policy)], 3), 100)).toBeNull();
  });

  test("are not made up of addresses that are gone, nor interrupted by them", () => {
    const gone: Outcome = { kind: "failed", reply: "550 5.1.1", reason: "gone" };
    expect(alarmOf(after(times(50, gone), 5), 100)).toBeNull();
    expect(alarmOf(after([...times(6, policy), gone, ...times(6, policy)], 3), 100)).not.toBeNull();
  });
});
