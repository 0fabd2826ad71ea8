/**
 * 304 and gzip 200 a second for a feed of 200 KB: our server beside a bare `node:http` one that holds the same answers ready, and
 * nginx where it is installed. One client for all; servers take turns, and what is shown is the median of the rounds. CPU is what
 * the server's own process took for one answer, which a busy machine does not change; nginx tells none.
 */
import { fork, spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createFront } from "../../src/web/front/front.ts";
import { serve } from "../../src/web/server.ts";
import { openShelf } from "../../src/web/shelf.ts";
import { createSite } from "../../src/web/site.ts";

const rounds = 7;
const roundMs = 1500;
/** Twice, before what counts: until then machine code is still being made. */
const warmUpMs = 4000;
const connections = 16;

const words =
  "the river bridge council said on friday that repairs of its northern arch begin after the summer and last".split(
    " ",
  );

/** Text that packs like text; the same at each run. */
function feed(bytes: number): string {
  let seed = 1;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647);
  let text = '<?xml version="1.0" encoding="utf-8"?>\n<feed>';
  while (text.length < bytes - 7)
    text += `${words[next() % words.length]}${next() % 9 === 0 ? `-${next() % 1000}` : ""} `;
  return `${text}</feed>`;
}

/** Port to the parent; CPU time in microseconds whenever it asks. */
function report(port: number): void {
  process.send?.({ port });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
}

async function ours(folder: string): Promise<void> {
  const shelf = openShelf();
  const mount = {
    prefix: "",
    folder,
    url: "https://news.example.org/",
    hub: null,
    maxAge: 900,
    isGone: async () => false,
  };
  const site = createSite({ mounts: [mount], shelf, mayHaveFeeds: null, log: console.error });
  // The pages that act stand in the same server; nobody asks for one here.
  const nobody = {} as never;
  const publicUrl = "https://news.example.org/";
  const front = createFront({
    desk: nobody,
    pages: nobody,
    style: "",
    publicUrl,
    proxies: 1,
    titles: {},
    now: () => new Date(),
    zone: "UTC",
    log: console.error,
  });
  const { url } = await serve({ site, shelf, host: "127.0.0.1", port: 0, log: console.error, front });
  report(Number(new URL(url).port));
}

function bare(folder: string): void {
  const plain = readFileSync(path.join(folder, "atom.xml"));
  const packed = gzipSync(plain, { level: 9 });
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}-gz"`;
  const validators = ["ETag", etag, "Cache-Control", "public, max-age=900", "Vary", "Accept-Encoding"];
  const full = [
    ...["Content-Type", "application/atom+xml; charset=utf-8", "X-Content-Type-Options", "nosniff"],
    ...[
      "Content-Security-Policy",
      "default-src 'none'; sandbox",
      "Referrer-Policy",
      "strict-origin-when-cross-origin",
    ],
    ...validators,
    ...[
      "Last-Modified",
      new Date(0).toUTCString(),
      "Content-Length",
      String(packed.length),
      "Content-Encoding",
      "gzip",
    ],
  ];
  const server = http.createServer((request, response) => {
    if (request.headers["if-none-match"] === etag) response.writeHead(304, validators).end();
    else response.writeHead(200, full).end(packed);
  });
  server.listen(0, "127.0.0.1", () => report((server.address() as net.AddressInfo).port));
}

type Peer = {
  readonly name: string;
  readonly port: number;
  readonly cpu: () => Promise<number | null>;
  readonly stop: () => void;
};

async function child(kind: "ours" | "bare", folder: string): Promise<Peer> {
  const process_ = fork(import.meta.filename, [kind, folder]);
  const told = (): Promise<Record<string, number>> =>
    new Promise((resolve) =>
      process_.once("message", (message) => resolve(message as Record<string, number>)),
    );
  const { port = 0 } = await told();
  return {
    name: kind === "ours" ? "broadsheet" : "node:http",
    port,
    cpu: async () => {
      const answer = told();
      process_.send("cpu");
      return (await answer)["cpu"] ?? null;
    },
    stop: () => void process_.kill(),
  };
}

async function nginx(folder: string, work: string): Promise<Peer | null> {
  if (spawnSync("nginx", ["-v"]).error != null) return null;
  const port = await freePort();
  const conf = path.join(work, "nginx.conf");
  writeFileSync(
    path.join(folder, "atom.xml.gz"),
    gzipSync(readFileSync(path.join(folder, "atom.xml")), { level: 9 }),
  );
  writeFileSync(
    conf,
    `daemon off; worker_processes 1; pid ${work}/pid; error_log ${work}/error.log;
events { worker_connections 1024; }
http { access_log off; types { application/atom+xml xml; } gzip_static on; gzip_vary on; keepalive_requests 1000000000; open_file_cache max=100;
 client_body_temp_path ${work}/b; proxy_temp_path ${work}/p; fastcgi_temp_path ${work}/f; uwsgi_temp_path ${work}/u; scgi_temp_path ${work}/s;
 server { listen 127.0.0.1:${port}; root ${folder}; add_header Cache-Control "public, max-age=900"; } }
`,
  );
  const server: ChildProcess = spawn("nginx", ["-c", conf], { stdio: "inherit" });
  for (let n = 0; n < 100; n++) {
    const isUp = await new Promise((resolve) => {
      const socket = net.connect(port, "127.0.0.1", () => (socket.destroy(), resolve(true)));
      socket.on("error", () => resolve(false));
    });
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { name: "nginx", port, cpu: async () => null, stop: () => void server.kill() };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

/** @returns answers in `ms`, over connections that are kept; throws where one is another than the first */
async function load(port: number, etag: string | null, ms: number): Promise<number> {
  const condition = etag == null ? "" : `If-None-Match: ${etag}\r\n`;
  const request = `GET /atom.xml HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n${condition}\r\n`;
  const wanted = etag == null ? "HTTP/1.1 200" : "HTTP/1.1 304";
  const end = performance.now() + ms;
  const counts = Array.from({ length: connections }, () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const socket = net.connect(port, "127.0.0.1", () => socket.write(request));
    let done = 0;
    let missing = 0;
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.on("data", (part) => {
      if (missing === 0) {
        const head = part.subarray(0, part.indexOf("\r\n\r\n")).toString("latin1");
        if (!head.startsWith(wanted)) reject(new Error(`Expected ${wanted}, got ${head}`));
        missing = head.length + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      }
      missing -= part.length;
      if (missing > 0) return;
      missing = 0;
      done++;
      if (performance.now() < end) socket.write(request);
      else {
        socket.destroy();
        resolve(done);
      }
    });
    return promise;
  });
  return (await Promise.all(counts)).reduce((a, b) => a + b, 0);
}

async function etagOf(port: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    http
      .get(
        { port, host: "127.0.0.1", path: "/atom.xml", headers: { "accept-encoding": "gzip" }, agent: false },
        (response) => {
          response.resume();
          resolve(response.headers.etag ?? "");
        },
      )
      .on("error", reject);
  });
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function measure(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), "broadsheet-bench-"));
  const folder = path.join(work, "public");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "atom.xml"), feed(200_000));
  // nginx gives up its rights when it is started as root.
  if (process.getuid?.() === 0) for (const each of [work, folder]) chownSync(each, 65_534, 65_534);
  const peers = [await child("ours", folder), await child("bare", folder), await nginx(folder, work)].filter(
    (p) => p != null,
  );
  if (peers.length < 3) console.log("nginx is not installed and was not measured.");
  try {
    for (const kind of ["304", "gzip 200"] as const) {
      const found = new Map(
        peers.map(({ name }) => [name, { perSecond: [] as number[], cpu: [] as number[] }]),
      );
      for (let round = -2; round < rounds; round++) {
        for (const peer of peers) {
          const etag = kind === "304" ? await etagOf(peer.port) : null;
          const before = await peer.cpu();
          const n = await load(peer.port, etag, round < 0 ? warmUpMs : roundMs);
          const after = await peer.cpu();
          if (round < 0) continue;
          found.get(peer.name)?.perSecond.push((n * 1000) / roundMs);
          if (before != null && after != null) found.get(peer.name)?.cpu.push((after - before) / n);
        }
      }
      const base = found.get("node:http");
      console.log(`\n${kind}, ${rounds} rounds of ${roundMs} ms, ${connections} connections`);
      console.table(
        [...found].map(([server, { perSecond, cpu }]) => ({
          server,
          "a second": Math.round(median(perSecond)),
          "beside node:http": (median(perSecond) / median(base?.perSecond ?? [])).toFixed(2),
          "CPU µs": cpu.length === 0 ? "–" : median(cpu).toFixed(1),
          "CPU beside node:http": cpu.length === 0 ? "–" : (median(base?.cpu ?? []) / median(cpu)).toFixed(2),
        })),
      );
    }
  } finally {
    for (const peer of peers) peer.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[2] === "ours") await ours(process.argv[3] ?? "");
else if (process.argv[2] === "bare") bare(process.argv[3] ?? "");
else await measure();
