import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { program } from "../cli.ts";

function answersTo(lines: readonly unknown[], ...limits: readonly string[]) {
  const { stdout, status } = spawnSync(process.execPath, [program, "summarize", "--jsonl", ...limits], {
    input: lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
    encoding: "utf8",
  });
  return {
    status,
    answers: stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
}

const text = `\ufeff${[
  "OSTWICK (AP) \u2014 The harbour office of Ostwick will let the ferry sail again in spring.",
  "It stopped six\u00ad years ago, when a bridge to the islands opened.",
  "The bridge has been closed since a storm in autumn.",
  "Children made flags at school.",
  "Tickets for the ferry will be sold from May, the harbour office said.",
].join(" ")}`;

it("each line is answered with sentences that stand at their offsets in the text as it was given", () => {
  const { answers, status } = answersTo([
    { id: 1, text },
    { id: "b", text: text.toLowerCase(), title: "The ferry" },
  ]);
  expect(status).toBe(0);
  expect(answers.map(({ id }) => id)).toEqual([1, "b"]);
  for (const [at, given] of [text, text.toLowerCase()].entries()) {
    const { sentences, summary } = answers[at];
    expect(sentences.length).toBeGreaterThan(0);
    expect(summary).not.toBe("");
    for (const sentence of sentences) expect(given.slice(sentence.start, sentence.end)).toBe(sentence.text);
  }
  expect(answers[0].summary).toMatch(/^The harbour office/);
});

it("a line's own limit wins over the filter's", () => {
  const { answers } = answersTo(
    [
      { id: 1, text },
      { id: 2, text, maxSentences: 2 },
      { id: 3, text, maxWords: 9 },
    ],
    "--sentences",
    "1",
  );
  expect(answers[0].sentences).toHaveLength(1);
  expect(answers[1].sentences).toHaveLength(2);
  expect(answers[2].summary.split(/\s+/u).length).toBeLessThanOrEqual(9);
});

it("a line that cannot be read, or holds no article, is told and stops nothing", () => {
  const { answers, status } = answersTo(["{", { id: 2, text: "" }, { id: 3, text }]);
  expect(status).toBe(65);
  expect(answers[0]).toMatchObject({ line: 1 });
  expect(answers[1]).toMatchObject({ id: 2, summary: "", sentences: [] });
  expect(answers[2].summary).not.toBe("");
});
