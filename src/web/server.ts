import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Answer } from "./answers.ts";
import { sentence } from "./answers.ts";
import type { Shelf, Shelved } from "./shelf.ts";
import { ReplacedMeanwhile } from "./shelf.ts";
import type { Asked, Site } from "./site.ts";

export type ServerOptions = {
  readonly site: Site;
  readonly shelf: Shelf;
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly log: (text: string) => void;
  /** Pages that are made when they are asked for; none where absent. */
  readonly front?: Mounted;
};

/** Whatever is asked for under its addresses is its own to answer, body and all. */
export type Mounted = {
  readonly takes: (target: string) => boolean;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
};

export type Listening = {
  /** `http://127.0.0.1:8080/`. */
  readonly url: string;
  /** Accepts nothing more; what is being answered has a few seconds to end. Once. */
  close(): Promise<void>;
};

/** What a client may take of us. A feed reader needs a fraction of each. */
const limits = {
  /** Request line and headers. */
  maxHeaderSize: 16_384,
  /** From the connection's first byte to the end of the headers. */
  headersTimeout: 10_000,
  /** To the end of the request. */
  requestTimeout: 20_000,
  /** Between two requests of one connection; longer than proxies wait, so that not both close at once. */
  keepAliveTimeout: 65_000,
  /** How often the above are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;
/** Without a byte in either direction. */
const silenceMs = 30_000;
const maxConnections = 2_000;
const lastSecondsMs = 5_000;

/** @throws Fault `busy` where the port is taken, `config` where it cannot be had at all */
export async function serve({ site, shelf, port, host, log, front }: ServerOptions): Promise<Listening> {
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    if (front?.takes(request.url ?? "") === true) {
      front.listener(request, response);
      return;
    }
    const exchange = { request, response, site, shelf, log };
    // Nobody reads what a request carries with it: the connection ends with the answer.
    if (hasBody(request)) response.shouldKeepAlive = false;
    try {
      const answer = site(askedIn(request));
      if (answer instanceof Promise || isStreamed(answer)) void sendLater(exchange, answer);
      else send(response, answer);
    } catch (error) {
      failed(exchange, error);
    }
  };
  const server = createServer(limits, respond);
  server.maxConnections = maxConnections;
  server.setTimeout(silenceMs);
  // Who asks before sending a body is answered, and need not send it unless somebody reads it.
  server.on("checkContinue", (request, response) => {
    if (front?.takes(request.url ?? "") === true) response.writeContinue();
    respond(request, response);
  });
  await listening(server, port, host);
  server.on("error", (error) => log(`The web server: ${reasonOf(error)}`));
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}/`,
    close: () => closed(server),
  };
}

type Exchange = Pick<ServerOptions, "site" | "shelf" | "log"> & {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] != null || (headers["content-length"] ?? "0") !== "0";

const askedIn = ({ method = "", url: target = "", headers }: IncomingMessage): Asked => ({
  method,
  target,
  headers,
});

type Streamed = Answer & { readonly body: { readonly stream: Shelved } };
const isStreamed = (answer: Answer): answer is Streamed => answer.body != null && "stream" in answer.body;

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers as string[]);
  response.end(body);
}

/** A file that is replaced in the very moment is asked for again; three times in a row is no accident. */
const tries = 3;

async function sendLater(exchange: Exchange, first: Answer | Promise<Answer>): Promise<void> {
  const { request, response, site } = exchange;
  for (let left = tries; left > 0; left--) {
    try {
      const answer = await (left === tries ? first : site(askedIn(request)));
      if (isStreamed(answer)) await stream(exchange, answer);
      else send(response, answer);
      return;
    } catch (error) {
      if (error instanceof ReplacedMeanwhile && left > 1 && !response.headersSent) continue;
      failed(exchange, error);
      return;
    }
  }
}

async function stream({ request, response, shelf }: Exchange, answer: Streamed): Promise<void> {
  if (request.method === "HEAD") {
    send(response, { ...answer, body: null });
    return;
  }
  await using handle = await shelf.open(answer.body.stream);
  response.writeHead(answer.status, answer.headers as string[]);
  await pipeline(handle.createReadStream({ autoClose: false }), response);
}

/** What a client does that does not wait for the end. */
const left = new Set(["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "EPIPE"]);

/** The operator gets the reason, the client a sentence. */
function failed({ response, log }: Exchange, error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code != null && left.has(code)) return;
  // What has no code is a fault of ours, and its place is worth knowing.
  const reason = code == null && error instanceof Error ? (error.stack ?? error.message) : reasonOf(error);
  log(`A request could not be answered: ${reason}`);
  if (response.headersSent) response.destroy();
  else send(response, sentence(500, "Something went wrong here. Please come back in a while."));
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen({ port, host, backlog: 511 }, resolve);
  try {
    await promise;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const [kind, meaning] = troubles[code] ?? (["config", reasonOf(error)] as const);
    throw new Fault(kind, `Nothing is served: port ${port} of ${host} cannot be had. ${meaning}`, {
      cause: error,
    });
  } finally {
    server.off("error", reject);
  }
}

const troubles: Readonly<Record<string, readonly ["busy" | "config", string]>> = {
  EADDRINUSE: ["busy", "Another program has it: stop that one, or choose another port (web.port)."],
  EACCES: [
    "config",
    "Ports below 1024 are for programs with special rights: choose a higher one, and put a web server in front.",
  ],
  EADDRNOTAVAIL: ["config", "This machine has no such address: name one of its own (web.host)."],
  ENOTFOUND: ["config", "No such name is known: name an address of this machine (web.host)."],
  EAI_AGAIN: ["config", "That name cannot be looked up now: name an address of this machine (web.host)."],
};

async function closed(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // Those that were answering then wait as well, from then on.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const last = setTimeout(() => server.closeAllConnections(), lastSecondsMs);
  await promise;
  clearInterval(sweep);
  clearTimeout(last);
}

/** The same words at most once an hour: what goes wrong for one reader goes wrong for thousands. */
export function withoutRepeats(
  log: (text: string) => void,
  now: () => number = Date.now,
): (text: string) => void {
  const told = new Map<string, number>();
  return (text) => {
    const at = now();
    if (at - (told.get(text) ?? Number.NEGATIVE_INFINITY) < repeatMs) return;
    if (told.size >= maxTold) told.clear();
    told.set(text, at);
    log(text);
  };
}

const repeatMs = 3_600_000;
const maxTold = 100;
