import { readFileSync } from "node:fs";
import path from "node:path";
import { flagsOf } from "../../src/summarize/gate/gate.ts";
import { table } from "../understanding/data.ts";

/**
 * What the gate finds outside English: of pairs written for this bench, for each language how many true summaries are flagged, and
 * how many corrupted ones by the check that is meant. `--misses` names those that went wrong.
 */
const kinds = ["number", "date", "name", "quote", "negation"] as const;
type Kind = (typeof kinds)[number];
type Pairs = { readonly article: string; readonly true: readonly string[] } & Readonly<
  Record<Kind, readonly string[]>
>;

const file = path.join(import.meta.dirname, "languages.json");
const languages = JSON.parse(readFileSync(file, "utf8")) as Record<string, Pairs>;
const misses: string[] = [];

function found(language: string, pairs: Pairs, kind: Kind): string {
  const hits = pairs[kind].filter((summary) => {
    // A false number may be told as a date (a year), and a false date as the number of its day.
    const meant = kind === "number" || kind === "date" ? ["number", "date"] : [kind];
    const isFound = flagsOf(pairs.article, summary).some((flag) => meant.includes(flag.kind));
    if (!isFound) misses.push(`${language} ${kind} missed: ${summary}`);
    return isFound;
  }).length;
  return `${hits}/${pairs[kind].length}`;
}

function alarms(language: string, pairs: Pairs): string {
  const flagged = pairs.true.filter((summary) => {
    const flags = flagsOf(pairs.article, summary);
    for (const { kind, what } of flags) misses.push(`${language} false alarm ${kind} “${what}”: ${summary}`);
    return flags.length > 0;
  }).length;
  return `${flagged}/${pairs.true.length}`;
}

const rows = Object.entries(languages).map(([language, pairs]) => [
  language,
  alarms(language, pairs),
  ...kinds.map((kind) => found(language, pairs, kind)),
]);
const sum = (at: number): string => {
  const parts = rows.map((row) => (row[at] ?? "0/0").split("/").map(Number));
  return `${parts.reduce((n, [hits = 0]) => n + hits, 0)}/${parts.reduce((n, [, of = 0]) => n + of, 0)}`;
};
table(
  ["language", "true ones flagged", ...kinds.map((kind) => `${kind} found`)],
  [...rows, ["all", ...[1, 2, 3, 4, 5, 6].map(sum)]],
);
if (process.argv.includes("--misses")) console.log(misses.join("\n"));
