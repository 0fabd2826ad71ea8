import { z } from "zod";
import { needsSmtpUtf8 } from "./domain/address.ts";
import { address, folder, host, hubAddress, language, line, url, zone } from "./settings-kinds.ts";
import { digestLook } from "./settings-look.ts";
import { sendingSettings } from "./settings-sending.ts";

/**
 * What `broadsheet.yaml` and `jobs/*.yaml` may say: every key optional, none unknown. The JSON Schemas beside the jobs are
 * made from these, so an editor completes what the program accepts.
 */

/** One that every mail server takes: beyond ASCII before the @, a mail needs SMTPUTF8 all the way to each reader. */
const ownAddress = address.refine(
  (text) => !needsSmtpUtf8(text),
  "must have plain letters before @: many mail servers take no others",
);
const bounceAddress = ownAddress.refine(
  (text) => /^[^+@]{1,15}@/.test(text),
  "must have at most 15 characters and no + before @: each reader's tag of 48 goes behind them, and 64 are allowed",
);
const isHere = (u: string): boolean => /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(u);
const publicUrl = url.refine(
  (u) => (u.startsWith("https:") || isHere(u)) && u.length <= 300,
  "must be an https address: mail programs open no other to unsubscribe (http only to try it on this machine)",
);
const dnsName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/;
const signature = z.strictObject({
  selector: z
    .string()
    .max(63)
    .regex(dnsName, "must be a name such as news2026")
    .describe("Names the key: its DNS record stands at SELECTOR._domainkey.DOMAIN"),
  domain: z
    .string()
    .max(253)
    .regex(dnsName, "must be a domain in a-z, 0-9 and -, such as example.org")
    .refine((name) => name.includes("."), "must be a whole domain, such as example.org")
    .optional()
    .describe("Who signs; the domain of `from` when absent"),
  key: z
    .string()
    .min(1)
    .optional()
    .describe("File of the private key, in the site or absolute; data/dkim/SELECTOR.pem when absent"),
});

/** Where returned mail comes in may lie outside the site: a mail server keeps it in a place of its own. */
const mailPlace = line.refine((p) => /[^./]/.test(p), "must be a folder, such as /var/mail/bounces");

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "must be the name of an environment variable");

/** By what each provider's calls are known: a secret by the name of its variable, what is public as it is. */
const webhooks = z.strictObject({
  ses: z
    .string()
    .regex(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, "must be the ARN of an SNS topic")
    .optional()
    .describe("Amazon SES: ARN of the SNS topic; a subscription of it is confirmed"),
  postmark: variable
    .optional()
    .describe("Postmark: variable with the user:password of the webhook's address"),
  mailgun: variable.optional().describe("Mailgun: variable with the HTTP webhook signing key"),
  sendgrid: z
    .string()
    .regex(/^[A-Za-z0-9+/=]{80,400}$/, "must be a public key in base64")
    .optional()
    .describe("SendGrid: the verification key of signed event webhooks, which is public"),
});

const bounces = z
  .strictObject({
    address: bounceAddress.describe(
      "Where returned mail goes, e.g. bounces@example.org; mail for bounces+ANYTHING@example.org must arrive there, too",
    ),
    imap: variable
      .optional()
      .describe("Environment variable that holds the mailbox, e.g. imaps://user:password@host/INBOX"),
    maildir: mailPlace.optional().describe("A Maildir on this machine"),
    folder: mailPlace.optional().describe("A folder of .eml files"),
    webhooks: webhooks
      .optional()
      .describe("Providers that report bounces to webhooks/PROVIDER below web.publicUrl"),
  })
  .refine(({ imap, maildir, folder: eml }) => [imap, maildir, eml].filter((p) => p != null).length < 2, {
    error: "reads one place: imap, maildir or folder",
  });

export const siteSettings = z
  .strictObject({
    title: line.default("Broadsheet").describe("Name of the publication: masthead, feeds, From"),
    tagline: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe("One line under the name; `The news, summarised` in the site's language when absent"),
    url: url.optional().describe("Where public/ is served, e.g. https://news.example.org/. Feeds need it"),
    author: line.optional().describe("Author of entries that name none"),
    from: ownAddress.optional().describe("Address the digest comes from, e.g. news@example.org"),
    sender: ownAddress
      .optional()
      .describe("Address that sends for `from`, shown beside it; none when absent"),
    replyTo: ownAddress.optional().describe("Where answers go; `from` when absent"),
    dkim: z
      .union([signature, z.array(signature).min(1).max(2)])
      .optional()
      .describe("Signs each mail, e.g. {selector: news2026}; two of them for RSA and Ed25519"),
    language: language.default("en").describe("Language of the pages and mails themselves"),
    timezone: zone.default("UTC").describe("Zone of dates that people read, and of schedules"),
    web: z
      .strictObject({
        port: z.int().min(0).max(65_535).default(8080).describe("0: any free one"),
        host: host
          .default("127.0.0.1")
          .describe("Address to listen at; 0.0.0.0 or :: for all of this machine's"),
        publicUrl: publicUrl
          .optional()
          .describe(
            "Where readers reach it, e.g. https://news.example.org/; mails then offer to leave by one click",
          ),
        trustProxy: z
          .int()
          .min(0)
          .max(10)
          .default(0)
          .describe(
            "How many proxies of yours a request comes through: so many say who asked (X-Forwarded-For)",
          ),
      })
      .optional()
      .describe("`broadsheet start` serves public/ here, e.g. {port: 8080}; not at all when absent"),
    bounces: bounces
      .optional()
      .describe("Where returned mail comes in, e.g. {address: bounces@example.org, imap: BOUNCES_URL}"),
    signUp: z
      .strictObject({
        pendingDays: z
          .int()
          .min(7)
          .max(365)
          .default(30)
          .describe("Days after which an address that was never confirmed is forgotten"),
        perHour: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(500)
          .describe("Sign-ups of everybody together within an hour; more are somebody's misuse"),
        welcome: z.boolean().default(false).describe("Whether a mail says that a subscription is confirmed"),
      })
      .prefault({})
      .describe("How people subscribe by themselves"),
    sending: sendingSettings.prefault({}).describe("How fast and how long mail is sent"),
    postalAddress: line.optional().describe("Shown in the footer of each mail; many countries require one"),
    digest: digestLook.prefault({}).describe("How mails look"),
  })
  .describe("Broadsheet: settings of the whole site");

/** A key crosses no wire in the clear, but for this machine and networks that are nobody else's. */
function mayCarryKeys(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return (
    protocol === "https:" ||
    /^(?:localhost|127\..*|\[::1\]|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*)$/.test(hostname) ||
    /^[^.]+$|\.(?:localhost|local|lan|internal)$/.test(hostname)
  );
}

const price = z.number().min(0).max(10_000);

const provider = z
  .strictObject({
    baseUrl: url.describe(
      "Any server that speaks OpenAI's chat completions: what stands before /chat/completions",
    ),
    model: line.describe("Name of the model, as the server knows it"),
    keyEnv: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "must be the name of an environment variable")
      .optional()
      .describe("Environment variable that holds the key; none is sent when absent"),
    price: z
      .strictObject({ input: price, output: price })
      .optional()
      .describe("Price of a million tokens, in and out, in any one currency"),
    concurrency: z.int().min(1).max(64).default(4).describe("Articles asked about side by side"),
    timeout: z.int().min(1).max(300).default(60).describe("Seconds until one answer must be there"),
    maxOutputTokens: z
      .int()
      .min(200)
      .max(32_000)
      .default(1000)
      .describe("Length of one answer; more for models that think first"),
  })
  .refine(({ keyEnv, baseUrl }) => keyEnv == null || mayCarryKeys(baseUrl), {
    path: ["baseUrl"],
    error: "must be https where a key is sent",
  });

const budget = z.strictObject({
  tokens: z.int().min(1).max(1_000_000_000).default(200_000).describe("Tokens a run, in and out"),
  seconds: z.int().min(1).max(86_400).default(600).describe("Seconds a run, from the first question on"),
  money: z.number().min(0).optional().describe("Money a run, by the price and in its currency"),
});

const summarySettings = z
  .strictObject({
    sentences: z.int().min(1).max(20).default(3).describe("At most so many sentences"),
    words: z.int().min(10).max(400).default(80).describe("At most so many words"),
    characters: z.int().min(60).max(3000).optional().describe("At most so many characters"),
    method: z
      .enum(["extract", "model"])
      .default("extract")
      .describe(
        "extract: sentences of the article. model: in a language model's words, where they pass the gate",
      ),
    provider: provider.optional().describe("The language model, for method: model"),
    budget: budget.prefault({}).describe("What a run may cost; past it, articles get the extract"),
  })
  .refine(({ method, provider: named }) => method === "extract" || named != null, {
    path: ["provider"],
    error: "is needed for method: model, e.g. {baseUrl: http://localhost:11434/v1, model: llama3.2}",
  })
  .refine(({ budget: { money }, provider: named }) => money == null || named?.price != null, {
    path: ["budget", "money"],
    error: "needs provider.price to count by",
  });

export const jobSettings = z
  .strictObject({
    source: z
      .union([
        folder,
        z.strictObject({
          feed: z
            .string()
            .trim()
            .min(1)
            .describe("Address of a feed (RSS, Atom, JSON Feed), or a file inside the site"),
          allowPrivate: z
            .boolean()
            .default(false)
            .describe("Whether the address may lead into a private network"),
        }),
      ])
      .default("seeds")
      .describe("Folder the articles are read from, or a feed: {feed: https://…}"),
    schedule: z
      .string()
      .default("0 7 * * *")
      .describe("When, as a cron expression: minute hour day month weekday"),
    timezone: zone
      .optional()
      .describe(
        "Zone of the schedule, and of the days, weeks and months of round-ups; the site's when absent",
      ),
    catchUp: z.int().min(0).max(168).default(6).describe("Hours within which a missed run is made up for"),
    publish: folder.optional().describe("Folder for feeds and pages; public, or public/JOB for other jobs"),
    summary: summarySettings.prefault({}),
    limits: z
      .strictObject({
        bytes: z.int().min(1_000).max(100_000_000).default(5_000_000).describe("Of one article's file"),
        lineChars: z
          .int()
          .min(1_000)
          .max(100_000_000)
          .default(1_000_000)
          .describe("Of one line: longer is data, not prose"),
        folderDepth: z.int().min(0).max(64).default(8).describe("Folders below the source folder"),
        pictures: z.int().min(0).max(1_000).default(50).describe("Of one article"),
        pictureBytes: z.int().min(1_000).max(100_000_000).default(10_000_000).describe("Of one picture"),
      })
      .prefault({})
      .describe("What one article may be; above, it is skipped with a word"),
    feed: z
      .strictObject({
        entries: z.int().min(1).max(500).default(30).describe("How many entries the feeds hold"),
        content: z.enum(["full", "summary"]).default("full").describe("Whether feeds carry the full text"),
        hub: hubAddress
          .optional()
          .describe(
            "WebSub hub that is told of changed feeds, e.g. https://hub.example.org/; none when absent",
          ),
      })
      .prefault({}),
    digest: z
      .strictObject({
        subject: line
          .optional()
          .describe(
            "Subject of every edition, may hold {{ title }}, {{ number }}, {{ date }} and {{ lead }}; the lead headline when absent",
          ),
        stories: z.int().min(0).max(30).default(8).describe("Stories with a summary, after the lead"),
        briefs: z.int().min(0).max(60).default(12).describe("One-sentence items after the stories"),
      })
      .prefault({}),
  })
  .describe("Broadsheet: one job, that is one series of editions");

export type SiteSettings = z.output<typeof siteSettings>;
export type JobSettings = z.output<typeof jobSettings>;

/** The environment: secrets, and what differs from machine to machine. Empty means absent. */
export const environmentSettings = z.object({
  SMTP_URL: z
    .string()
    .refine(
      (u) =>
        (/^(?:smtps?|lmtp):\/\/./.test(u) && URL.canParse(u)) ||
        /^lmtp:\/[^/]./.test(u) ||
        /^sendmail:(?:\/.+)?$/.test(u),
    )
    .optional(),
  PUBLIC_URL: url.optional(),
  MAIL_FROM: ownAddress.optional(),
});
