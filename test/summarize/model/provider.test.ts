import events from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { extract } from "../../../src/summarize/extract.ts";
import { modelServer, refusal, summed } from "../../llm.ts";
import { articleOf, articles, askedOnce, asking, good, story } from "./asking.ts";

const limit = { maxWords: 60 };
const article = articleOf(story);
const own = await extract.summarize(article, limit);
const well = { says: summed(good) };
/** An address of this machine where nobody listens any more. */
async function goneServer() {
  const server = createServer().listen(0, "127.0.0.1");
  await events.once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await events.once(server, "close");
  return { url: `http://127.0.0.1:${port}/v1` };
}

describe("a server that is out of order for a moment", () => {
  it("is asked again after the break it asks for", async () => {
    const { method, waits } = await askedOnce((_, n) =>
      n === 1 ? refusal(429, "slow down", { headers: { "retry-after": "7" } }) : well,
    );
    expect(method).toBe("model");
    expect(waits).toEqual([7000]);
  });

  it("may name the moment instead", async () => {
    const { waits } = await askedOnce((_, n) =>
      n === 1
        ? refusal(503, "loading", { headers: { "retry-after": "Wed, 04 Mar 2026 00:00:20 GMT" } })
        : well,
    );
    expect(waits).toEqual([20_000]);
  });

  it("is asked again after longer and longer breaks where it says nothing", async () => {
    const { method, waits } = await askedOnce((_, n) => (n <= 3 ? refusal(500, "oops") : well));
    expect(method).toBe("model");
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("is given up for this article after three more tries, and the next one is asked about", async () => {
    const server = await modelServer((_, n) => (n <= 4 ? refusal(500, "oops") : well));
    const { summarize, outcomes } = asking(server.url);
    expect(await summarize(article, limit)).toEqual(own);
    expect((await summarize(articles(1)[0] ?? article, limit)).method).toBe("model");
    expect(outcomes[0]).toMatchObject({
      kind: "fell back",
      because: expect.stringMatching(/^tiny at 127\.0\.0\.1:\d+ is out of order \(500\)$/),
    });
  });

  it("is asked again when it drops the connection, and when it does not answer in time", async () => {
    const dropped = await askedOnce((_, n) => (n === 1 ? "drops" : well));
    expect(dropped).toMatchObject({ method: "model", waits: [500] });
    for (const silence of ["stalls", "stalls halfway"] as const) {
      const stalled = await askedOnce((_, n) => (n === 1 ? silence : well), { provider: { timeoutMs: 100 } });
      expect(stalled).toMatchObject({ method: "model", waits: [500] });
    }
  });
});

describe("a server that will not do", () => {
  it.each([
    [401, /does not accept the key \(401\)/],
    [403, /does not accept the key \(403\)/],
    [402, /wants to be paid first/],
    [404, /no such model or address \(404\), “404 no model tiny”/],
    [307, /leads elsewhere \(307\)/],
  ])("answers %i and is not asked again in this run, but the run goes on", async (status, why) => {
    const provider = { key: "a key", keyEnv: "A_KEY" };
    const server = await modelServer(() =>
      refusal(status, "no model tiny", { headers: { location: "http://example.org/" } }),
    );
    const { summarize, outcomes, waits } = asking(server.url, { provider });
    for (const each of articles(3)) expect((await summarize(each, limit)).method).toBe("extract");
    expect(server.asked).toHaveLength(1);
    expect(waits).toEqual([]);
    const told = outcomes.map((outcome) => ("because" in outcome ? outcome.because : ""));
    expect(told[0]).toMatch(why);
    expect(new Set(told).size).toBe(1);
  });

  it("has no credit left, which no waiting mends", async () => {
    const { server, because } = await askedOnce(() => refusal(429, "quota", { code: "insufficient_quota" }));
    expect(server.asked).toHaveLength(1);
    expect(because).toMatch(/no credit left/);
  });

  it("speaks of billing when it is only asked too often", async () => {
    const { method } = await askedOnce((_, n) =>
      n === 1
        ? refusal(429, "Rate limit reached. Need more? See /settings/billing", {
            code: "rate_limit_exceeded",
          })
        : well,
    );
    expect(method).toBe("model");
  });

  it("asks for a key where the job names none", async () => {
    const { because } = await askedOnce(() => refusal(401, "no key"));
    expect(because).toMatch(/asks for a key \(401\): name its variable as provider\.keyEnv/);
  });

  it("asks for a break that is too long to wait for", async () => {
    const { waits, because } = await askedOnce(() =>
      refusal(429, "limit", { headers: { "retry-after": "3600" } }),
    );
    expect(waits).toEqual([]);
    expect(because).toMatch(/asks for a break of 3600 s; it is not asked again in this run/);
  });

  it("fails three articles in a row", async () => {
    const server = await modelServer(() => refusal(500, "oops"));
    const { summarize, outcomes } = asking(server.url);
    for (const each of articles(5)) await summarize(each, limit);
    expect(server.asked).toHaveLength(12);
    expect(outcomes[4]).toMatchObject({
      because: expect.stringMatching(/3 articles in a row; it is not asked again/),
    });
  });

  it("is not there", async () => {
    const { url } = await goneServer();
    const { summarize, outcomes, spent } = asking(url);
    expect(await summarize(article, limit)).toEqual(own);
    expect(outcomes[0]).toMatchObject({
      because: expect.stringMatching(/^tiny at 127\.0\.0\.1:\d+ refuses the connection \(ECONNREFUSED\)$/),
    });
    expect(spent().tokens).toBe(0);
  });

  it.each([
    ["a web page", { body: "<html>Welcome</html>", headers: { "content-type": "text/html" } }],
    ["rubbish that calls itself JSON", { body: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) }],
    ["JSON of another kind", { body: '{"answer": 42}' }],
    ["nothing", { body: "" }],
    ["a stream", { body: 'data: {"choices": []}\n\n', headers: { "content-type": "text/event-stream" } }],
  ])("answers %s", async (_, answer) => {
    const { summary, because } = await askedOnce(() => answer);
    expect(summary).toEqual(own);
    expect(because).toMatch(/does not answer in the protocol/);
  });

  it("answers without end: no more than a small part of it is read", async () => {
    const { summary, because } = await askedOnce(() => ({ body: " ".repeat(40_000_000) }));
    expect(summary).toEqual(own);
    expect(because).toMatch(/answers more than 262144 bytes/);
  });
});

describe("a server that takes only a part of the protocol", () => {
  const formatOf = (n: number, asked: readonly { body: { response_format?: { type: string } } }[]) =>
    asked[n]?.body.response_format?.type;

  it("is asked more simply, step by step, and from then on so", async () => {
    const server = await modelServer(({ body }) =>
      body.response_format == null ? well : refusal(400, "response_format is not supported"),
    );
    const { summarize, waits } = asking(server.url);
    for (const each of articles(2)) expect((await summarize(each, limit)).method).toBe("model");
    expect([0, 1, 2, 3].map((n) => formatOf(n, server.asked))).toEqual([
      "json_schema",
      "json_object",
      undefined,
      undefined,
    ]);
    expect(waits).toEqual([]);
  });

  it("may answer a bare sentence once it is asked for plain text", async () => {
    const { method } = await askedOnce(({ body }) =>
      body.response_format == null ? { says: good } : refusal(422, "no"),
    );
    expect(method).toBe("model");
  });

  it("keeps the schema where it names what else it does not take", async () => {
    const { method, server } = await askedOnce(({ body }) => {
      if (body.max_tokens != null)
        return refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {
          param: "max_tokens",
        });
      if (body.temperature != null)
        return refusal(400, "Only the default (1) is supported.", { param: "temperature" });
      return well;
    });
    expect(method).toBe("model");
    expect(server.asked).toHaveLength(3);
    expect(server.asked[2]?.body).toMatchObject({
      max_completion_tokens: 1000,
      response_format: { type: "json_schema" },
      seed: 1,
    });
  });

  it("is out where no way of asking pleases it", async () => {
    const { because, server } = await askedOnce(() => refusal(400, "model tiny is not loaded"));
    expect(because).toMatch(
      /refuses the question \(400\), “400 model tiny is not loaded”; it is not asked again/,
    );
    expect(server.asked.length).toBeLessThanOrEqual(6);
  });

  it("may refuse one article only", async () => {
    const server = await modelServer((_, n) =>
      n === 1 ? refusal(400, "filtered", { code: "content_filter" }) : well,
    );
    const { summarize, outcomes } = asking(server.url);
    for (const each of articles(2)) await summarize(each, limit);
    expect(outcomes).toMatchObject([{ kind: "fell back" }, { kind: "kept" }]);
  });
});

describe("what leaves the machine", () => {
  const key = "sk-test-0123456789abcdef0123456789";

  it("is the question, the key, and nothing of the machine or its environment", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-of-somebody");
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:1/");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "X-Secret: hush");
    const { server, method } = await askedOnce(() => well, { provider: { key, keyEnv: "A_KEY" } });
    vi.unstubAllEnvs();
    expect(method).toBe("model");
    const headers = server.asked[0]?.headers ?? {};
    expect(headers.authorization).toBe(`Bearer ${key}`);
    expect(Object.keys(headers).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "accept-language",
      "authorization",
      "connection",
      "content-length",
      "content-type",
      "host",
      "sec-fetch-mode",
      "user-agent",
    ]);
    expect(headers["user-agent"]).toBe("Broadsheet");
  });

  it("holds no key where none is needed", async () => {
    vi.stubEnv("OPENAI_API_KEY", key);
    const { server } = await askedOnce(() => well);
    vi.unstubAllEnvs();
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it("is nothing where the key that the job names is not set", async () => {
    const { server, because } = await askedOnce(() => well, { provider: { key: null, keyEnv: "A_KEY" } });
    expect(server.asked).toHaveLength(0);
    expect(because).toMatch(/is not asked: A_KEY is not set in the environment or \.env/);
  });

  it.each([401, 403, 404, 400, 429, 500])(
    "the key is never repeated, whatever a server prints with a %i",
    async (status) => {
      const printed: string[] = [];
      const spy = vi
        .spyOn(console, "error")
        .mockImplementation((...args) => void printed.push(args.join(" ")));
      const { outcomes } = await askedOnce(
        () =>
          refusal(
            status,
            `Incorrect API key: ${key}, or sk-test-0123**********6789, at ${"a1b2c3d4".repeat(4)}`,
          ),
        { provider: { key, keyEnv: "A_KEY" } },
      );
      spy.mockRestore();
      const told = JSON.stringify([outcomes, printed]);
      expect(told).not.toMatch(/sk-test|0123|a1b2c3d4/);
    },
  );

  it("stops at once when the run is stopped", async () => {
    const stop = new AbortController();
    const { summary, because } = await askedOnce(
      () => {
        stop.abort();
        return "stalls";
      },
      { signal: stop.signal },
    );
    expect(summary).toEqual(own);
    expect(because).toBe("the run was stopped");
  });
});
