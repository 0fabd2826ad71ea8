import { describe, expect, test } from "vitest";
import { webSubHub } from "../../src/publish/websub.ts";
import { hub } from "../hub.ts";

const now = new Date("2026-11-20T07:00:00Z");
const topic = "https://news.example.org/atom.xml?a=b&c";

describe("a hub", () => {
  test("is told of a feed in the one form all hubs know", async () => {
    const { url, told } = await hub();
    expect(await webSubHub(url).announce(topic, now)).toEqual({ kind: "told" });
    expect(told).toEqual([
      {
        method: "POST",
        type: "application/x-www-form-urlencoded;charset=UTF-8",
        form: { "hub.mode": "publish", "hub.url": topic, "hub.topic": topic },
      },
    ]);
  });

  test.each([
    [200, {}, { kind: "told" }],
    [202, {}, { kind: "told" }],
    [500, {}, { kind: "later", reason: "answers 500", waitMs: null }],
    [503, { "retry-after": "120" }, { kind: "later", reason: "answers 503", waitMs: 120_000 }],
    [
      429,
      { "retry-after": "Fri, 20 Nov 2026 07:10:00 GMT" },
      { kind: "later", reason: "answers 429", waitMs: 600_000 },
    ],
    [
      429,
      { "retry-after": "Fri, 20 Nov 2026 06:00:00 GMT" },
      { kind: "later", reason: "answers 429", waitMs: 0 },
    ],
    [429, { "retry-after": "soon" }, { kind: "later", reason: "answers 429", waitMs: null }],
    [408, {}, { kind: "later", reason: "answers 408", waitMs: null }],
    [400, {}, { kind: "refused", reason: expect.stringContaining("answers 400") as string }],
    [404, {}, { kind: "refused", reason: expect.stringContaining("feed.hub") as string }],
  ])("that answers %i with %j is understood", async (status, headers, answer) => {
    const { url, says } = await hub();
    says((response) => response.writeHead(status, headers).end("thanks"));
    expect(await webSubHub(url).announce(topic, now)).toEqual(answer);
  });

  test("that sends us elsewhere is not followed", async () => {
    const [first, second] = [await hub(), await hub()];
    for (const status of [301, 302, 307, 308]) {
      first.says((response) => response.writeHead(status, { location: second.url }).end());
      expect(await webSubHub(first.url).announce(topic, now)).toEqual({
        kind: "refused",
        reason: `answers ${status}, that it is elsewhere: name its new address (feed.hub)`,
      });
    }
    expect(second.told).toEqual([]);
  });

  test("that says nothing, hangs up or is not there is told another time", async () => {
    const { url, says } = await hub();
    says(() => {});
    expect(await webSubHub(url, 200).announce(topic, now)).toEqual({
      kind: "later",
      reason: "does not answer within 0.2 s",
      waitMs: null,
    });
    says((response) => response.destroy());
    expect(await webSubHub(url).announce(topic, now)).toMatchObject({ kind: "later", waitMs: null });
    expect(await webSubHub("http://127.0.0.1:1/").announce(topic, now)).toMatchObject({ kind: "later" });
    expect(await webSubHub("https://no.such.host.invalid/").announce(topic, now)).toEqual({
      kind: "later",
      reason: expect.stringMatching(/^cannot be reached \(E/) as string,
      waitMs: null,
    });
  });

  test("that talks without end is let go", async () => {
    const { url, says } = await hub();
    says((response) => {
      response.writeHead(200);
      const talk = setInterval(() => response.write("x".repeat(100_000)), 5);
      response.on("close", () => clearInterval(talk));
    });
    const started = performance.now();
    expect(await webSubHub(url).announce(topic, now)).toEqual({ kind: "told" });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
