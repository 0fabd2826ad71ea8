import type { Job } from "../config.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import { everyMinute } from "../schedule/ticker.ts";
import type { Schedule } from "../schedule/timetable.ts";
import { dueSlot, nextSlot, parseSchedule } from "../schedule/timetable.ts";
import { openStore, openTransport } from "../wire.ts";
import { printReport } from "./report.ts";
import { runAndRecord } from "./run.ts";
import type { Session } from "./session.ts";

const hour = 3_600_000;

/** `broadsheet start`: every job on its schedule until SIGTERM. The clock and the hand run the same story. */
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
  const tick = async (): Promise<void> => {
    for (const { job, schedule } of jobs) {
      if (!signal.aborted) await runIfDue(session, job, schedule, startedAt);
    }
  };
  for (const { job } of jobs) await finishInterrupted(session, job);
  await tick();
  await everyMinute(tick, signal);
  terminal.talk("Stopped: everything in hand is finished and written down.");
  return 0;
}

/** A run that died with its process is run again at once: its mail goes on where it stopped. */
async function finishInterrupted(session: Session, job: Job): Promise<void> {
  await using store = await openStore(session.config);
  const [last] = await store.runs(job.name, 1);
  if (last == null || last.finishedAt != null) return;
  session.terminal.talk(
    `The last run of job ${job.name} did not end (${last.startedAt.toISOString()}); going on with it.`,
  );
  await runAndReport(session, job, null);
}

async function runIfDue(session: Session, job: Job, schedule: Schedule, startedAt: Date): Promise<void> {
  const due = await slotToRun(session, job, schedule, startedAt);
  if (due == null) return;
  session.terminal.talk(`${session.clock.now().toISOString()} job ${job.name}, due ${due.toISOString()}`);
  await runAndReport(session, job, due);
}

/** A failed run is told and does not end the process: the next slot may go well, and yesterday's feeds are still up. */
async function runAndReport(session: Session, job: Job, dueAt: Date | null): Promise<void> {
  const { terminal, config } = session;
  try {
    const report = await runAndRecord(session, job, dueAt);
    if (report != null) printReport(terminal, report, { config, job, rehearsal: false, send: true });
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "bug") throw error;
    terminal.talk(terminal.warn(`Job ${job.name} failed (${error.code}): ${reasonOf(error)}`));
  }
}

/** A new installation owes nothing for the past: without a recorded run, only slots after this start count. */
async function slotToRun(
  session: Session,
  job: Job,
  schedule: Schedule,
  startedAt: Date,
): Promise<Date | null> {
  await using store = await openStore(session.config);
  const now = session.clock.now();
  const last = (await store.lastSlot(job.name)) ?? startedAt;
  const window = new Date(+now - Math.max(job.catchUp * hour, 60_000));
  return dueSlot(schedule, last > window ? last : window, now);
}
