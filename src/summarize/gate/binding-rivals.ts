import { isContent } from "./alignment.ts";
import type { Bound, Context } from "./binding-context.ts";
import { besideWords, mostPlaces, most } from "./binding-context.ts";
import type { Passage } from "./passage.ts";

const tightWords = 8;

export function tightShare(article: Passage, context: Context, places: readonly number[]): number {
  const total = context.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return most(
    places.map((place) => {
      const near = new Set(
        article.words.slice(Math.max(0, place - tightWords), place + tightWords + 1).map(({ stem }) => stem),
      );
      return context.reduce((sum, { stem, weight }) => sum + (near.has(stem) ? weight : 0), 0) / total;
    }),
  );
}

export function hasInstead(article: Passage, summary: Passage, bound: Bound, sentence: number): boolean {
  const [from, to] = article.bounds[sentence] ?? [0, 0];
  return article.words.slice(from, to).some((word) => {
    if (summary.places.has(word.stem) || word.opens) return false;
    return bound.kind === "number"
      ? word.shape === "number"
      : (word.shape === "capital" || word.shape === "caps") && !word.isStop;
  });
}

/** Of the content words right beside it: one stands by other names in the article, none stands by this one. */
export function hasRival(
  article: Passage,
  summary: Passage,
  bound: Bound,
  places: readonly number[],
): boolean {
  let found = false;
  for (const [edge, side] of [
    [bound.from, -1],
    [bound.to, 1],
  ] as const) {
    for (let away = 1; away <= besideWords; away++) {
      const word = summary.words[edge + side * away];
      if (word == null || word.sentence !== summary.words[edge]?.sentence) break;
      if (!isContent(word)) continue;
      const held = (article.places.get(word.stem) ?? []).slice(0, mostPlaces);
      if (places.some((place) => held.some((at) => at !== place && Math.abs(at - place) <= besideWords + 2)))
        return false;
      found ||= held.some(
        (at) =>
          isRivalAt(article, summary, bound, at - side * away) ||
          isRivalAt(article, summary, bound, at - side),
      );
      break;
    }
  }
  return found;
}

function isRivalAt(article: Passage, summary: Passage, bound: Bound, at: number): boolean {
  const word = article.words[at];
  if (word == null || summary.places.has(word.stem)) return false;
  return bound.kind === "number"
    ? word.shape === "number"
    : (word.shape === "capital" || word.shape === "caps") && !word.isStop && !word.opens;
}

/** Every name (number) of the article that the summary does not have, by how many words of the context stand near it. */
export function rivalry(
  article: Passage,
  summary: Passage,
  bound: Bound,
  context: Context,
): { readonly other: number; readonly otherLag: number } {
  const total = context.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { other: 0, otherLag: 0 };
  const own = new Set(bound.places.map((at) => article.words[at]?.stem ?? ""));
  const fits = new Map<string, number>();
  for (const { stem, weight } of context) {
    const near = new Set<string>();
    for (const place of (article.places.get(stem) ?? []).slice(0, mostPlaces)) {
      for (let at = place - tightWords; at <= place + tightWords; at++) {
        const word = article.words[at];
        if (
          word == null ||
          at === place ||
          word.sentence !== article.words[place]?.sentence ||
          near.has(word.stem)
        )
          continue;
        if (own.has(word.stem) || isRivalAt(article, summary, bound, at)) near.add(word.stem);
      }
    }
    for (const name of near) fits.set(name, (fits.get(name) ?? 0) + weight / total);
  }
  const mine = most([...own].map((name) => fits.get(name) ?? 0));
  const other = most([...fits].filter(([name]) => !own.has(name)).map(([, fit]) => fit));
  return { other, otherLag: Math.max(0, other - mine) };
}
