import path from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";

/** What a thread may take. Little for what is young, as most of what reading makes is thrown away at once. */
export const threadMemory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 } as const;

/** A thread that answers one question at a time. */
export type Thread<Question, Answer> = {
  /** @returns null when it takes more memory than the thread may have, and the thread has died of it */
  ask(question: Question): Promise<Answer | null>;
  end(): Promise<unknown>;
};

/**
 * @param name of a module beside `from`, without its extension: source or compiled, whichever `from` is
 * @param from `import.meta.url` of who asks
 */
export function startThread<Question, Answer>(
  name: string,
  from: string,
  resourceLimits: ResourceLimits = threadMemory,
): Thread<Question, Answer> {
  const worker = new Worker(new URL(`./${name}${path.extname(new URL(from).pathname)}`, from), {
    resourceLimits,
  });
  const death = new Promise<null>((resolve, reject) => {
    worker.on("error", (error) => {
      if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve(null);
      else reject(error);
    });
    worker.on("exit", () => resolve(null));
  });
  // Of a thread that nobody asks any more.
  death.catch(() => {});
  return {
    async ask(question) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      worker.once("message", resolve);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(question);
      return await Promise.race([promise, death]);
    },
    end: () => worker.terminate(),
  };
}
