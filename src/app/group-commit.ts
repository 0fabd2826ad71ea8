import type { Mark, Marked } from "../domain/ledger-port.ts";

/**
 * What several connections want written at about the same time is written in one transaction: a commit waits for the disk, and
 * costs the same for one row as for fifty.
 */
export type Commits = {
  /** Resolves when it is on the disk; rejects, as everything after it, when it could not be written. */
  write(mark: Mark): Promise<Marked>;
  /** One more connection that may want something written; a commit does not wait once all of them do. */
  join(): void;
  leave(): void;
};

/** A commit is waited for as long as the last one took, and no longer than this. */
const longestWaitMs = 2;

/**
 * What has arrived in this turn of the event loop is written at once where the disk is quick; where it is not, what arrives
 * within the time of a commit saves one.
 *
 * @param commit writes them and says of each what became of it, in their order
 */
export function groupCommits(commit: (marks: readonly Mark[]) => Promise<readonly Marked[]>): Commits {
  type Waiting = PromiseWithResolvers<Marked> & { readonly mark: Mark };
  let waiting: Waiting[] = [];
  let members = 0;
  let isCommitting = false;
  let isPlanned = false;
  let tookMs = 0;
  let broken: { readonly error: unknown } | null = null;

  const flush = async (): Promise<void> => {
    isPlanned = false;
    if (isCommitting || waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    isCommitting = true;
    const from = performance.now();
    try {
      const marked = await commit(group.map(({ mark }) => mark));
      for (const [at, { resolve, reject }] of group.entries()) {
        const one = marked[at];
        if (one == null) reject(new Error("A mark was not answered."));
        else resolve(one);
      }
    } catch (error) {
      broken = { error };
      for (const { reject } of [...group, ...waiting.splice(0)]) reject(error);
    } finally {
      isCommitting = false;
      tookMs = performance.now() - from;
    }
    if (waiting.length > 0) plan();
  };
  const plan = (): void => {
    if (waiting.length >= members) void flush();
    else if (!isPlanned) {
      isPlanned = true;
      // A timer counts whole milliseconds.
      if (tookMs < 1) setImmediate(() => void flush());
      else setTimeout(() => void flush(), Math.min(tookMs, longestWaitMs));
    }
  };
  return {
    async write(mark) {
      if (broken != null) throw broken.error;
      const one = { ...Promise.withResolvers<Marked>(), mark };
      waiting.push(one);
      plan();
      return await one.promise;
    },
    join() {
      members++;
    },
    leave() {
      members--;
      if (waiting.length > 0) plan();
    },
  };
}
