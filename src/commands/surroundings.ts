import type { Readable, Writable } from "node:stream";

/** What a command stands in: this process, or what a program that calls `main` gives it instead. */
export type Surroundings = {
  /** Absolute: the site, where `--dir` names no other; and where a path on the command line counts from. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when somebody asks to stop: finish what is in hand. */
  readonly signal: AbortSignal;
};

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };

/** @param exitCode of a process that is told a second time to stop, by SIGTERM or Ctrl-C */
export function thisProcess(exitCode: number): Surroundings {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      // Asked a second time: at once. What was in the air is `unclear`, and the next run says so.
      if (stop.signal.aborted) process.exit(exitCode);
      stop.abort();
    });
  }
  const { env, stdout, stderr } = process;
  return {
    workingFolder: process.cwd(),
    environment: env,
    stdout,
    stderr,
    signal: stop.signal,
    // Opened only by those who read it.
    get stdin() {
      return process.stdin;
    },
  };
}
