import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { broadsheet, ended, seededSite, start } from "../cli.ts";
import { get } from "../web/serving.ts";

const templates = path.resolve(import.meta.dirname, "../../templates");

describe("broadsheet preview", () => {
  test("writes the mail as it is, without pictures, as text and as a message, and what it finds", async () => {
    const site = seededSite();
    const { code, stdout } = await broadsheet(site, ["preview"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Open data/preview/index.html");
    const folder = path.join(site, "data/preview");
    expect(readdirSync(folder).toSorted()).toEqual([
      "digest-no-pictures.html",
      "digest.eml",
      "digest.html",
      "digest.txt",
      "index.html",
    ]);
    const page = readFileSync(path.join(folder, "index.html"), "utf8");
    expect(page).toContain("the next edition, as it would be sent");
    expect(page).toMatch(/[0-9,]+ bytes of HTML, of 90,000 at most/);
    expect(page).toContain("links lead to this machine");
    expect(page).not.toContain("<script");
    expect(readFileSync(path.join(folder, "digest-no-pictures.html"), "utf8")).toContain("img-src 'none'");
    expect(readFileSync(path.join(folder, "digest.eml"), "latin1")).toMatch(/^To: reader@example\.com\r$/m);
  });

  test("shows the last edition with the templates of now, where nothing is new", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    mkdirSync(path.join(site, "templates"));
    const words = readFileSync(path.join(templates, "words/en.yaml"), "utf8");
    mkdirSync(path.join(site, "templates/words"));
    writeFileSync(
      path.join(site, "templates/words/en.yaml"),
      words.replace("That is all for this edition.", "That is that."),
    );
    const { stdout } = await broadsheet(site, ["preview"]);
    expect(stdout).toContain("No. 1 (the last edition, with the templates of now; nothing is new)");
    expect(readFileSync(path.join(site, "data/preview/digest.html"), "utf8")).toContain("That is that.");
  });

  test("follows articles and templates live, keeps what it had while a template is broken, and lets nobody else look", async () => {
    const site = seededSite();
    cpSync(path.join(templates, "digest.txt.liquid"), path.join(site, "templates/digest.txt.liquid"));
    const child = start(site, ["preview", "--live", "--no-open"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const end = ended(child);
    let said = "";
    child.stdout.on("data", (text: string) => (said += text));
    while (!/Preview at http/.test(said)) await once(child.stdout, "data");
    const port = Number(/:(\d+)\//.exec(said)?.[1]);
    const text = async (target: string): Promise<string> => (await get(port, target)).body.toString();
    const patient = { timeout: 30_000, interval: 100 };

    await vi.waitFor(async () => expect(await text("/digest.txt")).toContain("feed"), patient);
    const first = await text("/version");
    const article =
      "The gulls have come back to the harbour, the harbour master said on Monday. They had left in May.";
    writeFileSync(path.join(site, "seeds/gulls.md"), `# Gulls return to the old harbour\n\n${article}\n`);
    await vi.waitFor(async () => expect(await text("/digest.txt")).toContain("Gulls return"), patient);
    expect(await text("/version")).not.toBe(first);

    writeFileSync(path.join(site, "templates/digest.txt.liquid"), "{{ nonsense }}");
    await vi.waitFor(async () => expect(await text("/")).toContain("nonsense"), patient);
    expect(await text("/")).toContain('role="alert"');
    expect(await text("/digest.txt")).toContain("Gulls return");

    cpSync(path.join(templates, "digest.txt.liquid"), path.join(site, "templates/digest.txt.liquid"));
    mkdirSync(path.join(site, "templates/pages"));
    writeFileSync(path.join(site, "templates/pages/preview.liquid"), "{{ absurdity }}");
    await vi.waitFor(async () => expect(await text("/")).toContain("absurdity"), patient);

    expect((await get(port, "/", { host: "evil.example" })).status).toBe(403);
    expect((await get(port, "/absent")).status).toBe(404);
    child.kill("SIGTERM");
    expect((await end).code).toBe(0);
  }, 120_000);

  test("--live and --once are one too many", async () => {
    const { code, stderr } = await broadsheet(seededSite(), ["preview", "--live", "--once"]);
    expect(code).toBe(64);
    expect(stderr).toContain("not both");
  });
});
