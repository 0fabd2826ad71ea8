import { describe, expect, test } from "vitest";
import { directionOf, isLanguageTag } from "../../src/domain/language.ts";

describe("text runs", () => {
  test.each(["ar", "he", "fa", "ur", "ckb", "ar-EG", "AR", "az-Arab", "az-arab-IR", "pa-Arab-PK", "yi"])(
    "from right to left in %s",
    (tag) => expect(directionOf(tag)).toBe("rtl"),
  );
  test.each(["en", "de-AT", "zh-Hant", "az", "az-Latn", "ar-Latn", "sr-Cyrl", "ku", "", "und"])(
    "from left to right in %s",
    (tag) => expect(directionOf(tag)).toBe("ltr"),
  );
});

describe("a language tag", () => {
  test.each(["en", "de", "pt-BR", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "und"])(
    "such as %s is known",
    (tag) => expect(isLanguageTag(tag)).toBe(true),
  );
  test.each(["", "e", "english language", "en_GB", "de-", "-de", "pt BR", "en\n"])(
    "such as %j is none",
    (tag) => expect(isLanguageTag(tag)).toBe(false),
  );
});
