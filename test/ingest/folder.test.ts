import { execFileSync } from "node:child_process";
import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { folderSource } from "../../src/ingest/index.ts";
import { readingOf, tree } from "./reading.ts";

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
  expect(reading).toEqual({ articles: [], skipped: [] });
});

it.each([
  ["a.docx", words, /use \.txt, \.md/],
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

it.skipIf(process.getuid?.() === 0)(
  "a file that may not be read is skipped (skipped for root, who may read all)",
  async () => {
    await using place = await tree({ "good.txt": words, "mine.txt": words });
    await chmod(join(place.folder, "mine.txt"), 0);
    const { articles, skipped } = await folderSource({ folder: place.folder, name: "seeds/" }).read(
      new Date(),
    );
    expect(articles).toHaveLength(1);
    expect(skipped[0]?.reason).toContain("permissions");
  },
);

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
