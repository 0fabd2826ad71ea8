import { createHash } from "node:crypto";
import { type Article, given } from "../../src/domain/article.ts";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { understandAnyCase } from "../../src/commands/summarize.ts";
import { rowsOf } from "../understanding/data.ts";

export type Row = {
  readonly id: string;
  readonly set: string;
  readonly text: string;
  readonly refs: readonly string[];
  readonly title?: string;
};

/** Sets whose references are one sentence. */
const oneSentence = new Set(["xsum", "pagedesc"]);
/** Mean length of a set's references, in words: what `--match` cuts every system to. */
const referenceWords: Readonly<Record<string, number>> = {
  cnn: 32,
  xsum: 22,
  inshorts: 60,
  humanref: 49,
  cdmix: 45,
  pagedesc: 21,
};

const foldCount = 5;

/** Articles with their references; without the data the bench says so and ends well. */
export const summaryRows = (): Row[] => rowsOf<Row>("summ.dev.jsonl");

export const sentencesAsked = (set: string): number => (oneSentence.has(set) ? 1 : 3);

export const wordsMatched = (set: string): number => referenceWords[set] ?? 45;

export const foldOf = (id: string): number => (createHash("sha256").update(id).digest()[1] ?? 0) % foldCount;

/** References as sentences: one a line where they come so, else as we split them. */
export function referencesOf({ refs }: Row): string[][] {
  return refs.map((ref) => (ref.includes("\n") ? ref.split("\n") : splitSentences(ref)));
}

export function splitSentences(text: string): string[] {
  return sentencesOf(text, { start: 0, end: text.length }, "en").map(({ start, end }) =>
    text.slice(start, end),
  );
}

/** @param title null where the article is read without its headline */
export function articleFrom(text: string, title: string | null): Article | null {
  const single = understandAnyCase(text);
  if ("unusable" in single) return null;
  const { article } = single;
  return {
    ...article,
    path: "",
    hash: "",
    title: title == null ? article.title : given(title, "the row says so"),
  };
}
