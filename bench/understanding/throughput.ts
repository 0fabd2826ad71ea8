/**
 * Articles a second and peak memory, each system in a process of its own over the same articles (made by bench/corpus, 10,000
 * unless told): everything Broadsheet reads in one, beside what does a single part of it.
 *
 *   node bench/understanding/throughput.ts [--count 10000]
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { articleText } from "../corpus/articles.ts";
import { table } from "./data.ts";

const flag = (name: string): string | undefined => process.argv[process.argv.indexOf(name) + 1];
const count = process.argv.includes("--count") ? Number(flag("--count")) : 10_000;
const runs = 3;

type System = { readonly does: string; prepare(): Promise<(text: string) => unknown> };

const systems: Readonly<Record<string, System>> = {
  broadsheet: {
    does: "blocks, title, date, author, place, language, sentences, clean HTML",
    async prepare() {
      const { understandText } = await import("../../src/ingest/single.ts");
      return understandText;
    },
  },
  readability: {
    does: "main content of a page",
    async prepare() {
      const require = createRequire(import.meta.url);
      const { Readability } = require("@mozilla/readability") as typeof import("@mozilla/readability");
      const { parseHTML } = await import("linkedom");
      return (text) => {
        const body = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\n\n/g, "</p><p>");
        const { document } = parseHTML(`<html><body><article><p>${body}</p></article></body></html>`);
        return new Readability(document as unknown as Document).parse()?.content;
      };
    },
  },
  franc: {
    does: "language",
    async prepare() {
      const { franc } = await import("franc");
      return franc;
    },
  },
  sbd: {
    does: "sentences",
    async prepare() {
      const require = createRequire(import.meta.url);
      const { sentences } = require("sbd") as { sentences(text: string): string[] };
      return sentences;
    },
  },
};

const only = process.argv.includes("--system") ? flag("--system") : undefined;
if (only != null) await measure(systems[only] as System);
else compare();

async function measure({ prepare }: System): Promise<void> {
  const work = await prepare();
  const before = process.cpuUsage();
  for (let n = 0; n < count; n++) work(articleText(n));
  const { user, system } = process.cpuUsage(before);
  const written = process.cpuUsage();
  for (let n = 0; n < count; n++) articleText(n);
  const making = process.cpuUsage(written);
  const cpuMs = (user + system - making.user - making.system) / 1000;
  console.log(JSON.stringify({ msEach: cpuMs / count, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

function compare(): void {
  console.log(`${count} articles, median of ${runs} runs, CPU time on one thread`);
  const rows = Object.entries(systems).map(([name, { does }]) => {
    const results = Array.from({ length: runs }, () => {
      const args = [import.meta.filename, "--system", name, "--count", String(count)];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout) as { msEach: number; peakMb: number };
    });
    const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[runs >> 1] ?? 0;
    const each = median(results.map(({ msEach }) => msEach));
    const peak = median(results.map(({ peakMb }) => peakMb));
    return [name, each.toFixed(2), (1000 / each).toFixed(0), peak.toFixed(0), does];
  });
  table(["system", "ms each", "articles/s", "peak MB", "does"], rows);
}
