import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { broadsheet, emptySite, seededSite, snapshot } from "../cli.ts";

const lockName = "seeds/.broadsheet-ids";
const lockIn = (site: string): string => readFileSync(path.join(site, lockName), "utf8");
const linesOf = (lock: string): string[] => lock.split("\n").filter((line) => /^[0-9a-f]{8}-/.test(line));
const feedNames = ["atom.xml", "rss.xml", "feed.json"];

function feedsOf(site: string): Record<string, string> {
  return Object.fromEntries(
    feedNames.map((name) => [name, readFileSync(path.join(site, "public", name), "utf8")]),
  );
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

function idsIn(site: string): Record<string, string[]> {
  const all = Object.entries(feedsOf(site)).map(([name, feed]) => [
    name,
    [...feed.matchAll(/urn:uuid:[0-9a-f-]{36}/g)].map(([id]) => id).toSorted(byName),
  ]);
  return Object.fromEntries(all) as Record<string, string[]>;
}

const run = (site: string) => broadsheet(site, ["run", "--no-send"]);
const loseDatabase = (site: string): void => rmSync(path.join(site, "data"), { recursive: true });

async function published(): Promise<string> {
  const site = seededSite();
  expect((await run(site)).code).toBe(0);
  return site;
}

function article(site: string, name: string, text: string): void {
  const file = path.join(site, "seeds", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Long enough to be known by its words. */
const story = (subject: string): string =>
  `# ${subject} at the harbour\n\n${Array.from(
    { length: 40 },
    (_, n) => `The ${subject} was counted ${n * 7 + 3} times by keeper ${subject}${n} on quay ${n}.`,
  ).join(" ")}\n`;

describe("the ids beside the articles", () => {
  test("give the same feeds to the byte when the database was lost", async () => {
    const site = await published();
    const [feeds, lock] = [feedsOf(site), lockIn(site)];
    loseDatabase(site);
    const { stdout } = await run(site);
    expect(stdout).toContain(`note ${lockName}: 8 articles that the database does not know kept their ids`);
    expect(feedsOf(site)).toEqual(feeds);
    expect(lockIn(site)).toBe(lock);
  });

  test("are the article's still when it was renamed, edited or given another title, and the database was lost", async () => {
    const site = await published();
    const [ids, lines] = [idsIn(site), linesOf(lockIn(site))];
    const at = (name: string): string => path.join(site, "seeds", name);
    mkdirSync(at("moved"));
    renameSync(at("article-001.txt"), at("moved/one.txt"));
    const mail = readFileSync(at("one-click-unsubscribe.txt"), "utf8");
    rmSync(at("one-click-unsubscribe.txt"));
    writeFileSync(at("moved/leaving.txt"), `${mail}\nA line was added on the way.\n`);
    writeFileSync(
      at("the-id-is-the-promise.md"),
      "# Quite another title\n\nAnd hardly a word as it was before.\n",
    );
    writeFileSync(path.join(site, "broadsheet.yaml"), "url: https://new.example.net/\ntitle: The Gull\n");
    loseDatabase(site);
    const { stdout } = await run(site);
    expect(stdout).toContain("8 articles that the database does not know kept their ids");
    expect(idsIn(site)).toEqual(ids);
    const after = linesOf(lockIn(site));
    const dates = (all: readonly string[]) => all.map((line) => line.split(" ").slice(0, 3));
    expect(dates(after)).toEqual(dates(lines));
    const edited = (name: string) => after.find((line) => line.endsWith(` ${name}`))?.split(" ")[3];
    expect(edited("moved/one.txt")).toBe("-");
    for (const name of ["moved/leaving.txt", "the-id-is-the-promise.md"])
      expect(edited(name)).toMatch(/^\d{4}-/);
  });

  test("stay reserved when an article was withdrawn, and are its own when it comes back after a loss", async () => {
    const site = await published();
    const [feeds, file] = [feedsOf(site), path.join(site, "seeds/article-001.txt")];
    const text = readFileSync(file);
    const { atime, mtime } = statSync(file);
    rmSync(file);
    for (let n = 0; n < 2; n++) await run(site);
    expect(linesOf(lockIn(site)).filter((line) => line.includes(" withdrawn "))).toEqual([
      expect.stringMatching(/ article-001\.txt$/),
    ]);
    loseDatabase(site);
    await run(site);
    expect(linesOf(lockIn(site))).toHaveLength(8);
    loseDatabase(site);
    writeFileSync(file, text);
    utimesSync(file, atime, mtime);
    await run(site);
    expect(feedsOf(site)).toEqual(feeds);
  });

  test("are neither written again nor touched when nothing has changed, and never by a rehearsal", async () => {
    const site = await published();
    const before = snapshot(path.join(site, "seeds"));
    await run(site);
    await broadsheet(site, ["run", "--dry-run"]);
    expect(snapshot(path.join(site, "seeds"))).toEqual(before);
    article(site, "late.md", story("gull"));
    const rehearsed = snapshot(path.join(site, "seeds"));
    await broadsheet(site, ["run", "--dry-run"]);
    await broadsheet(site, ["preview"]);
    expect(snapshot(path.join(site, "seeds"))).toEqual(rehearsed);
    rmSync(path.join(site, lockName));
    await broadsheet(site, ["run", "--dry-run"]);
    expect(existsSync(path.join(site, lockName))).toBe(false);
  });

  test("are completed by the next run when the file is older than the database, or was removed", async () => {
    const site = await published();
    const old = lockIn(site);
    article(site, "late.md", story("gull"));
    await run(site);
    const complete = lockIn(site);
    expect(linesOf(complete)).toHaveLength(9);
    writeFileSync(path.join(site, lockName), old);
    await run(site);
    expect(lockIn(site)).toBe(complete);
    rmSync(path.join(site, lockName));
    await run(site);
    expect(lockIn(site)).toBe(complete);
  });

  test("are completed by the next run when one died between its seal and the file", async () => {
    const site = await published();
    const old = lockIn(site);
    article(site, "late.md", story("gull"));
    await run(site);
    const complete = lockIn(site);
    writeFileSync(path.join(site, lockName), old);
    {
      await using store = await openSqlite(path.join(site, "data/broadsheet.db"));
      const gone = { files: [], restamped: [], gone: [lockName], folders: new Map() };
      await store.readings.record(lockName, gone);
    }
    await run(site);
    expect(lockIn(site)).toBe(complete);
  });

  test("go along with a folder that is renamed", async () => {
    const site = await published();
    const ids = idsIn(site);
    renameSync(path.join(site, "seeds"), path.join(site, "stories"));
    mkdirSync(path.join(site, "jobs"));
    writeFileSync(path.join(site, "jobs/default.yaml"), "source: stories\n");
    const { stdout } = await run(site);
    expect(stdout).toContain("nothing new");
    expect(idsIn(site)).toEqual(ids);
  });

  test("that cannot be read make the run refuse new ones, and are a note where none is needed", async () => {
    const site = await published();
    const [lock, feeds] = [path.join(site, lockName), feedsOf(site)];
    const elsewhere = path.join(site, "elsewhere");
    renameSync(lock, elsewhere);
    symlinkSync(elsewhere, lock);
    const quiet = await run(site);
    expect(quiet.code).toBe(0);
    expect(quiet.stdout).toContain("symbolic link");
    loseDatabase(site);
    const { code, stderr } = await run(site);
    expect(code).toBe(66);
    expect(stderr).toContain(`${lockName} keeps the ids of the articles`);
    expect(feedsOf(site)).toEqual(feeds);
    rmSync(lock);
    renameSync(elsewhere, lock);
    await run(site);
    expect(feedsOf(site)).toEqual(feeds);
  });
});

const hasGit = ((): boolean => {
  try {
    execFileSync("git", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** Two clones of one site, each with an article more than the other, both committed with their ids. */
async function twoBranches(articles: number): Promise<{ readonly site: string; readonly other: string }> {
  const site = emptySite();
  for (let n = 0; n < articles; n++) article(site, `${n}.md`, story(`boat${n}`));
  await run(site);
  git(site, "init", "-q", "-b", "main");
  writeFileSync(path.join(site, ".gitignore"), "public/\noutbox/\ndata/\n");
  const commit = (folder: string): void => {
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "articles");
  };
  commit(site);
  const other = emptySite();
  cpSync(site, other, { recursive: true });
  article(site, "ours.md", story("gull"));
  article(other, "theirs.md", story("tern"));
  for (const each of [site, other]) {
    await run(each);
    commit(each);
  }
  return { site, other };
}

describe.skipIf(!hasGit)("ids of two branches, merged by git", () => {
  test("are those that both had published, with a conflict in the file or without one", async () => {
    const { site, other } = await twoBranches(1);
    const line = (folder: string, name: string) =>
      linesOf(lockIn(folder)).find((each) => each.endsWith(` ${name}`));
    const [ours, theirs] = [line(site, "ours.md"), line(other, "theirs.md")];
    git(site, "fetch", "-q", other, "main");
    // Both sides added a line to one place, as they do by chance in a file this short, or did not.
    const isClean = ((): boolean => {
      try {
        git(site, "merge", "-q", "--no-edit", "FETCH_HEAD");
        return true;
      } catch {
        return false;
      }
    })();
    if (!isClean) expect(lockIn(site)).toContain("<<<<<<<");
    for (const lost of [false, true]) {
      if (lost) loseDatabase(site);
      const { code } = await run(site);
      expect(code).toBe(0);
      expect([line(site, "ours.md"), line(site, "theirs.md")]).toEqual([ours, theirs]);
      expect(lockIn(site)).not.toContain("<<<<<<<");
    }
  });

  test("are read from both sides of a conflict, also with the database lost", async () => {
    const { site, other } = await twoBranches(2);
    const [ours, theirs] = [lockIn(site), lockIn(other)].map((lock) => new Set(linesOf(lock)));
    const all = [...new Set([...ours!, ...theirs!])].toSorted(byName);
    cpSync(path.join(other, "seeds/theirs.md"), path.join(site, "seeds/theirs.md"), {
      preserveTimestamps: true,
    });
    loseDatabase(site);
    writeFileSync(
      path.join(site, lockName),
      `<<<<<<< HEAD\n${[...ours!].join("\n")}\n=======\n${[...theirs!].join("\n")}\n>>>>>>> theirs\n`,
    );
    const { stdout } = await run(site);
    expect(stdout.match(/a merge left a conflict here/g)).toHaveLength(1);
    expect(stdout).toContain("4 articles that the database does not know kept their ids");
    expect(linesOf(lockIn(site))).toEqual(all);
  });
});
