import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../../src/summarize/model/budget.ts";
import { modelServer, refusal, summed } from "../../llm.ts";
import { articles, askedOnce, asking, good } from "./asking.ts";

const limit = { maxWords: 60 };
const well = { says: summed(good) };

describe("the budget of a run", () => {
  it("of tokens is never passed: the rest of the articles get the extract", async () => {
    const server = await modelServer(() => ({ says: summed(good), usage: [1000, 200] }));
    const { summarize, outcomes, spent } = asking(server.url, {
      budget: { tokens: 3000, seconds: 60, money: null },
    });
    await Promise.all(articles(8).map((each) => summarize(each, limit)));
    expect(outcomes.filter(({ kind }) => kind === "kept")).toHaveLength(2);
    expect(spent().tokens).toBe(2400);
    expect(outcomes.find(({ kind }) => kind === "fell back")).toMatchObject({
      because: "the budget of 3000 tokens a run has no room for another call (2400 spent or set aside)",
    });
  });

  it("of money is counted by the prices of the job", async () => {
    const server = await modelServer(() => ({ says: summed(good), usage: [1000, 100] }));
    const { summarize, outcomes, spent } = asking(server.url, {
      budget: { tokens: 1_000_000, seconds: 60, money: 0.05 },
      price: { input: 10, output: 100 },
    });
    for (const each of articles(6)) await summarize(each, limit);
    expect(spent().money).toBeCloseTo(0.02 * spent().calls);
    expect(spent().calls).toBe(2);
    expect(outcomes[5]).toMatchObject({
      kind: "fell back",
      because: expect.stringContaining("of 0.05 are spent"),
    });
  });

  it("of time ends the waiting, too", async () => {
    const { waits, because } = await askedOnce(
      () => refusal(503, "loading", { headers: { "retry-after": "50" } }),
      {
        budget: { tokens: 100_000, seconds: 60, money: null },
      },
    );
    expect(waits).toEqual([50_000]);
    expect(because).toMatch(/needs more time than this run has left/);
  });

  it("counts all that was set aside where the server does not say what it used", async () => {
    const { spent, server } = await askedOnce(() => ({ says: summed(good), usage: null }));
    const prompt = server.asked[0]?.body.messages.map((message) => message.content).join("") ?? "";
    expect(spent()).toMatchObject({ calls: 1, tokens: 0, unsure: { calls: 1, money: null } });
    expect(spent().unsure.tokens).toBeGreaterThan(1000 + prompt.length / 4);
  });

  it("is not told as spent where no answer came, though the rest of the run does without it", async () => {
    const server = await modelServer((_, n) => (n <= 4 ? "drops" : well));
    const { summarize, spent } = asking(server.url, {
      budget: { tokens: 9000, seconds: 600, money: null },
      price: { input: 10, output: 100 },
    });
    const [first, second] = articles(2);
    if (first != null) await summarize(first, limit);
    expect(spent()).toMatchObject({ calls: 4, tokens: 0, money: 0, unsure: { calls: 4 } });
    const { tokens, money } = spent().unsure;
    expect(tokens).toBeGreaterThan(4000);
    expect(money).toBeGreaterThan(0.4);
    if (second != null) await summarize(second, limit);
    expect(spent()).toMatchObject({ calls: 5, tokens: 440, unsure: { calls: 4, tokens } });
  });

  it("lets an answer be no longer than what is left", async () => {
    const { server } = await askedOnce(() => well, { budget: { tokens: 1500, seconds: 60, money: null } });
    expect(server.asked[0]?.body.max_tokens).toBeLessThan(1000);
  });
});

it("whatever calls cost and however they overlap, no run passes its tokens or its money", async () => {
  const call = fc.record({
    input: fc.integer({ min: 1, max: 3000 }),
    used: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    turns: fc.integer({ min: 0, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 30 }),
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 0, max: 20 }),
      async (calls, tokens, cents) => {
        const price = { input: 1, output: 5 };
        const budget = { tokens, seconds: 60, money: cents / 1000 };
        const ledger = openLedger(budget, price, () => new Date(0));
        await Promise.all(
          calls.map(async ({ input, used, turns }) => {
            const reserved = await ledger.reserve(input, 1000);
            if (reserved.kind === "over") return;
            for (let turn = 0; turn < turns; turn++) await Promise.resolve();
            const output = Math.floor((used ?? 0) * reserved.most.output);
            ledger.settle(reserved, used == null ? null : { input, output });
          }),
        );
        const { unsure, ...spent } = ledger.spent();
        expect(spent.tokens + unsure.tokens).toBeLessThanOrEqual(tokens);
        expect((spent.money ?? 0) + (unsure.money ?? 0)).toBeLessThanOrEqual(budget.money + 1e-12);
      },
    ),
  );
});
