import { z } from "zod";
import type { BounceKind } from "../../domain/bounce.ts";
import type { WebhookAnswer, WebhookMeans, WebhookRequest } from "./webhook.ts";
import { eventOf, isSame, judged, parsed, refused, textOf, tokenField } from "./webhook.ts";

/** Postmark signs nothing: it sends what is written into the address it calls, as user and password or as `?secret=`. */
export type PostmarkSecrets =
  | { readonly user: string; readonly password: string }
  | { readonly secret: string };

const record = z.object({
  RecordType: z.string(),
  ID: z.number().optional(),
  MessageID: z.string().max(200).default(""),
  Type: z.string().default(""),
  Description: z.string().default(""),
  Details: z.string().default(""),
  Metadata: z.record(z.string(), z.unknown()).nullish(),
  ChangedAt: z.string().max(100).default(""),
  SuppressSending: z.boolean().default(false),
  SuppressionReason: z.string().nullish(),
});
type PostmarkRecord = z.output<typeof record>;

/** Events of Postmark. Calls repeat what they were; their own id makes that harmless. */
export function postmarkEvents(
  request: WebhookRequest,
  secrets: PostmarkSecrets,
  { keys }: WebhookMeans,
): WebhookAnswer {
  if (!isOurs(request, secrets)) return refused(401, "it does not know the secret");
  const call = parsed(record, textOf(request.body));
  if (call == null) return refused(400, "it is no record of Postmark");
  const kind = kindOf(call);
  if (kind == null) return { kind: "events", events: [] };
  const id = call.ID == null ? `${call.MessageID}:${call.RecordType}:${call.ChangedAt}` : String(call.ID);
  const token = call.Metadata?.[tokenField];
  const said = call.Details === "" ? call.Description : call.Details;
  const words = said === "" ? `${call.RecordType} ${call.Type}` : said;
  const metadata = typeof token === "string" ? token : undefined;
  const what = { kind, final: true, status: null, words };
  return { kind: "events", events: [eventOf(`postmark:${id}`, { metadata }, what, keys)] };
}

function isOurs({ headers, query }: WebhookRequest, secrets: PostmarkSecrets): boolean {
  if ("secret" in secrets) return isSame(query["secret"] ?? "", secrets.secret);
  const given = /^Basic ([A-Za-z0-9+/=]{1,1000})$/.exec(headers["authorization"] ?? "")?.[1] ?? "";
  return isSame(Buffer.from(given, "base64").toString(), `${secrets.user}:${secrets.password}`);
}

/** postmarkapp.com/developer/api/bounce-api, "bounce types". Null: it is about nobody's address. */
function kindOf(call: PostmarkRecord): BounceKind | null {
  switch (call.RecordType) {
    case "SpamComplaint":
      return "complaint";
    case "SubscriptionChange":
      return call.SuppressSending ? (suppressions[call.SuppressionReason ?? ""] ?? null) : null;
    case "Bounce":
      return bounceKind(call.Type, call.Details);
    default:
      return null;
  }
}

const suppressions: Readonly<Record<string, BounceKind>> = {
  HardBounce: "hard",
  SpamComplaint: "complaint",
  ManualSuppression: "unsubscribe",
};

function bounceKind(type: string, details: string): BounceKind | null {
  switch (type) {
    case "HardBounce":
    case "BadEmailAddress":
      return judged("permanent", null, details);
    case "Transient":
    case "SoftBounce":
    case "DnsError":
      return judged("passing", null, details);
    case "Unknown":
      return judged("unsure", null, details);
    case "SpamNotification":
    case "Blocked":
    case "DMARCPolicy":
    case "VirusNotification":
      return "policy";
    case "SpamComplaint":
      return "complaint";
    case "Unsubscribe":
      return "unsubscribe";
    case "AutoResponder":
    case "AddressChange":
    case "ChallengeVerification":
      return "auto-reply";
    default:
      return null;
  }
}
