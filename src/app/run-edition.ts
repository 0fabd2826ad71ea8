import type { Skipped } from "../domain/article.ts";
import type { Tally } from "../domain/delivery.ts";
import { isBalanced } from "../domain/delivery.ts";
import type { AudienceRule, Edition, EditionPlan } from "../domain/edition.ts";
import { planEdition } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import type { EntryChange, Recognition } from "../domain/recognition.ts";
import { shownEntries } from "../domain/recognition.ts";
import { Fault } from "../domain/faults.ts";
import type { EditionId } from "../domain/ids.ts";
import type { OutputFile, Publication, Publisher, Store, StoredEdition } from "../domain/ports.ts";
import type { Rewrites } from "../domain/rewrite.ts";
import type { DeliverReport } from "./deliver.ts";
import type { Gathered } from "./gather.ts";

/**
 * The main story: articles → edition → feeds and pages → mail. Gather, decide, render everything, seal, publish, send; in
 * this order, so that a failure at any step leaves yesterday's feeds and sends nothing that cannot be accounted for.
 */
export type RunEdition = {
  readonly series: string;
  readonly store: Store;
  readonly gather: () => Promise<Gathered>;
  /** After `gather`: a model's part in it, null where the job asks for none. */
  readonly rewrites: () => Rewrites | null;
  /** Name of the source, as the store files entries under it. */
  readonly source: string;
  readonly audience: () => Promise<AudienceRule>;
  readonly seal: (plan: EditionPlan, audience: AudienceRule) => Promise<Edition>;
  /** Feeds and pages for these entries and editions; checked. @throws Fault when a feed fails its check */
  readonly renderSite: (entries: readonly Entry[], editions: readonly Edition[]) => OutputFile[];
  /** The pictures of these entries, named as their pages and feeds name them. */
  readonly picturesOf: (entries: readonly Entry[]) => Promise<OutputFile[]>;
  readonly pageOf: (entry: Entry) => string;
  readonly publisher: Publisher;
  /** False for an edition made for the demo addresses once there is a mail server: those never get real mail. */
  readonly mayDeliver: (edition: Edition) => boolean;
  readonly deliver: (edition: Edition) => Promise<DeliverReport>;
  readonly subject: string | null;
};

export type Sending = Pick<RunEdition, "store" | "series" | "mayDeliver" | "deliver">;

export type EditionResult =
  | { readonly kind: "nothing-new" }
  | { readonly kind: "sealed"; readonly edition: Edition; readonly tally: Tally };

export type RunReport = {
  readonly read: number;
  readonly changes: readonly EntryChange[];
  readonly copies: Recognition["copies"];
  readonly skipped: readonly Skipped[];
  readonly drafts: readonly string[];
  readonly notes: Gathered["notes"];
  readonly rewrites: Rewrites | null;
  readonly edition: EditionResult;
  readonly publication: Publication;
  /** One for each edition that had mail to send. */
  readonly deliveries: readonly DeliverReport[];
  /** Mail of all editions that is still to be sent: switched off, deferred, or stopped. */
  readonly waiting: number;
};

export async function runEdition(run: RunEdition, options: { readonly send: boolean }): Promise<RunReport> {
  const { store, series, source } = run;
  const gathered = await run.gather();
  const { changes, copies } = gathered.recognition;
  const entries = shownEntries(changes);
  if (entries.length === 0)
    throw new Fault("nothing-usable", "Every entry would be withdrawn; nothing was changed.");

  const past = (await store.editions(series)).map((stored) => stored.edition);
  const planned = planEdition(entries, await store.printed(series), past[0]?.number ?? 0, run.subject);
  const fresh = planned.kind === "edition" ? await run.seal(planned.plan, await run.audience()) : null;
  const editions = fresh == null ? past : [fresh, ...past];
  const files = run.renderSite(entries, editions);

  let edition: EditionResult = { kind: "nothing-new" };
  if (fresh == null) await store.remember(source, changes);
  else edition = { kind: "sealed", edition: fresh, tally: await store.seal(source, changes, fresh) };

  const gone = changes.filter((c) => c.kind === "withdrawn").map((c) => run.pageOf(c.entry));
  const pictures = await run.picturesOf(entries);
  const publication = await run.publisher.publish([...pictures, ...files], gone);

  const deliveries = options.send ? await sendWaiting(run) : [];
  const waiting = await waitingIn(run);
  await requireBalance(
    store,
    editions.map((e) => e.id),
  );
  return {
    read: gathered.read,
    changes,
    copies,
    skipped: gathered.skipped,
    drafts: gathered.drafts,
    notes: gathered.notes,
    rewrites: run.rewrites(),
    edition,
    publication,
    deliveries,
    waiting,
  };
}

/** Works the ledger of every edition that has mail left, the oldest first: whoever waits longest is served first. */
export async function sendWaiting(run: Sending): Promise<readonly DeliverReport[]> {
  const reports: DeliverReport[] = [];
  for (const { edition } of (await openEditions(run)).toReversed()) {
    const report = await run.deliver(edition);
    if (report.tried + report.expired > 0 || report.stopped != null) reports.push(report);
    if (report.stopped != null) break;
  }
  return reports;
}

async function openEditions({ store, series, mayDeliver }: Sending): Promise<readonly StoredEdition[]> {
  const editions = await store.editions(series);
  return editions.filter((stored) => mayNeedSending(stored.tally) && mayDeliver(stored.edition));
}

async function waitingIn(run: Sending): Promise<number> {
  return (await openEditions(run)).reduce((n, { tally }) => n + tally.queued + tally.deferred, 0);
}

function mayNeedSending(tally: Tally): boolean {
  return tally.queued + tally.deferred + tally.sending + tally.unclear > 0;
}

/** The invariant of the ledger, after every run. @throws Fault `ledger-out-of-balance` */
async function requireBalance(store: Store, editions: readonly EditionId[]): Promise<void> {
  for (const id of editions) {
    const tally = await store.tally(id);
    if (isBalanced(tally)) continue;
    throw new Fault(
      "ledger-out-of-balance",
      `The ledger of edition ${id} does not add up: ${JSON.stringify(tally)}. Nothing more is sent; please report this.`,
    );
  }
}
