import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clean,
  cleanKeepingOffsets,
  decode,
  declaredIn,
  forComparison,
  oneLine,
} from "../../../src/ingest/bytes/decode.ts";
import { Unusable } from "../../../src/ingest/formats/draft.ts";
import { cpuMs } from "../cost.ts";

const utf16 = (text: string, swap: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return swap ? bytes.swap16() : bytes;
};

describe("bytes become text", () => {
  it.each([
    ["utf-8", 0.99, Buffer.from("naïve “words”"), "naïve “words”"],
    ["utf-8", 1, Buffer.from("\ufeffnaïve"), "naïve"],
    ["utf-16le", 1, utf16("naïve", false), "naïve"],
    ["utf-16be", 1, utf16("naïve", true), "naïve"],
  ])("from %s with confidence %d", (encoding, confidence, bytes, text) => {
    expect(decode(bytes)).toEqual({ text, encoding, confidence, note: null });
  });

  it("from windows-1252 as a guess, which is noted", () => {
    const { text, note, confidence } = decode(Uint8Array.from([0x93, 0x6e, 0x61, 0xef, 0x76, 0x65, 0x94]));
    expect(text).toBe("“naïve”");
    expect(note).toContain("windows-1252");
    expect(confidence).toBeLessThan(0.9);
  });
});

/** Node encodes few of them, so: the inverse of what TextDecoder reads. */
function encoded(text: string, encoding: string): Uint8Array {
  if (encoding.startsWith("utf-16")) {
    const bytes = Buffer.from(text, "utf16le");
    return encoding === "utf-16be" ? bytes.swap16() : bytes;
  }
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let lead = 0; lead < 256; lead++) {
    const single = attempt(decoder, [lead]);
    if (single != null) table.set(single, [lead]);
    else
      for (let trail = 0x40; trail < 256; trail++) {
        const pair = attempt(decoder, [lead, trail]);
        if (pair != null && !table.has(pair)) table.set(pair, [lead, trail]);
      }
  }
  return Uint8Array.from(Array.from(text).flatMap((letter) => table.get(letter) ?? [0x3f]));
}

function attempt(decoder: InstanceType<typeof TextDecoder>, bytes: readonly number[]): string | null {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

describe("a file that names no encoding is read in the one its words fit", () => {
  it.each([
    [
      "windows-1252",
      "Das Schiff kam zu spät, und niemand auf der Brücke wusste, wer es schließlich geschickt hätte.",
    ],
    [
      "windows-1250",
      "Statek spóźnił się, a nikt na nabrzeżu nie wiedział, kiedy przypłynie ani kto go przysłał.",
    ],
    ["iso-8859-2", "Loď měla zpoždění a nikdo na nábřeží nevěděl, kdy připluje, ani kdo ji vlastně poslal."],
    ["windows-1251", "Корабль опоздал, и никто на причале не знал, когда он придёт и кто его послал."],
    ["koi8-u", "Корабль опоздал, и никто на причале не знал, когда он придёт и кто его послал."],
    ["iso-8859-5", "Корабль опоздал, и никто на причале не знал, когда он придёт и кто его послал."],
    ["windows-1253", "Το “πλοίο” άργησε και κανείς στην προβλήτα δεν ήξερε πότε θα έρθει."],
    [
      "windows-1254",
      "Gemi geç kaldı ve rıhtımdaki hiç kimse onun ne zaman geleceğini ya da kim için gönderildiğini bilmiyordu.",
    ],
    ["windows-1255", "הספינה איחרה ואיש על הרציף לא ידע מתי תגיע או מי שלח אותה."],
    ["windows-1256", "تأخرت السفينة ولم يعرف أحد على الرصيف متى ستصل أو من الذي أرسلها إلى المدينة."],
    ["shift_jis", "船は遅れ、いつ来るのか、誰が送ったのか、桟橋の誰も知らなかった。"],
    ["gb18030", "船晚点了，码头上没有人知道它什么时候来，也不知道是谁派来的。"],
    ["big5", "船晚點了，碼頭上沒有人知道它什麼時候來，也不知道是誰派來的。"],
    ["euc-kr", "배가 늦었고 부두에 있는 누구도 언제 올지 몰랐으며 누가 보냈는지도 몰랐다."],
    ["utf-16le", "The boat was late, and nobody on the quay knew when it would come."],
    ["utf-16be", "Корабль опоздал, и никто на причале не знал, когда он придёт."],
  ])("%s: %s", (encoding, text) => {
    const found = decode(encoded(text, encoding));
    expect(found.text).toBe(text);
    expect(found.encoding).toBe(encoding);
    expect(found.note).toContain(encoding);
  });

  it("Japanese in seven bits", () => {
    const bytes = Buffer.from("\u001b$B$3$s$K$A$O\u001b(B", "latin1");
    expect(decode(bytes, "iso-2022-jp")).toMatchObject({ text: "こんにちは", encoding: "iso-2022-jp" });
  });
});

describe("what a file declares", () => {
  const bytes = encoded("Это была ночь", "koi8-u");

  it("decides, where its bytes are no UTF-8", () => {
    expect(decode(bytes, "KOI8-U")).toMatchObject({ text: "Это была ночь", encoding: "koi8-u", note: null });
  });

  it("does not overrule valid UTF-8, because browsers save pages so", () => {
    expect(decode(Buffer.from("Это была ночь"), "windows-1251").text).toBe("Это была ночь");
  });

  it.each(["klingon-8", ""])("is passed over when nobody knows it: “%s”", (label) => {
    expect(decode(Buffer.from("naïve"), label).text).toBe("naïve");
  });

  it.each([
    ['<!doctype html><html><head><meta charset="windows-1251">', "windows-1251"],
    ["<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "Shift_JIS"],
    ['<?xml version="1.0" encoding="ISO-8859-2"?><rss>', "ISO-8859-2"],
    ['<meta charset="utf-16">', null],
    ["<p>no word of it</p>", null],
  ])("is found in %s", (start, label) => {
    expect(declaredIn(Buffer.from(start))).toBe(label);
  });
});

it("bytes that read as no language in any encoding are refused, with what to do", () => {
  const noise = Uint8Array.from({ length: 3_000 }, (_, at) => 0x80 + ((at * 7919 + (at >> 3) * 31) % 128));
  expect(() => decode(noise)).toThrow(/encoding cannot be told.*save it as UTF-8/);
});

it("mojibake is repaired before it is cleaned, and the note says so", () => {
  const { text, note } = decode(
    Buffer.from(new TextDecoder("windows-1252").decode(Buffer.from("“late”, they said"))),
  );
  expect(text).toBe("“late”, they said");
  expect(note).toContain("repaired");
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

it("two ways of writing the same letter compare as equal", () => {
  expect(forComparison("cafe\u0301")).toBe(forComparison("caf\u00e9"));
});

describe("cleaned text", () => {
  it("tells where each of its letters stood in the text given", () => {
    const { text, original } = cleanKeepingOffsets("a\r\nb\u0007\u0007c\u{e0041}");
    expect(text).toBe("a\nbc");
    expect([0, 1, 2, 3, 4].map(original)).toEqual([0, 1, 3, 6, 9]);
  });

  it("is the same with and without offsets, and every letter is found again", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\r\n", "\r", "\u2028", "\ud800", "\u0000", "\ufeff"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const given = pieces.join("");
        const { text, original } = cleanKeepingOffsets(given);
        expect(text).toBe(clean(given));
        let before = -1;
        for (let at = 0; at < text.length; at++) {
          const stood = original(at);
          expect(stood).toBeGreaterThan(before);
          if (text.charAt(at) !== "\n") expect(given.charAt(stood)).toBe(text.charAt(at));
          before = stood;
        }
        expect(original(text.length)).toBe(given.length);
      }),
    );
  });
});

it("any bytes become clean text or are refused, by name and in time", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      try {
        const { text, confidence } = decode(bytes);
        expect(clean(text)).toBe(text);
        expect(confidence).toBeGreaterThanOrEqual(0.5);
      } catch (error) {
        expect(error).toBeInstanceOf(Unusable);
      }
    }),
  );
});

it.each([
  ["Latin letters", Buffer.from("caf\u00e9 est l\u00e0 ".repeat(80_000), "latin1")],
  ["one Latin letter", Buffer.alloc(1_000_000, 0xe9)],
  ["escapes", Buffer.alloc(1_000_000, 0x1b)],
  ["FF", Buffer.alloc(1_000_000, 0xff)],
])("a megabyte of %s is decided on within two seconds", (_, bytes) => {
  const start = cpuMs();
  try {
    decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(Unusable);
  }
  expect(cpuMs() - start).toBeLessThan(2_000);
});
