import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import type { ParsedMail } from "mailparser";
import { simpleParser } from "mailparser";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { checkFeeds } from "../../src/render/feed-gate.ts";
import { writeFeeds } from "../../src/render/feeds.ts";
import { writeOpml } from "../../src/render/opml.ts";
import { hazards } from "../render/feed-hazards.ts";
import { entry, publication, sampleEntries } from "../render/sample.ts";
import { tree } from "../tree.ts";

/** Debian's feed readers; where one is missing, its tests say that they are skipped. */
const newsboat = "/usr/bin/newsboat";
const rss2email = "/usr/bin/r2e";
const xmllint = "/usr/bin/xmllint";
const python = "/usr/bin/python3";
const hasFeedparser = existsSync("/usr/lib/python3/dist-packages/feedparser");

const run = promisify(execFile);

/** Titles of RSS are text to some readers and HTML to others; those that look like markup cannot be right in both. */
const looksLikeMarkup = (title: string): boolean => /<[a-z!?/]|&[a-z#]/i.test(title);

/** Hard titles, as long as a title may be, and dates that a reader's calendar has. */
const hard = hazards
  .map((hazard) => hazard.entry)
  .filter(({ title }) => title !== "" && title.length <= 300)
  .filter(({ published, updated }) => published.getUTCFullYear() > 1970 && updated.getUTCFullYear() < 2027);
const first: readonly Entry[] = [...sampleEntries, ...hard];

/** The same with a new title, a new body and one entry more. */
const edited: readonly Entry[] = [
  entry(99, { title: "News & <more>", published: new Date("2026-11-21T12:00:00Z") }),
  ...first.map((each, n) => {
    const updated = new Date(Date.UTC(2026, 10, 21, 12, 0, n));
    if (n === 2) return { ...each, title: `${each.title}, corrected`, updated };
    return n === 3 ? { ...each, html: "<p>Told anew.</p>", updated } : each;
  }),
];

/** A web server as feeds want one: strong ETags, 304 to who has the same bytes. */
async function site() {
  const answers: number[] = [];
  let feeds = new Map<string, { readonly body: string; readonly type: string }>();
  const server = createServer((request, response) => {
    const found = feeds.get(request.url ?? "");
    const etag = `"${createHash("sha256")
      .update(found?.body ?? "")
      .digest("hex")}"`;
    const status = found == null ? 404 : request.headers["if-none-match"] === etag ? 304 : 200;
    answers.push(status);
    response.writeHead(status, {
      ETag: etag,
      "Content-Type": `${found?.type ?? "text/plain"}; charset=utf-8`,
    });
    response.end(status === 200 ? found?.body : undefined);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  const url = `http://127.0.0.1:${port}/`;
  const publish = (entries: readonly Entry[]): void => {
    const document = { publication: { ...publication, url }, entries, content: "full" } as const;
    const written = writeFeeds(document);
    checkFeeds(written, document);
    feeds = new Map([
      ["/atom.xml", { body: written.atom, type: "application/atom+xml" }],
      ["/rss.xml", { body: written.rss, type: "application/rss+xml" }],
    ]);
  };
  publish(first);
  return { url, publish, answers: () => answers.splice(0) };
}

const formats = ["atom.xml", "rss.xml"] as const;
const asWritten = (format: string, title: string): boolean =>
  format === "atom.xml" || !looksLikeMarkup(title);

describe.skipIf(!existsSync(xmllint))("libxml2 (skipped without Debian's libxml2-utils)", () => {
  test("finds nothing wrong with any feed of every hazard, nor with the list of feeds", async () => {
    const entries = hazards.map((hazard) => hazard.entry);
    const part = { kind: "archive", number: 2, archives: 3 } as const;
    const written = writeFeeds({ publication, entries, content: "full", part, hub: "https://hub.example/" });
    const words = { tag: "Tags", author: "Authors" };
    const opml = writeOpml({ publication, topics: [], words, updated: new Date(0) });
    const folder = tree({ "atom.xml": written.atom, "rss.xml": written.rss, "feeds.opml": opml });
    const files = ["atom.xml", "rss.xml", "feeds.opml"].map((name) => path.join(folder, name));
    expect(await run(xmllint, ["--noout", "--nonet", ...files])).toEqual({ stdout: "", stderr: "" });
  });
});

describe.skipIf(!hasFeedparser)("feedparser (skipped without Debian's python3-feedparser)", () => {
  const script = `
import feedparser, json, sys, calendar
feed = feedparser.parse(sys.argv[1], etag=sys.argv[2] or None)
time = lambda t: calendar.timegm(t) if t else None
print(json.dumps({"status": feed.status, "etag": feed.get("etag", ""), "bozo": bool(feed.bozo), "entries": [
  {"id": e.id, "title": e.title, "link": e.link, "published": time(e.get("published_parsed")), "author": e.author}
  for e in feed.entries]}))`;
  type Parsed = {
    readonly status: number;
    readonly etag: string;
    readonly bozo: boolean;
    readonly entries: readonly {
      readonly id: string;
      readonly title: string;
      readonly link: string;
      readonly published: number | null;
    }[];
  };
  const parse = async (url: string, etag = ""): Promise<Parsed> =>
    JSON.parse((await run(python, ["-c", script, url, etag], { maxBuffer: 1e8 })).stdout) as Parsed;

  test.each(formats)("reads all of %s, and is told where nothing has changed", async (format) => {
    const served = await site();
    const feed = await parse(served.url + format);
    expect(feed).toMatchObject({ status: 200, bozo: false });
    expect(feed.entries.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    for (const [n, meant] of first.entries()) {
      const found = feed.entries[n];
      if (asWritten(format, meant.title)) expect(found?.title).toBe(meant.title);
      expect(found?.link).toBe(`${served.url}articles/${meant.slug}.html`);
      expect(found?.published).toBe(+meant.published / 1000);
    }
    expect(await parse(served.url + format, feed.etag)).toMatchObject({ status: 304, entries: [] });
    served.publish(edited);
    const after = await parse(served.url + format, feed.etag);
    expect(after.entries.map(({ id }) => id)).toEqual(edited.map(({ id }) => id));
  });
});

describe.skipIf(!existsSync(newsboat))("newsboat (skipped without Debian's newsboat)", () => {
  const reload = async (home: string): Promise<void> => {
    const at = (name: string): string => path.join(home, name);
    const options = ["-u", at("urls"), "-c", at("cache.db"), "-C", at("config"), "-x", "reload"];
    await run(newsboat, options, { env: { HOME: home, PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" } });
  };
  type Shown = Readonly<Record<"guid" | "title" | "url", string>> & { readonly pubDate: number };
  const items = (home: string): readonly Shown[] => {
    using cache = new DatabaseSync(path.join(home, "cache.db"), { readOnly: true });
    return cache.prepare("SELECT guid, title, url, pubDate FROM rss_item").all() as Shown[];
  };

  test.each(formats)(
    "shows all of %s, asks whether it changed, and shows an edit in its place",
    async (format) => {
      const served = await site();
      const home = tree({ urls: `${served.url}${format}\n`, config: "" });
      await reload(home);
      const found = new Map(items(home).map((item) => [item.guid, item]));
      expect(found.size).toBe(first.length);
      for (const { id, title, slug, published } of first) {
        const item = found.get(id);
        if (asWritten(format, title)) expect(item?.title).toBe(title);
        expect(item?.url).toBe(`${served.url}articles/${slug}.html`);
        expect(item?.pubDate).toBe(+published / 1000);
      }
      // It asks conditionally from its third look on.
      await reload(home);
      await reload(home);
      expect(served.answers().at(-1)).toBe(304);
      served.publish(edited);
      await reload(home);
      const after = items(home);
      expect(after.map(({ guid }) => guid).toSorted()).toEqual(edited.map(({ id }) => id).toSorted());
      expect(after.find(({ guid }) => guid === edited[3]?.id)?.title).toBe(edited[3]?.title);
    },
  );
});

describe.skipIf(!existsSync(rss2email))("rss2email (skipped without Debian's rss2email)", () => {
  /** A maildir is what it sends to; nothing leaves the machine. */
  async function mailbox(url: string) {
    const home = tree({ "mail/": "" });
    const inbox = path.join(home, "mail", "INBOX");
    const config = path.join(home, "rss2email.cfg");
    const options = ["-c", config, "-d", path.join(home, "rss2email.json")];
    const env = { HOME: home, PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" };
    const r2e = (...words: readonly string[]) => run(rss2email, [...options, ...words], { env });
    await r2e("new", "reader@example.com");
    const told = {
      "email-protocol": "maildir",
      "maildir-path": path.join(home, "mail"),
      "date-header": "True",
      "date-header-order": "issued",
    };
    let text = readFileSync(config, "utf8");
    for (const [key, value] of Object.entries(told))
      text = text.replace(new RegExp(`^${key} =.*$`, "m"), () => `${key} = ${value}`);
    writeFileSync(config, text);
    await r2e("add", "sample", url);
    const mails = () =>
      Promise.all(
        readdirSync(path.join(inbox, "new")).map((name) =>
          simpleParser(readFileSync(path.join(inbox, "new", name))),
        ),
      );
    return { run: () => r2e("run"), mails };
  }

  const idIn = (mail: ParsedMail): string => {
    const id = mail.headers.get("x-rss-id");
    return typeof id === "string" ? id : "";
  };

  /**
   * Two it cannot mail, whoever writes them: a title that looks like an encoded mail header, and one with the number of half a
   * character, which it takes for that in RSS, and ends.
   */
  const mailed = (entries: readonly Entry[]): readonly Entry[] =>
    entries.filter(({ title }) => !title.includes("=?") && !title.includes("&#xD800;"));

  test.each(formats)("mails every entry of %s once, and an edited one not again", async (format) => {
    const served = await site();
    served.publish(mailed(first));
    const box = await mailbox(served.url + format);
    await box.run();
    const mails = await box.mails();
    const byId = new Map(mails.map((mail) => [idIn(mail), mail]));
    expect(mails).toHaveLength(mailed(first).length);
    for (const { id, title, published } of mailed(first)) {
      const mail = byId.get(id);
      if (asWritten(format, title)) expect(mail?.subject).toBe(title);
      expect(mail?.date).toEqual(published);
    }
    served.answers();
    await box.run();
    expect(served.answers()).toEqual([304]);
    served.publish(mailed(edited));
    await box.run();
    const after = await box.mails();
    expect(after.map((mail) => idIn(mail)).toSorted()).toEqual(
      mailed(edited)
        .map(({ id }) => id)
        .toSorted(),
    );
  });
});
