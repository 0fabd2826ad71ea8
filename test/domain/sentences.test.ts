import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "../../src/domain/sentences.ts";

const split = (text: string, language = "en"): string[] =>
  sentencesOf(text, { start: 0, end: text.length }, language).map(({ start, end }) => text.slice(start, end));

describe("an abbreviation does not end a sentence", () => {
  it.each([
    ["en", "Mr. Okafor met Dr. Lind at noon."],
    ["en", "The U.S. Navy left on Nov. 3 with No. 12 in the lead."],
    ["en", "J. K. Varga wrote it, e.g. for children."],
    ["en", "It rose 3.5 percent, to $4.25."],
    ["en", "“Stop!” she said."],
    ["de", "Am 27. November fährt sie z. B. nach Kiel."],
    ["de", "Er wurde am 3. Oktober bzw. am 4. Oktober gesehen."],
    ["de", "Die Feier beginnt am 27. 11. 2024 um 8 Uhr."],
    ["en", "The bus leaves at 9 p.m. Friday from Lind Square."],
    ["en", "It begins at 4 p.m. (6 p.m. ET) in the hall."],
    ["en", "At 5 a.m. Mrs. Varga opened the bakery."],
    ["en", "The case Okafor v. Lind is older than the court."],
    ["en", "Shares of Lindqvist Co. CEO Anna Lind fell."],
    ["en", "Turn to p. 55, to Art. 3 and to Prop. 13 of the plan."],
    ["en", "“Where is the boat?” Anna Lind asked."],
    ["en", "He wrote that “the sea [...] is wide” (Varga 55)."],
    ["en", "I would like ... I do not know what."],
    ["en", "Write to anna.lind@example.com or see www.example.com/a.html?b=1.5 for it."],
    ["es", "Soy el Lic. Naser Pastor y ella es la Dra. Lima."],
    ["it", "Ha scritto la Sig.ra Monti con l’Avv. Rossi."],
    ["fr", "Il arrive av. J.-C. et M. Durand aussi."],
    ["pl", "Mieszka przy ul. Lipowej, tzn. np. pod nr. 5."],
    ["cs", "Setkání se koná 7. Dubna, tj. např. Praha."],
    ["sv", "Hon talar bl.a. Finska och t.ex. Danska."],
    ["ru", "В 1998 г. А. Петров жил на ул. Лесной, т.е. Далеко."],
    ["hi", "डॉ. वर्मा आज आए।"],
    ["ja", "「はい。」と言った。"],
    ["zh", "她读了《起来！风》这本书。"],
  ])("%s: %s", (language, sentence) => {
    expect(split(sentence, language)).toEqual([sentence]);
  });
});

describe("a true end is found", () => {
  it.each([
    ["en", "She lives in the U.S. The house is old.", 2],
    ["en", "He was ill. Nobody came.", 2],
    ["en", "“It works.” Nobody believed it.", 2],
    ["en", "It ended at 6 p.m. Then the crowd went home.", 2],
    ["de", "Es war kalt. Der Fluss stand still.", 2],
    ["zh", "他来了。她走了。", 2],
    ["ar", "وصل القطار. لم ينزل أحد.", 2],
    ["ar", "من جاء؟ لا أحد.", 2],
    ["ur", "کشتی آئی۔ کوئی نہ اترا۔", 2],
    ["hi", "नाव आई। कोई नहीं उतरा।", 2],
    ["hy", "Նավը եկավ։ Ոչ ոք չիջավ։", 2],
    ["hy", "Նավը եկավ: Ոչ ոք չիջավ:", 2],
    ["am", "ጀልባው መጣ። ማንም አልወረደም።", 2],
    ["el", "Πού είναι το πλοίο; Δεν ήρθε.", 2],
    ["es", "¿Dónde está? No ha venido.", 2],
    ["da", "Vi spurgte Lind & Co. Det hjalp ikke.", 2],
    ["de", "Er wurde 3. Die anderen kamen später.", 2],
    ["en", "The price rose again. 12 people had asked for it.", 2],
    ["en", "Nobody bought it. iPhone sales fell too.", 2],
    ["en", "She said it was late.The boat had gone.", 2],
    ["en", "They won Group D. David Lind scored twice.", 2],
    ["en", "We are you and I. Do you see Albert I. Jones?", 2],
    ["en", "It opens at 9 a.m. Visitors pay nothing.", 2],
    ["en", "“Was it late?” Anna Lind said many people were waiting.", 2],
    ["en", "I never meant that.... She left.", 2],
    ["en", "(It was cold.) Nobody swam.", 2],
    ["en", "First paragraph\n\nsecond paragraph", 2],
  ])("%s: %s", (language, text, count) => {
    expect(split(text, language)).toHaveLength(count);
  });
});

it("closing quotes and brackets belong to the sentence they close, opening ones to the sentence they open", () => {
  expect(split('"It works." (She knew.) "We saw it," he said. "Nobody else did."')).toEqual([
    '"It works."',
    "(She knew.)",
    '"We saw it," he said.',
    '"Nobody else did."',
  ]);
});

it.each([
  ["1) The red boat 2) The blue boat", ["1) The red boat", "2) The blue boat"]],
  ["1. The red boat. 2. The blue boat.", ["1. The red boat.", "2. The blue boat."]],
  ["a. The red boat b. The blue boat", ["a. The red boat", "b. The blue boat"]],
  ["• The red boat • The blue boat", ["• The red boat", "• The blue boat"]],
])("items of a list in one line stand apart: %s", (text, items) => {
  expect(split(text)).toEqual(items);
});

it("a line of its own that ends in an abbreviation ends there", () => {
  const line =
    "The council sold the old mill beside the river, with all its land and both of its wheels, to Lindqvist Corp.";
  expect(split(`${line}\nNobody had asked the people of the village.`)).toHaveLength(2);
});

it("a line broken at a margin stays one sentence, and offsets count in the whole text", () => {
  const text = "Before. The ferry\nsails again. After.";
  expect(sentencesOf(text, { start: 8, end: text.length }, "en")).toEqual([
    { start: 8, end: 30 },
    { start: 31, end: 37 },
  ]);
});

it("an unknown language tag is no reason to fail", () => {
  expect(split("One. Two.", "not a tag!")).toHaveLength(2);
});

it("sentences of any text are trimmed, in order, inside their span, and leave out nothing but white space", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("en", "de", "ja", "xx"),
      (text, language) => {
        const spans = sentencesOf(text, { start: 0, end: text.length }, language);
        let end = 0;
        for (const span of spans) {
          expect(text.slice(end, span.start).trim()).toBe("");
          expect(text.slice(span.start, span.end).trim()).toHaveLength(span.end - span.start);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(text.slice(end).trim()).toBe("");
      },
    ),
  );
});

const splitMs = (text: string): number => {
  const start = performance.now();
  split(text);
  return performance.now() - start;
};

it.each([
  ["abbreviations", "U.S. Mr. X. “e.g. "],
  ["spaces", "  "],
  ["line ends", "\n"],
  ["dots", ". "],
  ["quotes", '."'],
  ["brackets", ")"],
  ["list items", "1) A "],
  ["bullets", "• a "],
  ["title marks", "《！"],
  ["glued sentences", "aa.A"],
])("a megabyte of %s is split in linear time", (_, unit) => {
  // Quadratic code takes hours for this much; two seconds a megabyte are promised, four allowed on a busy machine.
  expect(splitMs(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBeLessThan(4_000);
});
