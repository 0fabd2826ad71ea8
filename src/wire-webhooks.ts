import { silenceMarks } from "./app/sign-up.ts";
import { takeEvent } from "./app/take-bounces.ts";
import type { Config } from "./config.ts";
import type { BounceMemory } from "./domain/bounce-ports.ts";
import { Fault, reasonOf } from "./domain/faults.ts";
import type { Clock } from "./domain/ports.ts";
import type { SigningKeys } from "./domain/reader-token.ts";
import type { WebhookProvider, WebhookSecrets } from "./mail/webhooks/index.ts";
import type { WebhookRequest } from "./mail/webhooks/webhook.ts";

type Status = 200 | 400 | 401 | 403 | 406 | 413 | 503;

export type WebhooksMeans = {
  readonly bounces: BounceMemory;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly log: (text: string) => void;
};

/**
 * What answers the providers that are named in the settings. Events are written down before a call is answered, so that one that
 * was not is made again; each counts once.
 *
 * @throws Fault `config` where a variable is named and not set
 */
export function webhooksOf(
  config: Config,
  { bounces, keys, clock, log }: WebhooksMeans,
): Record<string, (call: WebhookRequest) => Promise<Status>> {
  const answering =
    <P extends WebhookProvider>(provider: P, secrets: WebhookSecrets[P]) =>
    async (call: WebhookRequest): Promise<Status> => {
      const { amazonCertificate, webhookEvents } = await import("./mail/webhooks/index.ts");
      const means = { keys, now: clock.now(), certificate: amazonCertificate };
      const answer = await webhookEvents(provider, call, secrets, means);
      switch (answer.kind) {
        case "refused":
          log(`A call of ${provider} was refused (${answer.status}): ${answer.why}`);
          return answer.status;
        case "confirm":
          return await confirmed(provider, answer.url, log);
        case "events":
          for (const event of answer.events)
            await takeEvent({ bounces, clock, marks: silenceMarks(keys) }, event);
          return 200;
      }
    };
  const { ses, postmark, mailgun, sendgrid } = config.site.bounces?.webhooks ?? {};
  return {
    ...(ses == null ? {} : { ses: answering("ses", { topicArn: ses, confirm: true }) }),
    ...(postmark == null ? {} : { postmark: answering("postmark", userOf(secretIn(config, postmark))) }),
    ...(mailgun == null ? {} : { mailgun: answering("mailgun", { signingKey: secretIn(config, mailgun) }) }),
    ...(sendgrid == null ? {} : { sendgrid: answering("sendgrid", { publicKey: sendgrid }) }),
  };
}

/** The provider asks whether its calls are wanted; its address was found to be its own. */
async function confirmed(provider: string, url: string, log: (text: string) => void): Promise<Status> {
  try {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(10_000) });
    await answer.body?.cancel();
    log(`${provider} asked whether its calls are wanted and was told so (${answer.status}).`);
    return answer.ok ? 200 : 503;
  } catch (error) {
    log(`${provider} asked whether its calls are wanted and could not be told: ${reasonOf(error)}`);
    return 503;
  }
}

function secretIn({ webhookKeys }: Config, name: string): string {
  const value = webhookKeys[name];
  if (value != null) return value;
  throw new Fault(
    "config",
    `broadsheet.yaml: bounces.webhooks names ${name}, which is not set. Put it into .env.`,
  );
}

function userOf(secret: string): WebhookSecrets["postmark"] {
  const at = secret.indexOf(":");
  return { user: secret.slice(0, Math.max(at, 0)), password: secret.slice(at + 1) };
}
