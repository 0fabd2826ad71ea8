import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archiveOf, docxOf, wordParagraph as p } from "../../fixtures/files/office.ts";
import { articleOf, readingOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

const lede = "The ferry is back after six years, and nobody on the quay believed it at first.";

const link = (id: string, words: string): string =>
  `<w:hyperlink r:id="${id}"><w:r><w:t>${words}</w:t></w:r></w:hyperlink>`;
const cell = (words: string): string => `<w:tc>${p(words)}</w:tc>`;

describe("a Word document", async () => {
  const article = await articleOf(
    "boats.docx",
    docxOf(
      p("The ferry comes home", "Title") +
        p(lede) +
        p("What it costs", "Heading1") +
        `<w:p>${link("rId7", "The plan")}${link("rId8", " and more")}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> is bold.</w:t></w:r></w:p>` +
        `<w:tbl><w:tr>${cell("Single")}${cell("24")}</w:tr><w:tr>${cell("Day")}${cell("90")}</w:tr></w:tbl>` +
        `<w:p><w:r><w:drawing/></w:r></w:p>`,
      {
        core: "<dc:title>Letter template</dc:title><dc:creator>Pella Varga</dc:creator><dcterms:created>2026-03-04T08:00:00Z</dcterms:created><cp:keywords>boats, ferries</cp:keywords>",
      },
    ),
  );

  it("gives its title as people see it, not as the template has it", () => {
    expect(article.title).toMatchObject({ state: "given", value: "The ferry comes home" });
    expect(textsOf(article, "title")).toEqual(["The ferry comes home"]);
  });

  it("gives paragraphs, headings, tables and safe links", () => {
    expect(textsOf(article, "paragraph")).toContain(lede);
    expect(textsOf(article, "heading")).toEqual(["What it costs"]);
    expect(textsOf(article, "table")).toEqual(["Single\t24\nDay\t90"]);
    expect(article.html).toContain(
      '<a href="https://example.org/plan">The plan</a> and more<strong> is bold.</strong>',
    );
    expect(article.html).not.toMatch(/javascript|ferry comes home/);
  });

  it("takes its properties for hints", () => {
    expect(article.author).toMatchObject({ state: "inferred", value: "Pella Varga", confidence: 0.7 });
    expect(article.date).toMatchObject({ state: "inferred", confidence: 0.5 });
    expect(article.tags).toEqual(["boats", "ferries"]);
  });

  it("points each block's source at its own place in the text", () => {
    for (const { start, end, source } of article.blocks) expect(source).toEqual({ start, end });
  });
});

it("a document whose title only its properties know uses them, and says so", async () => {
  const core = "<dc:title>The ferry comes home</dc:title><dc:creator>user</dc:creator>";
  const article = await articleOf("a.docx", docxOf(p(lede), { core }));
  expect(article.title).toMatchObject({ state: "inferred", value: "The ferry comes home", confidence: 0.8 });
  expect(article.author.state).toBe("unknown");
});

it("the byline in a document says more than whose machine it was typed on", async () => {
  const core = "<dc:creator>Pella Varga</dc:creator>";
  const body = p("The ferry comes home") + p("By Ana Whitcombe") + p("3 May 2024") + p(lede) + p(lede);
  const { author } = await articleOf("a.docx", docxOf(body, { core }));
  expect(author).toMatchObject({ state: "inferred", value: "Ana Whitcombe" });
  expect(author).toMatchObject({ alternatives: [{ value: "Pella Varga" }] });
});

/** An archive whose directory states a size that is not true. */
function lyingArchive(mib: number): Uint8Array {
  const good = Buffer.from(docxOf(p(lede)));
  const packed = deflateRawSync(Buffer.alloc(mib * 1024 * 1024, 0x20));
  const name = Buffer.from("word/document.xml");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1_000, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(1_000, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  expect(good.subarray(0, 4)).toEqual(local.subarray(0, 4));
  return Buffer.concat([local, name, packed, central, name, end]);
}

const rels = (target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}" TargetMode="External"/></Relationships>`;

describe("an office document that means harm is refused by name, in bounded time", () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${"bcdefgh".replace(/./g, (c) => `<!ENTITY ${c} "${`&${String.fromCharCode(c.charCodeAt(0) - 1)};`.repeat(10)}">`)}]><w:document><w:body><w:p><w:r><w:t>&h;</w:t></w:r></w:p></w:body></w:document>`;
  it.each<[string, Uint8Array, RegExp]>([
    ["unpacks to 100 MB", docxOf(p(" ".repeat(100_000_000))), /unpacks to more than an article/],
    ["states a size of 1 KB and unpacks to 1 GB", lyingArchive(1_024), /unpacks to more than an article/],
    ["declares entities", docxOf("", { "word/document.xml": bomb }), /document type/],
    ["is nested ten thousand deep", docxOf("<w:sdt>".repeat(10_000)), /nested too deep/],
    ["holds four hundred thousand elements", docxOf("<w:p/>".repeat(400_000)), /too many parts/],
    ["is cut off", docxOf(p(lede)).subarray(0, 900), /damaged/],
    ["is no archive", Buffer.from("PK\u0003\u0004 but not really"), /no ZIP archive/],
    ["is another kind of archive", archiveOf({ "a.txt": lede }), /no Word document/],
    [
      "holds three thousand files",
      archiveOf(Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`${i}`, ""]))),
      /3000 files/,
    ],
    ["has broken XML", docxOf("<w:p><w:r>"), /damaged/],
  ])("%s", async (_, bytes, reason) => {
    const before = cpuMs();
    const { articles, skipped } = await readingOf({ "a.docx": bytes, "b.txt": lede });
    expect(cpuMs() - before).toBeLessThan(5_000);
    expect(articles.map(({ path }) => path)).toEqual(["b.txt"]);
    expect(skipped).toEqual([{ path: "a.docx", reason: expect.stringMatching(reason) as string }]);
  });

  it("with a password", async () => {
    const bytes = Buffer.from(docxOf(p(lede)));
    for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4))
      bytes[at + 8] = 1;
    expect((await readingOf({ "a.docx": bytes })).skipped[0]?.reason).toContain("password");
  });

  it("reaches no file and no address", async () => {
    const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
    const bytes = docxOf(p(lede) + picture, { "word/_rels/document.xml.rels": rels("file:///etc/hostname") });
    const { articles, skipped } = await readingOf({ "a.docx": bytes });
    expect(skipped).toEqual([]);
    expect(articles[0]?.html).toBe(`<p>${lede}</p>`);
  });

  it("or is changed anywhere: an article or a reason, never more", async () => {
    const good = docxOf(p("The ferry comes home", "Title") + p(lede));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (edits) => {
          const bytes = Uint8Array.from(good);
          for (const [at, value] of edits) bytes[at] = value;
          const { articles, skipped } = await readingOf({ "a.docx": bytes });
          expect(articles.length + skipped.length).toBe(1);
          expect(skipped[0]?.reason ?? "").not.toContain("please report");
        },
      ),
      { numRuns: 60 },
    );
  });
});
