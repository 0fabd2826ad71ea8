import { isContent } from "./alignment.ts";
import type { Bound } from "./binding-context.ts";
import type { Features } from "./binding-features.ts";
import { featureNames, featuresOf } from "./binding-features.ts";
import { bindingWeights } from "./binding-weights.ts";
import { calendarName } from "./dates.ts";
import type { Flag } from "./flags.ts";
import type { Mention } from "./names.ts";
import { mentionsIn } from "./names.ts";
import { habitualCapitals } from "./ordinary-words.ts";
import type { Passage, Word } from "./passage.ts";
import { wordsBetween } from "./passage.ts";
import { placesOf } from "./places.ts";
import type { Quantity } from "./quantities.ts";
import { supports } from "./numbers.ts";

const mostBounds = 200;
const mostGiven = 2000;

/** Names and numbers that the article has, but not with the words the summary uses them with. English. */
export function bindingFlags(
  article: Passage,
  summary: Passage,
  given: readonly Quantity[],
  claims: readonly Quantity[],
): Flag[] {
  const flags: Flag[] = [];
  for (const mention of mentionsIn(summary).slice(0, mostBounds)) {
    const seam = brokenSeam(article, summary, mention);
    if (seam != null)
      flags.push(flag(wordsBetween(summary, seam, seam + 1), "the article has both, but not as one name"));
  }
  for (const bound of boundsOf(article, summary, given, claims)) {
    if (doubt(bound.kind, featuresOf(article, summary, bound)) <= 0) continue;
    flags.push(flag(wordsBetween(summary, bound.from, bound.to), "the article has it, but with other words"));
  }
  return flags;
}

const flag = (what: string, because: string): Flag => ({ kind: "binding", what, because, core: false });

/** Above 0: more likely exchanged than not. */
export function doubt(kind: Bound["kind"], features: Features): number {
  const { bias, ...weights } = bindingWeights[kind];
  return featureNames.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], bias);
}

/** The names and numbers of the summary that the article has. */
export function boundsOf(
  article: Passage,
  summary: Passage,
  given: readonly Quantity[],
  claims: readonly Quantity[],
): Bound[] {
  const bounds: Bound[] = [];
  for (const { from, to } of mentionsIn(summary).slice(0, mostBounds)) {
    const places = placesOfName(article, summary, from, to);
    if (places.length > 0) bounds.push({ kind: "name", from, to, places });
  }
  for (const claim of claims.slice(0, mostBounds)) {
    if (claim.inWords && (claim.values[0] ?? 0) < 3) continue;
    const places = given
      .slice(0, mostGiven)
      .filter((known) => supports(known, claim))
      .map(({ to }) => to);
    if (places.length > 0) bounds.push({ kind: "number", from: claim.from, to: claim.to, places });
  }
  return bounds;
}

/** Where the article has the name's rarest word. */
function placesOfName(article: Passage, summary: Passage, from: number, to: number): readonly number[] {
  let rarest: readonly number[] = [];
  for (let at = from; at <= to; at++) {
    const word = summary.words[at];
    if (word == null || calendarName(summary, at) != null) continue;
    const places = article.places.get(word.stem) ?? [];
    if (places.length > 0 && (rarest.length === 0 || places.length < rarest.length)) rarest = places;
  }
  return rarest;
}

const seamGap = 2;

/** Two words of one name that the article never has together. */
function brokenSeam(article: Passage, summary: Passage, mention: Mention): number | null {
  for (let at = mention.from; at < mention.to; at++) {
    const left = summary.words[at];
    const right = summary.words[at + 1];
    if (left == null || right == null || isFree(left.folded) || isFree(right.folded) || !isContent(left))
      continue;
    if (/['’]s/.test(summary.text.slice(left.end, right.start))) continue;
    const lefts = article.places.get(left.stem) ?? [];
    const rights = article.places.get(right.stem) ?? [];
    if (lefts.length === 0 || rights.length === 0) continue;
    if (left.opens && !lefts.some((place) => isName(article.words[place]))) continue;
    if (!rights.some((place) => lefts.some((other) => place > other && place - other <= seamGap))) return at;
  }
  return null;
}

/** Has a capital that its place does not explain. */
const isName = (word: Word | undefined): boolean => word != null && word.shape === "capital" && !word.opens;

/** Titles, ranks and nationalities stand before any name. */
const isFree = (word: string): boolean => habitualCapitals.has(word) || placesOf(word).size > 0;
