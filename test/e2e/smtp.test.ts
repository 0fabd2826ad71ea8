import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { broadsheet, ended, seededSite, spawned, start } from "../cli.ts";

type Received = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

/** A real SMTP server that asks for a login and keeps what it is given. */
async function mailServer(options: { readonly onMessage?: () => void } = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: false,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.username === "user" && auth.password === "pass word"
        ? done(null, { user: "user" })
        : done(new Error("Invalid login")),
    onRcptTo: (address, _session, done) => {
      if (address.address.startsWith("nobody")) {
        done(Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 }));
        return;
      }
      if (address.address.startsWith("later")) {
        done(Object.assign(new Error("4.2.0 greylisted"), { responseCode: 451 }));
        return;
      }
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map((r) => r.address),
          raw: Buffer.concat(chunks),
        });
        options.onMessage?.();
        done();
      });
    },
  });
  // Who is asked to stop hangs up on it.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://user:pass%20word@127.0.0.1:${port}` };
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : 1);

function realSite(): string {
  const site = seededSite();
  writeFileSync(
    path.join(site, "broadsheet.yaml"),
    "title: The Daily Feed\nurl: https://news.example.org/\nfrom: news@example.org\n",
  );
  return site;
}

describe("with SMTP_URL", () => {
  test("the same command sends real mail: one message for each subscriber, and none to the demo addresses", async () => {
    const site = realSite();
    const { received, url } = await mailServer();
    await broadsheet(site, ["subscribers", "add", "reader@example.net", "Zoë.Ångström@bücher.example"]);
    const { code, stdout } = await spawned(site, ["run"], { SMTP_URL: url });
    expect(stdout).toContain("2 accepted by smtp://127.0.0.1");
    expect(stdout).not.toContain("pass");
    expect(code).toBe(0);
    expect(received.map((m) => m.to.join(", ")).toSorted(byCodeUnit)).toEqual([
      "Zoë.Ångström@bücher.example",
      "reader@example.net",
    ]);
    const message = received.find((m) => m.to[0] === "reader@example.net");
    const mail = await simpleParser(message?.raw ?? "");
    expect(message?.from).toBe("news@example.org");
    expect(mail.from?.text).toBe('"The Daily Feed" <news@example.org>');
    expect(mail.html).toContain("https://news.example.org/articles/");
    expect(mail.html).toContain("reader@example.net");
    expect(mail.text).toContain("https://news.example.org/editions/1.html");
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(existsSync(path.join(site, "outbox"))).toBe(false);

    const again = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(again.stdout).toContain("nothing to send");
    expect(received).toHaveLength(2);
  });

  test("a refused address fails, a greylisted one waits, everybody else gets the mail, and the ledger adds up", async () => {
    const site = realSite();
    const { received, url } = await mailServer();
    await broadsheet(site, [
      "subscribers",
      "add",
      "nobody@example.net",
      "later@example.net",
      "reader@example.net",
    ]);
    const { code, stdout } = await spawned(site, ["run"], { SMTP_URL: url });
    expect(code).toBe(75);
    expect(stdout).toContain("1 failed: 550 5.1.1 no such user");
    expect(stdout).toMatch(/next try after \d{4}-/);
    expect(stdout).toContain("1 accepted by");
    expect(stdout).toContain("1 deferred");
    expect(stdout).toContain("1 failed");
    expect(received.map((m) => m.to[0])).toEqual(["reader@example.net"]);
    const status = await broadsheet(site, ["status"]);
    expect(status.stdout).toContain("audience 3 = 1 accepted + 1 deferred + 1 failed");
  });

  test("a wrong password sends nothing, burns nobody, and says so", async () => {
    const site = realSite();
    const { received, url } = await mailServer();
    await broadsheet(site, ["subscribers", "add", "reader@example.net"]);
    const refused = await spawned(site, ["run"], { SMTP_URL: url.replace("pass%20word", "wrong-secret") });
    expect(refused.code).toBe(78);
    expect(refused.stdout).toContain("stopped: ");
    expect(refused.stdout + refused.stderr).not.toContain("wrong-secret");
    expect(received).toEqual([]);
    const mended = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(mended.code).toBe(0);
    expect(received).toHaveLength(1);
  });

  test("a server that is not there defers the edition; feeds are up all the same", async () => {
    const site = realSite();
    await broadsheet(site, ["subscribers", "add", "reader@example.net"]);
    const { code, stdout } = await broadsheet(site, ["run"], { SMTP_URL: "smtp://127.0.0.1:9" });
    expect(code).toBe(75);
    expect(stdout).toContain("1 queued");
    expect(existsSync(path.join(site, "public/atom.xml"))).toBe(true);
  });

  test("mail for the world is refused until sender and public URL are real; nothing is written", async () => {
    const site = seededSite();
    const { code, stderr } = await broadsheet(site, ["run"], { SMTP_URL: "smtp://mail.example.org:587" });
    expect(code).toBe(78);
    expect(stderr).toContain("from:");
    expect(stderr).toContain("url:");
    expect(existsSync(path.join(site, "public"))).toBe(false);
  });

  test("a relay on this machine gets no mail for real people from a site that is not real", async () => {
    const site = seededSite();
    const { received, url } = await mailServer();
    await broadsheet(site, ["subscribers", "add", "someone@readers.org"]);
    const { code, stderr } = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(code).toBe(78);
    expect(stderr).toContain("from:");
    expect(received).toEqual([]);
  });

  test("SIGTERM in the middle finishes the message in hand; the next run sends the rest, nobody twice", async () => {
    const site = realSite();
    let stop: (() => void) | null = null;
    const { received, url } = await mailServer({
      onMessage: () => {
        stop?.();
        stop = null;
      },
    });
    const addresses = Array.from({ length: 40 }, (_, i) => `reader${i}@example.net`);
    await broadsheet(site, ["subscribers", "add", ...addresses]);
    const child = start(site, ["run"], { SMTP_URL: url });
    stop = () => void child.kill("SIGTERM");
    const { code, stdout } = await ended(child);
    expect(code).toBe(75);
    expect(stdout).toContain("stopped: it was asked to stop");
    expect(received.length).toBeLessThan(40);
    const rest = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(rest.code).toBe(0);
    expect(received.map((m) => m.to.join(", ")).toSorted(byCodeUnit)).toEqual(addresses.toSorted(byCodeUnit));
  });

  test("mail captured for the demo readers is never sent to them when a server is set later", async () => {
    const site = realSite();
    const { received, url } = await mailServer();
    await broadsheet(site, ["run", "--no-send"]);
    const { code, stdout } = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(code).toBe(0);
    expect(stdout).toContain("nothing to send");
    expect(received).toEqual([]);
  });
});

describe("without SMTP_URL", () => {
  test("a reader's mail is captured to look at, and goes on waiting for a server", async () => {
    const site = realSite();
    await broadsheet(site, ["subscribers", "add", "reader@example.net"]);
    const captured = await broadsheet(site, ["run"]);
    expect(captured.code).toBe(0);
    expect(captured.stdout).toContain(
      "1 captured in outbox/ to look at; they wait for a mail server (SMTP_URL)",
    );
    const again = await broadsheet(site, ["run"]);
    expect(again.stdout).toContain("1 waiting: SMTP_URL is not set");
    const { received, url } = await mailServer();
    const sent = await broadsheet(site, ["run"], { SMTP_URL: url });
    expect(sent.stdout).toContain("1 accepted by");
    expect(received.map((m) => m.to)).toEqual([["reader@example.net"]]);
    const status = await broadsheet(site, ["status"]);
    expect(status.stdout).toContain("audience 1 = 1 accepted");
  });
});

describe("broadsheet start", () => {
  test("sends at once what an earlier run could not", async () => {
    const site = realSite();
    await broadsheet(site, ["subscribers", "add", "reader@example.net"]);
    await broadsheet(site, ["run", "--no-send"]);
    let arrived: (() => void) | null = null;
    const { received, url } = await mailServer({ onMessage: () => arrived?.() });
    const child = start(site, ["start"], { SMTP_URL: url });
    arrived = () => void setTimeout(() => child.kill("SIGTERM"), 200);
    expect((await ended(child)).code).toBe(0);
    expect(received.map((m) => m.to)).toEqual([["reader@example.net"]]);
  });

  test("ends at SIGTERM though the mail server says nothing", async () => {
    const site = realSite();
    await broadsheet(site, ["subscribers", "add", "reader@example.net"]);
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const child = start(site, ["run"], { SMTP_URL: `smtp://127.0.0.1:${port}` });
    let askedAt = 0;
    silent.once("connection", (socket) => {
      socket.on("error", () => {});
      askedAt = performance.now();
      child.kill("SIGTERM");
    });
    const { code, stdout } = await ended(child);
    expect(code).toBe(75);
    expect(stdout).toContain("1 queued");
    expect(performance.now() - askedAt).toBeLessThan(10_000);
  });

  test("says when each job is next due, and SIGTERM ends it cleanly", async () => {
    const site = realSite();
    const child = start(site, ["start"]);
    child.stderr.on("data", (text: Buffer) => {
      if (text.toString().includes("next at")) child.kill("SIGTERM");
    });
    const { code, stderr } = await ended(child);
    expect(code).toBe(0);
    expect(stderr).toMatch(/Job default: "0 7 \* \* \*" in UTC, next at \d{4}-\d\d-\d\dT07:00:00\.000Z/);
    expect(stderr).toContain("Stopped:");
  });

  test("owes nothing for the time before it was installed", async () => {
    const site = realSite();
    writeFileSync(path.join(site, ".env"), "");
    const child = start(site, ["start"]);
    child.stderr.on("data", (text: Buffer) => {
      if (text.toString().includes("next at")) child.kill("SIGTERM");
    });
    await ended(child);
    expect(readdirSync(site)).not.toContain("public");
  });

  test("a schedule that can never be is refused at once", async () => {
    const site = realSite();
    mkdirSync(path.join(site, "jobs"));
    writeFileSync(path.join(site, "jobs/default.yaml"), 'schedule: "0 25 * * *"\n');
    const { code, stderr } = await broadsheet(site, ["start"]);
    expect(code).toBe(78);
    expect(stderr).toContain("jobs/default.yaml");
  });
});
