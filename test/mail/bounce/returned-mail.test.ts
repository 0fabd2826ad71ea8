import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bounceKinds } from "../../../src/domain/bounce.ts";
import { subscriberId } from "../../../src/domain/ids.ts";
import type { SigningKeys } from "../../../src/domain/reader-token.ts";
import { issueToken } from "../../../src/domain/reader-token.ts";
import { readReturnedMail } from "../../../src/mail/bounce/returned-mail.ts";
import { cpuMs } from "../../ingest/cost.ts";

const folder = path.resolve(import.meta.dirname, "../../fixtures/bounces");
const keys: SigningKeys = [Buffer.alloc(32, 7)];
const claim = { subscriber: subscriberId("00000000-0000-4000-8000-000000000001"), about: 0x0badcafe };

type Expected = { kind: string; final: boolean; proof: string | null; status: string | null };
const expected = JSON.parse(readFileSync(path.join(folder, "expected.json"), "utf8")) as Record<
  string,
  Expected
>;
const names = Object.keys(expected);
const fixture = (name: string): Buffer => readFileSync(path.join(folder, `${name}.eml`));

describe("returned mail", () => {
  test.each(names)("%s is what it is", async (name) => {
    const mail = await readReturnedMail(fixture(name), keys);
    const { kind, final, proof, status } = mail;
    expect({ kind, final, proof, status }, mail.words).toEqual(expected[name]);
    expect(mail.about).toEqual(proof == null ? null : claim);
  });

  test("says the same with other line ends", async () => {
    for (const name of names) {
      const text = fixture(name).toString("latin1").replaceAll("\n", "\r\n");
      const { kind, proof } = await readReturnedMail(Buffer.from(text, "latin1"), keys);
      expect({ kind, proof }, name).toEqual({ kind: expected[name]?.kind, proof: expected[name]?.proof });
    }
  });

  test("is nobody's for a site with other keys", async () => {
    for (const name of names) {
      const { about, proof } = await readReturnedMail(fixture(name), [Buffer.alloc(32, 9)]);
      expect({ about, proof }, name).toEqual({ about: null, proof: null });
    }
  });

  test("is read with a key from before the newest one", async () => {
    const { about } = await readReturnedMail(fixture("postfix-unknown-user"), [Buffer.alloc(32, 9), ...keys]);
    expect(about).toEqual(claim);
  });

  test("with one letter of its token changed is nobody's", async () => {
    const token = issueToken(keys, "bounce", claim);
    const original = fixture("forged-verp").toString("latin1");
    const [forged = ""] = /(?<=\+)[a-z2-7]{48}/.exec(original) ?? [];
    for (let at = 0; at < token.length; at++) {
      const letter = token[at] === "a" ? "b" : "a";
      const almost = token.slice(0, at) + letter + token.slice(at + 1);
      const mail = await readReturnedMail(Buffer.from(original.replaceAll(forged, almost)), keys);
      expect(mail.about, almost).toBeNull();
    }
  });

  test("a token that somebody writes into a text or another header proves nothing", async () => {
    const token = issueToken(keys, "bounce", claim);
    const text = `From: mallory@spam.test\nSubject: hello bounces+${token}@news.example\nReply-To: bounces+${token}@news.example\n\nbounces+${token}@news.example\n`;
    expect(await readReturnedMail(Buffer.from(text), keys)).toMatchObject({ kind: "other", about: null });
  });

  test("keeps nobody's address in what it says", async () => {
    for (const name of names) {
      const { words } = await readReturnedMail(fixture(name), keys);
      expect(words, name).not.toMatch(/@/);
      expect(words.length).toBeLessThanOrEqual(300);
      expect(words).not.toMatch(/\p{Cc}/u);
    }
  });

  test("of a megabyte and more is read by what comes first", async () => {
    const long = Buffer.concat([fixture("postfix-unknown-user"), Buffer.alloc(5_000_000, "x\n")]);
    expect(await readReturnedMail(long, keys)).toMatchObject({ kind: "hard", status: "5.1.1" });
  });
});

describe("any bytes", () => {
  const isRead = async (bytes: Uint8Array): Promise<void> => {
    const mail = await readReturnedMail(bytes, keys);
    expect(bounceKinds).toContain(mail.kind);
  };

  test("at random are read as something", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), isRead), { numRuns: 100 });
  });

  test("of a returned mail, cut, turned around and mixed with another's, are read as something", async () => {
    const name = fc.constantFrom(...names);
    const spot = fc.integer({ min: 0, max: 4000 });
    await fc.assert(
      fc.asyncProperty(
        name,
        name,
        spot,
        spot,
        fc.uint8Array({ maxLength: 20 }),
        async (one, other, a, b, noise) => {
          await isRead(
            Buffer.concat([
              fixture(one).subarray(0, a),
              noise,
              fixture(other).subarray(b),
              fixture(one).subarray(a),
            ]),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  const many = (text: string, length = 1_000_000): string =>
    text.repeat(Math.ceil(length / text.length)).slice(0, length);
  const inPart = (type: string, text: string): string =>
    `From: MAILER-DAEMON@x.test\nReturn-Path: <>\nSubject: failure notice\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: ${type}\n\n${text}\n--b--\n`;
  const nests = (depth: number): string =>
    Array.from(
      { length: depth },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    ).join("");
  const hostile: Readonly<Record<string, string>> = {
    "empty lines": many("\n"),
    "one line": many("a"),
    spaces: `Subject: failure notice\nReturn-Path: <>\n\n${many(" ")}`,
    "a head without end": many("X-A: b\n"),
    "a folded head": `Subject: a\n${many(" b\n")}`,
    addresses: `To: ${many("<a@b.test>,")}\n\nx`,
    "angle brackets": inPart("text/html", many("<")),
    tags: inPart("text/html", many("<p <p ")),
    codes: inPart("text/plain", many("5.1.1")),
    quotes: inPart("text/plain", many("> > ")),
    dashes: inPart("text/plain", many("--------- ")),
    recipients: inPart(
      "message/delivery-status",
      many("Final-Recipient: rfc822; a@b.test\nAction: failed\n\n"),
    ),
    "recipients without end": inPart("message/delivery-status", many("Final-Recipient: rfc822; a@b.test\n")),
    "one long diagnostic": inPart(
      "message/delivery-status",
      `Action: failed\nDiagnostic-Code: ${many("mailbox is ")}`,
    ),
    "words of servers": inPart("text/plain", many("user no such the recipient is account ")),
    tokens: `To: ${many(`${"a".repeat(48)},`)}\n\nx`,
    escapes: inPart("text/rfc822-headers", `List-Unsubscribe: ${many("%61")}`),
    "nested parts": nests(2000),
    "nested mails": many("Content-Type: message/rfc822\n\n"),
    parts: `Content-Type: multipart/mixed; boundary=b\n\n${many("--b\n\n")}`,
    "encoded words": `Subject: ${many("=?utf-8?Q?a?= ")}\n\nx`,
    unsubscribe: `Subject: ${many("unsubscribe ")}\n\nx`,
  };

  test.each(Object.keys(hostile))("%s do not hold it up", async (name) => {
    const before = cpuMs();
    await isRead(Buffer.from(hostile[name] ?? ""));
    expect(cpuMs() - before).toBeLessThan(5_000);
  });
});
