import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { program } from "../cli.ts";

const story = "The ferry is back after six years. Nobody on the quay in Ostwick believed it at first.";

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout });
  return { child, lines: lines[Symbol.asyncIterator](), ended: once(child, "close") };
}

async function answersTo(input: string, ...args: readonly string[]) {
  const { child, lines, ended } = start(...args);
  child.stdin.end(input);
  const answers: Record<string, unknown>[] = [];
  for await (const line of lines) answers.push(JSON.parse(line) as Record<string, unknown>);
  const [code] = (await ended) as [number | null];
  return { answers, code };
}

describe("a filter of JSON lines", () => {
  test("answers each line in its order, also those that hold nothing usable, and says 65 for those it cannot read", async () => {
    const lines = [
      JSON.stringify({ id: "a", text: story }),
      "",
      "{",
      JSON.stringify({ id: 3 }),
      JSON.stringify({ id: "empty", text: "" }),
      JSON.stringify({ id: "z", text: story }),
    ];
    const { answers, code } = await answersTo(lines.join("\n"), "understand", "--jsonl");
    expect(answers.map(({ id, line }) => id ?? line)).toEqual(["a", 3, 4, "empty", "z"]);
    expect(answers.slice(1, 3).every(({ error }) => typeof error === "string")).toBe(true);
    expect(code).toBe(65);
  });

  test("answers a line as soon as it has come, to whoever waits for the answer before writing the next", async () => {
    const { child, lines, ended } = start("understand", "--jsonl");
    for (const id of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify({ id, text: story })}\n`);
      expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ id, language: "en" });
    }
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });

  test("takes null for what is left out, and leaves keys alone that it does not know", async () => {
    const line = { id: 1, text: story, set: "cnn", refs: ["x"], title: null, path: null, maxSentences: null };
    for (const name of ["understand", "summarize"]) {
      const { answers, code } = await answersTo(JSON.stringify(line), name, "--jsonl");
      expect([answers[0]?.["id"], answers[0]?.["error"], code]).toEqual([1, undefined, 0]);
    }
  });

  test("ends quietly when its reader has seen enough", async () => {
    const { child, lines, ended } = start("summarize", "--jsonl");
    let errors = "";
    child.stdin.on("error", () => {});
    for (let id = 0; id < 2_000; id++) child.stdin.write(`${JSON.stringify({ id, text: story })}\n`);
    child.stdin.end();
    await lines.next();
    child.stdout.destroy();
    const [code] = (await ended) as [number | null];
    errors += code === 70 ? "a fault" : "";
    expect(errors).toBe("");
  });

  test("keeps the order of thousands of lines", async () => {
    const ids = Array.from({ length: 3_000 }, (_, id) => id);
    const input = ids
      .map((id) => JSON.stringify({ id, text: story, summary: "The ferry is back." }))
      .join("\n");
    const { answers, code } = await answersTo(input, "verify", "--jsonl");
    expect(answers.map(({ id }) => id)).toEqual(ids);
    expect(code).toBe(0);
  });

  test("gives a line that takes much memory a thread of its own, and goes on", async () => {
    const input = [
      JSON.stringify({ id: "huge", text: `${story}\n${"a\n".repeat(2_400_000)}` }),
      JSON.stringify({ id: "small", text: story }),
    ].join("\n");
    const { answers, code } = await answersTo(input, "understand", "--jsonl");
    expect(answers.map(({ id, line }) => id ?? line)).toEqual(["huge", "small"]);
    expect(code).toBe(0);
  });
});
