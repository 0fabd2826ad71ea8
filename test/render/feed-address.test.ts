import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { isPlaceholder, requireRealAddress } from "../../src/render/feed-address.ts";
import { webAddress } from "../../src/render/feed-document.ts";

describe("feeds that say they stand at", () => {
  test.each([
    "http://localhost:8080/",
    "https://LOCALHOST./",
    "http://127.1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fe80::1]/",
    "http://0.0.0.0/",
    "http://169.254.1.1/",
    "http://laptop.local/",
    "http://news.localhost/",
    "https://news.example/",
    "https://www.example.com/news/",
    "https://broadsheet.invalid/",
    "https://a.test/",
    "file:///srv/news/",
    "news",
  ])("%s are not published", (url) => {
    expect(isPlaceholder(url)).toBe(true);
    expect(() => requireRealAddress(url, "the bucket")).toThrow(Fault);
    expect(() => requireRealAddress(url, "the bucket")).toThrow(
      /Set url in broadsheet\.yaml .* the bucket is read at/,
    );
  });

  test.each([
    "https://news.org/",
    "https://example.org.uk/",
    "https://localhost.news.org/",
    "https://myexample.com/",
    "http://10.0.0.5/",
    "http://192.168.1.10:8080/",
    "http://intranet/",
    "http://[2001:db8::1]/",
    "https://xn--bcher-kva.ch/",
  ])("%s may be", (url) => {
    expect(() => requireRealAddress(url, "the bucket")).not.toThrow();
  });
});

test.each([
  [
    "https://ü.example/a b?x={{y}}&z='\"[1]#f|g",
    "https://xn--tda.example/a%20b?x=%7B%7By%7D%7D&z=%27%22%5B1%5D#f%7Cg",
  ],
  ["http://[::1]/[x]^`\\", "http://[::1]/%5Bx%5D%5E%60/"],
  ["https://a.example/100%/%C3%A4", "https://a.example/100%25/%C3%A4"],
  ["https://user:secret@a.example/", null],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["/relative", null],
  ["", null],
  [`https://a.example/${"x".repeat(5000)}`, null],
])("the address %j is written as %j", (given, written) => {
  expect(webAddress(given)).toBe(written);
});
