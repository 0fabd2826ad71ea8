/**
 * Near-duplicates: made copies of real articles (exact, with furniture, cut, thinned, edited, with another first
 * paragraph) must find their original, and nothing else.
 *
 *   node bench/understanding/duplicates.ts [held-out | all]     BROADSHEET_DATA=folder (default ../shared/data)
 */
import { coarserSketch, copyThreshold, createIndex, sketchOf } from "../../src/domain/near-duplicates.ts";
import { sentencesOf } from "../../src/domain/sentences.ts";
import { chance, half, percent, rowsOf, table } from "./data.ts";

type Row = { readonly id: string; readonly set: string; readonly text?: string };
type Probe = { readonly kind: string; readonly of: number; readonly text: string };

const rows = rowsOf<Row>("summ.dev.jsonl").filter(({ id }) => half(id));
const texts = [...new Set(rows.map(({ text }) => text ?? "").filter((text) => wordsOf(text).length >= 20))];
const probes = texts.flatMap((_, of) => probesOf(of));

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Words edited are replaced by words of another article, so that the vocabulary stays that of news. */
function probesOf(of: number): Probe[] {
  const text = texts[of] ?? "";
  const random = chance(of + 1);
  const other = wordsOf(texts[(of * 7 + 3) % texts.length] ?? "");
  const words = wordsOf(text);
  const edited = (share: number): string =>
    words
      .map((word) => (random() < share ? (other[Math.floor(random() * other.length)] ?? word) : word))
      .join(" ");
  // Its words in another order: a paragraph nobody else has.
  const fresh = other.slice(0, 40).sort(() => random() - 0.5);
  const sentences = sentencesOf(text, { start: 0, end: text.length }, "en").map(({ start, end }) =>
    text.slice(start, end),
  );
  const furniture =
    "Sign up for our newsletter. Follow us for more. All rights reserved. This story was first published elsewhere.";
  const cut = (share: number): string => words.slice(0, Math.ceil(share * words.length)).join(" ");
  const probes: readonly (readonly [string, string])[] = [
    ["exact", text],
    ["furniture added", `${furniture}\n\n${text}\n\n${furniture}`],
    ["cut to 60 %", cut(0.6)],
    ["cut to 30 %", cut(0.3)],
    ["25 % of sentences dropped", sentences.filter(() => random() >= 0.25).join(" ")],
    ["5 % of words edited", edited(0.05)],
    ["10 % of words edited", edited(0.1)],
    ["new first paragraph", `${fresh.join(" ")}. ${words.slice(Math.min(40, words.length >> 2)).join(" ")}`],
  ];
  return probes.map(([kind, made]) => ({ kind, of, text: made }));
}

/** For each probe: which articles it is held to be a copy of. */
function ours(): Result & { readonly pairs: number } {
  const start = performance.now();
  const index = createIndex<number>();
  const pairs = texts.reduce((sum, text, at) => sum + index.add(at, sketchOf(text)).length, 0);
  const answers = probes.map(({ text }) => index.find(sketchOf(text)).map(({ id }) => id));
  const ms = (performance.now() - start) / probes.length;
  return {
    name: `sampled shingles, containment ≥ ${copyThreshold}`,
    answers,
    ms,
    bytes: index.bytes / texts.length,
    pairs,
  };
}

/** The same with sketches of fewer hashes, as the file of ids keeps them, and whole ones asked about. */
function coarse(shingles: number, facts: number): Result {
  const start = performance.now();
  const index = createIndex<number>();
  for (const [at, text] of texts.entries()) index.insert(at, coarserSketch(sketchOf(text), shingles, facts));
  const answers = probes.map(({ text }) => index.find(sketchOf(text)).map(({ id }) => id));
  const ms = (performance.now() - start) / probes.length;
  return { name: `${shingles} shingles and ${facts} facts`, answers, ms, bytes: 4 * (shingles + facts) };
}

type Result = {
  readonly name: string;
  readonly answers: readonly (readonly number[])[];
  readonly ms: number;
  readonly bytes: number;
};

function allShingles(): Result {
  const start = performance.now();
  const setOf = (text: string): Set<string> => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return new Set(words.slice(4).map((_, at) => words.slice(at, at + 5).join(" ")));
  };
  const sets = texts.map(setOf);
  const holders = new Map<string, number[]>();
  sets.forEach((set, at) => set.forEach((each) => holders.set(each, [...(holders.get(each) ?? []), at])));
  const answers = probes.map(({ text }) => {
    const set = setOf(text);
    const shared = new Map<number, number>();
    for (const each of set)
      for (const at of holders.get(each) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return [...shared]
      .filter(([at, count]) => count / Math.min(set.size, sets[at]?.size ?? 1) >= 0.5)
      .map(([at]) => at);
  });
  const bytes = [...holders.keys()].reduce((sum, key) => sum + 2 * key.length + 16, 0) / texts.length;
  return {
    name: "all 5-word shingles, containment ≥ 0.5",
    answers,
    ms: (performance.now() - start) / probes.length,
    bytes,
  };
}

function simHash(distance: number): Result {
  const start = performance.now();
  const hashOf = (text: string): readonly [number, number] => {
    const weights = new Int32Array(64);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      let [a, b] = [0x811c9dc5, 0x1b873593];
      for (let at = 0; at < word.length; at++) {
        a = Math.imul(a ^ word.charCodeAt(at), 0x01000193);
        b = Math.imul((b ^ word.charCodeAt(at)) + 7, 0x85ebca6b);
      }
      a ^= a >>> 15;
      b ^= b >>> 13;
      for (let bit = 0; bit < 64; bit++)
        weights[bit]! += ((bit < 32 ? a >>> bit : b >>> (bit - 32)) & 1) * 2 - 1;
    }
    const bits = (from: number): number =>
      weights.slice(from, from + 32).reduce((sum, each, at) => sum | (each > 0 ? 1 << at : 0), 0);
    return [bits(0), bits(32)];
  };
  const ones = (n: number): number => n.toString(2).replaceAll("0", "").length;
  const hashes = texts.map(hashOf);
  const answers = probes.map(({ text }) => {
    const [a, b] = hashOf(text);
    return hashes.flatMap(([c, d], at) =>
      ones((a ^ c) >>> 0) + ones((b ^ d) >>> 0) <= distance ? [at] : [],
    );
  });
  return {
    name: `SimHash-64, distance ≤ ${distance}`,
    answers,
    ms: (performance.now() - start) / probes.length,
    bytes: 8,
  };
}

const sizes = [
  [8, 4],
  [16, 8],
  [16, 16],
  [24, 8],
  [24, 16],
  [32, 16],
] as const;
const first = ours();
const results = [
  first,
  ...sizes.map(([shingles, facts]) => coarse(shingles, facts)),
  allShingles(),
  simHash(3),
  simHash(10),
];
const kinds = [...new Set(probes.map(({ kind }) => kind))];

console.log(
  `${texts.length} articles, ${probes.length} probes; ${first.pairs} pairs of the articles themselves are held for one story`,
);
table(
  ["", "recall", "wrong", "ms a probe", "bytes an article"],
  results.map(({ name, answers, ms, bytes }) => {
    const found = probes.filter(({ of }, at) => answers[at]?.includes(of)).length;
    const wrong = probes.filter(({ of }, at) => answers[at]?.some((each) => each !== of)).length;
    return [
      name,
      percent(found, probes.length),
      percent(wrong, probes.length),
      ms.toFixed(2),
      bytes.toFixed(0),
    ];
  }),
);
table(
  ["recall by kind", ...results.map(({ name }) => name.split(",")[0] ?? name)],
  kinds.map((kind) => [
    kind,
    ...results.map(({ answers }) => {
      const of = probes.map((probe, at) => ({ ...probe, at })).filter((probe) => probe.kind === kind);
      return percent(of.filter((probe) => answers[probe.at]?.includes(probe.of)).length, of.length);
    }),
  ]),
);
