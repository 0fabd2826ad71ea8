import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, test, vi } from "vitest";
import type { Edition } from "../../src/domain/edition.ts";
import { subscriberId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/ports.ts";
import type { DkimKey } from "../../src/mail/dkim.ts";
import { dkimFields } from "../../src/mail/dkim.ts";
import { dkimName, dkimRecord } from "../../src/mail/dkim-keys.ts";
import type { Letterhead } from "../../src/mail/message.ts";
import { prepareMessages } from "../../src/mail/message.ts";
import { smtpTransport } from "../../src/mail/smtp.ts";
import { mailServer, politely, rawServer } from "../smtp.ts";
import { ada, edition, fullLetterhead, keys, uuid } from "./letters.ts";
import { hasPostfix, startPostfix } from "./postfix.ts";

/** What becomes of a mail on its way: mail servers that are no stand-ins, filters, addresses beyond ASCII. */

const signers = (["rsa-sha256", "ed25519-sha256"] as const).map((algorithm): DkimKey => ({
  domain: "example.org",
  selector: algorithm.slice(0, 3),
  algorithm,
  privateKey:
    algorithm === "rsa-sha256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
      : generateKeyPairSync("ed25519").privateKey,
}));
const records = Object.fromEntries(signers.map((key) => [dkimName(key), dkimRecord(key)]));

const golden = path.resolve(import.meta.dirname, "../golden/designs");
const designs = ["broadsheet", "brief", "letter"] as const;

/** The digest of the golden files, with places for its reader's address. */
function editionOf(design: (typeof designs)[number]): Edition {
  const { tokens } = edition.digest;
  const body = (kind: "html" | "txt"): string =>
    readFileSync(path.join(golden, `${design}.${kind}`), "utf8").replaceAll(ada.address, tokens.address);
  return { ...edition, digest: { html: body("html"), text: body("txt"), tokens } };
}

async function lettersFor(
  addresses: readonly string[],
  change: Partial<Letterhead> = {},
  at = editionOf("broadsheet"),
): Promise<Message[]> {
  const write = await prepareMessages(at, { ...fullLetterhead, ...change }, keys);
  return await Promise.all(
    addresses.map(async (address, n) => {
      const message = write({ id: subscriberId(uuid(n + 1)), address });
      const fields = await dkimFields(message.raw, signers, at.sealedAt);
      return { ...message, raw: Buffer.concat([fields, message.raw]) };
    }),
  );
}

async function send(url: string, messages: readonly Message[]) {
  await using session = smtpTransport(url).open(new AbortController().signal);
  const outcomes = [];
  for (const message of messages) outcomes.push(await session.send(message));
  return outcomes;
}

const isOpen = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => resolve(void socket.end()));
    socket.once("error", reject);
  });

describe.skipIf(!hasPostfix)("through a real Postfix", () => {
  test("a mail keeps both of its signatures, its bytes and its envelope, also with links that no line holds", async () => {
    const postfix = await startPostfix();
    await vi.waitFor(() => isOpen(postfix.url), { timeout: 30_000, interval: 50 });
    const long = { publicUrl: `https://letters.example.org/${"path/".repeat(50)}`, bounces: null };
    const messages = [
      ...(await lettersFor(["ada@receiver.example", "用户@receiver.example"])),
      ...(await lettersFor(["bob@receiver.example"], long)),
    ];
    const outcomes = await send(postfix.url, messages);
    expect(
      outcomes.map(({ kind }) => kind),
      postfix.log(),
    ).toEqual(["accepted", "accepted", "accepted"]);
    await vi.waitFor(() => expect(postfix.delivered(), postfix.log()).toHaveLength(3), {
      timeout: 30_000,
      interval: 50,
    });
    for (const raw of postfix.delivered()) {
      const { results } = await dkimVerify(raw, {
        resolver: (name) => Promise.resolve([[records[name] ?? ""]]),
      });
      expect(results.map(({ status }) => status.result)).toEqual(["pass", "pass"]);
      const text = raw.toString("latin1");
      const message = messages.find(({ envelope }) => text.includes(`Return-Path: <${envelope.from}>`));
      // A mailbox on a Unix system has its line ends.
      expect(text).toContain(message!.raw.toString("latin1").replaceAll("\r\n", "\n"));
    }
  });
});

const hasSpamAssassin = spawnSync("spamassassin", ["--version"]).status === 0;

test.skipIf(!hasSpamAssassin)("SpamAssassin has nothing against a digest of any design", async () => {
  const messages = await Promise.all(designs.map((each) => lettersFor([ada.address], {}, editionOf(each))));
  // One process for all: most of its time is for learning its rules.
  const mbox = messages
    .flat()
    .map(({ raw }) => `From a Mon May  4 07:00:00 2026\n${raw.toString("latin1")}\n`);
  const { stdout } = spawnSync("spamassassin", ["-L", "-t", "--mbox"], {
    input: Buffer.from(mbox.join("").replaceAll("\r\n", "\n"), "latin1"),
    maxBuffer: 10_000_000,
  });
  const report = stdout.toString();
  const points = [...report.matchAll(/^Content analysis details: +\((-?[\d.]+) points/gm)].map(([, n]) =>
    Number(n),
  );
  expect(points).toHaveLength(designs.length);
  expect(Math.max(...points), report.match(/^ ?-?\d+\.\d [A-Z].*$/gm)?.join("\n")).toBeLessThanOrEqual(0);
});

describe("an address with letters beyond ASCII", () => {
  const two = async (): Promise<Message[]> => {
    const write = await prepareMessages(edition, fullLetterhead, keys);
    return ["用户@xn--r8jz45g.example", "ada@example.com"].map((address) => write({ ...ada, address }));
  };

  test("is sent as it is to a server that offers SMTPUTF8, its domain as DNS knows it", async () => {
    const server = await rawServer((command) => politely(command, ["SMTPUTF8", "8BITMIME"]));
    expect((await send(server.url, await two())).map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
    const [first, second] = server.heard.filter((command) => command.startsWith("MAIL"));
    expect(first).toMatch(/ SMTPUTF8$/);
    expect(second).not.toMatch(/SMTPUTF8/);
    const heard = server.heard.map((command) => Buffer.from(command, "latin1").toString("utf8"));
    expect(heard).toContain("RCPT TO:<用户@xn--r8jz45g.example>");
  });

  test("has failed where the server does not, and why is said; the next reader's mail goes on", async () => {
    const server = await mailServer({ hideSMTPUTF8: true });
    expect(await send(server.url, await two())).toEqual([
      { kind: "failed", reason: "other", reply: expect.stringMatching(/^5\.6\.7 .*SMTPUTF8/) },
      expect.objectContaining({ kind: "accepted" }),
    ]);
    expect(server.taken.map(({ to }) => to)).toEqual([["ada@example.com"]]);
    expect(server.connections()).toBe(1);
  });
});
