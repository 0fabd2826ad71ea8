/** How many entries are shown how, from the top: with summary, with a sentence, by headline; the rest is counted. */
export type DigestLayout = { readonly stories: number; readonly briefs: number; readonly headlines: number };

/**
 * From all that is asked for down to the lead alone. Detail goes from the bottom: headlines are counted, then briefs become
 * headlines, then stories become briefs, and then those go the same way.
 *
 * @param rest how many entries there are after the lead
 */
export function rungsOf(asked: DigestLayout, rest: number): DigestLayout[] {
  const stories = Math.min(asked.stories, rest);
  const briefs = Math.min(asked.briefs, rest - stories);
  const headlines = Math.min(asked.headlines, rest - stories - briefs);
  return [
    ...downTo(headlines).map((n) => ({ stories, briefs, headlines: n })),
    ...downTo(briefs - 1).map((n) => ({ stories, briefs: n, headlines: briefs - n })),
    ...downTo(stories - 1).map((n) => ({ stories: n, briefs: stories - n, headlines: briefs })),
    ...downTo(briefs - 1).map((n) => ({ stories: 0, briefs: stories, headlines: n })),
    ...downTo(stories - 1).map((n) => ({ stories: 0, briefs: n, headlines: stories - n })),
    ...downTo(stories - 1).map((n) => ({ stories: 0, briefs: 0, headlines: n })),
  ];
}

/** n, n − 1, … 0; nothing below 0. */
const downTo = (n: number): number[] => Array.from({ length: n + 1 }, (_, at) => n - at);

/** Compiled, a byte of an entry's template is at least so much of a byte: white space is taken out, nothing else. */
const leastGrowth = 0.85;

/**
 * The first rung whose compiled HTML fits, or one soon after it. Filling a template takes a millisecond, compiling it twenty:
 * what a rung will weigh is reckoned from its filled template and what another one weighed compiled.
 *
 * @param fill rung → template filled in
 * @param limit in bytes, for `weigh`
 * @returns null where not even the last one fits
 */
export async function firstThatFits<Rung>(
  rungs: readonly Rung[],
  fill: (rung: Rung) => string,
  compile: (filled: string) => Promise<string>,
  weigh: (html: string) => number,
  limit: number,
): Promise<{ readonly rung: Rung; readonly html: string } | null> {
  const last = rungs.length - 1;
  const sizeAt = (at: number): number => Buffer.byteLength(fill(rungs[at]!));
  // What is larger before it is compiled will not be smaller than this after it.
  let at = firstWithin(sizeAt, 0, last, limit / leastGrowth);
  for (;;) {
    const filled = fill(rungs[at]!);
    const html = await compile(filled);
    const excess = weigh(html) - limit;
    if (excess <= 0) return { rung: rungs[at]!, html };
    if (at >= last) return null;
    at = firstWithin(sizeAt, at + 1, last, Buffer.byteLength(filled) - excess / leastGrowth);
  }
}

/** The first place from `from` on whose size is at most `most`, where sizes fall; else the last one. */
function firstWithin(sizeAt: (at: number) => number, from: number, last: number, most: number): number {
  let [low, high] = [from, last];
  if (sizeAt(low) <= most) return low;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizeAt(middle) <= most) high = middle;
    else low = middle + 1;
  }
  return low;
}
