import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import type { OutputFile, Publication, Publisher } from "../../src/domain/ports.ts";
import { publishers } from "../../src/publish/index.ts";
import { tree } from "../tree.ts";

const longAgo = new Date("2020-01-01T00:00:00Z");

/** Every file below a folder, with its text and when it was written. */
function contents(folder: string): Record<string, readonly [text: string, mtimeMs: number]> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name));
  return Object.fromEntries(
    files
      .toSorted()
      .map((file) => [
        path.relative(folder, file),
        [readFileSync(file, "utf8"), statSync(file).mtimeMs] as const,
      ]),
  );
}

const texts = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(contents(folder)).map(([name, [text]]) => [name, text]));

/** `public/` as an earlier run left it, with its files dated long ago. */
function published(files: Readonly<Record<string, string>>): string {
  const folder = path.join(tree({ "public/": "" }), "public");
  const below = Object.fromEntries(Object.entries(files).map(([name, text]) => [`public/${name}`, text]));
  const real = Object.keys(files).length === 0 ? folder : path.join(tree(below), "public");
  for (const name of Object.keys(files)) {
    if (!name.endsWith("/")) utimesSync(path.join(real, name), longAgo, longAgo);
  }
  return real;
}

const file = (name: string, body: string): OutputFile => ({ path: name, body });

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  const error: unknown = await attempt.then(
    () => new Error("it went well"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
}

async function publishWith(
  publisher: Publisher,
  files: Iterable<OutputFile> | AsyncIterable<OutputFile>,
  remove: readonly string[],
): Promise<Publication> {
  await using staged = await publisher.stage(files, remove);
  await staged.publish();
  return staged.publication;
}

describe.each(Object.entries(publishers))("the %s publisher", (_, publisher) => {
  test("tells what it writes, what is so already and what it removes", async () => {
    const folder = published({ "atom.xml": "old", "rss.xml": "same", "articles/gone.html": "bye" });
    const publication = await publishWith(
      publisher(folder, "public/"),
      [file("articles/new.html", "new"), file("atom.xml", "new"), file("rss.xml", "same")],
      ["articles/gone.html", "articles/never-was.html"],
    );
    expect(publication).toEqual({
      written: ["articles/new.html", "atom.xml"],
      unchanged: 1,
      removed: ["articles/gone.html"],
    });
  });

  test("finds everything to be written where nothing has ever been published", async () => {
    const folder = path.join(tree(), "public");
    const publication = await publishWith(
      publisher(folder, "public/"),
      [file("atom.xml", "new")],
      ["gone.html"],
    );
    expect(publication).toEqual({ written: ["atom.xml"], unchanged: 0, removed: [] });
  });

  test("compares bytes: another accent or line end is another file", async () => {
    const folder = published({ a: "é", b: "one\n", c: "é" });
    const { written, unchanged } = await publishWith(
      publisher(folder, "public/"),
      [file("a", "e\u0301"), file("b", "one\r\n"), file("c", "é")],
      [],
    );
    expect({ written, unchanged }).toEqual({ written: ["a", "b"], unchanged: 1 });
  });

  test.each([
    "../outside.xml",
    "/etc/outside.xml",
    "articles/../../outside.xml",
    "..",
    "",
    ".",
    "articles/..",
  ])("refuses to publish at %j, outside its folder, and changes nothing", async (name) => {
    const folder = published({ "atom.xml": "old" });
    const before = contents(path.dirname(folder));
    const files = [file("atom.xml", "new"), file(name, "escaped")];
    expect((await faultOf(publishWith(publisher(folder, "public/"), files, []))).code).toBe("bug");
    expect(contents(path.dirname(folder))).toEqual(before);
  });

  test("refuses to remove outside its folder, and changes nothing", async () => {
    const folder = published({ "atom.xml": "old" });
    writeFileSync(path.join(folder, "..", "outside.txt"), "keep me");
    const before = contents(path.dirname(folder));
    const attempt = publishWith(publisher(folder, "public/"), [file("atom.xml", "new")], ["../outside.txt"]);
    expect((await faultOf(attempt)).code).toBe("bug");
    expect(contents(path.dirname(folder))).toEqual(before);
  });

  test.each([
    ["a folder stands where a file should be", { "rss.xml/": "" }],
    ["a file stands where a folder should be", { articles: "a file" }],
  ])("says that it cannot write when %s, and leaves all others as they were", async (_case, obstacle) => {
    const folder = published({ "atom.xml": "old", "feed.json": "old", ...obstacle });
    const before = contents(folder);
    const fault = await faultOf(
      publishWith(
        publisher(folder, "public/"),
        [
          file("atom.xml", "new"),
          file("articles/a.html", "new"),
          file("rss.xml", "new"),
          file("feed.json", "new"),
        ],
        [],
      ),
    );
    expect(fault.code).toBe("cannot-write");
    expect(fault.message).toContain("public/");
    expect(contents(folder)).toEqual(before);
  });

  test("finds all files that are there, in folders too, and none where there is no folder", async () => {
    const folder = published({ "atom.xml": "old", "articles/a.html": "page" });
    expect(await publisher(folder, "public/").present()).toEqual(new Set(["atom.xml", "articles/a.html"]));
    expect(await publisher(path.join(folder, "none"), "public/").present()).toEqual(new Set());
  });

  test("works the same in a folder whose name ends in a slash", async () => {
    const folder = published({ "atom.xml": "old" });
    const { written } = await publishWith(publisher(`${folder}/`, "public/"), [file("atom.xml", "new")], []);
    expect(written).toEqual(["atom.xml"]);
  });
});

const publish = (folder: string, files: readonly OutputFile[], remove: readonly string[] = []) =>
  publishWith(publishers.folder(folder, "public/"), files, remove);

describe("publishing into a folder", () => {
  test("leaves exactly the files that were asked for, and those of others", async () => {
    const folder = published({ "atom.xml": "old", CNAME: "news.example.org", "articles/gone.html": "bye" });
    await publish(
      folder,
      [file("atom.xml", "ä\r\n\0"), file("articles/deep/er.html", "new")],
      ["articles/gone.html"],
    );
    expect(texts(folder)).toEqual({
      "atom.xml": "ä\r\n\0",
      CNAME: "news.example.org",
      "articles/deep/er.html": "new",
    });
  });

  test("shows readers nothing of what is staged until all of it is published", async () => {
    const folder = published({ "atom.xml": "old" });
    const staged = await publishers
      .folder(folder, "public/")
      .stage([file("atom.xml", "new"), file("a.html", "a")], []);
    expect(readFileSync(path.join(folder, "atom.xml"), "utf8")).toBe("old");
    expect(existsSync(path.join(folder, "a.html"))).toBe(false);
    await staged.publish();
    expect(texts(folder)).toEqual({ "atom.xml": "new", "a.html": "a" });
    await staged[Symbol.asyncDispose]();
    expect(texts(folder)).toEqual({ "atom.xml": "new", "a.html": "a" });
  });

  test("leaves no trace of what was staged and then given up, or could not be made to the end", async () => {
    const folder = published({ "atom.xml": "old" });
    const before = contents(folder);
    const publisher = publishers.folder(folder, "public/");
    {
      await using _staged = await publisher.stage([file("atom.xml", "new"), file("b", "b")], []);
    }
    expect(contents(folder)).toEqual(before);
    async function* breaking(): AsyncGenerator<OutputFile> {
      yield file("atom.xml", "new");
      throw new Fault("template-broken", "pages/article.liquid, line 3");
    }
    expect((await faultOf(publisher.stage(breaking(), []))).code).toBe("template-broken");
    expect(contents(folder)).toEqual(before);
  });

  test("does not touch a file that is so already, so that readers are told: not modified", async () => {
    const folder = published({ "atom.xml": "same", "rss.xml": "old" });
    await publish(folder, [file("atom.xml", "same"), file("rss.xml", "new")]);
    expect(contents(folder)["atom.xml"]).toEqual(["same", +longAgo]);
    expect(contents(folder)["rss.xml"]?.[1]).toBeGreaterThan(+longAgo);
  });

  test("a second time changes nothing", async () => {
    const folder = path.join(tree(), "public");
    const files = [file("atom.xml", "feed"), file("articles/a.html", "page")];
    await publish(folder, files);
    const before = contents(folder);
    expect(await publish(folder, files)).toEqual({
      written: [],
      unchanged: 2,
      removed: [],
    });
    expect(contents(folder)).toEqual(before);
  });

  test("gives a new file to whoever has the old one open whole: it is replaced, not written over", async () => {
    const folder = published({ "atom.xml": "the old feed" });
    const before = statSync(path.join(folder, "atom.xml")).ino;
    await publish(folder, [file("atom.xml", "new")]);
    expect(statSync(path.join(folder, "atom.xml")).ino).not.toBe(before);
  });

  test("makes files that a web server may read", async () => {
    const folder = path.join(tree(), "public");
    await publish(folder, [file("atom.xml", "feed")]);
    expect(statSync(path.join(folder, "atom.xml")).mode & 0o444).toBe(0o444);
  });

  test("clears what a killed run left behind, and nothing that only looks like it", async () => {
    const leftovers = [`.atom.xml.${randomUUID()}.part`, `articles/.a.html.${randomUUID()}.part`];
    const others = [".htaccess", "download.part", `.notes.part`, `atom.xml.${randomUUID()}.part`];
    const folder = published(Object.fromEntries([...leftovers, ...others].map((name) => [name, "x"])));
    await publish(folder, [file("atom.xml", "feed"), file("articles/a.html", "page")]);
    expect(Object.keys(texts(folder)).toSorted()).toEqual(
      [...others, "articles/a.html", "atom.xml"].toSorted(),
    );
  });

  test("clears what a killed run left where the next one has nothing to publish", async () => {
    const folder = published({ "atom.xml": "feed", [`images/.a.png.${randomUUID()}.part`]: "half" });
    const publisher = publishers.folder(folder, "public/");
    expect(await publisher.present()).toEqual(new Set(["atom.xml"]));
    await publishWith(publisher, [file("atom.xml", "feed")], []);
    expect(Object.keys(contents(folder))).toEqual(["atom.xml"]);
  });

  test("leaves nothing half-done behind when a file in the middle cannot be written", async () => {
    const folder = published({ "atom.xml": "old" });
    const before = contents(folder);
    // The place is free, but its staging name is longer than a file name may be.
    const tooLong = `${"x".repeat(240)}.html`;
    const fault = await faultOf(
      publish(folder, [file("atom.xml", "new"), file(tooLong, "page"), file("z", "z")]),
    );
    expect([fault.code, fault.exitCode]).toEqual(["cannot-write", 73]);
    expect(contents(folder)).toEqual(before);
  });

  test("that cannot remove what it should has published nothing either, or does not say so", async () => {
    const folder = published({ "atom.xml": "old", "gone.html/keep.txt": "a folder of somebody else" });
    const fault = await faultOf(publish(folder, [file("atom.xml", "new")], ["gone.html"]));
    expect(fault.code).toBe("cannot-write");
    const said = fault.message.includes("What was published before is still in place");
    expect(texts(folder)["atom.xml"]).toBe(said ? "old" : "new");
    expect(texts(folder)["gone.html/keep.txt"]).toBe("a folder of somebody else");
  });

  test("brings any folder to any state in one go", async () => {
    const name = fc.constantFrom("atom.xml", "rss.xml", "a/b.html", "a/c.html", "d/e/f.html");
    const site = fc.dictionary(name, fc.constantFrom("one", "two", "three"), { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(site, { minLength: 1, maxLength: 4 }), async (states) => {
        const folder = path.join(tree(), "public");
        let before: Record<string, string> = {};
        for (const state of states) {
          const gone = Object.keys(before).filter((each) => !(each in state));
          const files = Object.entries(state).map(([at, body]) => file(at, body));
          const { written, unchanged, removed } = await publish(folder, files, gone);
          expect(texts(folder)).toEqual({ ...state });
          expect(written.length + unchanged).toBe(Object.keys(state).length);
          expect(written.every((each) => before[each] !== state[each])).toBe(true);
          expect(removed).toEqual(gone);
          before = { ...state };
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("a rehearsed publication", () => {
  test("writes nothing, not even the folder", async () => {
    const site = tree({ "public/atom.xml": "old", "public/gone.html": "bye" });
    utimesSync(path.join(site, "public/atom.xml"), longAgo, longAgo);
    const before = contents(site);
    const rehearsal = publishers.rehearsal(path.join(site, "public"), "public/");
    await publishWith(rehearsal, [file("atom.xml", "new"), file("articles/a.html", "new")], ["gone.html"]);
    expect(contents(site)).toEqual(before);
    expect(readdirSync(path.join(site, "public")).toSorted()).toEqual(["atom.xml", "gone.html"]);
    await publishWith(
      publishers.rehearsal(path.join(site, "never"), "never/"),
      [file("atom.xml", "new")],
      [],
    );
    expect(readdirSync(site)).toEqual(["public"]);
  });

  test("foretells exactly what publishing then does", async () => {
    const folder = published({ "atom.xml": "old", "rss.xml": "same", "gone.html": "bye" });
    const files = [file("atom.xml", "new"), file("rss.xml", "same"), file("x/new.html", "new")];
    const foretold = await publishWith(publishers.rehearsal(folder, "public/"), files, [
      "gone.html",
      "never.html",
    ]);
    expect(
      await publishWith(publishers.folder(folder, "public/"), files, ["gone.html", "never.html"]),
    ).toEqual(foretold);
  });
});
