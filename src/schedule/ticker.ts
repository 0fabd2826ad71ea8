import { CronJob } from "cron";

/**
 * Ticks at every full minute until the signal is aborted, and waits for a tick that is still at work. It has no memory: what
 * is due at a tick is for the timetable to say.
 */
export async function everyMinute(tick: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let atWork: Promise<void> = Promise.resolve();
  const failed = Promise.withResolvers<void>();
  const job = CronJob.from({
    cronTime: "* * * * *",
    timeZone: "UTC",
    waitForCompletion: true,
    start: true,
    // A tick that comes late (the machine slept) is a tick all the same.
    threshold: 60_000,
    onTick: async () => {
      atWork = tick();
      await atWork.catch(failed.reject);
    },
  });
  signal.addEventListener("abort", () => failed.resolve(), { once: true });
  try {
    await failed.promise;
  } finally {
    await job.stop();
    await atWork.catch(() => {});
  }
}
