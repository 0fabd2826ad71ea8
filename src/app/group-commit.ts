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

/** @param commit writes them and says of each what became of it, in their order */
export function groupCommits(
  commit: (marks: readonly Mark[]) => Promise<readonly Marked[]>,
  waitMs = 2,
): Commits {
  type Waiting = PromiseWithResolvers<Marked> & { readonly mark: Mark };
  let waiting: Waiting[] = [];
  let members = 0;
  let isCommitting = false;
  let isPlanned = false;
  let broken: { readonly error: unknown } | null = null;

  const flush = async (): Promise<void> => {
    isPlanned = false;
    if (isCommitting || waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    isCommitting = true;
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
    }
    if (waiting.length > 0) plan();
  };
  const plan = (): void => {
    if (waiting.length >= members) void flush();
    else if (!isPlanned) {
      isPlanned = true;
      gather(performance.now() + waitMs, flush, () => waiting.length >= members);
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

/** Answers that have arrived already are read in this turn of the event loop; those on their way are waited for, not long. */
function gather(_until: number, flush: () => Promise<void>, _isFull: () => boolean): void {
  setImmediate(() => void flush());
}
