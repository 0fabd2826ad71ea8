import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subscriberId } from "../../src/domain/ids.ts";
import { issueToken } from "../../src/domain/reader-token.ts";
import type { WebhookSecrets } from "../../src/mail/webhooks/index.ts";
import { webhookEvents } from "../../src/mail/webhooks/index.ts";
import type { WebhookAnswer, WebhookRequest } from "../../src/mail/webhooks/webhook.ts";
import { maxBody } from "../../src/mail/webhooks/webhook.ts";

const folder = path.resolve(import.meta.dirname, "../fixtures/webhooks");
const pem = readFileSync(path.join(folder, "test-only-certificate.pem"), "utf8");
const pemKey = readFileSync(path.join(folder, "test-only-key.pem"), "utf8");
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });

const now = new Date("2027-05-04T07:00:00Z");
const hours = (n: number): Date => new Date(+now + n * 3_600_000);
const keys = [Buffer.alloc(32, 7)] as const;
const about = { subscriber: subscriberId("00000000-0000-4000-8000-000000000001"), about: 0x0badcafe };
const token = issueToken(keys, "bounce", about);
const forged = issueToken([Buffer.alloc(32, 8)], "bounce", about);
const verp = (of = token): string => `bounces+${of}@news.example`;
const messageId = (of = token): string => `<7.${of}@news.example>`;

const topicArn = "arn:aws:sns:eu-west-1:123456789012:bounces";
const secrets: WebhookSecrets = {
  ses: { topicArn, confirm: false },
  postmark: { user: "broadsheet", password: "open sesame" },
  mailgun: { signingKey: "key-1" },
  sendgrid: { publicKey: curve.publicKey.export({ format: "der", type: "spki" }).toString("base64") },
};

type Provider = keyof WebhookSecrets;
const request = (body: string, of: Partial<WebhookRequest> = {}): WebhookRequest => ({
  headers: {},
  query: {},
  body: Buffer.from(body),
  ...of,
});
const ask = (
  provider: Provider,
  call: WebhookRequest,
  of: Partial<WebhookSecrets> = {},
  certificate: (url: string) => Promise<string> = async () => pem,
): Promise<WebhookAnswer> =>
  webhookEvents(provider, call, of[provider] ?? secrets[provider], { keys, now, certificate });

/** The only event of an answer. */
async function eventIn(answer: Promise<WebhookAnswer>) {
  const given = await answer;
  if (given.kind !== "events") throw new Error(`it was ${JSON.stringify(given)}`);
  expect(given.events).toHaveLength(1);
  return given.events[0];
}
const none = { kind: "events", events: [] };

// As docs.aws.amazon.com/sns says: what is signed are names and values, a line each.
function sns(message: unknown, of: Record<string, string> = {}, signedAs = pemKey): WebhookRequest {
  const call: Record<string, string> = {
    Type: "Notification",
    MessageId: "id-1",
    TopicArn: topicArn,
    Message: typeof message === "string" ? message : JSON.stringify(message),
    Timestamp: now.toISOString(),
    SignatureVersion: "2",
    SigningCertURL: "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
    ...of,
  };
  const names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names.map((name) => (call[name] == null ? "" : `${name}\n${call[name]}\n`)).join("");
  const hash = call["SignatureVersion"] === "1" ? "RSA-SHA1" : "RSA-SHA256";
  const Signature = sign(hash, Buffer.from(text), signedAs).toString("base64");
  return request(JSON.stringify({ ...call, Signature }));
}
const sesBounce = (
  bounceType: string,
  bounceSubType: string,
  recipient: object = {},
  mail: object = { source: verp() },
) => ({
  notificationType: "Bounce",
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: "ada@reader.test", ...recipient }],
  },
  mail,
});

function postmark(record: object, authorization = "broadsheet:open sesame"): WebhookRequest {
  const headers = { authorization: `Basic ${Buffer.from(authorization).toString("base64")}` };
  return request(JSON.stringify({ ID: 42, Metadata: { broadsheet: token }, ...record }), { headers });
}

function mailgun(data: object, key = "key-1", at = now): WebhookRequest {
  const timestamp = String(Math.floor(+at / 1000));
  const signature = createHmac("sha256", key).update(`${timestamp}chance`).digest("hex");
  const event = { id: "m-1", envelope: { sender: verp() }, ...data };
  return request(
    JSON.stringify({ signature: { timestamp, token: "chance", signature }, "event-data": event }),
  );
}

function sendgrid(list: unknown, at = now, key = curve.privateKey): WebhookRequest {
  const body = JSON.stringify(list);
  const timestamp = String(Math.floor(+at / 1000));
  const signature = sign("sha256", Buffer.from(timestamp + body), key).toString("base64");
  return request(body, {
    headers: {
      "x-twilio-email-event-webhook-timestamp": timestamp,
      "x-twilio-email-event-webhook-signature": signature,
    },
  });
}
const sendgridEvent = (of: object) => [{ sg_event_id: "s-1", "smtp-id": messageId(), ...of }];

describe("Amazon SES", () => {
  test("brings a bounce that is signed, in either way", async () => {
    const bounce = sesBounce("Permanent", "General", {
      status: "5.1.1",
      diagnosticCode: "smtp; 550 5.1.1 no user",
    });
    for (const SignatureVersion of ["1", "2"])
      expect(await eventIn(ask("ses", sns(bounce, { SignatureVersion })))).toEqual({
        key: "ses:id-1",
        kind: "hard",
        final: true,
        about,
        proof: "envelope",
        status: "5.1.1",
        words: "smtp; 550 5.1.1 no user",
      });
  });

  test.each([
    ["Permanent", "NoEmail", {}, "hard"],
    ["Permanent", "General", {}, "hard"],
    ["Permanent", "OnAccountSuppressionList", {}, "hard"],
    ["Permanent", "General", { status: "5.7.1" }, "policy"],
    ["Permanent", "General", { diagnosticCode: "smtp; 554 blocked using a list" }, "policy"],
    ["Transient", "General", {}, "soft"],
    ["Transient", "General", { status: "5.1.1" }, "soft"],
    ["Transient", "MailboxFull", { status: "5.2.2" }, "full"],
    ["Transient", "ContentRejected", {}, "policy"],
    ["Undetermined", "Undetermined", {}, "unknown"],
  ])("%s, %s, %j is %s", async (type, subType, recipient, kind) => {
    expect(await eventIn(ask("ses", sns(sesBounce(type, subType, recipient))))).toMatchObject({ kind });
  });

  test("brings complaints and delays", async () => {
    const mail = { source: "news@news.example", headers: [{ name: "Message-ID", value: messageId() }] };
    const complaint = { eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" }, mail };
    expect(await eventIn(ask("ses", sns(complaint)))).toMatchObject({
      kind: "complaint",
      about,
      proof: "returned message",
    });
    const delay = { eventType: "DeliveryDelay", deliveryDelay: { delayType: "MailboxFull" }, mail };
    expect(await eventIn(ask("ses", sns(delay)))).toMatchObject({ kind: "soft", final: false });
    expect(await ask("ses", sns({ eventType: "Open", mail }))).toEqual(none);
    expect(await ask("ses", sns("Successfully validated SNS topic"))).toEqual(none);
  });

  test.each([
    ["http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://sns.eu-west-1.amazonaws.com.evil.test/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://evil.s3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://sns.eu-west-1.amazonaws.com@evil.test/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://sns.eu-west-1.amazonaws.com/?x=/SimpleNotificationService-0123456789abcdef.pem"],
    ["https://sns.eu-west-1.amazonaws.com/other.pem"],
    ["not an address"],
  ])("gets no certificate from %s", async (SigningCertURL) => {
    const asked: string[] = [];
    const answer = ask("ses", sns(sesBounce("Permanent", "General"), { SigningCertURL }), {}, async (url) => {
      asked.push(url);
      return pem;
    });
    expect(await answer).toMatchObject({ kind: "refused", status: 403 });
    expect(asked).toEqual([]);
  });

  test("refuses what was changed after it was signed, for another topic, too old or to come", async () => {
    const bounce = sesBounce("Permanent", "General");
    const signed = Buffer.from(sns(bounce).body).toString();
    const changed = [
      request(signed.replace("id-1", "id-2")),
      request(signed.replace(token, forged)),
      sns(bounce, { TopicArn: `${topicArn}x` }),
      sns(bounce, { Timestamp: hours(-2).toISOString() }),
      sns(bounce, { Timestamp: hours(1).toISOString() }),
    ];
    for (const call of changed)
      expect(await ask("ses", call)).toMatchObject({ kind: "refused", status: 403 });
    const broken = ask("ses", sns(bounce), {}, () => Promise.reject(new Error("no network")));
    expect(await broken).toMatchObject({ kind: "refused", status: 503 });
    expect(await ask("ses", sns(bounce), {}, async () => "no certificate")).toMatchObject({ status: 403 });
  });

  test("is confirmed only where that is switched on, at Amazon's own address", async () => {
    const SubscribeURL = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x";
    const asks = { Type: "SubscriptionConfirmation", Token: "x", SubscribeURL };
    const on = { ses: { topicArn, confirm: true } };
    expect(await ask("ses", sns("confirm?", asks))).toMatchObject({ kind: "refused" });
    expect(await ask("ses", sns("confirm?", asks), on)).toEqual({ kind: "confirm", url: SubscribeURL });
    const elsewhere = { ...asks, SubscribeURL: "https://evil.test/?Action=ConfirmSubscription" };
    expect(await ask("ses", sns("confirm?", elsewhere), on)).toMatchObject({ kind: "refused" });
  });
});

describe("Postmark", () => {
  test.each([
    [{ RecordType: "Bounce", Type: "HardBounce" }, "hard"],
    [{ RecordType: "Bounce", Type: "HardBounce", Details: "smtp;552 mailbox full" }, "full"],
    [{ RecordType: "Bounce", Type: "SoftBounce" }, "soft"],
    [{ RecordType: "Bounce", Type: "Transient", Details: "smtp;550 5.1.1 no user" }, "soft"],
    [{ RecordType: "Bounce", Type: "Blocked" }, "policy"],
    [{ RecordType: "Bounce", Type: "DMARCPolicy" }, "policy"],
    [{ RecordType: "Bounce", Type: "Unknown" }, "unknown"],
    [{ RecordType: "Bounce", Type: "Unsubscribe" }, "unsubscribe"],
    [{ RecordType: "Bounce", Type: "AutoResponder" }, "auto-reply"],
    [{ RecordType: "SpamComplaint", Type: "SpamComplaint" }, "complaint"],
    [
      { RecordType: "SubscriptionChange", SuppressSending: true, SuppressionReason: "ManualSuppression" },
      "unsubscribe",
    ],
  ])("says with %j: %s", async (record, kind) => {
    expect(await eventIn(ask("postmark", postmark(record)))).toMatchObject({
      kind,
      about,
      proof: "metadata",
    });
  });

  test("says nothing with what is about no address", async () => {
    for (const record of [
      { RecordType: "Open" },
      { RecordType: "Bounce", Type: "Subscribe" },
      { RecordType: "SubscriptionChange", SuppressSending: false },
    ])
      expect(await ask("postmark", postmark(record))).toEqual(none);
  });

  test("is known by user and password, or by the secret in the address", async () => {
    const bounce = { RecordType: "Bounce", Type: "HardBounce" };
    for (const wrong of ["broadsheet:open sesam", "broadsheet", ":", "Broadsheet:open sesame"])
      expect(await ask("postmark", postmark(bounce, wrong))).toMatchObject({ kind: "refused", status: 401 });
    const inAddress = { postmark: { secret: "s3cret" } };
    const with_ = (query: Record<string, string>) => ({ ...postmark(bounce), query });
    expect(await ask("postmark", with_({ secret: "s3cret" }), inAddress)).toMatchObject({ kind: "events" });
    expect(await ask("postmark", with_({ secret: "s3cre" }), inAddress)).toMatchObject({ status: 401 });
    expect(await ask("postmark", with_({}), inAddress)).toMatchObject({ status: 401 });
  });
});

describe("Mailgun", () => {
  const failed = (severity: string, delivery: object = {}, reason = "generic") => ({
    event: "failed",
    severity,
    reason,
    "delivery-status": delivery,
  });

  test.each([
    [failed("permanent", { code: 550, "enhanced-code": "5.1.1", message: "no such user" }), "hard", true],
    [failed("permanent", { code: 550, message: "5.7.1 blocked" }), "policy", true],
    [failed("permanent", { code: 605 }, "suppress-bounce"), "hard", true],
    [failed("permanent", { code: 605 }, "suppress-complaint"), "complaint", true],
    [failed("permanent", { code: 602, message: "too old" }, "old"), "soft", true],
    [failed("temporary", { code: 452, message: "4.2.2 over quota" }), "full", false],
    [failed("temporary", { code: 450 }), "soft", false],
    [{ event: "complained" }, "complaint", true],
    [{ event: "unsubscribed" }, "unsubscribe", true],
  ] as const)("says with %j: %s", async (data, kind, final) => {
    expect(await eventIn(ask("mailgun", mailgun(data)))).toMatchObject({
      kind,
      final,
      about,
      proof: "envelope",
    });
  });

  test("says nothing with what was delivered, opened or clicked", async () => {
    for (const event of ["delivered", "opened", "clicked", "accepted"])
      expect(await ask("mailgun", mailgun({ event }))).toEqual(none);
  });

  test("is refused for good with another key, or too late", async () => {
    const data = { event: "complained" };
    expect(await ask("mailgun", mailgun(data, "key-2"))).toMatchObject({ kind: "refused", status: 406 });
    expect(await ask("mailgun", mailgun(data, "key-1", hours(-10)))).toMatchObject({ status: 406 });
    expect(await ask("mailgun", mailgun(data, "key-1", hours(1)))).toMatchObject({ status: 406 });
    expect(await ask("mailgun", mailgun(data, "key-1", hours(-8)))).toMatchObject({ kind: "events" });
  });

  test("with a call that somebody has rewritten names nobody without a token of ours", async () => {
    const rewritten = mailgun({
      event: "complained",
      envelope: { sender: verp(forged) },
      recipient: "ada@reader.test",
    });
    expect(await eventIn(ask("mailgun", rewritten))).toMatchObject({ about: null, proof: null });
  });
});

describe("SendGrid", () => {
  test.each([
    [{ event: "bounce", type: "bounce", status: "5.1.1", reason: "550 5.1.1 no such user" }, "hard", true],
    [{ event: "bounce", type: "bounce", reason: "500 unknown recipient" }, "hard", true],
    [{ event: "bounce", type: "blocked", status: "5.7.1", reason: "550 5.7.1 spam" }, "policy", true],
    [{ event: "bounce", type: "blocked", status: "5.1.1" }, "soft", true],
    [{ event: "deferred", response: "452 4.2.2 mailbox full" }, "full", false],
    [{ event: "dropped", reason: "Bounced Address" }, "hard", true],
    [{ event: "dropped", reason: "Unsubscribed Address" }, "unsubscribe", true],
    [{ event: "spamreport" }, "complaint", true],
    [{ event: "group_unsubscribe" }, "unsubscribe", true],
  ])("says with %j: %s", async (event, kind, final) => {
    expect(await eventIn(ask("sendgrid", sendgrid(sendgridEvent(event))))).toMatchObject({
      kind,
      final,
      about,
      proof: "returned message",
    });
  });

  test("brings several events in one call, each with its own key, and passes over the others", async () => {
    const list = [
      ...sendgridEvent({ event: "spamreport" }),
      ...sendgridEvent({ event: "processed" }),
      ...sendgridEvent({ event: "dropped", reason: "Invalid SMTPAPI header" }),
      { ...sendgridEvent({ event: "unsubscribe" })[0], sg_event_id: "s-2", broadsheet: token },
    ];
    const answer = await ask("sendgrid", sendgrid(list));
    expect(answer).toMatchObject({
      events: [
        { key: "sendgrid:s-1", proof: "returned message" },
        { key: "sendgrid:s-2", proof: "metadata" },
      ],
    });
  });

  test("is refused with another key, another body, another time, or too late", async () => {
    const list = sendgridEvent({ event: "spamreport" });
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const call = sendgrid(list);
    const wrong = [
      sendgrid(list, now, other),
      { ...call, body: Buffer.concat([call.body, Buffer.from(" ")]) },
      {
        ...call,
        headers: { ...call.headers, "x-twilio-email-event-webhook-timestamp": String(+now / 1000 + 1) },
      },
      { ...call, headers: {} },
      sendgrid(list, hours(-26)),
      sendgrid(list, hours(1)),
    ];
    for (const each of wrong)
      expect(await ask("sendgrid", each)).toMatchObject({ kind: "refused", status: 403 });
    expect(await ask("sendgrid", call, { sendgrid: { publicKey: "no key" } })).toMatchObject({ status: 403 });
  });
});

describe("any call", () => {
  const providers = ["ses", "postmark", "mailgun", "sendgrid"] as const;

  test("with a forged token is about nobody", async () => {
    const answers = [
      ask("ses", sns(sesBounce("Permanent", "General", {}, { source: verp(forged) }))),
      ask("postmark", postmark({ RecordType: "SpamComplaint", Metadata: { broadsheet: forged } })),
      ask("sendgrid", sendgrid(sendgridEvent({ event: "spamreport", "smtp-id": messageId(forged) }))),
    ];
    for (const answer of answers) expect(await eventIn(answer)).toMatchObject({ about: null, proof: null });
  });

  test("that is too long is refused before it is read", async () => {
    for (const provider of providers)
      expect(await ask(provider, request(" ".repeat(maxBody + 1)))).toMatchObject({ status: 413 });
  });

  test("of whatever is sent is refused, and never throws", async () => {
    const authorization = postmark({}).headers;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom(...providers),
        async (body, provider) => {
          const answer = await ask(provider, request(body, { headers: authorization }));
          expect(answer.kind).toBe("refused");
        },
      ),
      { numRuns: 200 },
    );
  });
});
