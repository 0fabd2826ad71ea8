import { describe, expect, test } from "vitest";
import { announceDue, oweAnnouncements } from "../../src/app/announce.ts";
import { maxAttempts } from "../../src/domain/announcement.ts";
import { webSubHub } from "../../src/publish/websub.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { hub } from "../hub.ts";

const url = "https://news.example.org/";
const topics = new Map(["atom.xml", "rss.xml", "feed.json"].map((file) => [file, url + file]));
const minute = 60_000;

async function announcing() {
  const server = await hub();
  const store = await openSqlite(":memory:");
  const clock = { at: Date.parse("2026-11-20T07:00:00Z"), now: () => new Date(clock.at) };
  const run = { series: "default", store, clock, hub: webSubHub(server.url), topics };
  const publish = (...written: string[]) => oweAnnouncements(run, { written, unchanged: 0, removed: [] });
  return { server, store, clock, run, publish };
}

describe("after a publication the hub is told", () => {
  test("of the main feeds that changed, and of nothing else, once", async () => {
    const { server, run, publish } = await announcing();
    await publish("index.html", "atom.xml", "feed.json", "notes/rss.xml");
    expect((await announceDue(run)).map(({ kind, topic }) => [kind, topic])).toEqual([
      ["told", `${url}atom.xml`],
      ["told", `${url}feed.json`],
    ]);
    expect(await announceDue(run)).toEqual([]);
    await publish("index.html");
    expect(await announceDue(run)).toEqual([]);
    expect(server.topics()).toEqual([`${url}atom.xml`, `${url}feed.json`]);
  });

  test("again where it could not take it, later each time, and not for ever", async () => {
    const { server, run, clock, publish } = await announcing();
    server.says((response) => response.writeHead(500).end());
    await publish("atom.xml");
    const waits: number[] = [];
    for (let n = 1; n <= maxAttempts; n++) {
      const [answer] = await announceDue(run);
      if (answer?.kind !== "failed") throw new Error("expected a failure");
      expect(server.told).toHaveLength(n);
      if (answer.retryAt == null) break;
      expect(await announceDue(run)).toEqual([]);
      waits.push((+answer.retryAt - clock.at) / minute);
      clock.at = +answer.retryAt;
    }
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 240, 720]);
    expect(server.told).toHaveLength(maxAttempts);
    clock.at += 10_000 * minute;
    expect(await announceDue(run)).toEqual([]);
    // The next change is news again.
    server.says((response) => response.writeHead(202).end());
    await publish("atom.xml");
    expect(await announceDue(run)).toMatchObject([{ kind: "told" }]);
  });

  test("not before it wishes to be", async () => {
    const { server, run, clock, publish } = await announcing();
    server.says((response) => response.writeHead(429, { "retry-after": "7200" }).end());
    await publish("atom.xml");
    const [answer] = await announceDue(run);
    expect(answer).toMatchObject({ kind: "failed", retryAt: new Date(clock.at + 120 * minute) });
    server.says((response) => response.writeHead(429, { "retry-after": "99999999" }).end());
    clock.at += 120 * minute;
    expect(await announceDue(run)).toMatchObject([{ retryAt: new Date(clock.at + 1440 * minute) }]);
  });

  test("not again where it refuses", async () => {
    const { server, run, clock, publish } = await announcing();
    server.says((response) => response.writeHead(404).end());
    await publish("atom.xml");
    expect(await announceDue(run)).toMatchObject([{ kind: "failed", retryAt: null }]);
    clock.at += 10_000 * minute;
    expect(await announceDue(run)).toEqual([]);
  });

  test("not of an address the feeds had before", async () => {
    const { server, store, run, clock, publish } = await announcing();
    await publish("atom.xml");
    const moved = { ...run, topics: new Map([["atom.xml", "https://elsewhere.example.org/atom.xml"]]) };
    expect(await announceDue(moved)).toEqual([]);
    expect(await store.announcements.due("default", clock.now())).toEqual([]);
    expect(server.told).toEqual([]);
  });
});
