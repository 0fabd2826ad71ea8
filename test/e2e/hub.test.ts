import { DatabaseSync } from "node:sqlite";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { broadsheet, ended, seededSite, start } from "../cli.ts";
import { hub } from "../hub.ts";

function siteWith(hubUrl: string, url = "https://news.net/"): string {
  const site = seededSite();
  mkdirSync(path.join(site, "jobs"));
  writeFileSync(path.join(site, "broadsheet.yaml"), `url: ${url}\n`);
  writeFileSync(path.join(site, "jobs/default.yaml"), `feed: {hub: "${hubUrl}"}\n`);
  return site;
}

const feeds = ["atom.xml", "feed.json", "rss.xml"].map((file) => `https://news.net/${file}`);
const more =
  "A second bridge\n\nThe council has decided to build a second bridge over the river, it said on Monday.\n";

describe("a job with a hub", () => {
  test("names it in every feed, and tells it of what changed and of nothing else", async () => {
    const { url, topics } = await hub();
    const site = siteWith(url);
    const rehearsal = await broadsheet(site, ["run", "--dry-run"]);
    expect([rehearsal.code, topics()]).toEqual([0, []]);
    const first = await broadsheet(site, ["run"]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^Hub +127\.0\.0\.1:\d+ was told of 3 feeds$/m);
    expect(topics()).toEqual(feeds);
    for (const file of ["atom.xml", "rss.xml", "feed.json"])
      expect(readFileSync(path.join(site, "public", file), "utf8")).toContain(new URL(url).host);
    const second = await broadsheet(site, ["run"]);
    expect(second.stdout).not.toContain("Hub");
    expect(topics()).toEqual(feeds);
  }, 60_000);

  test("that is out of order fails no run; the next one tells it, and so does `start`", async () => {
    const { url, told, says, topics } = await hub();
    const site = siteWith(url);
    says((response) => response.writeHead(500).end());
    const first = await broadsheet(site, ["run"]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/note 127\.0\.0\.1:\d+ answers 500; 3 feeds, told again after 20/);
    const isDue = (): void => {
      using database = new DatabaseSync(path.join(site, "data/broadsheet.db"));
      database.exec("update announcement set retry_at = '2026-01-01T00:00:00.000Z'");
    };
    isDue();
    expect((await broadsheet(site, ["run"])).stdout).toContain("answers 500");
    isDue();
    says((response) => response.writeHead(202).end());
    told.length = 0;
    const child = start(site, ["start"]);
    const end = ended(child);
    while (told.length < 3) await once(child.stderr, "data");
    child.kill("SIGTERM");
    expect((await end).stderr).toContain("was told of 3 feeds");
    expect(topics()).toEqual(feeds);
    writeFileSync(path.join(site, "seeds/more.txt"), more);
    expect((await broadsheet(site, ["run"])).stdout).toContain("was told of 3 feeds");
  }, 60_000);

  test("is not told of feeds that do not know their address", async () => {
    const { url, told } = await hub();
    const { code, stderr } = await broadsheet(siteWith(url, "http://localhost:8080/"), ["run"]);
    expect(code).toBe(0);
    expect(stderr).toContain("The hub (feed.hub) is not told of anything before that.");
    expect(told).toEqual([]);
  }, 60_000);
});
