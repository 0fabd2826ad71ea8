import { analyse } from "chardet";
import { fitOf } from "../fields/language.ts";

/**
 * Which encoding bytes without any mark are in. Each candidate reads a sample strictly; the reading whose words fit a
 * language best wins, if that language was ever written in that encoding; `chardet` settles near ties. On the
 * paragraphs of bench/understanding/languages.json in 26 encodings this finds all, chardet alone 88 % of them.
 */
export type Guess = { readonly encoding: string; readonly confidence: number };

type Candidate = {
  readonly encoding: string;
  /** Languages written in it, as the n-grams name them. */
  readonly languages: readonly string[];
  /** How much rarer than its rivals it is met; below 0 where other bytes hardly ever are valid in it by chance. */
  readonly rarity?: number;
};

const western = "en de fr es it pt nl sv da no fi is ca eu sq ms id et tl".split(" ");
const central = "pl cs sk hu hr sl ro sq".split(" ");
const cyrillic = "ru uk be bg sr".split(" ");

/** All that TextDecoder reads and people still have files in. ISO-8859-1 and -9 are windows-1252 and -1254 for it. */
const candidates: readonly Candidate[] = [
  { encoding: "windows-1252", languages: western },
  { encoding: "iso-8859-15", languages: western, rarity: 0.01 },
  { encoding: "macintosh", languages: western, rarity: 0.03 },
  { encoding: "windows-1250", languages: central },
  { encoding: "iso-8859-2", languages: central, rarity: 0.01 },
  { encoding: "windows-1251", languages: cyrillic },
  { encoding: "iso-8859-5", languages: cyrillic, rarity: 0.01 },
  { encoding: "koi8-u", languages: ["ru", "uk"] },
  { encoding: "ibm866", languages: ["ru", "uk", "be"], rarity: 0.05 },
  { encoding: "windows-1253", languages: ["el"] },
  { encoding: "iso-8859-7", languages: ["el"], rarity: 0.01 },
  { encoding: "windows-1254", languages: ["tr", "az"] },
  { encoding: "windows-1255", languages: ["he"] },
  { encoding: "windows-1256", languages: ["ar", "fa", "ur"] },
  { encoding: "iso-8859-6", languages: ["ar"], rarity: 0.01 },
  { encoding: "windows-1257", languages: ["lt", "lv", "et"] },
  { encoding: "windows-1258", languages: ["vi"] },
  { encoding: "windows-874", languages: ["th"], rarity: 0.06 },
  { encoding: "shift_jis", languages: ["ja"], rarity: -0.08 },
  { encoding: "euc-jp", languages: ["ja"], rarity: -0.08 },
  { encoding: "iso-2022-jp", languages: ["ja"] },
  { encoding: "gb18030", languages: ["zh"], rarity: -0.08 },
  { encoding: "big5", languages: ["zh"], rarity: -0.08 },
  { encoding: "euc-kr", languages: ["ko"], rarity: -0.08 },
];
const wide: readonly Candidate[] = ["utf-16le", "utf-16be"].map((encoding) => ({ encoding, languages: [] }));

const beyondAscii = /[\u0080-\uffff]/;
const sampleBytes = 32_768;
const excerptChars = 900;

/** Best first; none where the bytes read as no language in any encoding. */
export function guessEncodings(bytes: Uint8Array): readonly Guess[] {
  const isWide = looksWide(bytes);
  const sample = isWide ? bytes.subarray(0, sampleBytes) : sampleOf(bytes);
  const hints = isWide ? new Map<string, number>() : hintsOf(sample);
  const readings = (isWide ? wide : candidates)
    .map((candidate) => read(sample, candidate, hints))
    .filter((reading) => reading != null)
    .sort((a, b) => b.score - a.score);
  return readings.map(({ encoding, text, score, isReliable }, at) => {
    // Two encodings that read the same bytes to the same text are no doubt.
    const rival = readings.slice(at + 1).find((other) => other.text !== text);
    const margin = score - (rival?.score ?? 0);
    const confidence = isReliable && score > 0.4 ? Math.min(0.99, 0.6 + 20 * margin) : 0.2;
    return { encoding, confidence: Math.round(100 * confidence) / 100 };
  });
}

/** Prose in bytes of one or more has no NUL and no other control but tabs and line ends; UTF-16 is full of them. */
function looksWide(bytes: Uint8Array): boolean {
  if (bytes.length % 2 !== 0) return false;
  const sample = bytes.subarray(0, sampleBytes);
  let controls = 0;
  for (const byte of sample)
    if (byte < 0x09 || (byte > 0x0d && byte < 0x1b) || (byte > 0x1b && byte < 0x20)) controls++;
  return controls > sample.length / 50;
}

/** From a little before the first byte beyond ASCII, which is never within a character of several bytes. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = Math.max(
    0,
    bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b),
  );
  const start = Math.max(0, first - 400);
  return bytes.subarray(start, start + sampleBytes);
}

function hintsOf(sample: Uint8Array): Map<string, number> {
  const same: Readonly<Record<string, string>> = {
    "iso-8859-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-8": "windows-1255",
    "koi8-r": "koi8-u",
  };
  return new Map(
    analyse(sample).map(({ name, confidence }) => [
      same[name.toLowerCase()] ?? name.toLowerCase(),
      confidence / 100,
    ]),
  );
}

type Reading = {
  readonly encoding: string;
  readonly text: string;
  readonly score: number;
  readonly isReliable: boolean;
};

function read(
  sample: Uint8Array,
  { encoding, languages, rarity = 0 }: Candidate,
  hints: Map<string, number>,
): Reading | null {
  let text: string;
  try {
    // `stream`: the sample may end within a character.
    text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return null;
  }
  // A shift to Japanese is what marks ISO-2022-JP; without one it is ASCII.
  if (encoding === "iso-2022-jp" && !beyondAscii.test(text)) return null;
  const excerpt = languages.length === 0 ? text.slice(0, excerptChars) : excerptOf(text);
  const fit = fitOf(excerpt);
  const unlikely = excerpt.match(/(?!\s)[\p{Cc}\p{Co}\ufffd]/gu)?.length ?? 0;
  // Capitals inside words, and signs between letters: "gr÷Ÿer".
  const odd = excerpt.match(/\p{Ll}\p{Lu}|\p{L}[^\p{L}\p{M}\p{N}\s\p{P}]\p{L}/gu)?.length ?? 0;
  const foreign = languages.length === 0 || languages.includes(fit.language) ? 0 : 0.15;
  const score =
    fit.score - foreign - rarity - 0.02 * odd - 0.1 * unlikely + 0.03 * (hints.get(encoding) ?? 0);
  return { encoding, text, score, isReliable: fit.isReliable };
}

/** The words with letters beyond ASCII, and their neighbours: the others read the same in every candidate. */
function excerptOf(text: string): string {
  const words = text.split(/\s+/);
  const telling = words.map((word) => beyondAscii.test(word));
  const kept: string[] = [];
  for (let at = 0, length = 0; at < words.length && length < excerptChars; at++) {
    if (telling[at - 1] !== true && telling[at] !== true && telling[at + 1] !== true) continue;
    const word = (words[at] ?? "").slice(0, excerptChars);
    kept.push(word);
    length += word.length + 1;
  }
  return kept.join(" ");
}
