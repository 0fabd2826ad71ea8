import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Article } from "../../src/domain/article.ts";
import type { Reading, Source } from "../../src/domain/ports.ts";
import * as feeds from "../../src/ingest/feed/feed.ts";
import * as folders from "../../src/ingest/index.ts";

export type { FeedOptions } from "../../src/ingest/feed/feed.ts";
type Limits = folders.Limits;

/** A source that gives its articles all at once, for tests to look at. */
export type WholeReading = Omit<Reading, "articles"> & { readonly articles: readonly Article[] };
export type WholeSource = Omit<Source, "read"> & {
  read(...how: Parameters<Source["read"]>): Promise<WholeReading>;
};

function whole(source: Source): WholeSource {
  return {
    ...source,
    read: async (...how) => {
      const reading = await source.read(...how);
      return { ...reading, articles: [...reading.articles] };
    },
  };
}

export const folderSource = (options: folders.FolderOptions): WholeSource =>
  whole(folders.folderSource(options));
export const feedSource = (options: feeds.FeedOptions): WholeSource => whole(feeds.feedSource(options));

export type Files = Readonly<Record<string, string | Uint8Array>>;

/**
 * Real files in a folder of their own, gone again when the scope ends. Unlike the tree of `test/tree.ts` it also works
 * outside a test, where a `describe` reads one article for all of its tests.
 */
export async function tree(files: Files): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "broadsheet-ingest-"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export async function readingOf(files: Files, limits: Partial<Limits> = {}): Promise<WholeReading> {
  await using place = await tree(files);
  return await folderSource({ folder: place.folder, name: "seeds/", limits }).read(new Date());
}

/** The only article of a folder with one file. */
export async function articleOf(path: string, content: string | Uint8Array): Promise<Article> {
  const { articles, skipped } = await readingOf({ [path]: content });
  const [article] = articles;
  if (article == null)
    throw new Error(`Expected ${path} to be read, but: ${skipped[0]?.reason ?? "nothing"}`);
  return article;
}

export const textsOf = (article: Article, kind: string): string[] =>
  article.blocks
    .filter((block) => block.kind === kind)
    .map(({ start, end }) => article.text.slice(start, end));
