import type { Flag } from "./flags.ts";
import { folded, stemOf } from "./spelling.ts";

/** A quotation, without its marks. Offsets are those of the words inside. */
export type Quotation = { readonly text: string; readonly start: number; readonly end: number };

const pairs: Readonly<Record<string, string>> = {
  "“": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‘": "’",
  '"': '"',
  "「": "」",
  "『": "』",
  "‹": "›",
  // Right to left, the marks are typed the other way round, too.
  "”": "”“",
  "‚": "‘’",
  "›": "‹",
  "״": "״",
  "〝": "〞〟",
  "＂": "＂",
};
const longestQuote = 1200;
const mostQuotes = 60;

/** What stands between quotation marks, in order; of the single ones only those that no apostrophe explains. Linear. */
export function quotationsIn(text: string): Quotation[] {
  const found: Quotation[] = [];
  for (let at = 0; at < text.length; at++) {
    const open = text.charAt(at);
    const isTyped = open === "'";
    if (!isTyped && !Object.hasOwn(pairs, open)) continue;
    const before = text.charAt(at - 1);
    const next = text.charAt(at + 1);
    if (before !== "" && /[\p{L}\p{N}]/u.test(before) && !/[「『]/.test(open)) continue;
    if ((isTyped || open === "‘") && !/[\p{L}\p{N}[.…]/u.test(next)) continue;
    const close = closeOf(text, at, open, isTyped ? "'" : (pairs[open] ?? ""));
    if (close < 0) continue;
    found.push({ text: text.slice(at + 1, close), start: at + 1, end: close });
    at = close;
  }
  return found;
}

/** Where it closes, or -1. Another opening before that means that this one never does; it also keeps the search linear. */
function closeOf(text: string, open: number, mark: string, closers: string): number {
  const isSingle = closers === "'" || closers === "’";
  const end = Math.min(text.length, open + longestQuote);
  for (let at = open + 1; at < end; at++) {
    if (text.charAt(at) === "\n" && text.charAt(at + 1) === "\n") return -1;
    const character = text.charAt(at);
    if (character === mark && (!closers.includes(mark) || (isSingle && opensWord(text, at)))) return -1;
    if (!closers.includes(character)) continue;
    if (isSingle && /[\p{L}\p{N}]/u.test(text.charAt(at + 1))) continue;
    return at;
  }
  return -1;
}

const opensWord = (text: string, at: number): boolean =>
  /\s/.test(text.charAt(at - 1)) && /\p{L}/u.test(text.charAt(at + 1));

const wordsIn = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}\p{N}]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*/gu) ?? []).map(folded);

/** Quotations of the summary that do not stand in the article word for word; typographic marks aside. */
export function quoteFlags(article: string, summary: string): Flag[] {
  const quotations = quotationsIn(summary)
    .filter(({ text }) => /\p{L}/u.test(text))
    .slice(0, mostQuotes);
  if (quotations.length === 0) return [];
  const whole = ` ${wordsIn(article).join(" ")} `;
  // A speech that "he said" interrupts is quoted without it.
  const joined = ` ${quotationsIn(article)
    .flatMap(({ text }) => wordsIn(text))
    .join(" ")} `;
  const isSupported = (words: readonly string[]): boolean => {
    if (words.length === 1) return whole.includes(` ${words[0]} `) || hasStem(whole, words[0] ?? "");
    const run = ` ${words.join(" ")} `;
    return whole.includes(run) || joined.includes(run);
  };
  const unspacedWhole = lettersOf(article);
  return quotations
    .filter(({ text }) => !(unspaced.test(text) && unspacedWhole.includes(lettersOf(text))))
    .filter(
      ({ text }) => !whole.includes(` ${wordsIn(text).join(" ")} `) && !partsOf(text).every(isSupported),
    )
    .map(({ text }) => ({
      kind: "quote",
      what: text,
      because: "the article does not have these words in this order",
      core: true,
    }));
}

/** Scripts whose words are not parted: letters are compared one after another. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const lettersOf = (text: string): string => (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("");

/** A sentence's end, an omission or an insertion in brackets parts a quotation; each part must stand by itself. */
function partsOf(text: string): string[][] {
  return text
    .split(/\[[^\]]{0,80}\]|\.{3}|…|[.!?]["'”’)]?\s/)
    .map(wordsIn)
    .filter((words) => words.length > 0);
}

/** One quoted word may be inflected otherwise than in the article. */
function hasStem(whole: string, word: string): boolean {
  const stem = stemOf(word);
  return stem.length > 3 && whole.includes(` ${stem}`);
}
