import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { get, raw, serving } from "./serving.ts";

const files = {
  "secret.txt": "SECRET",
  "public/.hidden": "SECRET",
  "public/index.html": "<p>Hello",
  "public/atom.xml": `<feed>${"<entry/>".repeat(500)}</feed>`,
  "public/notes/index.html": "<p>Notes",
  "public/images/0123456789abcdef.png": "png",
};

/** Pieces that have broken web servers, and some of ours. */
const pieces = fc.constantFrom(
  "/",
  "//",
  "..",
  ".",
  "%2e",
  "%2E%2e",
  "%252e",
  "%2f",
  "%5c",
  "\\",
  "%00",
  "%0d%0a",
  "%",
  "%zz",
  "%ff",
  "%c0%ae",
  "?",
  "#",
  "&",
  "=",
  ";",
  ":",
  "@",
  "~",
  "*",
  "+",
  "|",
  "'",
  "secret.txt",
  ".hidden",
  "public",
  "etc/passwd",
  "index.html",
  "atom.xml",
  "notes",
  "images",
  "0123456789abcdef.png",
  "articles",
  "x.html",
  "http://",
  "evil.example",
  "con",
  "nul",
  "C:",
  "$(id)",
  "{{7*7}}",
  "<script>",
  "ü",
  "\u{1F600}",
  "\u202E",
  "a".repeat(300),
);
const target = fc
  .array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ maxLength: 8 })), { maxLength: 12 })
  .map((parts) => `/${parts.join("")}`);

const headers = fc.dictionary(
  fc.constantFrom(
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
    "if-match",
    "if-unmodified-since",
    "range",
    "if-range",
    "host",
    "x-forwarded-host",
    "forwarded",
    "accept",
    "te",
    "expect",
    "connection",
    "cookie",
    "origin",
    "x-original-url",
  ),
  fc.oneof(
    fc.constantFrom(
      "*",
      '"',
      'W/"',
      "gzip;q=",
      "identity;q=0",
      "*;q=0",
      "br;q=1e9",
      "bytes=0-",
      "bytes=9999999999-,-1",
      "keep-alive, upgrade",
      "Fri, 99 Nov 2026 07:00:00 GMT",
      "100-continue",
      'host="',
      "evil.example",
      ",".repeat(2000),
      "a".repeat(4000),
      "",
    ),
    fc.string({ maxLength: 40 }),
  ),
  { maxKeys: 5 },
);

/** What HTTP lets a client send at all; the rest goes over raw sockets below. */
const sendable = (text: string): string =>
  text.replace(/[^\u0021-\u007e\u0080-\u00ff]/g, (c) => encodeURI(c.toWellFormed()));
const headerText = (text: string): string => text.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "").trim();

const expected = new Set([200, 301, 304, 400, 404, 405, 406, 412, 417, 431]);

describe("ten thousand hostile requests", () => {
  test("get an answer that was meant, and nothing from outside", async () => {
    const { port, said } = await serving(files);
    const method = fc.constantFrom("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "DELETE", "PURGE");
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(target, headers, method), { minLength: 16, maxLength: 16 }),
        async (batch) => {
          await Promise.all(
            batch.map(async ([path, given, verb]) => {
              const sent = Object.fromEntries(
                Object.entries(given).map(([name, text]) => [name, headerText(text)]),
              );
              // `Expect` with what we do not have is Node's to refuse; a client of ours would wait for it.
              if (sent["expect"] !== "100-continue") delete sent["expect"];
              const { status, body } = await get(port, sendable(path), sent, verb);
              seen.set(status, (seen.get(status) ?? 0) + 1);
              expect(expected, `${status} for ${path}`).toContain(status);
              expect(body.toString("latin1")).not.toContain("SECRET");
              expect(body.toString("latin1")).not.toMatch(/\bat .+:\d+:\d+/);
            }),
          );
        },
      ),
      { numRuns: 375 },
    );
    expect([...seen.values()].reduce((a, b) => a + b, 0)).toBe(6000);
    expect(seen.get(200)).toBeGreaterThan(10);
    expect(seen.get(404)).toBeGreaterThan(500);
    expect(said).toEqual([]);
  }, 120_000);

  test("may be no HTTP at all", async () => {
    const { port, said, get: ask } = await serving(files);
    const line = fc.tuple(
      fc.constantFrom("GET", "get", "", "GET ", "\0", "CONNECT", "PRI", "G".repeat(9000)),
      fc.oneof(target, fc.constantFrom("*", "", "evil.example:443", "http://", "http://[::1", "ftp://x/")),
      fc.constantFrom("HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "HTTP/1.1\nX: y", ""),
    );
    const field = fc.constantFrom(
      "Host: a",
      "Host: a\r\nHost: b",
      "Host:",
      "Content-Length: 5",
      "Content-Length: -1",
      "Content-Length: 5\r\nContent-Length: 6",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: chunked, identity",
      "Content-Length: 5\r\nTransfer-Encoding: chunked",
      "Connection: close",
      "Connection: upgrade\r\nUpgrade: websocket",
      "Expect: 100-continue",
      ": empty",
      "no colon",
      " folded",
      "A: \0",
      "Range: bytes=0-0",
      `Long: ${"x".repeat(20_000)}`,
      "Accept-Encoding: gzip",
    );
    const message = fc
      .tuple(
        line,
        fc.array(field, { maxLength: 5 }),
        fc.constantFrom("\r\n", "\n"),
        fc.string({ maxLength: 30 }),
      )
      .map(([start, fields, end, body]) => [start.join(" "), ...fields, "", body].join(end));
    const bytes = fc.oneof({ weight: 4, arbitrary: message }, fc.uint8Array({ maxLength: 200 }));
    // In memory, so that they are answered before the other side has hung up.
    for (const each of ["/", "/atom.xml", "/notes/"]) await ask(each);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 16, maxLength: 16 }), async (batch) => {
        const answers = await Promise.all(batch.map((each) => raw(port, each, true)));
        for (const answer of answers) {
          n++;
          expect(answer).not.toContain("SECRET");
          expect(answer).not.toMatch(/^HTTP\/1\.1 5/m);
          expect(answer).not.toMatch(/\bat .+:\d+:\d+/);
        }
      }),
      { numRuns: 250 },
    );
    expect(n).toBe(4000);
    expect((await ask("/")).status).toBe(200);
    expect(said).toEqual([]);
  }, 120_000);
});
