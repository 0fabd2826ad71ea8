import { wordsOf } from "../words.ts";
import { type Flag, formFlag } from "./flag.ts";
import type { Material } from "./material.ts";
import { promptLines } from "./prompt.ts";

/** So many words in a row are no chance. */
const echoWords = 7;

const promptRuns = new Set(promptLines.flatMap((line) => runsOf(line, "en")));

/** An answer that repeats the question. */
export function echoFlags(text: string, { mark, language }: Material): Flag[] {
  const echo = text.includes(mark) ? mark : runsOf(text, language).find((run) => promptRuns.has(run));
  return echo == null ? [] : [formFlag(echo, "it repeats the instructions")];
}

function runsOf(text: string, language: string): string[] {
  const words = wordsOf(text, language).map((word) => word.toLowerCase());
  return words.slice(echoWords - 1).map((_, at) => words.slice(at, at + echoWords).join(" "));
}
