import { domainOf } from "./domain/address.ts";
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Announcing } from "./app/announce.ts";
import type { Progress } from "./app/deliver.ts";
import { deliver } from "./app/deliver.ts";
import { gather } from "./app/gather.ts";
import { writeIds } from "./app/kept-ids.ts";
import type { RunEdition } from "./app/run-edition.ts";
import { sealEdition, sealOf, tokensOf } from "./app/seal.ts";
import { addDemoSubscribers } from "./app/subscribers.ts";
import type { AudienceRule, Digest, Edition, EditionPlan } from "./domain/edition.ts";
import { Fault } from "./domain/faults.ts";
import { roundupsOf } from "./domain/roundup.ts";
import { editionId, entryId, subscriberId } from "./domain/ids.ts";
import type { Clock, Source, Transport } from "./domain/ports.ts";
import type { Limits } from "./ingest/index.ts";
import { folderSource } from "./ingest/index.ts";
import type { SummaryLimit } from "./domain/summary.ts";
import type { Job } from "./config.ts";
import { publishers } from "./publish/index.ts";
import { webSubHub } from "./publish/websub.ts";
import { renderDigest, showsBody } from "./render/digest.ts";
import { isPlaceholder } from "./render/feed-address.ts";
import { feedFormats } from "./render/feeds.ts";
import { bodyOf } from "./render/letter-body.ts";
import type { Publication } from "./render/publication.ts";
import { roundupSubject, subjectLine } from "./render/subject-line.ts";
import type { Templates } from "./render/template.ts";
import { createTemplates } from "./render/template.ts";
import { highlightsOf, summarizers } from "./summarize/index.ts";
import { siteOf } from "./wire-site.ts";
import type { ModelMeans, Summarizing } from "./wire-model.ts";
import { openModel } from "./wire-model.ts";
import { openWriter } from "./wire-mail.ts";
import { publicationOf, requireRealSite } from "./wire.ts";

/** Some 40 KB each until they are remembered. */
const articlesAtOnce = 4000;

export type Means = ModelMeans & {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly onProgress: (progress: Progress) => void;
  /** Over the site's settings: at most so many messages on the first day. */
  readonly ramp?: number | undefined;
  /** Why nothing may be sent although the site is published, or null. */
  readonly refusal?: string | null;
  /** Tells the files that stand for the memory that it has moved on. */
  readonly moved?: () => Promise<void>;
  readonly articlesAtOnce?: number;
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
  const { sending } = config.site;
  const templates = createTemplates(config.templates);
  const now = clock.now();
  const source = openSource(means);
  let model: Summarizing | null = null;
  const publish = means.rehearsal ? publishers.rehearsal : publishers.folder;
  return {
    series: job.name,
    store,
    source: source.name,
    subject: subjectOf(job, publication, now),
    bodyOf: ({ html }) => (showsBody(config.site.digest.design) ? bodyOf(html) : null),
    announcing: means.rehearsal ? null : announcingOf(means, publication),
    rounding: { now, zone: job.timezone, subjectOf: (pace) => roundupSubject(pace, publication) },
    gather: async (before) => {
      model ??= await openModel(means);
      const gathered = await gather(
        {
          source,
          store,
          summarizer: model?.summarizer ?? summarizers.extract,
          standIn: model == null ? null : summarizers.extract,
          method: job.summary.method,
          limit: limitOf(job.summary),
          highlights: highlightsOf,
          summarizing: keyOf([job.summary, programVersion()]),
          now,
          zone: config.site.timezone,
          mintId: () => entryId(`urn:uuid:${randomUUID()}`),
          articlesAtOnce: means.articlesAtOnce ?? articlesAtOnce,
        },
        before,
      );
      // An edition is sealed for good, and not with extracts for want of a minute. What was paid for is remembered.
      if (means.signal.aborted && (model != null || gathered.next != null))
        throw new Fault(
          "more-to-do",
          "Stopped while articles were being read. Nothing was published or sent; run again to go on.",
        );
      return gathered;
    },
    rewrites: () => model?.rewrites() ?? null,
    lookKey: () => {
      const found = source.fingerprint?.(now) ?? null;
      // A model that failed is asked again, and nobody knows when it will do.
      if (found == null || job.summary.method === "model") return null;
      return keyOf([found, source.ids?.stamp(now), job.summary, job.limits, job.digest, programVersion()]);
    },
    keepIds: async ({ ids, recognition }) =>
      means.rehearsal ? [] : await writeIds({ source, store, now }, ids, recognition.changes),
    audience: () => audienceOf(means),
    seal: (plan, audience) => sealPlan(plan, audience, now, means, publication, templates),
    site: siteOf({ config, job, publication, templates, source, version: programVersion() }),
    publisher: publish(path.join(config.root, job.publish), `${job.publish}/`),
    mayDeliver: (edition) => edition.audience === "active" || transport.captures,
    deliver: (edition) =>
      deliver(
        {
          store,
          transport,
          clock,
          prepare: async (sealed) => {
            const write = await openWriter(config, publication, sealed);
            return ({ subscriber, mailbox }) => write({ id: subscriber, address: mailbox.address });
          },
          sealOf,
          connections: sending.connections,
          pace: { ...sending, ramp: means.ramp ?? sending.ramp },
          expiry: sending.expire,
          unclear: sending.unclear,
          refusal: means.refusal ?? null,
          moved: means.moved ?? (async () => {}),
          signal: means.signal,
          onProgress: means.onProgress,
        },
        edition,
      ),
  };
}

const subjectOf = ({ name, digest: { subject } }: Job, publication: Publication, now: Date) =>
  subject == null ? null : subjectLine(subject, `jobs/${name}.yaml: digest.subject`, publication, now);

/** Null without a hub; and with one, while the feeds have no address at which it could get them. */
export function announcingOf(
  { config, job, store, clock }: Pick<Means, "config" | "job" | "store" | "clock">,
  { url }: Publication = publicationOf(config, job),
): Announcing | null {
  const { hub } = job.feed;
  if (hub == null || isPlaceholder(url)) return null;
  const topics = new Map(Object.values(feedFormats).map(({ file }) => [file, url + file]));
  return { series: job.name, store, clock, hub: webSubHub(hub), topics };
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
  return sealEdition(plan, {
    id,
    series: plan.roundup == null ? job.name : roundupsOf(job.name),
    sealedAt: now,
    audience,
    language: config.site.language,
    digest: await digestOf({ ...plan, id, sealedAt: now }, { config, job }, publication, templates),
  });
}

/** The mail of an edition, with the templates as they are. */
export const digestOf = (
  edition: EditionPlan & Pick<Edition, "id" | "sealedAt">,
  { config, job }: Pick<Means, "config" | "job">,
  publication: Publication,
  templates: Templates,
): Promise<Digest> =>
  renderDigest({
    plan: edition,
    sealedAt: edition.sealedAt,
    layout: { stories: job.digest.stories, briefs: job.digest.briefs },
    tokens: tokensOf(edition.id, { preferences: publication.subscribeUrl != null }),
    look: config.site.digest,
    publication,
    templates,
  });

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
