import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archiveOf, odtOf } from "../../fixtures/files/office.ts";
import { articleOf, readingOf, textsOf } from "../reading.ts";

const lede = "The ferry is back after six years, and nobody on the quay believed it at first.";

describe("an OpenDocument text", async () => {
  const article = await articleOf(
    "boats.odt",
    odtOf(
      `<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted words.</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:p text:style-name="P1">The ferry comes home</text:p>
      <text:p>${lede}<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>
      <text:h text:outline-level="1">What it costs</text:h>
      <text:p>Two<text:s text:c="3"/>words, <text:a xlink:href="https://example.org/plan">a plan</text:a>, <text:a xlink:href="javascript:x()">no plan</text:a> and <text:span text:style-name="T1">bold ones</text:span><text:line-break/>here.</text:p>
      <text:list text:style-name="L1"><text:list-item><text:p>first</text:p></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>
      <table:table><table:table-row><table:table-cell><text:p>Single</text:p></table:table-cell><table:table-cell><text:p>24</text:p></table:table-cell></table:table-row></table:table>
      <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>`,
      {
        styles: `<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>`,
        meta: "<meta:initial-creator>Pella Varga</meta:initial-creator><meta:creation-date>2026-03-04T08:00:00.123456789</meta:creation-date><dc:language>en-GB</dc:language><meta:keyword>boats</meta:keyword>",
      },
    ),
  );

  it("gives title, headings, lists, tables, links and emphasis", () => {
    expect(article.title).toMatchObject({ state: "given", value: "The ferry comes home" });
    expect(article.html).toBe(
      `<p>${lede}</p>\n      <h2>What it costs</h2>\n      <p>Two   words, <a href="https://example.org/plan">a plan</a>, no plan and <strong>bold ones</strong><br />here.</p>\n      <ol><li><p>first</p></li><li><p>second</p></li></ol>\n      <table><tr><td><p>Single</p></td><td><p>24</p></td></tr></table>`,
    );
    expect(textsOf(article, "list")).toEqual(["first", "second"]);
  });

  it("leaves out notes, frames and what was deleted", () => {
    expect(article.text).not.toMatch(/note|Deleted|boxed/);
  });

  it("takes its properties for hints", () => {
    expect(article.author).toMatchObject({ state: "inferred", value: "Pella Varga" });
    expect(article.language).toMatchObject({ state: "inferred", value: "en-GB" });
    expect(article.date).toMatchObject({ state: "inferred", confidence: 0.5 });
    expect(article.tags).toEqual(["boats"]);
  });
});

it.each<[string, Uint8Array, RegExp]>([
  ["unpacks to 100 MB", odtOf(" ".repeat(100_000_000)), /unpacks to more than an article/],
  [
    "declares entities",
    odtOf("", { "content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' }),
    /document type/,
  ],
  ["is nested ten thousand deep", odtOf("<text:section>".repeat(10_000)), /nested too deep/],
  ["has no text", archiveOf({ mimetype: "application/vnd.oasis.opendocument.text" }), /no OpenDocument text/],
  ["has broken XML", odtOf("<text:p>"), /damaged/],
  ["is empty", odtOf(""), /holds no text/],
])("a document that %s is refused by name", async (_, bytes, reason) => {
  const { articles, skipped } = await readingOf({ "a.odt": bytes, "b.txt": lede });
  expect(articles).toHaveLength(1);
  expect(skipped[0]?.reason).toMatch(reason);
});

it("spaces said to be a million are a few", async () => {
  const article = await articleOf("a.odt", odtOf(`<text:p>${lede}<text:s text:c="1000000"/>End.</text:p>`));
  expect(article.html.length).toBeLessThan(150);
});

const escaped = (words: string): string => words.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

it("any words arrive as they are, and every block stays in its text", async () => {
  const words = fc.stringMatching(/^[\p{L}\p{N}<>&"' .,]{1,80}$/u);
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 5 }), async (paragraphs) => {
      const body = [lede, ...paragraphs].map((each) => `<text:p>${escaped(each)}</text:p>`).join("");
      const article = await articleOf("a.odt", odtOf(body));
      let last = 0;
      for (const { start, end } of article.blocks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(article.text.length);
        last = end;
      }
      for (const each of paragraphs) expect(article.text).toContain(each.replace(/\s+/g, " ").trim());
    }),
    { numRuns: 40 },
  );
});
