import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Article } from "../../src/domain/article.ts";
import type { Reading } from "../../src/domain/ports.ts";
import { type Limits, folderSource } from "../../src/ingest/index.ts";

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

export async function readingOf(files: Files, limits: Partial<Limits> = {}): Promise<Reading> {
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
