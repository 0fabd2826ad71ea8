import type { Article } from "../domain/article.ts";
import { createIndex } from "../domain/near-duplicates.ts";
import { storyOf } from "../domain/recognition.ts";
import type { Store } from "../domain/ports.ts";

/** What copies are told from: the memory's stories of one source, and how its entries are known. */
export type Shelf = {
  readonly store: Pick<Store, "sketches">;
  readonly source: string;
  /** Of entries that are as they were: their stories are in the memory only. */
  readonly settled: ReadonlySet<string>;
  /** Does an entry have this path or these bytes? It is no copy, whatever it tells. */
  readonly isEntry: (article: Article) => boolean;
};

/**
 * Finds, before a summary is paid for, which articles only tell what another one tells, here or in the memory: they will be
 * dropped when all are compared. A guess on the safe side: whoever is taken for a copy and kept is summarised in the next run.
 *
 * @returns for each batch of a run, in order, the paths of the copies in it
 */
export function openRetellings({ store, source, settled, isEntry }: Shelf) {
  const seen = createIndex<Article>();
  return async (articles: readonly Article[]): Promise<ReadonlySet<string>> => {
    const copies = new Set<string>();
    const strangers = createIndex<string>();
    let hasStrangers = false;
    for (const article of articles.toSorted((a, b) => Number(isEntry(b)) - Number(isEntry(a)))) {
      const sketch = storyOf(article);
      if (!isEntry(article)) {
        const [first] = seen.find(sketch);
        // Equal bytes are one article in two places, and paid for once.
        if (first != null && first.id.hash !== article.hash) {
          copies.add(article.path);
          continue;
        }
        strangers.insert(article.path, sketch);
        hasStrangers = true;
      }
      seen.insert(article, sketch);
    }
    if (!hasStrangers || settled.size === 0) return copies;
    for await (const { path, sketch } of store.sketches(source)) {
      if (settled.has(path)) for (const { id } of strangers.find(sketch)) copies.add(id);
    }
    return copies;
  };
}
