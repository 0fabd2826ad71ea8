import { reasonOf } from "../domain/faults.ts";
import type { Hub, HubAnswer } from "../domain/ports.ts";

/** From the request to the head of the answer. A hub has nothing to work out first: it queues what it is told. */
const usualAnswerMs = 10_000;

/**
 * A WebSub hub (W3C Recommendation, 23 January 2018; how a publisher tells it is left to the hub, and this is the form that hubs
 * have taken since PubSubHubbub 0.4). Redirects are not followed: the address is the operator's to name, and nobody else can send
 * us anywhere.
 *
 * @param address absolute, http(s)
 */
export function webSubHub(address: string, answerMs = usualAnswerMs): Hub {
  return {
    name: new URL(address).host,
    async announce(topic, now) {
      try {
        const response = await fetch(address, {
          method: "POST",
          body: new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic }),
          redirect: "manual",
          signal: AbortSignal.timeout(answerMs),
        });
        // What else it has to say is of no use to us, however long it is.
        await response.body?.cancel();
        return judged(response, now);
      } catch (error) {
        return { kind: "later", reason: wordsFor(error, answerMs), waitMs: null };
      }
    },
  };
}

/** Those that pass though they are 4xx: too slow, too early, too often (RFC 9110, RFC 8470, RFC 6585). */
const passing = new Set([408, 425, 429]);

function judged({ status, headers }: Response, now: Date): HubAnswer {
  if (status >= 200 && status < 300) return { kind: "told" };
  if (status >= 300 && status < 400)
    return {
      kind: "refused",
      reason: `answers ${status}, that it is elsewhere: name its new address (feed.hub)`,
    };
  if (status >= 500 || passing.has(status))
    return { kind: "later", reason: `answers ${status}`, waitMs: waitOf(headers.get("retry-after"), now) };
  return { kind: "refused", reason: `answers ${status}: check its address (feed.hub)` };
}

/** Seconds or a date (RFC 9110 §10.2.3), as ms from now; null where neither is said. */
function waitOf(header: string | null, now: Date): number | null {
  if (header == null) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

function wordsFor(error: unknown, answerMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `does not answer within ${answerMs / 1000} s`;
  // undici says "fetch failed" and keeps what happened for its cause.
  const cause = error instanceof Error && error.cause != null ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : null;
  return `cannot be reached (${code ?? reasonOf(cause)})`;
}
