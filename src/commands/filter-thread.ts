import { parentPort } from "node:worker_threads";
import type { SummaryLimit } from "../domain/summary.ts";
import type { Answered, Filter, FilterWork } from "./jsonl.ts";
import { answered } from "./jsonl.ts";

/** Filters by the name of their command, each loaded when it is asked. */
const filters: Readonly<Record<string, (options: unknown) => Promise<Filter<never>>>> = {
  understand: async () => (await import("./understand.ts")).understanding as Filter<never>,
  summarize: async (options) =>
    (await import("./summarize.ts")).summarizing(options as SummaryLimit) as Filter<never>,
  verify: async () => (await import("./verify.ts")).verifying as Filter<never>,
};

const opened = new Map<string, Promise<Filter<never>>>();

parentPort?.on("message", (work: FilterWork) => void reply(work));

async function reply({ name, options, lines }: FilterWork): Promise<void> {
  const filter = opened.get(name) ?? filters[name]?.(options);
  if (filter == null) throw new Error(`There is no filter ${name}.`);
  opened.set(name, filter);
  const answers: Answered[] = [];
  for (const line of lines) answers.push(await answered(await filter, line));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answers);
}
