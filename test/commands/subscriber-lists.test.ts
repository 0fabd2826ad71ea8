import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { broadsheet, emptySite } from "../cli.ts";

const said = ["--consent-source", "Spring fair 2026, paper forms"];

async function imported(site: string, list: string, ...options: readonly string[]) {
  writeFileSync(path.join(site, "list.csv"), list);
  const { code, stdout, stderr } = await broadsheet(site, [
    "subscribers",
    "import",
    "list.csv",
    ...said,
    "--json",
    ...options,
  ]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const rejected = path.join(site, "rejected.csv");
  return {
    report: JSON.parse(stdout) as Record<string, number>,
    rejected: existsSync(rejected)
      ? readFileSync(rejected, "utf8")
          .trim()
          .split("\r\n")
          .slice(1)
          .map((line) => line.slice(1, -1).split('","'))
      : [],
  };
}

async function listed(site: string): Promise<string[]> {
  const { stdout } = await broadsheet(site, ["subscribers", "list"]);
  return stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t").slice(0, 2).join(" "));
}

async function exported(site: string): Promise<string> {
  const { code } = await broadsheet(site, ["subscribers", "export", "--out", "out.csv"]);
  expect(code).toBe(0);
  return readFileSync(path.join(site, "out.csv"), "utf8");
}

test("a list is taken in by the names of its columns, and what is wrong with the others is told row by row", async () => {
  const site = emptySite();
  const { report, rejected } = await imported(
    site,
    [
      "Name;E-Mail;Status;Since",
      "Ada;Ada@Example.org;active;2026-01-02",
      "Grace;grace@example.net;unsubscribed;2026-01-02",
      "Linus;linus at example.org;;",
      "Ada again;ADA@example.ORG;;",
      "Slip;slip@gmial.com;;",
      "Odd;odd@example.org;maybe;",
      "When;when@example.org;;02.01.2026",
      "",
      "Hard;hard@example.org;bounced;",
    ].join("\r\n"),
  );
  expect(report).toEqual({ rows: 8, added: 4, known: 0, silenced: 0, leftOut: 4, hints: 1 });
  expect(rejected).toEqual([
    ["4", "linus at example.org", "left out", expect.stringContaining("expected an address such as")],
    ["5", "ADA@example.org", "left out", "is the same as row 2"],
    ["6", "slip@gmial.com", "taken", "was slip@gmail.com meant?"],
    ["7", "odd@example.org", "left out", expect.stringContaining("maybe")],
    ["8", "when@example.org", "left out", expect.stringContaining("is no date")],
  ]);
  expect(await listed(site)).toEqual([
    "Ada@example.org active",
    "grace@example.net unsubscribed",
    "hard@example.org active",
    "slip@gmial.com active",
  ]);
  const { stdout } = await broadsheet(site, ["subscribers", "export", "--of", "ada@example.org"]);
  expect(JSON.parse(stdout)).toMatchObject({
    address: "Ada@example.org",
    standing: "active",
    since: "2026-01-02T00:00:00.000Z",
    evidence: [{ kind: "imported", source: said[1], row: 2 }],
  });
});

describe("a list of addresses alone", () => {
  test.each([
    ["without a header", "ada@example.org\ngrace@example.net\n"],
    ["with a header in any language", "Sähköposti\nada@example.org\ngrace@example.net\n"],
  ])("is taken %s", async (_how, list) => {
    const site = emptySite();
    expect((await imported(site, list)).report).toMatchObject({ added: 2, leftOut: 0 });
  });

  test("that holds none is refused", async () => {
    const site = emptySite();
    writeFileSync(path.join(site, "list.csv"), "name,age\nAda,36\n");
    const { code, stderr } = await broadsheet(site, ["subscribers", "import", "list.csv", ...said]);
    expect(code).toBe(65);
    expect(stderr).toContain("No column holds addresses");
  });
});

test("an import says on what ground, or is refused", async () => {
  const site = emptySite();
  writeFileSync(path.join(site, "list.csv"), "ada@example.org\n");
  expect((await broadsheet(site, ["subscribers", "import", "list.csv"])).code).toBe(64);
  expect((await broadsheet(site, ["subscribers", "import", "list.csv", "--consent-source", " "])).code).toBe(
    64,
  );
});

test("an import brings back nobody who left, was erased or is suppressed, and the same list twice is once", async () => {
  const site = emptySite();
  const list = "address,status\nada@example.org,\ngrace@example.net,\nhard@example.org,bounced\n";
  await imported(site, list);
  await broadsheet(site, ["subscribers", "remove", "ada@example.org"]);
  await broadsheet(site, ["subscribers", "erase", "grace@example.net"]);
  const before = await listed(site);
  const again = await imported(
    site,
    `address\nada@example.org\ngrace@example.net\nhard@example.org\nnew@example.org\n`,
  );
  expect(again.report).toMatchObject({ added: 1, leftOut: 3 });
  expect(again.rejected.map(([row, , , why]) => [row, why])).toEqual([
    ["2", "has unsubscribed; only that person can subscribe again"],
    ["3", "was erased at its owner's wish"],
    ["4", "is suppressed: mail to it came back"],
  ]);
  expect(await listed(site)).toEqual([...before, "new@example.org active"]);
  const third = await imported(site, "address\nnew@example.org\n");
  expect(third.report).toMatchObject({ added: 0, known: 1, leftOut: 0 });
});

test("a dry run tells the same and takes nothing in", async () => {
  const site = emptySite();
  const list = "address\nada@example.org\nnobody\n";
  const dry = await imported(site, list, "--dry-run");
  expect(await listed(site)).toEqual([]);
  expect(await imported(site, list)).toEqual(dry);
});

test("an export taken in elsewhere ends in the same export, and no cell of it is a formula", async () => {
  const site = emptySite();
  const list = [
    "address,standing,silence,wishes",
    "ada@example.org,active,,default=weekly local=none",
    "=cmd|x@example.org,active,,",
    "+plus@example.org,unsubscribed,,default=each/2027-01-01T00:00:00.000Z",
    "hard@example.org,active,bounced,",
    "pending@example.org,pending,,",
    "用户@例え.jp,active,complained,",
  ].join("\n");
  expect((await imported(site, list)).report).toMatchObject({ added: 6, leftOut: 0 });
  const first = await exported(site);
  expect(first).toContain(`"'=cmd|x@example.org"`);
  expect(first).not.toMatch(/(?:^|,)"[=+\-@]/m);
  const other = emptySite();
  expect((await imported(other, first)).report).toMatchObject({ added: 6, leftOut: 0 });
  expect(await exported(other)).toBe(first);
});

test("who is erased leaves nothing but that somebody was there", async () => {
  const site = emptySite();
  await imported(site, "address\nada.personal@example.org\n");
  const { code, stdout } = await broadsheet(site, ["subscribers", "erase", "Ada.Personal@example.org"]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("erased")]);
  expect(await listed(site)).toEqual([]);
  const of = await broadsheet(site, ["subscribers", "export", "--of", "ada.personal@example.org"]);
  expect(JSON.parse(of.stdout)).toMatchObject({
    standing: null,
    silence: "erased",
    evidence: [],
    deliveries: [],
  });
  for (const name of readdirSync(path.join(site, "data")))
    expect(readFileSync(path.join(site, "data", name)).toString("latin1")).not.toContain("personal");
});
