import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deliver } from "./app/deliver.ts";
import { gather } from "./app/gather.ts";
import type { RunEdition } from "./app/run-edition.ts";
import { sealEdition, sealOf, tokensOf } from "./app/seal.ts";
import { addDemoSubscribers } from "./app/subscribers.ts";
import type { Config, Job } from "./config.ts";
import type { AudienceRule, Edition, EditionPlan } from "./domain/edition.ts";
import { Fault } from "./domain/faults.ts";
import { editionId, entryId, subscriberId } from "./domain/ids.ts";
import type {
  Clock,
  OutputFile,
  RunLock,
  Source,
  Store,
  Summarizer,
  SummaryCache,
  Transport,
} from "./domain/ports.ts";
import type { RewriteOutcome, Rewrites } from "./domain/rewrite.ts";
import { feedSource } from "./ingest/feed/feed.ts";
import { folderSource } from "./ingest/index.ts";
import { publishedPath } from "./ingest/formats/sanitize.ts";
import { captureTransport } from "./mail/capture.ts";
import type { Letterhead } from "./mail/message.ts";
import { publishers } from "./publish/index.ts";
import { fillTokens, renderDigest } from "./render/digest.ts";
import { checkFeeds } from "./render/feed-gate.ts";
import { feedFormats } from "./render/feeds.ts";
import { renderPages } from "./render/pages.ts";
import type { Publication } from "./render/publication.ts";
import { pageHref } from "./render/publication.ts";
import type { Templates } from "./render/template.ts";
import { createTemplates } from "./render/template.ts";
import { sqliteRunLock } from "./store/run-lock.ts";
import { openSqlite, rehearseSqlite } from "./store/sqlite.ts";
import { summarizers } from "./summarize/index.ts";
import type { ModelSummarizer } from "./summarize/model/summarizer.ts";

/** Stand-ins until the operator says where the site lives. The domain is reserved (RFC 2606): nothing can go there. */
const placeholderFrom = "news@broadsheet.example";
const placeholderUrl = "http://localhost:8080/";
const connections = 5;

const databaseFile = (config: Config): string => path.join(config.root, "data", "broadsheet.db");

/** @param rehearsal a copy of the memory, which leaves the real one as it is */
export function openStore(config: Config, rehearsal = false): Promise<Store> {
  return rehearsal ? rehearseSqlite(databaseFile(config)) : openSqlite(databaseFile(config));
}

export function runLock(config: Config): RunLock {
  return sqliteRunLock(path.join(config.root, "data", "run.lock"));
}

export async function openTransport(config: Config): Promise<Transport> {
  if (config.smtpUrl == null) return captureTransport(path.join(config.root, "outbox"), "outbox/");
  const { isLoopback, smtpTransport } = await import("./mail/smtp.ts");
  const { hostname } = new URL(config.smtpUrl);
  if (!isLoopback(hostname)) requireRealSite(config);
  return smtpTransport(config.smtpUrl);
}

/** Mail that leaves this machine needs a real sender and links that work. @throws Fault `config` */
function requireRealSite({ site }: Config): void {
  const missing = [
    ...(site.from == null ? ["from: the address the digest comes from"] : []),
    ...(site.url == null || isLocalUrl(site.url)
      ? ["url: where public/ is served, not on this machine"]
      : []),
  ];
  if (missing.length === 0) return;
  throw new Fault(
    "config",
    `SMTP_URL is set, so mail would go out. First set in broadsheet.yaml:\n  ${missing.join("\n  ")}\nNothing was written or sent.`,
  );
}

/** RFC 2606: nobody can be there. */
const isReservedDomain = (domain: string): boolean =>
  /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/.test(domain);
const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

export function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    /^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(hostname) ||
    /\.(?:localhost|example|invalid|test)$/.test(hostname)
  );
}

export function publicationOf({ site, words }: Config, job: Job): Publication {
  const below = job.publish === "public" ? "" : job.publish.replace(/^public\//, "");
  const url = site.url ?? placeholderUrl;
  return {
    title: site.title,
    tagline: site.tagline,
    author: site.author ?? null,
    postalAddress: site.postalAddress ?? null,
    url: below === "" ? url : `${url}${below}/`,
    voice: { language: site.language, words, zone: site.timezone },
  };
}

function letterheadOf(config: Config, publication: Publication): Letterhead {
  const from = config.site.from ?? placeholderFrom;
  return { title: config.site.title, from, replyTo: config.site.replyTo ?? from, url: publication.url };
}

export type Means = {
  readonly config: Config;
  readonly job: Job;
  readonly store: Store;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly rehearsal: boolean;
  /**
   * Where verdicts on a model's summaries are kept; the store's own memory when absent. A rehearsal, whose store is a copy
   * that is forgotten, asks no model without it: nothing is paid for twice.
   */
  readonly rewrites?: SummaryCache;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
};

function openSource({ config, job, store }: Means): Source {
  const { source } = job;
  return source.kind === "folder"
    ? folderSource(source)
    : feedSource({ ...source, memory: store.fetches, contact: config.site.url ?? null });
}

type Summarizing = { readonly summarizer: Summarizer; readonly rewrites: () => Rewrites };

/** Loaded only for a job that asks for a model. One of it serves one run: its budget is the run's. */
async function openModel(means: Means): Promise<Summarizing | null> {
  const { config, job, store, rehearsal } = means;
  const { method, provider, budget } = job.summary;
  if (method !== "model" || provider == null) return null;
  const { modelSummarizer } = await import("./summarize/model/summarizer.ts");
  const { flagsOf } = await import("./summarize/gate/gate.ts");
  const outcomes: RewriteOutcome[] = [];
  const summarizer: ModelSummarizer = modelSummarizer({
    provider: {
      baseUrl: provider.baseUrl,
      model: provider.model,
      keyEnv: provider.keyEnv ?? null,
      key: provider.keyEnv == null ? null : (config.modelKeys[provider.keyEnv] ?? null),
      maxOutputTokens: provider.maxOutputTokens,
      timeoutMs: provider.timeout * 1000,
      heldBack:
        rehearsal && means.rewrites == null
          ? `a dry run does not ask ${provider.model}; it uses what is remembered`
          : null,
    },
    budget: { tokens: budget.tokens, seconds: budget.seconds, money: budget.money ?? null },
    price: provider.price ?? null,
    concurrency: provider.concurrency,
    gate: flagsOf,
    fallback: summarizers.extract,
    cache: means.rewrites ?? store.rewrites,
    // Not the run's clock, which `--at` stops, nor the machine's, which may be set while a run waits.
    now: () => new Date(performance.timeOrigin + performance.now()),
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
    random: () => Math.random(),
    signal: means.signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return {
    summarizer,
    rewrites: () => ({
      model: provider.model,
      outcomes: outcomes.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      spent: summarizer.spent(),
    }),
  };
}

/** Everything one run of a job needs, chosen and tied together. */
export function runOf(means: Means): RunEdition {
  const { config, job, store, clock, transport } = means;
  const publication = publicationOf(config, job);
  const templates = createTemplates(config.templates);
  const letterhead = letterheadOf(config, publication);
  const now = clock.now();
  const source = openSource(means);
  let model: Summarizing | null = null;
  const publish = means.rehearsal ? publishers.rehearsal : publishers.folder;
  return {
    series: job.name,
    store,
    source: source.name,
    subject: job.digest.subject ?? null,
    gather: async () => {
      model = await openModel(means);
      const gathered = await gather({
        source,
        store,
        summarizer: model?.summarizer ?? summarizers.extract,
        limit: { maxWords: job.summary.words },
        now,
        zone: config.site.timezone,
        mintId: () => entryId(`urn:uuid:${randomUUID()}`),
      });
      // An edition is sealed for good, and not with extracts for want of a minute. What was paid for is remembered.
      if (model != null && means.signal.aborted)
        throw new Fault(
          "more-to-do",
          "Stopped while summaries were being written. Nothing was published or sent; run again to go on.",
        );
      return gathered;
    },
    rewrites: () => model?.rewrites() ?? null,
    audience: () => audienceOf(means),
    seal: (plan, audience) => sealPlan(plan, audience, now, means, publication, templates),
    renderSite: (entries, editions) => {
      const inFeed = entries.slice(0, job.feed.entries);
      const feed = { entries: inFeed, content: job.feed.content, publication };
      const written = {
        atom: feedFormats.atom.write(feed),
        rss: feedFormats.rss.write(feed),
        json: feedFormats.json.write(feed),
      };
      checkFeeds(written, inFeed);
      const pages = renderPages({
        entries,
        editions,
        publication,
        templates,
        stylesheet: config.templates["pages/style.css"] ?? "",
      });
      // Feeds last: whoever reads of an entry finds its page.
      return [...pages, ...feedFiles(written)];
    },
    picturesOf: async (entries) => {
      const images = new Map(entries.flatMap((entry) => entry.images).map((image) => [image.hash, image]));
      const files: OutputFile[] = [];
      for (const image of images.values()) {
        const body = await source.picture?.(image);
        if (body != null) files.push({ path: publishedPath(image), body });
      }
      return files;
    },
    pageOf: pageHref,
    publisher: publish(path.join(config.root, job.publish), `${job.publish}/`),
    mayDeliver: (edition) => edition.audience === "active" || transport.captures,
    deliver: (edition) =>
      deliver(
        {
          store,
          transport,
          clock,
          compose: async (sealed, claim) => {
            const { composeMessage, unsubscribeHref } = await import("./mail/message.ts");
            const recipient = { id: claim.subscriber, address: claim.mailbox.address };
            const unsubscribe = unsubscribeHref(letterhead, sealed, recipient);
            const body = fillTokens(sealed.digest, { address: recipient.address, unsubscribe });
            return await composeMessage(sealed, body, letterhead, recipient);
          },
          sealOf,
          connections,
          signal: means.signal,
          onProgress: means.onProgress,
        },
        edition,
      ),
  };
}

async function sealPlan(
  plan: EditionPlan,
  audience: AudienceRule,
  now: Date,
  { config, job }: Means,
  publication: Publication,
  templates: Templates,
): Promise<Edition> {
  const id = editionId(randomUUID());
  const digest = await renderDigest({
    plan,
    sealedAt: now,
    layout: { stories: job.digest.stories, briefs: job.digest.briefs },
    tokens: tokensOf(id),
    publication,
    templates,
  });
  return sealEdition(plan, {
    id,
    series: job.name,
    sealedAt: now,
    audience,
    language: config.site.language,
    digest,
  });
}

/**
 * The demo addresses get an edition only where nothing leaves the machine and nobody real has been added. A server on this
 * machine may be a relay to the world, so a reader with a real address needs a real site there, too.
 */
async function audienceOf({ config, store, clock, transport }: Means): Promise<AudienceRule> {
  if (!transport.captures) {
    for await (const { mailbox, standing } of store.subscribers()) {
      if (standing !== "active" || isReservedDomain(domainOf(mailbox.address))) continue;
      requireRealSite(config);
      break;
    }
  }
  if (!transport.captures || (await store.countSubscribers("active")) > 0) return "active";
  await addDemoSubscribers({ store, clock, mintId: () => subscriberId(randomUUID()) });
  return "demo";
}

function feedFiles(written: Record<keyof typeof feedFormats, string>): OutputFile[] {
  return (["json", "rss", "atom"] as const).map((format) => ({
    path: feedFormats[format].file,
    body: written[format],
  }));
}
