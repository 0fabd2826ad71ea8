import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Article } from "../../../src/domain/article.ts";
import type { Fetched, FetchMemory } from "../../../src/domain/ports.ts";
import { type FeedOptions, type WholeReading, feedSource } from "../reading.ts";
import { tree } from "../reading.ts";

export const now = new Date("2026-11-05T12:00:00Z");
export const minutesLater = (n: number): Date => new Date(now.getTime() + n * 60_000);

/** A memory that lasts as long as the test. */
export function memory(): FetchMemory & { readonly kept: Map<string, Fetched> } {
  const kept = new Map<string, Fetched>();
  return {
    kept,
    recall: async (url) => kept.get(url) ?? null,
    record: async (url, fetched) => void kept.set(url, fetched),
  };
}

/** What a feed in a file yields. */
export async function readingOfFeed(
  content: string | Uint8Array,
  options: Partial<FeedOptions> = {},
): Promise<WholeReading> {
  await using place = await tree({ "feed.xml": content });
  const feed = join(place.folder, "feed.xml");
  return await feedSource({ feed, name: "feed.xml", allowPrivate: false, memory: memory(), ...options }).read(
    now,
  );
}

/** An RSS feed around these items. */
export const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gull</title><link>https://gull.example/</link><description>d</description>${items.join("\n")}</channel></rss>`;

/** An item with enough words to be an article. */
export const item = (id: string, fields = ""): string =>
  `<item><guid isPermaLink="false">${id}</guid><title>Story ${id}</title><description>Some words of the story ${id}, enough for an article.</description>${fields}</item>`;

/** The only article of a feed with one item. */
export async function articleOfFeed(content: string | Uint8Array): Promise<Article> {
  const { articles, skipped } = await readingOfFeed(content);
  const [article] = articles;
  if (article == null) throw new Error(`Expected an article, but: ${skipped[0]?.reason ?? "nothing"}`);
  return article;
}

/** A real server on this machine, closed after the test with all its connections. @returns `http://127.0.0.1:PORT` */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const origin = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return origin;
}

async function listening(server: Server): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  if (address == null || typeof address === "string") throw new Error("Expected a port");
  return `http://127.0.0.1:${address.port}`;
}
