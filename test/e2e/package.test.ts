import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seededSite } from "../cli.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** What `npm i -g` would unpack, below a node_modules, where Node strips no types. */
function unpacked(folder: string): string {
  execFileSync("npm", ["pack", "--pack-destination", folder], { cwd: root, stdio: "pipe" });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  const home = path.join(folder, "node_modules/broadsheet");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", path.join(folder, tarball), "-C", home, "--strip-components=1"]);
  symlinkSync(path.join(root, "node_modules"), path.join(home, "node_modules"));
  return home;
}

describe("the package", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-package-"));
  let home: string;
  beforeAll(() => {
    home = unpacked(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds what it needs to run as an installed program, and no more", () => {
    expect(readdirSync(home).toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "jobs",
      "node_modules",
      "package.json",
      "templates",
    ]);
    const site = seededSite();
    const bin = path.join(home, "dist/bin.js");
    const run = spawnSync(process.execPath, [bin, "run"], { cwd: site, encoding: "utf8", env: { PATH: "" } });
    expect(run.stdout).toContain("8 read: 8 new");
    expect(run.status).toBe(0);
    const version = spawnSync(process.execPath, [bin, "--version"], { encoding: "utf8" });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  }, 60_000);

  test("tells an older Node in one line what it needs, and ends with 78", () => {
    // The real Node, made to say that it is an older one before the program looks.
    const script = `Object.defineProperty(process, "versions", { value: { node: "20.20.2" } }); import(${JSON.stringify(path.join(home, "dist/bin.js"))});`;
    const run = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    expect(run.status).toBe(78);
    expect(run.stderr.trim().split("\n")).toHaveLength(1);
    expect(run.stderr).toContain("Node.js 24 or newer is needed; this is 20.20.2");
  }, 60_000);
});
