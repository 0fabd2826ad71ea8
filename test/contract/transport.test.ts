import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Outcome } from "../../src/domain/delivery.ts";
import type { Message, Transport, TransportSession } from "../../src/domain/ports.ts";
import { captureTransport, sendmailTransport, smtpTransport } from "../../src/mail/index.ts";
import { isLoopback } from "../../src/mail/smtp.ts";
import type { Script } from "../smtp.ts";
import { mailServer, politely, rawServer } from "../smtp.ts";
import { tree } from "../tree.ts";

/** No answer of a server takes longer than this to be understood; a test that waits for one that never comes fails soon. */
const soon = { timeout: 5000 };

function message(n: number, body = "Good morning.\r\n"): Message {
  const to = `reader-${n}@example.com`;
  const raw = Buffer.from(`From: news@example.org\r\nTo: ${to}\r\nSubject: No. ${n}\r\n\r\n${body}`, "utf8");
  return { envelope: { from: "news@example.org", to }, raw, name: `default-1/${to}.eml` };
}

/** Lines that begin with dots, lines longer than SMTP likes, and text of eight bits. */
const difficult = [
  ".",
  "..",
  ".hidden",
  "",
  "Grüße, žluťoučký kůň, 日本語 – 👋",
  "From here on it is ordinary",
  "x".repeat(3000),
  ".",
  "",
].join("\r\n");

function opened(transport: Transport): TransportSession {
  const session = transport.open(new AbortController().signal);
  onTestFinished(() => session[Symbol.asyncDispose]());
  return session;
}

/** The transports there are, each with a way to read back what it handed over, in the order of the readers. */
const transports: Readonly<Record<string, () => Promise<{ transport: Transport; arrived: () => Buffer[] }>>> =
  {
    capture: async () => {
      const folder = path.join(tree(), "outbox");
      return {
        transport: captureTransport(folder, "outbox/"),
        arrived: () =>
          (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [])
            .filter((name) => name.endsWith(".eml"))
            .toSorted()
            .map((name) => readFileSync(path.join(folder, name))),
      };
    },
    smtp: async () => {
      const server = await mailServer();
      return {
        transport: smtpTransport(server.url),
        arrived: () =>
          server.taken.toSorted((a, b) => (a.to[0]! < b.to[0]! ? -1 : 1)).map((each) => each.raw),
      };
    },
    lmtp: async () => {
      const server = await mailServer({ lmtp: true });
      return {
        transport: smtpTransport(server.url.replace("smtp:", "lmtp:")),
        arrived: () =>
          server.taken.toSorted((a, b) => (a.to[0]! < b.to[0]! ? -1 : 1)).map((each) => each.raw),
      };
    },
    sendmail: async () => {
      const folder = tree({ "taken/": "" });
      // As a mail program has it: lines end in LF.
      const program = mailProgram(folder, `cat > "${folder}/taken/$5"`);
      return {
        transport: sendmailTransport(`sendmail:${program}`),
        arrived: () =>
          readdirSync(path.join(folder, "taken"))
            .toSorted()
            .map((name) => readFileSync(path.join(folder, "taken", name), "latin1"))
            .map((raw) => Buffer.from(raw.replaceAll("\n", "\r\n"), "latin1")),
      };
    },
  };

/** A program that does this with the message on its standard input; its fifth argument is the recipient. */
function mailProgram(folder: string, script: string): string {
  const file = path.join(folder, "sendmail");
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

describe.each(Object.entries(transports))("the %s transport", (_, make) => {
  test("accepts a message and hands it over to the byte", soon, async () => {
    const { transport, arrived } = await make();
    const session = opened(transport);
    const sent = message(1, difficult);
    const outcome = await session.send(sent);
    expect(outcome).toMatchObject({ kind: "accepted" });
    expect(outcome.reply).not.toBe("");
    expect(arrived()).toHaveLength(1);
    expect(arrived()[0]?.equals(sent.raw)).toBe(true);
  });

  test(
    "takes one message after the other in one session, and each session goes its own way",
    soon,
    async () => {
      const { transport, arrived } = await make();
      const sessions = [opened(transport), opened(transport)];
      const sent = [1, 2, 3, 4, 5, 6].map((n) => message(n));
      await Promise.all(
        sessions.map(async (session, i) => {
          for (const each of sent.filter((_each, n) => n % 2 === i)) {
            expect((await session.send(each)).kind).toBe("accepted");
          }
        }),
      );
      expect(arrived().map(String)).toEqual(sent.map((each) => String(each.raw)));
    },
  );

  test("can be opened and left without a message", soon, async () => {
    const { transport, arrived } = await make();
    {
      await using session = transport.open(new AbortController().signal);
      expect(session).toBeDefined();
    }
    expect(arrived()).toEqual([]);
  });

  test("has a name that can be shown", async () => {
    const { transport } = await make();
    expect(transport.name).toMatch(
      /^(?:outbox\/|(?:smtp|lmtp):\/\/127\.0\.0\.1:\d+|sendmail:\/.*\/sendmail)$/,
    );
  });
});

describe("the mail program of this machine", () => {
  test.each([
    [0, "accepted", ""],
    [75, "deferred", "try later"],
    [67, "failed", "no such user"],
    [65, "failed", "malformed"],
    [77, "refused-us", "not you"],
  ])("that ends with %i has it %s, in its own words", async (code, kind, words) => {
    const program = mailProgram(tree(), `cat > /dev/null; echo "${words}" >&2; exit ${code}`);
    const outcome = await opened(sendmailTransport(`sendmail:${program}`)).send(message(1));
    expect(outcome).toMatchObject({ kind, reply: expect.stringContaining(words) });
  });

  test("that is killed may have it, and one that is not there is no reader's fault", async () => {
    const killed = mailProgram(tree(), "kill -9 $$");
    expect((await opened(sendmailTransport(`sendmail:${killed}`)).send(message(1))).kind).toBe("unclear");
    const absent = sendmailTransport(`sendmail:${path.join(tree(), "absent")}`);
    expect(await opened(absent).send(message(1))).toMatchObject({ kind: "refused-us", at: "setup" });
  });
});

describe("captured mail", () => {
  test("lies where the message says, says so, and replaces itself when it is captured again", async () => {
    const folder = path.join(tree(), "outbox");
    const transport = captureTransport(folder, "outbox/");
    expect(transport.captures).toBe(true);
    const session = opened(transport);
    await session.send(message(1, "a long first version of it\r\n"));
    expect(await session.send(message(1, "second\r\n"))).toEqual({
      kind: "accepted",
      reply: "captured as outbox/default-1/reader-1@example.com.eml",
    });
    expect(readdirSync(path.join(folder, "default-1"))).toEqual(["reader-1@example.com.eml"]);
    expect(readFileSync(path.join(folder, "default-1/reader-1@example.com.eml"), "utf8")).toMatch(
      /\r\n\r\nsecond\r\n$/,
    );
  });

  test("that cannot be written ends the run and names the folder", async () => {
    const session = opened(captureTransport(path.join(tree({ outbox: "a file" }), "outbox"), "outbox/"));
    await expect(session.send(message(1))).rejects.toMatchObject({
      code: "cannot-write",
      message: expect.stringContaining("outbox/"),
    });
  });
});

/** Sends messages 1 to `count` in one session to a server that follows the script. */
async function send(script: Script, count = 1) {
  const server = await rawServer(script);
  const session = opened(smtpTransport(server.url));
  const outcomes: Outcome[] = [];
  for (let n = 1; n <= count; n++) outcomes.push(await session.send(message(n)));
  return { outcomes, server };
}

const toReader =
  (n: number) =>
  (command: string): boolean =>
    command.includes(`reader-${n}@`);
const kinds = (outcomes: readonly Outcome[]): string[] => outcomes.map((each) => each.kind);

describe.each([
  ["one command at a time", []],
  ["several commands at once (PIPELINING)", ["PIPELINING", "8BITMIME", "SIZE 10000000"]],
])("a mail server that takes %s", (_, extensions) => {
  const polite = (command: string) => politely(command, extensions);
  /** An ordinary server that answers one thing otherwise, once. What would have followed is then out of order, as RFC 5321 has it. */
  const but = (verb: RegExp, answer: ReturnType<Script>): Script => {
    let first = true;
    let refused = false;
    return (command) => {
      if (command === "RSET" || command.startsWith("EHLO")) refused = false;
      if (first && verb.test(command)) {
        first = false;
        refused = true;
        return answer;
      }
      return refused && /^(?:RCPT|DATA)/.test(command) ? "503 5.5.1 out of order" : polite(command);
    };
  };

  test("and says 250 has accepted the message; its words are kept on one line", soon, async () => {
    const { outcomes } = await send((command) =>
      command === "." ? "250-thank you\r\n250 queued as 4711" : polite(command),
    );
    expect(outcomes).toEqual([{ kind: "accepted", reply: expect.stringMatching(/queued as 4711/) }]);
    expect(outcomes[0]?.reply).not.toMatch(/[\r\n]/);
  });

  test.each([
    ["451 at the reader", /^RCPT/, "451 4.7.1 greylisted, come again", "deferred"],
    ["452 at the reader", /^RCPT/, "452 4.2.2 mailbox full", "deferred"],
    ["550 at the reader", /^RCPT/, "550 5.1.1 no such user", "failed"],
    ["553 at the reader", /^RCPT/, "553 5.1.3 bad address", "failed"],
    ["451 at the sender", /^MAIL/, "451 4.3.0 try later", "deferred"],
    ["451 at DATA", /^DATA/, "451 4.3.0 try later", "deferred"],
    ["452 after the message", /^\.$/, "452 4.3.1 disk full", "deferred"],
    ["552 after the message", /^\.$/, "552 5.3.4 message too big", "failed"],
  ] as const)(
    "and says %s: that message waits or has failed, and the next goes out on the same connection",
    soon,
    async (_case, verb, reply, kind) => {
      const { outcomes, server } = await send(but(verb, reply), 2);
      expect(outcomes[0]).toMatchObject({ kind, reply: expect.stringContaining(reply) });
      expect(outcomes[1]).toMatchObject({ kind: "accepted" });
      expect(server.connections()).toBe(1);
      const mails = server.heard.filter((command) => command.startsWith("MAIL"));
      expect(mails).toHaveLength(2);
    },
  );

  test.each(["550 5.7.1 you may not send here", "530 5.7.0 log in first", "554 5.7.1 blocked"])(
    "and says %s at MAIL refuses us, for good: no reader is at fault",
    soon,
    async (reply) => {
      const { outcomes } = await send(but(/^MAIL/, reply));
      expect(outcomes).toEqual([
        { kind: "refused-us", permanent: true, at: "server", reply: expect.stringContaining(reply) },
      ]);
    },
  );

  test.each([
    ["at the reader", /^RCPT/],
    ["at DATA", /^DATA/],
    ["after the message", /^\.$/],
  ] as const)(
    "and says 421 %s and hangs up: the message waits, and the next goes out on a new connection",
    soon,
    async (_case, verb) => {
      const { outcomes, server } = await send(but(verb, { say: "421 4.3.2 shutting down", hangUp: true }), 2);
      expect(outcomes[0]).toEqual({
        kind: "deferred",
        pressure: "pause",
        reply: expect.stringContaining("421"),
      });
      expect(outcomes[1]).toMatchObject({ kind: "accepted" });
      expect(server.connections()).toBe(2);
    },
  );

  test.each([
    ["at the sender", /^MAIL/],
    ["at the reader", /^RCPT/],
    ["instead of asking for the message", /^DATA/],
  ] as const)("and hangs up %s has not got the message: it waits", soon, async (_case, verb) => {
    const { outcomes, server } = await send(but(verb, { hangUp: true }), 2);
    expect(kinds(outcomes)).toEqual(["deferred", "accepted"]);
    expect(server.heard.filter((command) => command === ".")).toHaveLength(1);
  });

  test("and hangs up after the final dot may have it: nobody knows, and it is said so", soon, async () => {
    const { outcomes } = await send(but(/^\.$/, { hangUp: true }), 2);
    expect(kinds(outcomes)).toEqual(["unclear", "accepted"]);
  });

  test("and asks for the message, then hangs up before it has come, is unclear too", soon, async () => {
    const { outcomes } = await send(but(/^DATA/, { say: "354 go ahead", hangUp: true }), 2);
    expect(kinds(outcomes)).toEqual(["unclear", "accepted"]);
  });

  test.each([
    ["550 at the reader", /^RCPT/, "550 5.1.1 no such user", "failed"],
    ["451 at the reader", /^RCPT/, "451 4.7.1 greylisted", "deferred"],
    ["554 after the message", /^\.$/, "554 5.6.0 spam", "failed"],
  ] as const)(
    "and hangs up after its %s does not hold up the others",
    soon,
    async (_case, verb, say, kind) => {
      const { outcomes } = await send(but(verb, { say, hangUp: true }), 2);
      expect(kinds(outcomes)).toEqual([kind, "accepted"]);
    },
  );

  test("and asks for a message that nobody is to get has taken none: the refusal stands", soon, async () => {
    const { outcomes } = await send(
      (command) => (toReader(1)(command) ? "550 5.1.1 no such user" : polite(command)),
      2,
    );
    expect(outcomes[0]).toEqual({
      kind: "failed",
      reason: "gone",
      reply: expect.stringContaining("5.1.1"),
    });
    expect(outcomes[1]).toMatchObject({ kind: "accepted" });
  });

  test(
    "and hangs up when it is asked to start afresh after a refusal does not hold up the others",
    soon,
    async () => {
      const { outcomes, server } = await send((command, connection) => {
        if (connection === 1 && toReader(1)(command)) return "550 5.1.1 no such user";
        return command === "RSET" && connection === 1 ? { hangUp: true } : polite(command);
      }, 2);
      expect(kinds(outcomes)).toEqual(["failed", "accepted"]);
      expect(server.connections()).toBe(2);
    },
  );

  test("and refuses to start afresh is left for a new connection", soon, async () => {
    const { outcomes, server } = await send((command) => {
      if (toReader(1)(command)) return "550 5.1.1 no such user";
      return command === "RSET" ? "500 what?" : polite(command);
    }, 2);
    expect(kinds(outcomes)).toEqual(["failed", "accepted"]);
    expect(server.connections()).toBe(2);
  });

  test("and ends the connection between two messages loses none of them", soon, async () => {
    const server = await rawServer((command, connection) =>
      command === "." && connection === 1
        ? { say: "250 taken, and good bye", hangUp: true }
        : polite(command),
    );
    const session = opened(smtpTransport(server.url));
    expect(await session.send(message(1))).toMatchObject({ kind: "accepted" });
    const second = await session.send(message(2));
    expect(second).toMatchObject({ kind: "accepted" });
    expect(server.heard.filter((command) => command === ".")).toHaveLength(2);
  });

  test("and answers with control characters and endless text cannot spoil a table", soon, async () => {
    const { outcomes } = await send(but(/^RCPT/, `550 \u001b[31mred\u0007 ${"x".repeat(5000)}`));
    expect(outcomes[0]).toMatchObject({ kind: "failed" });
    expect(outcomes[0]?.reply).not.toMatch(/\p{Cc}/u);
    expect(outcomes[0]?.reply.length).toBeLessThanOrEqual(500);
  });
});

describe("a mail server that will not talk to us", () => {
  test.each([
    ["554 5.7.1 you are on a list", true],
    ["521 no mail here", true],
    ["421 4.3.2 too many connections", false],
    ["450 not now", false],
  ])("greets with %s: nobody is sent anything, and that is permanent: %s", soon, async (reply, permanent) => {
    const { outcomes, server } = await send((command) =>
      command === "greeting" ? { say: reply, hangUp: true } : politely(command),
    );
    expect(outcomes).toEqual([
      { kind: "refused-us", permanent, at: "server", reply: expect.stringContaining(reply) },
    ]);
    expect(server.heard.filter((command) => /^(?:MAIL|RCPT|DATA)/.test(command))).toEqual([]);
  });

  test("hangs up without a greeting: that may pass", soon, async () => {
    const { outcomes } = await send(() => ({ hangUp: true }));
    expect(outcomes).toMatchObject([{ kind: "refused-us", permanent: false }]);
  });

  test("is not there: that may pass", soon, async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const session = opened(smtpTransport(`smtp://127.0.0.1:${port}`));
    const outcome = await session.send(message(1));
    expect(outcome).toMatchObject({ kind: "refused-us", permanent: false });
    expect(outcome.reply).toContain("ECONNREFUSED");
  });

  test("is tried again with the next message of the same session", soon, async () => {
    const { outcomes, server } = await send(
      (command, connection) => (connection === 1 ? { say: "421 busy", hangUp: true } : politely(command)),
      2,
    );
    expect(kinds(outcomes)).toEqual(["refused-us", "accepted"]);
    expect(server.connections()).toBe(2);
  });
});

/** Takes one name and password, or answers every login with this code. */
const withLogin = (code: number | null) =>
  mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (code == null && auth.username === "user@example.org" && auth.password === "p@ss:w%rd") {
        return callback(null, { user: auth.username });
      }
      return callback(Object.assign(new Error("no"), { responseCode: code ?? 535 }));
    },
  });

describe("logging in", () => {
  test(
    "works with a name and password full of odd characters, and neither is in the transport's name",
    soon,
    async () => {
      const server = await withLogin(null);
      const transport = smtpTransport(`smtp://user%40example.org:p%40ss%3Aw%25rd@127.0.0.1:${server.port}`);
      expect(await opened(transport).send(message(1))).toMatchObject({ kind: "accepted" });
      expect(server.taken).toHaveLength(1);
      expect(transport.name).toBe(`smtp://127.0.0.1:${server.port}`);
    },
  );

  test.each([
    [535, true],
    [454, false],
  ])(
    "that is refused with %i sends nobody anything, and that is permanent: %s",
    soon,
    async (code, permanent) => {
      const server = await withLogin(code);
      const transport = smtpTransport(`smtp://user:secret-word@127.0.0.1:${server.port}`);
      const outcome = await opened(transport).send(message(1));
      expect(outcome).toMatchObject({ kind: "refused-us", permanent });
      expect(outcome.reply).toContain(String(code));
      expect(outcome.reply).not.toContain("secret-word");
      expect(server.taken).toEqual([]);
    },
  );

  test("that a server asks for and nobody configured sends nobody anything, for good", soon, async () => {
    const server = await withLogin(null);
    const outcome = await opened(smtpTransport(server.url)).send(message(1));
    expect(outcome).toMatchObject({ kind: "refused-us", permanent: true });
  });

  test("with a name but no password says so, for good", soon, async () => {
    const server = await withLogin(null);
    const transport = smtpTransport(`smtp://user@127.0.0.1:${server.port}`);
    expect(await opened(transport).send(message(1))).toMatchObject({ kind: "refused-us", permanent: true });
  });
});

// 0.0.0.0 reaches this machine, but no rule takes it for a loopback address.
const elsewhere = (port: number, login = ""): string => `smtp://${login}0.0.0.0:${port}`;

describe("on its way to another machine", () => {
  test.each(["localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])("%s is this one", (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  test.each([
    "mail.example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "127.evil.example",
    "10.0.0.1",
    "0.0.0.0",
    "::",
    "[::2]",
    "",
  ])("%j is another one", (host) => expect(isLoopback(host)).toBe(false));

  test(
    "neither password nor mail is sent in clear to a server that offers no STARTTLS, and that is for good",
    soon,
    async () => {
      const server = await rawServer((command) => politely(command, ["AUTH PLAIN LOGIN"]));
      const outcome = await opened(smtpTransport(elsewhere(server.port, "user:secret-word@"))).send(
        message(1),
      );
      expect(outcome).toMatchObject({ kind: "refused-us", permanent: true });
      expect(server.heard.filter((command) => !/^(?:EHLO|STARTTLS|QUIT)/.test(command))).toEqual([]);
    },
  );

  test("nothing in the address of the server can switch that off", soon, async () => {
    const server = await rawServer((command) => politely(command, ["AUTH PLAIN LOGIN"]));
    const url = `${elsewhere(server.port, "user:secret-word@")}?requireTLS=false&ignoreTLS=true&opportunisticTLS=true&secure=false`;
    expect(await opened(smtpTransport(url)).send(message(1))).toMatchObject({ kind: "refused-us" });
    expect(server.heard.filter((command) => /^(?:AUTH|MAIL)/.test(command))).toEqual([]);
  });

  test("a certificate that nobody vouches for is refused, for good", soon, async () => {
    const server = await mailServer({ hideSTARTTLS: false });
    const outcome = await opened(smtpTransport(elsewhere(server.port))).send(message(1));
    expect(outcome).toMatchObject({ kind: "refused-us", permanent: true });
    expect(server.taken).toEqual([]);
  });

  test("mail goes through STARTTLS where the operator vouches for the certificate", soon, async () => {
    const server = await mailServer({ hideSTARTTLS: false });
    const transport = smtpTransport(`${elsewhere(server.port)}?tls.rejectUnauthorized=false`);
    expect(await opened(transport).send(message(1, difficult))).toMatchObject({ kind: "accepted" });
    expect(server.taken[0]?.raw.equals(message(1, difficult).raw)).toBe(true);
  });
});

describe("a long list", () => {
  test("goes out over several connections, each for a hundred messages", { timeout: 15_000 }, async () => {
    const { outcomes, server } = await send((command) => politely(command, ["PIPELINING"]), 205);
    expect(new Set(kinds(outcomes))).toEqual(new Set(["accepted"]));
    expect(server.heard.filter((command) => command === ".")).toHaveLength(205);
    expect(server.connections()).toBe(3);
  });

  test("names one sender and one recipient for each message, and nobody else", soon, async () => {
    const server = await mailServer();
    const session = opened(smtpTransport(server.url));
    for (let n = 1; n <= 3; n++) await session.send(message(n));
    expect(server.taken.map(({ from, to }) => [from, to])).toEqual(
      [1, 2, 3].map((n) => ["news@example.org", [`reader-${n}@example.com`]]),
    );
    expect(server.connections()).toBe(1);
  });

  test("holds a reader whose address is written in another script", soon, async () => {
    const server = await mailServer();
    const to = "用户@xn--r8jz45g.jp";
    const outcome = await opened(smtpTransport(server.url)).send({
      ...message(1),
      envelope: { from: "news@example.org", to },
    });
    expect(outcome).toMatchObject({ kind: "accepted" });
    // The server shows the domain as people write it.
    expect(server.taken[0]?.to).toEqual(["用户@例え.jp"]);
  });

  test(
    "holds a message larger than the server takes: it has failed, and is not tried for two days",
    soon,
    async () => {
      const { outcomes } = await send((command) => politely(command, ["SIZE 10"]));
      expect(outcomes[0]?.kind).not.toBe("deferred");
    },
  );
});
