/** How many entries are shown how, from the top: with summary, with a sentence, by headline; the rest is counted. */
export type DigestLayout = { readonly stories: number; readonly briefs: number; readonly headlines: number };

/** `blocks`: how many of the lead's own text are shown, where the design shows it. */
export type Rung = DigestLayout & { readonly blocks: number };

/**
 * From all that is asked for down to the lead alone. Detail goes from the bottom: headlines are counted, then briefs become
 * headlines, then stories become briefs, and then those go the same way. A letter's text comes last: in quarters, until its
 * summary stands for it.
 *
 * @param rest how many entries there are after the lead
 * @param blocks how many the lead's text has
 */
export function rungsOf(asked: DigestLayout, rest: number, blocks = 0): Rung[] {
  const whole = layoutsOf(asked, rest).map((layout) => ({ ...layout, blocks }));
  const shorter = [3, 2, 1, 0].map((quarters) => Math.floor((blocks * quarters) / 4));
  const none = { stories: 0, briefs: 0, headlines: 0 };
  return [...whole, ...(blocks === 0 ? [] : shorter.map((n) => ({ ...none, blocks: n })))];
}

function layoutsOf(asked: DigestLayout, rest: number): DigestLayout[] {
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

/** Compiled, a byte of a filled template is at least so much of a byte: white space is taken out, nothing else. */
const leastGrowth = 0.85;
/** Of the limit, what is aimed at, and with how much of it we are content. */
const aim = 0.98;
const content = 0.92;
const usualCompiles = 3;

type Tried = { readonly at: number; readonly size: number; readonly weight: number };

/**
 * The rung with the most detail whose compiled HTML fits, or one shortly after it. Filling a template takes a millisecond,
 * compiling it twenty: what a rung will weigh is reckoned from its filled template and what others weighed compiled.
 *
 * @param rungs from the most detail to the least
 * @param fill rung → template filled in
 * @param weigh HTML → bytes, for `limit`
 * @returns null where not even the last one fits
 */
export async function firstThatFits<Layout>(
  rungs: readonly Layout[],
  fill: (rung: Layout) => string,
  compile: (filled: string) => Promise<string>,
  weigh: (html: string) => number,
  limit: number,
): Promise<{ readonly rung: Layout; readonly html: string } | null> {
  const last = rungs.length - 1;
  const sizeAt = (at: number): number => Buffer.byteLength(fill(rungs[at]!));
  let best: (Tried & { readonly html: string }) | null = null;
  let tooLarge: Tried | null = null;
  let before: Tried | null = null;
  // What is larger before it is compiled will not be smaller than this after it.
  const first = firstWithin(sizeAt, 0, last, limit / leastGrowth);
  for (let at = first, compiled = 1; ; compiled++) {
    const filled = fill(rungs[at]!);
    const html = await compile(filled);
    const tried: Tried = { at, size: Buffer.byteLength(filled), weight: weigh(html) };
    if (tried.weight <= limit) best = { ...tried, html };
    else tooLarge = tried;
    const from = tooLarge == null ? first : tooLarge.at + 1;
    const isDone =
      best != null && (compiled >= usualCompiles || best.at <= from || best.weight >= limit * content);
    if (best != null && isDone) return { rung: rungs[best.at]!, html: best.html };
    if (from > last) return null;
    const until: number = best == null ? last : best.at - 1;
    const next = firstWithin(
      sizeAt,
      from,
      until,
      tried.size + (limit * aim - tried.weight) / growthOf(tried, before),
    );
    // Reckoning that fails again and again is not to be trusted.
    at = best == null && compiled > usualCompiles ? Math.max(next, (from + last) >> 1) : next;
    before = tried;
  }
}

/** What a byte more of the filled template weighs. */
function growthOf(tried: Tried, before: Tried | null): number {
  if (before == null || before.size === tried.size) return tried.weight / tried.size;
  return Math.max(leastGrowth, (tried.weight - before.weight) / (tried.size - before.size));
}

/** The first place from `from` on whose size is at most `most`, where sizes fall; else `last`. */
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
