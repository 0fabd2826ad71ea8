import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Terminal } from "../../../src/commands/terminal.ts";
import { openTerminal } from "../../../src/commands/terminal.ts";
import { verify } from "../../../src/commands/verify.ts";
import { program } from "../../cli.ts";
import { ferry } from "./stories.ts";

function files(summary: string): { article: string; summary: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, "ferry.md"), `# The ferry sails\n\n${ferry}\n`);
  writeFileSync(path.join(folder, "summary.txt"), `${summary}\n`);
  return { article: path.join(folder, "ferry.md"), summary: path.join(folder, "summary.txt") };
}

const here = { workingFolder: process.cwd() };

async function told(summary: string): Promise<{ code: number; results: string[] }> {
  const results: string[] = [];
  const terminal: Terminal = {
    ...openTerminal(process),
    result: (text) => void results.push(text),
    talk: () => undefined,
  };
  const given = files(summary);
  return { code: await verify(terminal, here, given.article, given.summary), results };
}

test("a summary that keeps to its article ends with 0 and no line", async () => {
  expect(await told("The new ferry will sail on Thursday.")).toEqual({ code: 0, results: [] });
});

test("each flag is a line, and the end is 65", async () => {
  expect(await told("The new ferry to Portugal will sail on Saturday.")).toEqual({
    code: 65,
    results: [
      "date: Saturday (the article does not name Saturday)",
      "place: Portugal (the article does not have this name)",
    ],
  });
});

test("a file that is not there is said to be missing", async () => {
  const { article } = files("");
  await expect(verify(openTerminal(process), here, article, `${article}.not`)).rejects.toMatchObject({
    code: "no-input",
  });
  await expect(verify(openTerminal(process), here, `${article}.not`, article)).rejects.toMatchObject({
    code: "no-input",
  });
});

test("lines of JSON are answered one by one, and a line that is none is counted", async () => {
  const lines = [
    JSON.stringify({ id: "a", text: ferry, summary: "The new ferry will sail on Thursday." }),
    "{",
    JSON.stringify({
      id: 2,
      text: ferry,
      summary: "The new ferry will sail on Saturday.",
      note: "more is welcome",
    }),
  ];
  const { code, stdout } = await filtered(lines.join("\n"));
  const [first, second, third] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toEqual({ id: "a", flags: [] });
  expect(second).toMatchObject({ line: 2 });
  expect(third).toEqual({
    id: 2,
    flags: [{ kind: "date", what: "Saturday", because: "the article does not name Saturday", core: true }],
  });
  expect(code).toBe(65);
});

function filtered(input: string): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, [program, "verify", "--jsonl"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout }));
  });
}
