import { describe, expect, it } from "vitest";
import { extract } from "../../../src/summarize/extract.ts";
import { promptVersion } from "../../../src/summarize/model/prompt.ts";
import { modelServer, refusal, summed } from "../../llm.ts";
import { articleOf, askedOnce, asking, good, memory, story } from "./asking.ts";

const limit = { maxWords: 60 };
const article = articleOf(story);
const inOwnWords = { method: "model", model: "tiny", promptVersion, text: good, sentences: [] };
const own = await extract.summarize(article, limit);

describe("what a model was paid for", () => {
  it("is not paid for again, neither a rewrite nor a refusal", async () => {
    for (const says of [summed(good), summed(good.replace("6", "46"))]) {
      const server = await modelServer(() => ({ says }));
      const first = asking(server.url);
      const one = await first.summarize(article, limit);
      const asked = server.asked.length;
      const second = asking(server.url, { cache: first.cache });
      expect(await second.summarize(article, limit)).toEqual(one);
      expect(server.asked).toHaveLength(asked);
      expect(second.outcomes).toEqual([{ ...first.outcomes[0], tokens: 0 }]);
    }
  });

  it("is paid for again when the text, the model or the limit changes", async () => {
    const server = await modelServer(() => ({ says: summed(good) }));
    const { cache, summarize } = asking(server.url);
    await summarize(article, limit);
    await summarize(articleOf(`${story}\n\nThe harbour office expects rain.`), limit);
    await summarize(article, { maxWords: 61 });
    await asking(server.url, { cache, provider: { model: "other" } }).summarize(article, limit);
    expect(server.asked).toHaveLength(4);
    await summarize(articleOf(story, { tags: ["sea"], hash: "other" }), limit);
    expect(server.asked).toHaveLength(4);
  });

  it("passes the gate again on its way out of the memory", async () => {
    const server = await modelServer(() => ({ says: summed(good) }));
    const { cache, summarize } = asking(server.url);
    await summarize(article, limit);
    for (const [key, text] of cache.kept) cache.kept.set(key, text.replace("6 years", "66 years"));
    expect(await asking(server.url, { cache }).summarize(article, limit)).toEqual(inOwnWords);
    expect(server.asked).toHaveLength(2);
  });

  it("is asked anew after ten minutes where the answer could not even be read", async () => {
    const server = await modelServer((_, n) => ({ says: n <= 2 ? "rubbish" : summed(good) }));
    const { cache, summarize } = asking(server.url);
    const at = (minutes: number) => () => new Date(Date.UTC(2026, 2, 4, 0, minutes));
    expect(await summarize(article, limit)).toEqual(own);
    expect(await asking(server.url, { cache, now: at(9) }).summarize(article, limit)).toEqual(own);
    expect(server.asked).toHaveLength(2);
    expect(await asking(server.url, { cache, now: at(11) }).summarize(article, limit)).toEqual(inOwnWords);
  });

  it("is not remembered where the server was at fault", async () => {
    const { cache } = await askedOnce(() => refusal(503, "loading"));
    expect(cache.kept.size).toBe(0);
  });

  it("is paid for once where two files hold the same words", async () => {
    const server = await modelServer(() => ({ says: summed(good) }));
    const { summarize, outcomes } = asking(server.url);
    const both = await Promise.all([
      summarize(article, limit),
      summarize(articleOf(story, { path: "b.txt" }), limit),
    ]);
    expect(both).toEqual([inOwnWords, inOwnWords]);
    expect(server.asked).toHaveLength(1);
    expect(outcomes.map(({ path, tokens }) => [path, tokens])).toEqual([
      ["b.txt", 0],
      ["a.txt", 440],
    ]);
  });

  it("is forgotten where another version wrote it", async () => {
    const cache = memory();
    const server = await modelServer(() => ({ says: summed(good) }));
    await asking(server.url, { cache }).summarize(article, limit);
    for (const key of cache.kept.keys()) cache.kept.set(key, "{");
    expect(await asking(server.url, { cache }).summarize(article, limit)).toEqual(inOwnWords);
  });
});
