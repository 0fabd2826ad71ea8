import { parentPort } from "node:worker_threads";
import type { FileAnswer } from "./file-task.ts";
import { readFile } from "./read-file.ts";
import type { Batch } from "./readers.ts";

/** One of the threads of `readers`: a batch in, its answers out. */
parentPort?.on("message", (work: Batch) => void reply(work));

async function reply({ tasks, place }: Batch): Promise<void> {
  const answers: FileAnswer[] = [];
  for (const task of tasks) answers.push(await readFile(task, place));
  // Moved, not copied.
  const moved = answers.flatMap((answer) => (answer.kind === "read" ? answer.packed.bytes.buffer : []));
  parentPort?.postMessage(answers, moved as ArrayBuffer[]);
}
