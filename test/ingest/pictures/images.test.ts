import { symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { pathOf, readPicture } from "../../../src/ingest/pictures/images.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { orientationOf, stripMetadata } from "../../../src/ingest/pictures/metadata.ts";
import { exifOf, jpegOf, pngOf, webpOf } from "../../fixtures/files/pictures.ts";
import { type Files, folderSource, readingOf, tree } from "../reading.ts";

const words = "Some words of an article about boats.";
const onlyArticle = async (files: Files) => {
  const { articles, skipped } = await readingOf(files);
  const [article] = articles;
  if (article == null) throw new Error(JSON.stringify(skipped));
  return article;
};

describe("a picture beside an article", () => {
  it("is published with it, named by its content, sized, with its description", async () => {
    const article = await onlyArticle({
      "a/boats.md": `${words}\n\n![Two "boats" <at> sea](pics/my%20boat.png?x=1)`,
      "a/pics/my boat.png": pngOf(640, 360),
    });
    const [image] = article.images;
    expect(image).toMatchObject({ path: "a/pics/my boat.png", type: "image/png", width: 640, height: 360 });
    expect(image?.hash).toMatch(/^[0-9a-f]{64}$/);
    const name = image?.hash.slice(0, 16);
    expect(article.html).toBe(
      `<p>${words}</p>\n<p><img src="images/${name}.png" alt="Two &quot;boats&quot; &lt;at&gt; sea" width="640" height="360" loading="lazy" /></p>`,
    );
  });

  it("is found from the top of the folder, from a folder above and in Obsidian's way, and listed once", async () => {
    const article = await onlyArticle({
      "a/b.md": `${words}\n\n![x](/pics/p.png) ![y](../pics/p.png)\n\n![[../pics/p.png|a boat]] and [[Boats|the boats]]`,
      "pics/p.png": pngOf(20, 10),
    });
    expect(article.images.map(({ path }) => path)).toEqual(["pics/p.png"]);
    expect(article.html.match(/<img /g)).toHaveLength(3);
    expect(article.text).toContain("and the boats");
  });

  it("that opens the article comes first, and not into its body", async () => {
    const article = await onlyArticle({
      "b.md": `---\ncover: {src: lead.png, alt: The quay}\n---\n${words}\n\n![x](p.png)`,
      "p.png": pngOf(20, 10),
      "lead.png": pngOf(40, 30),
    });
    expect(article.images.map(({ path, alt }) => [path, alt])).toEqual([
      ["lead.png", "The quay"],
      ["p.png", "x"],
    ]);
    expect(article.html.match(/<img /g)).toHaveLength(1);
  });
});

describe("a picture of the article's own name", () => {
  it("opens it", async () => {
    const article = await onlyArticle({
      "in/a boat.txt": words,
      "in/a boat.jpg": jpegOf(40, 30),
      "in/b.jpg": jpegOf(4, 3),
    });
    expect(article.images.map(({ path, alt }) => [path, alt])).toEqual([["in/a boat.jpg", ""]]);
    expect(article.html).toBe(`<p>${words}</p>`);
  });

  it("does not where the article opens with another or shows it itself", async () => {
    const other = await onlyArticle({
      "b.md": `---\ncover: lead.png\n---\n${words}`,
      "b.png": pngOf(20, 10),
      "lead.png": pngOf(40, 30),
    });
    expect(other.images.map(({ path }) => path)).toEqual(["lead.png"]);
    const own = await onlyArticle({ "b.md": `${words}\n\n![x](b.png)`, "b.png": pngOf(20, 10) });
    expect(own.images.map(({ alt }) => alt)).toEqual(["x"]);
  });

  it("that is laid beside it later is found by the next run", async () => {
    await using place = await tree({ "a.txt": words });
    const source = folderSource({ folder: place.folder, name: "x/" });
    const first = await source.read(new Date());
    await writeFile(join(place.folder, "a.png"), pngOf(20, 10));
    const second = await source.read(new Date());
    expect([first, second].map(({ articles }) => articles[0]?.images.length)).toEqual([0, 1]);
  });
});

describe("a picture that is not published leaves its description, and the article is read", () => {
  it.each<[string, Files, string]>([
    ["that is not there", {}, "p.png"],
    ["above the folder", {}, "../../../../etc/passwd.png"],
    ["above the folder, in disguise", {}, "..%2f..%2fp.png"],
    ["of another kind than its name says", { "p.png": "<svg onload=alert(1)>" }, "p.png"],
    ["with more pixels than allowed", { "p.png": pngOf(12_001, 2) }, "p.png"],
    ["with no pixels", { "p.png": pngOf(0, 2) }, "p.png"],
    ["that is cut off", { "p.png": pngOf(20, 10).subarray(0, 18) }, "p.png"],
    ["with an address of its own", {}, "file:///etc/passwd"],
    ["that is data", {}, "data:image/png;base64,AAAA"],
    ["in our own notation", {}, "picture:0"],
    ["in a hidden folder", { ".git/p.png": pngOf(2, 2) }, ".git/p.png"],
    ["with a line break", {}, "a%0Ab.png"],
  ])("%s", async (_, files, src) => {
    const { articles } = await readingOf({
      ...files,
      "a.html": `<p>${words}</p><p><img src="${src}" alt="Two boats"></p>`,
    });
    expect(articles[0]?.images).toEqual([]);
    expect(articles[0]?.html).toBe(`<p>${words}</p><p>Two boats</p>`);
  });

  it("behind a link, be it its own or its folder's", async () => {
    await using place = await tree({
      "in/a.md": `${words}\n\n![one](link.png) ![two](linked/p.png)`,
      "out/p.png": pngOf(20, 10),
    });
    await symlink(join(place.folder, "out/p.png"), join(place.folder, "in/link.png"));
    await symlink(join(place.folder, "out"), join(place.folder, "in/linked"));
    const { articles } = await folderSource({ folder: join(place.folder, "in"), name: "in/" }).read(
      new Date(),
    );
    expect(articles[0]?.images).toEqual([]);
    expect(articles[0]?.html).toBe(`<p>${words}</p>\n<p>one two</p>`);
  });

  it("that is larger than allowed, be it with holes, without reading it", async () => {
    await using place = await tree({ "p.png": pngOf(20, 10) });
    await truncate(join(place.folder, "p.png"), 20_000_000_000);
    await expect(readPicture(place.folder, "p.png", defaultLimits)).rejects.toThrow(/20000000000 bytes/);
  });

  it("beyond the fiftieth", async () => {
    const names = Array.from({ length: 60 }, (_, i) => `p${i}.png`);
    const article = await onlyArticle({
      "a.md": `${words}\n\n${names.map((name) => `![pic](${name})`).join("\n")}`,
      ...Object.fromEntries(names.map((name) => [name, pngOf(2, 2)])),
    });
    expect(article.images).toHaveLength(50);
  });
});

it("no text can pass for a picture of ours", async () => {
  const article = await onlyArticle({
    "a.html": `<p>${words} &lt;img src="picture:0"&gt; <abbr title='<img src="picture:0">'>b</abbr><img src="p.png" alt="x"></p>`,
    "p.png": pngOf(20, 10),
  });
  expect(article.html.match(/src="images\//g)).toHaveLength(1);
});

describe("what a camera noted", () => {
  const secret = "GPS 48.1 11.5 of Pella";
  const exif = exifOf(1, secret);

  it("is gone from a JPEG, with the film behind it, while colours and picture stay", () => {
    const colours = Buffer.from(`ICC_PROFILE\0 colours`, "latin1");
    const iptc = Buffer.from(`Photoshop 3.0\0 ${secret}`, "latin1");
    const before = jpegOf(
      640,
      360,
      [
        [0xe1, exif],
        [0xe2, colours],
        [0xed, iptc],
        [0xfe, Buffer.from(secret)],
      ],
      undefined,
      Buffer.from(`film ${secret}`),
    );
    const after = Buffer.from(stripMetadata(before)).toString("latin1");
    expect(after).not.toContain("Pella");
    expect(after).toContain("ICC_PROFILE");
    expect(Buffer.from(after, "latin1")).toEqual(jpegOf(640, 360, [[0xe2, colours]]));
  });

  it("but which way is up stays, and decides what is width", async () => {
    const before = jpegOf(640, 360, [[0xe1, exifOf(6, secret)]]);
    const after = stripMetadata(before);
    expect(Buffer.from(after).toString("latin1")).not.toContain("Pella");
    expect(imageSize(after)).toMatchObject({ width: 640, height: 360, orientation: 6 });
    const article = await onlyArticle({ "a.md": `${words}\n\n![x](p.jpg)`, "p.jpg": before });
    expect(article.images[0]).toMatchObject({
      type: "image/jpeg",
      width: 360,
      height: 640,
      bytes: after.length,
    });
  });

  it("is gone from a PNG and a WebP", () => {
    const png = stripMetadata(
      pngOf(20, 10, { eXIf: secret, tEXt: `Author\0${secret}`, iTXt: secret, pHYs: "123456789" }),
    );
    expect(Buffer.from(png)).toEqual(pngOf(20, 10, { pHYs: "123456789" }));
    const webp = stripMetadata(webpOf(20, 10, secret));
    expect(Buffer.from(webp).toString("latin1")).not.toContain("Pella");
    expect(imageSize(webp)).toMatchObject({ width: 20, height: 10, type: "webp" });
    expect(webp[20]).toBe(0);
  });

  it("but which way up they are stays, and decides their size", async () => {
    const turned = exifOf(6, secret).toString("latin1");
    const pictures = { "p.webp": webpOf(20, 10, turned), "p.png": pngOf(20, 10, { eXIf: turned.slice(6) }) };
    const article = await onlyArticle({ "a.md": `${words}\n\n![x](p.webp) ![y](p.png)`, ...pictures });
    expect(article.images.map(({ width, height }) => [width, height])).toEqual([
      [10, 20],
      [10, 20],
    ]);
    for (const picture of Object.values(pictures)) {
      const stripped = stripMetadata(picture);
      expect(Buffer.from(stripped).toString("latin1")).not.toContain("Pella");
      expect(orientationOf(stripped)).toBe(6);
      expect(stripMetadata(stripped)).toEqual(stripped);
    }
    expect(stripMetadata(pictures["p.webp"])[20]).toBe(0x08);
  });

  it("is taken out once, and no bytes make that fail", () => {
    const parts = fc.constantFrom(
      jpegOf(9, 9, [[0xe1, exif]]),
      pngOf(9, 9, { tEXt: secret }),
      webpOf(9, 9, secret),
    );
    fc.assert(
      fc.property(
        parts,
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        fc.nat(300),
        (whole, edits, length) => {
          const bytes = Uint8Array.from(whole.subarray(0, Math.max(12, length)));
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const once = stripMetadata(bytes);
          expect(once.length).toBeLessThanOrEqual(bytes.length + 2);
          expect(Buffer.from(stripMetadata(once))).toEqual(Buffer.from(once));
        },
      ),
      { numRuns: 500 },
    );
  });
});

it("a reference never leads out of the folder, whatever it is", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[./\\%2eEfF~a-z:]{0,20}$/)),
      fc.constantFrom("a.md", "b/c/d.md"),
      (src, article) => {
        const path = pathOf(src, article);
        if (path == null) return;
        expect(join("/root/x", path)).toMatch(/^\/root\/x(?:\/|$)/);
        expect(path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)/);
      },
    ),
    { numRuns: 2_000 },
  );
});
