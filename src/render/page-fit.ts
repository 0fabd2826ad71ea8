/** What a page may weigh without its pictures, in UTF-8 bytes: below 30 KB, however that is counted. */
export const maxPageBytes = 30_000;

/**
 * The page with as much as fits. Decided by what is rendered, so the same input always gives the same page; few are made
 * on the way.
 *
 * @param ladder how much to show, most first; each rung is to weigh no more than the one before. The last is taken in any case
 */
export function fitting<T>(ladder: readonly T[], render: (rung: T) => string): string {
  const rendered = new Map<number, string>();
  const at = (n: number): string => {
    const body = rendered.get(n) ?? render(ladder[n]!);
    rendered.set(n, body);
    return body;
  };
  let low = 0;
  let high = ladder.length - 1;
  if (fits(at(0))) return at(0);
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (fits(at(middle))) high = middle;
    else low = middle;
  }
  return at(high);
}

const fits = (body: string): boolean => Buffer.byteLength(body) < maxPageBytes;

/** From `most` down to `least`, both included. */
export const downFrom = (most: number, least: number): number[] =>
  Array.from({ length: Math.max(0, most - least + 1) }, (_, n) => most - n);
