/** A memory of limited weight: what was used longest ago is forgotten first. */
export type BoundedCache<T> = {
  get(key: string): T | undefined;
  /** @param weight in the unit of the limit; what is heavier than that is not kept */
  set(key: string, value: T, weight: number): void;
  delete(key: string): void;
};

export function boundedCache<T>(maxWeight: number): BoundedCache<T> {
  // A Map keeps the order in which keys came; a key that is used goes to the end again.
  const kept = new Map<string, { readonly value: T; readonly weight: number }>();
  let total = 0;
  const forget = (key: string): void => {
    const found = kept.get(key);
    if (found == null) return;
    kept.delete(key);
    total -= found.weight;
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found == null) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key, value, weight) {
      forget(key);
      if (weight > maxWeight) return;
      kept.set(key, { value, weight });
      total += weight;
      for (const oldest of kept.keys()) {
        if (total <= maxWeight) break;
        forget(oldest);
      }
    },
    delete: forget,
  };
}
