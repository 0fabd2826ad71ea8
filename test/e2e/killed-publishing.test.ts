import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { always, bodyOf, filesOf, generationOf, goneIn, passing } from "./generations.ts";
import { inMemory, tree } from "../tree.ts";
import { requireWhole } from "./whole.ts";

function textOf(place: string): string | null {
  try {
    return readFileSync(place, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

const leftoversIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".part"));

/** Which generation a file is of, if it is wholly of one; null where there is none. */
function readWhole(folder: string, file: string): number | null {
  const text = textOf(path.join(folder, file));
  if (text == null) return null;
  requireWhole(file, text);
  const generation = generationOf(text);
  if (text !== bodyOf(file, generation)) throw new Error(`${file} is not wholly of generation ${generation}`);
  return generation;
}

function standby(folder: string) {
  const program = path.join(import.meta.dirname, "publishing-child.ts");
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, "..", "compiled") };
  const child = spawn(process.execPath, [program, folder], { env, stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit") as Promise<[code: number | null, signal: string | null]>;
  return {
    ended,
    tell: (line: string): boolean => child.stdin.write(`${line}\n`),
    said: (): Promise<unknown> => once(child.stdout, "data"),
    kill: (): boolean => child.kill("SIGKILL"),
  };
}

/**
 * A reader who never rests, one file after the other: feeds first, then what they link to. Every file is whole, none ever goes
 * back to an older generation, and nobody who has read of something new finds an old page behind it.
 */
function watch(folder: string) {
  const latest = new Map<string, number>();
  const end = new AbortController();
  let reads = 0;
  const watching = (async () => {
    while (!end.signal.aborted) {
      let read = 0;
      for (const file of always.toReversed()) {
        const generation = readWhole(folder, file);
        if (generation == null) throw new Error(`${file} was gone`);
        expect(generation, `${file}, after what links to it`).toBeGreaterThanOrEqual(read);
        expect(generation, `${file}, after itself`).toBeGreaterThanOrEqual(latest.get(file) ?? 0);
        latest.set(file, generation);
        read = generation;
        reads++;
        await turn();
      }
    }
  })();
  watching.catch(() => {});
  return {
    stop: async (): Promise<number> => {
      end.abort();
      await watching;
      return reads;
    },
  };
}

/** As it may stand after a death: new files as far as publishing came, in its order; pages are taken away last. */
function requireOldOrNew(folder: string, old: number): void {
  const found = always.map((file) => readWhole(folder, file));
  const isNew = found.map((generation) => generation === old + 1);
  expect(found).toEqual(isNew.map((each) => (each ? old + 1 : old)));
  expect(isNew, "the new ones come first").toEqual(isNew.toSorted((a, b) => Number(b) - Number(a)));
  for (const file of passing) {
    const generation = readWhole(folder, file);
    if (goneIn(old).length > 0) expect([null, old + 1]).toContain(generation);
    else expect(isNew.every(Boolean) ? [null, old] : [old]).toContain(generation);
  }
  for (const file of ["index.html", "feed.json", "atom.xml", "rss.xml"]) {
    const text = textOf(path.join(folder, file)) ?? "";
    for (const [page] of text.matchAll(/articles\/[a-z0-9-]+\.html/g))
      expect(textOf(path.join(folder, page)), `${page}, linked to by ${file}`).not.toBeNull();
  }
}

/** Every place where publishing a generation may die. */
const placesIn = (generation: number): readonly string[] => {
  const files = filesOf(generation);
  return [
    ...files.map((_, n) => `write:${n}`),
    ...files.map((_, n) => `rename:${n}`),
    ...goneIn(generation).map((_, n) => `rm:${n}`),
  ];
};

test("readers find every file whole, the old one or the new, wherever publishing is killed", async () => {
  const folder = path.join(tree({}, inMemory), "public");
  const publish = async (child: ReturnType<typeof standby>, generation: number): Promise<number> => {
    const begun = performance.now();
    child.tell(String(generation));
    await child.said();
    return performance.now() - begun;
  };
  let next = standby(folder);
  await publish(next, 0);
  const reader = watch(folder);
  for (let generation = 1; generation <= 100; generation++) {
    const child = next;
    next = standby(folder);
    // What the one before left is finished, and nothing else of it stays.
    const takesMs = await publish(child, generation);
    expect(leftoversIn(folder)).toEqual([]);
    for (const { path: file } of filesOf(generation)) expect(readWhole(folder, file)).toBe(generation);
    for (const file of goneIn(generation)) expect(readWhole(folder, file)).toBeNull();
    // Every place once, then at any moment.
    const place = placesIn(generation + 1)[(generation - 1) >> 1];
    child.tell(`${generation + 1} ${place ?? ""}`);
    if (place == null) {
      await pause(Math.random() * takesMs);
      child.kill();
    }
    expect(await child.ended).toEqual([null, "SIGKILL"]);
    requireOldOrNew(folder, generation);
  }
  next.kill();
  expect(await reader.stop()).toBeGreaterThan(1_000);
}, 120_000);
