import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { broadsheet, ended, seededSite, start } from "../cli.ts";

const root = path.resolve(import.meta.dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** Every command line of the README's `sh` blocks, without its comment. */
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap((block) => (block[1] ?? "").split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim())
  .filter((line) => line !== "" && !line.startsWith("#"));

/** `npm run once` → what package.json says it does. */
function cliArguments(command: string): readonly string[] | null {
  const script = /^npm (?:run )?([a-z:]+)$/.exec(command)?.[1];
  const line = script == null ? command.replace(/^npx /, "") : (manifest.scripts[script] ?? "");
  const match = /^(?:broadsheet|node src\/bin\.ts) (.+)$/.exec(line);
  return match?.[1]?.split(/\s+/) ?? null;
}

/** Done by `.ci/run` on a clean checkout, or not ours to run: they install, or would run these tests again. */
const elsewhere = [/^npm ci$/, /^npm test$/, /^npm pack$/, /^npm i -g /, /^cp /, /^git /];

describe("the README", () => {
  test("has commands in it", () => {
    expect(commands.length).toBeGreaterThan(8);
  });

  test("promises no command that does not work, in the order it shows them", async () => {
    const site = seededSite();
    writeFileSync(
      path.join(site, "broadsheet.yaml"),
      "url: https://news.example.org/\nfrom: news@example.org\nweb: {port: 0, publicUrl: https://news.example.org/}\n",
    );
    for (const command of commands.flatMap((line) => line.split(" && "))) {
      if (elsewhere.some((pattern) => pattern.test(command))) continue;
      const args = cliArguments(command);
      expect(args, `"${command}" is not a command of Broadsheet`).not.toBeNull();
      if (args?.[0] === "start" || args?.[0] === "serve") {
        const child = start(site, args);
        child.stderr.on("data", (text: Buffer) => {
          // Once: a second one would end it in the middle of what it finishes.
          if (!child.killed && /next at|Serving/.test(text.toString())) child.kill("SIGTERM");
        });
        expect((await ended(child)).code).toBe(0);
        continue;
      }
      const { code, stderr } = await broadsheet(site, args ?? []);
      expect(code, `${command}\n${stderr}`).toBe(0);
    }
  }, 120_000);

  test("names every setting, every command and every exit status there is", async () => {
    const site = seededSite();
    for (const what of ["job", "site"]) {
      const { stdout } = await broadsheet(site, ["schema", what]);
      const keys = Object.keys((JSON.parse(stdout) as { properties: object }).properties);
      for (const key of keys) expect(readme).toContain(`\`${key}`);
    }
    const { stdout: help } = await broadsheet(site, ["--help"]);
    const names = [...help.matchAll(/^ {2}([a-z]+)(?: |$)/gm)]
      .map((m) => m[1] ?? "")
      .filter((name) => name !== "help");
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(readme).toContain(`broadsheet ${name}`);
    const table = readFileSync(path.join(root, "src/domain/faults.ts"), "utf8");
    for (const [, status] of table.matchAll(/: (\d\d),/g))
      expect(readme).toMatch(new RegExp(`\\| ${status} \\|`));
  });
});
