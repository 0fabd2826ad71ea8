import { execFileSync, spawnSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { chmodSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { describe, expect, test } from "vitest";
import type { DkimKey } from "../../src/mail/dkim.ts";
import { bodyHashOf, dkimFields } from "../../src/mail/dkim.ts";
import { dkimName, dkimRecord, makeDkimKey, readDkimKey } from "../../src/mail/dkim-keys.ts";
import { tryDkim } from "../../src/mail/dkim-trial.ts";
import { tree } from "../tree.ts";
import { ada, compose, edition, fullLetterhead } from "./letters.ts";

const keyOf = (algorithm: DkimKey["algorithm"], selector: string): DkimKey => ({
  domain: "example.org",
  selector,
  algorithm,
  privateKey:
    algorithm === "rsa-sha256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
      : generateKeyPairSync("ed25519").privateKey,
});
const signers = [keyOf("rsa-sha256", "r1"), keyOf("ed25519-sha256", "e1")];
const records = new Map(signers.map((key) => [dkimName(key), dkimRecord(key)]));

const signed = async (raw: Buffer): Promise<Buffer> =>
  Buffer.concat([await dkimFields(raw, signers, edition.sealedAt), raw]);
const letter = async (): Promise<Buffer> => (await compose({ letterhead: fullLetterhead })).raw;

async function verdicts(raw: Buffer) {
  const { results } = await dkimVerify(raw, {
    resolver: (name: string) => Promise.resolve([[records.get(name) ?? ""]]),
  });
  return results.map(({ algo, status, signingHeaders }) => ({ algo, result: status.result, signingHeaders }));
}
const passes = async (raw: Buffer): Promise<unknown[]> => (await verdicts(raw)).map(({ result }) => result);

/** Debian's dkimpy (python3-dkim, python3-nacl), which shares nothing with Node. */
const python = ["/usr/bin/python3", "python3"].find(
  (each) => spawnSync(each, ["-c", "import dkim, nacl"]).status === 0,
);
const verifyInPython = `
import sys, json, dkim
message = sys.stdin.buffer.read()
records = json.loads(sys.argv[1])
def look(name, timeout=5):
    return records.get(name.decode().rstrip("."), "").encode()
print(json.dumps([dkim.DKIM(message).verify(idx=n, dnsfunc=look) for n in range(2)]))
`;

describe("a signed mail", () => {
  test("verifies by both of its signatures", async () => {
    const found = await verdicts(await signed(await letter()));
    expect(found.map(({ algo, result }) => [algo, result])).toEqual([
      ["rsa-sha256", "pass"],
      ["ed25519-sha256", "pass"],
    ]);
  });

  test.skipIf(python == null)("verifies for a program that shares nothing with ours", async () => {
    const answer = execFileSync(
      python!,
      ["-c", verifyInPython, JSON.stringify(Object.fromEntries(records))],
      {
        input: await signed(await letter()),
      },
    );
    expect(JSON.parse(answer.toString())).toEqual([true, true]);
  });

  test("is covered in all that readers and their programs go by, one-click unsubscribing among it", async () => {
    const raw = await letter();
    const covered = ((await verdicts(await signed(raw)))[0]?.signingHeaders?.keys ?? "")
      .split(/[:,]\s*/)
      .map((name) => name.toLowerCase());
    const standing = raw
      .toString()
      .split("\r\n\r\n", 1)[0]!
      .split(/\r\n(?![ \t])/)
      .map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
    expect(standing).toContain("list-unsubscribe-post");
    expect(standing.filter((name) => !covered.includes(name))).toEqual([]);
  });

  test("is the same to the byte when it is signed again", async () => {
    const raw = await letter();
    expect((await signed(raw)).equals(await signed(raw))).toBe(true);
  });

  test("has header lines of at most 78 characters in its signatures", async () => {
    const lines = (await dkimFields(await letter(), signers, edition.sealedAt)).toString().split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(lines.at(-1)).toBe("");
  });

  test("no longer verifies once anything in it was changed, or a field that readers are shown was added", async () => {
    const raw = await signed(await letter());
    const text = raw.toString("latin1");
    const changed = [
      text.replace("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click"),
      text.replace("https://letters.example.org/unsubscribe/", "https://letters.example.net/unsubscribe/"),
      text.replace("Subject: The bridge", "Subject: No bridge"),
      text.replace("=2Edots", "=2Ebots"),
      text.replace("\r\n\r\n", "\r\n\r\nMore.\r\n"),
      ...["From: eve@example.net", "Subject: Win", "Reply-To: eve@example.net", "To: you@example.net"].map(
        (field) => `${field}\r\n${text}`,
      ),
    ];
    for (const each of changed) {
      expect(each).not.toBe(text);
      expect(await passes(Buffer.from(each, "latin1"))).toEqual(
        ["neutral", "neutral"].map(() => expect.not.stringMatching(/^pass$/)),
      );
    }
    const relayed = `Received: from a by b\r\n${text.replace("Precedence: bulk", "Precedence:  bulk ")}\r\n\r\n`;
    expect(await passes(Buffer.from(relayed, "latin1"))).toEqual(["pass", "pass"]);
  });

  test("holds for a reader whose address has letters of its own", async () => {
    const { raw } = await compose({
      recipient: { ...ada, address: "用户@example.com" },
    });
    expect(await passes(await signed(raw))).toEqual(["pass", "pass"]);
  });

  test("has the hash of its body that mailauth finds, whatever white space there is", async () => {
    const edPem = signers[1]!.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const body = fc
      .array(fc.constantFrom("a", "=", " ", "\t", "  ", "\r\n", "\r\n\r\n", ".", "é"), { maxLength: 30 })
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const raw = Buffer.from(`From: a@example.org\r\n\r\n${text}`);
        const signature = { signingDomain: "example.org", selector: "e1", privateKey: edPem };
        const { signatures } = await dkimSign(raw, {
          ...signature,
          canonicalization: "relaxed/relaxed",
          signatureData: [signature],
        });
        expect(signatures.replace(/\s/g, "")).toContain(`bh=${bodyHashOf(Buffer.from(text))};`);
      }),
      { numRuns: 300 },
    );
  });
});

describe("before anything is sent, a sample", () => {
  test("passes with keys that sign", async () => {
    await expect(tryDkim(await letter(), signers, edition.sealedAt)).resolves.toBeUndefined();
  });

  test("is refused with a key that signs what nobody can verify, by the name of its record", async () => {
    const wrong: DkimKey = { ...signers[1]!, selector: "w1", privateKey: signers[0]!.privateKey };
    await expect(tryDkim(await letter(), [signers[1]!, wrong], edition.sealedAt)).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("w1._domainkey.example.org does not verify"),
    });
  });
});

const pem = (type: "ec" | "rsa", options: object): string =>
  generateKeyPairSync(type as "rsa", options as { modulusLength: number })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

describe("a key", () => {
  test.each(["rsa-sha256", "ed25519-sha256"] as const)(
    "for %s is made in a file for its owner alone, and never over another",
    (algorithm) => {
      const file = path.join(tree(), "data/dkim/a.pem");
      makeDkimKey(file, algorithm);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readDkimKey(file, "example.org", "a")).toMatchObject({ algorithm, selector: "a" });
      expect(() => makeDkimKey(file, algorithm)).toThrow(expect.objectContaining({ code: "cannot-write" }));
    },
  );

  test.each([
    [
      "nothing of a key",
      "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXdvcmQ=\n-----END PRIVATE KEY-----\n",
      "is not a private key",
    ],
    ["no text at all", "", "is not a private key"],
    ["a key too short", pem("rsa", { modulusLength: 1024 }), "1024 bits; at least 2048"],
    ["a key of another kind", pem("ec", { namedCurve: "P-256" }), "type ec"],
  ])("file with %s in it is refused, and nothing of it is told", (_what, text, why) => {
    const file = path.join(tree({ "a.pem": text }), "a.pem");
    chmodSync(file, 0o600);
    const reading = (): unknown => readDkimKey(file, "example.org", "a");
    expect(reading).toThrow(
      expect.objectContaining({ code: "config", message: expect.stringContaining(why) }),
    );
    expect(reading).not.toThrow(/secret|c2Vj/);
  });

  test("that others may read is refused, and one that is not there is asked for", () => {
    const file = path.join(tree(), "a.pem");
    expect(() => readDkimKey(file, "example.org", "a")).toThrow(/a\.pem is not there.*broadsheet dkim/);
    writeFileSync(file, signers[1]!.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o644 });
    expect(() => readDkimKey(file, "example.org", "a")).toThrow(/may be read by others: run chmod 600/);
    chmodSync(file, 0o600);
    expect(readDkimKey(file, "example.org", "a").algorithm).toBe("ed25519-sha256");
  });

  test("is published as the RFCs show theirs", () => {
    // RFC 8463, appendix A.1 and A.2.
    const seed = Buffer.from("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", "base64");
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const key: DkimKey = {
      domain: "football.example.com",
      selector: "brisbane",
      algorithm: "ed25519-sha256",
      privateKey,
    };
    expect(dkimRecord(key)).toBe("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    expect(dkimName(key)).toBe("brisbane._domainkey.football.example.com");
  });
});
