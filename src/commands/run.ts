import { existsSync } from "node:fs";
import path from "node:path";
import type { Announced } from "../app/announce.ts";
import { announceDue } from "../app/announce.ts";
import type { DeliverReport, Progress } from "../app/deliver.ts";
import type { RunEdition, RunReport } from "../app/run-edition.ts";
import { runEdition, sendWaiting } from "../app/run-edition.ts";
import type { Config, Job } from "../config.ts";
import { jobNamed } from "../config.ts";
import { Fault, faults } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import { announcingOf, runOf } from "../wire-run.ts";
import { openSending, openStore, openTransport, runLock } from "../wire.ts";
import { takeBeforeSealing } from "./bounces.ts";
import { printReport, reportJson } from "./report.ts";
import type { Session } from "./session.ts";

export type RunOptions = {
  readonly dryRun: boolean;
  readonly send: boolean;
  readonly json: boolean;
  readonly memory?: MemoryOptions;
};

/** What somebody says of the database and of this run's sending. */
export type MemoryOptions = {
  /** Begin anew where it was lost. */
  readonly isNew?: boolean;
  /** Send although it is older than what was sent. */
  readonly isAccepted?: boolean;
  /** At most so many messages on the first day, doubled with each day of sending. */
  readonly ramp?: number | undefined;
};

/** `broadsheet run`: one run of one job, by hand. @returns the exit status */
export async function run(session: Session, jobName: string, options: RunOptions): Promise<number> {
  const { config, terminal } = session;
  const job = jobNamed(config, jobName);
  const report = options.dryRun
    ? await rehearse(session, job, options.memory?.isNew === true)
    : await runAndRecord(session, job, null, options.send, options.memory);
  if (report == null) return 0;
  if (options.json) terminal.result(JSON.stringify(reportJson(report, job, options.dryRun), null, 2));
  else printReport(terminal, report, { config, job, rehearsal: options.dryRun, send: options.send });
  return exitCodeOf(report);
}

async function rehearse(session: Session, job: Job, isNewWanted: boolean): Promise<RunReport> {
  await using store = await openStore(session.config, true, isNewWanted);
  return await runOnce(session, job, store, { send: false, rehearsal: true, memory: {} });
}

/**
 * A run that counts: under the run lock, written down with its outcome.
 *
 * @param dueAt the scheduled instant, or null by hand
 * @returns null when another process has already taken this instant
 */
export async function runAndRecord(
  session: Session,
  job: Job,
  dueAt: Date | null,
  send = true,
  memory: MemoryOptions = {},
): Promise<RunReport | null> {
  const { config, clock } = session;
  requireSource(config, job);
  await using _lock = await runLock(config).acquire();
  await using store = await openStore(config, false, memory.isNew);
  const id = await store.beginRun(job.name, dueAt, clock.now());
  if (id == null) return null;
  try {
    await takeBeforeSealing(session, store);
    const report = await runOnce(session, job, store, { send, rehearsal: false, memory });
    await store.finishRun(id, report.edition.kind, clock.now());
    return report;
  } catch (error) {
    const outcome = error instanceof Fault ? error.code : "bug";
    await store.finishRun(id, outcome, clock.now()).catch(() => {});
    throw error;
  }
}

/** In a wrong folder nothing is made, not even a memory. */
function requireSource({ root }: Config, { source }: Job): void {
  if (source.kind === "feed") return;
  if (existsSync(source.folder) || existsSync(path.join(root, "data"))) return;
  throw new Fault(
    "no-input",
    `There is no folder ${source.name} in ${root}. Make it and put articles there (.txt, .md, .html); or name your site with --dir.`,
  );
}

/** Only the sending: mail of earlier editions that waits and is due. */
export async function sendAndRecord(session: Session, job: Job): Promise<readonly DeliverReport[]> {
  await using _lock = await runLock(session.config).acquire();
  await using store = await openStore(session.config);
  return await withPlan(session, job, store, { rehearsal: false, memory: {} }, sendWaiting);
}

/** Only the telling: hubs that could not be told when the feeds changed, and are due. */
export async function announceAndRecord(session: Session, job: Job): Promise<readonly Announced[]> {
  const { config, clock } = session;
  await using store = await openStore(config);
  const announcing = announcingOf({ config, job, store, clock });
  return announcing == null ? [] : await announceDue(announcing);
}

async function runOnce(
  session: Session,
  job: Job,
  store: Store,
  { send, ...how }: How & { readonly send: boolean },
): Promise<RunReport> {
  return await withPlan(session, job, store, how, (plan) => runEdition(plan, { send }));
}

type How = { readonly rehearsal: boolean; readonly memory: MemoryOptions };

async function withPlan<T>(
  session: Session,
  job: Job,
  store: Store,
  { rehearsal, memory }: How,
  work: (plan: RunEdition) => Promise<T>,
): Promise<T> {
  const { config, clock, signal, terminal } = session;
  const progress = terminal.progress("Mail");
  try {
    const transport = await openTransport(config);
    const onProgress = (made: Progress): void => progress.update(made.done, made.of, asides(made));
    const sending = await openSending(config, store, memory.isAccepted === true);
    const means = { config, job, store, clock, transport, rehearsal, signal, onProgress, ramp: memory.ramp };
    return await work(runOf({ ...means, ...sending }));
  } finally {
    progress.end();
  }
}

function asides({ deferred, failed }: Progress): readonly string[] {
  return [...(deferred === 0 ? [] : [`${deferred} deferred`]), ...(failed === 0 ? [] : [`${failed} failed`])];
}

/** 0 done or nothing new; 69 the mail server refuses us, or mail expired unsent; 75 there is more to send; 78 our login is wrong. */
export function exitCodeOf({ deliveries }: RunReport): number {
  const codes = deliveries.flatMap(({ stopped }) => stopped?.code ?? []);
  const code = (["config", "service-refused"] as const).find((each) => codes.includes(each));
  if (code != null) return faults[code];
  if (deliveries.some((d) => d.expired > 0 && !d.captured)) return faults["service-refused"];
  const more = deliveries.some(
    ({ captured, tally, stopped }) =>
      !captured && (stopped == null || stopped.code != null) && tally.queued + tally.deferred > 0,
  );
  return codes.length > 0 || more ? faults["more-to-do"] : 0;
}
