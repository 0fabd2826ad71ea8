/** Further tries after the first, for what may pass: 408, 409, 425, 429, 5xx, and a network that fails. */
export const maxRetries = 3;

/** A server that asks for a longer break is not waited for in this run. */
export const maxWaitMs = 60_000;

const firstWaitMs = 500;

/**
 * Wait before retry `n` (1-based), in ms: doubling from half a second, of which the upper half is left to chance, so that
 * calls refused together do not come back together.
 *
 * @param random from 0 to 1
 */
export function backoffMs(n: number, random: number): number {
  return Math.round(Math.min(maxWaitMs, firstWaitMs * 2 ** (n - 1)) * (0.5 + random / 2));
}

/**
 * What a server asks for, in ms from now: `retry-after-ms`, else `retry-after` as seconds or as an HTTP date (RFC 9110
 * §10.2.3); null where it says nothing that can be read.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const exact = headers.get("retry-after-ms");
  if (exact != null && /^\d{1,9}(?:\.\d{1,9})?$/.test(exact)) return Math.ceil(Number(exact));
  const header = headers.get("retry-after")?.trim();
  if (header == null || header === "") return null;
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(header)) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - +now);
}
