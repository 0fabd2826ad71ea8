import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { createIndex, sketchOf } from "../domain/near-duplicates.ts";
import { proseIn } from "../ingest/single.ts";
import type { Filter, Streams } from "./jsonl.ts";
import { filterHere } from "./jsonl.ts";

const question = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/**
 * `broadsheet duplicates --jsonl`: the pairs of articles that tell the same story in the same words, each as soon as its
 * second half is read. `similarity` is the share of the shorter one found in the other, 0 to 1.
 */
export async function duplicateLines(streams: Streams): Promise<number> {
  const index = createIndex<string | number>();
  const pairs: Filter<z.output<typeof question>> = {
    schema: question,
    answer: ({ id, text }) =>
      index
        .add(id, sketchOf(proseIn(text)))
        .map((copy) => ({ a: copy.id, b: id, similarity: round(copy.containment) })),
  };
  const unread = await filterHere(pairs, streams);
  return unread === 0 ? 0 : new Fault("bad-data", "").exitCode;
}

const round = (n: number): number => Math.round(n * 1000) / 1000;
