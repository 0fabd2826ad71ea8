import path from "node:path";
import type { Config } from "../config.ts";
import { loadConfig } from "../config.ts";
import type { Clock } from "../domain/ports.ts";
import { parseSchedule } from "../schedule/timetable.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Terminal } from "./terminal.ts";

/** What every command starts from. */
export type Session = {
  readonly terminal: Terminal;
  /** Absolute: where a path on the command line counts from. */
  readonly workingFolder: string;
  readonly config: Config;
  /** The settings as they are now. @throws Fault as at the start */
  readonly reload: () => Config;
  readonly clock: Clock;
  /** Aborted by SIGTERM or Ctrl-C: finish what is in hand. */
  readonly signal: AbortSignal;
};

export function openSession(
  terminal: Terminal,
  { workingFolder, environment, signal }: Surroundings,
  dir = ".",
  at?: Date,
): Session {
  const reload = (): Config => {
    const config = loadConfig(path.resolve(workingFolder, dir), environment);
    for (const { name, schedule, timezone } of config.jobs)
      parseSchedule(schedule, timezone, `jobs/${name}.yaml, schedule`);
    return config;
  };
  return {
    terminal,
    workingFolder,
    config: reload(),
    reload,
    clock: { now: () => at ?? new Date() },
    signal,
  };
}
