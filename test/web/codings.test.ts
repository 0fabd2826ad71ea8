import { describe, expect, test } from "vitest";
import { tasteOf } from "../../src/web/codings.ts";

describe("a client that says", () => {
  test.each([
    [undefined, "identity", true],
    ["", "identity", true],
    ["gzip", "gzip", true],
    ["x-gzip", "gzip", true],
    ["GZIP", "gzip", true],
    ["gzip, deflate, br", "br", true],
    ["br;q=0.9, gzip", "gzip", true],
    ["br;q=1.0, gzip;q=1.0", "br", true],
    ["gzip;q=0.5, identity", "identity", true],
    ["gzip;q=0", "identity", true],
    ["deflate, zstd", "identity", true],
    ["*", "br", true],
    ["*;q=0.1, gzip", "gzip", true],
    ["br;q=0, *", "gzip", true],
    ["gzip, identity;q=0", "gzip", false],
    ["gzip, *;q=0", "gzip", false],
    ["identity;q=0", null, false],
    ["*;q=0", null, false],
    ["identity;q=0.000", null, false],
    ["*;q=0, identity", "identity", true],
    [" gzip ; q=0.3 ,\tbr;q=0.2", "gzip", true],
    ["gzip;q=0.001", "gzip", true],
    ["gzip;q=2", "identity", true],
    ["gzip;q=-1, br;q=x", "identity", true],
    ["gzip;;;, ,,br", "br", true],
    ["\u00ff\u00fe", "identity", true],
  ] as const)("%j gets %s", (header, packed, takesPlain) => {
    expect(tasteOf(header)).toEqual({ packed, takesPlain });
    expect(tasteOf(header)).toEqual({ packed, takesPlain });
  });

  test("ten thousand commas is answered at once", () => {
    const started = performance.now();
    tasteOf(`${" ".repeat(5000)}${"gzip;q=".repeat(1000)}${",".repeat(10_000)}`);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
