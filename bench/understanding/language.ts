/**
 * Language, on windows of original paragraphs (languages.json, written for this), beside `franc` and `eld` alone. Windows
 * end at words.
 *
 *   node bench/understanding/language.ts
 */
import { readFileSync } from "node:fs";
import { franc } from "franc";
import { inferLanguage } from "../../src/ingest/fields/language.ts";
import { percent, table } from "./data.ts";

type Answer = { readonly language: string; readonly confidence: number };
type Window = { readonly language: string; readonly text: string };

const paragraphs = JSON.parse(readFileSync(new URL("languages.json", import.meta.url), "utf8")) as Record<
  string,
  string[]
>;
const sizes = [25, 40, 80, 200, 500];
/** What others call what we call otherwise. */
const same: Readonly<Record<string, string>> = {
  no: "nb",
  ms: "id",
  arb: "ar",
  cmn: "zh",
  prs: "fa",
  ekk: "et",
  lvs: "lv",
};
const canonical = (tag: string): string => {
  const short = tag === "" || tag === "und" ? "" : (new Intl.Locale(tag).language ?? tag);
  return same[short] ?? same[tag] ?? short;
};

/** Consecutive stretches of `size` characters, begun and ended at words where there are spaces. */
function windowsOf(size: number): Window[] {
  return Object.entries(paragraphs).flatMap(([language, texts]) => {
    const whole = texts.join(" ");
    const found: Window[] = [];
    for (let start = 0; start + size <= whole.length; start += size) {
      const text = whole.slice(start, start + size).replace(start === 0 ? /^/ : /^\S{1,15}\s/, "");
      found.push({ language, text: text.replace(/\s\S{1,15}$/, "") });
    }
    return found;
  });
}

const before = process.memoryUsage().rss;
const begun = performance.now();
inferLanguage("Ein Satz, für den die Buchstabenfolgen geladen werden müssen, damit man ihre Ladezeit sieht.");
const loadMs = performance.now() - begun;
const loadMegabytes = (process.memoryUsage().rss - before) / 1e6;
const { eld } = await import("eld/extrasmall");

const detectors: Readonly<Record<string, (text: string) => Answer>> = {
  broadsheet: (text) => {
    const found = inferLanguage(text);
    return found.state === "unknown"
      ? { language: "", confidence: 0 }
      : { language: found.value, confidence: found.confidence };
  },
  "eld, extra small": (text) => ({ language: canonical(eld.detect(text).language), confidence: 0 }),
  franc: (text) => ({ language: canonical(franc(text)), confidence: 0 }),
};

console.log(
  `${Object.keys(paragraphs).length} languages; n-grams load in ${loadMs.toFixed(0)} ms and take ${loadMegabytes.toFixed(0)} MB`,
);
for (const [name, detect] of Object.entries(detectors)) {
  table(
    [name, "windows", "right", "unknown", "wrong", "confident (≥ 0.9)", "of these right", "ms each"],
    sizes.map((size) => {
      const windows = windowsOf(size);
      const start = performance.now();
      const answers = windows.map(({ language, text }) => ({
        ...detect(text),
        language,
        told: detect(text).language,
      }));
      const ms = (performance.now() - start) / windows.length / 2;
      const right = answers.filter(({ language, told }) => language === told).length;
      const silent = answers.filter(({ told }) => told === "").length;
      const sure = answers.filter(({ confidence }) => confidence >= 0.9);
      const count = windows.length;
      return [
        `${size} characters`,
        String(count),
        percent(right, count),
        percent(silent, count),
        percent(count - right - silent, count),
        percent(sure.length, count),
        percent(sure.filter(({ language, told }) => language === told).length, sure.length),
        ms.toFixed(2),
      ];
    }),
  );
}
