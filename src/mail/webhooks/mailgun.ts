import { createHmac } from "node:crypto";
import { z } from "zod";
import type { BounceKind } from "../../domain/bounce.ts";
import type { WebhookAnswer, WebhookMeans, WebhookRequest } from "./webhook.ts";
import { eventOf, isSame, isTimely, judged, parsed, refused, textOf, tokenField } from "./webhook.ts";

export type MailgunSecrets = { readonly signingKey: string };

/** Mailgun tries for eight hours (documentation.mailgun.com, "webhooks"), and stops at once at 406. */
const lateMs = 9 * 3_600_000;

const call = z.object({
  signature: z.object({
    timestamp: z.string().regex(/^\d{9,11}$/),
    token: z.string().max(200),
    signature: z.string().max(200),
  }),
  "event-data": z.object({
    id: z.string().max(200),
    event: z.string(),
    severity: z.string().optional(),
    reason: z.string().optional(),
    "delivery-status": z
      .object({
        message: z.string().nullish(),
        description: z.string().nullish(),
        code: z.union([z.number(), z.string()]).nullish(),
        "enhanced-code": z.string().nullish(),
      })
      .optional(),
    envelope: z.object({ sender: z.string().nullish() }).optional(),
    message: z.object({ headers: z.record(z.string(), z.unknown()).optional() }).optional(),
    "user-variables": z.record(z.string(), z.unknown()).nullish(),
  }),
});
type EventData = z.output<typeof call>["event-data"];

/**
 * Events of Mailgun. Its signature covers a time and a chance value, not the event: who has seen one call could write
 * another. What it says is believed all the same only by a token of ours.
 */
export function mailgunEvents(
  request: WebhookRequest,
  { signingKey }: MailgunSecrets,
  { keys, now }: WebhookMeans,
): WebhookAnswer {
  const given = parsed(call, textOf(request.body));
  if (given == null) return refused(400, "it is no event of Mailgun");
  const { timestamp, token, signature } = given.signature;
  const expected = createHmac("sha256", signingKey)
    .update(timestamp + token)
    .digest("hex");
  if (!isSame(signature.toLowerCase(), expected)) return refused(406, "its signature is not right");
  if (!isTimely(new Date(Number(timestamp) * 1000), now, lateMs)) return refused(406, "it is too old");
  const data = given["event-data"];
  const said = saidBy(data);
  if (said == null) return { kind: "events", events: [] };
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const carried = {
    envelope: text(data.envelope?.sender),
    metadata: text(data["user-variables"]?.[tokenField]),
    messageId: text(data.message?.headers?.["message-id"]),
  };
  return { kind: "events", events: [eventOf(`mailgun:${data.id}`, carried, said, keys)] };
}

const suppressed: Readonly<Record<string, BounceKind>> = {
  "suppress-bounce": "hard",
  "suppress-complaint": "complaint",
  "suppress-unsubscribe": "unsubscribe",
};

function saidBy({ event, severity, reason = "", "delivery-status": delivery }: EventData) {
  const status = delivery?.["enhanced-code"] ?? null;
  const code = delivery?.code == null ? "" : `${delivery.code} `;
  const words = `${code}${delivery?.message ?? ""} ${delivery?.description ?? ""}`.trim();
  const whole = { final: true, status: status === "" ? null : status, words: words === "" ? event : words };
  switch (event) {
    case "complained":
      return { ...whole, kind: "complaint" as const };
    case "unsubscribed":
      return { ...whole, kind: "unsubscribe" as const };
    case "failed": {
      const known = suppressed[reason];
      if (known != null) return { ...whole, kind: known };
      const isFinal = severity === "permanent";
      // `old`: it was tried until its time was over.
      const verdict = isFinal && reason !== "old" ? "permanent" : "passing";
      return { ...whole, kind: judged(verdict, whole.status, words), final: isFinal };
    }
    default:
      return null;
  }
}
