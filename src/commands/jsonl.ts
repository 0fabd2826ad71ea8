import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { reasonOf } from "../domain/faults.ts";

/** One answer a line, or why there is none. */
export type Answer = object;

/**
 * A filter: JSON lines in, JSON lines out, one at a time, so that memory stays flat and a slow reader slows the filter down.
 * A line that cannot be read is answered too, with its number and what is wrong.
 *
 * @param answer for each parsed line, the lines to write
 * @returns how many lines could not be read
 */
export async function filterLines<T>(
  schema: z.ZodType<T>,
  answer: (question: T) => readonly Answer[] | Promise<readonly Answer[]>,
): Promise<number> {
  let line = 0;
  let unread = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === "") continue;
    const question = parse(schema, text);
    if ("error" in question) {
      unread++;
      await write({ line, error: question.error });
      continue;
    }
    for (const each of await answer(question.value)) await write(each);
  }
  return unread;
}

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
    : { error: z.prettifyError(result.error).replace(/\s+/g, " ") };
}

async function write(answer: Answer): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, "drain");
}
