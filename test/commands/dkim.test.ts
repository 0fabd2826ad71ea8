import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, test } from "vitest";
import { dkim } from "../../src/commands/dkim.ts";
import { openSession } from "../../src/commands/session.ts";
import { openTerminal } from "../../src/commands/terminal.ts";
import { broadsheet, snapshot } from "../cli.ts";
import { mailServer } from "../smtp.ts";
import { tree } from "../tree.ts";

const settings = [
  "title: The Morning Sheet",
  "from: news@example.org",
  "url: https://news.example.org/",
  "bounces: {address: bounces@example.org}",
  "web: {publicUrl: 'https://letters.example.org/', port: 0}",
  "dkim: [{selector: news}, {selector: news-ed}]",
].join("\n");
const article = {
  "seeds/one.txt": "The bridge is open\n\nThe bridge over the river was opened on Monday by the mayor.\n",
};

/** What `broadsheet dkim` printed, as a DNS would answer it. */
function zoneOf(printed: string): Map<string, string> {
  const records = printed.matchAll(/^ *(\S+)\. IN TXT (\([^)]*\)|"[^"]*")/gm);
  return new Map(
    [...records].map(([, name, strings]) => [
      name!,
      [...strings!.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join(""),
    ]),
  );
}

describe("broadsheet dkim", () => {
  test("makes both keys once, prints the records in 80 columns, and what to write into broadsheet.yaml", async () => {
    const site = tree({ "broadsheet.yaml": "from: news@example.org\n" });
    const first = await broadsheet(site, ["dkim"]);
    expect(first.code).toBe(0);
    expect(Math.max(...first.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect([...zoneOf(first.stdout).keys()]).toEqual([
      "broadsheet._domainkey.example.org",
      "broadsheet-ed._domainkey.example.org",
      "example.org",
      "_dmarc.example.org",
    ]);
    expect(first.stdout).toContain("dkim:\n    - {selector: broadsheet}\n    - {selector: broadsheet-ed}\n");
    const folder = path.join(site, "data/dkim");
    expect(readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mode & 0o777])).toEqual(
      [
        ["broadsheet-ed.pem", 0o600],
        ["broadsheet.pem", 0o600],
      ],
    );
    const again = await broadsheet(site, ["dkim"]);
    expect(again.stdout).toBe(first.stdout);
    expect(again.stdout + again.stderr).not.toMatch(/PRIVATE/);

    const old = readFileSync(path.join(folder, "broadsheet.pem"), "utf8");
    const forced = await broadsheet(site, ["dkim", "--force"]);
    expect(zoneOf(forced.stdout).get("broadsheet._domainkey.example.org")).not.toBe(
      zoneOf(first.stdout).get("broadsheet._domainkey.example.org"),
    );
    expect(readFileSync(path.join(folder, "broadsheet.pem.old"), "utf8")).toBe(old);
  });

  test("makes one of two keys of the kind that its place asks for, and another of the kind that it was", async () => {
    const site = tree({ "broadsheet.yaml": settings });
    const kindOf = (printed: string): string | undefined =>
      zoneOf(printed).get("news-ed._domainkey.example.org")?.split("; ")[1];
    const one = await broadsheet(site, ["dkim", "--selector", "news-ed"]);
    expect(kindOf(one.stdout)).toBe("k=ed25519");
    writeFileSync(path.join(site, "broadsheet.yaml"), "from: news@example.org\ndkim: {selector: news-ed}\n");
    const other = await broadsheet(site, ["dkim", "--force"]);
    expect(kindOf(other.stdout)).toBe("k=ed25519");
    expect(other.stdout).not.toBe(one.stdout);
  });

  test("needs to know who sends, and a selector that DNS can hold", async () => {
    expect(await broadsheet(tree(), ["dkim"])).toMatchObject({
      code: 78,
      stderr: expect.stringContaining("Set from:"),
    });
    const site = tree({ "broadsheet.yaml": "from: news@example.org\n" });
    expect((await broadsheet(site, ["dkim", "--selector", "../x"])).code).toBe(64);
    expect(existsSync(path.join(site, "data"))).toBe(false);
  });

  test("--check says of each record whether it is there and fits", async () => {
    const site = tree({ "broadsheet.yaml": settings });
    const zone = zoneOf((await broadsheet(site, ["dkim"])).stdout);
    const look = async (known: ReadonlyMap<string, string>) => {
      const stdout = new PassThrough();
      const signal = new AbortController().signal;
      const around = {
        workingFolder: site,
        environment: {},
        stdin: stdout,
        stdout,
        stderr: new PassThrough(),
        signal,
      };
      const session = openSession(openTerminal(around), around);
      const options = { selector: null, force: false, check: true };
      const code = await dkim(session, options, (name) => {
        const value = known.get(name);
        if (value === "?") return Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
        if (value == null) return Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
        return Promise.resolve([value.match(/.{1,255}/g) ?? []]);
      });
      return { code, verdicts: String(stdout.read()).match(/\b(?:fits|missing|differs|unknown)\b/g) };
    };
    expect(await look(zone)).toEqual({ code: 0, verdicts: ["fits", "fits", "fits", "fits"] });
    const lacking = new Map([...zone].filter(([name]) => !name.startsWith("_dmarc")));
    expect(await look(lacking)).toEqual({ code: 78, verdicts: ["fits", "fits", "fits", "missing"] });
    const silent = new Map(zone).set("example.org", "?");
    expect(await look(silent)).toEqual({ code: 75, verdicts: ["fits", "fits", "unknown", "fits"] });
  });
});

describe("a run of a site that signs", () => {
  test("sends what receivers verify with the records that were printed, each reader's bounces to an address of its own", async () => {
    const server = await mailServer();
    const site = tree({ "broadsheet.yaml": settings, ...article });
    const zone = zoneOf((await broadsheet(site, ["dkim"])).stdout);
    await broadsheet(site, ["subscribers", "add", "ada@example.com", "bob@example.com"]);
    const run = await broadsheet(site, ["run"], { SMTP_URL: server.url });
    expect(run).toMatchObject({ code: 0 });
    expect(server.taken).toHaveLength(2);
    for (const { raw, from } of server.taken) {
      const { results } = await dkimVerify(raw, {
        resolver: (name) => Promise.resolve([[zone.get(name) ?? ""]]),
      });
      expect(results.map(({ status }) => [status.result, status.aligned])).toEqual([
        ["pass", "example.org"],
        ["pass", "example.org"],
      ]);
      expect(from).toMatch(/^bounces\+[a-z2-7]{48}@example\.org$/);
      expect(raw.toString()).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    }
    expect(new Set(server.taken.map(({ from }) => from)).size).toBe(2);
  });

  test("ends before it writes or sends anything when a key is missing, damaged or open to others", async () => {
    const server = await mailServer();
    const site = tree({ "broadsheet.yaml": settings, ...article });
    await broadsheet(site, ["subscribers", "add", "ada@example.com"]);
    const files = (): string[] =>
      Object.keys(snapshot(site)).filter((name) => !name.startsWith("data/run.lock"));
    const before = files();
    const run = () => broadsheet(site, ["run"], { SMTP_URL: server.url });
    expect(await run()).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/news\.pem is not there.*broadsheet dkim/),
    });
    expect(files()).toEqual(before);
    await broadsheet(site, ["dkim"]);
    chmodSync(path.join(site, "data/dkim/news-ed.pem"), 0o644);
    expect(await run()).toMatchObject({ code: 78, stderr: expect.stringMatching(/may be read by others/) });
    expect(existsSync(path.join(site, "public"))).toBe(false);
    expect(server.taken).toEqual([]);
  });

  test.each([
    ["dkim: {selector: a, domain: example.net}", "signs for example.net, but mail comes from example.org"],
    ["dkim: [{selector: a}, {selector: a}]", "names the selector a twice"],
    ["dkim: {selector: 'a b'}", "must be a name such as news2026"],
    ["bounces: {address: news-bounces-all@example.org}", "at most 15 characters and no +"],
    ["replyTo: müller@example.org", "must have plain letters before @"],
    ["web: {publicUrl: 'http://news.example.org/'}", "must be an https address"],
  ])("%s is told as a mistake", async (line, why) => {
    const site = tree({ "broadsheet.yaml": `from: news@example.org\n${line}\n`, ...article });
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(78);
    expect(stderr).toContain(why);
  });
});

test("a preview and a dry run make no keys; a first run makes those that its links are signed with", async () => {
  const site = tree(article);
  await broadsheet(site, ["preview"]);
  await broadsheet(site, ["run", "--dry-run"]);
  expect(existsSync(path.join(site, "data/keys"))).toBe(false);
  expect((await broadsheet(site, ["run"])).code).toBe(0);
  expect(statSync(path.join(site, "data/keys")).mode & 0o777).toBe(0o600);
});
