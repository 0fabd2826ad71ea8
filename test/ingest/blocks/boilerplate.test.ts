import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disclaimerIn, furnitureOf, isTeaser } from "../../../src/ingest/blocks/boilerplate.ts";
import { articleOf, textsOf } from "../reading.ts";

describe("a line that says what only furniture says is furniture", () => {
  it.each([
    "Send this page to someone via email",
    "Story continues below advertisement",
    "Article content",
    "We apologize, but this video has failed to load.",
    "CLICK HERE TO GET THE GULL APP",
    "Download the Gull app for Apple or Android",
    "Follow The Gull on Twitter, Facebook, Instagram, and YouTube",
    "Follow us on Mastodon",
    "-- With files from The Coast Agency",
    "CNN --",
    "The Associated Press contributed to this report.",
    "Jana Berg reported from Ostwick.",
    "Berg reported from Ostwick. Gull writer Ana Bell in Pell contributed.",
    "Follow our coverage of the seas at https://gull.example/hub/seas",
    "/ Sign up for Low Tide, a daily digest of the harbour",
    "Update your settings here to see it.",
    "(Reporting by Jana Berg in Ostwick; Editing by Pella Varga)",
    "Additional reporting by Jana Berg",
    "This post has been updated.",
    "Read the latest harbour news from The Gull",
    "Read more about the ferry",
    "RELATED: The boats that nobody wanted",
    "Opinion: Why the bridge is empty",
    "Sign up for the Gull’s weekly newsletter. Explore the harbour with news on boats, birds and more.",
    "Get The Gull’s Daily Edition by email and never miss our top stories",
    "Top editors give you the stories you want — delivered right to your inbox each weekday.",
    "Editor’s Note: Sign up for Low Tide, the weekly newsletter of The Gull.",
    "By clicking Sign Up, you agree to our terms of service",
    "We use cookies to improve your visit.",
    "12 comments",
    "1.2K shares",
    "5 min read",
    "2 hours ago",
    "Media playback is unsupported on your device",
    "This article originally appeared in The Gull.",
    "Copyright 2026 The Gull. All rights reserved.",
    "To contact the reporter on this story: Jana Berg in Ostwick at jberg@example.net",
    "Got a tip? Write to us.",
    "If you buy something through our links, we may earn a commission.",
    "Support for this reporting was provided by the Ferry Fund.",
    "This is a developing story. Check back for updates.",
    "https://example.org/boats",
    "example.org/boats/of-the-north",
    "___",
    "Lesen Sie auch: Die Fähre",
    "Mit Material der dpa",
    "Dieser Artikel erschien zuerst in der Möwe.",
    "À lire aussi : Le bac est de retour",
    "Con información de EFE",
    "Te puede interesar: El transbordador",
    "Leggi anche: Il traghetto",
    "Leia também: A balsa voltou",
    "Lees ook: De veerboot",
    "Читайте также: Паром вернулся",
    "اقرأ أيضا: العبارة تعود",
  ])("“%s”", (line) => {
    expect(furnitureOf(line)).toBe("boilerplate");
  });
});

describe("a caption or a credit is told by the picture agencies’ own style", () => {
  it.each([
    "FILE - The ferry leaves the harbour of Ostwick, May 3, 2019.",
    "FILE Jana Berg, founder of the ferry company, speaks at the quay of Ostwick on July 29, 2016.",
    "FILE PHOTO: The ferry leaves the harbour",
    "The ferry leaves the harbour. (Pella Varga/The Gull)",
    "The mayor signs the order in August. (Pella Varga/The Gull via Getty Images)",
    "The ferry leaves the harbour. Photograph: Pella Varga/The Gull",
    "A satellite picture of the bay shows sandbanks. NASA/ESA/P. Varga of the Bay Office",
    "The harbour at dawn.CreditPella Varga for The Gull",
    "Picture shows the rails of the old quay",
    "This undated photo provided by the harbour office shows the ferry Hedda.",
    "Image caption The old ferry in the harbour",
    "Image source, Getty Images",
    "Pictured: the ferry leaving the harbour",
    "Photo: Pella Varga",
    "Foto: Jana Müller / dpa",
    "Pella Varga/Reuters",
    "Oaks stand in rows of nine at the valley's edge. Image by Pella Varga for Canopy.",
    "The roof of the primary school lies across the car park on Friday morning.",
    "Captain Jana Berg speaks to reporters at the quay of Ostwick on July 29, 2016.",
    "Passengers wait for the ferry in the old hall of Ostwick harbour in March 2019.",
  ])("“%s”", (line) => {
    expect(furnitureOf(line)).not.toBeNull();
  });
});

describe("a correction is kept apart from other furniture", () => {
  it.each([
    "Correction: An earlier version of this article gave the wrong number of boats.",
    "This article was corrected on March 5 to give the right number of boats.",
    "An earlier version of this story misspelled the name of the ferry.",
    "Editor’s note: This story has been updated to correct the number of boats.",
    "Berichtigung: Die Fähre heißt Hedda.",
    "Rectificatif : le bac s’appelle Hedda.",
    "Corrección: el transbordador se llama Hedda.",
    "Update October 6th, 3:15PM ET: Added a statement from the harbour office.",
    "Updated on 6 May: This story now has the right number of boats.",
  ])("“%s”", (line) => {
    expect(furnitureOf(line)).toBe("correction");
  });
});

describe("prose is prose, however short and however it begins", () => {
  it.each([
    "Share prices fell on Friday as two of the four boats stayed in port.",
    "The minister speaks to the parliament of the island on Thursday about the ferry.",
    "The crew was told to wait at the quay of Ostwick on Friday morning.",
    "The first boat of the new season waits for nobody, and in May 2019 it left without its captain, they said.",
    "The court summoned the captain to testify in person on April 8, 2016.",
    "Read the report before the council meets.",
    "She put the whole report at https://gull.example/report",
    "Videos of the ferry spread quickly.",
    "The sources asked not to be named.",
    "“Follow us on the radio,” the captain said.",
    "Read the room, the captain told his crew.",
    "Sign language was used at the meeting.",
    "Related charges were dropped on Monday.",
    "The story continues to divide the town.",
    "Most read the report as a warning.",
    "Contact with the boat was lost at nine.",
    "Comments by the mayor angered the crew.",
    "She said the photo shows a boat in the harbour.",
    "Copyright law protects the song.",
    "Photographs of the victims were laid on the quay.",
    "He declined to comment.",
    "The article was written in 1931 and never printed.",
    "Watch what happens when the tide turns.",
    "Sources close to the company told the paper that the deal was dead.",
    "Update your phone before the trip.",
    "The writer is survived by two daughters.",
    "Your browser history can be sold, the court heard.",
    "The page was updated after the court ruling.",
    "Editing by hand takes hours.",
    "Advertising revenue fell by 12 percent.",
    "The Associated Press first reported the deal.",
    "Reuters could not verify the report.",
    "They took a southern route (via Italy and the Alps).",
    "Accepting the terms of service of an island is no free choice.",
    "“No comment,” she said.",
    "It rained.",
    "But that is not all.",
    "Why did nobody see it coming?",
    "Mehr als 40 Menschen waren an Bord.",
    "Le bac est de retour, a dit le maire.",
    "Lea, la capitana, no dijo nada.",
    "Подробнее о планах он не рассказал.",
    "他们说船会回来。",
  ])("“%s”", (line) => {
    expect(furnitureOf(line)).toBeNull();
  });
});

it("a line in capitals of a headline’s length is another story’s, a short one a heading, a sentence a sentence", () => {
  expect(isTeaser("TEN BOATS OF THE NORTH AND WHERE THEY RUST NOW")).toBe(true);
  expect(isTeaser("THE LONG WAY HOME")).toBe(false);
  expect(isTeaser("NOBODY ON THE QUAY BELIEVED IT AT FIRST.")).toBe(false);
  expect(isTeaser("船がもどってくると町の人はみな思っていたが")).toBe(false);
});

it("a disclaimer begins where at least half of what follows are its sentences", () => {
  const prose = "The ferry is back.";
  const disclaimer = "This is not a recommendation to buy.";
  expect(disclaimerIn([prose, prose, disclaimer, prose, disclaimer])).toBe(2);
  expect(disclaimerIn([disclaimer, prose, prose, prose])).toBe(4);
  expect(disclaimerIn([disclaimer])).toBe(0);
  expect(disclaimerIn([])).toBe(0);
});

it("a line of any characters is judged without an exception, alike with white space around it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (line) => {
      expect(furnitureOf(` ${line}\t`)).toBe(furnitureOf(line.trim()));
    }),
  );
});

it("the notes a one-line article ends in are set apart from its last sentence", async () => {
  const story = "The ferry is back after six years, and the quay was full of people and gulls. ".repeat(5);
  const article = await articleOf(
    "a.txt",
    `${story}Nobody slept. The Gull’s Jana Berg contributed to this report.`,
  );
  expect(textsOf(article, "paragraph")).toEqual([`${story}Nobody slept.`]);
  expect(textsOf(article, "boilerplate")).toEqual(["The Gull’s Jana Berg contributed to this report."]);
});
