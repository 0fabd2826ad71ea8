import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { broadsheet, ended, start } from "../cli.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { inMemory, tree } from "../tree.ts";
import { requireWhole } from "./whole.ts";
import { inFull } from "../effort.ts";

const words = (n: number, count: number): string =>
  Array.from({ length: count }, (_, at) => ((n + 1) * 7_919 * (at + 11) + at * at).toString(36)).join(" ");

/** No two share a phrase. @param version another one is an edit */
const article = (n: number, version = 0): string =>
  `---\ntitle: Story ${n}\ndate: 2026-0${1 + (n % 9)}-1${n % 10}\n---\n\n` +
  Array.from({ length: 6 }, (_, at) => `The ${words(n * 100 + at * 7 + version * 31, 12)} ended.`).join(
    "\n\n",
  );

type Files = ReadonlyMap<string, string>;

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.relative(folder, path.join(each.parentPath, each.name)));

/** What readers can be given: everything but what publishing keeps beside its places. */
function filesIn(folder: string): Files {
  const names = namesIn(folder).filter((name) => !name.endsWith(".part"));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

/** Reads on and on; every file it meets is whole. */
function watch(folder: string) {
  const seen = new Map<string, Set<string>>();
  const end = new AbortController();
  const look = (): void => {
    for (const [name, text] of filesIn(folder)) {
      const texts = seen.get(name) ?? new Set();
      seen.set(name, texts);
      if (texts.has(text)) continue;
      requireWhole(name, text);
      texts.add(text);
    }
  };
  const watching = (async () => {
    while (!end.signal.aborted) {
      look();
      await pause(25);
    }
    look();
  })();
  watching.catch(() => {});
  return async (): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
    end.abort();
    await watching;
    return seen;
  };
}

/** Of each feed, the ids with the pages they link to, in order. */
function entriesOf(files: Files): Record<string, readonly string[]> {
  const all = (file: string, pattern: RegExp): string[] =>
    [...(files.get(file) ?? "").matchAll(pattern)].map((match) => match[1] ?? "");
  return {
    atom: all("atom.xml", /<id>(urn:uuid:[^<]+)<\/id>/g),
    rss: all("rss.xml", /<guid[^>]*>(urn:uuid:[^<]+)<\/guid>/g),
    json: all("feed.json", /"id":\s*"(urn:uuid:[^"]+)"/g),
  };
}

/** Whoever follows links from the feeds and the front page comes to no page that is missing, but for one taken away. */
function requireLinked(files: Files, taken: string): void {
  const reached = new Set(["index.html", "atom.xml", "rss.xml", "feed.json"]);
  for (const from of reached) {
    const text = files.get(from);
    if (from !== taken) expect(text, `${from}, which others link to`).toBeDefined();
    for (const [page] of text?.matchAll(/(?:articles|editions)\/[a-z0-9-]+\.html/g) ?? []) reached.add(page);
  }
}

/** Who was mailed what: of each edition its stories, and how often each of its three readers was written to. */
async function ledgerOf(site: string) {
  const file = path.join(site, "data/broadsheet.db");
  await using store = await openSqlite(file);
  const editions = (await store.allEditions()).toReversed();
  const whole = await Promise.all(editions.map(({ edition }) => store.edition("default", edition.number)));
  using database = new DatabaseSync(file, { readOnly: true });
  const again = database.prepare("select count(*) as count from delivery where attempts <> 1").get();
  return {
    stories: whole.map((edition) => edition?.entries.map(({ title }) => title).toSorted()),
    settled: editions.every(({ tally }) => tally.accepted === 3 && tally.audience === 3),
    again: again?.["count"],
  };
}

/** Where the runs of each step die: at a place of `dying.ts`, or after so many ms. */
const everyStep: readonly (readonly (string | number)[])[] = [
  ["write:0", "rename:0"],
  ["write:3", "rename:3"],
  ["rename:6", "rename:1"],
  ["rename:7"],
  ["rm:0"],
  [300 + Math.random() * 400, 500 + Math.random() * 500],
];
/** All of them take half a minute of two cores. */
const steps = everyStep.filter((_, n) => inFull || n % 2 === 0);

/** Every second step has a new story, and so an edition; every one has four that were edited. */
const isWithNew = (step: number): boolean => step % 2 === 0;

test("a run that is killed is finished by the next: nothing half, nothing twice, nothing new that is old", async () => {
  const stories = 60;
  const takenAway = "articles/story-50.html";
  const name = (n: number): string => `seeds/${n}.md`;
  const articles = Array.from({ length: stories }, (_, n) => [name(n), article(n)] as const);
  const site = tree(Object.fromEntries(articles), inMemory);
  const folder = path.join(site, "public");
  expect(await broadsheet(site, ["run"])).toMatchObject({ code: 0 });
  for (const [step, deaths] of steps.entries()) {
    // A page is taken away when its story is missing for the second time.
    if (deaths.includes("rm:0")) {
      rmSync(path.join(site, name(50)));
      expect(await broadsheet(site, ["run"])).toMatchObject({ code: 0 });
    }
    const before = filesIn(folder);
    for (let n = 0; n < 4; n++) writeFileSync(path.join(site, name(step * 4 + n)), article(step * 4 + n, 1));
    if (isWithNew(step)) writeFileSync(path.join(site, name(stories + step)), article(stories + step));
    const stop = watch(folder);
    for (const death of deaths) {
      const dying = path.resolve(import.meta.dirname, "../dying.ts");
      const isPlace = typeof death === "string";
      const child = start(site, ["run"], isPlace ? { DIE_AT: death, NODE_OPTIONS: `--import=${dying}` } : {});
      const end = ended(child);
      if (!isPlace) {
        await pause(death);
        child.kill("SIGKILL");
      }
      await end;
      if (isPlace) expect([death, child.signalCode]).toEqual([death, "SIGKILL"]);
      requireLinked(filesIn(folder), takenAway);
    }
    expect(await broadsheet(site, ["run"])).toMatchObject({ code: 0 });
    const seen = await stop();
    const after = filesIn(folder);
    for (const [file, texts] of seen)
      for (const text of texts)
        expect(text === before.get(file) || text === after.get(file), `${file} as a reader saw it`).toBe(
          true,
        );
    expect(namesIn(folder).toSorted()).toEqual([...after.keys()].toSorted());
    requireLinked(after, takenAway);
    const { atom, rss, json } = entriesOf(after);
    // Or all of the last seven days, if those are more.
    expect(atom?.length).toBeGreaterThanOrEqual(30);
    expect([rss, json]).toEqual([atom, atom]);
  }
  const { stories: printed, settled, again } = await ledgerOf(site);
  expect(printed[0]).toHaveLength(stories);
  expect(printed.slice(1)).toEqual(
    steps.flatMap((_, step) => (isWithNew(step) ? [[`Story ${stories + step}`]] : [])),
  );
  expect([settled, again]).toEqual([true, 0]);
}, 180_000);
