import { availableParallelism } from "node:os";
import { shown } from "./folder.ts";
import type { FileAnswer, FileTask, Place } from "./file-task.ts";
import { type Thread, startThread, threadMemory } from "./thread.ts";

/** A thread costs some 400 ms to start: as much as reading a hundred articles. */
const leastForThreads = 200;
const maxThreads = 8;
/** Files handed to a thread at a time. */
const batch = 16;
/** One question to a thread. */
export type Batch = { readonly tasks: readonly FileTask[]; readonly place: Place };

type Reader = Thread<Batch, readonly FileAnswer[]>;

/**
 * Reads files, many of them on several threads. Answers come in any order. A thread that dies of a file is replaced, and the
 * files it had are read again one by one, so that the one that kills is skipped and costs no other its edition.
 */
export async function* readFiles(tasks: readonly FileTask[], place: Place): AsyncGenerator<FileAnswer> {
  if (tasks.length === 0) return;
  if (tasks.length < leastForThreads) {
    // Where there is nothing to read, nothing that reads is loaded.
    const { readFile } = await import("./read-file.ts");
    for (const task of tasks) yield await readFile(task, place);
    return;
  }
  const waiting = Array.from({ length: Math.ceil(tasks.length / batch) }, (_, at) =>
    tasks.slice(at * batch, (at + 1) * batch),
  ).toReversed();
  const pending = new Map<Reader, Promise<Answered>>();
  const give = (thread: Reader): void => {
    const some = waiting.pop();
    if (some == null) pending.delete(thread);
    else pending.set(thread, answered(thread, some, place));
  };
  const threads = new Set<Reader>();
  const start = (): void => {
    const thread: Reader = startThread("reader-thread", import.meta.url);
    threads.add(thread);
    give(thread);
  };
  try {
    for (let n = Math.min(maxThreads, availableParallelism()); n > 0; n--) start();
    while (pending.size > 0) {
      const { thread, some, answers } = await Promise.race(pending.values());
      if (answers != null) {
        give(thread);
        yield* answers;
        continue;
      }
      pending.delete(thread);
      threads.delete(thread);
      if (some.length > 1) waiting.push(...some.map((task) => [task]));
      else yield* some.map(({ path: name }) => tooMuch(name));
      if (waiting.length > 0) start();
    }
  } finally {
    await Promise.all([...threads].map((thread) => thread.end()));
  }
}

const tooMuch = (name: string): FileAnswer => ({
  kind: "skipped",
  path: shown(name),
  reason: `reading it takes more than ${threadMemory.maxOldGenerationSizeMb} MB of memory: shorten it, or move it elsewhere`,
});

/** `answers` is null where the thread died. */
type Answered = {
  readonly thread: Reader;
  readonly some: readonly FileTask[];
  readonly answers: readonly FileAnswer[] | null;
};

async function answered(thread: Reader, some: readonly FileTask[], place: Place): Promise<Answered> {
  return { thread, some, answers: await thread.ask({ tasks: some, place }) };
}
