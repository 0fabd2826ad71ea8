import { readFileSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { reasonOf } from "../../domain/faults.ts";
import type { Fetched } from "../../domain/ports.ts";
import { type HostAddress, type Network, RefusedAddress, checkedAddresses } from "./address.ts";
import { shown } from "../folder.ts";

/** What one look at a web address may cost. */
export type FetchLimits = {
  /** Of the answer, as sent and unpacked. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** From the first look-up to the last byte, redirects included. */
  readonly totalMs: number;
  /** From the connection's start to the end of the answer's head. */
  readonly headersMs: number;
};

export const defaultFetchLimits: FetchLimits = {
  maxBytes: 5_000_000,
  maxRedirects: 3,
  totalMs: 15_000,
  headersMs: 8_000,
};

export type FetchOptions = {
  readonly allowPrivate: boolean;
  /** Where the publisher finds out who is asking: our own site's address. */
  readonly contact?: string | null;
  readonly limits?: FetchLimits;
  readonly network?: Partial<Network>;
};

/** What came of asking. `waitMs`: how long the server wishes not to be asked again; null where it says nothing. */
export type FetchAnswer =
  | {
      readonly kind: "fresh";
      readonly body: Uint8Array;
      readonly contentType: string | null;
      readonly etag: string | null;
      readonly lastModified: string | null;
      /** The address that answered, after redirects. */
      readonly location: string;
      readonly waitMs: number | null;
    }
  | { readonly kind: "unchanged"; readonly waitMs: number | null }
  /** `reason` goes after the address's name: "answers 503 …". */
  | { readonly kind: "failed"; readonly reason: string; readonly waitMs: number | null };

/** What was got before: its validators are sent to the address that gave them, and to no other. */
export type Known = Pick<Fetched, "etag" | "lastModified" | "location">;

/**
 * Asks a web address, as a stranger on the internet may have written it: the host name is resolved once, checked and
 * pinned, at every hop; no cookies, no passwords, no connection kept. It always settles with an answer.
 */
export async function fetchFeed(
  address: string,
  known: Known | null,
  now: Date,
  { allowPrivate, contact = null, limits = defaultFetchLimits, network = {} }: FetchOptions,
): Promise<FetchAnswer> {
  const late = new Failed(`has not answered in full within ${limits.totalMs / 1000} s`);
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(late), limits.totalMs);
  try {
    let url = parsed(address, null);
    for (let hop = 0; ; hop++) {
      const addresses = await unless(overdue.signal, checkedAddresses(url, allowPrivate, network));
      const response = await ask(url, {
        addresses,
        known,
        contact,
        headersMs: limits.headersMs,
        signal: overdue.signal,
      });
      const next = redirection(response, url);
      if (next == null) return await answerOf(response, url, known, now, limits);
      response.destroy();
      if (hop >= limits.maxRedirects) throw new Failed(`redirects more than ${limits.maxRedirects} times`);
      url = next;
    }
  } catch (error) {
    const cause = overdue.signal.aborted ? late : error;
    return { kind: "failed", reason: wordsFor(cause), waitMs: cause instanceof Failed ? cause.waitMs : null };
  } finally {
    clearTimeout(timer);
    // Whatever is still open (a hop that was left, an answer too long) closes now.
    overdue.abort(late);
  }
}

/** Something expected that keeps the feed from coming. */
class Failed extends Error {
  readonly waitMs: number | null;
  constructor(message: string, waitMs: number | null = null) {
    super(message);
    this.waitMs = waitMs;
  }
}

function parsed(address: string, base: URL | null): URL {
  if (!URL.canParse(address, base?.href)) throw new Failed("leads to what is no web address");
  const url = new URL(address, base?.href);
  url.hash = "";
  return url;
}

/** A look-up cannot be called off, but it need not be waited for. */
async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

type Question = {
  readonly addresses: readonly HostAddress[];
  readonly known: Known | null;
  readonly contact: string | null;
  readonly headersMs: number;
  readonly signal: AbortSignal;
};

/** One request; settles when the answer's head is there. */
function ask(url: URL, { addresses, known, contact, headersMs, signal }: Question): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const validators = known?.location === url.href ? known : null;
  const request = (url.protocol === "https:" ? https : http).get({
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port,
    path: url.pathname + url.search,
    // A connection of its own, closed afterwards.
    agent: false,
    lookup: pinned(addresses),
    maxHeaderSize: 16_384,
    signal,
    headers: {
      "user-agent": contact == null ? `Broadsheet/${version}` : `Broadsheet/${version} (+${contact})`,
      accept:
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
      "accept-encoding": "gzip, br, deflate",
      ...(validators?.etag == null ? {} : { "if-none-match": validators.etag }),
      ...(validators?.lastModified == null ? {} : { "if-modified-since": validators.lastModified }),
    },
  });
  const slow = new Failed(`has not begun to answer within ${headersMs / 1000} s`);
  const timer = setTimeout(() => request.destroy(slow), headersMs);
  request.on("response", (response) => {
    clearTimeout(timer);
    // Later errors are seen by whoever reads the body; one that nobody reads has none to tell.
    response.on("error", () => {});
    resolve(response);
  });
  request.on("error", (error) => {
    clearTimeout(timer);
    reject(error);
  });
  return promise;
}

/** Answers with the machines that were checked, whatever the name stands for by now. */
function pinned(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else if (first != null) done(null, first.address, first.family);
  };
}

const redirects = new Set([301, 302, 303, 307, 308]);

function redirection(response: IncomingMessage, from: URL): URL | null {
  if (!redirects.has(response.statusCode ?? 0)) return null;
  const { location } = response.headers;
  if (location == null || location === "") throw new Failed("redirects without saying where to");
  return parsed(location, from);
}

const hour = 3_600_000;
const day = 24 * hour;

async function answerOf(
  response: IncomingMessage,
  url: URL,
  known: Known | null,
  now: Date,
  limits: FetchLimits,
): Promise<FetchAnswer> {
  const { statusCode: status = 0, headers } = response;
  if (status === 200) {
    const body = await bodyOf(response, limits.maxBytes);
    return {
      kind: "fresh",
      body,
      contentType: headers["content-type"] ?? null,
      etag: headers.etag ?? null,
      lastModified: headers["last-modified"] ?? null,
      location: url.href,
      waitMs: maxAgeMs(headers["cache-control"]),
    };
  }
  response.destroy();
  if (status === 304 && known?.location === url.href)
    return { kind: "unchanged", waitMs: maxAgeMs(headers["cache-control"]) };
  throw new Failed(refusal(status), status === 410 ? day : retryAfterMs(headers["retry-after"], now));
}

function refusal(status: number): string {
  if (status === 410)
    return "answers that it is gone for good (410): take it out of the job, or name its new address";
  if (status === 404) return "answers that there is nothing (404): check the address";
  if (status === 401 || status === 403)
    return `answers that it may not be read (${status}): ask its publisher`;
  if (status === 429) return "answers that it was asked too often (429)";
  if (status >= 500) return `answers that it is out of order (${status})`;
  return `answers ${status}, which is no feed: check the address`;
}

/** How long the answer stays good, in ms: news must not be held up by a careless header, so an hour at most. */
function maxAgeMs(header: string | undefined): number | null {
  const seconds = /(?:^|[\s,])max-age\s?=\s?"?(\d{1,9})/i.exec(header ?? "")?.[1];
  return seconds == null ? null : Math.min(Number(seconds) * 1000, hour);
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3), as ms from now; a day at most. */
function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header == null) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), day);
}

/** The whole body, unpacked; both as sent and unpacked no longer than `maxBytes`. */
async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLong(maxBytes);
  const sent = await collected(response, maxBytes);
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "" || sent.length === 0) return sent;
  const unpacker = unpackerFor(encoding, sent);
  if (unpacker == null)
    throw new Failed(`is packed as “${shown(encoding.slice(0, 40))}”, which was not asked for`);
  unpacker.end(sent);
  return await collected(unpacker, maxBytes);
}

function unpackerFor(encoding: string, sent: Uint8Array): Transform | null {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  if (encoding !== "deflate") return null;
  // Some servers send deflate without the zlib header that RFC 9110 §8.4.1.2 asks for.
  const [first = 0, second = 0] = sent;
  const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasHeader ? createInflate() : createInflateRaw();
}

/** Counted while it comes; leaving the loop closes the stream. */
async function collected(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > maxBytes) throw tooLong(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

const tooLong = (maxBytes: number): Failed =>
  new Failed(`is longer than ${maxBytes} bytes, more than is read`);

/** Node's own codes, in words. */
const meanings: Readonly<Record<string, string>> = {
  ENOTFOUND: "names a host that is not known: check the address",
  EAI_AGAIN: "cannot be looked up now: check the network",
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "broke off the connection",
  ERR_STREAM_PREMATURE_CLOSE: "broke off the connection",
  EHOSTUNREACH: "cannot be reached: check the network",
  ENETUNREACH: "cannot be reached: check the network",
  ETIMEDOUT: "cannot be reached in time",
  CERT_HAS_EXPIRED: "has a certificate that has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a certificate that nobody vouches for",
  SELF_SIGNED_CERT_IN_CHAIN: "has a certificate that nobody vouches for",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "has a certificate that nobody vouches for",
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another name",
  HPE_HEADER_OVERFLOW: "sends too long a head",
};

function wordsFor(error: unknown): string {
  if (error instanceof Failed || error instanceof RefusedAddress) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = meanings[code];
  if (known != null) return `${known} (${code})`;
  if (/^Z_|^ERR_BROTLI|^ERR__/.test(code)) return `is packed wrongly (${code})`;
  if (code.startsWith("HPE_")) return `does not answer in HTTP (${code})`;
  return `could not be read (${shown(reasonOf(error)).slice(0, 200)})`;
}
