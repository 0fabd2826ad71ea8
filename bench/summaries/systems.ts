import { createRequire } from "node:module";
import { extractOf } from "../../src/summarize/extract.ts";
import { type Model, weights } from "../../src/summarize/weights.ts";
import { comparableWords, termsOf } from "../../src/summarize/words.ts";
import { articleFrom, splitSentences } from "./data.ts";

/** A text, given with or without its headline, → the sentences chosen of it. */
export type Summarize = (
  text: string,
  title: string | null,
  sentences: number,
) => readonly string[] | Promise<readonly string[]>;
export type System = { readonly name: string; readonly summarize: Summarize };

/** @param name for the table; @param modelFor the weights to use for an article, by its text */
export function ours(name: string, modelFor: (text: string) => Model = () => weights): System {
  return {
    name,
    summarize(text, title, maxSentences) {
      const article = articleFrom(text, title);
      if (article == null) return [];
      return extractOf(article, { maxSentences }, modelFor(text)).sentences.map((sentence) => sentence.text);
    },
  };
}

export const lead: System = {
  name: "LEAD",
  summarize: (text, _title, count) => splitSentences(text).slice(0, count),
};

/** LEAD of what is left when furniture, bylines and datelines are gone: what understanding alone is worth. */
export const cleanedLead: System = {
  name: "LEAD, cleaned",
  summarize(text, _title, count) {
    const article = articleFrom(text, null);
    const prose = article?.blocks.filter(({ kind }) => kind === "paragraph") ?? [];
    return prose.flatMap(({ start, end }) => splitSentences(text.slice(start, end))).slice(0, count);
  },
};

/** TextRank (Mihalcea & Tarau 2004): shared words by the logarithms of the lengths, weighted PageRank. */
export const textRank: System = {
  name: "TextRank",
  summarize: (text, _title, count) =>
    bestByRank(text, count, (bags) =>
      bags.map((a, i) =>
        bags.map((b, j) => {
          const norm = Math.log(a.size) + Math.log(b.size);
          return i === j || !(norm > 0) ? 0 : [...a.keys()].filter((term) => b.has(term)).length / norm;
        }),
      ),
    ),
};

/** Continuous LexRank (Erkan & Radev 2004): tf-idf cosine above 0.1, idf over the article's own sentences. */
export const lexRank: System = {
  name: "LexRank",
  summarize: (text, _title, count) =>
    bestByRank(text, count, (bags) => {
      const idf = (term: string): number =>
        Math.log(bags.length / bags.filter((bag) => bag.has(term)).length);
      const vectors = bags.map((bag) => new Map([...bag].map(([term, n]) => [term, n * idf(term)])));
      const norms = vectors.map((v) => Math.hypot(...v.values()) || 1);
      return vectors.map((a, i) =>
        vectors.map((b, j) => {
          let dot = 0;
          for (const [term, value] of a) dot += value * (b.get(term) ?? 0);
          const cosine = dot / ((norms[i] ?? 1) * (norms[j] ?? 1));
          return i !== j && cosine > 0.1 ? cosine : 0;
        }),
      );
    }),
};

type Bag = ReadonlyMap<string, number>;

function bestByRank(text: string, count: number, edgesOf: (bags: readonly Bag[]) => number[][]): string[] {
  const sentences = splitSentences(text);
  const ranks = pageRank(edgesOf(sentences.map((sentence) => termsOf(comparableWords(sentence, "en")))));
  return sentences
    .map((sentence, at) => ({ sentence, at, rank: ranks[at] ?? 0 }))
    .toSorted((a, b) => b.rank - a.rank || a.at - b.at)
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at)
    .map(({ sentence }) => sentence);
}

function pageRank(edges: readonly (readonly number[])[]): number[] {
  const count = edges.length;
  const sums = edges.map((row) => row.reduce((a, b) => a + b, 0));
  let ranks = edges.map(() => 1 / count);
  for (let round = 0; round < 40; round++) {
    const given = edges.map(() => 0.15 / count);
    for (const [from, row] of edges.entries()) {
      for (const [to, weight] of row.entries()) {
        if (weight > 0)
          given[to] = (given[to] ?? 0) + (0.85 * (ranks[from] ?? 0) * weight) / (sums[from] ?? 1);
      }
    }
    ranks = given;
  }
  return ranks;
}

const require = createRequire(new URL("peers/package.json", import.meta.url));

/** npm's summarizers as their READMEs call them; null where `npm ci --prefix bench/summaries/peers` was not run. */
const peers: Readonly<Record<string, () => Promise<Summarize>>> = {
  "ts-textrank": async () => {
    const {
      AbsoluteSummarizerConfig,
      DefaultTextParser,
      NullLogger,
      SorensenDiceSimilarity,
      Summarizer,
    } = require("ts-textrank");
    return (text, _title, count) => {
      const config = new AbsoluteSummarizerConfig(
        count,
        new SorensenDiceSimilarity(),
        new DefaultTextParser(),
        0.85,
        Summarizer.SORT_OCCURENCE,
      );
      return new Summarizer(config, new NullLogger()).summarize(text, "en") as string[];
    };
  },
  lexrank: async () => {
    const { summarize } = require("lexrank");
    return (text, _title, count) =>
      new Promise((resolve, reject) => {
        summarize(text, count, (error: Error | false, top: { text: string; index: number }[]) => {
          if (error !== false) reject(error);
          else resolve(inOrder(top));
        });
      });
  },
  "lexrank.js": async () => {
    const { default: lexrank } = await import(require.resolve("lexrank.js"));
    return (text, _title, count) => {
      const all: { text: string; index: number; weight: number }[] = lexrank(text).flat();
      return inOrder(all.toSorted((a, b) => b.weight - a.weight).slice(0, count));
    };
  },
  "text-summarization": async () => {
    const summarize = require("text-summarization");
    return async (text, _title, numSentences) =>
      (await summarize({ text, numSentences })).extractive as string[];
  },
  "node-summarizer": async () => {
    const { SummarizerManager } = require("node-summarizer");
    return (text, _title, count) => {
      const { summary } = new SummarizerManager(text, count).getSummaryByFrequency();
      return typeof summary === "string" ? splitSentences(summary) : [];
    };
  },
};

const inOrder = (found: readonly { text: string; index: number }[]): string[] =>
  found.toSorted((a, b) => a.index - b.index).map(({ text }) => text);

/** Those that load, and the names of those that do not. */
export async function installedPeers(): Promise<{ systems: System[]; missing: string[] }> {
  const systems: System[] = [];
  const missing: string[] = [];
  for (const [name, load] of Object.entries(peers)) {
    try {
      systems.push({ name: `${name} (npm)`, summarize: await load() });
    } catch {
      missing.push(name);
    }
  }
  return { systems, missing };
}
