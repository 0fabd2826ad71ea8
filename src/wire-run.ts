import { createHash, randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { deliver } from "./app/deliver.ts";
import { gather } from "./app/gather.ts";
import type { RunEdition } from "./app/run-edition.ts";
import type { Site } from "./app/site.ts";
import { sealEdition, sealOf, tokensOf } from "./app/seal.ts";
import { addDemoSubscribers } from "./app/subscribers.ts";
import { publishedPath } from "./domain/article.ts";
import type { AudienceRule, Edition, EditionPlan } from "./domain/edition.ts";
import { Fault } from "./domain/faults.ts";
import { editionId, entryId, subscriberId } from "./domain/ids.ts";
import type { Clock, OutputFile, Source, Transport } from "./domain/ports.ts";
import type { Limits } from "./ingest/index.ts";
import { folderSource } from "./ingest/index.ts";
import type { SummaryLimit } from "./domain/summary.ts";
import type { Job } from "./config.ts";
import { publishers } from "./publish/index.ts";
import { fillTokens, renderDigest } from "./render/digest.ts";
import { checkFeeds } from "./render/feed-gate.ts";
import { feedFiles, writeFeeds } from "./render/feeds.ts";
import { createPages, indexEntries } from "./render/pages.ts";
import type { Publication } from "./render/publication.ts";
import { editionHref, pageHref } from "./render/publication.ts";
import type { Templates } from "./render/template.ts";
import { createTemplates } from "./render/template.ts";
import { summarizers } from "./summarize/index.ts";
import type { ModelMeans, Summarizing } from "./wire-model.ts";
import { openModel } from "./wire-model.ts";
import { letterheadOf, publicationOf, requireRealSite } from "./wire.ts";

const connections = 5;

export type Means = ModelMeans & {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly onProgress: (done: number, of: number) => void;
};

/** Where the job's articles come from. */
export function openSource({ job, store, config }: Pick<Means, "config" | "job" | "store">): Source {
  const { source } = job;
  if (source.kind === "folder")
    return folderSource({
      ...source,
      limits: readingLimits(job.limits),
      memory: store.readings,
      version: programVersion(),
    });
  const options = { ...source, memory: store.fetches, contact: config.site.url ?? null };
  return {
    name: source.name,
    read: async (now) => {
      // Readers of feeds are loaded by those who have one.
      const { feedSource } = await import("./ingest/feed/feed.ts");
      return await feedSource(options).read(now);
    },
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
        standIn: model == null ? null : summarizers.extract,
        method: job.summary.method,
        limit: limitOf(job.summary),
        summarizing: keyOf([job.summary, programVersion()]),
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
    site: siteOf(means, publication, templates, source),
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

function siteOf(
  { config, job }: Means,
  publication: Publication,
  templates: Templates,
  source: Source,
): Site {
  const pages = createPages(publication, templates, config.templates["pages/style.css"] ?? "");
  return {
    key: keyOf([programVersion(), publication, config.templates, job.feed]),
    headEntries: Math.max(job.feed.entries, indexEntries),
    entry: (entry) => pages.entry(entry),
    edition: (edition) => pages.edition(edition),
    head(newest, editions) {
      const inFeed = newest.slice(0, job.feed.entries);
      const feed = { entries: inFeed, content: job.feed.content, publication };
      const written = writeFeeds(feed);
      checkFeeds(written, feed);
      // Feeds last: whoever reads of an entry finds its page.
      return [...pages.front(newest, editions), ...feedFiles(feed, written)];
    },
    async pictures({ images }) {
      const files: OutputFile[] = [];
      for (const image of images) {
        const body = await source.picture?.(image);
        if (body != null) files.push({ path: publishedPath(image), body });
      }
      return files;
    },
    entryPath: pageHref,
    editionPath: editionHref,
  };
}

const readingLimits = (limits: Job["limits"]): Partial<Limits> => ({
  maxBytes: limits.bytes,
  maxLineChars: limits.lineChars,
  maxFolderDepth: limits.folderDepth,
  maxPictures: limits.pictures,
  maxPictureBytes: limits.pictureBytes,
});

/** How long the job's summaries may be. */
export const limitOf = ({ sentences, words, characters }: Job["summary"]): SummaryLimit => ({
  maxSentences: sentences,
  maxWords: words,
  ...(characters == null ? {} : { maxChars: characters }),
});

const keyOf = (parts: unknown): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);

/** Short, for it is kept with every article. Another one may understand and render otherwise. By sizes and times, so that a clone that is worked on notices, too. */
function programVersion(): string {
  version ??= keyOf(
    readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[jt]s$/.test(name))
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(path.join(import.meta.dirname, name));
        return [name, size, mtimeMs];
      }),
  );
  return version;
}
let version: string | undefined;

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

/** RFC 2606: nobody can be there. */
const isReservedDomain = (domain: string): boolean =>
  /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/.test(domain);
const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
