import type { Article } from "../../domain/article.ts";
import type { SummaryCache, Summarizer } from "../../domain/ports.ts";
import type { SummaryLimit } from "../../domain/summary.ts";
import type { RewriteOutcome, Spent } from "../../domain/rewrite.ts";
import { type Budget, type Price, openLedger } from "./budget.ts";
import type { Gate } from "./flag.ts";
import { openLanes } from "./lanes.ts";
import { type Material, materialOf } from "./material.ts";
import { keyOf, readVerdict, written } from "./memory.ts";
import { promptVersion } from "./prompt.ts";
import { type ProviderMeans, type ProviderOptions, openProvider } from "./provider.ts";
import { type Check, type Rewriting, checker, rewrite } from "./rewrite.ts";

export type ModelOptions = Omit<ProviderMeans, "ledger"> & {
  readonly provider: ProviderOptions;
  readonly budget: Budget;
  /** Null where money is not counted. */
  readonly price: Price | null;
  /** Articles asked about side by side. */
  readonly concurrency: number;
  readonly gate: Gate;
  /** Stands in wherever the model does not: the extract. */
  readonly fallback: Summarizer;
  readonly cache: SummaryCache;
  /** Told once for each article that has no summary of its own. */
  readonly onOutcome?: (outcome: RewriteOutcome) => void;
};

export type ModelSummarizer = Summarizer & { readonly spent: () => Spent };

/**
 * Summaries in a model's words, where they pass; the fallback's where anything stands in the way: the gate, the budget, the
 * server, the article. It never fails for a model's sake. One of it serves one run: budget, manners and a provider that is
 * out last as long. Called for many articles at once it asks about a few side by side.
 *
 * @throws what `cache` and `fallback` throw
 */
export function modelSummarizer(options: ModelOptions): ModelSummarizer {
  const ledger = openLedger(options.budget, options.price, options.now);
  const provider = openProvider(options.provider, { ...options, ledger });
  const inLane = openLanes(options.concurrency);
  const { model } = options.provider;
  /** Two files with the same words are paid for once, also when they come side by side. */
  const underway = new Map<string, Promise<Rewriting>>();

  const verdictOn = (material: Material, limit: SummaryLimit): Promise<Rewriting> => {
    const key = keyOf(material, model, limit);
    const running = underway.get(key);
    if (running != null) return running.then((rewriting) => ({ ...rewriting, tokens: 0 }));
    const check = checker(material, limit, options.gate);
    const own = inLane(() =>
      remembered(key, options, check, () => rewrite(material, limit, check, { provider, now: options.now })),
    );
    underway.set(key, own);
    return own.finally(() => underway.delete(key));
  };

  return {
    spent: () => ledger.spent(),
    async summarize(article, limit) {
      if (hasOwnSummary(article)) return await options.fallback.summarize(article, limit);
      const material = materialOf(article);
      const { verdict, tokens } = material == null ? emptyHanded : await verdictOn(material, limit);
      options.onOutcome?.({ path: article.path, tokens, ...outcomeOf(verdict) });
      if (verdict.kind !== "passed") return await options.fallback.summarize(article, limit);
      return { method: "model", model, promptVersion, text: verdict.text, sentences: [] };
    },
  };
}

const emptyHanded: Rewriting = {
  verdict: { kind: "missed", because: "it holds no prose to rewrite" },
  tokens: 0,
};

const hasOwnSummary = ({ givenSummary }: Article): boolean =>
  givenSummary != null && givenSummary.trim() !== "";

function outcomeOf(verdict: Rewriting["verdict"]) {
  if (verdict.kind !== "passed") return { kind: "fell back", because: verdict.because } as const;
  return verdict.repaired == null
    ? ({ kind: "kept" } as const)
    : ({ kind: "repaired", because: verdict.repaired } as const);
}

/** A remembered rewrite passes the gate again: it may have grown stricter since, and a database can be edited. */
async function remembered(
  key: string,
  { cache, now }: Pick<ModelOptions, "cache" | "now">,
  check: Check,
  rewriting: () => Promise<Rewriting>,
): Promise<Rewriting> {
  const known = readVerdict(await cache.recall(key, now()), now());
  if (known != null && (known.kind === "refused" || check(known.text).length === 0))
    return { verdict: known, tokens: 0 };
  const fresh = await rewriting();
  if (fresh.verdict.kind !== "missed") await cache.record(key, written(fresh.verdict), now());
  return fresh;
}
