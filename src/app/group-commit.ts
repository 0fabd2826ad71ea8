import type { Mark, Marked } from "../domain/ledger-port.ts";

/**
 * What several connections want written at about the same time is written in one transaction: a commit waits for the disk, and
 * costs the same for one row as for fifty.
 */
export type Commits = {
  /** Resolves when it is on the disk; rejects, as everything after it, when it could not be written. */
  write(mark: Mark): Promise<Marked>;
};

/**
 * While one group is being written the next one gathers; what comes when nothing is being written goes with whatever has arrived
 * in the same turn of the event loop.
 *
 * @param commit writes them and says of each what became of it, in their order
 */
export function groupCommits(commit: (marks: readonly Mark[]) => Promise<readonly Marked[]>): Commits {
  type Waiting = PromiseWithResolvers<Marked> & { readonly mark: Mark };
  let waiting: Waiting[] = [];
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
    if (waiting.length > 0) void flush();
  };
  const plan = (): void => {
    if (isCommitting || isPlanned) return;
    isPlanned = true;
    setImmediate(() => void flush());
  };
  return {
    async write(mark) {
      if (broken != null) throw broken.error;
      const one = { ...Promise.withResolvers<Marked>(), mark };
      waiting.push(one);
      plan();
      return await one.promise;
    },
  };
}
