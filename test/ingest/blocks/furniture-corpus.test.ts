import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

/** Lines written for this: furniture by class, and prose that begins with the same words or speaks of the same things. */
const corpus = JSON.parse(readFileSync(new URL("furniture-corpus.json", import.meta.url), "utf8")) as {
  readonly furniture: Readonly<Record<string, readonly string[]>>;
  readonly prose: readonly string[];
};
const around = [
  "The old ferry will sail again in spring, the harbour office said on Wednesday, after two years at the quay.",
  "Tickets will cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind to the boat.",
  "Nobody in the village expects the bridge to be finished before the next election, said the woman at the kiosk.",
];

/** Alone between paragraphs of an article, where nothing beside it helps. */
function isSetApart(line: string): boolean {
  const source = [...around, ...around, line, ...around].join("\n\n");
  const start = source.indexOf(`\n\n${line}\n\n`) + 2;
  const { blocks } = text.draft(source, defaultLimits);
  return blocks
    .filter((block) => block.start >= start && block.start < start + line.length)
    .every(({ kind }) => kind !== "paragraph" && kind !== "heading" && kind !== "list");
}

describe("lines of furniture inside an article", () => {
  const lines = Object.entries(corpus.furniture).flatMap(([name, own]) =>
    own.map((line) => ({ name, line })),
  );
  const missed = lines.filter(({ line }) => !isSetApart(line));
  const wrong = corpus.prose.filter(isSetApart);

  it("of them 95 in 100 are set apart", () => {
    expect(lines.length).toBeGreaterThan(300);
    expect(missed.length / lines.length, JSON.stringify(missed)).toBeLessThan(0.05);
  });

  it("of what is set apart 98 in 100 are furniture", () => {
    expect(corpus.prose.length).toBeGreaterThan(200);
    expect(wrong.length / (lines.length - missed.length + wrong.length), JSON.stringify(wrong)).toBeLessThan(
      0.02,
    );
  });

  it.each(Object.entries(corpus.furniture))("of %s at least 85 in 100", (_, own) => {
    expect(own.filter(isSetApart).length / own.length).toBeGreaterThan(0.85);
  });
});
