import { Fault, reasonOf } from "../../domain/faults.ts";
import type { MailgunSecrets } from "./mailgun.ts";
import { mailgunEvents } from "./mailgun.ts";
import type { PostmarkSecrets } from "./postmark.ts";
import { postmarkEvents } from "./postmark.ts";
import type { SendGridSecrets } from "./sendgrid.ts";
import { sendGridEvents } from "./sendgrid.ts";
import type { SesSecrets } from "./ses.ts";
import { sesEvents } from "./ses.ts";
import type { WebhookAnswer, WebhookMeans, WebhookRequest } from "./webhook.ts";
import { maxBody, refused } from "./webhook.ts";

/** What each provider's calls are known by. */
export type WebhookSecrets = {
  readonly ses: SesSecrets;
  readonly postmark: PostmarkSecrets;
  readonly mailgun: MailgunSecrets;
  readonly sendgrid: SendGridSecrets;
};
export type WebhookProvider = keyof WebhookSecrets;

const readers: {
  readonly [P in WebhookProvider]: (
    request: WebhookRequest,
    secrets: WebhookSecrets[P],
    means: WebhookMeans,
  ) => WebhookAnswer | Promise<WebhookAnswer>;
} = { ses: sesEvents, postmark: postmarkEvents, mailgun: mailgunEvents, sendgrid: sendGridEvents };

/**
 * What a provider's call says, once it is known to be the provider's. Events are for `takeEvent`, each counts once by its
 * key; `confirm` is for a person's server to get. Never throws for what was sent.
 */
export async function webhookEvents<P extends WebhookProvider>(
  provider: P,
  request: WebhookRequest,
  secrets: WebhookSecrets[P],
  means: WebhookMeans,
): Promise<WebhookAnswer> {
  if (request.body.byteLength > maxBody) return refused(413, `it is longer than ${maxBody} bytes`);
  return await readers[provider](request, secrets, means);
}

const maxCertificate = 20_000;
const certificates = new Map<string, string>();

/** Amazon's certificates, each got once; addresses are looked at by who asks. @throws Fault `service-refused` */
export async function amazonCertificate(url: string): Promise<string> {
  const known = certificates.get(url);
  if (known != null) return known;
  try {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(10_000) });
    const text = await answer.text();
    if (!answer.ok || text.length > maxCertificate) throw new Error(`it answers ${answer.status}`);
    if (certificates.size >= 20) certificates.clear();
    certificates.set(url, text);
    return text;
  } catch (error) {
    throw new Fault("service-refused", `Amazon's certificate cannot be got: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
