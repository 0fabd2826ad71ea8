import { type Found, given, inferred } from "../../domain/article.ts";

/** What one place in a file says about a field. `weight`: how far such places are to be believed, 1 to 4. */
export type Clue<T> = { readonly value: T; readonly because: string; readonly weight: number };

/** Alone, a clue lighter than this is a hint: templates fill such places carelessly. */
const firm = 3;
const maxAlternatives = 4;

/**
 * Several clues → one finding. Those that say the same support each other; the best supported wins, as its first clue
 * words it. Where all agree the field is given; where they differ it is inferred and the others are its alternatives.
 *
 * @param clues in the order they are to be preferred among equals
 */
export function settled<T>(clues: readonly Clue<T>[], same: (a: T, b: T) => boolean): Found<T> | null {
  const groups: { readonly lead: Clue<T>; weight: number; count: number }[] = [];
  for (const clue of clues) {
    const group = groups.find(({ lead }) => same(lead.value, clue.value));
    if (group == null) groups.push({ lead: clue, weight: clue.weight, count: 1 });
    else {
      group.weight += clue.weight;
      group.count++;
    }
  }
  const [best, ...others] = groups.toSorted((a, b) => b.weight - a.weight);
  if (best == null) return null;
  const { value, because } = best.lead;
  const second = others[0];
  if (second == null) return best.weight >= firm ? given(value, because) : inferred(value, because, 0.85);
  const share = best.weight / (best.weight + second.weight);
  return inferred(
    value,
    `${because}${best.count > 1 ? `, and ${best.count - 1} other ${best.count > 2 ? "places say" : "place says"} the same` : ""}`,
    share >= 0.75 ? 0.95 : share > 0.6 ? 0.85 : 0.7,
    others.slice(0, maxAlternatives).map(({ lead, weight }) => ({
      value: lead.value,
      because: lead.because,
      confidence: Math.round((weight / (best.weight + weight)) * 50) / 100,
    })),
  );
}
