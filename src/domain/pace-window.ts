/** At most `most` messages in any `windowMs`, of the whole site or of one domain (`scope`). */
export type Limit = { readonly scope: string; readonly most: number; readonly windowMs: number };

/** `count` messages of a scope that ended by `at`; the longest window that counts them is `windowMs`. */
export type Spent = {
  readonly scope: string;
  readonly windowMs: number;
  readonly at: number;
  readonly count: number;
};

export type Window = {
  /** How long until one more may begin: 0 is now, Infinity when one in the air has ended. */
  wait(now: number): number;
  begin(): void;
  /** One that began and was not sent after all. */
  withdraw(): void;
  end(now: number): void;
  isEmpty(now: number): boolean;
};

/** A window is remembered in so many steps: what ended within one counts as ended at its end. */
const steps = 200;

/**
 * @param past what was spent before, by this process or another
 * @param onSpent is told of each message that has ended, to be remembered
 */
export function openWindow(limit: Limit, past: readonly Spent[], onSpent: (spent: Spent) => void): Window {
  const { scope, most, windowMs } = limit;
  const step = windowMs / steps;
  const ended = past
    .filter((each) => each.scope === scope && each.windowMs === windowMs)
    .map(({ at, count }) => ({ at, count }))
    .toSorted((a, b) => a.at - b.at);
  let recent = ended.reduce((sum, { count }) => sum + count, 0);
  let inAir = 0;
  const forget = (now: number): void => {
    // An end exactly one window ago is still in a window that holds both its borders.
    while (ended[0] != null && ended[0].at < now - windowMs) recent -= ended.shift()?.count ?? 0;
  };
  return {
    wait(now) {
      forget(now);
      if (inAir + recent < most) return 0;
      const [first] = ended;
      return first == null ? Infinity : Math.max(1, first.at + windowMs - now + 1);
    },
    begin() {
      inAir++;
    },
    withdraw() {
      inAir--;
    },
    end(now) {
      inAir--;
      recent++;
      const at = Math.ceil(now / step) * step;
      const last = ended.at(-1);
      if (last != null && last.at >= at) last.count++;
      else ended.push({ at, count: 1 });
      onSpent({ scope, windowMs, at, count: 1 });
    },
    isEmpty(now) {
      forget(now);
      return inAir + recent === 0;
    },
  };
}
