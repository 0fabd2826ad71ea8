/**
 * Whole builds of one site by Broadsheet, Hugo and Eleventy, each from the same articles, in the same run: cold, with nothing changed,
 * and with one article changed. Wall and CPU seconds and the peak memory of the largest process, medians.
 *
 *   npm ci --ignore-scripts --prefix bench/builds/peers     (Eleventy; Hugo and time are Debian's)
 *   node bench/builds/run.ts [--counts 1000,10000] [--runs 3] [--systems broadsheet,hugo,eleventy] [--limit 900]
 *
 * --counts 100000 is built once. --limit: seconds after which a build is given up and reported as such.
 */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { postOf, writePosts } from "../corpus/posts.ts";
import { table } from "../understanding/data.ts";
import type { Files } from "./sites.ts";
import { eleventySite, hugoSite } from "./sites.ts";

const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const counts = flag("counts", "1000,10000").split(",").map(Number);
const limitMs = Number(flag("limit", "900")) * 1_000;
const runsOf = (count: number): number => (count >= 100_000 ? 1 : Number(flag("runs", "3")));
const peers = path.join(import.meta.dirname, "peers");
const program = path.resolve(import.meta.dirname, "../../src/bin.ts");
const time = "/usr/bin/time";

type System = {
  readonly articles: string;
  readonly files: Files;
  readonly command: readonly string[];
  /** Where it must stand, or null where it can be measured. */
  readonly lacks: () => string | null;
  readonly prepare?: (site: string) => void;
};

const systems: Readonly<Record<string, System>> = {
  broadsheet: {
    articles: "seeds",
    files: { "broadsheet.yaml": "url: https://news.example.org/\n" },
    command: [process.execPath, program, "run", "--no-send", "--json"],
    lacks: () => null,
  },
  hugo: {
    articles: "content/posts",
    files: hugoSite,
    command: ["hugo", "--quiet"],
    lacks: () => (spawnSync("hugo", ["version"]).status === 0 ? null : "no hugo (apt-get install hugo)"),
  },
  eleventy: {
    articles: "content/posts",
    files: eleventySite,
    command: [
      process.execPath,
      "--max-old-space-size=12000",
      path.join(peers, "node_modules/@11ty/eleventy/cmd.cjs"),
      "--quiet",
    ],
    lacks: () =>
      existsSync(path.join(peers, "node_modules"))
        ? null
        : "not installed (npm ci --prefix bench/builds/peers)",
    prepare(site) {
      cpSync(path.join(peers, "eleventy.config.js"), path.join(site, "eleventy.config.js"));
      writeFileSync(path.join(site, "package.json"), `{"type":"module"}`);
      symlinkSync(path.join(peers, "node_modules"), path.join(site, "node_modules"));
    },
  },
};

type Measured =
  | { readonly wallS: number; readonly cpuS: number; readonly peakMb: number }
  | { readonly failed: string };

function build({ command }: System, site: string): Measured {
  const figures = path.join(site, "figures");
  const args = ["-q", "-o", figures, "-f", "%e %U %S %M", ...command];
  const { status, signal, error, stderr } = spawnSync(time, args, {
    cwd: site,
    timeout: limitMs,
    killSignal: "SIGTERM",
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error != null && "code" in error && error.code === "ETIMEDOUT")
    return { failed: `over ${limitMs / 60_000} min` };
  if (status !== 0)
    return {
      failed: `ended with ${signal ?? status}: ${stderr.trim().split("\n").at(-1)?.slice(0, 150) ?? ""}`,
    };
  const [wallS = 0, user = 0, system = 0, kb = 0] = readFileSync(figures, "utf8")
    .trim()
    .split(" ")
    .map(Number);
  return { wallS, cpuS: user + system, peakMb: kb / 1024 };
}

/** What is made is looked at once: a build that makes nothing is quick. */
function requireBuilt(site: string, count: number): void {
  const articles = path.join(site, "public/articles");
  const made = existsSync(articles) ? readdirSync(articles).length : 0;
  if (made < count) throw new Error(`${site}: ${made} pages of ${count} articles`);
  for (const feed of ["rss.xml", "atom.xml", "feed.json"]) {
    const text = readFileSync(path.join(site, "public", feed), "utf8");
    const entries = text.match(/<item[ >]|<entry[ >]|"date_published":/g)?.length ?? 0;
    if (entries !== 30) throw new Error(`${feed}: ${entries} entries`);
  }
}

const cases = ["cold", "nothing changed", "one changed"] as const;

function measure(
  system: System,
  posts: string,
  count: number,
  within: string,
): Record<(typeof cases)[number], Measured[]> {
  const found = {
    cold: [] as Measured[],
    "nothing changed": [] as Measured[],
    "one changed": [] as Measured[],
  };
  for (let run = 0; run < runsOf(count); run++) {
    const site = mkdtempSync(path.join(within, "site-"));
    for (const [name, text] of Object.entries(system.files)) {
      mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
      writeFileSync(path.join(site, name), text);
    }
    cpSync(posts, path.join(site, system.articles), { recursive: true });
    system.prepare?.(site);
    const cold = build(system, site);
    found.cold.push(cold);
    if ("failed" in cold) break;
    requireBuilt(site, count);
    found["nothing changed"].push(build(system, site));
    const { path: changed } = postOf(Math.floor(count / 2), count);
    appendFileSync(
      path.join(site, system.articles, changed),
      "\nOne more paragraph was written on Friday night.\n",
    );
    found["one changed"].push(build(system, site));
    rmSync(site, { recursive: true, force: true });
  }
  return found;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

type Figures = Pick<Extract<Measured, { wallS: number }>, "wallS" | "cpuS" | "peakMb">;

function summed(results: readonly Measured[]): Figures | string {
  const good = results.filter((each) => !("failed" in each));
  const bad = results.find((each) => "failed" in each);
  if (bad != null) return bad.failed;
  if (good.length === 0) return "not tried";
  const of = (key: keyof Figures): number => median(good.map((each) => each[key]));
  return { wallS: of("wallS"), cpuS: of("cpuS"), peakMb: of("peakMb") };
}

if (!existsSync(time)) {
  console.log("skipped: /usr/bin/time is not there (apt-get install time)");
  process.exit(0);
}
console.log(
  `${availableParallelism()} cores, load ${loadavg()
    .map((each) => each.toFixed(1))
    .join(" ")} before; wall s, CPU s, peak MB; × is CPU against Broadsheet`,
);
for (const count of counts) {
  const within = mkdtempSync(path.join(tmpdir(), "broadsheet-builds-"));
  const posts = path.join(within, "posts");
  writePosts(posts, 0, count, count);
  const rows: string[][] = [];
  const ours = new Map<string, number>();
  for (const name of flag("systems", Object.keys(systems).join(",")).split(",")) {
    const system = systems[name];
    if (system == null) throw new Error(`no such system: ${name}`);
    const lacks = system.lacks();
    if (lacks != null) {
      rows.push([name, lacks]);
      continue;
    }
    for (const [which, results] of Object.entries(measure(system, posts, count, within))) {
      const sum = summed(results);
      if (typeof sum === "string") {
        rows.push([name, which, sum]);
        continue;
      }
      if (name === "broadsheet") ours.set(which, sum.cpuS);
      const ratio = ours.has(which) ? (sum.cpuS / (ours.get(which) ?? 1)).toFixed(2) : "";
      rows.push([name, which, sum.wallS.toFixed(2), sum.cpuS.toFixed(2), sum.peakMb.toFixed(0), ratio]);
    }
  }
  console.log(`\n${count} articles, median of ${runsOf(count)}`);
  table(["system", "case", "wall s", "CPU s", "peak MB", "×"], rows);
  rmSync(within, { recursive: true, force: true });
}
console.log(
  `load ${loadavg()
    .map((each) => each.toFixed(1))
    .join(" ")} after`,
);
