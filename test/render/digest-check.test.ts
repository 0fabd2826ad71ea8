import { describe, expect, test } from "vitest";
import { checkDigest } from "../../src/render/digest-check.ts";

const unsubscribe = "mailto:news@example.org?subject=leave";
const page = (body: string, head = "<title>Gull</title>"): string =>
  `<!doctype html><html lang="en" dir="ltr"><head>${head}</head><body><h1>Gull</h1>${body}<a href="${unsubscribe}">Leave</a></body></html>`;

const sound = {
  html: page('<a href="https://gull.news/a">Gulls return</a>'),
  text: `Gulls return\nhttps://gull.news/a\nLeave\n${unsubscribe}\n`,
  subject: "Gulls return to the harbour",
  preheader: "Ferries wait · Nets are mended",
  title: "The Gull",
  postalAddress: "1 Quay, Harbour",
  unsubscribe,
};

const said = (changed: Partial<typeof sound>): string[] =>
  checkDigest({ ...sound, ...changed }).map(({ weight, text }) => `${weight}: ${text}`);

describe("a finished digest", () => {
  test("with nothing to mend has no findings", () => {
    expect(said({})).toEqual([]);
  });

  test.each([
    ["too large", { html: page("x".repeat(90_000)) + sound.html }, "wrong: The HTML is 90"],
    [
      "too much style",
      { html: page("", `<title>G</title><style>${"a{}".repeat(3_000)}</style>`) },
      "wrong: The styles are 9000",
    ],
    ["a long subject", { subject: "Gulls ".repeat(9) }, "advice: The subject has 54 characters"],
    ["the brand as subject", { subject: "the gull" }, "advice: The subject is the publication's name"],
    [
      "a preheader that repeats",
      { preheader: "Gulls return to the harbour, they say" },
      "advice: The line after the subject",
    ],
    [
      "no language",
      { html: sound.html.replace(' lang="en"', "") },
      "wrong: The HTML does not say its language",
    ],
    [
      "no direction",
      { html: sound.html.replace(' dir="ltr"', "") },
      "wrong: The HTML does not say its direction",
    ],
    ["two main headings", { html: page("<h1>Again</h1>") }, "wrong: There are 2 main headings"],
    [
      "no way out",
      { html: sound.html.replaceAll(unsubscribe, "https://gull.news/x") },
      "wrong: There is no link to unsubscribe",
    ],
    ["no way out in the text", { text: "https://gull.news/a" }, "wrong: There is no link to unsubscribe"],
    [
      "links to this machine",
      { html: page('<a href="http://localhost:8080/a">A</a>') },
      "advice: 1 links lead to this machine",
    ],
    [
      "a script link",
      { html: page('<a href="javascript:alert(1)">A</a>') },
      "wrong: A link leads nowhere that a mail can lead: javascript:alert(1)",
    ],
    ["a relative link", { html: page('<a href="/a">A</a>') }, "wrong: A link leads nowhere"],
    [
      "a link the text lacks",
      { html: page('<a href="https://gull.news/b">B</a>') },
      "advice: The text part lacks the link https://gull.news/b",
    ],
    ["an empty link", { html: page('<a href="https://gull.news/a"> </a>') }, "wrong: A link has no words"],
    [
      "a picture without words",
      { html: page('<img src="https://gull.news/a.png" width="5" height="5">') },
      "wrong: The picture https://gull.news/a.png has no alternative text",
    ],
    [
      "a picture in the clear",
      { html: page('<img src="http://gull.news/a.png" alt="" width="5" height="5">') },
      "wrong: The picture http://gull.news/a.png has no https address",
    ],
    [
      "a picture without size",
      { html: page('<img src="https://gull.news/a.png" alt="">') },
      "advice: The picture https://gull.news/a.png does not say its width",
    ],
    [
      "a pixel",
      { html: page('<img src="https://gull.news/a.png" alt="" width="1" height="1">') },
      "wrong: The picture https://gull.news/a.png is one pixel",
    ],
    [
      "a remote style",
      { html: page("", '<title>G</title><link rel="stylesheet" href="https://x.net/a.css">') },
      "wrong: The HTML holds <link>",
    ],
    [
      "a remote font",
      { html: page("", "<title>G</title><style>@import 'https://x.net/a';</style>") },
      "wrong: The HTML holds a remote font",
    ],
    ["no postal address", { postalAddress: "" }, "advice: There is no postal address"],
  ])("%s is told", (_name, changed, expected) => {
    expect(said(changed).filter((line) => line.startsWith(expected))).toHaveLength(1);
  });
});
