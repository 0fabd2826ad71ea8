import { describe, expect, it } from "vitest";
import { flagsOf } from "../../../src/summarize/gate/gate.ts";
import { ferry } from "./stories.ts";

const formOf = (summary: string, article = ferry, isForReaders = false): string[] =>
  flagsOf(article, summary, { isForReaders })
    .filter(({ kind }) => kind === "form")
    .map(({ because }) => because);
const plain = "The new ferry between Ostwick and Karlsund will sail on Thursday.";
const withWord = (word: string): string => plain.replace("ferry", `ferry ${word}`);

describe("an address is refused in every dress", () => {
  it.each([
    "https://ferry.example/x",
    "hxxp://ferry.example",
    "HTTP:// ferry.example",
    "ferry.example",
    "FERRY.EXAMPLE",
    "t.co",
    "tickets.ferry.co.uk",
    "xn--80ak6aa92e.com",
    "пристань.рф",
    "例え.テスト",
    "ferry。example",
    "ｆｅｒｒｙ．ｅｘａｍｐｌｅ",
    "𝐟𝐞𝐫𝐫𝐲.𝐞𝐱𝐚𝐦𝐩𝐥𝐞",
    "ferry [dot] example",
    "lind(at)ferry",
    "lind@ferry",
    "lind＠ferry.example",
    "@ferry_tickets",
    "192.0.2.17",
    "2001:db8::17",
    "::1",
    "mailto:lind",
    "javascript:alert(1)",
    "data:text/html,x",
    "tel:+123",
    "bitcoin:1Boat",
    "magnet:?xt=urn:x",
    "whatsapp:hello",
    "file:/etc/passwd",
  ])("%s", (address) => expect(formOf(withWord(address))).toContain("an address"));

  it.each([
    "at 6 a.m. on 3.5 knots",
    "of the U.S. and J.K.Rowling",
    "at 10:20:30",
    "No.10",
    "in version 4.5",
    "(e.g. cars)",
    "for 1.234.567 people",
    "at 1:0",
    "today.Then",
    "by 10.5m",
    "data: all of it",
  ])("but not %s", (words) => expect(formOf(withWord(words))).not.toContain("an address"));

  it("unless the article writes it; readers get none even then", () => {
    const article = `${ferry}\n\nTickets are sold by ferry.example from Monday.`;
    const summary = "Tickets are sold by ferry.example.";
    expect(formOf(summary, article)).toEqual([]);
    expect(formOf(summary, article, true)).toEqual(["an address"]);
  });
});

describe("signs that nobody sees are refused", () => {
  it.each([
    ["a space without width", "\u200b"],
    ["a joiner", "\u200d"],
    ["a word joiner", "\u2060"],
    ["a soft hyphen", "\u00ad"],
    ["a mark of direction", "\u202e"],
    ["an isolate", "\u2066"],
    ["an Arabic mark of direction", "\u061c"],
    ["a byte order mark", "\ufeff"],
    ["a tag", "\u{e0041}"],
    ["a selector", "\ufe01"],
    ["a supplementary selector", "\u{e0101}"],
    ["a filler", "\u3164"],
    ["an empty Braille cell", "\u2800"],
    ["a private character", "\ue000"],
    ["a control character", "\u0007"],
  ])("%s", (_, sign) => expect(formOf(plain.replace("rry", `r${sign}ry`))).toContain("an invisible sign"));

  it("also where the article has them", () => {
    const hidden = ferry.replaceAll("ferry", "fer\u00adry");
    expect(formOf("The new fer\u00adry will sail.", hidden)).toContain("an invisible sign");
  });

  it.each(["Hands 👩‍🔧 and hearts ❤️ went up.", "کتاب‌ها در کشتی است.", "क्‍ष नाव में है।"])(
    "but what scripts and emoji are written with: %s",
    (text) => expect(formOf(text, text)).toEqual([]),
  );
});

describe("letters that pass for others are refused", () => {
  it.each([
    ["one Cyrillic letter in a Latin word", "fеrry"],
    ["a whole word in another alphabet", "аррӏе"],
    ["one Greek letter", "fεrry"],
    ["signs of mathematics", "𝐟𝐞𝐫𝐫𝐲"],
    ["full width", "ｆｅｒｒｙ"],
  ])("%s", (_, word) =>
    expect(formOf(plain.replace("ferry", word))).toContain("letters of another alphabet among its own"),
  );

  it("but not what the article writes, nor a unit", () => {
    const article = `${ferry}\n\nThe boat is called Αργώ and its hull is coated 12 µm thick.`;
    expect(formOf("The boat Αργώ is coated 12 µm thick.", article)).toEqual([]);
    expect(formOf("Паром Argo пойдёт в четверг.", "Паром «Argo» пойдёт в четверг до Оствика.")).toEqual([]);
  });
});
