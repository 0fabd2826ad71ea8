import { sentencesOf } from "../../domain/sentences.ts";
import { wordsOf } from "./bounds.ts";
import { type Flag, formFlag } from "./flag.ts";
import type { Material } from "./material.ts";
import { promptLines } from "./prompt.ts";

/**
 * What only the asker can know about an answer: that it repeats the question, holds an address, or is about something
 * else. Whether its facts are the article's is the gate's business.
 */
export function formFlags(text: string, material: Material): Flag[] {
  if (!/[\p{L}\p{N}]/u.test(text)) return [formFlag("", "it says nothing")];
  const signs = patterns.flatMap(({ pattern, because }) => {
    const found = pattern.exec(text);
    return found == null ? [] : [formFlag(found[0].trim().slice(0, 60), because)];
  });
  const echo = echoIn(text, material);
  return [
    ...signs,
    ...(text.isWellFormed() ? [] : [formFlag("", "it holds half a character")]),
    ...(echo == null ? [] : [formFlag(echo, "it repeats the instructions")]),
    ...(breaksOff(text, material.language) ? [formFlag(text.slice(-30), "it breaks off")] : []),
    ...topicFlags(text, material),
  ];
}

/** Whatever a mail program would make a link of counts as an address, `ostwick.example` too. */
const patterns: readonly { readonly pattern: RegExp; readonly because: string }[] = [
  { pattern: /\p{L}:\/\/|\bwww\.|\b(?:mailto|javascript|data|tel):\S/iu, because: "it holds a web address" },
  {
    // Not the initials of "J.K.Rowling", with or without spaces.
    pattern: /[\p{L}\p{N}]{2}\.[A-Za-z]{2}|[\p{L}\p{N}]\.(?:рф|[a-z]{2})/u,
    because: "it holds what reads as a web address",
  },
  { pattern: /\S@\S/u, because: "it holds a mail address" },
  {
    pattern:
      /<[\p{L}/!|]|\|>|`|\]\(|\*\*|__|^\s*(?:#{1,6}|[-*+•>]|\d{1,2}[.)])\s|&(?:#\d{1,7}|[a-z]{2,9});/iu,
    because: "it holds markup",
  },
  { pattern: /\bsummary"?\s?:|[{}]/iu, because: "it holds pieces of the JSON" },
  // Marks that turn the reading direction, and signs that cannot be seen, hide words from whoever checks them.
  {
    pattern: /[\p{Cc}\u200b\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u,
    because: "it holds invisible signs",
  },
];

/** So many words in a row are no chance. */
const echoWords = 7;

const promptRuns = new Set(promptLines.flatMap((line) => runsOf(line, "en")));

function echoIn(text: string, { mark, language }: Material): string | null {
  if (text.includes(mark)) return mark;
  return runsOf(text, language).find((run) => promptRuns.has(run)) ?? null;
}

function runsOf(text: string, language: string): string[] {
  const words = wordsOf(text, language).map((word) => word.toLowerCase());
  return words.slice(echoWords - 1).map((_, at) => words.slice(at, at + echoWords).join(" "));
}

/** Thai and its neighbours end a sentence with a space, or not at all. */
const unstopped = /^(?:th|lo|km|my|bo|und)(?:-|$)/;

function breaksOff(text: string, language: string): boolean {
  return !unstopped.test(language) && !/[\p{STerm}…:]["'”’“»«›‹)\]」』）]{0,4}$/u.test(text);
}

/**
 * Of 1,939 true summaries of news, those by language models share 40 % of their longer words with the article and more
 * (all but 1 %), those of another article less (all but 2 %).
 */
const leastShared = 0.4;

/** An answer made of one sentence's words in a long article follows that sentence, and may obey it. */
const leastRecurring = 2;

function topicFlags(text: string, { title, text: article, language }: Material): Flag[] {
  const own = stemsOf(text, language);
  if (own.size === 0) return [];
  const sentences = sentencesOf(article, { start: 0, end: article.length }, language);
  const counts = new Map<string, number>();
  for (const part of [title, ...sentences.map(({ start, end }) => article.slice(start, end))]) {
    for (const stem of stemsOf(part, language)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const shared = [...own].filter((stem) => counts.has(stem)).length;
  if (shared < own.size * leastShared)
    return [topicFlag(`only ${shared} of its ${own.size} longer words stand in the article`)];
  if (sentences.length < 6) return [];
  const recurring = [...own].filter((stem) => (counts.get(stem) ?? 0) > 1).length;
  return recurring < leastRecurring
    ? [topicFlag("it is not about what the article keeps coming back to")]
    : [];
}

const topicFlag = (because: string): Flag => ({ kind: "topic", what: "", because, core: true });

/** Scripts in which two signs are a word, or the better part of one. */
const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Arabic and Hebrew write "and", "the", "in" and "to" on to the word that follows. */
const prefixes = /^(?:[وفبك]{0,2}(?:ال|لل)|[והבלכמש]{1,2})(?=\p{L}{4})/u;

/** Beginnings of the longer words, so that inflected forms meet. */
function stemsOf(text: string, language: string): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const word of wordsOf(text, language)) {
    const isDense = dense.test(word);
    const bare = word.toLowerCase().replace(prefixes, "");
    if (bare.length >= (isDense ? 2 : 4)) stems.add(bare.slice(0, isDense ? 2 : 5));
  }
  return stems;
}
