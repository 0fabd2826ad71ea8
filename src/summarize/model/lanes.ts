/** Runs work side by side, at most `count` at a time, the rest in the order it came. */
export function openLanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
    else free--;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next == null) free++;
      else next();
    }
  };
}
