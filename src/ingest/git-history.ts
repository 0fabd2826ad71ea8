import { execFile } from "node:child_process";

/** A repository of 100,000 files answers in seconds; one on a dead network never does. */
const timeoutMs = 20_000;
const maxBytes = 64 * 1024 * 1024;

/**
 * When each file below a folder was first committed, by path from that folder. Empty where the folder is in no Git repository, where
 * there is no Git, or where it does not answer: a clue is not worth an error.
 *
 * A file that was renamed counts from its new name: following renames would mean a question for each file.
 */
export async function firstCommits(folder: string): Promise<ReadonlyMap<string, Date>> {
  const log = await git(folder, [
    "log",
    "--diff-filter=A",
    "--no-renames",
    "--name-only",
    "--relative",
    "-z",
    `--format=format:${mark}%aI`,
    "--",
    ".",
  ]);
  const found = new Map<string, Date>();
  let at: Date | null = null;
  for (const field of log.split("\0")) {
    // A commit's date is separated from its first name by a line end, whatever `-z` says.
    const [date, name] = field.startsWith(mark) ? split(field.slice(mark.length)) : [null, field];
    if (date != null) at = new Date(date);
    // Newest first: the last one that stays is the oldest.
    if (at != null && name !== "" && !Number.isNaN(+at)) found.set(name, at);
  }
  return found;
}

/** No path begins so: it would lead out of the folder. */
const mark = "../@";

function split(field: string): [date: string, name: string] {
  const end = field.indexOf("\n");
  return end < 0 ? [field, ""] : [field.slice(0, end), field.slice(end + 1)];
}

function git(folder: string, args: readonly string[]): Promise<string> {
  // A repository may name programs to run; none is, for these are off.
  const safe = ["-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"];
  const options = { cwd: folder, timeout: timeoutMs, maxBuffer: maxBytes, encoding: "utf8" } as const;
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
  return new Promise((resolve) => {
    execFile("git", [...safe, ...args], { ...options, env }, (error, stdout) =>
      resolve(error == null ? stdout : ""),
    );
  });
}
