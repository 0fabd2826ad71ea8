import { createHash, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import type { BounceEvent, Proof, ReturnedMail } from "../../domain/bounce.ts";
import type { FailureClass } from "../../domain/bounce-words.ts";
import { classOf } from "../../domain/bounce-class.ts";
import type { SigningKeys, TokenPurpose } from "../../domain/reader-token.ts";
import { tokenIn } from "../bounce/proof.ts";
import { oneLine } from "../bounce/returned-mail.ts";

/** A provider's call as it came; names of headers in lower case. */
export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The bytes that were signed, not what was parsed of them. */
  readonly body: Uint8Array;
};

export type WebhookAnswer =
  | { readonly kind: "events"; readonly events: readonly BounceEvent[] }
  /** The provider asks whether its calls are wanted: yes, by getting this address. */
  | { readonly kind: "confirm"; readonly url: string }
  /** Answered with this status; `why` is for the log, not for who called. */
  | { readonly kind: "refused"; readonly status: 400 | 401 | 403 | 406 | 413 | 503; readonly why: string };

export type WebhookMeans = {
  readonly keys: SigningKeys;
  readonly now: Date;
  /** The text of a certificate (PEM) at an address that was found to be Amazon's. */
  readonly certificate: (url: string) => Promise<string>;
};

/** Name of the custom value (metadata, variable, argument) by which a mail's own token can travel with it. */
export const tokenField = "broadsheet";

export const maxBody = 1_000_000;

export const refused = (
  status: Extract<WebhookAnswer, { kind: "refused" }>["status"],
  why: string,
): WebhookAnswer => ({ kind: "refused", status, why });

/** @returns null for what is no JSON, or other JSON than this */
export function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Where a provider's event may carry a token of ours, the most trusted first. */
export type Carriers = {
  readonly envelope?: string | undefined;
  readonly metadata?: string | undefined;
  readonly messageId?: string | undefined;
};

const carriers = [
  ["envelope", "envelope", ["bounce"]],
  ["metadata", "metadata", ["bounce"]],
  ["messageId", "returned message", ["bounce", "unsubscribe"]],
] as const satisfies readonly (readonly [keyof Carriers, Proof, readonly TokenPurpose[]])[];

/** An event about whom a token in it names; a provider's word for an address is not believed. */
export function eventOf(
  key: string,
  carried: Carriers,
  what: Pick<ReturnedMail, "kind" | "final" | "status"> & { readonly words: string },
  keys: SigningKeys,
): BounceEvent {
  for (const [name, proof, purposes] of carriers) {
    const about = tokenIn([carried[name] ?? ""], purposes, keys);
    if (about != null) return { key, about, proof, ...what, words: oneLine(what.words) };
  }
  return { key, about: null, proof: null, ...what, words: oneLine(what.words) };
}

/**
 * The server's own code and words first; a provider sums them up, and what it says settles only what they leave open. It may
 * know a failure to be passing where a code says that it is not.
 */
export function judged(
  verdict: "permanent" | "passing" | "unsure",
  status: string | null,
  words: string,
): FailureClass {
  const found = classOf({ action: "failed", status, words }).class;
  switch (verdict) {
    case "permanent":
      return found === "unknown" ? "hard" : found;
    case "passing":
      return found === "unknown" || found === "hard" ? "soft" : found;
    case "unsure":
      return found === "hard" && status == null ? "unknown" : found;
  }
}

/** Without telling by its time how much of it was right. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

const minute = 60_000;

/** May a call of that time still be taken? @param lateMs how long the provider goes on trying */
export const isTimely = (at: Date, now: Date, lateMs: number): boolean =>
  +at <= +now + 5 * minute && +at >= +now - lateMs;
