import { describe, expect, test } from "vitest";
import { judge } from "../../src/web/conditions.ts";

const etag = '"abc"';
const at = Date.parse("2026-11-20T07:00:00Z");

describe('of a file with the tag "abc" that changed on Friday, 20 November 2026, 07:00', () => {
  test.each([
    [{}, "send"],
    [{ "if-none-match": '"abc"' }, "unchanged"],
    [{ "if-none-match": 'W/"abc"' }, "unchanged"],
    [{ "if-none-match": '"x", "abc"' }, "unchanged"],
    [{ "if-none-match": '"x","y",W/"abc"' }, "unchanged"],
    [{ "if-none-match": "*" }, "unchanged"],
    [{ "if-none-match": '"abcd"' }, "send"],
    [{ "if-none-match": "abc" }, "send"],
    [{ "if-none-match": '""' }, "send"],
    [{ "if-none-match": '"a"bc"' }, "send"],
    [{ "if-none-match": "" }, "send"],
    [{ "if-modified-since": "Fri, 20 Nov 2026 07:00:00 GMT" }, "unchanged"],
    [{ "if-modified-since": "Friday, 20-Nov-26 07:00:00 GMT" }, "unchanged"],
    [{ "if-modified-since": "Fri Nov 20 07:00:00 2026" }, "unchanged"],
    [{ "if-modified-since": "Fri, 20 Nov 2026 08:00:00 GMT" }, "unchanged"],
    [{ "if-modified-since": "Fri, 20 Nov 2026 06:59:59 GMT" }, "send"],
    [{ "if-modified-since": "2026-11-20T08:00:00Z" }, "send"],
    [{ "if-modified-since": "tomorrow" }, "send"],
    [{ "if-modified-since": "" }, "send"],
    // The tag wins over the time, both ways.
    [{ "if-none-match": '"old"', "if-modified-since": "Fri, 20 Nov 2026 08:00:00 GMT" }, "send"],
    [{ "if-none-match": '"abc"', "if-modified-since": "Thu, 19 Nov 2026 07:00:00 GMT" }, "unchanged"],
    [{ "if-match": '"abc"' }, "send"],
    [{ "if-match": "*" }, "send"],
    [{ "if-match": 'W/"abc"' }, "failed"],
    [{ "if-match": '"old"' }, "failed"],
    [{ "if-unmodified-since": "Fri, 20 Nov 2026 07:00:00 GMT" }, "send"],
    [{ "if-unmodified-since": "Thu, 19 Nov 2026 07:00:00 GMT" }, "failed"],
    [{ "if-match": '"abc"', "if-none-match": '"abc"' }, "unchanged"],
  ] as const)("%j means %s", (conditions, verdict) => {
    expect(judge(conditions, etag, at)).toBe(verdict);
  });

  test("a list of sixteen thousand quotes is read at once", () => {
    const started = performance.now();
    expect(judge({ "if-none-match": '"'.repeat(16_000) }, etag, at)).toBe("send");
    expect(judge({ "if-none-match": 'W/"'.repeat(5_000) }, etag, at)).toBe("send");
    expect(performance.now() - started).toBeLessThan(100);
  });
});
