import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sealOf } from "../../src/app/seal.ts";
import { Fault } from "../../src/domain/faults.ts";
import { fillTokens, maxDigestBytes } from "../../src/render/digest.ts";
import { mjmlToHtml } from "../../src/render/mjml.ts";
import { createTemplates } from "../../src/render/template.ts";
import { entry, sampleEdition, sampleEntries, templateFiles } from "./sample.ts";

const reader = { address: "ada@example.com", unsubscribe: "mailto:news@example.org?subject=unsubscribe%20x" };

describe("the digest", () => {
  test("is these bytes for this edition", async () => {
    const edition = await sampleEdition(sampleEntries);
    const { html, text } = fillTokens(edition.digest, reader);
    await expect(html).toMatchFileSnapshot("../golden/digest.html");
    await expect(text).toMatchFileSnapshot("../golden/digest.txt");
  });

  test("holds every title and link, in both parts", async () => {
    const edition = await sampleEdition(sampleEntries);
    for (const { slug, title } of edition.entries) {
      for (const body of [edition.digest.html, edition.digest.text]) {
        expect(body).toContain(`https://news.example.org/articles/${slug}.html`);
      }
      expect(edition.digest.text).toContain(title);
    }
  });

  test("asks for nothing from anywhere: no font, no picture, no script", async () => {
    const { html } = (await sampleEdition(sampleEntries)).digest;
    expect(html).not.toMatch(/<script|<img|@import|@font-face|<link|src=|url\(/i);
  });

  test("shows hostile titles as text", async () => {
    const titles = [
      "</mj-text></mj-column></mj-section><mj-section><mj-column><mj-text>broken out",
      "<script>alert(1)</script>",
      "{{ site.title }} {% include 'x' %}",
      '" onclick="x" href="javascript:alert(1)',
      "]]><![CDATA[",
    ];
    const { html, text } = (await sampleEdition(titles.map((title, i) => entry(i + 1, { title })))).digest;
    expect(html).not.toMatch(/<script|<[^>]+ onclick=|<mj-|href="javascript:/);
    for (const title of titles) {
      expect(text).toContain(title);
      expect(
        html
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&#34;", '"')
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&"),
      ).toContain(title);
    }
  });

  test.each([1, 2, 9, 25, 120, 500])(
    "of %i long entries stays under Gmail's limit, head and foot whole",
    async (n) => {
      const long =
        "A sentence that is long enough to weigh something in the mail and goes on for a while. ".repeat(8);
      const entries = Array.from({ length: n }, (_, i) =>
        entry(i + 1, {
          title: `A headline of quite some length that fills two lines in the mail, number ${i}`,
          summary: { method: "given", text: long, sentences: [] },
        }),
      );
      const { html } = (await sampleEdition(entries)).digest;
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(maxDigestBytes);
      expect(html).toContain("12 Printers’ Row");
    },
  );

  test("of six stories is at most 36,000 bytes, its style at most 8,192", async () => {
    const { html } = (await sampleEdition(Array.from({ length: 6 }, (_, i) => entry(i + 1)))).digest;
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(36_000);
    const style = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((m) => m[1]).join("");
    expect(Buffer.byteLength(style)).toBeLessThanOrEqual(8192);
  });

  test("gives each reader his own address and nobody else's", async () => {
    const { digest } = await sampleEdition(sampleEntries);
    const ada = fillTokens(digest, reader);
    const eve = fillTokens(digest, {
      address: "<eve&'\"$&@example.org",
      unsubscribe: "mailto:x@example.org",
    });
    expect(ada.html).toContain("ada@example.com");
    expect(ada.html + ada.text).not.toContain("eve");
    expect(eve.html).toContain("&lt;eve&amp;&#39;&quot;$&amp;@example.org");
    expect(eve.text).toContain("<eve&'\"$&@example.org");
    for (const body of [ada.html, ada.text, eve.html, eve.text]) {
      expect(body).not.toContain(digest.tokens.address);
      expect(body).not.toContain(digest.tokens.unsubscribe);
    }
  });

  test("a record that was tampered with no longer matches its seal", async () => {
    const edition = await sampleEdition(sampleEntries);
    expect(sealOf(edition)).toBe(edition.seal);
    expect(sealOf({ ...edition, subject: "Another" })).not.toBe(edition.seal);
    expect(sealOf({ ...edition, digest: { ...edition.digest, html: "" } })).not.toBe(edition.seal);
  });
});

describe("templates", () => {
  test("any text is escaped in HTML and left alone in plain text", () => {
    const engine = createTemplates({ t: '<a title="{{ x }}">{{ x }}</a>', u: "{{ x }}" });
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (x) => {
        const html = engine.html("t", { x });
        expect(html.slice(10).replace(/&(?:amp|lt|gt|#34|#39|quot);/g, "")).not.toMatch(
          /&(?!$)|<(?!\/a>$)[^]*<(?!\/a>$)/,
        );
        expect(engine.text("u", { x })).toBe(x);
      }),
    );
  });

  test("a name the view does not have is an error with the file's name", () => {
    const engine = createTemplates({ "digest.mjml": "one\n{{ subjekt }}" });
    expect(() => engine.html("digest.mjml", { subject: "x" })).toThrow(Fault);
    expect(() => engine.html("digest.mjml", { subject: "x" })).toThrow(
      /templates\/digest\.mjml: .*subjekt.*line:? ?2/,
    );
  });

  test("cannot reach files outside the templates", async () => {
    const engine = createTemplates({ t: "{% render '../package.json' %}", u: "{% include '/etc/passwd' %}" });
    expect(() => engine.html("t", {})).toThrow(Fault);
    expect(() => engine.html("u", {})).toThrow(Fault);
    const mjml = '<mjml><mj-body><mj-include path="/etc/passwd" type="html" /></mj-body></mjml>';
    await expect(mjmlToHtml(mjml, "digest.mjml").then((html) => html.includes("root:"))).resolves.toBe(false);
  });

  test("every file is used by the program or another template", () => {
    const known = [
      "confirm.mjml",
      "confirm.txt.liquid",
      "welcome.mjml",
      "welcome.txt.liquid",
      "digest.mjml",
      "digest.txt.liquid",
      "digest/brief.mjml",
      "digest/brief.txt.liquid",
      "digest/letter.mjml",
      "digest/letter.txt.liquid",
      "pages/index.liquid",
      "pages/article.liquid",
      "pages/edition.liquid",
      "pages/editions.liquid",
      "pages/listing.liquid",
      "pages/overview.liquid",
      "pages/absent.liquid",
      "pages/preview.liquid",
      "pages/subscribe.liquid",
      "pages/notice.liquid",
      "pages/preferences.liquid",
      "pages/snippet.liquid",
      "pages/style.css",
      "confirm.mjml",
      "confirm.txt.liquid",
      "welcome.mjml",
      "welcome.txt.liquid",
    ];
    const named = Object.keys(templateFiles).filter((name) =>
      Object.values(templateFiles).some((text) => text.includes(`"${name}"`)),
    );
    const unused = Object.keys(templateFiles).filter(
      (name) => !name.startsWith("words/") && !known.includes(name) && !named.includes(name),
    );
    expect(unused).toEqual([]);
  });
});
