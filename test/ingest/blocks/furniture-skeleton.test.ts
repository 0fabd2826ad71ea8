import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

/** The lines of a page that are left to the article, in order. */
function articleIn(lines: readonly string[]): string[] {
  const source = lines.join("\n");
  return text
    .draft(source, defaultLimits)
    .blocks.filter(({ kind }) => ["title", "deck", "paragraph", "heading", "list", "quote"].includes(kind))
    .map(({ start, end }) => source.slice(start, end));
}

const story = [
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said on Wednesday.",
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind.",
  "A crew of four has been hired back, among them the last helmsman who knows the sandbanks.",
  "The council put aside two million for the first season, a sum that the opposition calls a joke.",
];
const headline = "Ferry to the island sails again in spring";

/** Words of no language that any list of words could hold. */
const menu = ["Zurvo", "Peltimar", "Okh hanna", "Dreffo"];
const strangers = ["Kelmi vorr est hulda panu", "Ossa tirrim fel bruk anda", "Vinn ordo palla temm i skord"];
const strangeStory = [
  "Korbu mellan ost tirra pelund ask vin hordo mel pastu krenn alda vor.",
  "Tessa fonn irda mul kesta braun om pirr ansolle vek todur manno pel.",
  "Hulda vin orsa tem krill pandu oss mel ferran tobu skell ami darr unt.",
  "Ombra sett pallu wenn irk tosta mell huna brod vill kassu ter.",
];
const strangeHeadline = "Korbu mellan tirra ost pelund vorr";

describe("in a language nobody taught it, a page", () => {
  it("loses its menu, whatever it says, and keeps its headline", () => {
    expect(articleIn([...menu, strangeHeadline, ...strangeStory])).toEqual([
      strangeHeadline,
      ...strangeStory,
    ]);
  });

  it("loses the name, the time and the buttons below its headline", () => {
    const signs = ["Anto Velk", "11 brumi 2026 kl 06.00", "Sparu"];
    expect(articleIn([...menu, strangeHeadline, ...signs, ...strangeStory])).toEqual([
      strangeHeadline,
      ...strangeStory,
    ]);
  });

  it("loses other stories and buttons below its last sentence", () => {
    const below = ["Oss Velk", ...strangers, "12 komi", "Vinn tirra?"];
    expect(articleIn([strangeHeadline, "", ...strangeStory, ...below])).toEqual([
      strangeHeadline,
      ...strangeStory,
    ]);
  });

  it("does so where words are not spaced", () => {
    const page = [
      "暮らし",
      "地域",
      "天気",
      "港の朝市、四年ぶりに再開",
      "10月2日 6時30分",
      "港町の朝市が日曜日、四年ぶりに開かれた。",
      "会場には夜明け前から約二千人が並んで待った。",
      "出店したのは漁師や農家など六十組である。",
      "次回は十一月の第一日曜日に開かれるという。",
      "灯台の一般公開が始まる",
      "路面電車に新しい停留所",
      "小学生が守る小さな干潟",
      "投稿する",
    ];
    expect(articleIn(page)).toEqual([page[3], ...page.slice(5, 9)]);
  });
});

describe("between the sentences of a page", () => {
  const page = (...inside: string[]): string[] => [
    "Home",
    "News",
    "Subscribe",
    headline,
    "By Ana Whitcombe",
    "3 May 2024",
    ...story.slice(0, 2),
    ...inside,
    ...story.slice(2),
  ];
  const left = (...inside: string[]): string[] => {
    const kept = new Set(articleIn(page(...inside)));
    return inside.filter((line) => kept.has(line));
  };

  it("two headlines of other stories are none of it", () => {
    expect(left("Bin day moved for half of the town", "The man who paints every lamp post")).toEqual([]);
  });

  it("a section's name or a button of two letters alone is none of it", () => {
    expect(left("Politics")).toEqual([]);
    expect(left("Aa")).toEqual([]);
  });

  it("one line of a headline's length below its first sentences is what the picture shows", () => {
    expect(left("The helmsman at the old wheel last week")).toEqual([]);
  });

  it("a picture's counter is none of it, and numbers that count chapters are", () => {
    expect(left("3")).toEqual([]);
    expect(left("1", "Another sentence of the article, as long as the others are.", "2")).toHaveLength(3);
  });

  it("headings, a song and points that a colon announces are its own", () => {
    for (const own of [
      ["The crossing"],
      [
        "Leave a light for the boat tonight",
        "Leave a light for the tide and men",
        "Leave a coat by the door",
      ],
      ["The mayor also said this:", "The bridge will stay open to all", "No boat will be sold this year"],
      ["Results", "Torv 41:03", "Hamn 41:40"],
    ])
      expect(left(...own)).toEqual(own);
  });
});

describe("a page as an extractor leaves it, without menus", () => {
  const left = (...inside: string[]): string[] => {
    const kept = new Set(articleIn([...story.slice(0, 2), ...inside, ...story.slice(2)]));
    return inside.filter((line) => kept.has(line));
  };

  it("loses a headline with its “Read more”", () => {
    expect(left("‘It sounds like rain’: why novelists go back to the sea", "Read more")).toEqual([]);
  });

  it("loses a caption with its credit, and keeps the paragraph above a bare credit", () => {
    expect(left("The old wheel in the colour that the office calls wet slate.", "Photo by Jen Cho")).toEqual(
      [],
    );
    expect(left("The crew at the pier on their first day", "Image: Harbour Office")).toEqual([]);
    const told = "One sailor sang, and another ran out of air.";
    expect(left(told, "Photo by Jen Cho")).toEqual([told]);
  });
});

describe("below the last sentence", () => {
  it("the author's box goes with her name", () => {
    const box = ["Ana Whitcombe", "Ana knows every boat of the bay and has fallen off most. She cooks."];
    expect(articleIn([headline, "By Ana Whitcombe", "3 May 2024", ...story, ...box, "Share"])).toEqual([
      headline,
      ...story,
    ]);
  });

  it("who is named in nothing but credits is told of below the article, and who acts in it is not", () => {
    const told = "Jörn Speck schreibt seit vielen Jahren über die Boote im Kreis.";
    expect(articleIn([...story, "Photo: Jörn Speck", told])).toEqual(story);
    const actor = "Jörn Speck steuert die alte Fähre seit vielen Jahren durch die Bucht.";
    const page = [...story, "Speck sailed the ferry for thirty years, and he will sail it again.", actor];
    expect(articleIn([...page, "Photo: Jörn Speck"])).toEqual(page);
  });

  it("a box with a name, a paper and what she writes about is none of it", () => {
    const box = ["Una Sole", "Ledger News", "Una covers paper, pens and everything on a desk for us."];
    expect(articleIn([...story, ...box])).toEqual(story);
  });

  it("a question with two buttons is none of it", () => {
    expect(articleIn([...story, "Hat Ihnen der Artikel gefallen?", "Ja", "Nein"])).toEqual(story);
  });

  it("a chronicle without bullets stays", () => {
    const dates = ["Further dates", "1829 first boat", "1911 last horse", "1974 last boat"];
    expect(articleIn([...story, ...dates])).toEqual([...story, ...dates]);
  });

  it("an interview's last questions and short answers stay", () => {
    const talk = ["And a young helmsman?", "None.", "What is next?", "A second boat, smaller than this one."];
    expect(articleIn([headline, "By Ana Whitcombe", "3 May 2024", ...story, ...talk])).toEqual([
      headline,
      ...story,
      ...talk,
    ]);
  });

  it("the heading of a list with bullets stays", () => {
    const list = ["Where I slept", "- Above the harbour office", "- In the wheelhouse"];
    expect(articleIn([headline, "", ...story, ...list, "Share this", "Subscribe", "Privacy policy"])).toEqual(
      [headline, ...story, ...list],
    );
  });
});

describe("above the first sentence", () => {
  it("a recipe's ingredients, verse and an opening heading are the article's", () => {
    const method = [
      "Rinse the lentils until the water runs clear.",
      "Soften the onion and the carrots in oil for ten minutes.",
      "Add the lentils and a litre of water and simmer for twenty.",
    ];
    const lentils = [
      "Serves 4",
      "Ingredients",
      "250 g red lentils",
      "2 carrots",
      "1 onion",
      "1 lemon",
      "Method",
    ];
    const soup = "Lentil soup with burnt lemon";
    expect(articleIn([soup, "By Ana Whitcombe", "3 May 2024", ...lentils, ...method])).toEqual([
      soup,
      ...lentils,
      ...method,
    ]);
    const verse = [
      "I have no boat tonight",
      "and no good reason",
      "for the light I leave",
      "burning on the pier",
    ];
    expect(articleIn(["Ferry", "By Ana Whitcombe", ...verse, ...story])).toEqual([
      "Ferry",
      ...verse,
      ...story,
    ]);
    expect(articleIn([headline, "By Ana Whitcombe", "3 May 2024", "The crossing", ...story])).toEqual([
      headline,
      "The crossing",
      ...story,
    ]);
  });

  it("a headline of three words below a menu is found above its byline", () => {
    const page = ["Reviews", "Festivals", "Shop", "The Last Ferry", "By Ana Whitcombe", ...story];
    expect(articleIn(page)).toEqual(["The Last Ferry", ...story]);
  });
});
