import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseFeed } from "feedsmith";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { broadsheet, emptySite, seededSite, snapshot, spawned, start } from "../cli.ts";

type Shown = { readonly id: string; readonly title: string };

function feedsOf(site: string): { atom: Shown[]; rss: Shown[]; json: Shown[] } {
  const read = (file: string): string => readFileSync(path.join(site, "public", file), "utf8");
  const atom = parseFeed(read("atom.xml"));
  const rss = parseFeed(read("rss.xml"));
  const json = parseFeed(read("feed.json"));
  if (atom.format !== "atom" || rss.format !== "rss" || json.format !== "json")
    throw new Error("wrong formats");
  return {
    atom: (atom.feed.entries ?? []).map((e) => ({ id: e.id ?? "", title: e.title?.value ?? "" })),
    rss: (rss.feed.items ?? []).map((e) => ({ id: e.guid?.value ?? "", title: e.title ?? "" })),
    json: (json.feed.items ?? []).map((e) => ({ id: e.id ?? "", title: e.title ?? "" })),
  };
}

describe("a first run on the sample articles, with nothing configured", () => {
  test("makes three feeds with the same eight entries, a page for each, and a digest for three demo readers", async () => {
    const site = seededSite();
    const { code, stdout, stderr } = await spawned(site, ["run"]);
    expect(stderr).toContain("Feeds link to http://localhost:8080/");
    expect(code).toBe(0);
    expect(stdout).toContain("8 read: 8 new, 0 updated, 0 unchanged, 0 skipped");
    expect(stdout).toMatch(/^Edition +No\. 1: .+$/m);
    expect(stdout).toContain("3 captured in outbox/");
    expect(stdout).toContain("public/index.html");

    const { atom, rss, json } = feedsOf(site);
    expect(atom).toHaveLength(8);
    expect(new Set(atom.map((e) => e.id)).size).toBe(8);
    expect(rss).toEqual(atom);
    expect(json).toEqual(atom);

    expect(readdirSync(path.join(site, "public/articles"))).toHaveLength(8);
    expect(readdirSync(path.join(site, "public/editions"))).toEqual(["1.html", "index.html"]);
    const index = readFileSync(path.join(site, "public/index.html"), "utf8");
    for (const type of ["application/atom+xml", "application/rss+xml", "application/feed+json"]) {
      expect(index).toMatch(new RegExp(`<link rel="alternate" type="${type.replace("+", "\\+")}"`));
    }

    const mails = readdirSync(path.join(site, "outbox/default-1"));
    expect(mails.toSorted()).toEqual([
      "ada@example.com.eml",
      "grace@example.net.eml",
      "linus@example.org.eml",
    ]);
    for (const name of mails) {
      const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1", name)));
      expect(mail.to).toMatchObject({ text: name.replace(/\.eml$/, "") });
      expect(mail.html).toContain(name.replace(/\.eml$/, ""));
      for (const { title } of atom) expect(mail.text).toContain(title);
    }
  });

  test("again says nothing new, sends nothing and changes no byte", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const before = {
      public: snapshot(path.join(site, "public")),
      outbox: snapshot(path.join(site, "outbox")),
    };
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("nothing new");
    expect(stdout).toContain("8 unchanged");
    expect(stdout).toContain("nothing to send");
    expect({
      public: snapshot(path.join(site, "public")),
      outbox: snapshot(path.join(site, "outbox")),
    }).toEqual(before);
  });

  test("after one article was added makes edition 2 with that article only; the feeds hold all nine", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const first = feedsOf(site).atom;
    writeFileSync(
      path.join(site, "seeds/new.md"),
      "# The ninth article arrives late\n\nIt was dropped into the folder after the first edition had gone out to everyone.\n",
    );
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("No. 2: The ninth article arrives late");
    const { atom, rss, json } = feedsOf(site);
    expect(atom).toHaveLength(9);
    expect(rss).toEqual(atom);
    expect(json).toEqual(atom);
    expect(atom.filter((e) => first.some((f) => f.id === e.id))).toEqual(first);
    const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-2/ada@example.com.eml")));
    expect(mail.subject).toBe("The ninth article arrives late");
    for (const { title } of first) expect(mail.text).not.toContain(title);
  });
});

describe("the given article, which has no title, date or author", () => {
  test("keeps its embedded post and its disclaimer out of title, summary and digest, and is dated by the post", async () => {
    const site = seededSite();
    const { stdout } = await broadsheet(site, ["run", "--json"]);
    const report = JSON.parse(stdout) as {
      edition: {
        entries: { path: string; title: string; summary: { text: string; sentences: { text: string }[] } }[];
      };
    };
    const entry = report.edition.entries.find((e) => e.path === "article-001.txt");
    const source = readFileSync(path.join(site, "seeds/article-001.txt"), "utf8");
    expect(entry).toBeDefined();
    for (const text of [entry?.title ?? "", entry?.summary.text ?? ""]) {
      expect(text).not.toMatch(/humiliated|JimmySecUK|t\.co|securities|licenses/);
    }
    for (const { text } of entry?.summary.sentences ?? []) expect(source).toContain(text);
    const feed = JSON.parse(readFileSync(path.join(site, "public/feed.json"), "utf8")) as {
      items: { title: string; date_published: string }[];
    };
    expect(feed.items.find((i) => i.title === entry?.title)?.date_published).toMatch(/^2025-11-27T/);
  });
});

describe("rehearsals", () => {
  test("a dry run tells what would happen and leaves nothing behind", async () => {
    const site = seededSite();
    const { code, stdout } = await broadsheet(site, ["run", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("8 new");
    expect(stdout).toContain("3 would be sent");
    expect(readdirSync(site)).toEqual(["seeds"]);
  });

  test("--no-send publishes and leaves the mail for the next run", async () => {
    const site = seededSite();
    const first = await broadsheet(site, ["run", "--no-send"]);
    expect(first.stdout).toContain("3 queued, not sent");
    expect(existsSync(path.join(site, "outbox"))).toBe(false);
    const second = await broadsheet(site, ["run"]);
    expect(second.stdout).toContain("nothing new");
    expect(second.stdout).toContain("3 captured");
    const third = await broadsheet(site, ["run"]);
    expect(third.stdout).toContain("nothing to send");
  });

  test("a preview is what is sent, to the letter", async () => {
    const site = seededSite();
    const at = ["--at", "2026-11-23T07:00:00Z"];
    const { code, stdout } = await broadsheet(site, ["preview"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/No\. 1 \(the next edition\)/);
    expect(readdirSync(path.join(site, "data"))).toEqual(["preview"]);
    await broadsheet(site, ["run", ...at]);
    await broadsheet(site, ["preview"]);
    const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1/ada@example.com.eml")));
    const text = readFileSync(path.join(site, "data/preview/digest.txt"), "utf8");
    const withoutReader = (body: string): string =>
      body
        .replace(/^mailto:.*$/gm, "MAILTO")
        .replace(/\S+@example\.com\b/g, "READER")
        .trim();
    expect(withoutReader(mail.text ?? "")).toBe(withoutReader(text));
  });

  test("--at sets the clock: the edition is dated then", async () => {
    const site = seededSite();
    await broadsheet(site, ["run", "--at", "2027-03-01T07:00:00+01:00"]);
    const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1/ada@example.com.eml")));
    expect(mail.date?.toISOString()).toBe("2027-03-01T06:00:00.000Z");
    expect(mail.text).toMatch(/Monday,? 1 March 2027/);
  });
});

describe("bad input", () => {
  test("an empty, binary, unreadable or unparsable article is skipped by name and harms no other", async () => {
    const site = seededSite();
    const seeds = path.join(site, "seeds");
    writeFileSync(path.join(seeds, "empty.txt"), "");
    writeFileSync(path.join(seeds, "blank.md"), " \n\n\t\n");
    writeFileSync(
      path.join(seeds, "picture.txt"),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    );
    writeFileSync(path.join(seeds, "broken.md"), "---\ntitle: [unclosed\n---\n\nText that would be fine.\n");
    writeFileSync(path.join(seeds, "locked.txt"), "Nobody may read this one, whoever they are, for now.\n");
    chmodSync(path.join(seeds, "locked.txt"), 0o000);
    const { code, stdout } = await broadsheet(site, ["run"]);
    const expected = ["empty.txt", "blank.md", "picture.txt", "broken.md"];
    // Root reads everything, so the locked one counts only for others.
    const skipped = process.getuid?.() === 0 ? expected : [...expected, "locked.txt"];
    expect(code).toBe(0);
    expect(stdout).toContain(`${skipped.length} skipped`);
    for (const name of skipped) expect(stdout).toMatch(new RegExp(`skipped ${name}: .{10,}`));
    expect(feedsOf(site).atom.length).toBeGreaterThanOrEqual(8);
  });

  test("an article that breaks after it was published keeps its last good version up", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const before = feedsOf(site).atom;
    writeFileSync(path.join(site, "seeds/the-id-is-the-promise.md"), "");
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("the last good version stays");
    expect(feedsOf(site).atom).toEqual(before);
  });

  test("an emptied source folder never empties a feed", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const before = snapshot(path.join(site, "public"));
    rmSync(path.join(site, "seeds"), { recursive: true });
    mkdirSync(path.join(site, "seeds"));
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(65);
    expect(stderr).toContain("seeds/ holds no article");
    expect(snapshot(path.join(site, "public"))).toEqual(before);
  });

  test("a deleted article is withdrawn when it was missing twice, and comes back under its own id", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const before = feedsOf(site).atom;
    const file = path.join(site, "seeds/the-id-is-the-promise.md");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    await broadsheet(site, ["run"]);
    expect(feedsOf(site).atom).toEqual(before);
    const second = await broadsheet(site, ["run"]);
    expect(second.stdout).toContain("withdrawn");
    expect(feedsOf(site).atom).toHaveLength(7);
    expect(readdirSync(path.join(site, "public/articles"))).toHaveLength(7);
    writeFileSync(file, text);
    const third = await broadsheet(site, ["run"]);
    expect(third.stdout).toContain("nothing new");
    expect(feedsOf(site).atom).toEqual(before);
  });

  test("a renamed article keeps its id and is not mailed again", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const before = feedsOf(site).atom;
    const file = path.join(site, "seeds/the-id-is-the-promise.md");
    writeFileSync(path.join(site, "seeds/renamed.md"), readFileSync(file));
    rmSync(file);
    const { stdout } = await broadsheet(site, ["run"]);
    expect(stdout).toContain("nothing new");
    expect(feedsOf(site).atom).toEqual(before);
  });

  test("a broken job file stops before anything is written, with file, line and the nearest key", async () => {
    const site = seededSite();
    mkdirSync(path.join(site, "jobs"));
    writeFileSync(path.join(site, "jobs/default.yaml"), "source: seeds\nshedule: 0 7 * * *\n");
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(78);
    expect(stderr).toContain('jobs/default.yaml, line 2: unknown key "shedule". Did you mean "schedule"?');
    expect(readdirSync(site).toSorted()).toEqual(["jobs", "seeds"]);
  });

  test("a broken template stops before anything is published or sent, and the next run is as if nothing had been", async () => {
    const site = seededSite();
    mkdirSync(path.join(site, "templates"));
    const template = path.join(site, "templates/digest.mjml");
    for (const broken of [
      "<mjml><mj-body><mj-text>{{ subjekt }}</mj-text></mj-body></mjml>",
      "<mjml><mj-body><mj-nonsense /></mj-body></mjml>",
      "{% if %}",
    ]) {
      writeFileSync(template, broken);
      const { code, stderr } = await broadsheet(site, ["run"]);
      expect(code).toBe(78);
      expect(stderr).toContain("templates/digest.mjml");
      expect(existsSync(path.join(site, "public"))).toBe(false);
      expect(existsSync(path.join(site, "outbox"))).toBe(false);
    }
    rmSync(template);
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("No. 1");
  });

  test("a damaged database stops everything and is left as it is", async () => {
    const site = seededSite();
    mkdirSync(path.join(site, "data"));
    writeFileSync(
      path.join(site, "data/broadsheet.db"),
      "this is not a database, and never was one; do not touch it",
    );
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(74);
    expect(stderr).toContain("broadsheet.db");
    expect(readFileSync(path.join(site, "data/broadsheet.db"), "utf8")).toMatch(/^this is not a database/);
    expect(existsSync(path.join(site, "public"))).toBe(false);
  });

  test("a database whose content was lost is not taken for a new one", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    for (const suffix of ["", "-wal", "-shm"])
      rmSync(path.join(site, `data/broadsheet.db${suffix}`), { force: true });
    writeFileSync(path.join(site, "data/broadsheet.db"), "");
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(74);
    expect(stderr).toContain("is empty: its content was lost");
  });

  test("a folder for feeds that holds the articles, or Broadsheet's own files, is refused", async () => {
    const site = seededSite();
    mkdirSync(path.join(site, "jobs"));
    for (const publish of ["seeds/public", "seeds", "data", "outbox/x", ".", "..", "/tmp"]) {
      writeFileSync(path.join(site, "jobs/default.yaml"), `publish: ${publish}\n`);
      const { code, stderr } = await broadsheet(site, ["run"]);
      expect(code, publish).toBe(78);
      expect(stderr).toContain("jobs/default.yaml");
    }
    writeFileSync(path.join(site, "jobs/default.yaml"), "publish: ./www/\nsource: seeds/\n");
    expect((await broadsheet(site, ["run"])).code).toBe(0);
    expect(readdirSync(path.join(site, "www"))).toContain("atom.xml");
  });

  test("a date that is none, or lies ahead, gets a note; a draft that was published is withdrawn at once", async () => {
    const site = seededSite();
    const seeds = path.join(site, "seeds");
    writeFileSync(
      path.join(seeds, "odd.md"),
      "---\ntitle: Odd\ndate: 2026-02-30\n---\nThe text of an odd article, long enough.\n",
    );
    writeFileSync(
      path.join(seeds, "ahead.md"),
      "---\ntitle: Ahead\ndate: 2099-01-01\n---\nThe text of an early article, long enough.\n",
    );
    const first = await broadsheet(site, ["run"]);
    expect(first.stdout).toContain('note odd.md: its date "2026-02-30" is not one');
    expect(first.stdout).toContain("note ahead.md: its date is in the future");
    writeFileSync(
      path.join(seeds, "odd.md"),
      "---\ntitle: Odd\ndraft: true\n---\nThe text of an odd article, long enough.\n",
    );
    const second = await broadsheet(site, ["run"]);
    expect(second.stdout).toContain("- Odd: withdrawn");
    expect(feedsOf(site).atom.map((e) => e.title)).not.toContain("Odd");
    writeFileSync(
      path.join(seeds, "odd.md"),
      "---\ntitle: Odd\n---\nThe text of an odd article, long enough.\n",
    );
    const third = await broadsheet(site, ["run"]);
    expect(third.stdout).toContain("+ Odd: back again");
  });

  test("an output nobody reads any more is no error", async () => {
    const site = seededSite();
    const child = start(site, ["run"]);
    child.stdout.destroy();
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code).toBe(0);
    expect(existsSync(path.join(site, "public/atom.xml"))).toBe(true);
  });

  test("an empty folder is told what to do, and left empty", async () => {
    const site = emptySite();
    const { code, stderr } = await spawned(site, ["run"]);
    expect(code).toBe(66);
    expect(stderr).toMatch(/no folder seeds\//);
    expect(readdirSync(site)).toEqual([]);
  });

  test("a feed folder that cannot be written ends with 73; the mail waits for the pages it links to", async () => {
    const site = seededSite();
    writeFileSync(path.join(site, "public"), "a file where the folder should be");
    const failed = await spawned(site, ["run"]);
    expect(failed.code).toBe(73);
    expect(existsSync(path.join(site, "outbox"))).toBe(false);
    rmSync(path.join(site, "public"));
    const mended = await broadsheet(site, ["run"]);
    expect(mended.code).toBe(0);
    expect(mended.stdout).toContain("3 captured");
    expect(feedsOf(site).atom).toHaveLength(8);
  });
});
