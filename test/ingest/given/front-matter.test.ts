import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontMatterOf } from "../../../src/ingest/given/front-matter.ts";
import { articleOf, readingOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";
import { cases } from "../../effort.ts";

const body = "Some words of an article about boats.";
const fieldsOf = (yaml: string) => frontMatterOf(`---\n${yaml}\n---\n${body}`).fields;
const day = (date: string) => ({ state: "given", value: { precision: "day", day: date } });

it("lists no tag that nobody can see, and one that looks like another once", () => {
  expect(fieldsOf('tags: ["\\u200b", "boats", "bo\\u00adats\\ufeff", "می\\u200cخواهم"]').tags).toEqual([
    "boats",
    "می\u200cخواهم",
  ]);
});

describe("front matter as others write it", () => {
  it.each<[string, string, object]>([
    [
      "Jekyll",
      "layout: post\ntitle: Boats\ndate: 2026-03-04 08:15:00 +0100\ncategories: [News]\ntags: [boats]\npublished: false",
      {
        title: { value: "Boats" },
        date: { value: { at: new Date("2026-03-04T07:15:00Z") } },
        tags: ["News", "boats"],
        draft: true,
      },
    ],
    [
      "Hugo",
      "title: Boats\npublishDate: 2026-03-04\nlastmod: 2026-04-01\nauthors: [{name: Pella Varga}, Jón Örn]\nseries: [Harbour]\nkeywords: boats, quay\ncanonicalUrl: https://gull.example/b#top",
      {
        date: day("2026-03-04"),
        author: { value: "Pella Varga, Jón Örn" },
        tags: ["Harbour", "boats", "quay"],
        link: "https://gull.example/b",
      },
    ],
    [
      "Eleventy",
      "title: Boats\neleventyExcludeFromCollections: true\nexcerpt: Short.\nlocale: pt_BR",
      {
        draft: true,
        givenSummary: "Short.",
        language: { value: "pt-BR" },
      },
    ],
    [
      "Astro",
      "title: Boats\npubDate: Jul 08 2022\nupdatedDate: Jul 10 2022\nheroImage: ../boat.jpg\ndescription: Of boats",
      {
        date: day("2022-07-08"),
        givenSummary: "Of boats",
        pictures: [{ src: "../boat.jpg", alt: "", lead: true }],
      },
    ],
    [
      "Obsidian, where a line of a list was left empty",
      "title: Boats\ntags:\n  -\n  - boats\n  - ~\nauthors:\n  -\n  - Pella Varga",
      { title: { value: "Boats" }, tags: ["boats"], author: { value: "Pella Varga" } },
    ],
    [
      "Obsidian",
      'created: 2026-03-04T08:15\ntags:\n  - "#boats"\n  - quay/east\nauthor: "[[People/Pella|Pella Varga]]"\nbanner: "![[boat.png]]"\npublish: false',
      {
        date: { value: { at: new Date("2026-03-04T08:15:00Z") } },
        tags: ["boats", "quay/east"],
        author: { value: "Pella Varga" },
        pictures: [{ src: "boat.png", lead: true }],
        draft: true,
      },
    ],
    [
      "WordPress exports",
      "title: 1984\nstatus: draft\nfeatured_image: {url: a.png, alt: A}\nlocation: Ostwick\nabstract: A\nSection: News",
      {
        title: { value: "1984" },
        draft: true,
        place: { value: "Ostwick" },
        tags: ["News"],
        pictures: [{ src: "a.png", alt: "A" }],
      },
    ],
  ])("%s", (_, yaml, fields) => {
    expect(fieldsOf(yaml)).toMatchObject(fields);
  });

  it("takes a date of publication before one of creation, and a change only for want of both", () => {
    expect(fieldsOf("created: 2025-01-01\ndate: 2026-03-04\nupdated: 2026-05-05").date).toMatchObject(
      day("2026-03-04"),
    );
    expect(fieldsOf("lastmod: 2026-05-05").date).toMatchObject({ state: "inferred", confidence: 0.6 });
  });

  it("leaves alone what means something to another program", () => {
    expect(
      fieldsOf(
        "title: Boats\nlocation: {lat: 1, lng: 2}\nurl: /boats/\nslug: b\npermalink: /b/\nmenu: {main: {weight: 1}}",
      ),
    ).toMatchObject({
      title: { value: "Boats" },
      place: null,
      link: null,
    });
  });

  it("takes no address that runs or names a user", () => {
    for (const link of ["javascript:alert(1)", "file:///etc/passwd", "https://u:p@x.example/"])
      expect(fieldsOf(`link: "${link}"`).link).toBeNull();
  });
});

describe("front matter in other syntaxes", () => {
  it.each([
    [
      "TOML",
      '+++\ntitle = "Boats"\ndate = 2026-03-04T08:15:00+01:00\ntags = ["a", "b"]\n[params]\nx = 1\n+++\n',
    ],
    [
      "JSON",
      '{\n  "title": "Boats",\n  "date": "2026-03-04T08:15:00+01:00",\n  "tags": ["a", "b"], "x": "}"\n}\n',
    ],
    [
      "Eleventy’s JSON",
      '---json\n{"title": "Boats", "date": "2026-03-04T07:15:00Z", "tags": ["a", "b"]}\n---\n',
    ],
  ])("%s", async (_, head) => {
    const article = await articleOf("a.md", `${head}\n${body}`);
    expect(article).toMatchObject({
      title: { state: "given", value: "Boats" },
      date: { value: { at: new Date("2026-03-04T07:15:00Z") } },
      tags: ["a", "b"],
    });
    expect(article.html).toBe(`<p>${body}</p>`);
  });

  it("a TOML day is a day", () => {
    expect(frontMatterOf("+++\ndate = 2026-03-04\n+++\n").fields.date).toMatchObject(day("2026-03-04"));
  });

  it.each([
    ["TOML that does not parse", '+++\na = 1\ntitle = "x\n+++\n', /line 3.*correct it/],
    ["TOML without an end", '+++\ntitle = "x"\n', /never closed: add a line \+\+\+/],
    ["JSON that does not parse", '{\n "title": "x",\n "b" 1\n}\n', /line \d.*not JSON/],
    ["program code", "---js\n{ title: process.exit() }\n---\n", /never run/],
  ])("%s is refused with the way out", async (_, head, reason) => {
    const { skipped } = await readingOf({ "a.md": head + body });
    expect(skipped[0]?.reason).toMatch(reason);
  });

  it("a text that opens with a brace, a Liquid tag or a code fence is a text", async () => {
    for (const opening of ["{% raw %}\n\n", "{ not json\n\n", "{{ x }}\n\n", "{}\n\n"])
      expect((await articleOf("a.md", opening + body)).text).toContain(body);
  });
});

describe("plain text with front matter", () => {
  it("is read, and each block's source still points into the file", async () => {
    const source = `---\ntitle: Boats\ndate: 2026-03-04\nimage: none.png\n---\n\n${body}\n\nMore words.`;
    const article = await articleOf("a.txt", source);
    expect(article).toMatchObject({ title: { state: "given", value: "Boats" }, date: day("2026-03-04") });
    expect(article.text.trim()).toBe(`${body}\n\nMore words.`);
    for (const block of article.blocks)
      expect(source.slice(block.source.start, block.source.end)).toBe(
        article.text.slice(block.start, block.end),
      );
    expect(textsOf(article, "paragraph")).toEqual([body, "More words."]);
  });

  it("is none where a rule of hyphens opens it", async () => {
    for (const source of [
      `---\n\n${body}`,
      `---\nNote: ${body}\n\nIt goes on.`,
      `---\n${body}\n---\nIt goes on.`,
    ])
      expect((await articleOf("a.txt", source)).text).toBe(source);
  });
});

const deep = (open: string, close: string): string => `a: ${open.repeat(30_000)}${close.repeat(30_000)}`;

describe("front matter that means harm is refused, soon", () => {
  it.each([
    ["billion laughs", `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c`],
    ["a merge of itself", "a: &a\n  <<: *a\ntitle: x"],
    ["thirty thousand brackets", deep("[", "]")],
    ["thirty thousand braces", deep("{", "}")],
    ["thirty thousand dashes", `a:\n ${"- ".repeat(30_000)}x`],
    ["steps without end", Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["ten thousand keys", Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["a binary tag", "title: !!binary aGk="],
    ["a tag of its own", "title: !<tag:yaml.org,2002:js/function> x"],
    ["a key of its own kind", "? {a: b}\n: c\n".repeat(3)],
    ["two documents", "title: a\n...\n---\ntitle: b"],
    ["a title twice", "title: a\ntitle: b"],
  ])("%s", async (_, yaml) => {
    const before = cpuMs();
    const { articles, skipped } = await readingOf({ "a.md": `---\n${yaml}\n---\n${body}`, "b.txt": body });
    expect(cpuMs() - before).toBeLessThan(2_000);
    expect(articles.some(({ path }) => path === "b.txt")).toBe(true);
    for (const { reason } of skipped) expect(reason).toMatch(/front matter/);
  });

  it("TOML and JSON nested without end", async () => {
    const { skipped } = await readingOf({
      "a.md": `+++\na = ${"[".repeat(30_000)}\n+++\n${body}`,
      "b.md": `{"a": ${"[".repeat(20_000)}${"]".repeat(20_000)}}\n${body}`,
    });
    expect(skipped.map(({ reason }) => reason).join(" ")).toMatch(/does not parse.*nested more than 4 deep/);
  });

  it("keys of every object's prototype are keys like others", () => {
    for (const source of [
      '---json\n{"__proto__": {"draft": true}, "constructor": {"prototype": {"draft": true}}}\n---\n',
      "---\n__proto__: {draft: true}\n---\n",
      "+++\n[__proto__]\ndraft = true\n+++\n",
    ])
      expect(frontMatterOf(source).fields.draft).toBe(false);
    expect(Object.hasOwn(Object.prototype, "draft")).toBe(false);
  });
});

it("any title survives YAML, TOML and JSON", () => {
  const title = fc
    .stringMatching(/^[\p{L}\p{N}\p{P}\p{S} ]{1,60}$/u)
    .filter((words) => /[\p{L}\p{N}]/u.test(words));
  fc.assert(
    fc.property(title, (words) => {
      const quoted = JSON.stringify(words);
      const expected = words.replace(/\s+/g, " ").trim();
      for (const source of [
        `---\ntitle: ${quoted}\n---\n`,
        `+++\ntitle = ${quoted}\n+++\n`,
        `{"title": ${quoted}}\n`,
      ])
        expect(frontMatterOf(source).fields.title?.value).toBe(expected);
    }),
  );
});

it("whatever stands between the fences, it is read or refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("---", "+++"),
      fc.oneof(fc.string(), fc.stringMatching(/^[\]a{}[:\-\n &*!|>'"=,#?]{0,60}$/)),
      async (fence, inner) => {
        const { skipped } = await readingOf({ "a.md": `${fence}\n${inner}\n${fence}\n${body}` });
        expect(skipped[0]?.reason ?? "").not.toContain("please report");
      },
    ),
    { numRuns: cases(300) },
  );
});
