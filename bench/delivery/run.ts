/**
 * Messages a second into Postfix's smtp-sink, a digest of 40 KB: Broadsheet with its ledger on the disk, beside smtp-source (the
 * limit) and nodemailer used the ordinary way (a pool, one sendMail a subscriber), in the same run and in turns; unsigned and signed
 * with RSA-2048. Then with an answer that takes 10 ms, with and without a ledger; then the memory of ever longer lists.
 *
 *   node --expose-gc bench/delivery/run.ts [--messages 10000] [--rounds 3] [--connections 20] [--memory 1000,100000,1000000]
 *     [--only Broadsheet] [--memory-only] [--talk]
 *
 * smtp-sink and smtp-source are Debian's, in postfix, which need not run.
 */
import { spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { deliver } from "../../src/app/deliver.ts";
import type { Compose } from "../../src/app/deliver.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Store, Transport } from "../../src/domain/ports.ts";
import { usualExpiry } from "../../src/domain/retry.ts";
import type { DkimKey } from "../../src/mail/dkim.ts";
import { dkimFields } from "../../src/mail/dkim.ts";
import { prepareMessages } from "../../src/mail/message.ts";
import { smtpTransport } from "../../src/mail/smtp.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { fillTokens } from "../../src/render/digest.ts";
import { fullLetterhead, keys, linksOf, uuid } from "../../test/mail/letters.ts";
import { entry, sampleEdition } from "../../test/render/sample.ts";
import { table } from "../understanding/data.ts";

const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const messages = Number(flag("messages", "10000"));
const rounds = Number(flag("rounds", "3"));
const connections = Number(flag("connections", "20"));
const lists = flag("memory", "1000,100000,1000000").split(",").filter(Boolean).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-delivery-"));

const program = (name: string): string | null =>
  [`/usr/sbin/${name}`, `/usr/bin/${name}`].find((file) => existsSync(file)) ?? null;
const [sink, source] = [program("smtp-sink"), program("smtp-source")];
if (sink == null || source == null) {
  console.log("skipped: no smtp-sink (apt-get install postfix)");
  process.exit(0);
}
// They read a main.cf, which may be empty, and nobody's but ours.
const mailConfig = path.join(folder, "postfix");
mkdirSync(mailConfig);
writeFileSync(path.join(mailConfig, "main.cf"), "compatibility_level = 3.6\n");
const environment = { ...process.env, MAIL_CONFIG: mailConfig };

const sinkPort = 20_000 + (process.pid % 10_000);
const sinking = spawn(sink, ["-u", "nobody", `127.0.0.1:${sinkPort}`, "1000"], {
  env: environment,
  stdio: "ignore",
});
process.on("exit", () => {
  sinking.kill();
  rmSync(folder, { recursive: true, force: true });
});
await pause(500);

const text =
  "The council decided on Tuesday that the bridge over the river will be closed for eleven weeks, “and not a day longer”. Ferries take over from Monday, every ten minutes until midnight; those who pay by the month cross for nothing. ";
const edition: Edition = {
  ...(await sampleEdition(
    Array.from({ length: 22 }, (_, n) =>
      entry(n + 1, {
        title: `The bridge closes for eleven weeks, and ferries take over: part ${n + 1}`,
        summary: { method: "extract", text: text.repeat(2), sentences: [] },
      }),
    ),
  )),
  id: editionId(uuid(1)),
  series: "default",
  number: 1,
  audience: "active",
};
const write = await prepareMessages(edition, fullLetterhead, keys);
const rsa: DkimKey = {
  domain: "example.org",
  selector: "rsa",
  algorithm: "rsa-sha256",
  privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
};
const unsigned: Compose = ({ subscriber, mailbox }) => write({ id: subscriber, address: mailbox.address });
const signed: Compose = async (claim) => {
  const message = write({ id: claim.subscriber, address: claim.mailbox.address });
  return { ...message, raw: Buffer.concat([await dkimFields(message.raw, [rsa], edition.sealedAt), message.raw]) };
};
const addressOf = (n: number): string => `reader.number.${n}@example${n % 50}.com`;
const bytes = write({ id: subscriberId(uuid(1)), address: addressOf(1) }).raw.length;

/** A ledger with so many deliveries, in a file of its own. */
async function ledgerFor(count: number): Promise<{ readonly store: Store; readonly file: string }> {
  const file = path.join(folder, `ledger-${count}-${Math.round(performance.now())}.db`);
  const store = await openSqlite(file);
  const { DatabaseSync } = await import("node:sqlite");
  {
    using database = new DatabaseSync(file, { timeout: 8000 });
    database.exec("begin");
    const insert = database.prepare(
      "insert into subscriber (id, address, address_key, standing, origin, since, changed_at) values (?, ?, ?, 'active', 'manual', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')",
    );
    for (let n = 0; n < count; n++) insert.run(`${crypto.randomUUID()}`, addressOf(n), addressOf(n));
    database.exec("commit");
  }
  await store.seal("seeds/", [], { ...edition, entries: [] });
  return { store, file };
}

type Rate = { readonly perSecond: number; readonly cpuUs: number };

async function timed(count: number, work: () => Promise<number>): Promise<Rate> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const sent = await work();
  const seconds = (performance.now() - from) / 1000;
  if (sent !== count) throw new Error(`${sent} of ${count} were accepted`);
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuUs: (user + system) / count };
}

/** Everything but the network. */
const instant: Transport = {
  name: "instant",
  captures: false,
  open: () => ({
    isOpen: true,
    ready: async () => null,
    send: async () => ({ kind: "accepted", reply: "250 2.0.0 Ok" }),
    async [Symbol.asyncDispose]() {},
  }),
};

async function broadsheet(url: string, compose: Compose, count: number, withLedger = true): Promise<Rate> {
  const { store } = await ledgerFor(count);
  await using kept = withLedger ? store : forgetful(store);
  const transport: Transport = url === instant.name ? instant : smtpTransport(url, 1000);
  return await timed(count, async () => {
    const report = await deliver(
      {
        store: kept,
        transport,
        clock: { now: () => new Date(+edition.sealedAt + 1000) },
        prepare: async () => compose,
        sealOf: () => edition.seal,
        connections,
        pace: {},
        expiry: usualExpiry,
        unclear: "resend-once",
        refusal: null,
        moved: async () => {},
        signal: new AbortController().signal,
        onProgress: () => {},
      },
      edition,
    );
    return report.sent;
  });
}

/** Says yes to everything, and writes nothing. */
function forgetful(store: Store): Store {
  return {
    ...store,
    mark: async (id, marks) =>
      marks.map(({ settle, claim }) => ({
        settled: settle != null,
        claim:
          claim == null
            ? null
            : {
                edition: id,
                subscriber: claim.subscriber,
                mailbox: { address: addressOf(1), key: addressOf(1) },
                attempt: 1,
              },
      })),
  };
}

async function nodemailer(port: number, key: DkimKey | null, count: number): Promise<Rate> {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    ...(key == null
      ? {}
      : {
          dkim: {
            domainName: key.domain,
            keySelector: key.selector,
            privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
          },
        }),
  });
  const rate = await timed(count, async () => {
    const all = Array.from({ length: count }, async (_, n) => {
      const reader = { id: subscriberId(uuid(n)), address: addressOf(n) };
      const body = fillTokens(edition.digest, {
        address: reader.address,
        unsubscribe: linksOf(edition, fullLetterhead, reader)[0] ?? "",
      });
      const { accepted } = await transport.sendMail({
        from: { name: fullLetterhead.title, address: fullLetterhead.from },
        to: reader.address,
        subject: edition.subject,
        date: edition.sealedAt,
        html: body.html,
        text: body.text,
        headers: { "Auto-Submitted": "auto-generated", Precedence: "bulk" },
      });
      return accepted.length;
    });
    return (await Promise.all(all)).reduce((sum, each) => sum + each, 0);
  });
  transport.close();
  return rate;
}

function smtpSource(count: number): Rate {
  const from = performance.now();
  const args = [
    "-s",
    String(connections),
    "-l",
    String(bytes),
    "-m",
    String(count),
    "-d",
    `127.0.0.1:${sinkPort}`,
  ];
  const { status, stderr } = spawnSync(source ?? "", args, { env: environment });
  if (status !== 0) throw new Error(String(stderr));
  return { perSecond: count / ((performance.now() - from) / 1000), cpuUs: 0 };
}

async function memory(): Promise<void> {
  if (lists.length === 0) return;
  console.log("\nMemory while sending, with everything but the network");
  const rows: string[][] = [];
  for (const count of lists) {
    globalThis.gc?.();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
    const { perSecond } = await broadsheet(instant.name, unsigned, count);
    clearInterval(watch);
    rows.push([String(count), `${(peak / 2 ** 20).toFixed(0)} MB`, perSecond.toFixed(0)]);
    console.log(rows.at(-1)?.join("  "));
  }
  table(["deliveries", "peak memory", "messages/s"], rows);
}

const url = `smtp://127.0.0.1:${sinkPort}`;
const few = Math.min(messages, 1000);
const systems: Readonly<Record<string, () => Promise<Rate>>> = {
  "smtp-source": async () => smtpSource(messages),
  Broadsheet: () => broadsheet(url, unsigned, messages),
  "nodemailer, pool": () => nodemailer(sinkPort, null, few),
  "Broadsheet, RSA-2048": () => broadsheet(url, signed, Math.min(messages, 4000)),
  "nodemailer, pool, RSA-2048": () => nodemailer(sinkPort, rsa, few),
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function measured(
  name: string,
  work: Readonly<Record<string, () => Promise<Rate>>>,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, Rate[]>(Object.keys(work).map((each) => [each, []]));
  for (let round = 0; round < rounds; round++)
    for (const [each, run] of Object.entries(work)) {
      const rate = await run();
      found.get(each)?.push(rate);
      if (process.stderr.isTTY || process.argv.includes("--talk"))
        console.error(`${each}: ${rate.perSecond.toFixed(0)}/s`);
    }
  console.log(`\n${name}`);
  table(
    ["", "messages/s", "least–most", "CPU µs"],
    [...found].map(([each, rates]) => {
      const all = rates.map(({ perSecond }) => perSecond);
      const cpu = median(rates.map(({ cpuUs }) => cpuUs));
      return [
        each,
        median(all).toFixed(0),
        `${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)}`,
        cpu === 0 ? "" : cpu.toFixed(0),
      ];
    }),
  );
  return new Map([...found].map(([each, rates]) => [each, median(rates.map(({ perSecond }) => perSecond))]));
}

console.log(
  `${bytes} bytes a message, ${connections} connections, ledger on the disk (synchronous=FULL), ${rounds} rounds`,
);
if (process.argv.includes("--memory-only")) {
  await memory();
  process.exit(0);
}
await broadsheet(url, unsigned, 500);
const only = flag("only", "");
if (only !== "") {
  await measured("Into smtp-sink", {
    [only]: systems[only] ?? (() => Promise.reject(new Error(`no ${only}`))),
  });
  process.exit(0);
}
const rates = await measured("Into smtp-sink", systems);
const rate = (name: string): number => rates.get(name) ?? NaN;
console.log(
  `unsigned: ${(rate("Broadsheet") / rate("nodemailer, pool")).toFixed(1)} × nodemailer, ${(rate("Broadsheet") / rate("smtp-source")).toFixed(2)} × smtp-source`,
);
console.log(
  `signed: ${(rate("Broadsheet, RSA-2048") / rate("nodemailer, pool, RSA-2048")).toFixed(1)} × nodemailer signed`,
);

/** Takes every message, and answers each command after 10 ms. */
const slow = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  const later = (reply: string): void => void setTimeout(() => socket.write(reply), 10);
  let inData = false;
  let tail = "";
  socket.write("220 slow\r\n");
  socket.on("data", (chunk: Buffer) => {
    if (inData) {
      tail = (tail + chunk.subarray(-5).toString("latin1")).slice(-5);
      if (tail !== "\r\n.\r\n") return;
      inData = false;
      return later("250 ok\r\n");
    }
    const lines = chunk.toString("latin1").split("\r\n").slice(0, -1);
    const replies = lines.map((line) => {
      if (line.startsWith("EHLO")) return "250-slow\r\n250 PIPELINING\r\n";
      if (line === "QUIT") return "221 bye\r\n";
      if (line !== "DATA") return "250 ok\r\n";
      inData = true;
      tail = "";
      return "354 go\r\n";
    });
    later(replies.join(""));
  });
}).listen(0, "127.0.0.1");
await new Promise((resolve) => slow.once("listening", resolve));
const slowUrl = `smtp://127.0.0.1:${(slow.address() as AddressInfo).port}`;
const waits = await measured("A server that answers after 10 ms", {
  "without a ledger": () => broadsheet(slowUrl, unsigned, Math.min(messages, 4000), false),
  "with it": () => broadsheet(slowUrl, unsigned, Math.min(messages, 4000)),
});
console.log(
  `${(((waits.get("with it") ?? 0) / (waits.get("without a ledger") ?? 1)) * 100).toFixed(1)} % of the rate without a ledger`,
);
slow.close();

await memory();
process.exit(0);
