import { verify, X509Certificate } from "node:crypto";
import { z } from "zod";
import type { BounceEvent, BounceKind } from "../../domain/bounce.ts";
import type { SigningKeys } from "../../domain/reader-token.ts";
import type { Carriers, WebhookAnswer, WebhookMeans, WebhookRequest } from "./webhook.ts";
import { eventOf, isTimely, judged, parsed, refused, textOf, tokenField } from "./webhook.ts";

/** `confirm`: whether to agree when Amazon asks, once, if calls for this topic are wanted. */
export type SesSecrets = { readonly topicArn: string; readonly confirm: boolean };

/** Amazon SNS tries again for less (docs.aws.amazon.com/sns, "message delivery retries" over HTTP). */
const lateMs = 3_600_000;

const envelope = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: z.string().max(200),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.string(),
  SigningCertURL: z.string(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});
type Envelope = z.output<typeof envelope>;

/** Events of Amazon SES, as Amazon SNS brings them: signed by a certificate that lies at Amazon's, for the topic that is ours. */
export async function sesEvents(
  request: WebhookRequest,
  secrets: SesSecrets,
  { keys, now, certificate }: WebhookMeans,
): Promise<WebhookAnswer> {
  const call = parsed(envelope, textOf(request.body));
  if (call == null) return refused(400, "it is no message of Amazon SNS");
  if (call.TopicArn !== secrets.topicArn) return refused(403, `it is for another topic, ${call.TopicArn}`);
  if (!isAmazon(call.SigningCertURL, /^\/SimpleNotificationService-[0-9A-Za-z]{8,80}\.pem$/))
    return refused(403, "its certificate does not lie at Amazon SNS");
  const pem = await certificate(call.SigningCertURL).catch(() => null);
  // Amazon tries again.
  if (pem == null) return refused(503, `${call.SigningCertURL} could not be got`);
  if (!isSigned(call, pem, now)) return refused(403, "its signature is not right");
  if (!isTimely(new Date(call.Timestamp), now, lateMs)) return refused(403, "it is too old");
  if (call.Type === "Notification") return { kind: "events", events: eventsIn(call, keys) };
  if (call.Type === "UnsubscribeConfirmation") return { kind: "events", events: [] };
  if (!secrets.confirm) return refused(403, "it asks to be confirmed, and that is not switched on");
  const url = call.SubscribeURL ?? "";
  return isAmazon(url, /^\/$/)
    ? { kind: "confirm", url }
    : refused(403, "it asks to be confirmed at an address that is not Amazon's");
}

/** `https://sns.REGION.amazonaws.com/…`, and of China: nobody else can put a file there. */
function isAmazon(text: string, path: RegExp): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, pathname } = new URL(text);
  return (
    protocol === "https:" &&
    port === "" &&
    username === "" &&
    /^sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?$/.test(hostname) &&
    path.test(pathname)
  );
}

function isSigned(call: Envelope, certificate: string, now: Date): boolean {
  try {
    const held = new X509Certificate(certificate);
    if (held.validFromDate > now || held.validToDate < now) return false;
    const hash = call.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1";
    return verify(hash, Buffer.from(signedText(call)), held.publicKey, Buffer.from(call.Signature, "base64"));
  } catch {
    return false;
  }
}

/** docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html: names and values, a line each, in this order. */
function signedText(call: Envelope): string {
  const names =
    call.Type === "Notification"
      ? (["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const)
      : (["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const);
  return names
    .filter((name) => call[name] != null)
    .map((name) => `${name}\n${call[name]}\n`)
    .join("");
}

const recipient = z.object({
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});
const notification = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().default(""),
      bouncedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  complaint: z
    .object({
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
    })
    .optional(),
  deliveryDelay: z
    .object({ delayType: z.string().default(""), delayedRecipients: z.array(recipient).default([]) })
    .optional(),
  mail: z.object({
    source: z.string().optional(),
    messageId: z.string().optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    tags: z.record(z.string(), z.array(z.string())).optional(),
  }),
});
type Notification = z.output<typeof notification>;

function eventsIn(call: Envelope, keys: SigningKeys): BounceEvent[] {
  const what = parsed(notification, call.Message);
  if (what == null) return [];
  const said = saidBy(what);
  return said == null ? [] : [eventOf(`ses:${call.MessageId}`, carriedBy(what.mail), said, keys)];
}

function saidBy({ bounce, complaint, deliveryDelay }: Notification) {
  if (complaint != null) {
    const type = complaint.complaintFeedbackType ?? complaint.complaintSubType ?? "complaint";
    const kind: BounceKind = type === "not-spam" ? "auto-reply" : "complaint";
    return { kind, final: true, status: null, words: type };
  }
  if (bounce != null) {
    const [first] = bounce.bouncedRecipients;
    const status = first?.status ?? null;
    const words = first?.diagnosticCode ?? `${bounce.bounceType} ${bounce.bounceSubType}`;
    return {
      kind: kindOf(bounce.bounceType, bounce.bounceSubType, status, words),
      final: true,
      status,
      words,
    };
  }
  if (deliveryDelay != null) {
    const [first] = deliveryDelay.delayedRecipients;
    const words = first?.diagnosticCode ?? deliveryDelay.delayType;
    return { kind: "soft" as const, final: false, status: first?.status ?? null, words };
  }
  return null;
}

function kindOf(type: string, subType: string, status: string | null, words: string): BounceKind {
  switch (subType) {
    case "MailboxFull":
      return "full";
    case "MessageTooLarge":
    case "ContentRejected":
    case "AttachmentRejected":
      return "policy";
    case "NoEmail":
    case "Suppressed":
    case "OnAccountSuppressionList":
      return "hard";
    default:
      return judged(
        type === "Permanent" ? "permanent" : type === "Transient" ? "passing" : "unsure",
        status,
        words,
      );
  }
}

function carriedBy({ source, headers, tags }: Notification["mail"]): Carriers {
  const header = (name: string): string | undefined =>
    headers.find((each) => each.name.toLowerCase() === name)?.value;
  return {
    envelope: source,
    metadata: tags?.[tokenField]?.[0],
    messageId: `${header("message-id")} ${header("list-unsubscribe")}`,
  };
}
