import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { broadsheet, emptySite, ended, snapshot, start } from "../../cli.ts";
import { type ModelServer, type Script, modelServer, summed } from "../../llm.ts";
import { good, story } from "./asking.ts";

const key = "sk-test-0123456789abcdef0123456789";

/** A site of two articles whose job asks a server of the test. */
async function siteWith(script: Script, budget = "{}"): Promise<{ site: string; server: ModelServer }> {
  const server = await modelServer(script);
  const site = emptySite();
  const files = {
    "seeds/ferry.txt": `The ferry is back\n\n${story}\n`,
    "seeds/own.md":
      "---\ntitle: The pier\nsummary: The pier is mended.\n---\nThe old pier of Ostwick is mended.\n",
    "jobs/default.yaml": `summary:\n  method: model\n  provider: {baseUrl: "${server.url}", model: tiny, keyEnv: A_KEY, price: {input: 1, output: 2}}\n  budget: ${budget}\n`,
    ".env": `A_KEY=${key}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    writeFileSync(path.join(site, name), text);
  }
  return { site, server };
}

const summaryOf = (site: string, title: string): string | undefined =>
  (
    JSON.parse(readFileSync(path.join(site, "public/feed.json"), "utf8")) as {
      items: { title: string; summary?: string }[];
    }
  ).items.find((item) => item.title === title)?.summary;

describe("a job that asks for a model", () => {
  test("publishes what passed, says so, and pays once", async () => {
    const { site, server } = await siteWith(() => ({ says: summed(good) }));
    const first = await broadsheet(site, ["run"]);
    expect([first.code, first.stderr.includes("Error")]).toEqual([0, false]);
    expect(first.stdout).toContain(
      "Summaries  1 by tiny, 0 extracts instead; 440 tokens in 1 call for 0.0005",
    );
    expect(summaryOf(site, "The ferry is back")).toBe(good);
    expect(summaryOf(site, "The pier")).toBe("The pier is mended.");
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`]);
    const second = await broadsheet(site, ["run", "--json"]);
    expect(JSON.parse(second.stdout)).toMatchObject({ summaries: { spent: { calls: 0, tokens: 0 } } });
    expect(server.asked).toHaveLength(1);
    const written = Object.entries(snapshot(site)).filter(([name]) => name !== ".env");
    expect(JSON.stringify([first, second, written])).not.toContain(key);
  });

  test("publishes the extract where the model lies, and says why", async () => {
    const { site } = await siteWith(() => ({ says: summed(good.replace("6 years", "46 years")) }));
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Summaries {2}0 by tiny, 1 extract instead/);
    expect(stdout).toMatch(/extract ferry\.txt: number “46/);
    expect(summaryOf(site, "The ferry is back")).toMatch(/^The ferry to the outer islands will sail again/);
  });

  test("goes on without the model where there is none", async () => {
    const { site } = await siteWith(() => "drops", "{seconds: 1}");
    const { code, stdout } = await broadsheet(site, ["run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("0 by tiny, 1 extract instead");
  });

  test("asks nobody in a dry run, and once for a preview, which is then what is sent", async () => {
    const { site, server } = await siteWith(() => ({ says: summed(good) }));
    const dry = await broadsheet(site, ["run", "--dry-run"]);
    expect(dry.stdout).toContain("a dry run does not ask tiny");
    expect(server.asked).toHaveLength(0);
    const preview = await broadsheet(site, ["preview"]);
    expect([preview.code, preview.stdout]).toEqual([
      0,
      expect.stringContaining("Summaries: 1 by tiny, 0 extracts instead; 440 tokens in 1 call for 0.0005"),
    ]);
    expect(readFileSync(path.join(site, "data/preview/digest.html"), "utf8")).toContain("says the ferry");
    await broadsheet(site, ["run"]);
    expect(summaryOf(site, "The ferry is back")).toBe(good);
    expect(server.asked).toHaveLength(1);
  });

  test("pays for no copy, neither of an article beside it nor of one that was published before", async () => {
    const { site, server } = await siteWith(() => ({ says: summed(good) }));
    const copy = (name: string, more: string): void =>
      writeFileSync(path.join(site, "seeds", name), `Ferry back in spring\n\n${story}\n\n${more}\n`);
    copy("zz-wire.txt", "This story was sent to all papers of the coast.");
    const first = await broadsheet(site, ["run"]);
    expect(first.stdout).toContain("copy zz-wire.txt: tells the same story as ferry.txt");
    expect(server.asked).toHaveLength(1);
    copy("zzz-later.txt", "Our reporter at the quay wrote the first version of this story.");
    const second = await broadsheet(site, ["run"]);
    expect(second.stdout).toContain("copy zzz-later.txt: tells the same story as");
    expect(server.asked).toHaveLength(1);
  });

  test("publishes nothing when it is stopped while the model writes", async () => {
    let running: ReturnType<typeof start> | null = null;
    const { site } = await siteWith(() => {
      running?.kill("SIGTERM");
      return "stalls";
    });
    running = start(site, ["run"]);
    const { code, stderr } = await ended(running);
    expect([code, existsSync(path.join(site, "public"))]).toEqual([75, false]);
    expect(stderr).toContain("Nothing was published or sent");
  });

  test("loads the package that asks, and no other job does", () => {
    const src = path.resolve(import.meta.dirname, "../../../src");
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );
    const loading = files.flatMap((name) =>
      [
        ...readFileSync(path.join(src, name), "utf8").matchAll(
          /^import (?!type).*"openai|import\("openai"\)/gm,
        ),
      ].map(([found]) => `${name.split(path.sep).join("/")}: ${found}`),
    );
    expect(loading).toEqual(['summarize/model/client.ts: import("openai")']);
  });

  test.each([
    ["method: model", /provider is needed|summary\.provider/],
    [
      "method: model\n  provider: {baseUrl: http://models.example.org/v1, model: tiny, keyEnv: A_KEY}",
      /must be https where a key is sent/,
    ],
    [
      "method: model\n  provider: {baseUrl: http://localhost:1234/v1, model: tiny}\n  budget: {money: 1}",
      /needs provider\.price/,
    ],
  ])("is refused when it cannot be meant: %s", async (summary, why) => {
    const site = emptySite();
    mkdirSync(path.join(site, "jobs"));
    writeFileSync(path.join(site, "jobs/default.yaml"), `summary:\n  ${summary}\n`);
    const { code, stderr } = await broadsheet(site, ["run"]);
    expect(code).toBe(78);
    expect(stderr).toMatch(why);
  });
});
