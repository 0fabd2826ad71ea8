import type { Skipped } from "../domain/article.ts";
import type { Tally } from "../domain/delivery.ts";
import type { AudienceRule, Edition, EditionHead, EditionPlan, SubjectOf } from "../domain/edition.ts";
import { maxEditionEntries, planEdition } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { newestFirst } from "../domain/entry.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Body } from "../domain/lead.ts";
import type { EntryChange, Recognition } from "../domain/recognition.ts";
import { Fault } from "../domain/faults.ts";
import type { Publication, StoredEdition } from "../domain/ports.ts";
import type { Rewrites } from "../domain/rewrite.ts";
import { roundupsOf } from "../domain/roundup.ts";
import type { Announced, Announcing } from "./announce.ts";
import { announceDue, oweAnnouncements } from "./announce.ts";
import type { DeliverReport } from "./deliver.ts";
import type { Gathered, Looked } from "./gather.ts";
import { byPath, nothingYet } from "./gather.ts";
import type { Rounding, SealedRoundup } from "./make-roundups.ts";
import { makeRoundups } from "./make-roundups.ts";
import type { Publishing } from "./site.ts";
import { siteFiles } from "./site.ts";

/**
 * The main story: articles → edition → feeds and pages → mail. Gather, decide, render and stage everything, seal, publish,
 * send; in this order, so that a failure at any step leaves yesterday's feeds and sends nothing that cannot be accounted
 * for. The work grows with what has changed.
 */
export type RunEdition = Publishing & {
  readonly gather: (before: Looked) => Promise<Gathered>;
  /** After `gather`: a model's part in it, null where the job asks for none. */
  readonly rewrites: () => Rewrites | null;
  /** After the changes are remembered: keeps the ids beside the articles, too. @returns what a person should know of it */
  readonly keepIds: (gathered: Gathered) => Promise<Gathered["notes"]>;
  readonly audience: () => Promise<AudienceRule>;
  readonly seal: (plan: EditionPlan, audience: AudienceRule) => Promise<Edition>;
  /** False for an edition made for the demo addresses once there is a mail server: those never get real mail. */
  readonly mayDeliver: (edition: EditionHead) => boolean;
  readonly deliver: (edition: Edition) => Promise<DeliverReport>;
  /** Null for one made of the news. */
  readonly subject: SubjectOf | null;
  /** The whole text of the story that leads; null where the digest's design shows only its summary. */
  readonly bodyOf: (entry: Entry) => Body | null;
  /** Names all that a run's outcome depends on, besides what the store remembers; null where that cannot be said. */
  readonly lookKey: () => string | null;
  /** Null where the feeds have no hub. */
  readonly announcing: Announcing | null;
  /** Null: none are made. */
  readonly rounding: Rounding | null;
};

export type Sending = Pick<RunEdition, "store" | "series" | "mayDeliver" | "deliver">;

export type EditionResult =
  | { readonly kind: "nothing-new" }
  | { readonly kind: "sealed"; readonly edition: Edition; readonly tally: Tally };

/** What a report says of a change. */
export type ReportedChange = Pick<EntryChange, "kind"> & {
  readonly entry: Pick<Entry, "id" | "title" | "path" | "slug">;
  readonly why?: string;
};

export type RunReport = {
  readonly read: number;
  /** Of those read: whose articles were as they were. */
  readonly settled: number;
  readonly changes: readonly ReportedChange[];
  readonly copies: Recognition["copies"];
  readonly skipped: readonly Skipped[];
  readonly drafts: readonly string[];
  readonly notes: Gathered["notes"];
  readonly rewrites: Rewrites | null;
  readonly edition: EditionResult;
  readonly publication: Publication;
  readonly roundups: readonly SealedRoundup[];
  /** Was the edition sealed for nobody because nobody is subscribed? Those who read round-ups may be all there are. */
  readonly isUnread: boolean;
  /** What became of telling the hub. */
  readonly announced: readonly Announced[];
  /** One for each edition that had mail to send. */
  readonly deliveries: readonly DeliverReport[];
  /** Mail of all editions that is still to be sent: switched off, deferred, or stopped. */
  readonly waiting: number;
};

export async function runEdition(run: RunEdition, options: { readonly send: boolean }): Promise<RunReport> {
  const { store, series, source } = run;
  // Before anything is read: what changes meanwhile shows the next time.
  const lookKey = run.lookKey();
  const before = await quietLook(run, lookKey);
  if (before != null) return await ended(run, before, options);
  await store.setLastLook(series, null);
  const { gathered, earlier } = await gatherAll(run);
  const { changes } = gathered.recognition;
  if (gathered.standing.length === 0 && changes.every((c) => c.kind === "withdrawn"))
    throw new Fault("nothing-usable", "Every entry would be withdrawn; nothing was changed.");

  const past = await store.editionHeads(series);
  const { entries, counted } = await unprinted(run, gathered);
  const planned = planEdition(entries, past[0]?.number ?? 0, run.subject, {
    more: counted.length,
    corrected: await untold(run, gathered),
    bodyOf: run.bodyOf,
  });
  const fresh = planned.kind === "edition" ? await run.seal(planned.plan, await run.audience()) : null;

  const site = await siteFiles(run, gathered, fresh, past);
  await using staged = await run.publisher.stage(site.files, site.gone);
  const { publication } = staged;
  const isChange = publication.written.length + publication.removed.length > 0;
  // What dies between here and the end of publishing is found by the next run, which then makes every page again.
  if (isChange) await store.setPublishedWith(series, null);
  let edition: EditionResult = { kind: "nothing-new" };
  if (fresh != null)
    edition = { kind: "sealed", edition: fresh, tally: await store.seal(source, changes, fresh, counted) };
  else if (changes.length > 0) await store.remember(source, changes);
  await site.record();
  const idNotes = await run.keepIds(gathered);
  if (run.announcing != null) await oweAnnouncements(run.announcing, publication);
  await staged.publish();
  const key = site.key(await store.revision(source));
  if (key !== (await store.publishedWith(series))) await store.setPublishedWith(series, key);

  const found = inAll([...earlier, gathered]);
  const notes = [...found.notes, ...idNotes];
  if (lookKey != null && run.rewrites() == null && !changes.some(({ kind }) => kind === "kept")) {
    const { read, copies, skipped, drafts } = found;
    const published = await run.publisher.stamp();
    await store.setLastLook(series, {
      key: `${lookKey} ${key}`,
      published,
      found: { read, copies, skipped, drafts, notes },
    });
  }
  return await ended(run, { ...found, notes, edition, publication }, options);
}

type Outcome = Omit<RunReport, "roundups" | "isUnread" | "announced" | "deliveries" | "waiting" | "rewrites">;

/** What a run would find again, where nothing it depends on has changed since one that left nothing to do; else null. */
async function quietLook(run: RunEdition, lookKey: string | null): Promise<Outcome | null> {
  const { store, series, source, publisher } = run;
  const last = lookKey == null ? null : await store.lastLook(series);
  if (last == null) return null;
  const madeWith = await store.publishedWith(series);
  const isSame =
    last.key === `${lookKey} ${madeWith}` &&
    madeWith?.startsWith(`${run.site.key} ${await store.revision(source)} `) === true &&
    (await publisher.stands(last.published));
  if (!isSame) return null;
  return {
    ...last.found,
    settled: last.found.read - last.found.copies.length,
    changes: [],
    edition: { kind: "nothing-new" },
    publication: { written: [], unchanged: 0, removed: [] },
  };
}

/** The hub is told, round-ups that are due are sealed, what there is to send is sent, and the ledger added up. */
async function ended(
  run: RunEdition,
  outcome: Outcome,
  { send }: { readonly send: boolean },
): Promise<RunReport> {
  const announced = run.announcing == null ? [] : await announceDue(run.announcing);
  const { rounding } = run;
  const roundups = rounding == null ? [] : await makeRoundups({ ...run, rounding });
  const deliveries = send ? await sendWaiting(run) : [];
  const waiting = await waitingIn(run);
  await requireBalance(run);
  const { edition } = outcome;
  const isUnread =
    edition.kind === "sealed" &&
    edition.tally.audience === 0 &&
    (await run.store.countSubscribers("active")) === 0;
  return { ...outcome, isUnread, rewrites: run.rewrites(), roundups, announced, deliveries, waiting };
}

type Look = Pick<Gathered, "read" | "settled" | "skipped" | "notes" | "drafts"> & {
  readonly recognition: {
    readonly changes: readonly ReportedChange[];
    readonly copies: Recognition["copies"];
  };
};

/**
 * Looks until all is seen. What a look found is remembered before the next one, so that memory does not grow with the folder
 * and a run that dies has not read in vain; the site is then made anew, as what is to be published is no longer what changed.
 */
async function gatherAll(
  run: RunEdition,
): Promise<{ readonly gathered: Gathered; readonly earlier: Look[] }> {
  const earlier: Look[] = [];
  for (let before = nothingYet; ;) {
    const gathered = await run.gather(before);
    if (gathered.next == null) return { gathered, earlier };
    const { changes, copies } = gathered.recognition;
    await run.store.setPublishedWith(run.series, null);
    await run.store.remember(run.source, changes);
    earlier.push({ ...gathered, recognition: { changes: changes.map(reported), copies } });
    before = {
      next: gathered.next,
      skipped: [...before.skipped, ...gathered.skipped],
      drafts: [...before.drafts, ...gathered.drafts],
    };
  }
}

function reported(change: EntryChange): ReportedChange {
  const { id, title, path, slug } = change.entry;
  return {
    kind: change.kind,
    entry: { id, title, path, slug },
    ...("why" in change ? { why: change.why } : {}),
  };
}

/** What all looks found, each file counted once. */
function inAll(looks: readonly Look[]) {
  const earlier = looks.slice(0, -1).flatMap(({ recognition }) => recognition.changes);
  const { read = 0, settled = 0 } = looks.at(-1) ?? {};
  return {
    read,
    settled: settled - earlier.filter(({ kind }) => kind !== "withdrawn" && kind !== "kept").length,
    changes: looks.flatMap(({ recognition }) => recognition.changes),
    copies: looks.flatMap(({ recognition }) => recognition.copies),
    skipped: byPath(looks.flatMap(({ skipped }) => skipped)),
    drafts: looks.flatMap(({ drafts }) => drafts),
    notes: [
      ...new Map(
        looks.flatMap(({ notes }) => notes.map((each) => [`${each.path} ${each.note}`, each])),
      ).values(),
    ],
  };
}

/** Entries that are in no edition of the series yet, newest first: those it will list, and the ids of those it will count. */
async function unprinted(
  { store, series, source }: RunEdition,
  { recognition, standing }: Gathered,
): Promise<{ readonly entries: readonly Entry[]; readonly counted: readonly EntryId[] }> {
  const open = new Set((await store.unprinted(series, source)).map(({ id }) => id));
  const found = recognition.changes.flatMap(({ kind, entry }) => (kind === "withdrawn" ? [] : entry));
  // What is new to this source may have been printed when it lay elsewhere.
  const printed = await store.told(
    series,
    found.map(({ id }) => id),
  );
  const changed = new Map(
    found.flatMap((entry) => (printed.has(entry.id) ? [] : [[entry.id, entry] as const])),
  );
  const others = open.size === 0 ? [] : standing.filter(({ id }) => open.has(id));
  const fresh = [...changed.values(), ...others].toSorted(newestFirst);
  const listed = fresh.slice(0, maxEditionEntries).map(({ id }) => id);
  const stored = await store.entries(listed.filter((id) => !changed.has(id)));
  return {
    entries: [...listed.flatMap((id) => changed.get(id) ?? []), ...stored.map(({ entry }) => entry)],
    counted: fresh.slice(maxEditionEntries).map(({ id }) => id),
  };
}

/** Entries of earlier editions whose corrections readers have not been told. */
async function untold({ store, series, source }: RunEdition, { recognition }: Gathered): Promise<Entry[]> {
  const changed = new Map(recognition.changes.map((change) => [change.entry.id, change]));
  const stored = await store.untold(series, source);
  const known = await store.entries(stored.filter((id) => !changed.has(id)));
  const corrected = [...changed.values()].flatMap(({ kind, entry }) =>
    kind !== "withdrawn" && entry.correction != null ? [entry] : [],
  );
  const told = await store.told(
    series,
    corrected.map(({ id }) => id),
  );
  const isUntold = ({ id, correction }: Entry): boolean => told.has(id) && told.get(id) !== correction;
  return [...known.map(({ entry }) => entry), ...corrected.filter(isUntold)];
}

/** Works the ledger of every edition and round-up that has mail left, the oldest first: whoever waits longest is served first. */
export async function sendWaiting(run: Sending): Promise<readonly DeliverReport[]> {
  const reports: DeliverReport[] = [];
  for (const { edition: head } of await openEditions(run)) {
    const edition = await run.store.edition(head.series, head.number);
    if (edition == null) continue;
    const report = await run.deliver(edition);
    if (report.tried + report.expired > 0 || report.stopped != null) reports.push(report);
    // What somebody holds back holds nothing else back.
    if (report.stopped?.code != null) break;
  }
  return reports;
}

async function openEditions({ store, series, mayDeliver }: Sending): Promise<readonly StoredEdition[]> {
  const open = [...(await store.openEditions(series)), ...(await store.openEditions(roundupsOf(series)))];
  return open
    .filter(({ edition }) => mayDeliver(edition))
    .toSorted((a, b) => +a.edition.sealedAt - +b.edition.sealedAt);
}

async function waitingIn(run: Sending): Promise<number> {
  return (await openEditions(run)).reduce((n, { tally }) => n + tally.queued + tally.deferred, 0);
}

/** The invariant of the ledger, after every run. @throws Fault `ledger-out-of-balance` */
async function requireBalance({ store, series }: RunEdition): Promise<void> {
  const wrong = [...(await store.unbalanced(series)), ...(await store.unbalanced(roundupsOf(series)))];
  for (const { id, tally } of wrong) {
    throw new Fault(
      "ledger-out-of-balance",
      `The ledger of edition ${id} does not add up: ${JSON.stringify(tally)}. Nothing more is sent; please report this.`,
    );
  }
}
