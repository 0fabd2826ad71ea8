import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { broadsheet, emptySite, seededSite } from "../cli.ts";

describe("explain", () => {
  test("tells of the given article what was read and why, its summary with receipts, its entry, and who got it", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const { code, stdout } = await broadsheet(site, ["explain", "seeds/article-001.txt"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Date {6}2025-11-27\n.*embedded post/m);
    expect(stdout).toMatch(/^Author {4}unknown\n/m);
    expect(stdout).toMatch(/embed: .+\n.*boilerplate: Information/);
    expect(stdout).toMatch(/characters 0 to \d+: it is the first to say/);
    expect(stdout).toMatch(/^Entry {5}articles\/[a-z0-9-]+\.html$/m);
    expect(stdout).toContain("default No. 1: 3 accepted");
    expect(stdout).toMatch(/^ +id: from the database, and in line \d+ of seeds\/\.broadsheet-ids$/m);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("knows an article before any run, and one that is new since", async () => {
    const site = seededSite();
    const before = await broadsheet(site, ["explain", "article-001.txt"]);
    expect([before.code, before.stdout]).toEqual([0, expect.stringContaining("not published yet")]);
    expect(before.stdout).toContain("id: minted when it is published first");
    await broadsheet(site, ["run"]);
    writeFileSync(
      path.join(site, "seeds/late.md"),
      "# Late\n\nIt came after the edition had gone to everyone.\n",
    );
    const { stdout } = await broadsheet(site, ["explain", "late.md"]);
    expect(stdout).toMatch(/^Title {5}Late$/m);
    expect(stdout).toContain("not published yet");
  });

  test("takes into account what the folder repeats, as a run does", async () => {
    const site = emptySite();
    mkdirSync(path.join(site, "seeds"));
    const towns = ["Aldby", "Birkham", "Carnwold", "Drevford", "Elmness", "Falstad"];
    for (const town of towns) {
      const story = `The ferry of ${town} is back.\n\nNobody on the quay in ${town} believed it at first, and ${town} waited.`;
      writeFileSync(
        path.join(site, `seeds/${town}.txt`),
        `${story}\n\nPrinted on the old press behind the harbour.\n`,
      );
    }
    await broadsheet(site, ["run"]);
    const { stdout } = await broadsheet(site, ["explain", "Aldby.txt"]);
    expect(stdout).toContain("boilerplate: Printed on the old press behind the harbour.");
  });

  test("says why an article cannot be used, with 65, and 66 where there is none", async () => {
    const site = seededSite();
    writeFileSync(path.join(site, "seeds/bad.txt"), Uint8Array.of(0, 1, 2, 3, 0));
    const bad = await broadsheet(site, ["explain", "bad.txt"]);
    expect(bad.code).toBe(65);
    expect(bad.stdout).toMatch(/^Skipped {3}\S/m);
    const none = await broadsheet(site, ["explain", "none.txt"]);
    expect([none.code, none.stderr]).toEqual([66, expect.stringContaining("none.txt")]);
  });

  test("tells all of it to machines", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const { stdout } = await broadsheet(site, ["explain", "article-001.txt", "--json"]);
    const told = JSON.parse(stdout) as {
      article: { text: string };
      summary: { sentences: { text: string; start: number; end: number }[] };
    };
    expect(told.summary.sentences.length).toBeGreaterThan(0);
    for (const { text, start, end } of told.summary.sentences)
      expect(told.article.text.slice(start, end)).toBe(text);
  });
});
