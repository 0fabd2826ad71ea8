import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { editionMark, issueToken } from "../../src/domain/reader-token.ts";
import { openKeys } from "../../src/store/key-file.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { broadsheet, emptySite } from "../cli.ts";
import { imapServer } from "../imap.ts";
import { tree } from "../tree.ts";

const settings = "bounces: {address: bounces@news.example, maildir: returned}\n";

/** A site with two readers and a Maildir. */
async function siteWithReaders() {
  const site = tree({
    "broadsheet.yaml": settings,
    "returned/cur/": "",
    "returned/new/": "",
    "seeds/a.txt":
      "The harbour opens\n\nThe harbour opens on Monday, the town said. It was closed for a year.\n",
  });
  const added = await broadsheet(site, ["subscribers", "add", "ada@reader.test", "bob@reader.test"]);
  expect(added.code, added.stderr).toBe(0);
  await using store = await openSqlite(path.join(site, "data/broadsheet.db"));
  const readers = new Map(
    (await Array.fromAsync(store.subscribers())).map(({ id, mailbox }) => [mailbox.address, id]),
  );
  const keys = openKeys(path.join(site, "data/keys"));
  let n = 0;
  const bounced = (address: string, status: string, words: string, about = 1): string => {
    const subscriber = readers.get(address);
    if (subscriber == null) throw new Error(`${address} is nobody`);
    const token = issueToken(keys, "bounce", { subscriber, about });
    return `Return-Path: <>\nDelivered-To: bounces+${token}@news.example\nFrom: MAILER-DAEMON@mx.test\nSubject: failure\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ${address}\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}\n--b--\n`;
  };
  const comesBack = (...of: Parameters<typeof bounced>): void =>
    writeFileSync(path.join(site, `returned/new/${n++}.mail`), bounced(...of));
  return { site, bounced, comesBack };
}

describe("broadsheet bounces", () => {
  test("tells what came back and what it did, in 80 columns, and does it once", async () => {
    const { site, comesBack } = await siteWithReaders();
    comesBack("ada@reader.test", "5.1.1", `550 5.1.1 no such user ${"x".repeat(200)}`);
    comesBack("bob@reader.test", "5.7.26", "550 5.7.26 unauthenticated");
    const before = readdirSync(path.join(site, "returned/new"));

    const rehearsed = await broadsheet(site, ["bounces", "--dry-run"]);
    expect(rehearsed.code, rehearsed.stderr).toBe(0);
    expect(rehearsed.stdout).toContain("dry run");
    expect(rehearsed.stdout).toContain(
      "ada@reader.test: suppressed (hard bounce); 5.1.1 550 5.1.1 no such user",
    );
    expect(readdirSync(path.join(site, "returned/new"))).toEqual(before);

    const { code, stdout, stderr } = await broadsheet(site, ["bounces"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("2 mails");
    expect(stdout).toContain("1 hard: the address is dead");
    expect(stdout).toContain("bob@reader.test: told to you");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toContain("nobody was suppressed for it. One says: 550 5.7.26 unauthenticated");
    expect(readdirSync(path.join(site, "returned/new"))).toEqual([]);

    const again = await broadsheet(site, ["bounces", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ found: 0, taken: [], dryRun: false });
    const back = await broadsheet(site, ["subscribers", "add", "ada@reader.test"]);
    expect(back.code).toBe(65);
    expect(back.stderr).toContain("is suppressed: mail to it came back");
  });

  test("is what a run does before it seals: who bounced by then gets nothing", async () => {
    const { site, comesBack } = await siteWithReaders();
    comesBack("ada@reader.test", "5.1.1", "550 5.1.1 no such user");
    const { code, stdout, stderr } = await broadsheet(site, ["run"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("ada@reader.test: suppressed");
    expect(stdout).toContain("1 suppressed");
    expect(readdirSync(path.join(site, "outbox/default-1"))).toEqual(["bob@reader.test.eml"]);
  });

  test("are counted by status with the edition they came back of", async () => {
    const { site, comesBack } = await siteWithReaders();
    await broadsheet(site, ["run"]);
    await using store = await openSqlite(path.join(site, "data/broadsheet.db"));
    const [first] = await store.allEditions();
    if (first == null) throw new Error("there is no edition");
    comesBack("ada@reader.test", "5.1.1", "550 5.1.1 no such user", editionMark(first.edition.id));
    comesBack("bob@reader.test", "2.0.0", "250 ok", editionMark(first.edition.id));
    await broadsheet(site, ["bounces"]);
    expect((await broadsheet(site, ["status"])).stdout).toMatch(/^ {2}came back: 1 hard$/m);
  });

  test("that give a mail of ours back are known by what it carries itself", async () => {
    const { site } = await siteWithReaders();
    await broadsheet(site, ["run"]);
    const ours = readFileSync(path.join(site, "outbox/default-1/ada@reader.test.eml"), "utf8");
    const head =
      "From: feedback@provider.test\nTo: fbl@news.example\nSubject: complaint\nMIME-Version: 1.0\n";
    const report = "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n";
    const type = "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n";
    const mail = `${head}${type}\n${report}--b\nContent-Type: message/rfc822\n\n${ours}\n--b--\n`;
    writeFileSync(path.join(site, "returned/new/1.mail"), mail);
    const { stdout } = await broadsheet(site, ["bounces"]);
    expect(stdout).toContain("ada@reader.test: suppressed (complaint)");
  });

  test("are taken from a mailbox by IMAP, whose address only the environment knows", async () => {
    const { site, bounced } = await siteWithReaders();
    const server = await imapServer([
      bounced("ada@reader.test", "5.1.1", "550 5.1.1 no such user"),
      "From: bob@reader.test\nSubject: a question\n\nWhen?\n",
    ]);
    const yaml = "bounces: {address: bounces@news.example, imap: BOUNCES_URL}\n";
    writeFileSync(path.join(site, "broadsheet.yaml"), yaml);
    const { code, stdout, stderr } = await broadsheet(site, ["bounces"], { BOUNCES_URL: server.url });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("ada@reader.test: suppressed");
    expect(stdout).not.toContain("secret");
    expect(server.folders.get("Processed")).toHaveLength(1);
    expect([...server.inbox.values()].map(({ flags }) => flags.has("\\Seen"))).toEqual([false]);
  });

  test("that cannot be read is told by a run, which goes on", async () => {
    const site = tree({
      "broadsheet.yaml": settings,
      "seeds/a.txt": "The harbour opens\n\nThe harbour opens on Monday, the town said.\n",
    });
    const { code, stdout, stderr } = await broadsheet(site, ["run"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("Returned mail was not read (config): bounces: returned cannot be listed");
    expect(stdout).toContain("No. 1");
  });

  test.each([
    ["", "names no place where returned mail comes in"],
    ["bounces: {address: bounces@news.example}\n", "names no place where returned mail comes in"],
    ["bounces: {address: bounces@news.example, imap: BOUNCES_URL}\n", "BOUNCES_URL, which is not set"],
  ])("says what to set, where %j says nothing of it", async (yaml, words) => {
    const site = emptySite();
    writeFileSync(path.join(site, "broadsheet.yaml"), yaml);
    const { code, stderr } = await broadsheet(site, ["bounces"]);
    expect(code).toBe(78);
    expect(stderr).toContain(words);
  });

  test("makes no keys and no memory in a rehearsal", async () => {
    const site = emptySite();
    mkdirSync(path.join(site, "returned/new"), { recursive: true });
    writeFileSync(path.join(site, "broadsheet.yaml"), settings);
    const { code, stdout } = await broadsheet(site, ["bounces", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("0 mails");
    expect(existsSync(path.join(site, "data"))).toBe(false);
  });
});
