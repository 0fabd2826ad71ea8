import { type Script, modelServer } from "../../llm.ts";
import type { Article } from "../../../src/domain/article.ts";
import { given, unknown } from "../../../src/domain/article.ts";
import type { SummaryCache } from "../../../src/domain/ports.ts";
import type { RewriteOutcome } from "../../../src/domain/rewrite.ts";
import type { Summary, SummaryLimit } from "../../../src/domain/summary.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../../src/ingest/formats/text.ts";
import { extract } from "../../../src/summarize/extract.ts";
import { formFlags, lengthFlags } from "../../../src/summarize/gate/form.ts";
import { passageOf } from "../../../src/summarize/gate/passage.ts";
import type { Gate } from "../../../src/summarize/model/flag.ts";
import {
  type ModelOptions,
  type ModelSummarizer,
  modelSummarizer,
} from "../../../src/summarize/model/summarizer.ts";

export const story = [
  "The ferry to the outer islands will sail again in spring, the harbour office of Ostwick said on Wednesday.",
  "It stopped 6 years ago, when the bridge to the outer islands opened and the harbour office sold two boats.",
  "The bridge has been closed to lorries since a storm in January, and traders on the islands have asked for boats.",
  "“We sail at nine,” said Marit Lind, who runs the harbour office, to a crowd of 40 on the quay.",
  "The new ferry takes 12 cars and will be paid for by the islands and the town together.",
  "Fishermen on the quay asked who would pay for the pier, which has not been mended since the last boat left.",
  "The harbour office did not say what a ticket would cost.",
].join("\n\n");

/** A summary of the story that says nothing which is not in it. */
export const good =
  "The harbour office of Ostwick says the ferry to the outer islands, which stopped 6 years ago, will sail again in spring.";

export function articleOf(text: string, more: Partial<Article> = {}): Article {
  const draft = plainText.draft(text, defaultLimits);
  return {
    path: "a.txt",
    hash: "",
    text: draft.text,
    blocks: draft.blocks,
    title: given("The ferry is back", "the test says so"),
    date: unknown("no date"),
    author: unknown("no author"),
    language: given("en", "the test says so"),
    place: unknown("no place"),
    tags: [],
    link: null,
    origin: null,
    images: [],
    givenSummary: null,
    correction: null,
    html: "",
    draft: false,
    notes: [],
    reading: "",
    ...more,
  };
}

/** The real check of form and length; of facts a small one: numbers and names must stand in the article. */
export const gate: Gate = (article, summary, limits = {}) => [
  ...formFlags(article, summary, limits),
  ...lengthFlags(passageOf(summary), limits),
  ...[...summary.matchAll(/\p{N}+|(?<=\s)\p{Lu}\p{L}+/gu)]
    .map(([word]) => word)
    .filter((word) => !article.includes(word))
    .map((word) => ({
      kind: /\p{N}/u.test(word) ? "number" : "name",
      what: word,
      because: "it does not stand in the article",
      core: true,
    })),
  ...(limits.language === "en" && !/\b(?:the|of|and)\b/i.test(summary)
    ? [{ kind: "language", what: "", because: "it is not in English", core: true }]
    : []),
];

export function memory(): SummaryCache & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    recall: (key) => Promise.resolve(kept.get(key) ?? null),
    record: async (key, text) => void kept.set(key, text),
    forgetUnused: () => Promise.resolve(0),
  };
}

export type Asking = {
  readonly summarize: (article: Article, limit: SummaryLimit) => Promise<Summary>;
  readonly spent: ModelSummarizer["spent"];
  readonly outcomes: RewriteOutcome[];
  /** How long it waited, each time, in ms; nobody really waits. */
  readonly waits: number[];
  readonly cache: ReturnType<typeof memory>;
};

type Changes = Partial<Omit<ModelOptions, "provider" | "cache">> & {
  readonly provider?: Partial<ModelOptions["provider"]>;
  readonly cache?: ReturnType<typeof memory>;
};

/** The real summarizer on a server of the test, with time that passes only by waiting. */
export function asking(url: string, changes: Changes = {}): Asking {
  const outcomes: RewriteOutcome[] = [];
  const waits: number[] = [];
  const cache = changes.cache ?? memory();
  let passed = 0;
  const summarizer = modelSummarizer({
    budget: { tokens: 100_000, seconds: 600, money: null },
    price: null,
    concurrency: 4,
    gate,
    fallback: extract,
    now: () => new Date(Date.UTC(2026, 2, 4) + passed),
    wait: (ms) => {
      waits.push(ms);
      passed += ms;
      return Promise.resolve();
    },
    random: () => 1,
    signal: new AbortController().signal,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...changes,
    cache,
    provider: {
      baseUrl: url,
      model: "tiny",
      key: null,
      keyEnv: null,
      maxOutputTokens: 1000,
      timeoutMs: 5000,
      heldBack: null,
      ...changes.provider,
    },
  });
  return {
    summarize: (article, limit) => summarizer.summarize(article, limit),
    spent: () => summarizer.spent(),
    outcomes,
    waits,
    cache,
  };
}

/** Asks for one summary of the story, of at most 60 words, of a server with this script. */
export async function askedOnce(script: Script, changes: Changes = {}) {
  const server = await modelServer(script);
  const summarizer = asking(server.url, changes);
  const summary = await summarizer.summarize(articleOf(story), { maxWords: 60 });
  const [outcome] = summarizer.outcomes;
  const because = outcome != null && "because" in outcome ? outcome.because : "";
  return { ...summarizer, server, method: summary.method, summary, outcome, because };
}

/** Articles of their own, so that none is remembered from another. */
export const articles = (count: number): Article[] =>
  Array.from({ length: count }, (_, n) =>
    articleOf(`${story}\n\nThe quay has ${n + 2} steps.`, { path: `${n}.txt` }),
  );
