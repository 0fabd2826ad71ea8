import type { Flag } from "../../src/summarize/gate/gate.ts";
import { flagsOf } from "../../src/summarize/gate/gate.ts";
import { percent, table } from "../understanding/data.ts";
import { corruptionKinds, corruptionsOf } from "./corrupt.ts";
import { type Half, type Pair, halfOf, labelledPairs, referencePairs } from "./data.ts";

/**
 * What the gate finds, on labelled pairs and on corruptions made here, beside a trivial peer: a summary is suspect when too few of its
 * words stand in the article. Development and held-out documents side by side: rules, lists and weights come from the former; the
 * latter's figures were seen while thresholds were chosen, so that they flatter a little.
 */
const halves = ["development", "held-out"] as const;
const core = new Set(["number", "date", "name", "place", "quote", "form", "length", "language"]);

type Verdict = { readonly core: boolean; readonly any: boolean; readonly peer: boolean; readonly ms: number };
type Judged = { readonly pair: Pair; readonly half: Half; readonly verdict: Verdict };

/** Share of the summary's words that the article has: the peer's whole knowledge. */
function containment(article: string, summary: string): number {
  const known = new Set(article.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const words = summary.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? 1 : words.filter((word) => known.has(word)).length / words.length;
}

const labelled = labelledPairs();
const isNatural = ({ set }: Pair): boolean => !/^(?:clean|inject):/.test(set);

/** The peer's best threshold: the one of highest balanced accuracy on the development pairs. */
const threshold = bestThreshold(
  labelled.filter((pair) => isNatural(pair) && halfOf(pair.doc) === "development"),
);

function bestThreshold(pairs: readonly Pair[]): number {
  const shares = pairs.map((pair) => ({
    isTrue: pair.isTrue === true,
    share: containment(pair.article, pair.summary),
  }));
  let best = { at: 0, accuracy: 0 };
  for (let at = 0.3; at <= 1; at += 0.01) {
    const found =
      shares.filter(({ isTrue, share }) => !isTrue && share < at).length /
      shares.filter(({ isTrue }) => !isTrue).length;
    const alarms =
      shares.filter(({ isTrue, share }) => isTrue && share < at).length /
      shares.filter(({ isTrue }) => isTrue).length;
    if (found + 1 - alarms > best.accuracy) best = { at, accuracy: found + 1 - alarms };
  }
  return best.at;
}

function judge(article: string, summary: string): Verdict {
  const from = performance.now();
  const flags: readonly Flag[] = flagsOf(article, summary);
  const ms = performance.now() - from;
  return {
    core: flags.some(({ kind }) => core.has(kind)),
    any: flags.length > 0,
    peer: containment(article, summary) < threshold,
    ms,
  };
}

const judged: readonly Judged[] = labelled.map((pair) => ({
  pair,
  half: halfOf(pair.doc),
  verdict: judge(pair.article, pair.summary),
}));
const times = judged.map(({ verdict }) => verdict.ms);

const flagged = (of: readonly Judged[], by: "core" | "any" | "peer"): string =>
  percent(of.filter(({ verdict }) => verdict[by]).length, of.length);

function alarms(): void {
  const sets = [...new Set(labelled.filter(({ isTrue }) => isTrue).map(({ set }) => set))];
  console.log("False alarms on pairs labelled true");
  const rows = sets.flatMap((set) =>
    halves.map((half) => {
      const of = judged.filter(
        ({ pair, half: theirs }) => pair.set === set && pair.isTrue && theirs === half,
      );
      return [set, half, String(of.length), flagged(of, "core"), flagged(of, "any"), flagged(of, "peer")];
    }),
  );
  table(["set", "half", "pairs", "core", "all checks", "words < " + threshold.toFixed(2)], rows);
}

function labels(): void {
  console.log("Pairs labelled by people: all checks");
  const sets = [...new Set(labelled.filter(isNatural).map(({ set }) => set))];
  const rows = sets.flatMap((set) =>
    [...halves, "all" as const].map((half) => {
      const of = judged.filter(
        ({ pair, half: theirs }) => pair.set === set && (half === "all" || theirs === half),
      );
      return [
        set,
        half,
        String(of.length),
        ...measures(of, "any"),
        measures(of, "core")[2] ?? "",
        measures(of, "peer")[2] ?? "",
      ];
    }),
  );
  table(["set", "half", "pairs", "precision", "recall", "balanced acc.", "… core alone", "… peer"], rows);
}

function measures(of: readonly Judged[], by: "core" | "any" | "peer"): string[] {
  const bad = of.filter(({ pair }) => !pair.isTrue);
  const good = of.filter(({ pair }) => pair.isTrue);
  const hits = bad.filter(({ verdict }) => verdict[by]).length;
  const misses = good.filter(({ verdict }) => verdict[by]).length;
  return [
    percent(hits, hits + misses),
    percent(hits, bad.length),
    ((50 * hits) / bad.length + 50 - (50 * misses) / good.length).toFixed(1),
  ];
}

function given(): void {
  console.log("Corruptions that come with the labelled pairs: flagged");
  const sets = [...new Set(labelled.filter(({ set }) => set.startsWith("inject:")).map(({ set }) => set))];
  table(
    ["kind", "half", "pairs", "core", "all checks", "peer"],
    sets.flatMap((set) =>
      halves.map((half) => {
        const of = judged.filter(({ pair, half: theirs }) => pair.set === set && theirs === half);
        return [
          set.replace("inject: ", ""),
          half,
          String(of.length),
          flagged(of, "core"),
          flagged(of, "any"),
          flagged(of, "peer"),
        ];
      }),
    ),
  );
}

/** Made of references and of true pairs that the core checks pass, so that what is flagged is the corruption (or an extended alarm). */
function made(): void {
  const clean = [
    ...referencePairs(),
    ...labelled.filter(({ set, isTrue }) => isTrue && set.startsWith("clean:")),
  ].filter((pair) => !judge(pair.article, pair.summary).core);
  const found = new Map<string, Judged[]>();
  const note = (kind: string, pair: Pair, summary: string, article = pair.article): void => {
    const one = { pair, half: halfOf(pair.doc), verdict: judge(article, summary) };
    found.set(kind, [...(found.get(kind) ?? []), one]);
  };
  clean.forEach((pair, at) => {
    const other = clean[(at + 41) % clean.length] as Pair;
    note("nothing (alarms of the extended checks)", pair, pair.summary);
    note("another article's summary", pair, other.summary);
    for (const { kind, summary } of corruptionsOf(pair.id, pair.article, pair.summary, other.article))
      note(kind, pair, summary);
  });
  console.log(`Corruptions made here, of ${clean.length} summaries that the core checks pass: flagged`);
  table(
    ["kind", "half", "pairs", "core", "all checks", "peer"],
    ["nothing (alarms of the extended checks)", ...corruptionKinds, "another article's summary"].flatMap(
      (kind) =>
        halves.map((half) => {
          const of = (found.get(kind) ?? []).filter((one) => one.half === half);
          return [
            kind,
            half,
            String(of.length),
            flagged(of, "core"),
            flagged(of, "any"),
            flagged(of, "peer"),
          ];
        }),
    ),
  );
}

alarms();
labels();
given();
made();
const sorted = times.toSorted((a, b) => a - b);
console.log(`${(sorted[sorted.length >> 1] ?? 0).toFixed(2)} ms a pair (median of ${sorted.length})`);
