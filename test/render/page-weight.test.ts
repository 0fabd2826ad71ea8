import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { maxPageBytes } from "../../src/render/page-fit.ts";
import type { Counted } from "../../src/render/pages.ts";
import { createPages, indexEntries } from "../../src/render/pages.ts";
import { entry, publication, templates } from "./sample.ts";
import { allSections, editionOf, stylesheet, wholeSite } from "./whole-site.ts";

const pages = createPages(publication, templates, stylesheet, allSections);

/** Twenty minutes apart. */
const at = (n: number): Date => new Date(Date.UTC(2026, 10, 30, 20) - n * 1_200_000);

/** As much as a news article usually says, and as much as one can. */
const manners = {
  usual: (n: number) => {
    const text = "The ferry runs again on Monday, the port says, once its ramps have been looked at. ".repeat(
      3,
    );
    return { title: `Ferry to the north basin runs again after storm ${n}`, text, language: "en" };
  },
  lavish: (n: number) => ({
    title: `港${n}`.padEnd(300, "渡船重新通航"),
    text: "渡船将于星期一重新通航。".repeat(300),
    language: "zh-Hant",
  }),
};

function made(n: number, { title, text, language }: ReturnType<(typeof manners)["usual"]>): Entry {
  return entry(n, {
    slug: `${"ferry-to-the-north-basin-runs-again-after-storm".slice(0, 60)}-${n}`,
    title,
    language,
    author: `Ada O’Neil of the ${language} desk`,
    tags: ["harbour", `of ${n % 7}`],
    summary: { method: "given", text, sentences: [] },
    published: at(n),
    updated: at(n),
  });
}

const some = (count: number, manner: keyof typeof manners): Entry[] =>
  Array.from({ length: count }, (_, n) => made(n + 1, manners[manner](n + 1)));

describe.each(["usual", "lavish"] as const)("with %s articles", (manner) => {
  test.each(manner === "lavish" ? [1, 13, 500] : [1, 13, 100])(
    "of %i in an edition, every page weighs under 30 KB",
    (count) => {
      const entries = some(count, manner);
      const edition = editionOf(entries);
      const heads = Array.from({ length: 500 }, (_, n) => ({ ...edition, number: 500 - n }));
      const site = wholeSite(entries, [edition]);
      for (const page of [pages.editions(heads), ...pages.front(entries.slice(0, indexEntries), heads, [])])
        site.set(page.path, page.body);
      const heavy = [...site]
        .map(([path, body]) => [path, Buffer.byteLength(body)] as const)
        .filter(([path, bytes]) => bytes >= maxPageBytes && !path.endsWith(".css"));
      expect(heavy).toEqual([]);
    },
    60_000,
  );
});

describe("a page that cannot hold everything", () => {
  test("of an edition keeps the lead, then summaries, then headlines, and counts the rest", () => {
    const entries = some(500, "usual");
    const body = pages.edition(editionOf(entries)).body;
    const stories = body.split('<article class="story"').length - 1;
    const headlines = body.split(/<li[^>]*><a href="\.\.\/articles/).length - 1;
    expect(stories).toBe(12);
    expect(headlines).toBeGreaterThan(24);
    expect(body).toContain(
      `<a href="../archive/index.html">${499 - stories - headlines} more stories are in the archive</a>`,
    );
    expect(Buffer.byteLength(body)).toBeGreaterThan(maxPageBytes - 500);
  });

  test("of an edition shows every summary where there is room", () => {
    const body = pages.edition(editionOf(some(20, "usual"))).body;
    expect(body.split('<article class="story"')).toHaveLength(20);
    expect(body).not.toContain("more stories are in the archive");
  });

  test("in front keeps at least twelve stories of usual length, and the newest twelve editions", () => {
    const entries = some(100, "usual");
    const edition = editionOf(entries.slice(0, 3));
    const heads = Array.from({ length: 40 }, (_, n) => ({ ...edition, number: 40 - n }));
    const body = pages.front(entries, heads, [])[1]?.body ?? "";
    expect(body.split('<article class="story"').length - 1).toBeGreaterThanOrEqual(12);
    expect(body).toContain("No. 29<");
    expect(body).not.toContain("No. 28<");
    expect(body).toContain('<a href="editions/index.html">All editions</a>');
  });

  test("of all tags shows the most used, in the order of their names, and says so", () => {
    const tags: Counted[] = Array.from({ length: 5000 }, (_, n) => ({
      name: `tag ${n}`,
      folder: `tags/tag-${n}/`,
      count: n + 1,
    }));
    const { path, body } = pages.overview("tag", tags);
    expect(path).toBe("tags/index.html");
    const shown = [...body.matchAll(/<bdi>tag (\d+)<\/bdi>/g)].map((m) => Number(m[1]));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown.at(0)).toBe(5000 - shown.length);
    expect(shown.at(-1)).toBe(4999);
    expect(body).toContain(`The ${shown.length} most used of 5,000.`);
    expect(Buffer.byteLength(body)).toBeLessThan(maxPageBytes);
  });

  test("of all months shows them by year, newest first", () => {
    const months: Counted[] = ["2025-12", "2026-02", "2026-11"].map((name) => ({
      name,
      folder: `archive/${name}/`,
      count: 1234,
    }));
    const { path, body } = pages.overview("month", months);
    expect(path).toBe("archive/index.html");
    const words = [...body.matchAll(/(?:<h2 class="label">|<bdi>)([^<]+)</g)].map((m) => m[1]).slice(0, 5);
    expect(words).toEqual(["2026", "November", "February", "2025", "December"]);
    expect(body).toContain("<span>1,234</span>");
  });
});

describe("a list's pages", () => {
  test("lead to each other, and older ones do not say how many there are", () => {
    const listed = { kind: "tag", name: "harbour", folder: "tags/harbour/" } as const;
    const entries = some(20, "usual");
    const older = (pagesThere: number): string =>
      pages.listing(listed, { kind: "older", number: 2 }, pagesThere, entries).body;
    expect(older(3)).toContain('<a href="3.html" rel="prev">');
    expect(older(3)).toContain('<a href="1.html" rel="next">');
    expect(older(2)).toContain('<a href="index.html" rel="prev">');
    expect(older(3)).toBe(older(9));
    const { path, body } = pages.listing(listed, { kind: "newest" }, 2, entries);
    expect(path).toBe("tags/harbour/index.html");
    expect(body).toContain('<a href="2.html" rel="next">');
    expect(body).toContain("60 stories");
    const feeds = [...body.matchAll(/<link rel="alternate"[^>]+href="([^"]+)"/g)].map((m) => m[1]);
    expect(feeds).toEqual(
      ["atom.xml", "rss.xml", "feed.json"]
        .map((file) => `../../tags/harbour/${file}`)
        .concat(["../../atom.xml", "../../rss.xml", "../../feed.json"]),
    );
  });
});
