/**
 * What a mail costs, step by step: the digest compiled, made ready for an edition, filled in for a reader, signed. Beside it, in
 * the same run and in turns, nodemailer used the ordinary way: the whole mail of each reader through its MailComposer, signed by
 * its own DKIM; and mailauth's dkimSign. Then 100,000 readers one after the other, and what memory that takes.
 *
 *   node --expose-gc bench/digest/run.ts [--rounds 15] [--readers 100000]
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import DKIM from "nodemailer/lib/dkim";
import type { Edition } from "../../src/domain/edition.ts";
import { subscriberId } from "../../src/domain/ids.ts";
import type { DkimKey } from "../../src/mail/dkim.ts";
import { dkimFields } from "../../src/mail/dkim.ts";
import type { Recipient } from "../../src/mail/message.ts";
import { prepareMessages } from "../../src/mail/message.ts";
import { fillTokens } from "../../src/render/digest.ts";
import { composedWhole, fullLetterhead, keys, linksOf, uuid } from "../../test/mail/letters.ts";
import { entry, sampleEdition } from "../../test/render/sample.ts";
import { table } from "../understanding/data.ts";

const flag = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const rounds = flag("rounds", 15);
const readers = flag("readers", 100_000);

const summary =
  "The council decided on Tuesday that the bridge over the river will be closed for eleven weeks, “and not a day longer”. " +
  "Ferries take over from Monday, every ten minutes until midnight; those who pay by the month cross for nothing. " +
  "Repairs cost 4.2 million, of which the county bears a third; the rest is to come from tolls on lorries, which begin in May. " +
  "Those who live on the island keep a lane of their own at all hours, and the fire brigade has a boat, a crew and a pier for as long as it lasts. " +
  "The mayor, who had promised another bridge, was not there.";
const entries = Array.from({ length: 22 }, (_, n) =>
  entry(n + 1, {
    title: `The bridge closes for eleven weeks, and ferries take over: part ${n + 1}`,
    summary: {
      method: "extract",
      text: summary,
      sentences: [{ text: summary, start: 0, end: summary.length }],
    },
    author: "Ada O’Neil",
    tags: ["transport"],
  }),
);
const pair = (algorithm: DkimKey["algorithm"]): DkimKey => ({
  domain: "example.org",
  selector: algorithm.slice(0, 3),
  algorithm,
  privateKey:
    algorithm === "rsa-sha256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
      : generateKeyPairSync("ed25519").privateKey,
});
const rsa = pair("rsa-sha256");
const ed = pair("ed25519-sha256");
const pem = ({ privateKey }: DkimKey): string =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const reader = (n: number): Recipient => ({
  id: subscriberId(uuid(n)),
  address: `reader.number.${n}@example.com`,
});

const edition: Edition = await sampleEdition(entries);
const write = await prepareMessages(edition, fullLetterhead, keys);
const { raw } = write(reader(1));
const nodemailerDkim = new DKIM({ domainName: "example.org", keySelector: "rsa", privateKey: pem(rsa) });
const byMailauth = async (key: DkimKey) => {
  const signature = { signingDomain: key.domain, selector: key.selector, privateKey: pem(key) };
  return await dkimSign(raw, {
    ...signature,
    canonicalization: "relaxed/relaxed",
    signatureData: [signature],
  });
};
const digestBytes = Buffer.byteLength(edition.digest.html);

/** Of each step so many a round; the rounds take turns, so that a busy moment hits all of them. */
const steps: Readonly<Record<string, { readonly times: number; readonly run: (n: number) => unknown }>> = {
  compile: { times: 1, run: () => sampleEdition(entries) },
  prepare: { times: 5, run: () => prepareMessages(edition, fullLetterhead, keys) },
  substitute: {
    times: 200,
    run: (n) => {
      const { address } = reader(n);
      return fillTokens(edition.digest, {
        address,
        unsubscribe: linksOf(edition, fullLetterhead, reader(n))[0]!,
      });
    },
  },
  fill: { times: 500, run: (n) => write(reader(n)) },
  whole: { times: 20, run: (n) => composedWhole(edition, fullLetterhead, reader(n), `<${n}@example.org>`) },
  "sign rsa": { times: 50, run: () => dkimFields(raw, [rsa], edition.sealedAt) },
  "sign rsa, nodemailer": { times: 50, run: () => buffer(nodemailerDkim.sign(raw)) },
  "sign rsa, mailauth": { times: 50, run: () => byMailauth(rsa) },
  "rsa alone": { times: 50, run: (n) => sign("sha256", Buffer.from(`${n}`), rsa.privateKey) },
  "sign ed25519": { times: 100, run: () => dkimFields(raw, [ed], edition.sealedAt) },
  "sign ed25519, mailauth": { times: 50, run: () => byMailauth(ed) },
  "sign both": { times: 50, run: () => dkimFields(raw, [rsa, ed], edition.sealedAt) },
};
/** Of these the part of the thread that composes. */
const onThread: number[] = [];
const micros = new Map(Object.keys(steps).map((name): [string, number[]] => [name, []]));
for (let round = -2; round < rounds; round++)
  for (const [name, { times, run }] of Object.entries(steps)) {
    // CPU time of all threads: others may be at work on this machine.
    const startedAt = process.cpuUsage();
    const threadAt = process.threadCpuUsage();
    for (let n = 0; n < times; n++) await run(n);
    const { user, system } = process.cpuUsage(startedAt);
    const own = process.threadCpuUsage(threadAt);
    if (round >= 0) micros.get(name)?.push((user + system) / times);
    if (round >= 0 && name === "sign rsa") onThread.push((own.user + own.system) / times);
  }
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
const median = (name: string): number => middle(micros.get(name) ?? []);
const row = (what: string, ours: number, peer: string, theirs: number | null): string[] => [
  what,
  ours.toFixed(0),
  peer,
  theirs?.toFixed(0) ?? "–",
  theirs == null ? "–" : `${(theirs / ours).toFixed(1)} ×`,
];
console.log(
  `Digest: HTML ${digestBytes} bytes, message ${raw.length} bytes. Medians of ${rounds} rounds, µs of CPU.\n`,
);
table(
  ["step", "Broadsheet", "beside", "µs", "ratio"],
  [
    row("compile (MJML), an edition", median("compile"), "–", null),
    row("prepare, an edition", median("prepare"), "–", null),
    row("fill in, a message", median("fill"), "nodemailer: substitute, compose whole", median("whole")),
    row("substitute alone", median("substitute"), "–", null),
    row("sign RSA-2048", median("sign rsa"), "nodemailer DKIM", median("sign rsa, nodemailer")),
    row("sign RSA-2048", median("sign rsa"), "mailauth dkimSign", median("sign rsa, mailauth")),
    row("sign RSA-2048", median("sign rsa"), "the RSA operation alone", median("rsa alone")),
    row("  of which on the thread that composes", middle(onThread), "–", null),
    row("sign Ed25519", median("sign ed25519"), "mailauth dkimSign", median("sign ed25519, mailauth")),
    row("sign both", median("sign both"), "–", null),
    row(
      "fill in and sign RSA",
      median("fill") + median("sign rsa"),
      "nodemailer, both",
      median("whole") + median("sign rsa, nodemailer"),
    ),
  ],
);

const rss = (): number => process.memoryUsage.rss() / 1e6;
const marks: string[][] = [];
(globalThis as { gc?: () => void }).gc?.();
marks.push(["0", "0", rss().toFixed(0)]);
const startedAt = performance.now();
let bytes = 0;
for (let n = 1; n <= readers; n++) {
  const message = write(reader(n));
  bytes += message.raw.length + (await dkimFields(message.raw, [ed], edition.sealedAt)).length;
  if (n % (readers / 5) === 0)
    marks.push([`${n}`, ((performance.now() - startedAt) / 1000).toFixed(1), rss().toFixed(0)]);
}
console.log(`\nFilled in and signed by Ed25519, one after the other: ${(bytes / 1e9).toFixed(2)} GB\n`);
table(["readers", "seconds", "RSS MB"], marks);
