import { createHash } from "node:crypto";
import type { BounceEffect, BounceEvent, ReturnedMail } from "../domain/bounce.ts";
import { effectOf } from "../domain/bounce.ts";
import type { BounceMemory, BounceSource } from "../domain/bounce-ports.ts";
import type { Marks } from "../domain/consent-memory.ts";
import type { Clock } from "../domain/ports.ts";

/** What was read, and what it did to whom; `address` is null where nobody of ours is named. */
export type Taken = {
  readonly event: BounceEvent;
  readonly effect: BounceEffect;
  readonly address: string | null;
};

export type BouncesReport = {
  readonly source: string;
  /** Mails that lay there. */
  readonly found: number;
  /** Of these: taken before, and put away now. */
  readonly known: number;
  readonly taken: readonly Taken[];
  /** Asked to stop before all were read. */
  readonly stopped: boolean;
};

export type TakeBounces = {
  readonly bounces: BounceMemory;
  readonly source: BounceSource;
  readonly read: (raw: Uint8Array) => Promise<ReturnedMail>;
  readonly clock: Clock;
  /** Of addresses that must not be mailed. */
  readonly marks: Marks;
  readonly signal: AbortSignal;
  /** Leaves every mail where and as it is. */
  readonly rehearsal: boolean;
};

/**
 * Reads returned mail and does what it asks for. A mail is written down, with what it did, before it is put away: however
 * often it is found, it counts once.
 */
export async function takeBounces(means: TakeBounces): Promise<BouncesReport> {
  const { source, read, bounces, signal, rehearsal } = means;
  const taken: Taken[] = [];
  let found = 0;
  for await (const mail of source.mails(signal)) {
    found++;
    const key = keyOf(mail.raw);
    let kind = await bounces.kindOf(key);
    if (kind == null) {
      const event: BounceEvent = { key, ...(await read(mail.raw)) };
      const one = await takeEvent(means, event);
      if (one != null) taken.push(one);
      kind = event.kind;
    }
    if (!rehearsal) await mail.settle(kind === "other" ? "left" : "taken");
    if (signal.aborted) break;
  }
  return { source: source.name, found, known: found - taken.length, taken, stopped: signal.aborted };
}

/** One event, however it came. @returns null for one that is known */
export async function takeEvent(
  { bounces, clock, marks }: Pick<TakeBounces, "bounces" | "clock" | "marks">,
  event: BounceEvent,
): Promise<Taken | null> {
  if ((await bounces.kindOf(event.key)) != null) return null;
  const now = clock.now();
  const history = event.about == null ? null : await bounces.history(event.about);
  const effect = effectOf(event, history, now);
  const isNew = await bounces.record(event, history, effect, now, marks);
  return isNew ? { event, effect, address: history?.address ?? null } : null;
}

/** Of a mail's bytes; a mail system may keep it with other line ends. */
function keyOf(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const lines = bytes.toString("latin1").replaceAll("\r\n", "\n");
  return `mail:${createHash("sha256").update(lines, "latin1").digest("hex")}`;
}
