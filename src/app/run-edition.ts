import type { Skipped } from "../domain/article.ts";
import type { Tally } from "../domain/delivery.ts";
import type { AudienceRule, Edition, EditionPlan } from "../domain/edition.ts";
import { planEdition } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import type { EntryChange, Recognition } from "../domain/recognition.ts";
import { Fault } from "../domain/faults.ts";
import type { Publication, StoredEdition } from "../domain/ports.ts";
import type { Rewrites } from "../domain/rewrite.ts";
import type { Announced, Announcing } from "./announce.ts";
import { announceDue, oweAnnouncements } from "./announce.ts";
import type { DeliverReport } from "./deliver.ts";
import type { Gathered } from "./gather.ts";
import type { Publishing } from "./site.ts";
import { siteFiles } from "./site.ts";

/**
 * The main story: articles → edition → feeds and pages → mail. Gather, decide, render and stage everything, seal, publish,
 * send; in this order, so that a failure at any step leaves yesterday's feeds and sends nothing that cannot be accounted
 * for. The work grows with what has changed.
 */
export type RunEdition = Publishing & {
  readonly gather: () => Promise<Gathered>;
  /** After `gather`: a model's part in it, null where the job asks for none. */
  readonly rewrites: () => Rewrites | null;
  readonly audience: () => Promise<AudienceRule>;
  readonly seal: (plan: EditionPlan, audience: AudienceRule) => Promise<Edition>;
  /** False for an edition made for the demo addresses once there is a mail server: those never get real mail. */
  readonly mayDeliver: (edition: Edition) => boolean;
  readonly deliver: (edition: Edition) => Promise<DeliverReport>;
  readonly subject: string | null;
  /** Null where the feeds have no hub. */
  readonly announcing: Announcing | null;
};

export type Sending = Pick<RunEdition, "store" | "series" | "mayDeliver" | "deliver">;

export type EditionResult =
  | { readonly kind: "nothing-new" }
  | { readonly kind: "sealed"; readonly edition: Edition; readonly tally: Tally };

export type RunReport = {
  readonly read: number;
  /** Of those read: whose articles were as they were. */
  readonly settled: number;
  readonly changes: readonly EntryChange[];
  readonly copies: Recognition["copies"];
  readonly skipped: readonly Skipped[];
  readonly drafts: readonly string[];
  readonly notes: Gathered["notes"];
  readonly rewrites: Rewrites | null;
  readonly edition: EditionResult;
  readonly publication: Publication;
  /** What became of telling the hub. */
  readonly announced: readonly Announced[];
  /** One for each edition that had mail to send. */
  readonly deliveries: readonly DeliverReport[];
  /** Mail of all editions that is still to be sent: switched off, deferred, or stopped. */
  readonly waiting: number;
};

export async function runEdition(run: RunEdition, options: { readonly send: boolean }): Promise<RunReport> {
  const { store, series, source } = run;
  const gathered = await run.gather();
  const { changes, copies } = gathered.recognition;
  if (gathered.standing.length === 0 && changes.every((c) => c.kind === "withdrawn"))
    throw new Fault("nothing-usable", "Every entry would be withdrawn; nothing was changed.");

  const past = await store.editionHeads(series);
  const planned = planEdition(await unprinted(run, gathered), past[0]?.number ?? 0, run.subject);
  const fresh = planned.kind === "edition" ? await run.seal(planned.plan, await run.audience()) : null;

  const site = await siteFiles(run, gathered, fresh, past);
  await using staged = await run.publisher.stage(site.files, site.gone);
  const { publication } = staged;
  const isChange = publication.written.length + publication.removed.length > 0;
  // What dies between here and the end of publishing is found by the next run, which then makes every page again.
  if (isChange) await store.setPublishedWith(series, null);
  let edition: EditionResult = { kind: "nothing-new" };
  if (fresh != null)
    edition = { kind: "sealed", edition: fresh, tally: await store.seal(source, changes, fresh) };
  else if (changes.length > 0) await store.remember(source, changes);
  if (run.announcing != null) await oweAnnouncements(run.announcing, publication);
  await staged.publish();
  if (isChange || !site.isCurrent) await store.setPublishedWith(series, run.site.key);

  const announced = run.announcing == null ? [] : await announceDue(run.announcing);
  const deliveries = options.send ? await sendWaiting(run) : [];
  const waiting = await waitingIn(run);
  await requireBalance(run);
  return {
    read: gathered.read,
    settled: gathered.settled,
    changes,
    copies,
    skipped: gathered.skipped,
    drafts: gathered.drafts,
    notes: gathered.notes,
    rewrites: run.rewrites(),
    edition,
    publication,
    announced,
    deliveries,
    waiting,
  };
}

/** Entries that are in no edition of the series yet. */
async function unprinted(
  { store, series }: RunEdition,
  { recognition, standing }: Gathered,
): Promise<Entry[]> {
  const printed = await store.printed(series);
  const found = recognition.changes.filter((c) => c.kind !== "withdrawn").map((c) => c.entry);
  const left = await store.entries(standing.flatMap(({ id }) => (printed.has(id) ? [] : id)));
  return [...found.filter(({ id }) => !printed.has(id)), ...left.map((known) => known.entry)];
}

/** Works the ledger of every edition that has mail left, the oldest first: whoever waits longest is served first. */
export async function sendWaiting(run: Sending): Promise<readonly DeliverReport[]> {
  const reports: DeliverReport[] = [];
  for (const { edition } of await openEditions(run)) {
    const report = await run.deliver(edition);
    if (report.tried + report.expired > 0 || report.stopped != null) reports.push(report);
    if (report.stopped != null) break;
  }
  return reports;
}

async function openEditions({ store, series, mayDeliver }: Sending): Promise<readonly StoredEdition[]> {
  return (await store.openEditions(series)).filter((stored) => mayDeliver(stored.edition));
}

async function waitingIn(run: Sending): Promise<number> {
  return (await openEditions(run)).reduce((n, { tally }) => n + tally.queued + tally.deferred, 0);
}

/** The invariant of the ledger, after every run. @throws Fault `ledger-out-of-balance` */
async function requireBalance({ store, series }: RunEdition): Promise<void> {
  for (const { id, tally } of await store.unbalanced(series)) {
    throw new Fault(
      "ledger-out-of-balance",
      `The ledger of edition ${id} does not add up: ${JSON.stringify(tally)}. Nothing more is sent; please report this.`,
    );
  }
}
