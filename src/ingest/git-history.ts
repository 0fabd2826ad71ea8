import { execFile } from "node:child_process";

/** A repository of 100,000 files answers in seconds; one on a dead network never does. */
const timeoutMs = 20_000;
const maxBytes = 64 * 1024 * 1024;

/**
 * When each file below a folder was first committed, by path from that folder. Empty where the folder is in no Git repository, where
 * there is no Git, or where it does not answer: a clue is not worth an error.
 *
 * A renamed file keeps the day of its first name: renames are among the answers to the one question, the exact ones
 * (`git mv`) for nothing, others where few files changed at once.
 */
export async function firstCommits(folder: string): Promise<ReadonlyMap<string, Date>> {
  const log = await git(folder, [
    "log",
    "--diff-filter=AR",
    "--find-renames=60%",
    "-l200",
    "--name-status",
    "--relative",
    "-z",
    `--format=format:${mark}%aI`,
    "--",
    ".",
  ]);
  const found = new Map<string, Date>();
  /** What a name that a file once had is called now. */
  const now = new Map<string, string>();
  let at: Date | null = null;
  const fields = log.split("\0");
  for (let next = 0; next < fields.length; next++) {
    const field = fields[next] ?? "";
    // A commit's date is separated from its first change by a line end, whatever `-z` says.
    const [date, status] = field.startsWith(mark) ? split(field.slice(mark.length)) : [null, field];
    if (date != null) at = new Date(date);
    const isRename = /^R\d{0,3}$/.test(status);
    if (at == null || Number.isNaN(+at) || !(isRename || status === "A")) continue;
    const name = fields[++next] ?? "";
    if (isRename) {
      const later = fields[++next] ?? "";
      now.set(name, now.get(later) ?? later);
      now.delete(later);
      continue;
    }
    // Newest first: the last one that stays is the oldest.
    if (name !== "") found.set(now.get(name) ?? name, at);
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
