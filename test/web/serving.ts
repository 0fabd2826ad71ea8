import http from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import net from "node:net";
import path from "node:path";
import { onTestFinished } from "vitest";
import { serve } from "../../src/web/server.ts";
import type { ShelfLimits } from "../../src/web/shelf.ts";
import { openShelf, usualLimits } from "../../src/web/shelf.ts";
import type { Mount } from "../../src/web/route.ts";
import { createSite } from "../../src/web/site.ts";
import { tree } from "../tree.ts";

export type Got = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Serving = {
  readonly root: string;
  readonly port: number;
  readonly said: readonly string[];
  readonly get: (target: string, headers?: Readonly<Record<string, string>>, method?: string) => Promise<Got>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly mounts?: readonly Partial<Mount>[];
  readonly mayHaveFeeds?: (host: string) => boolean;
  readonly limits?: ShelfLimits;
  readonly now?: () => number;
};

/** A real server over a folder of real files; gone after the test. */
export async function serving(files: Parameters<typeof tree>[0], options: Options = {}): Promise<Serving> {
  const root = tree({ "public/": "", ...files });
  const mounts = (options.mounts ?? [{}]).map((mount): Mount => ({
    prefix: "",
    folder: path.join(root, "public"),
    url: "https://news.example.org/",
    hub: null,
    maxAge: 900,
    isGone: async () => false,
    ...mount,
    ...(mount.folder == null ? {} : { folder: path.join(root, mount.folder) }),
  }));
  const said: string[] = [];
  const log = (text: string): void => void said.push(text);
  const shelf = openShelf(options.limits ?? { ...usualLimits, lookMs: 0 }, options.now);
  const site = createSite({ mounts, shelf, mayHaveFeeds: options.mayHaveFeeds ?? null, log });
  const server = await serve({ site, shelf, host: "127.0.0.1", port: 0, log });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.url).port);
  return { root, port, said, close: () => server.close(), get: (...asked) => get(port, ...asked) };
}

/** As it stands on the wire: nothing is unpacked, normalised or followed. */
export function get(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: "127.0.0.1", port, path: target, method, headers, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode: status = 0 } = response;
          resolve({ status, headers: response.headers, body: Buffer.concat(parts) });
        });
      },
    );
    request.on("error", reject);
    request.end();
  });
}

/**
 * Whatever bytes, and everything that comes back until the other side closes or has been silent for a while.
 *
 * @param isAll says so by closing our half; Node then gives up what it has not begun to answer
 */
export function raw(
  port: number,
  bytes: string | Uint8Array,
  isAll = false,
  silenceMs = 2000,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    let answer = "";
    const end = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(silenceMs, end);
    socket.on("data", (part) => (answer += part.toString("latin1")));
    socket.on("error", end);
    socket.on("close", end);
    if (isAll) socket.end(bytes);
    else socket.write(bytes);
  });
}
