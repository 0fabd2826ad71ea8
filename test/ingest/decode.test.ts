import { describe, expect, it } from "vitest";
import { clean, decode, oneLine } from "../../src/ingest/decode.ts";

const utf16 = (text: string, swap: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return swap ? bytes.swap16() : bytes;
};

describe("bytes become text", () => {
  it.each([
    ["UTF-8", Buffer.from("naïve “words”"), "naïve “words”"],
    ["UTF-8 with a BOM", Buffer.from("\ufeffnaïve"), "naïve"],
    ["UTF-16 little endian", utf16("naïve", false), "naïve"],
    ["UTF-16 big endian", utf16("naïve", true), "naïve"],
  ])("from %s", (_, bytes, text) => {
    expect(decode(bytes)).toEqual({ text, note: null });
  });

  it("from windows-1252 as a guess, which is noted", () => {
    const { text, note } = decode(Uint8Array.from([0x93, 0x6e, 0x61, 0xef, 0x76, 0x65, 0x94]));
    expect(text).toBe("“naïve”");
    expect(note).toContain("windows-1252");
  });
});

it.each([
  ["NUL bytes", Buffer.from("some\u0000words")],
  ["a PDF", Buffer.from("%PDF-1.7 and so on")],
  ["a PNG image", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d])],
  ["control characters", Buffer.from("\u0001\u0002\u0003abc")],
])("%s are refused by name", (what, bytes) => {
  expect(() => decode(bytes)).toThrow(what);
});

it("what no feed may carry is removed, and lines end one way", () => {
  expect(clean("a\r\nb\rc\u2028d\u0007\ufffe\u{e0041}\ud800e\tf")).toBe("a\nb\nc\nde\tf");
  expect(oneLine("  two\n words\u202e ")).toBe("two words");
});
