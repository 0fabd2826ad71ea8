import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Article } from "../../../src/domain/article.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { docxOf, odtOf, wordParagraph } from "../../fixtures/files/office.ts";
import { exifOf, jpegOf, pngOf } from "../../fixtures/files/pictures.ts";
import { type WholeSource, articleOf, folderSource, readingOf, tree } from "../reading.ts";
import { cpuMs } from "../cost.ts";

const lede = "The ferry is back after six years, and nobody on the quay believed it at first.";
const secret = "GPS 48.1 11.5 of Pella";
const photo = jpegOf(64, 36, [[0xe1, exifOf(1, secret)]]);

type Part = { readonly type: string; readonly id?: string; readonly bytes: Uint8Array };

/** A mail with an HTML text, or a plain one, and parts after it. */
function mailOf(body: string, parts: readonly Part[], type = "text/html"): string {
  const heads = parts.map(({ type: own, id, bytes }) =>
    [
      `--b\r\nContent-Type: ${own}`,
      ...(id == null ? [] : [`Content-ID: <${id}>`]),
      "Content-Transfer-Encoding: base64\r\n",
      Buffer.from(bytes).toString("base64"),
    ].join("\r\n"),
  );
  return [
    'Subject: The ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n',
    `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}`,
    ...heads,
    "--b--\r\n",
  ].join("\r\n");
}

const relation = (id: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}"/>`;
const drawn = (id: string, alt: string): string =>
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="p" descr="${alt}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

/** A Word document that shows the pictures in this order. */
function wordWith(pictures: Readonly<Record<string, Uint8Array>>, shown = Object.keys(pictures)): Uint8Array {
  const targets = Object.keys(pictures).map((name, at) => relation(`p${at}`, `media/${name}`));
  const drawings = shown.map((name) => drawn(`p${Object.keys(pictures).indexOf(name)}`, `Picture ${name}`));
  return docxOf(wordParagraph(lede) + drawings.join(""), {
    "word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join("")}</Relationships>`,
    ...Object.fromEntries(Object.entries(pictures).map(([name, bytes]) => [`word/media/${name}`, bytes])),
  });
}

const framed = (hrefs: readonly string[], alt = ""): string =>
  `<text:p><draw:frame>${hrefs.map((href) => `<draw:image xlink:href="${href}"/>`).join("")}<svg:desc>${alt}</svg:desc></draw:frame></text:p>`;

function openTextWith(pictures: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const names = Object.keys(pictures);
  return odtOf(
    `<text:p>${lede}</text:p>${names.map((name) => framed([name], `Picture ${name}`)).join("")}`,
    pictures,
  );
}

const shownIn = ({ html }: Article): number => html.match(/<img src="images\//g)?.length ?? 0;

describe("a picture inside a file is published with the article", () => {
  it.each<[string, string | Uint8Array, string]>([
    [
      "a.eml",
      mailOf(`<p>${lede}</p><img src="cid:boat%40gull" alt="Two boats">`, [
        { type: "image/jpeg", id: "boat@gull", bytes: photo },
      ]),
      "Two boats",
    ],
    ["a.docx", wordWith({ "image1.jpeg": photo }), "Picture image1.jpeg"],
    ["a.odt", openTextWith({ "Pictures/1.jpg": photo }), "Picture Pictures/1.jpg"],
  ])(
    "%s: where it stands, with its size and description, without what the camera noted",
    async (path, file, alt) => {
      await using place = await tree({ [path]: file });
      const source = folderSource({ folder: place.folder, name: "x/" });
      const [article] = (await source.read(new Date())).articles;
      const [image] = article?.images ?? [];
      expect(article?.notes).toEqual([]);
      expect(article?.images).toHaveLength(1);
      expect(image).toMatchObject({ path: `${path}#1`, alt, type: "image/jpeg", width: 64, height: 36 });
      const name = image?.hash.slice(0, 16);
      expect(article?.html).toContain(
        `<img src="images/${name}.jpg" alt="${alt}" width="64" height="36" loading="lazy" />`,
      );
      const bytes = image == null ? null : await source.picture?.(image);
      expect(Buffer.from(bytes ?? [])).toEqual(jpegOf(64, 36));
    },
  );
});

describe("pictures attached to a mail", () => {
  it("follow the text where it shows others, each once", async () => {
    const parts = [pngOf(4, 3), pngOf(8, 6), pngOf(8, 6)].map((bytes, at) => ({
      type: at === 2 ? "application/octet-stream" : "image/png",
      ...(at === 0 ? { id: "one" } : {}),
      bytes,
    }));
    const article = await articleOf("a.eml", mailOf(`<p><img src="cid:one"> ${lede}</p>`, parts));
    expect(article.images.map(({ path, width }) => [path, width])).toEqual([
      ["a.eml#1", 4],
      ["a.eml#2", 8],
      ["a.eml#3", 8],
    ]);
    expect(article.html).toMatch(
      /^<p><img [^>]+> The ferry[^<]+<\/p>\n<p><img [^>]+><\/p>\n<p><img [^>]+><\/p>$/,
    );
  });

  it("open it where the text shows none", async () => {
    const parts = [pngOf(4, 3), pngOf(8, 6)].map((bytes) => ({ type: "image/png", bytes }));
    const article = await articleOf("a.eml", mailOf(lede, parts, "text/plain"));
    expect(article.images.map(({ width }) => width)).toEqual([4, 8]);
    expect(shownIn(article)).toBe(1);
  });
});

describe("a picture shown twice", () => {
  it("is one picture in a Word document", async () => {
    const article = await articleOf("a.docx", wordWith({ "1.png": pngOf(4, 3) }, ["1.png", "1.png"]));
    expect(article.images.map(({ path }) => path)).toEqual(["a.docx#1"]);
    expect(shownIn(article)).toBe(2);
  });

  it("of two forms, as drawing programs leave it, is the one that can be published", async () => {
    const file = odtOf(`<text:p>${lede}</text:p>${framed(["Pictures/a.svg", "./Pictures/a.png"])}`, {
      "Pictures/a.svg": "<svg/>",
      "Pictures/a.png": pngOf(4, 3),
    });
    const article = await articleOf("a.odt", file);
    expect([article.images.map(({ width }) => width), article.notes]).toEqual([[4], []]);
  });

  it("stays out where it stands in what was deleted", async () => {
    const file = odtOf(
      `<text:tracked-changes>${framed(["Pictures/a.png"])}</text:tracked-changes><text:p>${lede}</text:p>`,
      {
        "Pictures/a.png": pngOf(4, 3),
      },
    );
    expect((await articleOf("a.odt", file)).images).toEqual([]);
  });
});

describe("one bad picture is a note, and costs neither the article nor the others", () => {
  const good = pngOf(4, 3);
  const bad: readonly [string, Uint8Array, RegExp][] = [
    ["another kind", Buffer.from("<svg onload='alert(1)'/>"), /no JPEG, PNG/],
    ["nothing", new Uint8Array(), /empty/],
    ["cut off", good.subarray(0, 18), /size cannot be read|pixels/],
    ["more pixels than allowed", pngOf(12_001, 2), /12001 × 2 pixels/],
  ];
  const files: readonly [string, (bytes: Uint8Array) => string | Uint8Array][] = [
    [
      "a.eml",
      (bytes) =>
        mailOf(`<p>${lede}</p><img src="cid:g"><img src="cid:b">`, [
          { type: "image/png", id: "b", bytes },
          { type: "image/png", id: "g", bytes: good },
        ]),
    ],
    ["a.docx", (bytes) => wordWith({ "b.png": bytes, "g.png": good })],
    ["a.odt", (bytes) => openTextWith({ "Pictures/b.png": bytes, "Pictures/g.png": good })],
  ];
  it.each(
    files.flatMap(([path, make]) =>
      bad.map(([what, bytes, reason]) => [path, what, make, bytes, reason] as const),
    ),
  )("%s: %s", async (path, _, make, bytes, reason) => {
    const article = await articleOf(path, make(bytes));
    expect(article.images.map(({ width }) => width)).toEqual([4]);
    expect(article.notes).toEqual([expect.stringMatching(/^one picture inside the file was left out: /)]);
    expect(article.notes[0]).toMatch(reason);
  });

  it("and so is one above the limits, of bytes or number", async () => {
    const three = { "a.docx": wordWith({ "1.png": good, "2.png": pngOf(5, 3), "3.png": pngOf(6, 3) }) };
    const few = await readingOf(three, { maxPictures: 2 });
    expect(few.articles[0]?.images).toHaveLength(2);
    expect(few.articles[0]?.notes[0]).toMatch(/at most 2/);
    const small = await readingOf(three, { maxPictureBytes: good.length - 1 });
    expect(small.articles[0]?.images).toHaveLength(0);
    expect(small.articles[0]?.notes[0]).toMatch(/^3 pictures/);
  });

  it("and one that the mail does not hold", async () => {
    const article = await articleOf("a.eml", mailOf(`<p>${lede}</p><img src="cid:x" alt="Two boats">`, []));
    expect(article.notes[0]).toContain("does not hold it");
    expect(article.html).toContain("Two boats");
  });

  it("also where each unpacks to more than allowed", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `Pictures/${at}.png`);
    const bombs = Object.fromEntries(names.map((name) => [name, new Uint8Array(11_000_000)]));
    const file = openTextWith(bombs);
    const before = cpuMs();
    const article = await articleOf("a.odt", file);
    const spent = cpuMs() - before;
    expect(spent).toBeLessThan(1_000);
    expect(article.text).toContain(lede);
    expect(article.notes[0]).toMatch(/^30 pictures .*unpacked within the limits/);
  });
});

describe("its bytes are given again", () => {
  async function imageIn(source: WholeSource) {
    const [image] = (await source.read(new Date())).articles[0]?.images ?? [];
    if (image == null) throw new Error("no picture was found");
    return image;
  }
  const mail = (width: number): string =>
    mailOf(lede, [{ type: "image/png", bytes: pngOf(width, 3) }], "text/plain");

  it("only while they are the ones that were read, also after the same source has opened the file", async () => {
    await using place = await tree({ "in/a.eml": mail(4) });
    const source = folderSource({ folder: place.folder, name: "x/" });
    const image = await imageIn(source);
    expect(await source.picture?.(image)).not.toBeNull();
    await writeFile(join(place.folder, "in/a.eml"), mail(5));
    expect(await source.picture?.(image)).toBeNull();
    expect(Buffer.from((await source.picture?.(await imageIn(source))) ?? [])).toEqual(pngOf(5, 3));
  });

  it.each(["a.eml#2", "a.eml#0", "a.eml#999999", "b.eml#1", "../a.eml#1", "a.txt#1", "#1"])(
    "and %s names none",
    async (path) => {
      await using place = await tree({ "a.eml": mail(4), "a.txt": lede });
      const source = folderSource({ folder: place.folder, name: "x/" });
      const image = await imageIn(source);
      expect(await source.picture?.({ ...image, path })).toBeNull();
    },
  );

  it("a file named as if it lay inside another is itself", async () => {
    await using place = await tree({
      "a.eml": mail(4),
      "b.md": `${lede}\n\n![x](a.eml%231)`,
      "a.eml#1": pngOf(9, 9),
    });
    const source = folderSource({ folder: place.folder, name: "x/" });
    const images = (await source.read(new Date())).articles.flatMap((article) => article.images);
    const widths = await Promise.all(images.map(async (image) => (await source.picture?.(image))?.[19]));
    expect(widths).toEqual([4, 9]);
  });
});

it("no more is read of a mail than its limit allows, pictures and all", async () => {
  const { skipped } = await readingOf({
    "a.eml": mailOf(lede, [{ type: "image/png", bytes: new Uint8Array(defaultLimits.maxBytes) }]),
  });
  expect(skipped[0]?.reason).toMatch(/bytes, more than/);
});
