import type { Outcome } from "./delivery.ts";
import type { DomainTrouble } from "./pace-domain.ts";
import { calmer, pressed } from "./pace-domain.ts";
import type { Limit, Spent, Window } from "./pace-window.ts";
import { openWindow } from "./pace-window.ts";

/** What limits sending. `perDomain`: by domain of the address, `*` for those not named. Everything may be absent. */
export type PaceRules = {
  readonly perSecond?: number | undefined;
  readonly perHour?: number | undefined;
  readonly perDay?: number | undefined;
  readonly perDomain?: Readonly<Record<string, DomainRules>> | undefined;
};
export type DomainRules = {
  readonly connections?: number | undefined;
  readonly perSecond?: number | undefined;
  readonly perHour?: number | undefined;
};

/** What has to outlive the process: when messages were sent under a limit, and which domains asked to be left alone. */
export type PaceMemory = { readonly spent: readonly Spent[]; readonly pauses: readonly DomainPause[] };
export type DomainPause = { readonly domain: string; readonly until: number; readonly level: number };

/**
 * How fast messages may go. All times are ms of one clock that never goes back. A message is in the air from `begin` to
 * `end`; a limit counts those in the air and those that ended within its window, so that wherever between the two a server
 * sees a message, no window of that length ever holds more.
 */
export type Pace = {
  /** How long until one more may go to this domain: 0 is now, Infinity when one in the air has ended. */
  wait(domain: string, now: number): number;
  begin(domain: string): void;
  /** It was not sent after all. */
  withdraw(domain: string): void;
  end(domain: string, outcome: Outcome, now: number): void;
  /** Domains that are left alone now, with until when. */
  paused(now: number): readonly DomainPause[];
  /** What has come to be remembered since this was last asked. */
  news(): PaceMemory;
};

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;
export const longestWindowMs = day;

type Destination = { inAir: number; trouble: DomainTrouble; windows: readonly Window[] };

export function openPace(rules: PaceRules, memory: PaceMemory): Pace {
  const spent: Spent[] = [];
  const pauses: DomainPause[] = [];
  const windowsOf = (limits: readonly Limit[]): Window[] =>
    limits.map((limit) => openWindow(limit, memory.spent, (each) => spent.push(each)));
  const site = windowsOf(limitsOf("site", rules));
  const destinations = new Map<string, Destination>();
  for (const { domain, until, level } of memory.pauses)
    destinations.set(domain, { inAir: 0, trouble: { level, until, gap: 0 }, windows: [] });

  const rulesOf = (domain: string): DomainRules => rules.perDomain?.[domain] ?? rules.perDomain?.["*"] ?? {};
  const at = (domain: string): Destination => {
    const known = destinations.get(domain);
    if (known != null && known.windows.length > 0) return known;
    const windows = windowsOf(limitsOf(domain, rulesOf(domain)));
    const found = { inAir: 0, trouble: { level: 0, until: 0, gap: 0 }, ...known, windows };
    destinations.set(domain, found);
    return found;
  };

  return {
    wait(domain, now) {
      let longest = 0;
      for (const window of site) longest = Math.max(longest, window.wait(now));
      const known = destinations.get(domain);
      const { connections } = rulesOf(domain);
      if (known == null && rules.perDomain == null) return longest;
      const { inAir, trouble, windows } = known ?? at(domain);
      for (const window of windows) longest = Math.max(longest, window.wait(now));
      if (inAir >= (trouble.level > 0 || trouble.gap > 0 ? 1 : (connections ?? Infinity))) return Infinity;
      return Math.max(longest, trouble.until - now);
    },
    begin(domain) {
      for (const window of site) window.begin();
      const destination = at(domain);
      for (const window of destination.windows) window.begin();
      destination.inAir++;
    },
    withdraw(domain) {
      const destination = at(domain);
      for (const window of [...site, ...destination.windows]) window.withdraw();
      destination.inAir--;
    },
    end(domain, outcome, now) {
      for (const window of site) window.end(now);
      const destination = at(domain);
      for (const window of destination.windows) window.end(now);
      destination.inAir--;
      const was = destination.trouble;
      destination.trouble =
        outcome.kind === "deferred" ? pressed(was, outcome.pressure, now) : calmer(was, outcome, now);
      const { level, until, gap } = destination.trouble;
      if (level !== was.level) pauses.push({ domain, until, level });
      // A list may hold as many domains as readers: only those are kept about which there is something to know.
      if (
        destination.inAir === 0 &&
        level === 0 &&
        gap === 0 &&
        destination.windows.every((w) => w.isEmpty(now))
      )
        destinations.delete(domain);
    },
    paused: (now) =>
      [...destinations].flatMap(([domain, { trouble }]) =>
        trouble.level > 0 && trouble.until > now
          ? [{ domain, until: trouble.until, level: trouble.level }]
          : [],
      ),
    news: () => ({ spent: spent.splice(0), pauses: pauses.splice(0) }),
  };
}

function limitsOf(
  scope: string,
  { perSecond, perHour, perDay }: DomainRules & { readonly perDay?: number | undefined },
): Limit[] {
  const limits = [
    { most: perSecond, windowMs: second },
    { most: perHour, windowMs: hour },
    { most: perDay, windowMs: day },
  ];
  return limits.flatMap(({ most, windowMs }) => (most == null ? [] : [{ scope, most, windowMs }]));
}

/**
 * How many a day a sender that is new to its receivers may send: the first day's number, doubled with each day on which it
 * has sent before.
 *
 * @param daysSent days before today on which mail went out
 */
export const rampLimit = (first: number, daysSent: number): number => first * 2 ** Math.min(daysSent, 30);

/** `200/day` → 200; null for anything else. */
export function rampOf(text: string): number | null {
  const first = Number(/^([1-9]\d{0,6})\/day$/.exec(text)?.[1] ?? 0);
  return first === 0 ? null : first;
}
