import { availableParallelism } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { type FileAnswer, type FileTask, type Place, readFile } from "./read-file.ts";

/** A thread costs some 400 ms to start: as much as reading a hundred articles. */
const leastForThreads = 200;
const maxThreads = 8;
/** Files handed to a thread at a time. */
const batch = 16;

export type Batch = { readonly tasks: readonly FileTask[]; readonly place: Place };

/** Reads files, many of them on several threads. Answers come in any order. */
export async function* readFiles(tasks: readonly FileTask[], place: Place): AsyncGenerator<FileAnswer> {
  if (tasks.length < leastForThreads) {
    for (const task of tasks) yield await readFile(task, place);
    return;
  }
  const batches = Array.from({ length: Math.ceil(tasks.length / batch) }, (_, at) =>
    tasks.slice(at * batch, (at + 1) * batch),
  );
  const threads = Array.from({ length: Math.min(maxThreads, availableParallelism()) }, startThread);
  try {
    let next = 0;
    const pending = new Map<Thread, Promise<{ readonly thread: Thread; readonly answers: FileAnswer[] }>>();
    const give = (thread: Thread): void => {
      const some = batches[next++];
      if (some == null) pending.delete(thread);
      else
        pending.set(
          thread,
          thread.read({ tasks: some, place }).then((answers) => ({ thread, answers })),
        );
    };
    for (const thread of threads) give(thread);
    while (pending.size > 0) {
      const { thread, answers } = await Promise.race(pending.values());
      give(thread);
      yield* answers;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

type Thread = { read(batch: Batch): Promise<FileAnswer[]>; end(): Promise<unknown> };

function startThread(): Thread {
  // Source or compiled, whichever this is.
  const file = new URL(`./reader-thread${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file);
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => {});
  worker.on("error", reject);
  return {
    async read(work) {
      const { promise, resolve } = Promise.withResolvers<FileAnswer[]>();
      worker.once("message", resolve);
      worker.postMessage(work);
      return await Promise.race([promise, broken]);
    },
    end: () => worker.terminate(),
  };
}
