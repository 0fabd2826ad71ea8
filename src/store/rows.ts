import { z } from "zod";
import type { Edition } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { Fault } from "../domain/faults.ts";
import type { FileMemory, FolderMemory, LastLook } from "../domain/ports.ts";
import { editionId, entryId } from "../domain/ids.ts";
import { paces } from "../domain/roundup.ts";

/** A stored row is outside data: it is parsed here, once, on the way in. */

const instant = z.iso.datetime().transform((text) => new Date(text));
const sentence = z.object({ text: z.string(), start: z.int(), end: z.int() });
const summary = z.discriminatedUnion("method", [
  z.object({ method: z.literal("given"), text: z.string(), sentences: z.tuple([]) }),
  z.object({
    method: z.literal("extract"),
    text: z.string(),
    sentences: z.array(sentence),
    hash: z.string().optional(),
  }),
  z.object({
    method: z.literal("model"),
    model: z.string(),
    promptVersion: z.int(),
    text: z.string(),
    sentences: z.tuple([]),
  }),
]);

const editionEntry = z.object({
  id: z.string().transform(entryId),
  slug: z.string(),
  title: z.string(),
  summary,
  language: z.string().nullable(),
  author: z.string().nullable(),
  tags: z.array(z.string()),
  published: instant,
  minutes: z.int(),
  path: z.string(),
  hash: z.string(),
});

const companions = z.array(z.object({ path: z.string(), stamp: z.string() }));
const folder = z.object({
  files: z.int(),
  changed: z.int(),
  repeated: z
    .array(z.tuple([z.string(), z.int(), z.int()]))
    .transform((rows) => new Map(rows.map(([hash, articles, of]) => [hash, { articles, of }]))),
});

const image = z.object({
  path: z.string(),
  alt: z.string(),
  type: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"]),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  hash: z.string(),
});

const quotation = z.object({ text: z.string(), by: z.string() });
const points = z.array(z.string());

const entry = editionEntry.extend({
  html: z.string(),
  highlights: z.object({ points, quote: quotation.nullable() }).exactOptional(),
  updated: instant,
  dated: z.string().nullable(),
  images: z.array(image),
  correction: z.string().nullable().default(null),
  // Absent in what was stored before feeds said where an entry came from.
  link: z.string().nullable().default(null),
  origin: z.object({ title: z.string(), url: z.string() }).nullable().default(null),
  reading: z.string().nullable().default(null),
});

const lead = z.object({
  points: points.exactOptional(),
  quote: quotation.exactOptional(),
  picture: z.object({ href: z.string(), alt: z.string(), width: z.int(), height: z.int() }).exactOptional(),
  body: z
    .object({
      blocks: z.array(
        z.object({
          kind: z.enum(["paragraph", "heading", "quote", "item"]),
          runs: z.array(
            z.object({ text: z.string(), href: z.string(), style: z.enum(["plain", "strong", "em"]) }),
          ),
        }),
      ),
      isWhole: z.boolean(),
    })
    .exactOptional(),
});

const edition = z.object({
  number: z.int(),
  subject: z.string(),
  preheader: z.string(),
  entries: z.array(editionEntry),
  // Absent in editions that were sealed before they had one, and where there is none.
  lead: lead.exactOptional(),
  more: z.int().exactOptional(),
  corrections: z
    .array(
      editionEntry.pick({ id: true, slug: true, title: true, language: true }).extend({ text: z.string() }),
    )
    .exactOptional(),
  roundup: z
    .object({ pace: z.enum(paces), after: z.int(), upTo: z.int(), began: instant.nullable() })
    .exactOptional(),
  id: z.string().transform(editionId),
  series: z.string(),
  sealedAt: instant,
  audience: z.enum(["active", "demo"]),
  language: z.string(),
  digest: z.object({
    html: z.string(),
    text: z.string(),
    tokens: z.object({
      address: z.string(),
      unsubscribe: z.string(),
      preferences: z.string().exactOptional(),
    }),
  }),
  seal: z.string(),
});

/** @throws Fault `store-damaged`, naming the row */
export function readEntry(json: string, row: string): Entry {
  return read(entry, json, row);
}

/** @throws Fault `store-damaged`, naming the row */
export function readEdition(json: string, row: string): Edition {
  return read(edition, json, row);
}

const named = z.object({ path: z.string() });
const look = z.object({
  key: z.string(),
  published: z.string(),
  found: z.object({
    read: z.int(),
    copies: z.array(named.extend({ of: z.string() })),
    skipped: z.array(named.extend({ reason: z.string() })),
    drafts: z.array(z.string()),
    notes: z.array(named.extend({ note: z.string() })),
  }),
});

/** @throws Fault `store-damaged`, naming the row */
export function readLook(json: string, row: string): LastLook {
  return read(look, json, row);
}

/** @throws Fault `store-damaged`, naming the row */
export function readCompanions(json: string, row: string): FileMemory["companions"] {
  return read(companions, json, row);
}

/** @throws Fault `store-damaged`, naming the row */
export function readFolder(json: string, row: string): FolderMemory {
  return read(folder, json, row);
}

function read<T>(schema: z.ZodType<T>, json: string, row: string): T {
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    throw new Fault(
      "store-damaged",
      `${row} in the database cannot be read back. Put a backup in its place; nothing was sent.`,
      { cause: error },
    );
  }
}

export const text = (date: Date): string => date.toISOString();
