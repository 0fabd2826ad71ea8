import type { Flag } from "./flags.ts";
import type { Mention } from "./names.ts";
import { mentionsIn } from "./names.ts";
import type { Passage } from "./passage.ts";
import { wordsBetween } from "./passage.ts";
import { placesOf } from "./places.ts";
import { quotationsIn } from "./quotes.ts";
import { speechStems } from "./stop-words.ts";

const saying =
  /^(?:sa(?:id|ys)|t(?:old|ells)|add(?:ed|s)|argue[ds]|warn(?:ed|s)|announce[ds]|insist(?:ed|s)|explain(?:ed|s)|admit(?:ted|s)|tweet(?:ed|s)|wr(?:ote|ites)|state[ds]|remark(?:ed|s))$/;
const talkWithin = 2;
/** A speaker is named within so many sentences before or after what was said. */
const before = 4;
const after = 2;
/** A quotation is found again by its first words. */
const firstWords = 5;
const leastWords = 2;
const mostQuotes = 60;
const mostSpeakers = 60;

/** Words given to someone who, in the article, does not stand near them, or never speaks at all. English. */
export function attributionFlags(article: Passage, summary: Passage): Flag[] {
  const speakers = speakersIn(summary);
  if (speakers.length === 0) return [];
  const quotations = quotationsIn(summary.text).slice(0, mostQuotes);
  const flags: Flag[] = [];
  for (const speaker of speakers.slice(0, mostSpeakers)) {
    const places = placesOfSpeaker(article, summary, speaker);
    if (places.length === 0) continue;
    const sentence = summary.words[speaker.from]?.sentence ?? 0;
    const span = summary.sentences[sentence];
    const said = quotations.filter(
      ({ start, end }) => span != null && start >= span.start && end <= span.end,
    );
    const spoken = said.flatMap(({ start, end }) => sentencesOfQuote(article, summary, start, end));
    const isNear =
      spoken.length === 0
        ? speaksSomewhere(article, places)
        : places.some((place) => spoken.some((at) => place >= at - before && place <= at + after));
    if (!isNear || isAnothers(article, summary, speaker, spoken))
      flags.push(flagFor(summary, speaker, spoken.length > 0));
  }
  return flags;
}

function flagFor(summary: Passage, { from, to }: Mention, isQuoted: boolean): Flag {
  const because = isQuoted
    ? "the article gives these words to somebody else"
    : "the article does not let this one speak";
  return { kind: "attribution", what: wordsBetween(summary, from, to), because, core: false };
}

/** Who speaks, where a sentence lets one name speak. Places speak for whole governments, and are left out. */
function speakersIn(summary: Passage): Mention[] {
  const speakers = mentionsIn(summary).filter(
    (mention) => isSpeaking(summary, mention) && placesOf(summary.words[mention.to]?.folded ?? "").size === 0,
  );
  const sentenceOf = (mention: Mention): number => summary.words[mention.from]?.sentence ?? -1;
  return speakers.filter((one) =>
    speakers.every((other) => other === one || sentenceOf(other) !== sentenceOf(one)),
  );
}

/** "Burns said", "said Burns", "according to Burns". */
function isSpeaking(summary: Passage, { from, to }: Mention): boolean {
  const sentence = summary.words[from]?.sentence;
  const isAccording =
    summary.words[from - 1]?.folded === "to" && summary.words[from - 2]?.folded === "according";
  return (
    isAccording ||
    [to + 1, from - 1].some((at) => {
      const word = summary.words[at];
      return word != null && word.sentence === sentence && word.shape === "lower" && saying.test(word.folded);
    })
  );
}

/** The sentences where the article has any word of the name. */
function placesOfSpeaker(article: Passage, summary: Passage, { from, to }: Mention): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; at++) {
    for (const place of article.places.get(summary.words[at]?.stem ?? "") ?? [])
      found.push(article.words[place]?.sentence ?? 0);
  }
  return found;
}

function sentencesOfQuote(article: Passage, summary: Passage, start: number, end: number): number[] {
  const stems = summary.words
    .filter((word) => word.start >= start && word.end <= end)
    .slice(0, firstWords)
    .map(({ folded }) => folded);
  const [first = ""] = summary.words
    .filter((word) => word.start >= start)
    .slice(0, 1)
    .map(({ stem }) => stem);
  if (stems.length < leastWords) return [];
  return (article.places.get(first) ?? [])
    .filter((place) => stems.every((folded, index) => article.words[place + index]?.folded === folded))
    .map((place) => article.words[place]?.sentence ?? 0);
}

/** Does every sentence with these words name its speaker, and each time another one? */
function isAnothers(
  article: Passage,
  summary: Passage,
  { from, to }: Mention,
  spoken: readonly number[],
): boolean {
  const own = new Set(summary.words.slice(from, to + 1).map(({ folded }) => folded));
  const named = [...new Set(spoken)].map((sentence) =>
    mentionsIn(article).filter(
      (mention) =>
        article.words[mention.from]?.sentence === sentence &&
        isSpeaking(article, mention) &&
        placesOf(article.words[mention.to]?.folded ?? "").size === 0,
    ),
  );
  if (named.length === 0 || named.some((mentions) => mentions.length === 0)) return false;
  const wordsOf = (mention: Mention): string[] =>
    article.words.slice(mention.from, mention.to + 1).map(({ folded }) => folded);
  const theirs = new Set(named.flat().flatMap(wordsOf));
  if ([...own].some((word) => theirs.has(word))) return false;
  // "Prime Minister" is no other than "Anna Lind" where the article has them side by side.
  return !mentionsIn(article).some((mention) => {
    const words = wordsOf(mention);
    return words.some((word) => own.has(word)) && words.some((word) => theirs.has(word));
  });
}

/** Is there talk, or a quotation, in a sentence of its own or beside it? */
function speaksSomewhere(article: Passage, sentences: readonly number[]): boolean {
  return sentences.some((sentence) => {
    const [from] = article.bounds[Math.max(0, sentence - 1)] ?? [0, 0];
    const [, to] = article.bounds[Math.min(article.bounds.length - 1, sentence + talkWithin)] ?? [0, 0];
    for (let at = from; at < to; at++) if (speechStems.has(article.words[at]?.stem ?? "")) return true;
    const span = article.sentences[sentence];
    return span != null && /["“”]/.test(article.text.slice(span.start, span.end));
  });
}
