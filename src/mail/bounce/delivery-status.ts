import type { Failure } from "../../domain/bounce-class.ts";
import type { FailureClass } from "../../domain/bounce-words.ts";
import { classOf, enhancedCode } from "../../domain/bounce-class.ts";
import type { Head } from "./head.ts";
import { first, readHead } from "./head.ts";

/** RFC 3464 §2: fields of the message, then of each recipient. */
export type DeliveryStatus = { readonly envelopeId: string; readonly recipients: readonly Head[] };

/** What a report says of the one reader its message was for. `delivered`: it arrived, or says nothing else. */
export type Verdict = (Failure | { readonly class: "delivered"; readonly final: true }) & {
  readonly status: string | null;
  readonly words: string;
};

const maxGroups = 100;

/**
 * Groups of fields with an empty line between. Exchange and others forget that line before the first recipient, or write the
 * fields of all recipients without one: a new recipient begins where its address does.
 *
 * @returns null for a text that names no recipient and no action
 */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const groups = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n+/, maxGroups)
    .flatMap(recipientGroups)
    .map(readHead);
  const recipients = groups.filter((head) => head.has("final-recipient") || head.has("action"));
  if (recipients.length === 0) return null;
  const envelopeId = groups.map((head) => first(head, "original-envelope-id")).find((id) => id !== "");
  return { envelopeId: envelopeId ?? "", recipients };
}

/** No recipient has a field of these twice, in whichever order they stand. */
function recipientGroups(group: string): string[] {
  const groups: string[] = [];
  let lines: string[] = [];
  let fields = new Set<string>();
  for (const line of group.split("\n")) {
    const field = /^(original-recipient|final-recipient|action) ?:/i.exec(line)?.[1]?.toLowerCase();
    if (field != null && fields.has(field)) {
      groups.push(lines.join("\n"));
      lines = [];
      fields = new Set();
    }
    if (field != null) fields.add(field);
    lines.push(line);
  }
  return [...groups, lines.join("\n")];
}

/**
 * Of several recipients one reader's address stands behind: the address still works where one of them does, so that the
 * mildest word counts.
 */
export function verdictOf({ recipients }: DeliveryStatus, humanText: string): Verdict {
  const verdicts = recipients.map((head) => verdictOfOne(head, recipients.length === 1 ? humanText : ""));
  return verdicts.reduce((mildest, each) => (rank(each) < rank(mildest) ? each : mildest));
}

const order = ["delivered", "soft", "full", "unknown", "policy", "hard"] as const satisfies readonly (
  | FailureClass
  | "delivered"
)[];
const rank = (verdict: Verdict): number => order.indexOf(verdict.class) * 2 + (verdict.final ? 1 : 0);

function verdictOfOne(head: Head, humanText: string): Verdict {
  const action = first(head, "action")
    .toLowerCase()
    .replace(/[^a-z].*$/s, "");
  const diagnostic = first(head, "diagnostic-code").replace(
    /^(?:smtp|x-[\w-]{1,40}|unix|x400)\s{0,5};\s{0,5}/i,
    "",
  );
  // `5.1.1 (user unknown)`, `smtp; 550`, `5.0.0`.
  const stated = first(head, "status");
  const status = /^\s{0,3}([245]\.\d{1,3}\.\d{1,3})\b/.exec(stated)?.[1] ?? null;
  if (/^(?:delivered|relayed|expanded)$/.test(action) || status?.startsWith("2") === true)
    return { class: "delivered", final: true, status, words: diagnostic };
  const words = [diagnostic, status == null ? stated : stated.slice(status.length)].join(" ").trim();
  const failure = classOf({
    action: action === "delayed" ? "delayed" : "failed",
    status,
    words: words === "" ? humanText : words,
  });
  return {
    ...failure,
    status: status ?? enhancedCode(words),
    words: diagnostic === "" ? stated : diagnostic,
  };
}
