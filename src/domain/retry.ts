import type { EditionId, SubscriberId } from "./ids.ts";

const minute = 60_000;
const waits = [2 * minute, 5 * minute, 15 * minute, 30 * minute] as const;
/** Of each wait, so that what was put off together does not come back together. */
const jitter = 0.2;

/** Wait before attempt `n + 1`, in ms: 2, 5, 15, 30 minutes, then hourly. RFC 5321 §4.5.4.1; greylisting passes at the second. */
export function backoffMs(n: number): number {
  return waits[n - 1] ?? 60 * minute;
}

/** The wait of `backoffMs`, up to a fifth shorter or longer: by the delivery and its attempt, not by chance. */
export function retryAt(
  claim: { readonly edition: EditionId; readonly subscriber: SubscriberId; readonly attempt: number },
  now: Date,
): Date {
  const spread = fractionOf(`${claim.edition} ${claim.subscriber} ${claim.attempt}`) * 2 - 1;
  return new Date(+now + Math.round(backoffMs(claim.attempt) * (1 + jitter * spread)));
}

/** How long mail is tried: so many ms after its edition was sealed, or until the next edition of its series is there. */
export type Expiry = { readonly ms: number; readonly untilNext: boolean };

/** What is usual where nobody says otherwise: two days. */
export const usualExpiry: Expiry = { ms: 48 * 60 * minute, untilNext: false };

/**
 * When an edition's mail expires.
 *
 * @param nextSealedAt of the next edition of its series, null while there is none
 */
export function expiresAt(expiry: Expiry, sealedAt: Date, nextSealedAt: Date | null): Date {
  const end = new Date(+sealedAt + expiry.ms);
  return expiry.untilNext && nextSealedAt != null && nextSealedAt < end ? nextSealedAt : end;
}

/** From 0 up to 1, the same for the same text and evenly spread over texts (FNV-1a, then mixed). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
