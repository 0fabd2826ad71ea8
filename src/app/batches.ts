/** So many at a time, in their order, and what is left last: whole entries and articles are too large to be in memory all at once. */
export function* inBatches<T>(all: Iterable<T>, size: number): Generator<readonly T[]> {
  let some: T[] = [];
  for (const each of all) {
    some.push(each);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
