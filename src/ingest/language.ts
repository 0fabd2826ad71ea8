import { type Finding, inferred, unknown } from "../domain/article.ts";
import type { Draft } from "./draft.ts";
import { alphabets, scripts, stopWords } from "./language-data.ts";

/** Enough text for every rule here; more only costs time. */
const sampleChars = 6_000;
/** Below this the languages are too close to name one. */
const threshold = 0.35;

/** The language: what the file states, else by script, else (for shared scripts) by letters and common words. */
export function languageOf(draft: Draft, note: string | null): Finding<string> {
  if (draft.language != null) return draft.language;
  const sample = draft.blocks
    .filter(({ kind }) => kind !== "code" && kind !== "embed" && kind !== "boilerplate")
    .map(({ start, end }) => draft.text.slice(start, Math.min(end, start + sampleChars)))
    .join("\n")
    .slice(0, sampleChars)
    .toLowerCase();
  const found = inferLanguage(sample);
  if (note == null) return found;
  const because = `${found.because}; ${note}`;
  return found.state === "unknown"
    ? unknown(because)
    : inferred(found.value, because, round(found.confidence * 0.7));
}

/** @param sample lower case */
export function inferLanguage(sample: string): Finding<string> {
  const counts = scripts.map(({ name, pattern }) => ({ name, count: sample.match(pattern)?.length ?? 0 }));
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 10) return unknown("there are too few letters to tell the language");
  const kana = counts.find(({ name }) => name === "kana")?.count ?? 0;
  const han = counts.find(({ name }) => name === "Han")?.count ?? 0;
  // Japanese mixes both; Chinese has no kana.
  if (kana > 0.1 * (kana + han) && kana + han > letters / 2)
    return byScript("ja", "kana", kana + han, letters);
  const [top] = counts.toSorted((a, b) => b.count - a.count);
  if (top == null || top.count < letters / 2) return unknown("no script is used for most of the text");
  const single = scripts.find(({ name }) => name === top.name)?.language;
  if (single != null) return byScript(single, top.name, top.count, letters);
  return byWords(sample, top.name);
}

function byScript(language: string, script: string, count: number, letters: number): Finding<string> {
  return inferred(
    language,
    `${Math.round((100 * count) / letters)} % of its letters are ${script}`,
    round(0.75 + (0.24 * count) / letters),
  );
}

/** Common words and letters of one language only; the margin over the second best is the confidence. */
function byWords(sample: string, script: string): Finding<string> {
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? [];
  const scores = Object.entries(stopWords)
    .filter(([, { script: own }]) => own === script)
    .map(([language, { words: common }]) => {
      const hits =
        words.reduce((sum, word) => sum + (common.has(word) ? 1 : 0), 0) / Math.max(1, words.length);
      const own = alphabets[language];
      const marks = own == null ? 0 : (sample.match(own)?.length ?? 0) / Math.max(1, sample.length);
      return { language, score: hits + 6 * marks };
    })
    .sort((a, b) => b.score - a.score || (a.language < b.language ? -1 : 1));
  const [best, second] = scores;
  if (best == null || best.score === 0)
    return unknown("none of the languages known by their common words fits");
  const margin = (best.score - (second?.score ?? 0)) / best.score;
  const evidence = Math.min(1, (best.score * words.length) / 4) * Math.min(1, best.score / 0.12);
  const confidence = round(Math.min(0.99, (0.5 + margin) * evidence));
  if (confidence < threshold) return unknown(`its words fit ${best.language} best, but not clearly`);
  return inferred(
    best.language,
    `its common words and letters are those of ${nameOf(best.language)}`,
    confidence,
  );
}

const names = new Intl.DisplayNames(["en"], { type: "language" });
const nameOf = (tag: string): string => names.of(tag) ?? tag;
const round = (value: number): number => Math.round(value * 100) / 100;
