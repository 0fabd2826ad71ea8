/**
 * `broadsheet subscribers import` of a list, beside a bare csv-parse that inserts the same three columns with `node:sqlite`,
 * in turns: seconds on the clock and of the CPU, and peak memory, of each process.
 *
 * node bench/subscribers/import.ts [rows] [rounds]
 */
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";
import { parse } from "csv-parse";

const [mode, ...rest] = process.argv.slice(2);
if (mode === "bare") await bare(rest[0] ?? "", rest[1] ?? "");
else await compare(Number(mode ?? 1_000_000), Number(rest[0] ?? 3));

async function bare(list: string, file: string): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = wal; pragma synchronous = full;");
  database.exec(
    "create table subscriber (id text primary key, address text, address_key text unique, since text)",
  );
  const insert = database.prepare("insert or ignore into subscriber values (?, ?, ?, ?)");
  database.exec("begin");
  let n = 0;
  for await (const [address = "", , since = ""] of createReadStream(list).pipe(
    parse({ from: 2 }),
  ) as AsyncIterable<string[]>) {
    insert.run(randomUUID(), address, address.toLowerCase(), since);
    if (++n % 20_000 === 0) database.exec("commit; begin");
  }
  database.exec("commit");
  database.close();
}

async function compare(rows: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-bench-"));
  const list = path.join(folder, "list.csv");
  await writeList(list, rows);
  const root = path.resolve(import.meta.dirname, "../..");
  for (let round = 1; round <= rounds; round++) {
    const site = mkdtempSync(path.join(folder, "site-"));
    const args = ["subscribers", "import", list, "--consent-source", "bench", "--json"];
    const ours = await measured([path.join(root, "src/bin.ts"), ...args], site);
    const theirs = await measured([import.meta.filename, "bare", list, path.join(site, "bare.db")], site);
    console.log(
      `round ${round}: broadsheet ${ours.seconds.toFixed(1)} s (CPU ${ours.cpuSeconds.toFixed(1)}), ${ours.peakMb.toFixed(0)} MB (${ours.said}); ` +
        `bare ${theirs.seconds.toFixed(1)} s (CPU ${theirs.cpuSeconds.toFixed(1)}), ${theirs.peakMb.toFixed(0)} MB`,
    );
    rmSync(site, { recursive: true });
  }
  rmSync(folder, { recursive: true });
}

async function writeList(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write("email,name,since\n");
  for (let n = 0; n < rows; n++) {
    const line = `reader.${((n * 7919) % rows).toString(36)}.${n % 97}@mail${n % 1000}.example,Reader ${n},2026-05-04\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}

async function measured(
  args: readonly string[],
  cwd: string,
): Promise<{
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly said: string;
}> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let peakKb = 0;
  let cpuSeconds = 0;
  const look = setInterval(() => {
    try {
      const [, kb] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
      peakKb = Math.max(peakKb, Number(kb ?? 0));
      const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      cpuSeconds = (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / 100;
    } catch {
      // It has ended.
    }
  }, 50);
  const [code] = (await once(child, "close")) as [number];
  clearInterval(look);
  if (code !== 0) throw new Error(`ended with ${code}`);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds,
    peakMb: peakKb / 1024,
    said: said.trim(),
  };
}
