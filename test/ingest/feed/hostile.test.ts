import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/domain/faults.ts";
import { type WholeReading, feedSource } from "../reading.ts";
import { item, memory, now, readingOfFeed, rss, serve } from "./reading.ts";
import { cpuMs } from "../cost.ts";

/** As it would come: from a server on this machine. */
async function fetched(body: string): Promise<WholeReading | Fault> {
  const origin = await serve((_, response) => response.end(body));
  const source = feedSource({ feed: `${origin}/`, name: "hostile", allowPrivate: true, memory: memory() });
  return await source.read(now).catch((error: unknown) => {
    if (error instanceof Fault) return error;
    throw error;
  });
}

async function articlesOf(body: string): Promise<WholeReading["articles"]> {
  const reading = await fetched(body);
  if (reading instanceof Fault) throw reading;
  return reading.articles;
}

const secret = "root:x:0:0";

describe("a feed with entities of its own", () => {
  it("does not explode", async () => {
    const bomb = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      "",
    );
    const feed = rss(item("1", "").replace("words", "&l12; words")).replace(
      "?>",
      `?><!DOCTYPE rss [<!ENTITY l0 "lol">${bomb}]>`,
    );
    const reading = await fetched(feed);
    expect(JSON.stringify(reading).length).toBeLessThan(10_000);
    expect(JSON.stringify(reading)).not.toContain("lollol");
  });

  it("reads no file and asks no address for them", async () => {
    const asked: string[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.end(secret);
    });
    for (const system of ["file:///etc/passwd", `${origin}/entity`]) {
      const doctype = `?><!DOCTYPE rss SYSTEM "${system}" [<!ENTITY x SYSTEM "${system}"><!ENTITY % p SYSTEM "${system}"> %p;]>`;
      const reading = await fetched(rss(item("1").replace("words", "&x; words")).replace("?>", doctype));
      expect(JSON.stringify(reading)).not.toContain("root:");
    }
    expect(asked).toEqual([]);
  });
});

describe("a feed nested thousands deep", () => {
  it.each([
    ["around its items", rss("<a>".repeat(20_000) + item("1") + "</a>".repeat(20_000))],
    ["and never closed", rss("<a>".repeat(20_000))],
    [
      "in JSON",
      `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    ],
  ])("%s costs no more than a second, and no stack", async (_, body) => {
    const start = cpuMs();
    const outcome = await fetched(body);
    expect(cpuMs() - start).toBeLessThan(2_000);
    expect(outcome instanceof Fault ? outcome.code : outcome.articles.length).toSatisfy(
      (o) => o === "no-input" || o === 0,
    );
  });

  it("inside an item keeps the item's words", async () => {
    const html = `&lt;p>${"&lt;b>".repeat(20_000)}Deep words of an article.${"&lt;/b>".repeat(20_000)}&lt;/p>`;
    const [article] = await articlesOf(
      rss(`<item><guid>1</guid><title>Deep</title><description>${html}</description></item>`, item("2")),
    );
    expect(article?.text).toContain("Deep words of an article.");
    expect(article?.notes.join(" ")).toContain("too large or too deep");
  });
});

describe("keys that mean something to JavaScript", () => {
  it("change nothing in it", async () => {
    const items = `[{"id":"1","content_text":"Some words of an article.","__proto__":{"title":"x","polluted":1},"constructor":{"prototype":{"polluted":1}}}]`;
    const json = `{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{"polluted":1},"items":${items}}`;
    await fetched(json);
    await fetched(
      rss(
        `<__proto__><polluted>1</polluted></__proto__>`,
        `<item><__proto__>1</__proto__><constructor>1</constructor></item>`,
      ),
    );
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a feed of great size", () => {
  it("with a title of a megabyte gives the item another", async () => {
    const long = "Word ".repeat(200_000);
    const articles = await articlesOf(rss(item("1").replace("Story 1", long), item("2")));
    for (const { title } of articles) expect(title.value.length).toBeLessThan(200);
    expect(articles).toHaveLength(2);
  });

  it("with 50,000 items is read in time, the newest ones", async () => {
    const items = Array.from(
      { length: 49_999 },
      (_, n) =>
        `<item><guid>${n}</guid><pubDate>${new Date(1_600_000_000_000 + n * 60_000).toUTCString()}</pubDate></item>`,
    );
    const newest = item("newest", "<pubDate>Mon, 2 Nov 2026 08:30 GMT</pubDate>");
    const start = cpuMs();
    const { articles, skipped } = await readingOfFeed(
      rss(...items.slice(0, 20_000), newest, ...items.slice(20_000)),
      {
        maxEntries: 5,
      },
    );
    expect(cpuMs() - start).toBeLessThan(10_000);
    expect(articles.map(({ title }) => title.value)).toEqual(["Story newest"]);
    expect(skipped[0]?.reason).toBe("49995 of its 50000 items are left out: the 5 newest are read");
    expect(skipped.at(-1)?.reason).toContain("no text");
  });

  it.each([
    ["comments", rss(`<item><description>${"<!--".repeat(250_000)}`)],
    ["sections", rss(`<item><description>${"<![CDATA[".repeat(110_000)}`)],
    ["attributes", rss(`<item ${"a='b' ".repeat(160_000)}></item>`)],
    ["namespaces", rss(Array.from({ length: 40_000 }, (_, n) => `<a xmlns:n${n}="u${n}"/>`).join(""))],
    ["people", rss(`<item><author>${"a@b (".repeat(200_000)}</author></item>`)],
    [
      "people, hidden behind a comment",
      rss(`<item><author><!-- </author> -->${"(".repeat(1_000_000)}</author></item>`),
    ],
    [
      "people, hidden behind a section",
      rss(`<item><author><![CDATA[</author>]]>${"(".repeat(1_000_000)}</author></item>`),
    ],
    [
      "people, hidden behind an attribute",
      rss(`<item><author><b c="</author>"/>${"(".repeat(1_000_000)}</author></item>`),
    ],
    ["people, written as references", rss(`<managingEditor>${"&#40;".repeat(200_000)}</managingEditor>`)],
    ["half people", rss("<item><author>".repeat(70_000))],
    ["dates", rss(`<item><guid>1</guid><pubDate>${"3 Nov ".repeat(160_000)}</pubDate></item>`)],
    [
      "categories",
      rss(
        `<item><guid>1</guid><description>Some words here.</description>${"<category>a</category>".repeat(45_000)}</item>`,
      ),
    ],
    [
      "open brackets",
      rss(`<item><guid>1</guid><description>Some words. ${"&lt;a ".repeat(160_000)}</description></item>`),
    ],
    [
      "references",
      rss(
        `<item><guid>1</guid><title>${"&amp;x".repeat(4_000)}</title><description>${"&amp;#x41 ".repeat(110_000)}</description></item>`,
      ),
    ],
    [
      "blanks",
      rss(
        `<item><guid>1</guid><description>Some words here.${"\n \t".repeat(330_000)}end</description></item>`,
      ),
    ],
    ["white space before it", " ".repeat(1_000_000) + rss(item("1"))],
    ["half a declaration", `<?xml ${" encoding".repeat(110_000)}`],
    ["a page of half links", `<!doctype html><html>${"<link ".repeat(160_000)}`],
  ])("a megabyte of %s is settled within two seconds", async (_, body) => {
    const start = cpuMs();
    await fetched(body);
    expect(cpuMs() - start).toBeLessThan(2_000);
  });
});

it("people of the usual kind are left as they are", async () => {
  const many = Array.from(
    { length: 5 },
    (_, n) => `<author>p${n}@gull.example (Pella [The Gull] Varga ${n})</author>`,
  );
  const [article] = await articlesOf(rss("<webMaster/>", item("1", many.join("")), item("2", "<author/>")));
  expect(article?.author).toMatchObject({ state: "given", value: expect.stringContaining("Varga 4") });
});

describe("addresses in a feed", () => {
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "http://a:b@c.example/",
    "//[",
  ])("such as %s are no links", async (address) => {
    const html = `&lt;a href="${address}">words of a link&lt;/a> &lt;img src="${address}" alt="a picture"> in an article`;
    const [article] = await articlesOf(
      rss(
        `<item><guid>1</guid><title>T</title><link>${address}</link><description>${html}</description><source url="${address}">x</source></item>`,
      ),
    );
    expect(article?.link).toBeNull();
    expect(article?.html).not.toMatch(/javascript|vbscript|data:|file:|<img/i);
    expect(article?.origin?.url ?? "").not.toContain(address);
  });
});

it("a feed keeps the namespaces of its modules, however many stand behind them", async () => {
  const flood = Array.from({ length: 1_000 }, (_, n) => `<a xmlns:n${n}="u${n}"/>`).join("");
  const own = `<content:encoded>&lt;p>The words of the whole story, in full.&lt;/p></content:encoded>`;
  const [article] = await articlesOf(rss(flood, item("1", own), item("2")));
  expect(article?.text).toContain("The words of the whole story");
});
