import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type Alternative, type Finding, type Found, inferred, unknown } from "../../domain/article.ts";
import { lettersMayBeWrong } from "../bytes/encoding-note.ts";
import type { Draft } from "../formats/draft.ts";
import { englishWords, neighbours, ownLetters, scripts, tags } from "./language-data.ts";

/**
 * The language of a text: what the file states, else by script, else by common English words, else by n-grams (`eld`,
 * extra small set, 60 languages). Measured beside other ways in bench/understanding/language.ts.
 */

/** Enough text for every rule here; more only costs time. */
const sampleChars = 6_000;
/** The n-grams look at the first thousand characters; so they are given some of the beginning, middle and end. */
const excerptChars = 990;
const leastLetters = 10;
/** Below this the languages are too close to name one. */
const threshold = 0.6;

/** The language of an article. `note`: the decoder's; where it says that letters may be wrong, a reading of them is less sure. */
export function languageOf(draft: Draft, note: string | null): Finding<string> {
  if (draft.language != null) return draft.language;
  const found = inferLanguage(sampleOf(draft));
  if (note?.includes(lettersMayBeWrong) !== true) return found;
  const because = `${found.because}; ${note}`;
  return found.state === "unknown"
    ? unknown(because)
    : inferred(
        found.value,
        because,
        round(found.confidence * 0.7),
        found.state === "inferred" ? found.alternatives : [],
      );
}

/** As much prose as every rule here needs. */
function sampleOf({ text, blocks }: Pick<Draft, "text" | "blocks">): string {
  let sample = "";
  for (const { kind, start, end } of blocks) {
    if (kind === "code" || kind === "embed" || kind === "boilerplate") continue;
    sample += `${text.slice(start, Math.min(end, start + sampleChars))}\n`;
    if (sample.length > sampleChars) break;
  }
  return sample;
}

/** Fewer characters may be a headline or a quotation in another language than the article. */
const leastToContradict = 500;
const sureToContradict = 0.98;
/** Names of one language, or languages so close that the page knows better. */
const kin = [
  "no nb nn da",
  "sr hr bs sh me",
  "id ms",
  "zh yue",
  "fa prs tg",
  "tl fil",
  "gl pt",
  "cs sk",
  "bg mk",
].map((row) => new Set(row.split(" ")));

/**
 * The language a page states, unless its words plainly are another: templates carry the language of their maker. Then the
 * words win, and what is stated is the alternative. A short text never wins.
 */
export function believed(
  stated: Found<string> | null,
  draft: Pick<Draft, "text" | "blocks">,
): Found<string> | null {
  if (stated == null) return null;
  const sample = sampleOf(draft);
  if (sample.length < leastToContradict) return stated;
  const found = inferLanguage(sample);
  if (found.state === "unknown" || found.confidence < sureToContradict) return stated;
  const [own = "", told = ""] = [found.value, stated.value].map((tag) => tag.split("-")[0]?.toLowerCase());
  if (own === told || kin.some((row) => row.has(own) && row.has(told))) return stated;
  return inferred(
    found.value,
    `${found.because}, whatever the page states (${stated.value})`,
    found.confidence,
    [{ value: stated.value, because: stated.because, confidence: 0.3 }],
  );
}

/** The language of a quotation or a line: unknown unless there is enough of it to be fairly sure. */
export function languageOfSpan(text: string): Finding<string> {
  const found = inferLanguage(text);
  if (found.state === "unknown" || found.confidence >= 0.8) return found;
  return unknown(`it may be ${nameOf(found.value)}, but it is too short to be sure`);
}

/** How well a text fits the language it fits best: tells a right decoding of bytes from a wrong one. `score` is 0 to 1. */
export function fitOf(text: string): {
  readonly language: string;
  readonly score: number;
  readonly isReliable: boolean;
} {
  const result = detector().detect(text);
  const [language, score] = Object.entries(result.getScores()).sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return { language, score, isReliable: result.isReliable() };
}

/** BCP 47, two or three letters: Norwegian is `nb` or `nn`, Chinese `zh` in either script. Linear time. */
export function inferLanguage(
  text: string,
): Finding<string> & { readonly alternatives?: readonly Alternative<string>[] } {
  const sample = withoutAddresses(text.slice(0, sampleChars));
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < leastLetters) return unknown("there are too few letters to tell the language");
  const counts = scripts.map(({ name, pattern }) => ({ name, count: sample.match(pattern)?.length ?? 0 }));
  const kana = counts.find(({ name }) => name === "kana")?.count ?? 0;
  const han = counts.find(({ name }) => name === "Han")?.count ?? 0;
  // Japanese mixes both; Chinese has no kana.
  if (kana > 0.1 * (kana + han) && kana + han > letters / 2)
    return byScript("ja", "kana and Han", kana + han, letters);
  const [top] = counts.toSorted((a, b) => b.count - a.count);
  if (top == null || top.count < letters / 2) return unknown("no script is used for most of the text");
  const script = scripts.find(({ name }) => name === top.name);
  if (script?.language != null) return byScript(script.language, top.name, top.count, letters);
  return byWords(sample, top.name, script?.pattern ?? /\p{L}/gu, top.count);
}

function byScript(language: string, script: string, count: number, letters: number): Finding<string> {
  const share = count / letters;
  return inferred(
    language,
    `${Math.round(100 * share)} % of its letters are ${script}`,
    round(0.75 + 0.24 * share),
  );
}

function byWords(sample: string, script: string, pattern: RegExp, letters: number): Finding<string> {
  const ofScript = new RegExp(pattern.source, "u");
  const words = (sample.match(/[\p{L}\p{M}'’-]+/gu) ?? []).filter((word) => ofScript.test(word));
  if (script === "Latin") {
    const english = words.filter((word) => englishWords.has(word.toLowerCase())).length / words.length;
    if (words.length >= 40 && english >= 0.3)
      return inferred("en", `${Math.round(100 * english)} % of its words are common English ones`, 0.99);
  }
  const own = ownLetters.find((row) => {
    const count = row.script === script ? (sample.toLowerCase().match(row.pattern)?.length ?? 0) : 0;
    return count >= 2 && count > letters / 200;
  });
  if (own != null) return inferred(own.language, `it has letters only ${nameOf(own.language)} uses`, 0.85);
  return byNgrams(words, letters);
}

function byNgrams(words: readonly string[], letters: number): Finding<string> {
  const result = detector().detect(excerptOf(words));
  const [best, ...others] = Object.entries(result.getScores())
    .map(([language, score]) => ({ language, score }))
    .sort((a, b) => b.score - a.score);
  if (best == null || !result.isReliable())
    return unknown("its words and letters fit none of the known languages well");
  const language = neighbourOf(best.language, words);
  const margin = best.score - (others[0]?.score ?? 0);
  const seen = Math.min(letters, excerptChars);
  // Fitted on windows of 15 to 80 letters: right in 57, 89, 96 and 99 of 100 at evidence 0.5, 1.4, 2.1 and 3.
  const evidence = (margin + 0.03) * seen;
  // Names alone say little: "Angela Merkel, Manchester United" is no language. A line in capitals is not names.
  const small = words.filter((word) => !/^\p{Lu}/u.test(word)).length;
  const isNames = small < 3 && words.some((word) => /\p{Ll}/u.test(word));
  const confidence = round(Math.min(isNames ? 0.5 : 0.98, 1 - 0.9 * Math.exp(-1.55 * evidence)));
  if (confidence < threshold)
    return unknown(`its words and letters fit ${nameOf(language)} best, but not clearly`);
  const because = `its words and letters are those of ${nameOf(language)}`;
  return inferred(language, because, confidence, alternativesOf([best, ...others], language, 1 - confidence));
}

function alternativesOf(
  others: readonly { readonly language: string; readonly score: number }[],
  chosen: string,
  rest: number,
): Alternative<string>[] {
  return others
    .map(({ language }) => tags[language] ?? language)
    .filter((language) => language !== chosen)
    .slice(0, 2)
    .map((value, at) => ({
      value,
      because: `${nameOf(value)} has similar words and letters`,
      confidence: round(rest / (at + 1.5)),
    }));
}

function neighbourOf(language: string, words: readonly string[]): string {
  const near = neighbours.find((row) => {
    if (!row.among.includes(language)) return false;
    const hits = words.map((word) => word.toLowerCase()).filter((word) => row.words.has(word));
    return new Set(hits).size >= 2 && hits.length >= words.length / 16;
  });
  return near?.language ?? tags[language] ?? language;
}

/** Words from the beginning, the middle and the end: the first lines of a file may be names or another language. */
function excerptOf(words: readonly string[]): string {
  const whole = words.join(" ");
  if (whole.length <= excerptChars) return whole;
  const third = excerptChars / 3;
  const middle = Math.floor((whole.length - third) / 2);
  return [whole.slice(0, third), whole.slice(middle, middle + third), whole.slice(-third)].join(" ");
}

/** Links, addresses, handles and tags belong to no language. */
function withoutAddresses(text: string): string {
  return text
    .split(/\s+/)
    .filter((token) => !/[@/#\\_]|\p{L}\.\p{L}{2}|^www\./u.test(token))
    .join(" ");
}

type Detector = { detect(text: string): { isReliable(): boolean; getScores(): Record<string, number> } };
let loaded: Detector | null = null;

/** Loaded when first needed (0.2 s, 90 MB), because most runs meet English alone; not imported, so as to stay synchronous. */
function detector(): Detector {
  if (loaded == null) {
    const file = fileURLToPath(import.meta.resolve("eld/extrasmall"));
    const module = createRequire(import.meta.url)(file) as { readonly eld: Detector };
    loaded = module.eld;
  }
  return loaded;
}

const names = new Intl.DisplayNames(["en"], { type: "language" });
const nameOf = (tag: string): string => names.of(tag) ?? tag;
const round = (value: number): number => Math.round(value * 100) / 100;
