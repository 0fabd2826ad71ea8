import { describe, expect, test } from "vitest";
import { nextUp } from "../../src/app/next-up.ts";
import type { Candidate, Look, LookPlace } from "../../src/domain/ledger-port.ts";
import { openPace } from "../../src/domain/pace.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import { uuid } from "../sending/edition.ts";

/** A ledger with so many queued deliveries, of which those taken are no longer to be found. */
function ledger(domains: readonly string[]) {
  const queued = domains.map((domain, n): Candidate => ({
    subscriber: subscriberId(uuid(n)),
    domain,
    state: "queued",
    attempts: 0,
  }));
  const gone = new Set<string>();
  const candidates = async (_look: Look, from: LookPlace | null, limit: number) => {
    const page = queued
      .filter(({ subscriber }) => subscriber > (from?.after ?? "") && !gone.has(subscriber))
      .slice(0, limit);
    const last = page.at(-1);
    return {
      candidates: page,
      next: last == null ? null : { state: "queued" as const, after: last.subscriber as string },
    };
  };
  return { candidates, gone };
}
const look = (): Look => ({
  edition: editionId(uuid(1)),
  now: new Date(0),
  startedAt: new Date(0),
  captures: false,
  resend: true,
});

describe("who is next", () => {
  test("is everybody once, in the order of the ledger, however many ask at once", async () => {
    const { candidates, gone } = ledger(Array.from({ length: 2_500 }, () => "a.example"));
    const next = nextUp({ candidates }, look, openPace({}, { spent: [], pauses: [] }), () => 0);
    const got: string[] = [];
    const ask = async (): Promise<void> => {
      for (;;) {
        const turn = await next.take();
        if (turn.kind !== "go") return;
        got.push(turn.candidate.subscriber);
        gone.add(turn.candidate.subscriber);
        next.release(turn.candidate);
      }
    };
    await Promise.all(Array.from({ length: 7 }, ask));
    expect(got).toHaveLength(2_500);
    expect(new Set(got).size).toBe(2_500);
    expect(got).toEqual(got.toSorted());
  });

  test("is not whose domain has to wait, but those behind; they come when it may go on, also where they are too many to keep in mind", async () => {
    const many = Array.from({ length: 7_000 }, (_, n) => (n % 7 === 6 ? "free.example" : "busy.example"));
    const { candidates, gone } = ledger(many);
    const pace = openPace({}, { spent: [], pauses: [{ domain: "busy.example", until: 5_000, level: 1 }] });
    let now = 0;
    const next = nextUp({ candidates }, look, pace, () => now);
    const got: string[] = [];
    for (;;) {
      const turn = await next.take();
      if (turn.kind === "done") break;
      if (turn.kind === "wait") {
        expect(now).toBe(0);
        // All the others have been served by then.
        expect(got).toHaveLength(1_000);
        expect(turn.ms).toBe(5_000);
        now = 5_000;
        continue;
      }
      got.push(turn.candidate.domain);
      gone.add(turn.candidate.subscriber);
      next.release(turn.candidate);
      pace.end(turn.candidate.domain, { kind: "accepted", reply: "250" }, now);
    }
    expect(got).toHaveLength(7_000);
    expect(got.slice(1_000).every((domain) => domain === "busy.example")).toBe(true);
  });
});
