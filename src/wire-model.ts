import { setTimeout as sleep } from "node:timers/promises";
import type { Config, Job } from "./config.ts";
import type { Store, Summarizer, SummaryCache } from "./domain/ports.ts";
import type { RewriteOutcome, Rewrites } from "./domain/rewrite.ts";
import { extract } from "./summarize/extract.ts";
import type { ModelSummarizer } from "./summarize/model/summarizer.ts";

export type ModelMeans = {
  readonly config: Config;
  readonly job: Job;
  readonly store: Store;
  readonly rehearsal: boolean;
  /**
   * Where verdicts on a model's summaries are kept; the store's own memory when absent. A rehearsal, whose store is a copy
   * that is forgotten, asks no model without it: nothing is paid for twice.
   */
  readonly rewrites?: SummaryCache;
  readonly signal: AbortSignal;
};

export type Summarizing = { readonly summarizer: Summarizer; readonly rewrites: () => Rewrites };

/** A verdict that no run has asked for in so long is about an article that is gone, or was written anew. */
const keptDays = 400;

/** Not the run's clock, which `--at` stops, nor the machine's as it is set now and then while a run waits. */
const clockOfMachine = (): Date => new Date(performance.timeOrigin + performance.now());

/** Loaded only for a job that asks for a model, else null. One of it serves one run: its budget is the run's. */
export async function openModel(means: ModelMeans): Promise<Summarizing | null> {
  const { config, job, store, rehearsal } = means;
  const { method, provider, budget } = job.summary;
  if (method !== "model" || provider == null) return null;
  const { modelSummarizer } = await import("./summarize/model/summarizer.ts");
  const { flagsOf } = await import("./summarize/gate/gate.ts");
  const now = clockOfMachine();
  if (!rehearsal) await store.rewrites.forgetUnused(new Date(+now - keptDays * 86_400_000), now);
  const outcomes: RewriteOutcome[] = [];
  const summarizer: ModelSummarizer = modelSummarizer({
    provider: {
      baseUrl: provider.baseUrl,
      model: provider.model,
      keyEnv: provider.keyEnv ?? null,
      key: provider.keyEnv == null ? null : (config.modelKeys[provider.keyEnv] ?? null),
      maxOutputTokens: provider.maxOutputTokens,
      timeoutMs: provider.timeout * 1000,
      heldBack:
        rehearsal && means.rewrites == null
          ? `a dry run does not ask ${provider.model}; it uses what is remembered`
          : null,
    },
    budget: { tokens: budget.tokens, seconds: budget.seconds, money: budget.money ?? null },
    price: provider.price ?? null,
    concurrency: provider.concurrency,
    gate: flagsOf,
    fallback: extract,
    cache: means.rewrites ?? store.rewrites,
    now: clockOfMachine,
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
    random: () => Math.random(),
    signal: means.signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return {
    summarizer,
    rewrites: () => ({
      model: provider.model,
      outcomes: outcomes.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      spent: summarizer.spent(),
    }),
  };
}
