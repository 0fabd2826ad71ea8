import type { Article } from "../domain/article.ts";
import type { Highlights, Quotation } from "../domain/lead.ts";
import type { Summary } from "../domain/summary.ts";
import type { Candidate } from "./candidates.ts";
import { readingOf } from "./extract.ts";
import type { Features } from "./features.ts";
import { featureNames } from "./features.ts";
import { endsSentence } from "./layout.ts";
import { sentenceScores } from "./score.ts";
import { weights } from "./weights.ts";
import { comparableWords, termsOf } from "./words.ts";

const mostPoints = 3;
/** One alone is no list. */
const leastPoints = 2;
/** Of a shorter article the summary is most there is. */
const leastSentences = 8;
const pointChars = { least: 40, most: 220 } as const;
const quoteChars = { least: 25, most: 220 } as const;
/** Who said it, and perhaps where: more is a sentence of its own. */
const maxByChars = 90;
/** Two sentences that share so much tell one thing. */
const alike = 0.35;
/** So much of a sentence's content stands in the summary, or in the title: it says nothing new. */
const retoldShare = 0.6;

/**
 * What an article says besides its summary: up to three more of its best sentences, and something that somebody said. Each can
 * be understood where it stands, and none repeats the summary or another. Null where there is neither.
 */
export function highlightsOf(article: Article, summary: Summary): Highlights | null {
  const { features, language } = readingOf(article);
  const { candidates } = features;
  if (candidates.length < leastSentences) return null;
  const told = toldBy(article, summary, candidates, language);
  const known = `${article.title.value} ${summary.text}`;
  const quoted = candidates.find((each) => !told.has(each.index) && quotationIn(each, known) != null);
  const points = pointsOf(features, quoted == null ? told : new Set([...told, quoted.index]));
  const quote = quoted == null ? null : quotationIn(quoted, known);
  return points.length === 0 && quote == null ? null : { points, quote };
}

/** Indices of sentences that summary or title have said already. */
function toldBy(
  article: Article,
  summary: Summary,
  candidates: readonly Candidate[],
  language: string,
): Set<number> {
  const starts = new Set<number>(summary.sentences.map(({ start }) => start));
  const said = [summary.text, article.title.value].map((text) => termsOf(comparableWords(text, language)));
  const isTold = ({ start, terms }: Candidate): boolean =>
    starts.has(start) ||
    said.some((known) => {
      let shared = 0;
      for (const term of terms.keys()) if (known.has(term)) shared++;
      return shared >= terms.size * retoldShare;
    });
  return new Set(candidates.filter(isTold).map(({ index }) => index));
}

function pointsOf(features: Features, told: ReadonlySet<number>): string[] {
  const { candidates, likeness, rows } = features;
  const own = sentenceScores(features, weights.several);
  const firstPerson = featureNames.indexOf("firstPerson");
  const best = candidates
    .filter((each) => !told.has(each.index) && standsAlone(each) && rows[each.index]?.[firstPerson] === 0)
    .toSorted((a, b) => (own[b.index] ?? 0) - (own[a.index] ?? 0) || a.index - b.index);
  const chosen: Candidate[] = [];
  for (const next of best) {
    if (chosen.length === mostPoints) break;
    const others = [...told, ...chosen.map(({ index }) => index)];
    if (others.every((index) => likeness.between(index, next.index) < alike)) chosen.push(next);
  }
  if (chosen.length < leastPoints) return [];
  return chosen.toSorted((a, b) => a.index - b.index).map(({ text }) => lineOf(text));
}

/** A whole statement that needs no neighbour. What is all in quotation marks needs its speaker, a question its answer. */
function standsAlone({ text, leansOnPrevious, quoting, opensWithQuote, announces, isVerse }: Candidate) {
  const line = lineOf(text);
  return (
    !(leansOnPrevious || opensWithQuote || announces || isVerse) &&
    !(quoting.goesOn || quoting.staysOpen || quoting.isBare) &&
    line.length >= pointChars.least &&
    line.length <= pointChars.most &&
    endsSentence(line) &&
    !/[?？؟:：…]["'”’»)\]]*$/u.test(line)
  );
}

/** Verbs of saying, as they stand beside a quotation; in languages that write names with capitals. */
const saying = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${`said|says|told|wrote|writes|added|adds|explained|explains|warned|warns|tweeted|insisted|argued|argues
  sagte|sagt|erklärte|erklärt|schrieb|schreibt|betonte|betont|warnte|warnt|meint|meinte
  dit|déclare|affirme|explique|écrit|ajoute|estime|prévient|dijo|dice|afirmó|explicó|aseguró|escribió|añadió|advirtió
  disse|diz|afirmou|explicou|escreveu|ha detto|ha dichiarato|ha scritto|spiega|afferma|dichiara
  zei|zegt|schreef|schrijft|verklaarde|benadrukte|powiedział|powiedziała|mówi|twierdzi|napisał|napisała|dodał|dodała
  сказал|сказала|заявил|заявила|говорит|пишет|написал|написала|отметил|отметила|зазначив|зазначила|сказав|каже|заявив
  dedi|söyledi|açıkladı|yazdı`
    .split(/\s*\n\s*|\|/u)
    .join("|")})(?![\\p{L}\\p{M}])`,
  "iu",
);
const quotation = /^([^"“”„«»]{0,90})(["“„«]\s?)([^"“”„«»]{20,230})(["”“»])([^"“”„«»]{0,90})$/u;
/** "He said" names nobody where the sentence before is missing. */
const pronoun =
  /(?<![\p{L}\p{M}])(?:i|he|she|they|it|we|you|his|her|its|their|our|my|er|sie|es|ich|wir|il|elle|ils|elles|je|nous|él|ella|yo|ele|ela|eu|hij|zij|ze|ik|on|ona|он|она|они|я|мы|він|вона|o)(?![\p{L}\p{M}])/iu;

/** The quotation of a sentence that is one quotation and its speaker, by name; else null. @param known who was named already */
function quotationIn({ text, quoting, isVerse }: Candidate, known: string): Quotation | null {
  if (isVerse || quoting.goesOn || quoting.staysOpen) return null;
  const found = quotation.exec(lineOf(text));
  if (found == null) return null;
  const [, before = "", open = "", inner = "", close = "", after = ""] = found;
  const [first, last] = [before, after].map((part) => part.replace(/^[\s,.;:–—-]+|[\s,.;:–—-]+$/gu, ""));
  const by = first === "" ? (last ?? "") : last === "" ? (first ?? "") : "";
  const said = inner.replace(/[\s,]+$/u, "");
  const isWhole = /^\p{Lu}/u.test(said) && said.length >= quoteChars.least && said.length <= quoteChars.most;
  if (!isWhole || by.length > maxByChars || !saying.test(by) || pronoun.test(by) || !isNamed(by, known))
    return null;
  return { text: `${open}${said}${/^\s/u.test(open.slice(1)) ? open.slice(1) : ""}${close}`, by };
}

/** "Ada Lovelace", or "Lovelace" where readers have met her: two words with capitals in a row, or one that is known. */
function isNamed(by: string, known: string): boolean {
  if (/^(?:as|when|then|and|but|while)\s/iu.test(by)) return false;
  if (/(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}.'’-]*\s+\p{Lu}/u.test(by)) return true;
  return [...by.matchAll(/\p{Lu}[\p{L}\p{M}-]{2,}/gu)].some(([name]) => known.includes(name));
}

const lineOf = (text: string): string => text.replace(/\s+/gu, " ").trim();
