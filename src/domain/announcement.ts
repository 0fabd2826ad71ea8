/** A feed that has changed and whose hub does not know yet. */
export type Announcement = {
  /** The feed's address. */
  readonly topic: string;
  /** How often its hub was told in vain. */
  readonly attempts: number;
  /** When it changed; a further change begins anew. */
  readonly owedAt: Date;
  readonly retryAt: Date;
};

/** A hub is told of one change so often, over a day and a half; then it is left to its own polling, until the next change. */
export const maxAttempts = 9;

const minute = 60_000;
const waits = [1, 2, 5, 15, 30, 60, 240, 720, 1440].map((minutes) => minutes * minute);
const day = 1440 * minute;

/** Wait after the `n`th attempt (1-based) in ms; longer where the hub asks for it, a day at most. */
export function announcementWait(n: number, asked: number | null): number {
  return Math.min(Math.max(waits[n - 1] ?? day, asked ?? 0), day);
}
