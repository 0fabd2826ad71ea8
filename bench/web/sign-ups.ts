/**
 * Sign-ups a second: the web front beside a bare `node:http` server that reads the same form and inserts one row. Both commit
 * each sign-up to the disk (WAL, synchronous=FULL). The front answers first and keeps afterwards, so both are shown: how many
 * are answered, and how many are on the disk with their evidence and the letter that is to be sent. Letters themselves are
 * captured as files, and shown apart. Servers take turns; what is shown is the median of the rounds.
 */
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { loadConfig } from "../../src/config.ts";
import { openWeb } from "../../src/wire-web.ts";

const rounds = 3;
const burst = 300;
const connections = 16;

/** Port to the parent; CPU time in microseconds whenever it asks. */
function report(port: number): void {
  process.send?.({ port });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
}

async function ours(root: string): Promise<void> {
  writeFileSync(
    path.join(root, "broadsheet.yaml"),
    "url: https://news.example.org/\nsignUp: {perHour: 1000000}\nweb: {publicUrl: https://news.example.org/, trustProxy: 1}\n",
  );
  const front = { clock: { now: () => new Date() }, signal: new AbortController().signal };
  const options = { host: "127.0.0.1", port: 0, maxAge: () => 900, log: console.error, front };
  const { url } = await openWeb(loadConfig(root, {}), options);
  report(Number(new URL(url).port));
}

function bare(root: string): void {
  mkdirSync(path.join(root, "data"), { recursive: true });
  const database = new DatabaseSync(path.join(root, "data/broadsheet.db"));
  database.exec(
    "pragma journal_mode = wal; pragma synchronous = full; create table subscriber (address text primary key, at text)",
  );
  const insert = database.prepare("insert into subscriber values (?, ?)");
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      insert.run(new URLSearchParams(body).get("email") ?? "", new Date().toISOString());
      response.writeHead(303, { Location: "/subscribe/done", "Content-Length": 0 }).end();
    });
  });
  server.listen(0, "127.0.0.1", () => report((server.address() as net.AddressInfo).port));
}

type Peer = {
  readonly name: string;
  readonly root: string;
  readonly port: number;
  readonly cpu: () => Promise<number>;
  readonly stop: () => void;
};

async function child(kind: "ours" | "bare"): Promise<Peer> {
  const root = mkdtempSync(path.join(tmpdir(), "broadsheet-bench-"));
  const server = fork(import.meta.filename, [kind, root]);
  const told = (): Promise<Record<string, number>> =>
    new Promise((resolve) => server.once("message", (message) => resolve(message as Record<string, number>)));
  const { port = 0 } = await told();
  return {
    name: kind === "ours" ? "broadsheet" : "node:http",
    root,
    port,
    async cpu() {
      const answer = told();
      server.send("cpu");
      return (await answer)["cpu"] ?? 0;
    },
    stop() {
      server.kill();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** One answered sign-up after another on each connection. @throws where one is not answered by 303 */
async function signUps(port: number, round: number): Promise<void> {
  let next = 0;
  const walk = async (): Promise<void> => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (next < burst) {
      const n = next++;
      const body = `email=reader${round}x${n}%40example.org`;
      const headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": body.length,
        "X-Forwarded-For": `10.${round}.${n >> 8}.${n & 255}`,
      };
      await new Promise<void>((resolve, reject) => {
        const options = { host: "127.0.0.1", port, path: "/subscribe", method: "POST", headers, agent };
        const request = http.request(options, (response) => {
          response.resume().on("end", resolve);
          if (response.statusCode !== 303) reject(new Error(`Answered by ${response.statusCode}`));
        });
        request.on("error", reject);
        request.end(body);
      });
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: connections }, walk));
}

/** Until there are as many. @returns what the time was then */
async function until(count: () => number, wanted: number): Promise<number> {
  while (count() < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
  return performance.now();
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function measure(): Promise<void> {
  const peers = [await child("ours"), await child("bare")];
  const found = peers.map((peer) => ({
    peer,
    answered: [] as number[],
    kept: [] as number[],
    mailed: [] as number[],
    cpu: [] as number[],
  }));
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const { peer, answered, kept, mailed, cpu } of found) {
        const { root, port, name } = peer;
        using database = new DatabaseSync(path.join(root, "data/broadsheet.db"), {
          readOnly: true,
          timeout: 5000,
        });
        const rows = database.prepare("select count(*) as n from subscriber");
        const letters = (): number => readdirSync(path.join(root, "outbox/letters")).length;
        const wanted = (round + 1) * burst;
        const before = await peer.cpu();
        const begun = performance.now();
        await signUps(port, round);
        const perSecond = (at: number): number => (burst * 1000) / (at - begun);
        const answeredAt = performance.now();
        const keptAt = await until(() => Number(rows.get()?.["n"]), wanted);
        const mailedAt = name === "broadsheet" ? await until(letters, wanted) : keptAt;
        const used = (await peer.cpu()) - before;
        // Machine code is still being made in the first.
        if (round === 0) continue;
        answered.push(perSecond(answeredAt));
        kept.push(perSecond(keptAt));
        mailed.push(perSecond(mailedAt));
        cpu.push(used / burst);
      }
    }
    console.log(`Sign-ups, ${rounds} bursts of ${burst}, ${connections} connections`);
    console.table(
      found.map(({ peer, answered, kept, mailed, cpu }) => ({
        server: peer.name,
        "answered a second": Math.round(median(answered)),
        "kept a second": Math.round(median(kept)),
        "letters a second": peer.name === "broadsheet" ? Math.round(median(mailed)) : "–",
        "CPU µs, letter and all": Math.round(median(cpu)),
      })),
    );
  } finally {
    for (const { stop } of peers) stop();
  }
}

if (process.argv[2] === "ours") await ours(process.argv[3] ?? "");
else if (process.argv[2] === "bare") bare(process.argv[3] ?? "");
else await measure();
