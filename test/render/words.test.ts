import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tokensOf } from "../../src/app/seal.ts";
import { planEdition } from "../../src/domain/edition.ts";
import { directionOf } from "../../src/domain/language.ts";
import { editionId } from "../../src/domain/ids.ts";
import { paces } from "../../src/domain/roundup.ts";
import { defaultLook } from "../../src/domain/theme.ts";
import { digestViews } from "../../src/render/digest-view.ts";
import { renderDigest } from "../../src/render/digest.ts";
import { roundupSubject } from "../../src/render/subject-line.ts";
import type { Catalogue, Voice } from "../../src/render/words.ts";
import { dateRange, longDate, phrase, shortDate } from "../../src/render/words.ts";
import { entry, publication, templateFiles, templates } from "./sample.ts";
import { editionOf, wholeSite } from "./whole-site.ts";

const catalogues = Object.entries(templateFiles)
  .filter(([name]) => name.startsWith("words/"))
  .map(([name, text]) => ({
    language: name.replace(/^words\/|\.yaml$/g, ""),
    words: parse(text) as Catalogue,
  }));
const english = catalogues.find(({ language }) => language === "en")?.words ?? {};
const voiceOf = (language: string): Voice => ({
  language,
  words: catalogues.find((catalogue) => catalogue.language === language)?.words ?? {},
  zone: "UTC",
});

const formsOf = (word: Catalogue[string] = ""): string[] =>
  typeof word === "string" ? [word] : Object.values(word);
const placesOf = (word: Catalogue[string] | undefined): string[] =>
  [...new Set(formsOf(word).flatMap((form) => form.match(/\{[^{}]*\}/g) ?? []))].toSorted();

/** The numbers from 0 to 200 that each plural category of a language counts. */
const countsOf = (language: string): Map<string, number[]> => {
  const rules = new Intl.PluralRules(language);
  return Map.groupBy(
    Array.from({ length: 201 }, (_, n) => n),
    (n) => rules.select(n),
  );
};

test("there are words for the languages the README names", () => {
  expect(
    catalogues
      .map(({ language }) => language)
      .toSorted()
      .join(" "),
  ).toBe("ar de en es fr he hi it ja nl pl pt ru tr uk zh");
});

describe.each(catalogues)("the words in $language", ({ language, words }) => {
  test("are those there are in English, in their order, none empty", () => {
    expect(Object.keys(words)).toEqual(Object.keys(english));
    for (const form of Object.values(words).flatMap(formsOf)) expect(form.trim()).not.toBe("");
  });

  test.each(Object.keys(english))("%s has the places it has in English", (key) => {
    expect(placesOf(words[key])).toEqual(placesOf(english[key]));
  });

  const counting = Object.entries(words).flatMap(([key, word]) =>
    typeof english[key] === "string" || typeof word === "string" ? [] : [[key, word] as const],
  );

  test.each(counting)("%s has one form for each plural category, and no other", (_, forms) => {
    expect(Object.keys(forms).toSorted()).toEqual([...countsOf(language).keys()].toSorted());
  });

  test.each(counting)("%s says the number wherever a form stands for several", (_, forms) => {
    for (const [category, counts] of countsOf(language)) {
      if (counts.filter((n) => n > 0).length > 1) expect(forms[category]).toContain("{n}");
    }
  });

  test("count what counts in English, and nothing else", () => {
    expect(counting.map(([key]) => key)).toEqual(
      Object.keys(english).filter((key) => typeof english[key] !== "string"),
    );
  });

  test("fill a digest and every page, which run in the language's direction", async () => {
    const own = { ...publication, voice: voiceOf(language) };
    const entries = [1, 2, 3, 4].map((n) =>
      entry(n, {
        author: "Ada Lovelace",
        tags: ["one"],
        updated: new Date("2026-11-22T09:00:00Z"),
        correction: n === 1 ? "It was five." : null,
        link: n === 2 ? "https://first.example.org/story" : null,
      }),
    );
    const pages = wholeSite(entries, [editionOf(entries)], own);
    const planned = planEdition(entries, 213, null);
    if (planned.kind !== "edition") throw new Error("no edition");
    const { html, text } = await renderDigest({
      plan: planned.plan,
      sealedAt: new Date("2026-11-23T07:00:00.000Z"),
      layout: { stories: 1, briefs: 1 },
      tokens: tokensOf(editionId("11111111-1111-4111-8111-111111111111")),
      publication: own,
      templates,
    });
    const opening = `lang="${language}" dir="${directionOf(language)}"`;
    expect(html).toContain(opening);
    // Styles and data are made of braces; of words none is left.
    const read = [...pages].filter(([path]) => path.endsWith(".html")).map(([, body]) => body);
    for (const body of [text, html, ...read]) {
      expect(body.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, "")).not.toMatch(/[{}]/);
    }
    for (const body of read) expect(body).toContain(`<html ${opening}>`);
    expect(text).toContain(phrase(own.voice, "edition_number", { n: 214 }));
  });

  test.each(paces)("call a round-up what it is, in its subject, head and first words: %s", (pace) => {
    const own = { ...publication, voice: voiceOf(language) };
    const roundup = { pace, after: 3, upTo: 5, began: null };
    const subjectOf = roundupSubject(pace, own);
    for (const count of [1, 3]) {
      const entries = Array.from({ length: count }, (_, n) => entry(n + 1));
      const planned = planEdition(entries, 6, subjectOf);
      if (planned.kind !== "edition") throw new Error("no edition");
      const view = digestViews({
        plan: { ...planned.plan, roundup },
        sealedAt: new Date("2026-11-23T07:00:00.000Z"),
        tokens: tokensOf(editionId("11111111-1111-4111-8111-111111111111")),
        theme: defaultLook.theme,
        publication: own,
      })({ stories: count - 1, briefs: 0, headlines: 0, blocks: 0 });
      const name = phrase(own.voice, `roundup_${pace}`);
      expect(view.subject.startsWith(name)).toBe(true);
      expect(view.subject.endsWith("Story 1")).toBe(true);
      expect(view.preheader).not.toContain(name);
      expect(view.edition.meta).toContain(name);
      expect(view.edition.meta).not.toContain(phrase(own.voice, "edition_number", { n: 7 }));
      expect(view.edition.intro.startsWith(name)).toBe(true);
      expect(view.edition.intro).not.toMatch(/[{}]|^\s|\s$/);
      expect(view.edition.href).toBe(`${own.url}editions/`);
    }
  });
});

describe("dates are written as they are read in", () => {
  const first = new Date("2026-11-01T12:00:00Z");
  const later = new Date("2026-12-03T12:00:00Z");

  test.each([
    ["en", "Sunday, 1 November 2026", "1 November – 3 December 2026"],
    ["de", "Sonntag, 1. November 2026", "1. November – 3. Dezember 2026"],
    ["fr", "dimanche 1er novembre 2026", "1er novembre – 3 décembre 2026"],
    ["es", "domingo, 1 de noviembre de 2026", "1 de noviembre – 3 de diciembre de 2026"],
    ["pt", "domingo, 1 de novembro de 2026", "1 de novembro – 3 de dezembro de 2026"],
    ["it", "domenica 1 novembre 2026", "1 novembre 2026 – 3 dicembre 2026"],
    ["nl", "zondag 1 november 2026", "1 november – 3 december 2026"],
    ["pl", "niedziela, 1 listopada 2026", "1 listopada – 3 grudnia 2026"],
    ["ru", "воскресенье, 1 ноября 2026 г.", "1 ноября – 3 декабря 2026 г."],
    ["uk", "неділя, 1 листопада 2026 р.", "1 листопада – 3 грудня 2026 р."],
    ["tr", "1 Kasım 2026 Pazar", "1 Kasım – 3 Aralık 2026"],
    ["ar", "الأحد، 1 نوفمبر 2026", "1 نوفمبر – 3 ديسمبر 2026"],
    ["he", "יום ראשון, 1 בנובמבר 2026", "1 נובמבר – 3 דצמבר 2026"],
    ["hi", "रविवार, 1 नवंबर 2026", "1 नवंबर – 3 दिसंबर 2026"],
    ["ja", "2026年11月1日日曜日", "2026年11月1日 – 2026年12月3日"],
    ["zh", "2026年11月1日星期日", "2026年11月1日 – 2026年12月3日"],
  ])("%s", (language, long, range) => {
    const voice = voiceOf(language);
    const plain = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, " ");
    expect(plain(longDate(voice, first))).toBe(long);
    expect(plain(dateRange(voice, first, later))).toBe(range);
    expect(dateRange(voice, first, first)).toBe(shortDate(voice, first));
  });
});
