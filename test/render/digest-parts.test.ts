import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { contrastOf, defaultPalettes, lowContrasts } from "../../src/domain/theme.ts";
import { firstThatFits, rungsOf } from "../../src/render/digest-fit.ts";
import { digestPieces, fillTokens, heaviest, prepareDigest } from "../../src/render/digest-pieces.ts";
import { maxDigestBytes, renderDigest } from "../../src/render/digest.ts";
import { defaultLook } from "../../src/domain/theme.ts";
import { bodyOf, maxBodyBytes } from "../../src/render/letter-body.ts";
import { nested } from "../../src/render/nested-quotes.ts";
import { subjectLine } from "../../src/render/subject-line.ts";
import { createTemplates } from "../../src/render/template.ts";
import { digestOf, frontPage, gull, planOf, reader, speaking, tokens } from "./front-page.ts";
import { entry, publication, templateFiles } from "./sample.ts";

describe("an edition that is too large", () => {
  test("loses detail from the bottom: headlines, then sentences, then summaries", () => {
    const rungs = rungsOf({ stories: 2, briefs: 1, headlines: 1 }, 9);
    expect(rungs.map(({ stories, briefs, headlines }) => [stories, briefs, headlines].join(" "))).toEqual([
      "2 1 1",
      "2 1 0",
      "2 0 1",
      "1 1 1",
      "0 2 1",
      "0 2 0",
      "0 1 1",
      "0 0 2",
      "0 0 1",
      "0 0 0",
    ]);
  });

  test("a letter's own text is the last to be shortened", () => {
    const rungs = rungsOf({ stories: 0, briefs: 0, headlines: 1 }, 3, 10);
    expect(rungs.map(({ headlines, blocks }) => [headlines, blocks])).toEqual([
      [1, 10],
      [0, 10],
      [0, 7],
      [0, 5],
      [0, 2],
      [0, 0],
    ]);
  });

  test.each(["&lt;", "x", "𠜎"])("a letter of links around %s fits", async (word) => {
    const html =
      `<p>${`<a href="https://a.example/${"q".repeat(40)}">${word}</a> <b>${word}</b> `.repeat(9)}</p>`.repeat(
        300,
      );
    const { html: mail, text } = await digestOf([entry(1, { html }), ...frontPage.slice(1)], {
      design: "letter",
    });
    expect(heaviest(mail, tokens)).toBeLessThanOrEqual(maxDigestBytes);
    expect(Buffer.byteLength(mail)).toBeGreaterThan(30_000);
    expect(text).toContain("Continue reading: Story 1");
  });

  test("a template that takes much for each paragraph gets fewer of them", async () => {
    const runs = `<!-- -->{% for run in block.runs %}<span style="${"color:#141414;".repeat(200)}">{{ run.text }}</span>{% endfor %}`;
    const digest = await renderDigest({
      plan: planOf([entry(1, { html: "<p>One of a hundred.</p>".repeat(100) })], "letter", []),
      sealedAt: new Date("2026-11-23T07:00:00Z"),
      layout: { stories: 8, briefs: 12 },
      tokens,
      look: { ...defaultLook, design: "letter" },
      publication: gull,
      templates: createTemplates({ ...templateFiles, "digest/parts/runs.liquid": runs }),
    });
    expect(digest.html.split("One of a hundred.").length - 1).toBe(25);
    expect(digest.text).toContain("Continue reading: Story 1");
  });

  const layouts = fc.record({ stories: fc.nat(30), briefs: fc.nat(60), headlines: fc.nat(20) });
  test("never shows more than there is, begins with what was asked for and ends with the lead alone", () => {
    fc.assert(
      fc.property(layouts, fc.nat(499), (asked, rest) => {
        const rungs = rungsOf(asked, rest);
        for (const { stories, briefs, headlines } of rungs)
          expect(
            Math.min(stories, briefs, headlines, rest - stories - briefs - headlines),
          ).toBeGreaterThanOrEqual(0);
        expect(rungs[0]).toMatchObject({ stories: Math.min(asked.stories, rest) });
        expect(rungs.at(-1)).toEqual({ stories: 0, briefs: 0, headlines: 0, blocks: 0 });
      }),
    );
  });

  test("is compiled three times, rarely four, and shows the most that fits or little less", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 100, max: 6000 }), { minLength: 1, maxLength: 100 }),
        fc.double({ min: 0.95, max: 1.6, noNaN: true }),
        async (sizes, growth) => {
          const rungs = sizes.map((_, at) => sizes.length - 1 - at);
          const limit = 90_000;
          let compiled = 0;
          const sizeOf = (rung: number): number =>
            8000 + sizes.slice(0, rung).reduce((sum, size) => sum + size, 0);
          const fitted = await firstThatFits(
            rungs,
            (rung) => "x".repeat(sizeOf(rung)),
            (filled) => {
              compiled++;
              return Promise.resolve("x".repeat(Math.round(filled.length * growth + 5000)));
            },
            (html) => html.length,
            limit,
          );
          expect(fitted?.html.length).toBeLessThanOrEqual(limit);
          expect(compiled).toBeLessThanOrEqual(4);
          const fits = rungs.find((rung) => sizeOf(rung) * growth + 5000 <= limit) ?? 0;
          expect(sizeOf(fitted?.rung ?? 0)).toBeGreaterThanOrEqual(sizeOf(fits) - 8000);
        },
      ),
    );
  });

  test("of a template that leaves no room at all stops the edition with a word", async () => {
    const files = {
      ...templateFiles,
      "digest.mjml": `<mjml><mj-body><mj-raw>${"x".repeat(95_000)}</mj-raw></mj-body></mjml>`,
    };
    const rendered = renderDigest({
      plan: planOf([entry(1)], "broadsheet", []),
      sealedAt: new Date("2026-11-23T07:00:00Z"),
      layout: { stories: 8, briefs: 12 },
      tokens,
      publication: gull,
      templates: createTemplates(files),
    });
    await expect(rendered).rejects.toThrow(/templates\/digest\.mjml: with nothing but its first story/);
  });
});

describe("what is each reader's own", () => {
  test("stands between pieces that all readers share, in their order", async () => {
    const digest = await digestOf(frontPage);
    const { html, text } = digestPieces(digest);
    const whole = (pieces: typeof html): string =>
      pieces.map((piece) => ("value" in piece ? (tokens[piece.value] ?? "") : piece.text)).join("");
    expect([whole(html), whole(text)]).toEqual([digest.html, digest.text]);
    const values = html.flatMap((piece) => ("value" in piece ? piece.value : []));
    expect(values).toEqual(["address", "unsubscribe", "preferences"]);
  });

  test("is nobody else's, whatever an address is made of", async () => {
    const digest = await digestOf(frontPage);
    const fill = prepareDigest(digest);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(tokens.unsubscribe, "$&$1$`", "<eve&'\"@x.org", "a\r\nBcc: b@x.org"),
        ),
        (address) => {
          const { html, text } = fill({ ...reader, address });
          expect(html.length).toBeGreaterThanOrEqual(digest.html.length - 200);
          expect(html).not.toMatch(/<eve|\rBcc|\nBcc/);
          expect(text.split(reader.unsubscribe).length).toBe(2);
          expect(html.split("/u/abc").length).toBe(2);
          expect(fill(reader)).toEqual(fillTokens(digest, reader));
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each(["javascript:alert(1)", "https://a.example/ b", "data:text/html,x", ""])(
    "is no link like %j",
    async (link) => {
      const digest = await digestOf([entry(1)]);
      expect(() => fillTokens(digest, { ...reader, unsubscribe: link })).toThrow(/http, https or mailto/);
      expect(() => fillTokens(digest, { ...reader, preferences: link })).toThrow(/http, https or mailto/);
    },
  );

  test("has no page of preferences where the digest does not lead to one", async () => {
    const { preferences: _none, ...few } = tokens;
    const digest = await renderDigest({
      plan: planOf([entry(1)], "broadsheet", []),
      sealedAt: new Date("2026-11-23T07:00:00Z"),
      layout: { stories: 8, briefs: 12 },
      tokens: few,
      publication: gull,
      templates: createTemplates(templateFiles),
    });
    const { html, text } = fillTokens(digest, { address: "a@x.org", unsubscribe: "mailto:b@x.org" });
    expect(html + text).not.toContain("Change how often");
  });
});

describe("the text of a letter", () => {
  test("is the article's paragraphs, headings, quotations and items, with links and stress", () => {
    const html =
      '<h2>One</h2>\n<p>A <strong>bold &amp; <em>new</em> again</strong> <a href="https://x.example/?a=1&amp;b=2">thing</a>.</p><blockquote><p>Said.</p></blockquote><ul><li>a</li><li>b</li></ul><figure><img src="images/a.png" alt="x"><figcaption>no</figcaption></figure><p> </p>';
    const plain = (text: string) => ({ text, href: "", style: "plain" });
    expect(bodyOf(html)).toEqual({
      isWhole: true,
      blocks: [
        { kind: "heading", runs: [plain("One")] },
        {
          kind: "paragraph",
          runs: [
            plain("A "),
            { text: "bold & ", href: "", style: "strong" },
            { text: "new", href: "", style: "em" },
            { text: " again", href: "", style: "strong" },
            plain(" "),
            { text: "thing", href: "https://x.example/?a=1&b=2", style: "plain" },
            plain("."),
          ],
        },
        { kind: "quote", runs: [plain("Said.")] },
        { kind: "item", runs: [plain("a")] },
        { kind: "item", runs: [plain("b")] },
      ],
    });
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "//x.example/", "ftp://x.example/"])(
    "links to nothing like %s",
    (href) => {
      expect(bodyOf(`<p><a href="${href}">x</a></p>`).blocks[0]?.runs).toEqual([
        { text: "x", href: "", style: "plain" },
      ]);
    },
  );

  test("ends with a whole paragraph where it is too long, and says that there is more", async () => {
    const html = `<p>${"A paragraph &amp; more of it. ".repeat(20)}</p>`.repeat(200);
    const { blocks, isWhole } = bodyOf(html);
    expect([isWhole, blocks.length > 30, blocks.length < maxBodyBytes / 500]).toEqual([false, true, true]);
    const digest = await digestOf([entry(1, { html })], { design: "letter" });
    expect(digest.text).toContain("Continue reading: Story 1");
    expect((await digestOf([entry(1)], { design: "letter" })).text).not.toContain("Continue reading");
  });

  test("is read in time that grows with it", () => {
    for (const unit of ["<", "<p", '<a href="', "<blockquote>", "&#", "&amp;", "<p><em>"])
      expect(bodyOf(unit.repeat(200_000)).blocks.length).toBeLessThan(1000);
  });
});

describe("a headline in quotation marks", () => {
  test.each([
    ["en", "“Tough” talks", "“‘Tough’ talks”"],
    ["en", "“Hello", "“‘Hello”"],
    ["de", "„Tough“ wird verhandelt", "»›Tough‹ wird verhandelt«"],
    ["fr", "Un « oui » net", "«\u202fUn “ oui ” net\u202f»"],
    ["es", "Un «sí» claro", "«Un “sí” claro»"],
    ["pl", "„Tak” mówi", "„«Tak» mówi”"],
    ["ru", "Сказал «да»", "«Сказал „да“»"],
    ["ja", "「はい」と言う", "「『はい』と言う」"],
    ["zh", "他说“是”", "“他说‘是’”"],
    ["he", 'ארה"ב אמרה "כן"', '”ארה"ב אמרה ’כן’”'],
  ])("has inner ones, in %s", async (language, title, quoted) => {
    const own = speaking(language);
    const { html } = await digestOf([entry(1, { title }), entry(2)], { publication: own });
    const marks = html
      .replaceAll("&quot;", '"')
      .replaceAll("&#34;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&#x27;", "'");
    expect(marks).toContain(quoted);
  });

  test("is left alone where nothing quotes it", () => {
    expect(nested("“a”", "{first} and", "{first}", "en")).toBe("“a”");
  });
});

test("how long it takes to read counts letters where words are not parted", async () => {
  const text = "港口的夜间渡轮重新起航".repeat(150);
  const own = speaking("zh");
  const { html } = await digestOf(
    [entry(1, { summary: { method: "given", text: text.slice(0, 1400), sentences: [] } })],
    {
      publication: own,
      corrections: [],
    },
  );
  expect(html).toMatch(/3\s*分钟/);
});

describe("a subject of the operator's own", () => {
  const now = new Date("2026-11-23T07:00:00Z");
  const subject = (source: string, lead = "The harbour & the city: a “pact”") =>
    subjectLine(source, "jobs/default.yaml: digest.subject", publication, now)({ number: 3, lead });

  test.each([
    ["The week", "The week"],
    ["{{ title }} {{ number }}: {{ lead }}", "R&D <Daily> 3: The harbour & the city: a “pact”"],
    ["{{ date }}", "Monday, 23 November 2026"],
    ["{% if number > 2 %}Late{% else %}Early{% endif %}", "Late"],
    ["{{ 'a\nb\u0000c\u202e' }}", "a bc"],
    ["{% if number > 9 %}never{% endif %}", "The harbour & the city: a “pact”"],
  ])("%j becomes %j", (source, line) => {
    expect(subject(source)).toBe(line);
  });

  test.each(["{{ headline }}", "{{ lead ", "{% include 'digest.mjml' %}", "{{ lead | shout }}"])(
    "%j is refused by name",
    (source) => {
      expect(() => subject(source)).toThrow(Fault);
      expect(() => subject(source)).toThrow(
        /^jobs\/default\.yaml: digest\.subject: .*title, number, date and lead/,
      );
    },
  );
});

test("both palettes can be read by most, and a pair that cannot is named", () => {
  expect([lowContrasts(defaultPalettes.light), lowContrasts(defaultPalettes.dark)]).toEqual([[], []]);
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(lowContrasts({ ...defaultPalettes.light, meta: "#777777" })).toEqual([
    { colour: "meta", on: "card", ratio: 4.4 },
    { colour: "meta", on: "page", ratio: 3.8 },
  ]);
});

test("a theme's colours, fonts, logo and space are those of the mail", async () => {
  const theme = {
    ...defaultLook.theme,
    light: { ...defaultLook.theme.light, accent: "#005a9c" },
    dark: { ...defaultLook.theme.dark, accent: "#9cd2ff" },
    fonts: { headline: "Charter, serif", text: "Verdana, sans-serif" },
    logo: { src: "https://news.gull.org/logo.png", alt: "The Gull", width: 200, height: 40 },
    density: "compact" as const,
  };
  const { html } = await digestOf(frontPage, { theme });
  for (const sign of ["#005a9c", "#9cd2ff", "Charter, serif", "Verdana", 'alt="The Gull"'])
    expect(html).toContain(sign);
  expect(html).not.toMatch(/#8f1d14|#ff9e93|Georgia|Segoe/);
  expect(html.length).toBeLessThan(
    (await digestOf(frontPage, { theme: { ...theme, density: "comfortable" } })).html.length,
  );
});

test("a mistake in a template is told with its file and tag", async () => {
  const files = {
    ...templateFiles,
    "digest/parts/closing.liquid": "<mj-divder />",
    "digest/brief.mjml": `${templateFiles["digest/brief.mjml"]}{% include "digest/parts/label.liquid" %}`,
    "digest/parts/label.liquid": "\n{{ lable }}",
  };
  const rendered = (design: string, own: Record<string, string>) =>
    renderDigest({
      plan: planOf([entry(1)], design, []),
      sealedAt: new Date("2026-11-23T07:00:00Z"),
      layout: { stories: 8, briefs: 12 },
      tokens,
      look: { ...defaultLook, design },
      publication: gull,
      templates: createTemplates(own),
    });
  await expect(rendered("broadsheet", files)).rejects.toThrow(
    /^templates\/digest\/parts\/closing\.liquid: at <mj-divder>/,
  );
  await expect(rendered("brief", files)).rejects.toThrow(
    /^templates\/digest\/parts\/label\.liquid: .*lable.*line:2/,
  );
});
