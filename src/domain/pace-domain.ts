import type { Outcome, Pressure } from "./delivery.ts";

/**
 * How a domain wants to be treated. `level`: how often in a row it asked to be left alone; until `until` it is. `gap`: ms
 * between two messages, while it wants them slower. With either of them it gets one at a time.
 */
export type DomainTrouble = { readonly level: number; readonly until: number; readonly gap: number };

const minute = 60_000;
const longestPause = 15 * minute;
const firstGap = 250;
const longestGap = 5000;

/** After a refusal for now: a pause of a minute, doubling to a quarter of an hour; or a gap of 250 ms, doubling to 5 s. */
export function pressed(trouble: DomainTrouble, pressure: Pressure, now: number): DomainTrouble {
  switch (pressure) {
    case "none":
      return trouble;
    case "pause": {
      const pause = Math.min(minute * 2 ** trouble.level, longestPause);
      return { ...trouble, level: trouble.level + 1, until: Math.max(trouble.until, now + pause) };
    }
    case "ease": {
      const gap = Math.min(Math.max(firstGap, trouble.gap * 2), longestGap);
      return { ...trouble, gap, until: Math.max(trouble.until, now + gap) };
    }
  }
}

/** After an answer that took the message: half the gap, and no more pauses are counted. */
export function calmer(trouble: DomainTrouble, outcome: Outcome, now: number): DomainTrouble {
  if (outcome.kind !== "accepted" || (trouble.level === 0 && trouble.gap === 0)) return trouble;
  const gap = trouble.gap <= firstGap ? 0 : trouble.gap / 2;
  return { level: 0, gap, until: now + gap };
}
