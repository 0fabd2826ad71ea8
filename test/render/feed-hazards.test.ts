import * as fc from "fast-check";
import { parseFeed } from "feedsmith";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { oneLine } from "../../src/ingest/bytes/decode.ts";
import { feedBody } from "../../src/ingest/feed/body.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import type { FeedContent, FeedDocument } from "../../src/render/feed-document.ts";
import type { WrittenFeeds } from "../../src/render/feeds.ts";
import { writeFeeds } from "../../src/render/feeds.ts";
import { hazards } from "./feed-hazards.ts";
import { entry, publication } from "./sample.ts";
import { cases } from "../effort.ts";

function written(entries: readonly Entry[], content: FeedContent = "full"): WrittenFeeds {
  const document: FeedDocument = { publication, entries, content };
  const feeds = writeFeeds(document);
  checkFeeds(feeds, document);
  return feeds;
}

type Item = { readonly id: unknown; readonly title: unknown; readonly body: unknown };

/** Read by a program that neither writer nor gate is made of. */
function read(feeds: WrittenFeeds): Record<keyof WrittenFeeds, readonly Item[]> {
  const atom = parseFeed(feeds.atom);
  const rss = parseFeed(feeds.rss);
  const json = parseFeed(feeds.json);
  if (atom.format !== "atom" || rss.format !== "rss" || json.format !== "json")
    throw new Error("wrong formats");
  return {
    atom: (atom.feed.entries ?? []).map((e) => ({ id: e.id, title: e.title?.value, body: e.content?.value })),
    rss: (rss.feed.items ?? []).map((e) => ({ id: e.guid?.value, title: e.title, body: e.content?.encoded })),
    json: (json.feed.items ?? []).map((e) => ({ id: e.id, title: e.title, body: e.content_html })),
  };
}

const titlesOf = (items: readonly Item[]) => items.map(({ id, title }) => [id, title ?? ""]);

describe("an article that holds", () => {
  test("nothing yet: there are at least sixty hazards", () => {
    expect(hazards.length).toBeGreaterThanOrEqual(60);
  });

  test.each(hazards)("$name: three feeds with the ids and titles meant, and nothing else", (hazard) => {
    expect(hazard.entry.title).toBe(hazard.shown);
    const entries = [entry(1), hazard.entry, entry(2)];
    const expected = entries.map(({ id, title }) => [id, title]);
    for (const content of ["full", "summary"] as const) {
      const found = read(written(entries, content));
      expect(titlesOf(found.atom)).toEqual(expected);
      expect(titlesOf(found.rss)).toEqual(expected);
      expect(titlesOf(found.json)).toEqual(expected);
    }
  });

  test("all of them at once", () => {
    const entries = hazards.map((hazard) => hazard.entry);
    const expected = entries.map(({ id, title }) => [id, title]);
    const found = read(written(entries));
    for (const items of Object.values(found)) expect(titlesOf(items)).toEqual(expected);
  });

  test("no script, frame, form or handler, whatever stood in its HTML", () => {
    const found = read(written(hazards.map((hazard) => hazard.entry)));
    for (const { body } of Object.values(found).flat())
      expect(String(body)).not.toMatch(/<(?:script|iframe|form|input|svg|style|base)\b|\son\w+="|\sstyle="/);
  });
});

/** Any Unicode, with what is dangerous in feeds more often than chance has it; halves of characters, too. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
      fc.constantFrom(
        "]]>",
        "]]",
        ">",
        "<",
        "&",
        '"',
        "&amp;",
        "&#x3C;",
        "<b>",
        "</title>",
        "<![CDATA[",
        "<!--",
        "\\",
      ),
      fc.constantFrom(
        "\u0000",
        "\r\n",
        "\ufffe",
        "\u{fdd0}",
        "\u{fdd4}",
        "\u202e",
        "$&",
        "{{",
        "\n    <entry>",
      ),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test("any Unicode title and body survive the three formats", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 4 }), (raw) => {
      const entries = raw.map(([title, body], n) =>
        entry(n + 1, {
          title: oneLine(title),
          html: feedBody({ value: `<p>x${body}</p>`, kind: "html" }, null, null, defaultLimits).html,
          summary: { method: "given", text: oneLine(body), sentences: [] },
          tags: [oneLine(title)],
          author: oneLine(body),
        }),
      );
      const found = read(written(entries));
      for (const [format, items] of Object.entries(found)) {
        expect(titlesOf(items)).toEqual(entries.map(({ id, title }) => [id, title]));
        const bodies = entries.map(({ html }) =>
          format === "json" ? html : html.replaceAll("]]>", "]]&gt;"),
        );
        expect(items.map(({ body }) => body)).toEqual(bodies);
      }
    }),
    { numRuns: cases(1000) },
  );
});
