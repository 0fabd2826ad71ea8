import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { appOf } from "../../../src/web/front/front.ts";
import { createLater } from "../../../src/web/front/later.ts";
import { raw } from "../serving.ts";
import { paperDesk } from "./desk.ts";
import { fronting, frontPages, now, publicUrl } from "./fronting.ts";

const first = fc.constantFrom(
  "subscribe",
  "confirm",
  "unsubscribe",
  "preferences",
  "address",
  "Subscribe",
  "confirm%2fgood",
);
const hostile = fc.constantFrom(
  "good",
  "done",
  "..",
  "%2e%2e",
  "%00",
  "%ff",
  "%0d%0aX-Bad: yes",
  "%",
  "__proto__",
  "constructor",
  "{{ site.title }}",
  "<script>alert(1)</script>",
  "' or 1=1 --",
  "a".repeat(48),
  "a".repeat(3000),
  "\u202e",
  "ü",
  "😀",
  ";",
  "//evil.example",
  "https://evil.example",
);
const piece = fc.oneof({ weight: 3, arbitrary: hostile }, fc.string({ maxLength: 20, unit: "binary" }));
const path = fc
  .tuple(first, fc.oneof(fc.constantFrom([], ["good"]), fc.array(piece, { maxLength: 3 })), fc.option(piece))
  .map(([name, rest, query]) => `/${[name, ...rest].join("/")}${query == null ? "" : `?${query}`}`);

const value = fc.oneof(
  hostile,
  fc.constantFrom(
    "ada@example.org",
    "a@b",
    "ada@example.org\r\nBcc: x@y.example",
    '"a b"@example.org',
    "ada@пример.рф",
  ),
  fc.string({ maxLength: 60, unit: "binary" }),
);
const name = fc.constantFrom(
  "email",
  "website",
  "sure",
  "move",
  "how",
  "pause",
  "wanted-default",
  "frequency-notes",
  "__proto__",
  "email[]",
  "a.b",
  "toString",
);
const fields = fc.array(fc.tuple(name, value), { maxLength: 8 });
const urlencoded = fields.map((all) => ({
  type: "application/x-www-form-urlencoded",
  body: new URLSearchParams(all.map(([key, text]): [string, string] => [key, text])).toString(),
}));
const multipart = fields.map((all) => ({
  type: "multipart/form-data; boundary=x",
  body: [
    ...all.map(([key, text]) => `--x\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${text}\r\n`),
    "--x--\r\n",
  ].join(""),
}));
const noForm = fc.record({
  type: fc.constantFrom(
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/json",
    "text/plain",
    "",
  ),
  body: fc.oneof(
    fc.string({ maxLength: 300, unit: "binary" }),
    fc.constant("email=".padEnd(20_000, "a")),
    urlencoded.map(({ body }) => body),
  ),
});
const sent = fc.oneof(urlencoded, multipart, noForm);
const header = fc.tuple(
  fc.constantFrom(
    "origin",
    "sec-fetch-site",
    "x-forwarded-for",
    "user-agent",
    "content-length",
    "cookie",
    "host",
    "accept-language",
  ),
  fc.oneof(
    fc.constantFrom(
      "null",
      "https://news.example.org",
      "cross-site",
      "1.2.3.4, 5.6.7.8",
      ",,,",
      "[",
      "::",
      "-1",
    ),
    fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, "")),
  ),
);
const anything = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST", "POST", "POST", "OPTIONS", "PUT", "DELETE"),
  path,
  sent,
  headers: fc.array(header, { maxLength: 4 }),
});
/** A form that is nearly right goes further in than one that is nothing. */
const signUp = fc.record({
  method: fc.constant("POST"),
  path: fc.constant("/subscribe"),
  sent: value.map((email) => ({
    type: "application/x-www-form-urlencoded",
    body: new URLSearchParams({ email, sure: "yes" }).toString(),
  })),
  headers: fc.array(header, { maxLength: 4 }),
});
const request = fc.oneof({ weight: 9, arbitrary: anything }, { weight: 1, arbitrary: signUp });

/** What stands behind a request, as far as the pages look at it. */
const behind = (headers: Headers): HttpBindings => {
  const incoming = { headers: Object.fromEntries(headers), socket: { remoteAddress: "192.0.2.1" } };
  return {
    incoming: incoming as unknown as IncomingMessage,
    outgoing: new EventEmitter() as HttpBindings["outgoing"],
  };
};

/** 10,000 take half a minute of a busy machine; `.ci/run` asks for them. */
const runs = Number(process.env["BROADSHEET_HOSTILE"] ?? 2000);

test(`${runs} hostile requests: no crash, no 5xx, nothing of ours shown, and only a POST by a good token does anything`, async () => {
  const { desk, deeds } = paperDesk({ mayAsk: async () => true });
  const said: string[] = [];
  const log = (text: string): void => void said.push(text);
  const later = createLater(log);
  const options = {
    desk,
    pages: frontPages,
    style: "",
    publicUrl,
    proxies: 1,
    titles: {},
    now: () => now,
    zone: "UTC",
    log,
  };
  const app = appOf(options, later);
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path: target, sent: { type, body }, headers: given }) => {
      const headers = new Headers(given.filter(([key]) => key !== "host" && key !== "content-length"));
      if (type !== "") headers.set("content-type", type);
      const before = deeds.length;
      const init = { method, headers, ...(method === "GET" || method === "HEAD" ? {} : { body }) };
      const answer = await app.request(
        new Request(new URL(target, "http://localhost"), init),
        {},
        behind(headers),
      );
      const text = await answer.text();
      await later.close();
      expect(answer.status).toBeLessThan(500);
      expect(text).not.toMatch(/<script|node_modules|\.ts:\d|at async /);
      expect(answer.headers.get("location") ?? "/subscribe/done").toBe("/subscribe/done");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      if (method !== "POST") expect(deeds).toHaveLength(before);
    }),
    { numRuns: runs, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
  );
  const addresses = deeds.flatMap(({ deed, of }) => (deed === "sign up" ? [of] : []));
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => /[\s<>",;:]/.test(address))).toEqual([]);
  expect(said).toEqual([]);
}, 120_000);

const head =
  "POST /subscribe HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n";

test.each([
  ["too large a body", `${head}Content-Length: 20000\r\n\r\n${"a".repeat(20_000)}`, /^HTTP\/1\.1 413 /],
  [
    "too large a body of unknown length",
    `${head}Transfer-Encoding: chunked\r\n\r\n5000\r\n${"a".repeat(0x5000)}\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 413 /,
  ],
  [
    "a form of unknown length",
    `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n17\r\nemail=ada%40example.org\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 303 [\s\S]*\r\nlocation: \/subscribe\/done\r\n/i,
  ],
  [
    "a form that is asked about first",
    `${head}Connection: close\r\nExpect: 100-continue\r\nContent-Length: 23\r\n\r\nemail=ada%40example.org`,
    /^HTTP\/1\.1 100 [\s\S]*HTTP\/1\.1 303 /,
  ],
  [
    "both lengths",
    `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 400 /,
  ],
  ["no host", "GET /subscribe HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 200 /],
  ["a host that is none", "GET /subscribe HTTP/1.1\r\nHost: a b/c\r\n\r\n", /^HTTP\/1\.1 400 /],
  [
    "a host with a path",
    "GET /subscribe HTTP/1.1\r\nHost: a.example/evil\r\nConnection: close\r\n\r\n",
    /^HTTP\/1\.1 400 /,
  ],
  [
    "a target with a host",
    "GET http://evil.example/subscribe HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n",
    /^HTTP\/1\.1 200 /,
  ],
])("on the wire, %s is answered", async (_, bytes, expected) => {
  const { port, said } = await fronting({ desk: paperDesk().desk });
  const answer = await raw(port, bytes, false, 1000);
  expect(answer).toMatch(expected);
  expect(answer).not.toMatch(/evil|\.ts|at async/);
  expect(said).toEqual([]);
});

test("a body that never comes ends with its connection, and the next is served", async () => {
  const { port, ask, said } = await fronting({ desk: paperDesk().desk });
  await raw(port, `${head}Content-Length: 100\r\n\r\nemail=`, false, 200);
  await raw(port, `${head}Content-Length: 100\r\n\r\nemail=`, true, 200);
  expect((await ask("subscribe")).status).toBe(200);
  expect(said).toEqual([]);
});
