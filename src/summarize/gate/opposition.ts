import type { Alignment } from "./alignment.ts";
import { isContent, wordsOf } from "./alignment.ts";
import type { Flag } from "./flags.ts";
import { familyOf, opposites } from "./opposites.ts";
import type { Passage } from "./passage.ts";

const leastScore = 0.2;
/** How near a word of the summary must stand to one that the article's sentence has too. */
const nearWords = 4;
const besideWords = 3;

/** A word whose opposite, or another of its kind, stands in its place in the article. English. */
export function oppositionFlags(
  article: Passage,
  summary: Passage,
  alignments: readonly Alignment[],
): Flag[] {
  const flags: Flag[] = [];
  summary.words.forEach((word, at) => {
    if (word.isStop && !opposites.has(word.stem)) return;
    const sentences = (alignments[word.sentence] ?? [])
      .filter(({ score }) => score >= leastScore)
      .map(({ sentence }) => sentence);
    const own = new Set(
      [...wordsOf(summary, word.sentence)].map((index) => summary.words[index]?.stem ?? ""),
    );
    const question: Question = { article, summary, at, stem: word.stem, own, sentences };
    const against = article.places.has(word.stem)
      ? exchangedFor(question)
      : (contraryTo(question) ?? strangerTo(question));
    if (against == null) return;
    flags.push({ kind: "antonym", what: word.text, because: `the article says “${against}”`, core: false });
  });
  return flags;
}

/** One word of the summary, and the sentences of the article that its sentence is most likely made from. */
type Question = {
  readonly article: Passage;
  readonly summary: Passage;
  readonly at: number;
  readonly stem: string;
  /** All stems of its sentence. */
  readonly own: ReadonlySet<string>;
  readonly sentences: readonly number[];
};

/** The opposite in a sentence the summary's is made from, beside a word that both have. */
function contraryTo(question: Question): string | null {
  const { article, own, stem } = question;
  const contrary = opposites.get(stem);
  const around = neighboursOf(question.summary, question.at, nearWords);
  for (const sentence of question.sentences) {
    for (const place of wordsOf(article, sentence)) {
      const word = article.words[place];
      if (
        word == null ||
        own.has(word.stem) ||
        !(contrary?.has(word.stem) === true || isDenial(word.stem, stem))
      )
        continue;
      if (neighboursOf(article, place, nearWords).some((other) => around.includes(other))) return word.text;
    }
  }
  return null;
}

/** "Crewed" and "uncrewed". */
function isDenial(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return (
    short.length > 3 &&
    long.length - short.length <= 3 &&
    long.endsWith(short) &&
    /^(?:un|in|im|ir|il|dis|non|mis)$/.test(long.slice(0, -short.length))
  );
}

const neighboursOf = (passage: Passage, at: number, away: number): string[] =>
  passage.words
    .slice(Math.max(0, at - away), at + away + 1)
    .filter(
      (other) =>
        isContent(other) && other !== passage.words[at] && other.sentence === passage.words[at]?.sentence,
    )
    .map(({ stem }) => stem);

/** Another member of its family in such a sentence, which the summary does not have. */
function strangerTo(question: Question): string | null {
  const { article, own, stem } = question;
  for (const { members, kinds } of familyOf.get(stem) ?? []) {
    const isTaken = [...members].some(
      ([other, theirs]) =>
        other !== stem && article.places.has(other) && [...theirs].some((kind) => kinds.has(kind)),
    );
    if (isTaken) continue;
    for (const sentence of question.sentences) {
      for (const place of wordsOf(article, sentence)) {
        const word = article.words[place];
        if (word != null && members.has(word.stem) && !own.has(word.stem)) return word.text;
      }
    }
  }
  return null;
}

/** The article has the word, but never beside this neighbour; there its opposite stands. */
function exchangedFor(question: Question): string | null {
  const { article, stem, own } = question;
  const others = contrariesOf(stem);
  if (others.size === 0) return null;
  const next = nextContent(question.summary, question.at);
  if (next == null) return null;
  const held = article.places.get(next) ?? [];
  let against: string | null = null;
  for (const place of held) {
    for (let at = place - besideWords; at < place + besideWords; at++) {
      const word = article.words[at];
      if (word == null || word.sentence !== article.words[place]?.sentence) continue;
      if (word.stem === stem) return null;
      if (
        at < place &&
        others.has(word.stem) &&
        !own.has(word.stem) &&
        question.sentences.includes(word.sentence)
      )
        against = word.text;
    }
  }
  return against;
}

function contrariesOf(stem: string): Set<string> {
  const found = new Set(opposites.get(stem));
  for (const { members, kinds } of familyOf.get(stem) ?? []) {
    for (const [other, theirs] of members) if (![...theirs].some((kind) => kinds.has(kind))) found.add(other);
  }
  return found;
}

/** The next word with content, if it follows at once. */
function nextContent(summary: Passage, at: number): string | null {
  for (let index = at + 1; index <= at + 2; index++) {
    const word = summary.words[index];
    if (word == null || word.sentence !== summary.words[at]?.sentence) return null;
    if (isContent(word)) return word.stem;
  }
  return null;
}
