import { domainOf } from "../domain/address.ts";
import type { Outcome } from "../domain/delivery.ts";
import type { EditionId } from "../domain/ids.ts";
import type { Ledger } from "../domain/ledger-port.ts";
import type { Pace, PaceMemory, PaceRules } from "../domain/pace.ts";
import { longestWindowMs, openPace, rampLimit } from "../domain/pace.ts";
import type { Clock } from "../domain/ports.ts";

/** The pace of one run: limits, what was sent before, and a clock that does not jump. */
export type Pacing = {
  readonly pace: Pace;
  now(): number;
  end(domain: string, outcome: Outcome): void;
  withdraw(domain: string): void;
  /** Whoever sleeps looks again. */
  wake(): void;
  /** How often it was woken. Read before the turn is taken that says to sleep, so that no call in between is missed. */
  woken(): number;
  /** Sleeps until something may go, or something in the air was answered. @returns whether to go on: false where that would be too long */
  sleep(ms: number, signal: AbortSignal, woken: number): Promise<boolean>;
  /** What is to be remembered with the next commit. */
  news(): PaceMemory;
  /** Until when something had to be left for another run. */
  until(): { readonly at: Date; readonly why: string } | null;
};

/** A run that would do nothing for longer ends, and a later one goes on: nobody looks at a command that stands still. */
const longestSleepMs = 60_000;

export async function openPacing(
  ledger: Pick<Ledger, "paceMemory" | "daysSent" | "lines">,
  edition: EditionId,
  rules: PaceRules & { readonly ramp?: number | undefined },
  clock: Clock,
): Promise<Pacing> {
  const startedAt = clock.now();
  const begun = performance.now();
  const now = (): number => +startedAt + performance.now() - begun;
  const { ramp, ...limits } = rules;
  const perDay =
    ramp == null
      ? limits.perDay
      : Math.min(rampLimit(ramp, await ledger.daysSent(startedAt)), limits.perDay ?? Infinity);
  const remembered = await ledger.paceMemory(new Date(+startedAt - longestWindowMs));
  const pace = openPace({ ...limits, perDay }, withoutFuture(remembered, +startedAt));
  // What a dead sender had in the air may have been seen by a server a moment ago.
  for await (const { address } of ledger.lines(edition, "sending")) {
    const domain = domainOf(address).toLowerCase();
    pace.begin(domain);
    pace.end(domain, { kind: "unclear", reply: "" }, now());
  }
  const sleepers = new Set<() => void>();
  let left: number | null = null;
  let wakes = 0;
  const wake = (): void => {
    wakes++;
    for (const each of sleepers) each();
  };
  return {
    pace,
    now,
    wake,
    woken: () => wakes,
    end(domain, outcome) {
      pace.end(domain, outcome, now());
      wake();
    },
    withdraw(domain) {
      pace.withdraw(domain);
      wake();
    },
    async sleep(ms, signal, woken) {
      // Who would have called has called already, and may have been the last to do so.
      if (signal.aborted || woken !== wakes) return true;
      if (ms > longestSleepMs && ms !== Infinity) {
        left = Math.min(left ?? Infinity, now() + ms);
        return false;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = ms === Infinity ? undefined : setTimeout(resolve, Math.ceil(ms));
      const end = (): void => resolve();
      sleepers.add(end);
      signal.addEventListener("abort", end, { once: true });
      await promise;
      clearTimeout(timer);
      sleepers.delete(end);
      signal.removeEventListener("abort", end);
      return true;
    },
    news: () => pace.news(),
    until() {
      if (left == null) return null;
      const domains = pace.paused(now()).map(({ domain }) => domain);
      const why =
        domains.length === 0
          ? "the limits of sending are reached"
          : `asked to go slower by ${domains.slice(0, 3).join(", ")}`;
      return { at: new Date(left), why };
    },
  };
}

/** A clock that was set back would else make everybody wait for it. */
const withoutFuture = ({ spent, pauses }: PaceMemory, now: number): PaceMemory => ({
  spent: spent.map((each) => ({ ...each, at: Math.min(each.at, now) })),
  pauses,
});
