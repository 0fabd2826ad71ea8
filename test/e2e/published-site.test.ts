import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RunReport } from "../../src/app/run-edition.ts";
import { runEdition } from "../../src/app/run-edition.ts";
import { jobNamed, loadConfig } from "../../src/config.ts";
import type { Store } from "../../src/domain/ports.ts";
import { captureTransport } from "../../src/mail/capture.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { runOf } from "../../src/wire-run.ts";
import { emptySite, snapshot } from "../cli.ts";
import { cases } from "../effort.ts";

/** A site whose runs happen in this process, a day apart. */
async function site(articlesAtOnce = 1000) {
  const root = emptySite();
  mkdirSync(path.join(root, "seeds"));
  mkdirSync(path.join(root, "jobs"));
  writeFileSync(path.join(root, "broadsheet.yaml"), "url: https://news.example.net/\n");
  writeFileSync(path.join(root, "jobs/default.yaml"), "feed: {entries: 4}\n");
  const store: Store = await openSqlite(":memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  let days = 0;
  const place = (name: string): string => path.join(root, "seeds", name);
  return {
    root,
    store,
    write(name: string, text: string): void {
      mkdirSync(path.dirname(place(name)), { recursive: true });
      writeFileSync(place(name), text);
    },
    rename: (from: string, to: string): void => renameSync(place(from), place(to)),
    remove: (name: string): void => rmSync(place(name)),
    async run(): Promise<RunReport> {
      const config = loadConfig(root, {});
      const now = new Date(Date.UTC(2026, 10, 1, 7) + 86_400_000 * days++);
      return await runEdition(
        runOf({
          config,
          job: jobNamed(config, "default"),
          store,
          clock: { now: () => now },
          transport: captureTransport(path.join(root, "outbox"), "outbox/"),
          rehearsal: false,
          signal: new AbortController().signal,
          onProgress: () => {},
          articlesAtOnce,
        }),
        { send: false },
      );
    },
    files: () =>
      Object.fromEntries(Object.entries(snapshot(path.join(root, "public"))).map(([k, v]) => [k, v.text])),
  };
}

type Site = Awaited<ReturnType<typeof site>>;

const places = ["Zell", "Ulm", "Wesel", "Ahlen", "Borken", "Celle", "Dorsten", "Emden", "Fulda", "Gotha"];

/** Each article tells of something of its own, so that none is taken for a copy. */
function article(
  n: number,
  of: { day?: number; tags?: readonly string[]; author?: string; note?: string },
): string {
  const date = new Date(Date.UTC(2026, 0, 1, 9) + 86_400_000 * (of.day ?? n)).toISOString();
  const told = [3, 5, 7, 11].map(
    (factor) =>
      `In ${places[(n * factor) % 10]} house ${n * factor} of the ${n + factor}th street was given ${n * 17 + factor} new windows by ${places[(n + factor) % 10]}er & Co ${n}.`,
  );
  return `---\ntitle: The windows of house ${n}\ndate: ${date}\ntags: [${(of.tags ?? []).join(", ")}]\n${of.author == null ? "" : `author: ${of.author}\n`}---\n${told.join(" ")} ${of.note ?? ""}\n`;
}

/** The site that stands is the one that is made when everything is made anew. */
async function expectWhole(made: Site): Promise<void> {
  await made.store.setPublishedWith("default", null);
  const { publication } = await made.run();
  expect({ written: publication.written, removed: publication.removed }).toEqual({
    written: [],
    removed: [],
  });
}

describe("the site", () => {
  test("is the same whether it grew by steps or is made anew", async () => {
    const tag = fc.constantFrom("sea", "Sea", "land use", "البريد");
    const facts = fc.record({
      day: fc.integer({ min: 0, max: 130 }),
      tags: fc.uniqueArray(tag, { maxLength: 2 }),
      author: fc.constantFrom("Ada Berg", "Ben Cole"),
    });
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant("add" as const),
          facts: fc.array(facts, { minLength: 1, maxLength: 30 }),
        }),
      },
      fc.record({ kind: fc.constant("edit" as const), at: fc.nat(), facts }),
      fc.record({ kind: fc.constant("rename" as const), at: fc.nat() }),
      fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(7, 1000),
        async (steps, atOnce) => {
          const made = await site(atOnce);
          const names: string[] = [];
          let n = 0;
          for (const each of steps) {
            if (each.kind === "add")
              for (const of of each.facts) {
                n++;
                made.write(`a${n}.md`, article(n, of));
                names.push(`a${n}.md`);
              }
            else if (names.length > 1) {
              const at = each.at % names.length;
              const name = names[at] ?? "";
              if (each.kind === "edit")
                made.write(
                  name,
                  article(Number(/\d+/.exec(name)?.[0]), { ...each.facts, note: `Edited ${n++}.` }),
                );
              if (each.kind === "rename") {
                names[at] = `${name.replace(".md", "")}-moved.md`;
                made.rename(name, names[at]);
              }
              if (each.kind === "remove") {
                names.splice(at, 1);
                made.remove(name);
              }
            }
            if (names.length === 0) continue;
            await made.run();
            await made.run();
            await expectWhole(made);
          }
        },
      ),
      { numRuns: cases(12) },
    );
  }, 120_000);

  test("writes of one more article its page, its lists and the feeds' heads, and nothing else", async () => {
    const made = await site();
    for (let n = 1; n <= 90; n++)
      made.write(`a${n}.md`, article(n, { day: n, tags: ["sea"], author: "Ada Berg" }));
    await made.run();
    const before = Object.keys(made.files());
    expect(before).toContain("tags/sea/3.html");
    expect(before).toContain("feed-archive/22/atom.xml");
    made.write("late.md", article(91, { day: 91, tags: ["land"], author: "Ada Berg" }));
    const { publication } = await made.run();
    expect([...publication.written].sort()).toEqual(
      [
        "archive/2026-04/index.html",
        "archive/index.html",
        "articles/the-windows-of-house-91.html",
        "atom.xml",
        "authors/ada-berg/atom.xml",
        "authors/ada-berg/feed.json",
        "authors/ada-berg/index.html",
        "authors/ada-berg/rss.xml",
        "authors/index.html",
        "editions/2.html",
        "editions/index.html",
        "feed.json",
        "feeds.opml",
        "index.html",
        "rss.xml",
        "sitemaps/2026-04.xml",
        "sitemaps/pages.xml",
        "tags/index.html",
        "tags/land/atom.xml",
        "tags/land/feed.json",
        "tags/land/index.html",
        "tags/land/rss.xml",
      ].sort(),
    );
  });

  test("an article that is edited years later rewrites its archive and its pages, and no feed people poll", async () => {
    const made = await site();
    for (let n = 1; n <= 90; n++)
      made.write(`a${n}.md`, article(n, { day: n, tags: ["sea"], author: "Ada Berg" }));
    await made.run();
    made.write(
      "a5.md",
      article(5, { day: 5, tags: ["sea"], author: "Ada Berg", note: "Two panes were of glass." }),
    );
    const { publication } = await made.run();
    expect([...publication.written].sort()).toEqual([
      "articles/the-windows-of-house-5.html",
      "feed-archive/2/atom.xml",
      "feed-archive/2/feed.json",
      "feed-archive/2/rss.xml",
      "sitemaps/2026-01.xml",
    ]);
    expect(made.files()["feed-archive/2/atom.xml"]).toContain("Two panes were of glass.");
  });

  test("an article that is withdrawn leaves every list, and its archive stays with the others", async () => {
    const made = await site();
    for (let n = 1; n <= 12; n++)
      made.write(`a${n}.md`, article(n, { day: n, tags: n === 3 ? ["once"] : [] }));
    await made.run();
    made.remove("a3.md");
    await made.run();
    const { publication } = await made.run();
    expect(publication.removed).toEqual(
      expect.arrayContaining([
        "articles/the-windows-of-house-3.html",
        "tags/once/index.html",
        "tags/once/atom.xml",
      ]),
    );
    for (const [name, text] of Object.entries(made.files()))
      if (!name.startsWith("editions/"))
        expect([name, text.includes("the-windows-of-house-3.html")]).toEqual([name, false]);
    await expectWhole(made);
  });

  test("names no file that is not there, in pages, feeds, archives, sitemaps and lists of feeds", async () => {
    const made = await site();
    for (let n = 1; n <= 70; n++)
      made.write(
        `a${n}.md`,
        article(n, { day: n, tags: n % 2 === 0 ? ["sea"] : ["البريد"], author: "Ada Berg" }),
      );
    await made.run();
    const files = made.files();
    const missing = new Set<string>();
    let found = 0;
    for (const [name, text] of Object.entries(files)) {
      const base = new URL(name, "https://news.example.net/").href;
      const addresses = [
        ...text.matchAll(/(?:href|src)="([^"]+)"/g),
        ...text.matchAll(/(https:\/\/news\.example\.net\/[^\s"'<>\\]*)/g),
      ].map(([, address = ""]) => new URL(address, base));
      for (const { origin, pathname } of addresses) {
        if (origin !== "https://news.example.net") continue;
        found++;
        const file = pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
        if (files[file] == null) missing.add(`${name}: ${pathname}`);
      }
    }
    expect(found).toBeGreaterThan(1000);
    expect([...missing]).toEqual([]);
  });

  test("links its lists' pages to one another, however long they grow and shrink", async () => {
    const made = await site();
    const write = (n: number) => made.write(`a${n}.md`, article(n, { day: n, tags: ["sea"] }));
    const newer = () => /href="([^"]+)" rel="prev"/.exec(made.files()["tags/sea/1.html"] ?? "")?.[1];
    for (let n = 1; n <= 59; n++) write(n);
    await made.run();
    expect(newer()).toBe("index.html");
    write(60);
    await made.run();
    expect(newer()).toBe("2.html");
    await expectWhole(made);
    made.remove("a60.md");
    await made.run();
    await made.run();
    expect(Object.keys(made.files())).not.toContain("tags/sea/2.html");
    expect(newer()).toBe("index.html");
    await expectWhole(made);
  });

  test("is made anew where it gets its first author, as every page then says so", async () => {
    const made = await site();
    made.write("a1.md", article(1, {}));
    await made.run();
    expect(made.files()["articles/the-windows-of-house-1.html"]).not.toContain("authors/");
    expect(made.files()["sitemaps/pages.xml"]).not.toContain("authors/");
    made.write("a2.md", article(2, { author: "Ada Berg" }));
    await made.run();
    expect(made.files()["articles/the-windows-of-house-1.html"]).toContain("authors/index.html");
    expect(made.files()["sitemaps/pages.xml"]).toContain("https://news.example.net/authors/ada-berg/");
    await expectWhole(made);
  });
});

describe("an archive of thousands", () => {
  test("is read in steps, and its first edition lists the newest and counts the rest", async () => {
    const made = await site(100);
    for (let n = 1; n <= 620; n++) made.write(`a${n}.md`, article(n, { day: n % 60 }));
    const report = await made.run();
    if (report.edition.kind !== "sealed") throw new Error("no edition");
    expect(report.edition.edition.entries).toHaveLength(500);
    expect(report.edition.edition.more).toBe(120);
    expect(report.read).toBe(620);
    expect(report.settled).toBe(0);
    expect(report.changes.filter(({ kind }) => kind === "new")).toHaveLength(620);
    const again = await made.run();
    expect(again.edition.kind).toBe("nothing-new");
    expect(again.settled).toBe(620);
    expect(again.publication.written).toEqual([]);
  });

  test("that no article of can be read is refused, and so is one with bad files only", async () => {
    const made = await site(5);
    for (let n = 1; n <= 12; n++) made.write(`bad${n}.md`, "");
    await expect(made.run()).rejects.toThrow(/no article in seeds\/ can be used/);
    made.write("good.md", article(1, {}));
    const report = await made.run();
    expect(report.read).toBe(1);
    expect(report.skipped).toHaveLength(12);
  });
});

describe("a correction", () => {
  const corrected = (n: number, text: string) =>
    article(n, { day: n }).replace("date:", `correction: ${text}\ndate:`);

  test("is told once, in the next digest, to the readers of the edition that was wrong", async () => {
    const made = await site();
    for (let n = 1; n <= 3; n++) made.write(`a${n}.md`, article(n, { day: n }));
    await made.run();
    made.write("a2.md", corrected(2, "It had nine windows, not eight."));
    expect((await made.run()).edition.kind).toBe("nothing-new");
    const shown = "<strong>Correction:</strong> <em>It had nine windows, not eight.</em>";
    expect(made.files()["articles/the-windows-of-house-2.html"]).toContain(shown);
    expect(made.files()["atom.xml"]).toContain(shown);
    made.write("a4.md", corrected(4, "Nobody has read this uncorrected."));
    const second = await made.run();
    if (second.edition.kind !== "sealed") throw new Error("no edition");
    const { corrections, digest } = second.edition.edition;
    expect(corrections?.map(({ slug, text }) => [slug, text])).toEqual([
      ["the-windows-of-house-2", "It had nine windows, not eight."],
    ]);
    expect(digest.html).toContain("Corrections");
    expect(digest.html).toContain("https://news.example.net/articles/the-windows-of-house-2.html");
    expect(digest.text).toContain("It had nine windows, not eight.");
    made.write("a5.md", article(5, { day: 5 }));
    const third = await made.run();
    expect(third.edition.kind === "sealed" && third.edition.edition.corrections).toBeFalsy();
    made.write("a2.md", corrected(2, "It had ten windows, not nine."));
    made.write("a6.md", article(6, { day: 6 }));
    const fourth = await made.run();
    expect(fourth.edition.kind === "sealed" && fourth.edition.edition.corrections?.[0]?.text).toBe(
      "It had ten windows, not nine.",
    );
  });
});
