import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { reasonOf } from "../domain/faults.ts";
import type { Thread } from "../ingest/thread.ts";
import { startThread } from "../ingest/thread.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where questions come from and answers go. */
export type Streams = Pick<Surroundings, "stdin" | "stdout">;

/**
 * Filters: JSON lines in, JSON lines out, in the same order, as they come, so that memory stays flat and a slow reader slows the
 * filter down. A line that cannot be read is answered too, with its number and what is wrong.
 */
export type Filter<Question> = {
  readonly schema: z.ZodType<Question>;
  /** For each parsed line, the lines to write. */
  answer(question: Question): readonly object[] | Promise<readonly object[]>;
};

/** What is written for one line. */
export type Answered = { readonly text: string; readonly isRead: boolean };

/** @returns how many lines could not be read */
export async function filterHere<Question>(filter: Filter<Question>, streams: Streams): Promise<number> {
  return await filterWith(streams, async (lines) => {
    const answers: Answered[] = [];
    for (const line of lines) answers.push(await answered(filter, line));
    return answers;
  });
}

/** Work for a filter on a thread: which one, how it is set, and numbered lines. */
export type FilterWork = {
  readonly name: string;
  readonly options: unknown;
  readonly lines: readonly Line[];
};
export type Line = { readonly number: number; readonly text: string };

/** News needs some 40 MB, the language detector included; a collector with more room lets more lie about. */
const memory = { maxOldGenerationSizeMb: 72, maxYoungGenerationSizeMb: 4 };
/** For a line that took more than that. */
const moreMemory = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 };

/**
 * On a thread of its own, whose memory has a limit: what one hostile line takes is at most the line's own loss.
 *
 * @param name a row of `filters` in filter-thread.ts
 * @returns how many lines could not be read
 */
export async function filterOnThread(
  name: string,
  streams: Streams,
  options: unknown = null,
): Promise<number> {
  type Worker = Thread<FilterWork, readonly Answered[]>;
  const start = (limits: typeof memory): Worker => startThread("filter-thread", import.meta.url, limits);
  let thread = start(memory);
  const alone = async (line: Line): Promise<Answered> => {
    const roomy = start(moreMemory);
    const answers = await roomy.ask({ name, options, lines: [line] });
    await roomy.end();
    return (
      answers?.[0] ??
      unreadable(line, `reading it takes more than ${moreMemory.maxOldGenerationSizeMb} MB of memory`)
    );
  };
  try {
    return await filterWith(streams, async (lines) => {
      const answers = await thread.ask({ name, options, lines });
      if (answers != null) return answers;
      thread = start(memory);
      const one: Answered[] = [];
      for (const line of lines) one.push(await alone(line));
      return one;
    });
  } finally {
    await thread.end();
  }
}

/** @param number for messages, from 1 */
export async function answered<Question>(filter: Filter<Question>, line: Line): Promise<Answered> {
  const question = parse(filter.schema, line.text);
  if ("error" in question) return unreadable(line, question.error);
  const answers = await filter.answer(question.value);
  return { text: answers.map((each) => `${JSON.stringify(each)}\n`).join(""), isRead: true };
}

const unreadable = ({ number }: Line, error: string): Answered => ({
  text: `${JSON.stringify({ line: number, error })}\n`,
  isRead: false,
});

function parse<T>(schema: z.ZodType<T>, text: string): { value: T } | { error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { error: `expected a JSON object on one line: ${reasonOf(error)}` };
  }
  const result = schema.safeParse(json);
  return result.success
    ? { value: result.data }
    : {
        error: z
          .prettifyError(result.error)
          .replace(/[\s✖]+/g, " ")
          .trim(),
      };
}

/** Lines in hand at a time, and characters of those that wait. */
const batchLines = 16;
const waitingChars = 1_000_000;

/** Whatever has come is worked on at once: who writes a line and waits for its answer gets it. */
async function filterWith(
  { stdin, stdout }: Streams,
  work: (lines: readonly Line[]) => Promise<readonly Answered[]>,
): Promise<number> {
  let unread = 0;
  for await (const lines of batchesOf(stdin)) {
    for (const { text, isRead } of await work(lines)) {
      if (!isRead) unread++;
      if (text === "" || stdout.write(text)) continue;
      // Who reads may have seen enough (`| head`): that is the end, and no fault.
      const isOver = await once(stdout, "drain").then(
        () => false,
        () => true,
      );
      if (isOver || stdout.destroyed) return unread;
    }
  }
  return unread;
}

async function* batchesOf(input: NodeJS.ReadableStream): AsyncGenerator<readonly Line[]> {
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let waiting: Line[] = [];
  let chars = 0;
  let number = 0;
  let isOver = false;
  let wake = (): void => {};
  reader.on("line", (line) => {
    number++;
    const text = number === 1 ? line.replace(/^\ufeff/, "") : line;
    if (text.trim() === "") return;
    waiting.push({ number, text });
    chars += text.length;
    if (chars > waitingChars) reader.pause();
    wake();
  });
  reader.on("close", () => {
    isOver = true;
    wake();
  });
  for (;;) {
    if (waiting.length > 0) {
      const lines = waiting.slice(0, batchLines);
      waiting = waiting.slice(batchLines);
      chars -= lines.reduce((sum, { text }) => sum + text.length, 0);
      if (chars <= waitingChars && !isOver) reader.resume();
      yield lines;
    } else if (isOver) return;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
