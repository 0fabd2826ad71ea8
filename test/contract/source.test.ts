import { createHash } from "node:crypto";
import { readFile, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { type Files, type WholeSource, feedSource, folderSource, tree } from "../ingest/reading.ts";

/** A source under test: how to make one that yields the files of a folder, and under which paths it does. */
type Contract = {
  of(place: string): WholeSource;
  /** One whose place is missing. */
  missing(place: string): WholeSource;
  pathOf(file: string): string;
};

const sources = {
  folder: {
    of: (place) => folderSource({ folder: place, name: "seeds/" }),
    missing: (place) => folderSource({ folder: join(place, "gone"), name: "seeds/" }),
    pathOf: (file) => file,
  },
  feed: {
    of: (place) => ({
      name: "feed.xml",
      read: async (at) => {
        await using own = await tree({ "feed.xml": await feedOf(place) });
        // As old as the folder, however often it is written.
        const { mtime } = await stat(place);
        await utimes(join(own.folder, "feed.xml"), mtime, mtime);
        return await feedAt(join(own.folder, "feed.xml")).read(at);
      },
    }),
    missing: (place) => feedAt(join(place, "gone.xml")),
    pathOf: (file) => `${shortHash("feed.xml")}/${shortHash(file)}`,
  },
} satisfies Record<string, Contract>;

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

function feedAt(feed: string): WholeSource {
  const memory = { recall: async () => null, record: async () => {} };
  return feedSource({ feed, name: "feed.xml", allowPrivate: false, memory });
}

/** The folder's files as the items of one feed, the first one newest; what is no text has none there. */
async function feedOf(place: string): Promise<string> {
  const names = (await readdir(place, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
  const items = await Promise.all(
    names.map(async (name, at) => {
      const text = await readFile(join(place, name), "utf8");
      const date = new Date(Date.UTC(2026, 10, 22) - at * 86_400_000).toISOString();
      return { id: name, date_published: date, content_text: text.startsWith("%PDF") ? "" : text };
    }),
  );
  return JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "Gull", items });
}

const files: Files = {
  "one.txt": "The ferry is back after six years. Nobody on the quay believed it at first.",
  "two.md": "# Two\n\nThe train is back, too. It is slow.",
  "bad.txt": Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]),
};
const now = new Date("2026-11-23T12:00:00Z");

describe.each(Object.entries(sources))("the source “%s”", (_, { of, missing, pathOf }) => {
  it("settles for every file: an article, or a reason in one line", async () => {
    await using place = await tree(files);
    const { articles, skipped } = await of(place.folder).read(now);
    expect([...articles, ...skipped].map(({ path }) => path).sort()).toEqual(
      Object.keys(files).map(pathOf).sort(),
    );
    for (const { reason } of skipped) expect(reason).toMatch(/^[^\n]{10,}$/);
  });

  it("yields the same for the same files", async () => {
    await using place = await tree(files);
    const source = of(place.folder);
    expect(await source.read(now)).toEqual(await source.read(new Date(0)));
  });

  it("names bytes, not names, by the hash", async () => {
    await using place = await tree({
      "a.txt": "The ferry is back.",
      "b/c.txt": "The ferry is back.",
      "d.txt": "The ferry is gone.",
    });
    const { articles } = await of(place.folder).read(now);
    const [a, c, d] = articles.map(({ hash }) => hash);
    expect(a).toMatch(/^[0-9a-f]{64}$/);
    expect(c).toBe(a);
    expect(d).not.toBe(a);
  });

  it("gives every finding a reason and a confidence", async () => {
    await using place = await tree(files);
    for (const article of (await of(place.folder).read(now)).articles) {
      for (const finding of [article.title, article.date, article.author, article.language]) {
        expect(finding.because).toMatch(/\w+ \w+/);
        if (finding.state === "inferred") expect(finding.confidence).toSatisfy((c: number) => c > 0 && c < 1);
      }
    }
  });

  it("points each block at words of the article, in order", async () => {
    await using place = await tree(files);
    for (const { text, blocks } of (await of(place.folder).read(now)).articles) {
      expect(blocks.length).toBeGreaterThan(0);
      let from = 0;
      for (const { start, end } of blocks) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(text.slice(start, end).trim()).toHaveLength(end - start);
        expect(end).toBeGreaterThan(start);
        from = end;
      }
    }
  });

  it("looks afresh each time", async () => {
    await using place = await tree(files);
    const source = of(place.folder);
    const before = await source.read(now);
    await writeFile(join(place.folder, "three.txt"), "The third boat is back as well.");
    expect((await source.read(now)).articles).toHaveLength(before.articles.length + 1);
  });

  it("throws the fault “no-input” when its place is missing", async () => {
    await using place = await tree({});
    await expect(missing(place.folder).read(now)).rejects.toSatisfy(
      (error) => error instanceof Fault && error.code === "no-input",
    );
  });
});
