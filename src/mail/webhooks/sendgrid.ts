import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import type { BounceKind } from "../../domain/bounce.ts";
import type { WebhookAnswer, WebhookMeans, WebhookRequest } from "./webhook.ts";
import { eventOf, isTimely, judged, parsed, refused, textOf, tokenField } from "./webhook.ts";

/** As SendGrid shows it: base64 of a key on P-256, without the lines around it. */
export type SendGridSecrets = { readonly publicKey: string };

/** SendGrid tries for a day. */
const lateMs = 25 * 3_600_000;

const events = z
  .array(
    z.looseObject({
      event: z.string(),
      sg_event_id: z.string().max(200),
      type: z.string().optional(),
      status: z.string().optional(),
      reason: z.string().optional(),
      response: z.string().optional(),
      "smtp-id": z.string().optional(),
    }),
  )
  .max(10_000);
type SendGridEvent = z.output<typeof events>[number];

/** Events of SendGrid, signed together with the time of the call (ECDSA with SHA-256). */
export function sendGridEvents(
  { headers, body }: WebhookRequest,
  { publicKey }: SendGridSecrets,
  { keys, now }: WebhookMeans,
): WebhookAnswer {
  const timestamp = headers["x-twilio-email-event-webhook-timestamp"] ?? "";
  const signature = headers["x-twilio-email-event-webhook-signature"] ?? "";
  if (!/^\d{9,11}$/.test(timestamp) || !isSigned(timestamp, body, signature, publicKey))
    return refused(403, "its signature is not right");
  if (!isTimely(new Date(Number(timestamp) * 1000), now, lateMs)) return refused(403, "it is too old");
  const call = parsed(events, textOf(body));
  if (call == null) return refused(400, "it is no list of SendGrid's events");
  return {
    kind: "events",
    events: call.flatMap((event) => {
      const said = saidBy(event);
      if (said == null) return [];
      const token = event[tokenField];
      const carried = {
        metadata: typeof token === "string" ? token : undefined,
        messageId: event["smtp-id"],
      };
      return [eventOf(`sendgrid:${event.sg_event_id}`, carried, said, keys)];
    }),
  };
}

function isSigned(timestamp: string, body: Uint8Array, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify("sha256", signed, key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

const dropped: Readonly<Record<string, BounceKind>> = {
  "Bounced Address": "hard",
  "Spam Reporting Address": "complaint",
  "Unsubscribed Address": "unsubscribe",
};

function saidBy({ event, type, status, reason, response }: SendGridEvent) {
  const words = reason ?? response ?? "";
  const stated = /^[245]\.\d{1,3}\.\d{1,3}$/.test(status ?? "") ? (status ?? null) : null;
  const whole = { final: true, status: stated, words: words === "" ? event : words };
  switch (event) {
    case "spamreport":
      return { ...whole, kind: "complaint" as const };
    case "unsubscribe":
    case "group_unsubscribe":
      return { ...whole, kind: "unsubscribe" as const };
    case "bounce":
      // `blocked`: refused for now, or us; the address is not known to be dead.
      return { ...whole, kind: judged(type === "blocked" ? "passing" : "permanent", stated, words) };
    case "deferred":
      return { ...whole, kind: judged("passing", stated, words), final: false };
    case "dropped": {
      const kind = dropped[words];
      return kind == null ? null : { ...whole, kind };
    }
    default:
      return null;
  }
}
