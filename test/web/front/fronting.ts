import path from "node:path";
import { onTestFinished } from "vitest";
import { createFrontPages } from "../../../src/render/front-pages.ts";
import type { FrontOptions } from "../../../src/web/front/front.ts";
import { createFront } from "../../../src/web/front/front.ts";
import { serve } from "../../../src/web/server.ts";
import { openShelf } from "../../../src/web/shelf.ts";
import { createSite } from "../../../src/web/site.ts";
import { publication, templateFiles, templates } from "../../render/sample.ts";
import { tree } from "../../tree.ts";

export const now = new Date("2026-11-20T12:00:00Z");
export const publicUrl = "https://news.example.org/";

export const frontPages = createFrontPages(
  { ...publication, subscribeUrl: `${publicUrl}subscribe` },
  templates,
  publicUrl,
);

export type Fronting = {
  readonly url: string;
  readonly port: number;
  readonly said: readonly string[];
  /** As a browser with no memory: redirects are not followed. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  /** Does what was answered and not done yet. */
  readonly settle: () => Promise<void>;
};

/** A real server with pages for people before a folder of files; gone after the test. */
export async function fronting(
  options: Pick<FrontOptions, "desk"> & Partial<FrontOptions>,
): Promise<Fronting> {
  const root = tree({ "public/index.html": "<p>Front" });
  const said: string[] = [];
  const log = (text: string): void => void said.push(text);
  const front = createFront({
    pages: frontPages,
    style: templateFiles["pages/style.css"] ?? "",
    publicUrl,
    proxies: 0,
    titles: { default: "R&D <Daily>", notes: "Notes" },
    now: () => now,
    zone: "UTC",
    log,
    ...options,
  });
  const mount = {
    prefix: "",
    folder: path.join(root, "public"),
    url: publicUrl,
    hub: null,
    maxAge: 900,
    isGone: async () => false,
  };
  const shelf = openShelf();
  const site = createSite({ mounts: [mount], shelf, mayHaveFeeds: null, log });
  const server = await serve({ site, shelf, host: "127.0.0.1", port: 0, log, front });
  onTestFinished(async () => {
    await server.close();
    await front.close();
  });
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    said,
    ask: (target, init = {}) => fetch(new URL(target, server.url), { redirect: "manual", ...init }),
    settle: () => front.close(),
  };
}

/** What a form sends. */
export const posted = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers,
});
