import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fetched } from "../../src/domain/ports.ts";
import { openSqlite, rehearseSqlite } from "../../src/store/sqlite.ts";
import { tree } from "../tree.ts";

const now = new Date("2026-11-05T12:00:00.123Z");
const url = "https://gull.example/feed.xml";

const fetched = (of: Partial<Fetched> = {}): Fetched => ({
  etag: 'W/"v1"',
  lastModified: "Mon, 02 Nov 2026 08:30:00 GMT",
  contentType: "text/xml; charset=iso-8859-1",
  location: "https://gull.example/feed/",
  body: Uint8Array.from([0, 255, 10, 13, 39]),
  at: now,
  retryAt: new Date(+now + 300_000),
  trouble: null,
  ...of,
});

describe("what was fetched", () => {
  test("is remembered, byte for byte, by the next process", async () => {
    const file = path.join(tree(), "broadsheet.db");
    {
      await using store = await openSqlite(file);
      await store.fetches.record(url, fetched());
    }
    await using store = await openSqlite(file);
    expect(await store.fetches.recall(url)).toEqual(fetched());
  });

  test("is nothing for an address that was never asked", async () => {
    await using store = await openSqlite(":memory:");
    await store.fetches.record(url, fetched());
    expect(await store.fetches.recall(`${url}?other`)).toBeNull();
  });

  test("gives way to what is fetched later, whole", async () => {
    await using store = await openSqlite(":memory:");
    const later = fetched({
      etag: null,
      lastModified: null,
      contentType: null,
      body: Uint8Array.of(),
      trouble: "is out of order",
    });
    await store.fetches.record(url, fetched());
    await store.fetches.record(url, later);
    expect(await store.fetches.recall(url)).toEqual(later);
  });

  test("in a rehearsal is forgotten", async () => {
    const file = path.join(tree(), "broadsheet.db");
    {
      await using store = await openSqlite(file);
      await store.fetches.record(url, fetched());
    }
    {
      await using rehearsal = await rehearseSqlite(file);
      await rehearsal.fetches.record(url, fetched({ trouble: "only rehearsed" }));
    }
    await using store = await openSqlite(file);
    expect((await store.fetches.recall(url))?.trouble).toBeNull();
  });

  test("comes back as it was, whatever it was", async () => {
    await using store = await openSqlite(":memory:");
    const words = fc.option(fc.string({ unit: "grapheme" }));
    const instants = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(
        fc.webUrl(),
        fc.record({
          etag: words,
          lastModified: words,
          contentType: words,
          trouble: words,
          body: fc.uint8Array(),
          at: instants,
          retryAt: instants,
        }),
        async (address, of) => {
          await store.fetches.record(address, fetched(of));
          expect(await store.fetches.recall(address)).toEqual(fetched(of));
        },
      ),
    );
  });
});
