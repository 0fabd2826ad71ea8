import type { DeliverReport } from "../app/deliver.ts";
import type { Job } from "../config.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import { roundupsOf } from "../domain/roundup.ts";
import { everyMinute } from "../schedule/ticker.ts";
import type { Schedule } from "../schedule/timetable.ts";
import { dueSlot, nextSlot, parseSchedule } from "../schedule/timetable.ts";
import { announcingOf } from "../wire-run.ts";
import { openStore, openTransport } from "../wire.ts";
import { announcementLines, printDeliveries, printReport } from "./report.ts";
import { announceAndRecord, runAndRecord, sendAndRecord } from "./run.ts";
import { openServer } from "./serve.ts";
import type { Session } from "./session.ts";

const hour = 3_600_000;

/** `broadsheet start`: every job on its schedule, and what is published served where that is wished, until SIGTERM. The clock and the hand run the same story. */
export async function start(session: Session): Promise<number> {
  const { config, terminal, clock, signal } = session;
  const jobs = config.jobs.map((job) => ({
    job,
    schedule: parseSchedule(job.schedule, job.timezone, `jobs/${job.name}.yaml, schedule`),
  }));
  await openTransport(config);
  const startedAt = clock.now();
  for (const { job, schedule } of jobs) {
    const next = nextSlot(schedule, startedAt);
    terminal.talk(
      `Job ${job.name}: "${schedule.expression}" in ${schedule.zone}, next at ${next.toISOString()}`,
    );
  }
  const rest = restFrom();
  const tick = async (): Promise<void> => {
    for (const { job, schedule } of jobs) {
      if (!signal.aborted) await attend(session, job, schedule, startedAt, rest);
    }
  };
  const { web } = config.site;
  const server = web == null ? null : await openServer(session, { ...web, takesForms: true });
  // Asked to stop, it stops at once, whatever mail is in hand.
  signal.addEventListener("abort", () => void server?.close(), { once: true });
  try {
    await tick();
    await everyMinute(tick, signal);
  } finally {
    await server?.close();
  }
  terminal.talk("Stopped: everything in hand is finished and written down.");
  return 0;
}

type Due =
  | { readonly kind: "run"; readonly at: Date }
  /** A run that died with its process: run again, so that what it sealed is published and sent. */
  | { readonly kind: "unfinished"; readonly startedAt: Date }
  /** One that could not be told before. */
  | { readonly kind: "hub" }
  | { readonly kind: "mail" }
  | { readonly kind: "nothing" };

/**
 * One job at one tick. A failure is told and does not end the process: the next tick may go well, and yesterday's feeds are
 * still up.
 */
async function attend(
  session: Session,
  job: Job,
  schedule: Schedule,
  startedAt: Date,
  rest: Rest,
): Promise<void> {
  const { terminal, clock, config } = session;
  try {
    const due = await dueNow(session, job, schedule, startedAt, rest);
    if (due.kind === "nothing") return;
    if (due.kind === "hub") {
      const announced = await announceAndRecord(session, job);
      for (const line of announcementLines(announced))
        terminal.talk(`${clock.now().toISOString()} job ${job.name}: ${line}`);
      return;
    }
    if (due.kind === "mail") {
      const reports = await sendAndRecord(session, job);
      rest.note(job.name, reports, clock.now());
      if (reports.length > 0)
        terminal.talk(`${clock.now().toISOString()} job ${job.name}: mail that was waiting`);
      printDeliveries(terminal, reports);
      return;
    }
    const why =
      due.kind === "run" ? `due ${due.at.toISOString()}` : `begun ${due.startedAt.toISOString()}, not ended`;
    terminal.talk(`${clock.now().toISOString()} job ${job.name}, ${why}`);
    const report = await runAndRecord(session, job, due.kind === "run" ? due.at : null);
    if (report != null) printReport(terminal, report, { config, job, rehearsal: false, send: true });
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "bug") throw error;
    terminal.talk(terminal.warn(`Job ${job.name} failed (${error.code}): ${reasonOf(error)}`));
  }
}

type Rest = ReturnType<typeof restFrom>;
const firstRestMs = 2 * 60_000;
const longestRestMs = hour;

/** A server that refuses us, or a login that is wrong, is not asked again every minute: after 2 minutes, doubling to an hour. */
function restFrom() {
  const rests = new Map<string, { readonly until: number; readonly ms: number }>();
  return {
    isResting: (job: string, now: Date): boolean => (rests.get(job)?.until ?? 0) > +now,
    note(job: string, reports: readonly DeliverReport[], now: Date): void {
      const isRefused = reports.some(({ sent, stopped }) => sent === 0 && stopped?.code != null);
      const ms = Math.min((rests.get(job)?.ms ?? firstRestMs / 2) * 2, longestRestMs);
      if (isRefused) rests.set(job, { until: +now + ms, ms });
      else rests.delete(job);
    },
  };
}

/**
 * A new installation owes nothing for the past: without a recorded run, only slots after this start count. Mail that is
 * deferred, or was left by a process that ended, goes out as soon as it may.
 */
async function dueNow(
  session: Session,
  job: Job,
  schedule: Schedule,
  startedAt: Date,
  rest: Rest,
): Promise<Due> {
  await using store = await openStore(session.config);
  const now = session.clock.now();
  const last = (await store.lastSlot(job.name)) ?? startedAt;
  const window = new Date(+now - Math.max(job.catchUp * hour, 60_000));
  const at = dueSlot(schedule, last > window ? last : window, now);
  if (at != null) return { kind: "run", at };
  const [newest] = await store.runs(job.name, 1);
  if (newest != null && newest.finishedAt == null && newest.startedAt < startedAt) {
    return { kind: "unfinished", startedAt: newest.startedAt };
  }
  const { config, clock } = session;
  if (
    announcingOf({ config, job, store, clock }) != null &&
    (await store.announcements.due(job.name, now)).length > 0
  )
    return { kind: "hub" };
  if (config.smtpUrl == null || rest.isResting(job.name, now)) return { kind: "nothing" };
  const { expire: expiry, unclear } = config.site.sending;
  const dueBy = { expiry, resend: unclear === "resend-once" };
  for (const series of [job.name, roundupsOf(job.name)])
    if (await store.isDue(series, now, dueBy)) return { kind: "mail" };
  return { kind: "nothing" };
}
