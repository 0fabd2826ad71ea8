import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { emptySite, spawned } from "./cli.ts";

/** Prints the address of every module, as it is loaded, to stderr. */
const listing = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => { console.error(url); return next(url, context); } });
`)}`;

describe("the door", () => {
  test.each(["--version", "--help"])("%s loads none of what the commands need", async (option) => {
    const { code, stdout, stderr } = await spawned(emptySite(), [option], {
      NODE_OPTIONS: `--import "${listing}"`,
    });
    expect([code, stdout === ""]).toEqual([0, false]);
    const packages = stderr.split("\n").flatMap((url) => /node_modules\/([^/]+)/.exec(url)?.[1] ?? []);
    expect([...new Set(packages)].toSorted()).toEqual(["commander", "picocolors"]);
  });

  test("says 64 to a command line that is wrong, and the nearest command there is", async () => {
    const site = emptySite();
    const { code, stdout, stderr } = await spawned(site, ["stat"]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toContain("(Did you mean start?)");
    expect(readdirSync(site)).toEqual([]);
  });

  test("keeps compiled modules in the user's cache, and starts as well where there can be none", async () => {
    const site = emptySite();
    const cache = path.join(site, "cache");
    const kept = await spawned(site, ["--version"], { XDG_CACHE_HOME: cache });
    expect(readdirSync(path.join(cache, "broadsheet"), { recursive: true }).length).toBeGreaterThan(3);
    const none = await spawned(site, ["--version"], { XDG_CACHE_HOME: "/dev/null/nowhere" });
    expect(none).toEqual(kept);
    expect(kept).toMatchObject({ code: 0, stderr: "" });
  });
});
