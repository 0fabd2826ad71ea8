import type { Article } from "../../domain/article.ts";
import type { SummaryCache } from "../../domain/ports.ts";
import type { SummaryLimit } from "../../domain/summary.ts";
import { materialOf } from "./material.ts";
import { type Verdict, keyOf, readVerdict } from "./memory.ts";

/** What is remembered of a model's summary of this article; null where nothing is, or where it no longer holds. */
export async function recalled(
  article: Article,
  model: string,
  limit: SummaryLimit,
  cache: SummaryCache,
  now: Date,
): Promise<Verdict | null> {
  const material = materialOf(article);
  return material == null ? null : readVerdict(await cache.recall(keyOf(material, model, limit), now), now);
}
