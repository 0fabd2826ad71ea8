import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/domain/faults.ts";
import { isPublicAddress } from "../../../src/ingest/feed/address.ts";
import { type FeedOptions, feedSource } from "../reading.ts";
import { item, memory, minutesLater, now, rss, serve } from "./reading.ts";

const aFeed = rss(item("1"));

/** A feed at a server, asked with the same memory each time; what was asked is kept. */
async function subscribed(listener: RequestListener, options: Partial<FeedOptions> = {}) {
  const requests: IncomingMessage[] = [];
  const origin = await serve((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  const feed = `${origin}/feed.xml`;
  const kept = memory();
  const source = feedSource({ feed, name: "gull", allowPrivate: true, memory: kept, ...options });
  return { source, requests, kept, feed };
}

const send = (
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body: string | Buffer = "",
): void => {
  response.writeHead(status, headers).end(body);
};

const titles = async (reading: ReturnType<ReturnType<typeof feedSource>["read"]>): Promise<string[]> =>
  (await reading).articles.map(({ title }) => title.value);

async function faultOf(reading: Promise<unknown>): Promise<Fault> {
  const error: unknown = await reading.then(
    () => new Error("it was read"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
}

describe("asking for a feed", () => {
  it("says who asks, brings no cookie, and takes what is packed", async () => {
    const { source, requests } = await subscribed(
      (_, response) => send(response, 200, { "set-cookie": "a=b" }, aFeed),
      {
        contact: "https://news.example/",
      },
    );
    await source.read(now);
    await source.read(minutesLater(10));
    expect(requests[1]?.headers["user-agent"]).toMatch(
      /^Broadsheet\/\d+\.\d+\.\d+ \(\+https:\/\/news\.example\/\)$/,
    );
    expect(requests[1]?.headers.cookie).toBeUndefined();
    expect(requests[1]?.headers["accept-encoding"]).toBe("gzip, br, deflate");
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
  ])("unpacks %s", async (encoding, pack) => {
    const { source } = await subscribed((_, response) =>
      send(response, 200, { "content-encoding": encoding }, pack(aFeed)),
    );
    expect(await titles(source.read(now))).toEqual(["Story 1"]);
  });

  it("believes the feed's own encoding, then the server's", async () => {
    // The byte E4 is δ in ISO-8859-7 and ф in ISO-8859-5: one letter is too little to be guessed by.
    const words = Buffer.from(
      aFeed.replace("words", "\u00e4 words").slice('<?xml version="1.0"?>'.length),
      "latin1",
    );
    for (const [declaration, charset, expected] of [
      ["", "iso-8859-7", "δ"],
      ["", "iso-8859-5", "ф"],
      ['<?xml version="1.0" encoding="iso-8859-7"?>', "iso-8859-5", "δ"],
    ] as const) {
      const body = Buffer.concat([Buffer.from(declaration), words]);
      const { source } = await subscribed((_, response) =>
        send(response, 200, { "content-type": `text/xml; charset=${charset}` }, body),
      );
      expect((await source.read(now)).articles[0]?.text).toContain(`Some ${expected} words`);
    }
  });

  it("connects to the machine that was checked, whatever its name stands for later", async () => {
    const answers = [[{ address: "127.0.0.1", family: 4 as const }]];
    const port = new URL(await serve((_, response) => send(response, 200, {}, aFeed))).port;
    const source = feedSource({
      feed: `http://feed.example:${port}/`,
      name: "gull",
      allowPrivate: true,
      memory: memory(),
      network: { resolve: async () => answers.shift() ?? Promise.reject(new Error("looked up twice")) },
    });
    expect(await titles(source.read(now))).toEqual(["Story 1"]);
  });
});

describe("asking again", () => {
  it("asks whether anything changed, and takes “no” for the copy it has", async () => {
    const { source, requests, kept, feed } = await subscribed((request, response) => {
      if (request.headers["if-none-match"] === '"v1"') send(response, 304);
      else send(response, 200, { etag: '"v1"', "last-modified": "Mon, 02 Nov 2026 08:30:00 GMT" }, aFeed);
    });
    const first = await source.read(now);
    const second = await source.read(minutesLater(10));
    expect(second).toEqual(first);
    expect(requests.map(({ headers }) => [headers["if-none-match"], headers["if-modified-since"]])).toEqual([
      [undefined, undefined],
      ['"v1"', "Mon, 02 Nov 2026 08:30:00 GMT"],
    ]);
    expect(kept.kept.get(`${feed}#allow-private`)?.at).toEqual(minutesLater(10));
  });

  it("waits five minutes, or as long as the server says, but no more than an hour", async () => {
    let maxAge = "0";
    const { source, requests } = await subscribed((_, response) =>
      send(response, 200, { "cache-control": `public, max-age=${maxAge}` }, aFeed),
    );
    const asked = async (minutes: number): Promise<number> => {
      expect(await titles(source.read(minutesLater(minutes)))).toEqual(["Story 1"]);
      return requests.length;
    };
    expect(await asked(0)).toBe(1);
    expect(await asked(4.9)).toBe(1);
    maxAge = "86400";
    expect(await asked(5)).toBe(2);
    expect(await asked(64)).toBe(2);
    expect(await asked(65)).toBe(3);
  });

  it("does not wait for a time that a wrong clock has set", async () => {
    const { source, requests } = await subscribed((_, response) => send(response, 200, {}, aFeed));
    await source.read(minutesLater(1_000_000));
    await source.read(now);
    expect(requests).toHaveLength(2);
  });

  it("gives validators only to the address they came from", async () => {
    let target = "/a";
    const { source, requests } = await subscribed((request, response) => {
      if (request.url === "/feed.xml") send(response, 302, { location: target });
      else send(response, 200, { etag: '"1"' }, aFeed);
    });
    await source.read(now);
    await source.read(minutesLater(10));
    target = "/b";
    await source.read(minutesLater(20));
    expect(requests.map(({ url, headers }) => `${url} ${headers["if-none-match"]}`)).toEqual([
      "/feed.xml undefined",
      "/a undefined",
      "/feed.xml undefined",
      '/a "1"',
      "/feed.xml undefined",
      "/b undefined",
    ]);
  });
});

describe("a feed that does not come", () => {
  const failures: readonly (readonly [string, RequestListener, RegExp])[] = [
    ["out of order", (_, response) => send(response, 503), /out of order \(503\)/],
    ["not found", (_, response) => send(response, 404), /\(404\)/],
    ["gone for good", (_, response) => send(response, 410), /gone for good \(410\): take it out of the job/],
    ["forbidden", (_, response) => send(response, 403), /\(403\): ask its publisher/],
    [
      "a web page instead",
      (_, response) => send(response, 200, {}, "<!doctype html><html><body>Sign in</body></html>"),
      /a web page, not a feed/,
    ],
    [
      "broken XML",
      (_, response) => send(response, 200, {}, aFeed.slice(0, 200)),
      /no RSS, Atom or JSON Feed/,
    ],
    [
      "a picture instead",
      (_, response) => send(response, 200, {}, Buffer.from("\u0089PNG\r\n", "latin1")),
      /The feed gull cannot be read: its content is a PNG image|^the feed cannot be read: its content is a PNG image/,
    ],
    ["hung up on", (request) => request.socket.destroy(), /broke off the connection/],
    [
      "broken off half way",
      (_, response) =>
        void response.writeHead(200, { "content-length": "9999" }).write("<rss", () => response.destroy()),
      /broke off the connection/,
    ],
    [
      "not HTTP",
      (request) => void request.socket.end("220 mail.example ESMTP\r\n"),
      /does not answer in HTTP/,
    ],
    [
      "packed wrongly",
      (_, response) => send(response, 200, { "content-encoding": "gzip" }, "not gzip"),
      /packed wrongly/,
    ],
    [
      "packed as nobody asked",
      (_, response) => send(response, 200, { "content-encoding": "x\u00e9" }, "?"),
      /not asked for/,
    ],
    ["an unasked “unchanged”", (_, response) => send(response, 304), /answers 304/],
  ];

  it.each(failures)("(%s) is a fault when it never came", async (_, listener, said) => {
    const { source } = await subscribed(listener);
    const fault = await faultOf(source.read(now));
    expect([fault.code, fault.message]).toEqual(["no-input", expect.stringMatching(said)]);
    expect(fault.message).toMatch(/^The feed gull [^\n]*There is no earlier copy to use\. Put that right/);
  });

  it.each(failures.slice(0, -1))(
    "(%s) gives way to its last good copy, and says so",
    async (_, listener, said) => {
      let isBroken = false;
      const { source } = await subscribed((request, response) => {
        if (isBroken) listener(request, response);
        else send(response, 200, {}, aFeed);
      });
      const { articles } = await source.read(now);
      isBroken = true;
      const reading = await source.read(minutesLater(10));
      expect(reading.articles).toEqual(articles);
      expect(reading.skipped).toEqual([{ path: "gull", reason: expect.stringMatching(said) }]);
      expect(reading.skipped[0]?.reason).toMatch(
        /^[^\n]*; the last good copy of 2026-11-05 12:00 UTC is used$/,
      );
      isBroken = false;
      expect((await source.read(minutesLater(3_000))).skipped).toEqual([]);
    },
  );

  it("is left alone as long as it asks for, and the note stands meanwhile", async () => {
    let status = 200;
    const { source, requests } = await subscribed((_, response) =>
      send(response, status, { "retry-after": "1800" }, aFeed),
    );
    await source.read(now);
    status = 503;
    const notes: number[] = [];
    for (const minutes of [10, 20, 39, 41])
      notes.push((await source.read(minutesLater(minutes))).skipped.length);
    expect([requests.length, notes]).toEqual([3, [1, 1, 1, 1]]);
  });

  it("because nobody listens says that the connection is refused", async () => {
    const { source } = await subscribed(() => {}, { feed: "http://127.0.0.1:1/feed.xml" });
    expect((await faultOf(source.read(now))).message).toContain("refuses the connection (ECONNREFUSED)");
  });
});

describe("redirects", () => {
  it("are followed three times, to wherever they lead on the web", async () => {
    const { source } = await subscribed((request, response) => {
      const hop = Number(request.url?.slice(1)) || 0;
      if (hop < 3) send(response, [301, 302, 307][hop] ?? 308, { location: `/${hop + 1}` });
      else send(response, 200, {}, aFeed);
    });
    expect(await titles(source.read(now))).toEqual(["Story 1"]);
  });

  it("without end are cut off", async () => {
    const { source, requests } = await subscribed((request, response) =>
      send(response, 302, { location: `${request.url}x` }),
    );
    expect((await faultOf(source.read(now))).message).toContain("redirects more than 3 times");
    expect(requests).toHaveLength(4);
  });

  it.each([
    ["file:///etc/passwd", /file: address/],
    ["http://ada:secret@127.0.0.1/", /password in it/],
    ["http://[/", /no web address/],
    ["", /without saying where/],
  ])("to “%s” are not followed", async (location, said) => {
    const { source } = await subscribed((_, response) => send(response, 301, { location }));
    const { message } = await faultOf(source.read(now));
    expect(message).toMatch(said);
    expect(message).not.toContain("secret");
  });
});

describe("what was got from inside the house", () => {
  it("is never given to a job that may not enter it", async () => {
    const { source, kept, feed } = await subscribed((_, response) => send(response, 200, {}, aFeed));
    expect(await titles(source.read(now))).toEqual(["Story 1"]);
    const other = feedSource({ feed, name: "gull", allowPrivate: false, memory: kept });
    const { code, message } = await faultOf(other.read(now));
    expect([code, message]).toEqual(["no-input", expect.stringContaining("no earlier copy")]);
  });
});

describe("an address inside the house, unless it is allowed,", () => {
  it.each(["http://127.0.0.1:8080/", "http://[::1]:8080/", "http://10.1.2.3/", "http://localhost:8080/"])(
    "is never asked: %s",
    async (feed) => {
      const source = feedSource({ feed, name: "gull", allowPrivate: false, memory: memory() });
      const { code, message } = await faultOf(source.read(now));
      expect([code, message]).toEqual(["no-input", expect.stringContaining("set allowPrivate: true")]);
    },
  );

  it("is not asked behind a public name", async () => {
    const { source, requests } = await subscribed((_, response) => send(response, 200, {}, aFeed), {
      feed: "http://feed.example:8080/",
      allowPrivate: false,
      network: { resolve: async () => [{ address: "127.0.0.1", family: 4 }] },
    });
    expect((await faultOf(source.read(now))).message).toContain("feed.example, which is 127.0.0.1");
    expect(requests).toEqual([]);
  });

  it.each(["http://127.0.0.2:PORT/", "http://inside.example:PORT/", "http://[::ffff:127.0.0.2]:PORT/"])(
    "is not asked when a redirect leads there: %s",
    async (target) => {
      const { source, requests } = await subscribed(
        (request, response) =>
          send(response, 302, { location: target.replace("PORT", String(request.socket.localPort)) }),
        {
          allowPrivate: false,
          // 127.0.0.1 plays the public server that redirects; the rest of the network is as it is.
          network: {
            isPublic: (address) => address === "127.0.0.1" || isPublicAddress(address),
            resolve: async () => [{ address: "192.168.7.7", family: 4 }],
          },
        },
      );
      expect((await faultOf(source.read(now))).message).toContain("an address inside a private network");
      expect(requests).toHaveLength(1);
    },
  );
});

describe("a server that means harm", () => {
  const quick = { totalMs: 700, headersMs: 300, maxBytes: 100_000 };

  it("is given up when it sends its head letter by letter", async () => {
    const { source } = await subscribed(
      (request) => {
        request.socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
        const timer = setInterval(() => request.socket.write("a"), 20);
        request.socket.on("close", () => clearInterval(timer)).on("error", () => {});
      },
      { limits: quick },
    );
    expect((await faultOf(source.read(now))).message).toContain("has not begun to answer within 0.3 s");
  });

  it("is given up when it sends its body letter by letter", async () => {
    const { source } = await subscribed(
      (_, response) => {
        response.writeHead(200).write("<rss>");
        const timer = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(timer));
      },
      { limits: quick },
    );
    expect((await faultOf(source.read(now))).message).toContain("has not answered in full within 0.7 s");
  });

  it("is given up when its name is never found", async () => {
    const { source } = await subscribed(() => {}, {
      feed: "http://feed.example/",
      limits: quick,
      network: { resolve: () => new Promise(() => {}) },
    });
    expect((await faultOf(source.read(now))).message).toContain("within 0.7 s");
  });

  it("is cut off when its answer is longer than it should be, said or unsaid", async () => {
    for (const headers of [{ "content-length": "200000" }, {}]) {
      const { source } = await subscribed(
        (_, response) => send(response, 200, headers, Buffer.alloc(200_000)),
        { limits: quick },
      );
      expect((await faultOf(source.read(now))).message).toContain("longer than 100000 bytes");
    }
  });

  it("is cut off when a small answer unpacks to a huge one", async () => {
    for (const [encoding, pack] of [
      ["gzip", gzipSync],
      ["br", brotliCompressSync],
      ["deflate", deflateSync],
    ] as const) {
      const bomb = pack(Buffer.alloc(60_000_000));
      expect(bomb.length).toBeLessThan(100_000);
      const { source } = await subscribed(
        (_, response) => send(response, 200, { "content-encoding": encoding }, bomb),
        { limits: quick },
      );
      const before = process.memoryUsage().arrayBuffers;
      expect((await faultOf(source.read(now))).message).toContain("longer than 100000 bytes");
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    }
  });

  it("cannot fill the memory with headers", async () => {
    const { source } = await subscribed((_, response) =>
      send(response, 200, { "x-long": "a".repeat(40_000) }, aFeed),
    );
    expect((await faultOf(source.read(now))).message).toContain("too long a head");
  });
});
