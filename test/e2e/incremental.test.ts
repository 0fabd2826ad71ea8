import { mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { broadsheet, seededSite, snapshot } from "../cli.ts";
import { pngOf } from "../fixtures/files/pictures.ts";
import { tree } from "../tree.ts";

const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(snapshot(folder)).map(([name, { text }]) => [name, text]));

const late =
  "# The ninth article\n\nIt came after the first edition had gone out to everyone who reads it.\n";

/** What is not dated is dated by its file: an hour ago, so that what comes later is later by any clock. */
async function published(): Promise<string> {
  const site = seededSite();
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of readdirSync(path.join(site, "seeds")))
    utimesSync(path.join(site, "seeds", name), hourAgo, hourAgo);
  await broadsheet(site, ["run"]);
  return site;
}

test("a picture that two articles show is written once", async () => {
  const site = tree({
    "seeds/boat.png": pngOf(640, 360),
    "seeds/a.md": "![A boat](boat.png)\n\nThe ferry lay in the ice all winter. Two crews slept ashore.\n",
    "seeds/b.md": "![A boat](boat.png)\n\nOrgans from Turku came home by sea. A concert follows in June.\n",
  });
  const { stdout } = await broadsheet(site, ["run"]);
  const names = Object.keys(snapshot(path.join(site, "public")));
  expect(stdout.match(/images\//g)).toHaveLength(1);
  expect(stdout).toContain(`${names.length} files written`);
});

test("runs that find everything as it was all say so in the same words, of copies, too", async () => {
  const site = tree({ "seeds/a.md": late, "seeds/b.md": late });
  const said: string[] = [];
  // By later clocks the files are old enough to be known by their times alone.
  for (let hours = 1; hours <= 4; hours++) {
    const at = new Date(Date.now() + hours * 3_600_000).toISOString();
    said.push((await broadsheet(site, ["run", "--at", at])).stdout);
  }
  expect(said[1]).toContain("2 read: 0 new, 0 updated, 1 unchanged");
  expect(said.slice(2)).toEqual([said[1], said[1]]);
});

describe("a second run", () => {
  test("writes the pages of what has changed and nothing else", async () => {
    const site = await published();
    const before = snapshot(path.join(site, "public"));
    writeFileSync(path.join(site, "seeds/late.md"), late);
    await broadsheet(site, ["run"]);
    const after = snapshot(path.join(site, "public"));
    const written = Object.keys(after).filter((name) => after[name]?.mtimeMs !== before[name]?.mtimeMs);
    const month = new Date().toISOString().slice(0, "2026-11".length);
    expect(written).toEqual([
      `archive/${month}/index.html`,
      "archive/index.html",
      "articles/the-ninth-article.html",
      "atom.xml",
      "editions/2.html",
      "editions/index.html",
      "feed.json",
      "feeds.opml",
      "index.html",
      "rss.xml",
      `sitemaps/${month}.xml`,
      "sitemaps/pages.xml",
    ]);
  });

  test("ends where a run that makes every page again ends", async () => {
    const site = await published();
    writeFileSync(path.join(site, "seeds/late.md"), late);
    writeFileSync(
      path.join(site, "seeds/article-001.txt"),
      "The whole story was withdrawn and told anew on Friday.\n",
    );
    await broadsheet(site, ["run"]);
    rmSync(path.join(site, "seeds/late.md"));
    for (let n = 0; n < 2; n++) await broadsheet(site, ["run"]);
    const step = textsIn(path.join(site, "public"));
    expect(Object.keys(step)).not.toContain("articles/the-ninth-article.html");
    await forgetPublication(site);
    expect((await broadsheet(site, ["run"])).stdout).toContain("nothing changed");
    rmSync(path.join(site, "public"), { recursive: true });
    await broadsheet(site, ["run"]);
    expect(textsIn(path.join(site, "public"))).toEqual(step);
  });

  test("knows an article that was renamed and edited at once, by its words", async () => {
    const site = await published();
    const before = textsIn(path.join(site, "public"))["atom.xml"] ?? "";
    const [from, to] = ["seeds/the-id-is-the-promise.md", "seeds/moved/promise.md"].map((name) =>
      path.join(site, name),
    );
    const text = readFileSync(from ?? "", "utf8");
    rmSync(from ?? "");
    mkdirSync(path.dirname(to ?? ""));
    writeFileSync(to ?? "", `${text}\nA line was added on the way.\n`);
    const { stdout } = await broadsheet(site, ["run"]);
    expect(stdout).toContain("8 read: 0 new, 1 updated, 7 unchanged");
    expect(stdout).toContain("nothing new");
    const ids = (feed: string) =>
      [...feed.matchAll(/<id>(urn:uuid:[^<]+)<\/id>/g)]
        .map((m) => m[1] ?? "")
        .toSorted((a, b) => a.localeCompare(b));
    expect(ids(textsIn(path.join(site, "public"))["atom.xml"] ?? "")).toEqual(ids(before));
  });

  test("puts back a page that was deleted, and everything where all of it was", async () => {
    const site = await published();
    const before = textsIn(path.join(site, "public"));
    const page = Object.keys(before).find((name) => name.startsWith("articles/")) ?? "";
    rmSync(path.join(site, "public", page));
    rmSync(path.join(site, "public/editions/1.html"));
    const { stdout } = await broadsheet(site, ["run"]);
    expect(stdout).toContain("2 files written");
    expect(textsIn(path.join(site, "public"))).toEqual(before);
    rmSync(path.join(site, "public"), { recursive: true });
    await broadsheet(site, ["run"]);
    expect(textsIn(path.join(site, "public"))).toEqual(before);
  });

  test("makes every page again when the site's settings or templates are others", async () => {
    const site = await published();
    writeFileSync(path.join(site, "broadsheet.yaml"), "title: The Gull\n");
    await broadsheet(site, ["run"]);
    const pages = Object.entries(textsIn(path.join(site, "public"))).filter(([name]) =>
      name.endsWith(".html"),
    );
    expect(pages.length).toBeGreaterThan(8);
    for (const [, page] of pages) expect(page).toContain("The Gull");
  });

  test("mends a publication that died between its seal and its end", async () => {
    const site = await published();
    const complete = textsIn(path.join(site, "public"));
    await forgetPublication(site);
    for (const name of Object.keys(complete).slice(0, 5))
      writeFileSync(path.join(site, "public", name), "half");
    await broadsheet(site, ["run"]);
    expect(textsIn(path.join(site, "public"))).toEqual(complete);
  });

  test("does not call an article changed because its file was touched", async () => {
    const site = await published();
    const before = snapshot(path.join(site, "public"));
    const now = new Date();
    utimesSync(path.join(site, "seeds/article-001.txt"), now, now);
    const { stdout } = await broadsheet(site, ["run"]);
    expect(stdout).toContain("8 read: 0 new, 0 updated, 8 unchanged");
    expect(snapshot(path.join(site, "public"))).toEqual(before);
  });
});

/** As a process leaves it that dies while it publishes. */
async function forgetPublication(site: string): Promise<void> {
  await using store = await openSqlite(path.join(site, "data/broadsheet.db"));
  await store.setPublishedWith("default", null);
}
