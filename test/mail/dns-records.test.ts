import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { DkimKey } from "../../src/mail/dkim.ts";
import { dkimRecord } from "../../src/mail/dkim-keys.ts";
import { checkDkim, checkDmarc, checkSpf, dkimRecords, zoneLines } from "../../src/mail/dns-records.ts";

const rsa: DkimKey = {
  domain: "news.example.org",
  selector: "s1",
  algorithm: "rsa-sha256",
  privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
};

/** A DNS that knows these names; one with `null` does not answer. */
const dns =
  (names: Readonly<Record<string, readonly string[] | null>>) =>
  (name: string): Promise<readonly string[] | null> =>
    Promise.resolve(Object.hasOwn(names, name) ? names[name]! : []);

test("a record is printed in strings that DNS takes, on lines that 80 columns hold, and is whole again joined", () => {
  const [record] = dkimRecords([rsa]);
  const lines = zoneLines(record!);
  expect(lines[0]).toBe("s1._domainkey.news.example.org. IN TXT (");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
  const strings = [...lines.join("\n").matchAll(/"([^"]*)"/g)].map(([, text]) => text);
  expect(strings.every((text) => text!.length <= 255)).toBe(true);
  expect(strings.join("")).toBe(dkimRecord(rsa));
});

describe("the key in the DNS", () => {
  const at = "s1._domainkey.news.example.org";
  const good = dkimRecord(rsa);
  test.each([
    [
      "fits, also with white space, without version or kind, in another order",
      [good.replace("v=DKIM1; k=rsa; p=", "p= ").replace(/(.{80})/g, "$1 ")],
      "fits",
    ],
    ["fits beside what is no key", ["google-site-verification=x", good], "fits"],
    ["is missing", [], "missing"],
    ["is another one", [good.replace(/p=MIIB/, "p=MIIC")], "differs"],
    ["is of another kind", [good.replace("k=rsa", "k=ed25519")], "differs"],
    ["is revoked", ["v=DKIM1; p="], "differs"],
    ["is marked as a test", [`${good}; t=y`], "differs"],
    ["is there twice", [good, good], "differs"],
    ["cannot be looked up", null, "unknown"],
  ] as const)("%s", async (_what, texts, verdict) => {
    expect(await checkDkim(rsa, dns({ [at]: texts }))).toMatchObject({ name: at, verdict });
  });
});

describe("the SPF record", () => {
  test.each([
    [["v=spf1 include:_spf.example.net -all"], "fits"],
    [["v=spf1", "x"], "fits"],
    [["v=spf10 -all"], "missing"],
    [["v=spf1 -all", "v=spf1 mx -all"], "differs"],
    [["v=spf1 mx +all"], "differs"],
    [["v=spf1 all"], "differs"],
    [null, "unknown"],
  ] as const)("%j: %s", async (texts, verdict) => {
    expect(await checkSpf("example.org", dns({ "example.org": texts }))).toMatchObject({ verdict });
  });
});

describe("the DMARC record", () => {
  test.each([
    [
      { "_dmarc.news.example.org": ["v=DMARC1; p=none; rua=mailto:a@example.org"] },
      "fits",
      "_dmarc.news.example.org",
    ],
    [{ "_dmarc.example.org": ["v=DMARC1; p=reject"] }, "fits", "_dmarc.example.org"],
    [{ "_dmarc.org": ["v=DMARC1; p=reject"] }, "missing", "_dmarc.news.example.org"],
    [{ "_dmarc.example.org": ["v=DMARC1; p=sometimes"] }, "differs", "_dmarc.example.org"],
    [{ "_dmarc.example.org": ["v=DMARC1; p=none", "v=DMARC1; p=reject"] }, "differs", "_dmarc.example.org"],
    [{ "_dmarc.example.org": ["v=DMARC12; p=none"] }, "missing", "_dmarc.news.example.org"],
    [{ "_dmarc.news.example.org": null }, "unknown", "_dmarc.news.example.org"],
  ] as const)("%j: %s", async (names, verdict, name) => {
    expect(await checkDmarc("news.example.org", dns(names))).toMatchObject({ verdict, name });
  });
});
