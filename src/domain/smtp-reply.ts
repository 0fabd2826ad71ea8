import type { Outcome, Pressure, RefusalReason } from "./delivery.ts";

/** Where in a transaction a reply came: RFC 5321 §3.3. `message`: after the final dot. */
export type Phase = "sender" | "recipient" | "data" | "message";

/** A server's answer: `code` of three digits, the enhanced status code (RFC 3463) where it gave one, and its words on one line. */
export type Reply = { readonly code: number; readonly status: string | null; readonly text: string };

const maxReplyChars = 500;
const statusCode = /^[245]\d{2}[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

/** Reads a reply of one line or several. @returns null for what is none */
export function readReply(text: string): Reply | null {
  const code = Number(/^([2-5]\d{2})(?:[ -]|$)/m.exec(text.slice(0, 4))?.[1] ?? 0);
  if (code === 0) return null;
  return { code, status: statusCode.exec(text)?.[1] ?? null, text: oneLine(text) };
}

/** Without what might break a terminal or a table. */
export function oneLine(text: string): string {
  return text
    .slice(0, 8 * maxReplyChars)
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, maxReplyChars);
}

/**
 * Nobody can be reached there, and nobody will be: no such mailbox, system, or syntax of it; moved without a new address; a
 * domain that takes no mail (RFC 7505); disabled; no way there. RFC 3463 §3.
 */
const gone: ReadonlySet<string> = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"]);
/** Our address, our login or our manners, not the reader's: bad sender address, no authentication, wrong command. */
const ours: ReadonlySet<string> = new Set(["5.1.7", "5.1.8", "5.5.1", "5.5.2", "5.5.4", "5.7.8", "5.7.9"]);
const ourCodes: ReadonlySet<number> = new Set([500, 501, 502, 503, 504, 530, 534, 535, 538]);

/** Whether a refusal says that the address itself is at fault, so that it is never mailed again. */
export const isGone = (status: string): boolean => gone.has(status);

/** What a reply in this phase means for the message. Only a 2xx after the final dot has accepted it. */
export function outcomeOf(phase: Phase, reply: Reply): Outcome {
  const { code, text } = reply;
  if (code < 300) {
    return phase === "message"
      ? { kind: "accepted", reply: text }
      : { kind: "refused-us", reply: text, permanent: false, at: "server" };
  }
  if (code < 500) return { kind: "deferred", reply: text, pressure: pressureOf(reply) };
  const reason = reasonOf(phase, reply);
  return reason == null
    ? { kind: "refused-us", reply: text, permanent: true, at: "server" }
    : { kind: "failed", reply: text, reason };
}

/** Null where the refusal is about us and not about one reader. */
function reasonOf(phase: Phase, { code, status }: Reply): RefusalReason | null {
  const [, subject] = status?.split(".") ?? [];
  if (status === "5.3.4" || status === "5.2.3") return "content";
  if (phase === "sender" || (status != null && ours.has(status))) return null;
  if (status == null && ourCodes.has(code)) return phase === "message" ? "content" : null;
  if (status != null && gone.has(status)) return "gone";
  if (status === "5.2.2") return "full";
  if (subject === "7") return "policy";
  if (subject === "6") return "content";
  if (status != null) return "other";
  // RFC 5321 §4.2.3: 552 is a full mailbox before the message and too large a one after it; 554 says least of all.
  if (code === 552) return phase === "recipient" ? "full" : "content";
  return code === 554 ? "policy" : "other";
}

/**
 * 421 asks us to go away for a while, 451 and the throttling codes of RFC 3463 to go slower. Greylisting asks neither: it
 * wants the same message again, and holding back the others would only make them wait, too.
 */
function pressureOf({ code, status, text }: Reply): Pressure {
  if (/gr[ae]y-?list/i.test(text)) return "none";
  if (code === 421) return "pause";
  return code === 451 || status === "4.7.28" || status === "4.3.2" || status === "4.4.5" ? "ease" : "none";
}
