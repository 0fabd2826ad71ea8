import { type Article, valueOf } from "../domain/article.ts";
import type { Summarizer } from "../domain/ports.ts";
import { type Summary, type SummaryLimit, shortened } from "../domain/summary.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { type Features, featuresOf } from "./features.ts";
import { endsSentence } from "./layout.ts";
import { usualSentences } from "./score.ts";
import { type Room, select } from "./select.ts";
import { type Model, weights } from "./weights.ts";
import { countWords, endOfWords, wholeCharacters } from "./words.ts";

/**
 * The default summary: whole sentences of the article itself, in its order, to the letter. Offline, deterministic,
 * and faithful by construction. The author's own summary, where there is one, wins.
 */
export const extract: Summarizer = {
  summarize(article, limit) {
    const own = article.givenSummary?.trim() ?? "";
    if (own !== "") return Promise.resolve({ method: "given", text: own, sentences: [] });
    return Promise.resolve(extractOf(article, limit));
  },
};

/**
 * The sentences that stand for an article, whatever its author gave.
 *
 * @param model other weights than ours, for the bench: what is measured must not have been learned from
 */
export function extractOf(article: Article, limit: SummaryLimit, model: Model = weights): Summary {
  const { features, language } = readingOf(article);
  const { candidates } = features;
  const room = roomOf(limit, language, candidates);
  // One sentence is chosen by weights of its own: it must say what the article is about all alone.
  const chosen = select(features, room, room.sentences === 1 ? model.one : model.several);
  if (chosen.length > 0) return summaryOf(article, chosen, language);
  // None of those worth choosing fits: one that fits whole says more than another's beginning.
  const whole = candidates.find((one) => fits(one, limit, language));
  if (whole != null) return summaryOf(article, [whole], language);
  const [shortest] = candidates.slice(0, ledeSentences).toSorted((a, b) => a.text.length - b.text.length);
  return shortest == null
    ? summaryOf(article, [], language)
    : beginningOf(article, shortest, limit, language);
}

/** What an article's sentences are chosen by. A title that was made of the text itself says nothing new about it. */
export function readingOf(article: Article): ArticleReading {
  let found = readings.get(article);
  if (found == null) readings.set(article, (found = read(article)));
  return found;
}

type ArticleReading = { readonly features: Features; readonly language: string };

/** Summary and highlights are made of one reading, which goes when its article does. */
const readings = new WeakMap<Article, ArticleReading>();

function read(article: Article): ArticleReading {
  const language = valueOf(article.language) ?? "und";
  const title = article.title.state === "given" ? article.title.value : null;
  return { features: featuresOf(candidatesOf(article, language), title, language), language };
}

/** Where no sentence fits, the shortest of the first ones is cut. */
const ledeSentences = 3;

function roomOf(limit: SummaryLimit, language: string, candidates: readonly Candidate[]): Room {
  const { maxWords, maxSentences, maxChars } = limit;
  const isBare = maxWords == null && maxSentences == null && maxChars == null;
  // A stroke after it counts as a word for whoever counts by spaces.
  const wordsOf = (candidate: Candidate): number =>
    countWords(shownAs(candidate), language) + (endsSentence(candidate.text) ? 0 : 1);
  return {
    sentences: isBare ? usualSentences : (maxSentences ?? Number.POSITIVE_INFINITY),
    words: maxWords ?? Number.POSITIVE_INFINITY,
    chars: maxChars ?? Number.POSITIVE_INFINITY,
    wordsOf: maxWords == null ? () => 0 : once(wordsOf),
    charsOf: maxChars == null ? () => 0 : once((candidate) => shownAs(candidate).length),
    joint: candidates.every(({ text }) => endsSentence(text)) ? 1 : stroke.length,
  };
}

/** A sentence is measured for each set that it may stand in. */
function once(measure: (candidate: Candidate) => number): (candidate: Candidate) => number {
  const known = new Map<Candidate, number>();
  return (candidate) => {
    let found = known.get(candidate);
    if (found == null) known.set(candidate, (found = measure(candidate)));
    return found;
  };
}

const fits = (candidate: Candidate, { maxWords, maxChars }: SummaryLimit, language: string): boolean =>
  shownAs(candidate).length <= (maxChars ?? Number.POSITIVE_INFINITY) &&
  countWords(shownAs(candidate), language) <= (maxWords ?? Number.POSITIVE_INFINITY);

/** A sentence longer than the whole summary may be (a list, a poem): its beginning, and a sign that it goes on. */
function beginningOf(
  { text, hash }: Article,
  sentence: Candidate,
  { maxWords, maxChars }: SummaryLimit,
  language: string,
): Summary {
  const own = sentence.text;
  // One code unit is kept for the ellipsis. Any run of white space counts as it stands, so the line is not longer.
  const byChars = wholeCharacters(own, Math.max(0, (maxChars ?? own.length + 1) - 1));
  const byWords = maxWords == null ? own.length : endOfWords(own, maxWords, language);
  const end = Math.min(byChars, byWords);
  const kept = shortened(own, end + 1).slice(0, -1);
  const cut = { start: sentence.start, end: sentence.start + kept.length, text: kept };
  if (kept.trim() === "") return { method: "extract", hash, text: "", sentences: [] };
  return {
    method: "extract",
    hash,
    text: `${lineOf(text.slice(cut.start, cut.end))}…`,
    sentences: [cut],
  };
}

function summaryOf({ text, hash }: Article, chosen: readonly Candidate[], language: string): Summary {
  const sentences = chosen.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  // The receipt keeps a line broken at a margin as it stands; readers get a space.
  const shown = chosen.map((candidate, at) =>
    at === 0 ? shownAs(candidate) : jointAfter(chosen[at - 1], language) + shownAs(candidate),
  );
  return { method: "extract", hash, text: shown.join(""), sentences };
}

/** Between lines of verse, items of a list and whatever else does not end like a sentence. */
const stroke = " / ";

/** Scripts without spaces between words have none between sentences. */
function jointAfter(sentence: Candidate | undefined, language: string): string {
  if (/^(?:zh|ja|th|lo|km|my)(?:-|$)/.test(language)) return "";
  return sentence == null || endsSentence(sentence.text) ? " " : stroke;
}

const shownAs = ({ text, isVerse }: Candidate): string =>
  isVerse ? text.replace(/\s*\n\s*/gu, stroke) : lineOf(text);

const lineOf = (text: string): string => text.replace(/\s+/gu, " ");
