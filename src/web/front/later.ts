import { reasonOf } from "../../domain/faults.ts";

/** Work that nobody waits for, one after another. */
export type Later = {
  /** @returns false where too much is waiting already: nothing will be done */
  add(work: () => Promise<void>): boolean;
  /** Does all that waits, at once. */
  close(): Promise<void>;
};

/** What one server keeps in memory; a mail a minute for each would take hours. */
const maxWaiting = 2_000;

/** Work of one beat is done together, after its answers: what it is shows in none of them. */
const beatMs = 200;

export function createLater(log: (text: string) => void): Later {
  const waiting: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;
  let beat: NodeJS.Timeout | null = null;

  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next != null; next = waiting.shift()) {
      try {
        await next();
      } catch (error) {
        log(`A sign-up was answered and could not be kept: ${reasonOf(error)}`);
      }
    }
  };
  const run = async (): Promise<void> => {
    if (beat != null) clearTimeout(beat);
    beat = null;
    running ??= work().finally(() => (running = null));
    await running;
  };
  return {
    add(each) {
      if (waiting.length >= maxWaiting) return false;
      waiting.push(each);
      beat ??= setTimeout(() => void run(), beatMs);
      return true;
    },
    async close() {
      await run();
      // What came while the last was being done.
      if (waiting.length > 0) await run();
    },
  };
}
