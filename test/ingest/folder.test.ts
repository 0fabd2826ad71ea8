import { execFileSync } from "node:child_process";
import { appendFile, chmod, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as fc from "fast-check";
import { Fault } from "../../src/domain/faults.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { folderTagOf, readCandidate } from "../../src/ingest/folder.ts";
import { folderSource } from "./reading.ts";
import { readingOf, tree } from "./reading.ts";
import { cpuMs } from "./cost.ts";
import { cases } from "../effort.ts";

const words = "Some words of an article.";

it("articles come from nested folders too, in the order of their paths", async () => {
  const { articles } = await readingOf({
    "b.txt": words,
    "a/z.md": words,
    "a.txt": words,
    "a/b/c.html": words,
  });
  expect(articles.map(({ path }) => path)).toEqual(["a.txt", "a/b/c.html", "a/z.md", "b.txt"]);
});

it("hidden files, leftovers and pictures are passed over in silence", async () => {
  const quiet = [
    ".hidden.txt",
    "~$a.txt",
    "a.txt~",
    "a.tmp",
    "a.part",
    ".a.txt.swp",
    "a.bak",
    "boat.jpg",
    ".git/x.txt",
  ];
  const reading = await readingOf(Object.fromEntries(quiet.map((path) => [path, words])));
  expect(reading).toEqual({ articles: [], unchanged: [], skipped: [], left: [], next: null, isWhole: true });
});

it.each([
  ["a.pdf", words, /use \.txt, \.md/],
  ["a.docx", words, /no ZIP archive/],
  ["nul.txt", `${words}\u0000`, /NUL bytes/],
  ["nul.html", `${words}\u0000`, /NUL bytes/],
  ["empty.txt", "", /holds no text/],
  ["blank.md", " \n\t\n", /holds no text/],
  ["front.md", "---\ntitle: Only this\n---\n", /holds no text/],
  ["short.txt", "Hm.", /fewer than 3 words/],
  ["large.txt", "a ".repeat(3_000_000), /6000000 bytes, more than 5000000/],
  ["line.txt", "a".repeat(1_500_000), /line of 1500000 characters/],
  ["bad\nname.txt", "", /no text/],
])("%j is skipped with its reason", async (path, content, reason) => {
  const { articles, skipped } = await readingOf({ [path]: content, "good.txt": words });
  expect(articles.map((article) => article.path)).toEqual(["good.txt"]);
  expect(skipped[0]?.reason).toMatch(reason);
  expect(skipped[0]?.path).toBe(path.replace("\n", "\\u{a}"));
});

it("links, pipes and folders too deep are skipped by name, and nothing waits for them", async () => {
  await using place = await tree({ "good.txt": words, "deep/deeper/a.txt": words });
  await symlink("/etc/hostname", join(place.folder, "link.txt"));
  execFileSync("mkfifo", [join(place.folder, "pipe.txt")]);
  const { articles, skipped } = await folderSource({
    folder: place.folder,
    name: "seeds/",
    limits: { maxFolderDepth: 1 },
  }).read(new Date());
  expect(articles).toHaveLength(1);
  expect(skipped.map(({ path }) => path)).toEqual(["deep/deeper", "link.txt", "pipe.txt"]);
  expect(skipped.map(({ reason }) => reason).join(" ")).toMatch(/1 folders deep.*symbolic link.*a pipe/);
});

it("a file that may not be read is skipped, and says so", async () => {
  await using place = await tree({ "good.txt": words, "mine.txt": words });
  await chmod(join(place.folder, "mine.txt"), 0);
  await chmod(place.folder, 0o755);
  // Root may read everything, so for a moment this process is nobody.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const { articles, skipped } = await folderSource({ folder: place.folder, name: "seeds/" }).read(
      new Date(),
    );
    expect(articles).toHaveLength(1);
    expect(skipped[0]?.reason).toContain("permissions");
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

it("a missing folder is a fault that says where and what to do", async () => {
  await using place = await tree({});
  const source = folderSource({ folder: join(place.folder, "none"), name: "seeds/" });
  await expect(source.read(new Date())).rejects.toThrow(/seeds\/.*there is none.*Create it/);
  await expect(source.read(new Date())).rejects.toBeInstanceOf(Fault);
});

it("a file where a folder is expected is a fault", async () => {
  await using place = await tree({});
  await writeFile(join(place.folder, "file"), words);
  await expect(
    folderSource({ folder: join(place.folder, "file"), name: "x" }).read(new Date()),
  ).rejects.toThrow(/ENOTDIR/);
});

it.each([
  ["travel/boats.md", "travel"],
  ["news/2026/03/boats.md", "news"],
  ["harbour-life/my-boats/index.md", "harbour life"],
  ["boats.md", null],
  ["posts/boats.md", null],
  ["2026/03/05/boats.md", null],
  ["_posts/index.md", null],
])("the folder of %s says %j", (path, tag) => {
  expect(folderTagOf(path)).toBe(tag);
});

it("the folder's name is the last tag, and what lies in _drafts is a draft", async () => {
  const { articles } = await readingOf({
    "travel/a.md": `---\ntags: [boats]\n---\n${words}`,
    "travel/_drafts/b.md": words,
  });
  expect(articles.map(({ tags, draft }) => [tags, draft])).toEqual([
    [[], true],
    [["boats", "travel"], false],
  ]);
});

it("a file that grows while it is read waits for the next run", async () => {
  await using place = await tree({ "a.txt": words.repeat(100_000) });
  const absolute = join(place.folder, "a.txt");
  const growing = new AbortController();
  const writer = (async () => {
    while (!growing.signal.aborted) await appendFile(absolute, words);
  })();
  const looks = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      readCandidate({ path: "a.txt", absolute }, { ...defaultLimits, maxBytes: 1e9 }),
    ),
  );
  growing.abort();
  await writer;
  const waiting = looks.filter((look) => look.status === "rejected").map(({ reason }) => String(reason));
  expect(waiting.length).toBeGreaterThan(0);
  for (const reason of waiting) expect(reason).toContain("still being written");
});

it("a file with holes is refused by its size, unread", async () => {
  await using place = await tree({ "a.txt": words, "good.txt": words });
  await truncate(join(place.folder, "a.txt"), 100_000_000_000);
  const before = cpuMs();
  const { skipped } = await folderSource({ folder: place.folder, name: "seeds/" }).read(new Date());
  expect(cpuMs() - before).toBeLessThan(2_000);
  expect(skipped[0]?.reason).toContain("100000000000 bytes");
});

it("two thousand files at once are read, and each bad one has its reason", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, i) => [
      `${i % 20}/n${i}.${i % 2 === 0 ? "txt" : "md"}`,
      i % 100 === 0 ? "" : `${words} ${i}`,
    ]),
  );
  const { articles, skipped } = await readingOf(files);
  expect([articles.length, skipped.length]).toEqual([1_980, 20]);
});

it("any name of a file stays on one line of what is printed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({
        unit: fc.constantFrom("a", "z", " ", "\n", "\r", "\u001b", "\u202e", "\u2028"),
        maxLength: 20,
      }),
      async (name) => {
        const { skipped } = await readingOf({ [`x${name}.txt`]: "" });
        expect(skipped[0]?.path).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
      },
    ),
    { numRuns: cases(30) },
  );
});
