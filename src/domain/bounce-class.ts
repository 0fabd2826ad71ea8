import type { FailureClass } from "./bounce-words.ts";
import { classByWords } from "./bounce-words.ts";

export type Failure = {
  readonly class: FailureClass;
  /** False while the other side goes on trying (RFC 3464 §2.3.3, `delayed`). */
  readonly final: boolean;
};

/** What is known of a failure: RFC 3464 §2.3.3 to §2.3.6. `words` are the server's, as far as they are kept. */
export type FailureReport = {
  readonly action: "failed" | "delayed";
  /** `5.1.1` (RFC 3463), or null. */
  readonly status: string | null;
  readonly words: string;
};

/** Never the last words of a longer text: a server says why at the beginning. */
const maxWords = 2000;

/**
 * Status first, where it names a cause; where it does not (`5.0.0`), or is not there, the codes and words of the reply;
 * else what the first digit says.
 */
export function classOf({ action, status, words }: FailureReport): Failure {
  const said = words.slice(0, maxWords);
  const quoted = enhancedCode(said);
  const code = isTelling(status) ? status : (quoted ?? status);
  const reply = smtpCode(said);
  const passing = code == null ? reply?.startsWith("4") === true : code.startsWith("4");
  const found = (isTelling(code) ? null : classByWords(said)) ?? byStatus(code, said) ?? byReply(reply);
  // A passing code never speaks of the address itself: a server that is being mended says "no such user" as well (451).
  const held = passing && found === "hard" ? "soft" : found;
  if (action === "delayed") return { class: held === "full" ? "full" : "soft", final: false };
  return { class: held, final: true };
}

const isTelling = (status: string | null): status is string =>
  status != null && !/^[45]\.(?:0\.\d{1,3}|\d{1,3}\.0)$/.test(status);

/** RFC 3463 §3, and what large providers have added to it. Null where there is no code. */
function byStatus(code: string | null, words: string): FailureClass | null {
  const parts = code == null ? null : /^([45])\.(\d{1,3})\.(\d{1,3})$/.exec(code);
  if (parts == null) return null;
  const [, first = "", subject = "", detail = ""] = parts;
  const cause = `${subject}.${detail}`;
  if (cause === "2.2") return "full";
  if (cause === "2.3" || cause === "3.4") return "policy";
  // 4.7.x is greylisting as often as it is our reputation.
  if (subject === "7") return first === "5" || classByWords(words) === "policy" ? "policy" : "soft";
  if (first === "4") return "soft";
  switch (subject) {
    case "0":
      // Measured on what servers say with it: of words that are not known, as many refuse us as name a dead address.
      return words === "" ? "hard" : "unknown";
    case "1":
      // 5.1.7, 5.1.8: the sender's address. The others: the recipient's, or its domain.
      return cause === "1.7" || cause === "1.8" ? "policy" : "hard";
    case "2":
      // 5.2.4: a list behind the address could not be expanded.
      return cause === "2.4" ? "soft" : "hard";
    case "4":
      // No such host, no route; 5.4.310 is Microsoft's "domain does not exist". Others are loops and time that ran out.
      return /^4\.(?:1|4|310)$/.test(cause) ? "hard" : "soft";
    case "5":
    case "6":
      return "policy";
    default:
      return "soft";
  }
}

/** A refusal for no known reason may as well be ours: only what is named suppresses at once. RFC 5321 §4.2.3: 552 is no room. */
function byReply(reply: string | null): FailureClass {
  if (reply === "552") return "full";
  return reply?.startsWith("4") === true ? "soft" : "unknown";
}

/** The first `5.1.1` of a reply; not a part of an address of four numbers. */
export function enhancedCode(words: string): string | null {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(words)?.[0] ?? null;
}

/** `550` of `smtp; 550-5.1.1 …`. */
function smtpCode(words: string): string | null {
  return /(?:^|[\s;:(<])([45][0-5]\d)(?=[\s-]|$)/.exec(words)?.[1] ?? null;
}
