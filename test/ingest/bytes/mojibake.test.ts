import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairMojibake } from "../../../src/ingest/bytes/mojibake.ts";
import { cpuMs } from "../cost.ts";

const misread = (text: string, encoding: string): string =>
  new TextDecoder(encoding).decode(Buffer.from(text));

describe("text that was read in the wrong encoding is repaired", () => {
  it.each([
    ["windows-1252", "The boat wasn’t there – “late”, they said."],
    ["windows-1252", "Der Bäcker überlegt, größer zu öffnen."],
    ["windows-1252", "Корабль опоздал, и никто не знал."],
    ["windows-1252", "Only one naïve letter."],
    ["windows-1251", "Корабль опоздал, и никто не знал."],
    ["macintosh", "The boat wasn’t there – “late”, they said."],
  ])("%s: %s", (encoding, text) => {
    const { text: repaired, note } = repairMojibake(misread(text, encoding));
    expect(repaired).toBe(text);
    expect(note).toContain(encoding);
  });

  it("twice", () => {
    const text = "It wasn’t “late”.";
    expect(repairMojibake(misread(misread(text, "windows-1252"), "windows-1252")).text).toBe(text);
  });

  it("even where a program has dropped the third byte of the closing quotes", () => {
    expect(repairMojibake("â€œLateâ€ and â€œearlyâ€, she said.").text).toBe("“Late” and “early”, she said.");
  });
});

describe("text that is right, or not certainly wrong, stays as it is", () => {
  it.each([
    ["plain letters", "A naïve café, “late” – 5 €."],
    ["right and wrong letters mixed", "donâ€™t go to the café"],
    ["one odd run in another language", "OUVERT : LE CAFÉ»"],
    ["capitals with tildes", "NÃO HÁ NADA"],
    ["Cyrillic", "Это Россия, и Русь."],
    ["a lone half of a quotation mark", "the sign â€ alone"],
    ["ASCII", "nothing to see"],
  ])("%s", (_, text) => {
    expect(repairMojibake(text)).toEqual({ text, note: null });
  });
});

it("what was misread comes back as it was, whatever the words", () => {
  const word = fc.stringMatching(/^[a-zäöüéèçñß’“”–]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 3, maxLength: 30 }), (words) => {
      const text = words.join(" ");
      expect(repairMojibake(misread(text, "windows-1252")).text).toBe(text);
      expect(repairMojibake(text).text).toBe(text);
    }),
  );
});

it("a megabyte of it is repaired in linear time", () => {
  const start = cpuMs();
  expect(repairMojibake("â€™".repeat(333_000)).text).toHaveLength(333_000);
  repairMojibake(`${"donâ€™t ".repeat(125_000)}é`);
  expect(cpuMs() - start).toBeLessThan(2_000);
});
