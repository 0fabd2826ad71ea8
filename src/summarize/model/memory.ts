import { createHash } from "node:crypto";
import { z } from "zod";
import type { SummaryLimit } from "../../domain/summary.ts";
import type { Material } from "./material.ts";
import { promptVersion } from "./prompt.ts";

/** What became of an article: a rewrite that passed, or a refusal, so that neither is paid for twice. */
const verdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passed"), text: z.string(), repaired: z.string().nullable() }),
  z.object({ kind: z.literal("refused"), because: z.string(), until: z.iso.datetime().nullable() }),
]);

/**
 * `repaired`: what the first answer was told, null where it passed at once. `until`: an answer that could not even be read is
 * mostly the server's set-up, which is mended in a moment; what the gate refuses stays refused (null).
 */
export type Verdict = z.output<typeof verdict>;

/**
 * SHA-256 of all that an answer depends on: what is shown of the article, prompt, model and limits. Of the article's text,
 * not its file: a corrected tag must not be paid for.
 */
export function keyOf(material: Material, model: string, limit: SummaryLimit): string {
  const { maxWords = null, maxSentences = null, maxChars = null } = limit;
  const parts = [
    promptVersion,
    model,
    [maxWords, maxSentences, maxChars],
    material.language,
    material.title,
    material.text,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

export const written = (kept: Verdict): string => JSON.stringify(kept);

/** How long an answer that could not be read is remembered. */
export const unreadableMs = 10 * 60 * 1000;

/** @returns null for nothing, for what no longer holds, and for what another version wrote */
export function readVerdict(text: string | null, now: Date): Verdict | null {
  if (text == null) return null;
  try {
    const known = verdict.parse(JSON.parse(text));
    const isOver = known.kind === "refused" && known.until != null && +new Date(known.until) <= +now;
    return isOver ? null : known;
  } catch {
    return null;
  }
}
