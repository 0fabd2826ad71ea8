import { rename, symlink, utimes, writeFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { usualLimits } from "../../src/web/shelf.ts";
import { serving } from "./serving.ts";

const feed = `<?xml version="1.0"?><feed>${"<entry/>".repeat(1000)}</feed>`;
const later = `<?xml version="1.0"?><feed>${"<entry/>".repeat(1001)}</feed>`;

describe("a feed", () => {
  test("is sent with everything a reader asks by the next time, and then is not sent again", async () => {
    const { get } = await serving({ "public/atom.xml": feed });
    const first = await get("/atom.xml");
    expect(first.status).toBe(200);
    expect(first.body.toString()).toBe(feed);
    expect(first.headers).toMatchObject({
      "content-type": "application/atom+xml; charset=utf-8",
      "content-length": String(feed.length),
      "cache-control": "public, max-age=900",
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
      etag: expect.stringMatching(/^"[\w-]{22}"$/) as string,
      "last-modified": expect.stringMatching(/ GMT$/) as string,
    });
    expect(first.headers["accept-ranges"]).toBeUndefined();
    const { etag = "", "last-modified": lastModified = "" } = first.headers;
    for (const condition of [
      { "if-none-match": etag },
      { "if-none-match": `W/${etag}` },
      { "if-modified-since": lastModified },
    ]) {
      const again = await get("/atom.xml", condition);
      expect(again.status).toBe(304);
      expect(again.body).toHaveLength(0);
      expect(again.headers).toMatchObject({
        etag,
        "cache-control": "public, max-age=900",
        vary: "Accept-Encoding",
      });
    }
    const tagWins = await get("/atom.xml", { "if-none-match": '"old"', "if-modified-since": lastModified });
    expect(tagWins.status).toBe(200);
  });

  test("is packed as the client likes it, each form with a tag of its own", async () => {
    const { get } = await serving({ "public/atom.xml": feed });
    const plain = await get("/atom.xml");
    const zipped = await get("/atom.xml", { "accept-encoding": "gzip" });
    const brotli = await get("/atom.xml", { "accept-encoding": "gzip, br" });
    expect([plain, zipped, brotli].map(({ headers }) => headers["content-encoding"])).toEqual([
      undefined,
      "gzip",
      "br",
    ]);
    expect(gunzipSync(zipped.body).toString()).toBe(feed);
    expect(brotliDecompressSync(brotli.body).toString()).toBe(feed);
    expect(new Set([plain, zipped, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers, body } of [plain, zipped, brotli]) {
      expect(headers.vary).toBe("Accept-Encoding");
      expect(headers["content-length"]).toBe(String(body.length));
    }
    const { etag = "" } = zipped.headers;
    expect((await get("/atom.xml", { "accept-encoding": "gzip", "if-none-match": etag })).status).toBe(304);
    expect((await get("/atom.xml", { "accept-encoding": "br", "if-none-match": etag })).status).toBe(200);
  });

  test("keeps its time and tag when it is touched or written again, and gets new ones when its bytes change", async () => {
    const { get, root } = await serving({ "public/atom.xml": feed });
    const place = path.join(root, "public/atom.xml");
    const long = new Date("2026-01-02T03:04:05Z");
    await utimes(place, long, long);
    const first = await get("/atom.xml");
    expect(first.headers["last-modified"]).toBe(long.toUTCString());
    await utimes(place, new Date(), new Date());
    await writeFile(`${place}.new`, feed);
    await rename(`${place}.new`, place);
    const touched = await get("/atom.xml");
    expect([touched.headers.etag, touched.headers["last-modified"]]).toEqual([
      first.headers.etag,
      long.toUTCString(),
    ]);
    // A copy that was older, put back: its time would say that nothing has changed since.
    await writeFile(`${place}.new`, later);
    const older = new Date("2025-01-01T00:00:00Z");
    await utimes(`${place}.new`, older, older);
    await rename(`${place}.new`, place);
    const since = first.headers["last-modified"] ?? "";
    const changed = await get("/atom.xml", { "if-modified-since": since });
    expect(changed.status).toBe(200);
    expect(changed.body.toString()).toBe(later);
    expect(changed.headers.etag).not.toBe(first.headers.etag);
    expect(Date.parse(changed.headers["last-modified"] ?? "")).toBeGreaterThan(Date.parse(since));
  });

  test("never says that it changed later than now", async () => {
    const { get, root } = await serving({ "public/atom.xml": feed });
    await utimes(path.join(root, "public/atom.xml"), new Date("2099-01-01"), new Date("2099-01-01"));
    const { headers } = await get("/atom.xml");
    expect(Date.parse(headers["last-modified"] ?? "")).toBeLessThanOrEqual(Date.parse(headers.date ?? ""));
  });

  test("names its hub and itself in the head, the main one alone", async () => {
    const files = { "public/atom.xml": feed, "public/notes/atom.xml": feed, "public/index.html": "<p>" };
    const hub = "https://hub.example.net/?a=1";
    const { get } = await serving(files, { mounts: [{ hub }] });
    expect((await get("/atom.xml")).headers.link).toBe(
      `<${hub}>; rel="hub", <https://news.example.org/atom.xml>; rel="self"`,
    );
    expect((await get("/notes/atom.xml")).headers.link).toBeUndefined();
    expect((await get("/")).headers.link).toBeUndefined();
  });

  test("that does not know its address is not given to the world, and the operator is told", async () => {
    const files = { "public/atom.xml": feed, "public/index.html": "<p>Hello" };
    const { get, said } = await serving(files, { mayHaveFeeds: (host) => host.startsWith("localhost") });
    expect((await get("/atom.xml", { host: "localhost:8080" })).status).toBe(200);
    for (const headers of [
      { host: "news.net" },
      { host: "localhost", "x-forwarded-host": "news.net" },
      { host: "localhost", forwarded: 'for=192.0.2.1;proto=https;host="news.net"' },
    ]) {
      const answer = await get("/atom.xml", headers);
      expect(answer.status).toBe(503);
      expect(answer.headers["retry-after"]).toBe("3600");
      expect(answer.headers["cache-control"]).toBe("no-cache");
      expect((await get("/", headers)).status).toBe(200);
    }
    expect(said[0]).toContain("Set url in broadsheet.yaml");
  });
});

test.each([
  ["index.html", "text/html; charset=utf-8"],
  ["style.css", "text/css; charset=utf-8"],
  ["rss.xml", "application/rss+xml; charset=utf-8"],
  ["feed.json", "application/feed+json; charset=utf-8"],
  ["feeds.opml", "text/x-opml+xml; charset=utf-8"],
  ["sitemap.xml", "application/xml; charset=utf-8"],
  ["notes/tag/atom.xml", "application/atom+xml; charset=utf-8"],
  ["a.JPG", "image/jpeg"],
  ["a.png", "image/png"],
  ["a.webp", "image/webp"],
  ["a.avif", "image/avif"],
  ["a.svg", "image/svg+xml; charset=utf-8"],
  ["README", "application/octet-stream"],
  ["a.constructor", "application/octet-stream"],
  ["a.exe", "application/octet-stream"],
])("%s is served as %s", async (name, type) => {
  const { get } = await serving({ [`public/${name}`]: "x" });
  const { status, headers } = await get(`/${name}`);
  expect([status, headers["content-type"], headers["x-content-type-options"]]).toEqual([
    200,
    type,
    "nosniff",
  ]);
});

describe("a page", () => {
  test("may load its stylesheet and its pictures and nothing else, and stand in nobody's frame", async () => {
    const { get } = await serving({ "public/index.html": "<p>Hello", "public/a.svg": "<svg/>" });
    const { headers } = await get("/");
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect((await get("/a.svg")).headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
  });

  test("is asked for by HEAD with the same answer and no body", async () => {
    const { get } = await serving({ "public/index.html": "<p>Hello".repeat(1000) });
    const { headers: full, body } = await get("/", { "accept-encoding": "gzip" });
    const head = await get("/", { "accept-encoding": "gzip" }, "HEAD");
    expect(body.length).toBeGreaterThan(0);
    expect(head.body).toHaveLength(0);
    expect({ ...head.headers, date: "" }).toEqual({ ...full, date: "" });
  });

  test("that is small goes as it is, unless that is refused", async () => {
    const { get } = await serving({ "public/index.html": "<p>Hello" });
    expect((await get("/", { "accept-encoding": "gzip" })).headers["content-encoding"]).toBeUndefined();
    const forced = await get("/", { "accept-encoding": "gzip, identity;q=0" });
    expect(gunzipSync(forced.body).toString()).toBe("<p>Hello");
    const nothing = await get("/", { "accept-encoding": "identity;q=0" });
    expect([nothing.status, nothing.headers.vary]).toEqual([406, "Accept-Encoding"]);
  });

  test("of any query is the same page", async () => {
    const { get } = await serving({ "public/index.html": "<p>Hello" });
    for (const target of [
      "/?utm_source=x",
      "/index.html?a=/../b",
      "http://news.example.org/",
      "http://news.example.org",
    ])
      expect([target, (await get(target)).status]).toEqual([target, 200]);
  });
});

test("a picture named by its content may be kept for ever, and is never packed", async () => {
  const picture = Buffer.alloc(5000, "a");
  const { get } = await serving({
    "public/images/0123456789abcdef.png": picture,
    "public/images/logo.png": picture,
  });
  const { headers, body } = await get("/images/0123456789abcdef.png", { "accept-encoding": "gzip, br" });
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect([headers["content-encoding"], headers.vary]).toEqual([undefined, undefined]);
  expect(body.equals(picture)).toBe(true);
  expect((await get("/images/logo.png")).headers["cache-control"]).toBe("public, max-age=900");
  expect((await get("/images/logo.png", { "accept-encoding": "gzip, identity;q=0" })).status).toBe(406);
});

test("a file too large for memory is streamed, with a tag all the same", async () => {
  const large = Buffer.alloc(3_000_000, "0123456789");
  const limits = { heldBytes: 100_000, fileBytes: 50_000, files: 10, lookMs: 0 };
  const { get, root } = await serving({ "public/large.txt": large }, { limits });
  const { headers, body } = await get("/large.txt", { "accept-encoding": "gzip" });
  expect(body.equals(large)).toBe(true);
  expect(headers["content-length"]).toBe("3000000");
  expect(headers["content-encoding"]).toBeUndefined();
  expect((await get("/large.txt", { "if-none-match": headers.etag ?? "" })).status).toBe(304);
  expect((await get("/large.txt", {}, "HEAD")).headers["content-length"]).toBe("3000000");
  await writeFile(path.join(root, "public/large.txt"), Buffer.alloc(3_000_000, "9"));
  expect((await get("/large.txt")).headers.etag).not.toBe(headers.etag);
});

test("a file is looked at again within milliseconds", async () => {
  const { get, root } = await serving({ "public/a.txt": "one" }, { limits: usualLimits });
  for (let n = 0; n < 3; n++) expect((await get("/a.txt")).body.toString()).toBe("one");
  await writeFile(path.join(root, "public/a.txt.new"), "two");
  await rename(path.join(root, "public/a.txt.new"), path.join(root, "public/a.txt"));
  await expect.poll(async () => (await get("/a.txt")).body.toString(), { timeout: 1000 }).toBe("two");
});

test("what does not fit into memory any more is read again", async () => {
  const limits = { heldBytes: 12_000, fileBytes: 10_000, files: 2, lookMs: 0 };
  const bodies = ["a", "b", "c", "d"].map((letter) => letter.repeat(9000));
  const files = Object.fromEntries(bodies.map((body) => [`public/${body[0]}.txt`, body]));
  const { get } = await serving(files, { limits });
  for (let round = 0; round < 3; round++) {
    for (const body of bodies) {
      expect((await get(`/${body[0]}.txt`)).body.toString()).toBe(body);
      const packed = await get(`/${body[0]}.txt`, { "accept-encoding": "gzip" });
      expect(gunzipSync(packed.body).toString()).toBe(body);
    }
  }
});

describe("a folder", () => {
  const files = {
    "public/notes/index.html": "<p>Notes",
    "public/empty/a.txt": "a",
    "public/ü:b/index.html": "<p>",
  };

  test("is its index; without the slash the way leads there, on the same host", async () => {
    const { get } = await serving(files);
    expect((await get("/notes/")).body.toString()).toBe("<p>Notes");
    const { status, headers } = await get("/notes?a=1");
    expect([status, headers.location]).toEqual([301, "./notes/?a=1"]);
    expect((await get("/%C3%BC:b")).headers.location).toBe("./%C3%BC%3Ab/");
  });

  test("is never listed", async () => {
    const { get } = await serving(files);
    for (const target of ["/", "/empty", "/empty/", "/notes/index.html/"])
      expect([target, (await get(target)).status]).toEqual([target, 404]);
  });

  test("leads nobody to another host", async () => {
    const { get } = await serving({
      ...files,
      "public/evil.example/index.html": "<p>",
      "public/index.html": "<p>",
    });
    for (const target of [
      "//evil.example",
      "//evil.example/",
      "///evil.example/..",
      "/\\evil.example",
      "/%5Cevil.example",
      "/%2F/evil.example",
      "/%2Fevil.example",
      "//evil.example/%2e%2e",
      "/evil.example//",
    ]) {
      const { status, headers } = await get(target);
      expect([target, status, headers.location]).toEqual([target, 404, undefined]);
    }
    const inside = await get("/evil.example");
    expect(new URL(inside.headers.location ?? "", "https://news.net/evil.example").href).toBe(
      "https://news.net/evil.example/",
    );
  });
});

describe("several folders", () => {
  const files = {
    "public/index.html": "<p>Main",
    "public/404.html": "<p>Nothing",
    "public/notes/index.html": "<p>Notes",
    "public/notes/410.html": "<p>Gone",
    "www/index.html": "<p>Beside",
  };
  const asked: string[] = [];
  const mounts = [
    { isGone: async (page: string) => (asked.push(`main ${page}`), page === "articles/a.html") },
    {
      prefix: "notes/",
      folder: "public/notes",
      isGone: async (page: string) => (asked.push(`notes ${page}`), page === "articles/b.html"),
    },
    { prefix: "www/", folder: "www", maxAge: 60 },
  ];

  test("stand where their jobs put them, and each is asked for its own articles", async () => {
    const { get } = await serving(files, { mounts });
    const statuses = await Promise.all(
      [
        "/",
        "/notes/",
        "/www/",
        "/articles/a.html",
        "/articles/b.html",
        "/notes/articles/a.html",
        "/notes/articles/b.html",
      ].map(async (target) => [(await get(target)).status, (await get(target)).body.toString()]),
    );
    expect(statuses).toEqual([
      [200, "<p>Main"],
      [200, "<p>Notes"],
      [200, "<p>Beside"],
      [410, "This was withdrawn, and will not come back.\n"],
      [404, "<p>Nothing"],
      [404, "<p>Nothing"],
      [410, "<p>Gone"],
    ]);
    expect(new Set(asked)).toEqual(
      new Set([
        "main articles/a.html",
        "main articles/b.html",
        "notes articles/a.html",
        "notes articles/b.html",
      ]),
    );
    expect((await get("/www")).headers.location).toBe("./www/");
    expect((await get("/www/")).headers["cache-control"]).toBe("public, max-age=60");
    const missing = await get("/nothing");
    expect(missing.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(missing.headers["content-security-policy"]).toContain("style-src 'self'");
  });

  test("whose memory cannot be asked say 404, not 500, and tell the operator", async () => {
    const { get, said } = await serving(files, {
      mounts: [{ isGone: () => Promise.reject(new Error("the disk is full")) }],
    });
    expect((await get("/articles/a.html")).status).toBe(404);
    expect(said.join()).toContain("the disk is full");
  });
});

describe("outside the published folder", () => {
  test("nothing is to be had, by links neither", async () => {
    const { get, root } = await serving({
      "secret.txt": "secret",
      "public/.env": "secret",
      "public/.git/config": "secret",
      "public/.atom.xml.1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b.part": "secret",
      "public/atom.xml.part": "secret",
      "public/a.txt": "a",
      "public-2/a.txt": "secret",
    });
    await symlink("../secret.txt", path.join(root, "public/link.txt"));
    await symlink("..", path.join(root, "public/up"));
    await symlink("../public-2", path.join(root, "public/two"));
    await symlink("loop", path.join(root, "public/loop"));
    await symlink("a.txt", path.join(root, "public/inside.txt"));
    for (const target of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/%2e%2e%2fsecret.txt",
      "/%252e%252e/secret.txt",
      "/..%5csecret.txt",
      "/..\\secret.txt",
      "/a.txt/../../secret.txt",
      "/a.txt%00.html",
      "/.env",
      "/.git/config",
      "/%2eenv",
      "/.atom.xml.1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b.part",
      "/atom.xml.part",
      "/link.txt",
      "/up/secret.txt",
      "/two/a.txt",
      "/loop",
      "/../public-2/a.txt",
      `/${"a".repeat(300)}`,
      `/${"a/".repeat(3000)}`,
      "/a.txt/",
      "/a.txt/b",
    ]) {
      const { status, body } = await get(target);
      expect([target, status]).toEqual([target, 404]);
      expect(body.toString()).not.toContain("secret");
    }
    for (const target of ["/%", "/%zz", "/%ff", "*", "a.txt"])
      expect([target, (await get(target)).status]).toEqual([target, 400]);
    expect((await get("/inside.txt")).body.toString()).toBe("a");
  });

  test("a link that is turned outwards is noticed", async () => {
    const { get, root } = await serving({ "secret.txt": "secret", "public/a.txt": "a" });
    const link = path.join(root, "public/b.txt");
    await symlink("a.txt", link);
    expect((await get("/b.txt")).status).toBe(200);
    await rm(link);
    await symlink("../secret.txt", link);
    expect((await get("/b.txt")).status).toBe(404);
  });

  test("a folder that is itself a link is served, also when it is turned to another release", async () => {
    const { get, root } = await serving(
      { "releases/1/a.txt": "one", "releases/2/a.txt": "two" },
      { mounts: [{ folder: "live" }] },
    );
    await symlink("releases/1", path.join(root, "live"));
    expect((await get("/a.txt")).body.toString()).toBe("one");
    await symlink("releases/2", path.join(root, "next"));
    await rename(path.join(root, "next"), path.join(root, "live"));
    expect((await get("/a.txt")).body.toString()).toBe("two");
  });

  test("a folder that is not there yet has nothing, and something when it is there", async () => {
    const { get, root } = await serving({}, { mounts: [{ folder: "later" }] });
    expect((await get("/")).status).toBe(404);
    await mkdir(path.join(root, "later"));
    await writeFile(path.join(root, "later/index.html"), "<p>");
    expect((await get("/")).status).toBe(200);
  });
});

test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])(
  "%s is refused",
  async (method) => {
    const { get } = await serving({ "public/index.html": "<p>" });
    for (const target of ["/", "/nothing", "/../x"]) {
      const { status, headers } = await get(target, {}, method);
      expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
    }
  },
);
