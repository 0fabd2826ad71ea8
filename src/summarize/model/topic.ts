import { sentencesOf } from "../../domain/sentences.ts";
import { wordsOf } from "../words.ts";
import type { Flag } from "./flag.ts";
import type { Material } from "./material.ts";

/**
 * Of 1,939 true summaries of news, those by language models share 40 % of their longer words with the article and more
 * (all but 1 %), those of another article less (all but 2 %).
 */
const leastShared = 0.4;

/** An answer made of one sentence's words in a long article follows that sentence, and may obey it. */
const leastRecurring = 2;

/** An answer about something else than its article. */
export function topicFlags(text: string, { title, text: article, language }: Material): Flag[] {
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
