import { existsSync } from "node:fs";
import path from "node:path";
import type { Config, Job } from "./config.ts";
import type { Store } from "./domain/ports.ts";
import { isPlaceholder, requireRealAddress } from "./render/feed-address.ts";
import { slugOfPage } from "./render/publication.ts";
import type { Listening } from "./web/server.ts";
import { serve, withoutRepeats } from "./web/server.ts";
import { openShelf } from "./web/shelf.ts";
import type { Mount } from "./web/route.ts";
import { createSite } from "./web/site.ts";
import type { FrontMeans } from "./wire-front.ts";
import { openFront } from "./wire-front.ts";
import { addressOf, databaseFile, openStore, prefixOf, publicationOf } from "./wire.ts";

export type WebOptions = {
  readonly host: string;
  readonly port: number;
  /** Seconds for which an answer may be taken as current. */
  readonly maxAge: (job: Job) => number;
  readonly log: (text: string) => void;
  /** Also the pages for people, where readers can reach them; absent: what is published, and nothing is changed or sent. */
  readonly front?: Omit<FrontMeans, "log">;
};

/**
 * Serves the folders of all jobs, each where its feeds say that it is.
 *
 * @throws Fault `config` where other machines would get feeds that name an address of this one; others as `serve`
 */
export async function openWeb(config: Config, options: WebOptions): Promise<Listening> {
  const { host, port, maxAge, log } = options;
  const url = addressOf(config);
  if (!isLoopback(host)) requireRealAddress(url, `http://${host}:${port}/`);
  const memory = withdrawals(config);
  const mounts = config.jobs.map((job): Mount => {
    const publication = publicationOf(config, job);
    return {
      prefix: prefixOf(job),
      folder: path.join(config.root, job.publish),
      url: publication.url,
      hub: job.feed.hub ?? null,
      maxAge: maxAge(job),
      isGone: (page) => memory.isGone(job.source.name, page),
    };
  });
  const shelf = openShelf();
  const say = withoutRepeats(log);
  const mayHaveFeeds = isPlaceholder(url) ? (asked: string) => isPlaceholder(`http://${asked}/`) : null;
  const site = createSite({ mounts, shelf, mayHaveFeeds, log: say });
  const publicUrl = config.site.web?.publicUrl;
  const front =
    options.front == null || publicUrl == null
      ? null
      : await openFront(config, publicUrl, { ...options.front, log: say });
  const listening = await serve({ site, shelf, host, port, log: say, ...(front == null ? {} : { front }) });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await listening.close();
    await front?.close();
    await memory.close();
  };
  return { url: listening.url, close: () => (closing ??= close()) };
}

/** Addresses of this machine that no other one reaches. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);

/** The memory of what was withdrawn; opened by the first who asks, once a run has made one. Serving alone makes none. */
function withdrawals(config: Config) {
  let opened: Promise<Store> | null = null;
  return {
    async isGone(source: string, page: string): Promise<boolean> {
      const slug = slugOfPage(page);
      if (slug == null || (opened == null && !existsSync(databaseFile(config)))) return false;
      opened ??= openStore(config);
      try {
        return await (await opened).isGone(source, slug);
      } catch (error) {
        // The next who asks may find it mended.
        opened = null;
        throw error;
      }
    },
    async close(): Promise<void> {
      await (await opened?.catch(() => null))?.[Symbol.asyncDispose]();
    },
  };
}
