import path from "node:path";
import type { Config, Job } from "./config.ts";
import { Fault } from "./domain/faults.ts";
import type { RunLock, Store, Transport } from "./domain/ports.ts";
import { captureTransport } from "./mail/capture.ts";
import type { Publication } from "./render/publication.ts";
import { phrase } from "./render/words.ts";
import type { Markers } from "./store/marker.ts";
import { doubtOf, openMarkers, requireDatabase } from "./store/marker.ts";
import { patientBounces, patientConsents, patiently } from "./store/patience.ts";
import { sqliteRunLock } from "./store/run-lock.ts";
import { openSqlite, rehearseSqlite } from "./store/sqlite.ts";
import { openSigner } from "./wire-mail.ts";

/** Stands in until the operator says where the site lives. */
const placeholderUrl = "http://localhost:8080/";

export const databaseFile = (config: Config): string => path.join(config.root, "data", "broadsheet.db");

/** @param rehearsal a copy of the memory, which leaves the real one as it is */
export async function openStore(config: Config, rehearsal = false, isNewWanted = false): Promise<Store> {
  const file = databaseFile(config);
  // A rehearsal, too: nothing found where much was lost would look like a site that is new.
  requireDatabase(file, markersOf(config), isNewWanted);
  if (rehearsal) return await rehearseSqlite(file);
  return await openSqlite(file);
}

/** Beside the database, and in each folder that is published. */
export function markersOf(config: Config): Markers {
  const folders = new Set(config.jobs.map(({ publish }) => path.join(config.root, publish, ".broadsheet")));
  return openMarkers([`${databaseFile(config)}.mark`, ...folders]);
}

/** Whether this database may send, and what writes down that it has. */
export async function openSending(
  config: Config,
  store: Store,
  isAccepted: boolean,
): Promise<{ readonly refusal: string | null; readonly moved: () => Promise<void> }> {
  const markers = markersOf(config);
  const { instance, generation } = await store.generation();
  const doubt = doubtOf(markers.read(), { instance, generation });
  const moved = async (): Promise<void> => {
    markers.write({ instance, generation: await store.nextGeneration() });
  };
  if (doubt == null || !isAccepted) return { refusal: doubt, moved };
  markers.write({ instance, generation });
  return { refusal: null, moved };
}

/** Consent for whoever has to answer others meanwhile. */
export async function openPatientStore(
  config: Config,
): Promise<Pick<Store, "consents" | "bounces"> & AsyncDisposable> {
  const file = databaseFile(config);
  const store = await patiently(() => openSqlite(file, file, 0));
  return {
    consents: patientConsents(store.consents),
    bounces: patientBounces(store.bounces),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

export function runLock(config: Config): RunLock {
  return sqliteRunLock(path.join(config.root, "data", "run.lock"));
}

/** @throws Fault `config` where mail could not go out as configured, also for its signatures: before anything is done */
export async function openTransport(config: Config): Promise<Transport> {
  const { smtpUrl: url, site } = config;
  await openSigner(config);
  if (url == null) return captureTransport(path.join(config.root, "outbox"), "outbox/");
  if (url.startsWith("sendmail:")) {
    requireRealSite(config);
    return (await import("./mail/sendmail.ts")).sendmailTransport(url);
  }
  const { isLoopback, smtpTransport } = await import("./mail/smtp.ts");
  const isHere = url.startsWith("lmtp:/") && !url.startsWith("lmtp://");
  if (!isHere && !isLoopback(new URL(url).hostname)) requireRealSite(config);
  return smtpTransport(url, site.sending.messagesPerConnection);
}

/** Mail that leaves this machine needs a real sender and links that work. @throws Fault `config` */
export function requireRealSite({ site }: Config): void {
  const missing = [
    ...(site.from == null ? ["from: the address the digest comes from"] : []),
    ...(site.url == null || isLocalUrl(site.url)
      ? ["url: where public/ is served, not on this machine"]
      : []),
    ...(site.web?.publicUrl != null && isLocalUrl(site.web.publicUrl)
      ? ["web.publicUrl: where readers reach the web front, not on this machine; or none"]
      : []),
  ];
  if (missing.length === 0) return;
  throw new Fault(
    "config",
    `SMTP_URL is set, so mail would go out. First set in broadsheet.yaml:\n  ${missing.join("\n  ")}\nNothing was written or sent.`,
  );
}

function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    /^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(hostname) ||
    /\.(?:localhost|example|invalid|test)$/.test(hostname)
  );
}

/** Where a job's folder stands below the site's address: "" or ending in "/". What lies beside public/ stands beside what is in it. */
export const prefixOf = ({ publish }: Job): string =>
  publish === "public" ? "" : `${publish.replace(/^public\//, "")}/`;

/** Where public/ is served, as readers will ask for it: feeds carry addresses of ASCII only (RFC 3986). */
export const addressOf = ({ site }: Config): string => new URL(site.url ?? placeholderUrl).href;

export function publicationOf(config: Config, job: Job): Publication {
  const { site, words } = config;
  const voice = { language: site.language, words, zone: site.timezone };
  return {
    title: site.title,
    tagline: site.tagline ?? phrase(voice, "tagline"),
    author: site.author ?? null,
    postalAddress: site.postalAddress ?? null,
    url: addressOf(config) + prefixOf(job),
    ...(site.web?.publicUrl == null ? {} : { subscribeUrl: `${site.web.publicUrl}subscribe` }),
    voice,
  };
}
