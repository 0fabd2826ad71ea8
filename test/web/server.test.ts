import http from "node:http";
import net from "node:net";
import { once } from "node:events";
import path from "node:path";
import { writeFile, rename } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { serve, withoutRepeats } from "../../src/web/server.ts";
import { openShelf } from "../../src/web/shelf.ts";
import { createSite } from "../../src/web/site.ts";
import { raw, serving } from "./serving.ts";

const large = Buffer.alloc(40_000_000, "0123456789");

describe("stopping", () => {
  test("lets what is on its way arrive, and takes nothing more", async () => {
    const { port, close } = await serving({ "public/large.bin": large });
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      http.get({ port, host: "127.0.0.1", path: "/large.bin", agent: false }, resolve);
    });
    await once(response, "readable");
    const closing = close();
    const refused = net.connect(port, "127.0.0.1");
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
    let length = 0;
    for await (const part of response) length += (part as Buffer).length;
    expect(length).toBe(large.length);
    await closing;
  });

  test("does not wait for connections that are kept for later, nor for ever for anybody", async () => {
    const { port, close } = await serving({ "public/index.html": "<p>", "public/large.bin": large });
    const agent = new http.Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await new Promise<void>((resolve) => {
      http.get({ port, host: "127.0.0.1", agent }, (response) => response.resume().on("end", resolve));
    });
    // Reads a little and then nothing.
    const sleeper = net.connect(port, "127.0.0.1");
    sleeper.on("error", () => {});
    sleeper.write("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(sleeper, "readable");
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(7000);
    sleeper.destroy();
  }, 15_000);
});

describe("a port that cannot be had", () => {
  const shelf = openShelf();
  const site = createSite({ mounts: [], shelf, mayHaveFeeds: null, log: () => {} });
  const faultAt = async (host: string, port: number): Promise<Fault> => {
    const error: unknown = await serve({ site, shelf, host, port, log: () => {} }).catch((e: unknown) => e);
    if (!(error instanceof Fault)) throw new Error("expected a Fault");
    return error;
  };

  test("because it is taken ends in one line, and may be tried later", async () => {
    const { port } = await serving({});
    const fault = await faultAt("127.0.0.1", port);
    expect([fault.code, fault.message.split("\n").length]).toEqual(["busy", 1]);
    expect(fault.message).toContain(`port ${port} of 127.0.0.1`);
    expect(fault.message).toContain("web.port");
  });

  test.each(["203.0.113.7", "no.such.host.invalid"])("because %s is not ours says so", async (host) => {
    const fault = await faultAt(host, 0);
    expect([fault.code, fault.message.split("\n").length]).toEqual(["config", 1]);
    expect(fault.message).toContain("web.host");
  });
});

describe("a client that", () => {
  test("sends a body is answered and let go, whatever it still wanted to send", async () => {
    const { port } = await serving({ "public/index.html": "<p>Hello" });
    const answer = await raw(
      port,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n${"x".repeat(100_000)}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 405 [\s\S]*Connection: close/);
    const get = await raw(
      port,
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /x HTTP/1.1\r\nHost: a\r\n\r\n",
    );
    expect(get.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test("asks before sending gets the answer at once", async () => {
    const { port } = await serving({});
    const answer = await raw(
      port,
      "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  test("sends endless headers, or none, is refused", async () => {
    const { port } = await serving({ "public/index.html": "<p>" });
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(30_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect(await raw(port, "GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(port, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("takes its time over the headers is let go", async () => {
    const { port } = await serving({ "public/index.html": "<p>" });
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\n");
    const drip = setInterval(() => socket.write("X: y\r\n"), 500);
    const started = performance.now();
    let answer = "";
    socket.on("data", (part) => (answer += part.toString()));
    await once(socket, "close");
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - started).toBeLessThan(14_000);
  }, 20_000);
});

test("a fault of ours is a sentence to the client and the reason to the operator, once", async () => {
  const said: string[] = [];
  const shelf = openShelf();
  const log = withoutRepeats((text) => void said.push(text));
  const site = () => {
    throw new TypeError("undefined is not an article");
  };
  const server = await serve({ site, shelf, host: "127.0.0.1", port: 0, log });
  onTestFinished(() => server.close());
  for (let n = 0; n < 3; n++) {
    const answer = await raw(
      Number(new URL(server.url).port),
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 500 /);
    expect(answer).not.toMatch(/article|TypeError|\.ts/);
  }
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("undefined is not an article");
});

test("a file that is replaced while it is asked for is the old or the new one, whole", async () => {
  const bodies = ["a", "b"].map((letter) => letter.repeat(200_000));
  const { get, root } = await serving({ "public/atom.xml": bodies[0] ?? "" });
  const place = path.join(root, "public/atom.xml");
  const state = { isDone: false };
  const replacing = (async () => {
    for (let n = 0; n < 60; n++) {
      await writeFile(`${place}.new`, bodies[n % 2] ?? "");
      await rename(`${place}.new`, place);
    }
    state.isDone = true;
  })();
  const tags = new Map<string, string>();
  while (!state.isDone) {
    const { status, body, headers } = await get("/atom.xml");
    expect(status).toBe(200);
    expect(bodies).toContain(body.toString());
    const { etag = "" } = headers;
    expect(tags.get(etag) ?? body.toString()).toBe(body.toString());
    tags.set(etag, body.toString());
  }
  await replacing;
});
