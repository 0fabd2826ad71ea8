import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { firstCommits } from "../../src/ingest/git-history.ts";
import { understandFile } from "../../src/ingest/single.ts";
import { tree } from "../tree.ts";
import { folderSource } from "./reading.ts";

const hasGit = spawnSync("git", ["--version"]).status === 0;

function git(folder: string, date: string, ...args: readonly string[]): void {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"];
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

describe.skipIf(!hasGit)("a folder in a Git repository (skipped where there is no git)", () => {
  test("tells when each file was first committed, not when it was last changed, and leaves others out", async () => {
    const top = tree();
    git(top, "2026-02-01T10:00:00+01:00", "init", "--quiet");
    const commit = (date: string, files: Readonly<Record<string, string>>): void => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
        writeFileSync(path.join(top, name), text);
      }
      git(top, date, "add", "--all");
      git(top, date, "commit", "--quiet", "--message", "A commit\n\nwith a body");
    };
    commit("2026-02-01T10:00:00+01:00", { "seeds/a.txt": "a", "README.md": "x" });
    commit("2026-03-01T10:00:00Z", {
      "seeds/a.txt": "aa",
      "seeds/in the/ü “b”.txt": "b",
      "seeds/c.txt": "c",
    });
    renameSync(path.join(top, "seeds/c.txt"), path.join(top, "seeds/d.txt"));
    commit("2026-04-01T10:00:00Z", {});
    writeFileSync(path.join(top, "seeds/new.txt"), "not committed");
    const found = await firstCommits(path.join(top, "seeds"));
    expect(Object.fromEntries(found)).toEqual({
      "a.txt": new Date("2026-02-01T09:00:00Z"),
      "in the/ü “b”.txt": new Date("2026-03-01T10:00:00Z"),
      "d.txt": new Date("2026-03-01T10:00:00Z"),
    });
  });
});

describe.skipIf(!hasGit)("an article in a Git repository (skipped where there is no git)", () => {
  test("that nothing else dates is dated by its first commit, and its file's time is not believed", async () => {
    const top = tree({ "a.txt": "The ferry is back after six years, and nobody believed it." });
    git(top, "2026-02-01T10:00:00Z", "init", "--quiet");
    git(top, "2026-02-01T10:00:00Z", "add", "--all");
    git(top, "2026-02-01T10:00:00Z", "commit", "--quiet", "--message", "one");
    const [article] = (await folderSource({ folder: top, name: "x/" }).read(new Date())).articles;
    expect(article?.date).toMatchObject({
      value: { precision: "instant", at: new Date("2026-02-01T10:00:00Z") },
      because: expect.stringContaining("Git") as string,
      confidence: 0.5,
    });
    const single = await understandFile(path.join(top, "a.txt"));
    expect("article" in single && single.article.date).toEqual(article?.date);
  });
});

test("a folder in no repository, or none at all, says nothing", async () => {
  expect(await firstCommits(tree())).toEqual(new Map());
  expect(await firstCommits(path.join(tree(), "none"))).toEqual(new Map());
});
