import path from "node:path";
import type { Config } from "../config.ts";
import { loadConfig } from "../config.ts";
import type { Clock } from "../domain/ports.ts";
import { parseSchedule } from "../schedule/timetable.ts";
import type { Terminal } from "./terminal.ts";

/** What every command starts from. */
export type Session = {
  readonly terminal: Terminal;
  readonly config: Config;
  readonly clock: Clock;
  /** Aborted by SIGTERM or Ctrl-C: finish what is in hand. */
  readonly signal: AbortSignal;
};

export function openSession(
  terminal: Terminal,
  dir: string | undefined,
  signal: AbortSignal,
  at?: Date,
): Session {
  const config = loadConfig(path.resolve(dir ?? "."), process.env);
  for (const job of config.jobs) parseSchedule(job.schedule, job.timezone, `jobs/${job.name}.yaml, schedule`);
  return {
    terminal,
    config,
    clock: { now: () => at ?? new Date() },
    signal,
  };
}
