import type { ReturnedMail } from "../../domain/bounce.ts";
import type { SigningKeys } from "../../domain/reader-token.ts";
import { isAutoReply } from "./auto-reply.ts";
import type { DeliveryStatus, Verdict } from "./delivery-status.ts";
import { readDeliveryStatus, verdictOf } from "./delivery-status.ts";
import type { Head } from "./head.ts";
import { first, readHead } from "./head.ts";
import type { OpenedMail } from "./opened-mail.ts";
import { openMail } from "./opened-mail.ts";
import { plainBounce } from "./plain-bounce.ts";
import type { Proven } from "./proof.ts";
import { envelopeIdProof, envelopeProof, returnedProof, tokenIn } from "./proof.ts";

/** A forwarder may wrap a report as a mail in a mail. */
const maxWrappings = 3;

/**
 * What a mail to the bounce address is: a report of delivery (RFC 3464) or of a complaint (RFC 5965), a bounce for people, a
 * wish to leave, a machine's answer, or something else. Takes any bytes and never throws; whom it is about is believed only
 * by a token of the site's.
 */
export async function readReturnedMail(raw: Uint8Array, keys: SigningKeys): Promise<ReturnedMail> {
  const mail = await openMail(raw);
  const outer = envelopeProof(mail.head, keys);
  return await readOpened(mail, outer, keys, 0);
}

async function readOpened(
  mail: OpenedMail,
  outer: Proven | null,
  keys: SigningKeys,
  wrappings: number,
): Promise<ReturnedMail> {
  const returned = returnedHeads(mail);
  const complaint = part(mail, /^message\/feedback-report$/);
  if (complaint != null) return readComplaint(readHead(complaint), returned, outer, keys);
  // Microsoft's junk button gives the mail back with a field of its own, and no report.
  if (returned.some((head) => head.has("x-hmxmroriginalrecipient")))
    return readComplaint(readHead("Feedback-Type: abuse"), returned, outer, keys);
  const status = deliveryStatusOf(mail);
  if (status != null) {
    const by = outer ?? envelopeIdProof(status.envelopeId, keys) ?? returnedProof(returned, keys);
    return fromVerdict(verdictOf(status, mail.text), by);
  }
  const leaving = tokenIn(
    [/\bunsubscribe\b(.{0,200})/is.exec(mail.subject)?.[1] ?? ""],
    ["unsubscribe"],
    keys,
  );
  if (leaving != null)
    return {
      kind: "unsubscribe",
      final: true,
      about: leaving,
      proof: "subject",
      status: null,
      words: "asks to leave",
    };
  const plain = plainBounce(mail);
  if (plain != null) return fromVerdict(plain, outer ?? returnedProof(returned, keys));
  const wrapped = part(mail, /^message\/(?:rfc822|global)$/);
  if (wrapped != null && wrappings < maxWrappings) {
    const inner = await openMail(new TextEncoder().encode(wrapped));
    const read = await readOpened(inner, outer ?? envelopeProof(inner.head, keys), keys, wrappings + 1);
    if (read.kind !== "other" && read.kind !== "auto-reply") return read;
  }
  const kind = isAutoReply(mail) ? "auto-reply" : "other";
  return { kind, final: true, ...(outer ?? nobody), status: null, words: oneLine(mail.subject) };
}

const nobody = { about: null, proof: null } as const;

function fromVerdict(verdict: Verdict, by: Proven | null): ReturnedMail {
  const { status, final } = verdict;
  const kind = verdict.class === "delivered" ? "auto-reply" : verdict.class;
  return { kind, final, ...(by ?? nobody), status, words: oneLine(verdict.words) };
}

/** RFC 5965 §3.5: what the provider's user pressed. `not-spam` takes nothing back that we would know of. */
function readComplaint(
  report: Head,
  returned: readonly Head[],
  outer: Proven | null,
  keys: SigningKeys,
): ReturnedMail {
  const type = first(report, "feedback-type").toLowerCase();
  const about = outer ?? returnedProof([...returned, report], keys) ?? nobody;
  const words = oneLine(`${type} ${first(report, "user-agent")}`);
  // `auth-failure` (RFC 6591) is about our signatures, `virus` about what we sent.
  const kinds: Readonly<Record<string, ReturnedMail["kind"]>> = {
    "not-spam": "auto-reply",
    "auth-failure": "policy",
    virus: "policy",
    "opt-out": "unsubscribe",
    "opt-out-list": "unsubscribe",
  };
  return { kind: kinds[type] ?? "complaint", final: true, ...about, status: null, words };
}

const part = ({ parts }: OpenedMail, type: RegExp): string | null =>
  parts.find((each) => type.test(each.type))?.text ?? null;

/**
 * Some servers send the report as plain text or as an unnamed file, and some gateways turn it into the text; there it has
 * to have the fields of RFC 3464 that no mail for people has.
 */
function deliveryStatusOf(mail: OpenedMail): DeliveryStatus | null {
  const own = part(mail, /^message\/(?:global-)?delivery-status$/);
  if (own != null) return readDeliveryStatus(own);
  const readable = mail.parts.filter(({ type }) => !type.startsWith("message/")).map(({ text }) => text);
  const hidden = [...readable, mail.text].find(
    (text) => /^final-recipient ?: ?[\w-]{1,20} ?;/im.test(text) && /^action ?:/im.test(text),
  );
  if (hidden == null) return null;
  const from = /^(?:reporting-mta|original-envelope-id|original-recipient|final-recipient|action) ?:/im.exec(
    hidden,
  );
  return readDeliveryStatus(hidden.slice(from?.index ?? 0));
}

/** The head of our own mail as it came back: as a part, or copied into the text. */
function returnedHeads({ parts, text }: OpenedMail): Head[] {
  const own = parts
    .filter(({ type }) =>
      /^(?:message\/(?:rfc822|global|global-headers|partial)|text\/rfc822-headers?)$/.test(type),
    )
    .map((each) => readHead(each.text.trimStart()));
  return [...own, copiedHead(text)];
}

/** Lines of a head anywhere in a text, with their continuations, as if they stood together. */
function copiedHead(text: string): Head {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const kept: string[] = [];
  let inside = false;
  for (const quoted of lines) {
    const line = quoted.replace(/^(?:> ?){1,3}/, "");
    if (/^\s/.test(line) ? !inside : !/^(?:message-id|list-unsubscribe|return-path) ?:/i.test(line)) {
      inside = false;
      continue;
    }
    inside = true;
    kept.push(line);
  }
  return readHead(kept.join("\n"));
}

/** For people and the database: no control characters, nobody's address, and no more than says why. */
export function oneLine(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/[^\s<>"()[\]:;,@]{0,200}@[^\s<>"()[\]:;,]{0,255}/g, "…")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 300);
}
