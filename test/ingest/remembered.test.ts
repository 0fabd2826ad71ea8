import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Article } from "../../src/domain/article.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { pngOf } from "../fixtures/files/pictures.ts";
import { tree } from "../tree.ts";
import { type WholeReading, folderSource } from "./reading.ts";
import { cases } from "../effort.ts";

/** Told apart by their letters, as figures do not count when lines are compared. */
const word = (n: number): string =>
  n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "");
const story = (n: number): string =>
  `The ferry ${word(n)} left the quay ${word(n * 7)} with people on board.\n\nNobody waved at ${word(n + 3)}, and the gulls stayed.`;

/** A folder that is read again and again, by somebody who keeps what was given. */
async function kept(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = tree(files);
  const store = await openSqlite(":memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  const articles = new Map<string, Article>();
  let now = Date.now();
  return {
    folder,
    articles,
    write: (name: string, content: string | Uint8Array) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    },
    /** Hours later, when every stamp can be trusted. */
    async read(version = "1"): Promise<WholeReading> {
      now += 3_600_000;
      const known = new Map([...articles].map(([name, article]) => [name, article.reading]));
      const source = folderSource({ folder, name: "seeds/", memory: store.readings, version });
      const reading = await source.read(new Date(now), known);
      const present = new Set([...reading.unchanged, ...reading.articles.map((article) => article.path)]);
      for (const name of articles.keys()) if (!present.has(name)) articles.delete(name);
      for (const article of reading.articles) articles.set(article.path, article);
      return reading;
    },
  };
}

const paths = ({ articles }: WholeReading): string[] => articles.map((article) => article.path);
const three = { "a.txt": story(1), "deep/b.txt": story(2), "c.md": story(3) };

describe("a folder that was read before", () => {
  test("gives nothing again that is as it was", async () => {
    const site = await kept(three);
    expect(paths(await site.read())).toEqual(["a.txt", "c.md", "deep/b.txt"]);
    const again = await site.read();
    expect([paths(again), again.unchanged.toSorted()]).toEqual([[], ["a.txt", "c.md", "deep/b.txt"]]);
  });

  test("gives what was edited, new or renamed, and no longer what is gone", async () => {
    const site = await kept(three);
    await site.read();
    site.write("a.txt", story(9));
    site.write("d.txt", story(4));
    renameSync(path.join(site.folder, "c.md"), path.join(site.folder, "e.md"));
    rmSync(path.join(site.folder, "deep/b.txt"));
    const reading = await site.read();
    expect([paths(reading), reading.unchanged]).toEqual([["a.txt", "d.txt", "e.md"], []]);
  });

  test("sees an edit that keeps the size and comes within one tick of the clock", async () => {
    const folder = tree({ "a.txt": story(1) });
    const store = await openSqlite(":memory:");
    onTestFinished(() => store[Symbol.asyncDispose]());
    const source = folderSource({ folder, name: "seeds/", memory: store.readings });
    const time = new Date("2026-05-04T07:00:00Z");
    utimesSync(path.join(folder, "a.txt"), time, time);
    const [first] = (await source.read(time)).articles;
    writeFileSync(path.join(folder, "a.txt"), story(2));
    utimesSync(path.join(folder, "a.txt"), time, time);
    const [second] = (await source.read(time, new Map([["a.txt", first?.reading ?? ""]]))).articles;
    expect(second?.text).toBe(story(2));
  });

  test("does not give what was only touched", async () => {
    const site = await kept(three);
    await site.read();
    const time = new Date(Date.now() - 86_400_000);
    utimesSync(path.join(site.folder, "a.txt"), time, time);
    for (let n = 0; n < 2; n++) {
      const reading = await site.read();
      expect([paths(reading), reading.unchanged]).toHaveLength(2);
      expect(reading.unchanged.toSorted()).toEqual(["a.txt", "c.md", "deep/b.txt"]);
    }
  });

  test("gives what its reader does not have, whatever it remembers itself", async () => {
    const site = await kept(three);
    await site.read();
    site.articles.delete("c.md");
    expect(paths(await site.read())).toEqual(["c.md"]);
  });

  test("gives everything to a program that reads otherwise, once", async () => {
    const site = await kept(three);
    await site.read("1");
    expect(paths(await site.read("2"))).toHaveLength(3);
    expect(paths(await site.read("2"))).toEqual([]);
  });

  test("gives an article again when its sidecar comes, changes and goes", async () => {
    const site = await kept(three);
    await site.read();
    const titles: (string | undefined)[] = [];
    for (const sidecar of ["title: One\n", "title: Two\n", null]) {
      if (sidecar == null) rmSync(path.join(site.folder, "a.yaml"));
      else site.write("a.yaml", sidecar);
      const reading = await site.read();
      expect(paths(reading)).toEqual(["a.txt"]);
      titles.push(reading.articles[0]?.title.value);
      expect(paths(await site.read())).toEqual([]);
    }
    expect(titles.slice(0, 2)).toEqual(["One", "Two"]);
    expect(titles[2]).not.toMatch(/^(?:One|Two)$/);
  });

  test("gives an article again when a picture it names comes, changes and goes", async () => {
    const site = await kept({ "a.md": `${story(1)}\n\n![The quay](quay.png)\n`, "b.txt": story(2) });
    await site.read();
    const widths: (number | undefined)[] = [];
    for (const width of [10, 20, null]) {
      if (width == null) rmSync(path.join(site.folder, "quay.png"));
      else site.write("quay.png", pngOf(width, 10));
      const reading = await site.read();
      expect(paths(reading)).toEqual(["a.md"]);
      widths.push(reading.articles[0]?.images[0]?.width);
      expect(paths(await site.read())).toEqual([]);
    }
    expect(widths).toEqual([10, 20, undefined]);
  });

  test("gives a mail again when the picture inside it changes, and only then", async () => {
    const mail = (width: number): string =>
      `Subject: The quay\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n${story(1)}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${pngOf(width, 10).toString("base64")}\n--b--\n`;
    const site = await kept({ "a.eml": mail(10), "b.txt": story(2) });
    expect((await site.read()).articles[0]?.images[0]?.width).toBe(10);
    expect(paths(await site.read())).toEqual([]);
    site.write("a.eml", mail(20));
    const reading = await site.read();
    expect(reading.articles.map(({ path: name, images }) => [name, images[0]?.width])).toEqual([
      ["a.eml", 20],
    ]);
    expect(paths(await site.read())).toEqual([]);
  });

  test("gives what cannot be used its reason each time", async () => {
    const site = await kept({ ...three, "bad.txt": Uint8Array.of(0, 1, 2, 0) });
    for (let n = 0; n < 2; n++) expect((await site.read()).skipped.map((s) => s.path)).toEqual(["bad.txt"]);
  });

  test("reads again those articles whose line has turned out to be the folder's furniture, and only those", async () => {
    const line = "This paper is printed on the old press behind the harbour.";
    const site = await kept({
      "1.txt": `${story(1)}\n\n${line}`,
      "2.txt": `${story(2)}\n\n${line}`,
      "3.txt": story(3),
      "4.txt": story(4),
      "other/5.txt": `${story(5)}\n\n${line}`,
    });
    await site.read();
    const kindOfLine = (name: string): string | undefined => {
      const article = site.articles.get(name);
      return article?.blocks.find((block) => article.text.slice(block.start, block.end) === line)?.kind;
    };
    expect(kindOfLine("1.txt")).toBe("paragraph");
    site.write("6.txt", `${story(6)}\n\n${line}`);
    expect(paths(await site.read())).toEqual(["1.txt", "2.txt", "6.txt"]);
    expect(["1.txt", "2.txt", "6.txt"].map(kindOfLine)).toEqual([
      "boilerplate",
      "boilerplate",
      "boilerplate",
    ]);
    expect(kindOfLine("other/5.txt")).toBe("paragraph");
    expect(paths(await site.read())).toEqual([]);
  });

  test("however it was changed, ends where reading it all for the first time ends", async () => {
    const line = "Write to the editor at the green door, any day but Monday.";
    const name = fc.constantFrom("a.txt", "b.txt", "c.md", "d.txt", "e.txt", "f.txt", "in/g.txt", "in/h.md");
    const step = fc.oneof(
      fc.record({ at: name, n: fc.nat({ max: 9 }), line: fc.boolean() }),
      fc.record({ at: name, gone: fc.constant(true) }),
      fc.record({ at: name, sidecar: fc.constantFrom("title: Side\n", "tags: [x]\n", "") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 5 }), async (days) => {
        const site = await kept({ "z.txt": story(99) });
        for (const day of days) {
          for (const each of day) {
            const place = path.join(site.folder, each.at);
            const sidecar = each.at.replace(/\.\w+$/, ".yaml");
            if ("gone" in each) rmSync(place, { force: true });
            else if ("sidecar" in each) site.write(sidecar, each.sidecar);
            else site.write(each.at, each.line ? `${story(each.n)}\n\n${line}` : story(each.n));
            if ("gone" in each) rmSync(path.join(site.folder, sidecar), { force: true });
          }
          await site.read();
        }
        await site.read();
        const afresh = await folderSource({ folder: site.folder, name: "seeds/", version: "1" }).read(
          new Date(),
        );
        const inOrder = [...site.articles.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
        expect(inOrder.map(withoutFileTime)).toEqual(afresh.articles.map(withoutFileTime));
      }),
      { numRuns: cases(40) },
    );
  });

  test("gives the same whether it is read by one thread or by several", async () => {
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, n) => [`${n}.txt`, story(n)]));
    const folder = tree({ ...files, "bad.txt": Uint8Array.of(0, 1, 2, 0) });
    const together = await folderSource({ folder, name: "seeds/" }).read(new Date());
    expect(together.skipped.map((s) => s.path)).toEqual(["bad.txt"]);
    expect(together.articles).toHaveLength(230);
    const some = tree(Object.fromEntries(Object.entries(files).slice(0, 20)));
    const alone = await folderSource({ folder: some, name: "seeds/" }).read(new Date());
    const byPath = new Map(together.articles.map((article) => [article.path, article]));
    for (const article of alone.articles) {
      const twin = byPath.get(article.path);
      expect(twin && withoutFileTime(twin)).toEqual(withoutFileTime(article));
    }
  });
});

/** A file that is written again in between is dated by another second. */
const withoutFileTime = ({ date: _date, ...article }: Article) => article;
