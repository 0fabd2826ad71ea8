import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { letterKinds } from "../domain/letter.ts";
import { frequencies } from "../domain/preferences.ts";
import type { SubscriberEvent } from "../domain/subscriber.ts";
import { standings, waysOut } from "../domain/subscriber.ts";

/** Evidence as it is stored: JSON that is parsed once, on the way in. */

const at = z.iso.datetime().transform((text) => new Date(text));
const client = z.object({ ip: z.string().nullable(), userAgent: z.string().nullable() });
const preference = z.object({
  series: z.string(),
  wanted: z.boolean(),
  frequency: z.enum(frequencies),
  pausedUntil: at.nullable(),
});

const event = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("signed-up"),
    at,
    client,
    form: z.string(),
    shown: z.object({ text: z.string(), version: z.string() }),
    language: z.string(),
  }),
  z.object({ kind: z.literal("mailed"), at, letter: z.enum(letterKinds), messageId: z.string() }),
  z.object({ kind: z.literal("confirmed"), at, client, issued: at }),
  z.object({ kind: z.literal("unsubscribed"), at, how: z.enum(waysOut), client: client.nullable() }),
  z.object({ kind: z.enum(["bounced", "complained", "suppressed"]), at, detail: z.string() }),
  z.object({
    kind: z.literal("imported"),
    at,
    source: z.string(),
    row: z.int(),
    standing: z.enum(standings).exclude(["erased"]),
    earlier: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal("added"), at, source: z.string().nullable() }),
  z.object({ kind: z.literal("asked-to-move"), at, client, to: z.string() }),
  z.object({ kind: z.literal("moved"), at, client, from: z.string(), to: z.string() }),
  z.object({
    kind: z.literal("preferences"),
    at,
    client: client.nullable(),
    preferences: z.array(preference),
  }),
  z.object({ kind: z.literal("erased"), at }),
]);

/** @throws Fault `store-damaged`, naming the row */
export function readEvent(json: string, row: string): SubscriberEvent {
  try {
    return event.parse(JSON.parse(json));
  } catch (error) {
    throw new Fault(
      "store-damaged",
      `${row} in the database cannot be read back. Put a backup in its place.`,
      {
        cause: error,
      },
    );
  }
}
