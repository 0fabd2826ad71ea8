import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import type { Source } from "../../src/domain/ports.ts";
import { folderSource } from "../../src/ingest/index.ts";
import { type Files, tree } from "../ingest/reading.ts";

/** Every source: how to make one that yields these files, and one whose place is missing. */
const sources = {
  folder: {
    of: (place: string): Source => folderSource({ folder: place, name: "seeds/" }),
    missing: (place: string): Source => folderSource({ folder: join(place, "gone"), name: "seeds/" }),
  },
} satisfies Record<string, { of(place: string): Source; missing(place: string): Source }>;

const files: Files = {
  "one.txt": "The ferry is back after six years. Nobody on the quay believed it at first.",
  "two.md": "# Two\n\nThe train is back, too. It is slow.",
  "bad.txt": Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]),
};
const now = new Date("2026-11-23T12:00:00Z");

describe.each(Object.entries(sources))("the source “%s”", (_, { of, missing }) => {
  it("settles for every file: an article, or a reason in one line", async () => {
    await using place = await tree(files);
    const { articles, skipped } = await of(place.folder).read(now);
    expect([...articles, ...skipped].map(({ path }) => path).sort()).toEqual(Object.keys(files).sort());
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

  it("looks afresh each time", async () => {
    await using place = await tree(files);
    const source = of(place.folder);
    const before = await source.read(now);
    const { writeFile } = await import("node:fs/promises");
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
