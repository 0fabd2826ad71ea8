import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { main } from "../src/cli.ts";

const root = path.resolve(import.meta.dirname, "..");
export const program = path.join(root, "src/bin.ts");

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Nothing of this machine's environment that a command could read. */
const bare = { PATH: process.env["PATH"] ?? "", NO_COLOR: "1", TZ: "UTC" };

/** Runs a command in this process: all that `bin.ts` starts, but for the process itself. One that goes on ends by `signal`. */
export async function broadsheet(
  site: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  signal = new AbortController().signal,
): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const into = (name: keyof typeof said): Writable =>
    new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        said[name] += text;
        done();
      },
    });
  const code = await main(args, {
    workingFolder: site,
    environment: { ...bare, ...environment },
    stdin: Readable.from([]),
    stdout: into("stdout"),
    stderr: into("stderr"),
    signal,
  });
  return { code, ...said };
}

/** Runs the real command as a process of its own, for what only a process shows: that it ends, and with which status. */
export function spawned(
  site: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return ended(start(site, args, environment));
}

export function start(
  site: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  return spawn(process.execPath, [program, ...args], {
    cwd: site,
    env: { ...bare, XDG_CACHE_HOME: process.env["XDG_CACHE_HOME"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function ended(child: ReturnType<typeof start>): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** An empty folder, gone after the test. */
export function emptySite(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with the eight sample articles and nothing else. */
export function seededSite(): string {
  const folder = emptySite();
  // Not the ids that a run of the clone itself has left there.
  const isSample = (place: string): boolean => !path.basename(place).startsWith(".");
  cpSync(path.join(root, "seeds"), path.join(folder, "seeds"), { recursive: true, filter: isSample });
  return folder;
}

/** Every file below a folder with its text, and the time its bytes were last written. */
export function snapshot(
  folder: string,
): Record<string, { readonly text: string; readonly mtimeMs: number }> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  const files = names.map((e) => path.join(e.parentPath, e.name)).toSorted();
  return Object.fromEntries(
    files.map((file) => [
      path.relative(folder, file),
      { text: readFileSync(file, "utf8"), mtimeMs: statSync(file).mtimeMs },
    ]),
  );
}
