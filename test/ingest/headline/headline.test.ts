import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  type HeadlineContext,
  headlinesOf,
  subjectTitleOf,
  topicHeadlinesOf,
} from "../../../src/ingest/headline/headline.ts";
import { likelihoodsOf } from "../../../src/ingest/headline/score.ts";
import { cpuMs } from "../cost.ts";

const contextOf = (text: string, language = "en"): HeadlineContext => ({
  text,
  language,
  maxChars: 90,
  likely: likelihoodsOf([text]),
});
const headlines = (sentence: string, text = sentence, language = "en"): string[] =>
  headlinesOf(sentence, contextOf(text, language)).map(({ words }) => words);

it("words of a headline come from its sentence, in its order, but for the tense of its verb", () => {
  const sentence =
    "Officials from the city, the port and two unions agreed late on Friday to reopen the pier after months of argument about its cost.";
  const made = headlines(sentence);
  expect(made.length).toBeGreaterThan(0);
  const bare = (word: string): string => word.toLowerCase().replace(/[.,]$/, "");
  const words = sentence.split(" ").map(bare);
  for (const headline of made) {
    let at = 0;
    for (const word of headline.split(" ").map(bare)) {
      at = words.findIndex((candidate, i) => i >= at && (candidate === word || candidate === `${word}d`)) + 1;
      expect(at).toBeGreaterThan(0);
    }
  }
});

it.each([
  [
    "a verb that waits for its second part",
    "The council accused the ferrymen of Ostwick of racing at night past the light.",
    /accuse\w* (?:the )?ferrymen$/,
  ],
  [
    "half of a pair",
    "The strait between the town of Ostwick and the outer islands froze in the night of Sunday.",
    /Ostwick$/,
  ],
  [
    "a denial",
    "The ferry did not sink because of the storm, said the harbour office of Ostwick.",
    /did not sink$/,
  ],
  [
    "speech without its content",
    "Mira Lind told the harbour office of Ostwick that the ferry was leaking.",
    /told (?:the )?harbour office(?: of Ostwick)?$/,
  ],
  [
    "a relative clause for a sentence",
    "The man who had painted the ferry in the winter was rewarded in the spring by the town.",
    /painted ferry(?: in winter)?$/,
  ],
  ["a pronoun for a subject", "He said the ferry of Ostwick would sail again in June.", /^He /],
  [
    "a list broken off",
    "The council bought boats, ropes, and lamps for the harbour of Ostwick in March.",
    /boats, ropes,?$/,
  ],
])("no headline is %s", (_, sentence, bad) => {
  for (const headline of headlines(sentence)) expect(headline).not.toMatch(bad);
});

it.each([
  ["The council has approved the ferry.", "Council approves ferry"],
  ["Seven sailors were rescued from the reef.", "Seven sailors rescued from reef"],
  ["The Hague will host the race of the ferries.", "The Hague to host race of ferries"],
  ["The ferry is a wreck in the harbour.", "Ferry is a wreck in harbour"],
  ["A feed is a file at an address.", "A feed is a file at an address"],
  ["The storm sank a ferry and flooded the harbour.", "Storm sank ferry and flooded harbour"],
  ["Mira Lind opened a bakery in 1999.", "Mira Lind opened bakery in 1999"],
])("%s", (sentence, headline) => {
  expect(headlines(sentence)).toContain(headline);
});

it.each([
  [
    "adjectives that only colour may go",
    "The mayor of Ostwick has launched an extraordinary, foul-mouthed tirade against two of the oldest ferrymen in the harbour.",
    "Mayor of Ostwick launches tirade against two of oldest ferrymen in harbour",
  ],
  [
    "a second predicate may stand for both",
    "Mira Lind rowed to the outer islands in one night of rain and sold her boat to a bakery.",
    "Mira Lind sells her boat to bakery",
  ],
  [
    "what describes an unnamed subject may go",
    "A smuggling ring catering to bakers and brewers in three towns along the northern coast was broken up in Ostwick.",
    "Smuggling ring was broken up in Ostwick",
  ],
  [
    "a name goes without what its bearer is",
    "Ostwick Rovers striker Jana Lind and two ferrymen have been fined for racing past the lighthouse in a borrowed boat.",
    "Jana Lind and two ferrymen fined for racing past lighthouse in borrowed boat",
  ],
  [
    "a speech keeps its speaker behind a colon",
    "“We have waited long enough for the ferry,” said Mira Lind, who owns the other one.",
    "“We have waited long enough for the ferry”: Mira Lind",
  ],
  [
    "what opens a sentence in passing may be told alone",
    "Two years after a ferry struck the reef of Ostwick, an inquiry blamed the lighthouse.",
    "Ferry strikes reef of Ostwick",
  ],
  [
    "a second predicate with its adverb may go",
    "A woman in Ostwick planned the perfect theft of her rival’s ferry and almost got away with it too, but for the sharp eye of a baker on the pier.",
    "Woman in Ostwick planned perfect theft of her rival’s ferry",
  ],
  [
    "what says that a sentence goes against another is no part of it",
    "Ostwick courts, however, have declared most of the piers legal.",
    "Ostwick courts declare most of piers legal",
  ],
  ["a question is whole", "Could the ferry of Ostwick sail again?", "Could ferry of Ostwick sail again?"],
  [
    "what opens the sentence goes before the asides, so that the name behind it stays",
    "Three days before the race of the ferries, Lind, the oldest of all the captains who ever sailed from the harbour to the outer islands and back, claimed that the pier is rotten.",
    "Lind claims pier is rotten",
  ],
  [
    "a day told first as news is no part of it",
    "It was on Tuesday morning that Mira Lind sold a ferry to the bakers.",
    "Mira Lind sells ferry to bakers",
  ],
  [
    "a reason may go where something could not be",
    "The mayor says the ferry couldn’t have carried so many lorries because the harbour office had never measured the deck of it.",
    "Mayor says ferry couldn’t have carried so many lorries",
  ],
  [
    "when it happened may go behind a passive",
    "More than 300 sailors were rescued when the mast of the oldest of all the ferries that ever sailed from Ostwick to the outer islands broke in a storm of rain.",
    "More than 300 sailors rescued",
  ],
  [
    "a verb behind a name needs no object to be one",
    "They were friends for many years and sailed together, but Mira Lind now refrains from speaking of the ferry.",
    "Mira Lind refrains from speaking of ferry",
  ],
  [
    "a noun may go without what it does",
    "The captains of Ostwick have decided to start a strike in the harbour asking other ferrymen not to sell their boats to the bakers.",
    "Captains of Ostwick decide to start strike in harbour",
  ],
  [
    "a verb waits for its own preposition only",
    "More than two hundred young captains have asked for free berths at work in the last eleven years of the ferry line of Ostwick.",
    "More than two hundred young captains ask for free berths at work",
  ],
  [
    "a name goes without two roles at once",
    "The harbour office issued orders appointing rowing superstar and former Regatta champion Jana Lind as keeper of the light.",
    "Harbour office issues orders appointing Jana Lind as keeper of light",
  ],
  [
    "a mood that opens the sentence gives way",
    "Unhappy with the price of the berths and of the lamps in the new harbour on the northern islands, the bakers of Ostwick have closed the pier.",
    "Bakers of Ostwick close pier",
  ],
  [
    "a fact needs no witness for the opinion behind it",
    "The harbour office has sold the lighthouse of Ostwick as it can cost the town a fortune in paint and oil every year, its keeper Mira Lind said.",
    "Harbour office sells lighthouse of Ostwick",
  ],
  [
    "how long it lasts may go",
    "Mira Lind has signed a contract to relieve Jana Varga as captain of the oldest ferry of Ostwick until the end of winter.",
    "Mira Lind signs contract to relieve Jana Varga as captain of oldest ferry of Ostwick",
  ],
  [
    "of a verb that has no place in our list the past stands for the perfect",
    "The bakers have caulked two ferries.",
    "Bakers caulked two ferries",
  ],
  [
    "a sum is told as its number",
    "A total of 600 lamps have been lost in Ostwick.",
    "600 lamps have been lost in Ostwick",
  ],
  [
    "a number keeps its years",
    "Three former owners of the ferry line were sentenced to prison terms of up to nine years for hiding the leaks from the bakers of Ostwick.",
    "Three former owners of ferry line sentenced to prison terms of up to nine years",
  ],
])("%s", (_, sentence, headline) => {
  expect(headlines(sentence)).toContain(headline);
});

it.each([
  [
    "without what somebody was directed to do",
    "The council directed the harbour commission in northern Ostwick to close the pier by the end of the month.",
    /commission(?: in northern Ostwick)?$/,
  ],
  [
    "in the middle of an aside",
    "The council asked the court to let it sell the lighthouse, the last of its kind on the whole northern coast, to a bakery of the town.",
    /kind$/,
  ],
  [
    "in the title of a work",
    "The Ostwick festival gave its first prize to the film Once Upon a Tide in Varnholm by Mira Lind after a night of quarrels and rain.",
    /(?:Upon Tide|Upon a Tide|Upon a|Upon)$/,
  ],
  [
    "where a past that goes on is put in the present",
    "Mira Lind has played the keeper of the lighthouse in the harbour theatre since 2011.",
    /plays .* since/,
  ],
  [
    "at a verb whose object is gone",
    "The Harbour Gazette reports from Ostwick and from the outer islands that the pier will be sold.",
    /reports$/,
  ],
  [
    "between “impossible” and until when",
    "The new timetable makes it impossible to reach the hospital in Ostwick before noon from the outer islands.",
    /hospital(?: in Ostwick)?$/,
  ],
  [
    "with one of two who did it",
    "Kurt Lind, the former keeper of the light, and Tim Varga, a baker in the old town, testified before the harbour court about the fire of the ferry.",
    /^Kurt Lind, former keeper of light testified|light testified$/,
  ],
  [
    "with a study that has no verb",
    "A study on how much rope is wasted because of the rotten piers has been read to the council by the captains of all the ferries.",
    /piers$/,
  ],
  [
    "with “away”, but not with what",
    "A woman in Ostwick got away with the theft of a ferry because of the fog in the harbour.",
    /away$/,
  ],
  [
    "without the first of a list",
    "Only ten captains from Varnholm, Lind Harbour and Ostwick Bay will offer free rides to the islands in June.",
    /^Lind Harbour/,
  ],
  [
    "at an infinitive whose object is gone",
    "Ostwick flew several of its boats outside the harbour to prevent, as they call it, theft.",
    /to prevent$/,
  ],
  [
    "with a notice given to the one who got it",
    "Mira Lind has been issued a notice by the harbour court of Ostwick on account of her boats.",
    /Lind issued/,
  ],
  [
    "where what comes of it is still to be told",
    "The winter has left the oldest ferry of the line in the inner harbour in a state of decay that no baker has seen before.",
    /ferry(?: of line)?(?: in inner harbour)?$/,
  ],
  [
    "between two dashes, with the verb behind the second",
    "The winter — from the salt used on the piers of the harbour to the ice that closed the bay of Ostwick — makes it worse.",
    /salt used on piers|ice$/,
  ],
  [
    "at one of several, untold which",
    "Mira Lind was among several captains of the old harbour who sold their boats to the bakers of the town of Ostwick last year.",
    /several captains(?: of old harbour)?$/,
  ],
  [
    "where a movement has no goal",
    "The council flew several of its captains outside the harbour of Ostwick in the night of the storm to save the boats.",
    /captains$/,
  ],
  [
    "with a noun for its verb",
    "The mayor’s attempt to play summer hit Moonlight — which bakers sing — to win the harbour back has failed after a week of rain.",
    /Moonlight$/,
  ],
  [
    "after an opening comparison without its main clause",
    "As bad as the winter was in the harbour, its end in the islands, where nobody has a ferry, was worse than that.",
    /islands$/,
  ],
])("no headline ends %s", (_, sentence, bad) => {
  for (const headline of headlines(sentence)) expect(headline).not.toMatch(bad);
});

it.each([
  ["the panel", "The panel had ordered the harbour office to close the pier of Ostwick.", true],
  ["the reader", "The captains of Ostwick will take you to the islands.", true],
  ["a name", "Mira Lind had ordered the harbour office to close the pier of Ostwick.", false],
])("a headline that speaks of %s says whether it can stand alone", (_, sentence, leans) => {
  const made = headlinesOf(sentence, contextOf(sentence));
  expect(made.length).toBeGreaterThan(0);
  for (const headline of made) expect(headline.leans).toBe(leans);
});

it("titles of works keep their articles", () => {
  const sentence = "Mira Lind wrote the series The Light at the End of the Pier for the harbour theatre.";
  const made = headlines(sentence);
  expect(made.length).toBeGreaterThan(0);
  for (const headline of made)
    if (headline.includes("Pier")) expect(headline).toContain("at the End of the Pier");
});

it("a surname opens a headline only where the article uses it alone", () => {
  const sentence = "Harbour speaker Ramal Lind criticised the council for closing the pier.";
  const short = "Lind criticises council for closing pier";
  expect(headlines(sentence, `${sentence} Nobody likes Lind.`)).toContain(short);
  expect(headlines(sentence)).not.toContain(short);
});

it.each([
  ["a doubt", "The mayor allegedly sold a fake ferry to the bakers of Ostwick.", /allegedly.*fake/i],
  [
    "what is denied",
    "The storm did not seriously damage the major piers of Ostwick.",
    /not seriously damage major/,
  ],
  [
    "whose word it is, where something is quoted",
    "Successive councils have “short-changed” the harbour by selling its piers, ferry leader Mira Lind said on Friday.",
    /Lind/,
  ],
  [
    "whose opinion it is",
    "The ferry of Ostwick is a danger to everybody aboard, captain Mira Lind said.",
    /Lind/,
  ],
  [
    "what is denied in a verb",
    "The mayor of Ostwick has denied selling the ferry to the bakers in the spring.",
    /to bakers in spring$/,
  ],
  [
    "the object of an infinitive",
    "The council moved its boats outside the bay to prevent the ferrymen from racing.",
    /(?<!prevent)$/,
  ],
  [
    "the second half of “not only”",
    "Lighthouses are not only a sight to behold, but also a warning to boats.",
    /but/,
  ],
])("no cut loses %s", (_, sentence, kept) => {
  for (const headline of headlines(sentence)) expect(headline).toMatch(kept);
});

it("a guide is named by what it teaches", () => {
  const sentence = "In this article, I’ll explain how to tar and caulk the hull of an old ferry.";
  expect(topicHeadlinesOf(sentence, contextOf(sentence)).map(({ words }) => words)).toContain(
    "How to tar and caulk hull of old ferry",
  );
});

it("an authority is called by its initials where the article goes on to do so", () => {
  const sentence = "The Harbour Authority of Northern Ostwick (HANO) has raised the fares of all ferries.";
  expect(headlines(sentence, `${sentence} HANO was founded in 1951. Ferrymen do not like HANO.`)).toContain(
    "HANO raises fares of all ferries",
  );
  expect(headlines(sentence)).not.toContain("HANO raises fares of all ferries");
});

it("where nothing is told the topic is the title", () => {
  const sentence = "The quick guide to the lighthouses of Ostwick.";
  expect(headlines(sentence)).toEqual([]);
  expect(topicHeadlinesOf(sentence, contextOf(sentence)).map(({ words }) => words)).toContain(
    "Lighthouses of Ostwick",
  );
});

it("the subject alone names no pronoun", () => {
  expect(subjectTitleOf("They of the old harbour office said nothing.", contextOf(""))).toBeNull();
  expect(subjectTitleOf("The old lighthouse of northern Ostwick is for sale.", contextOf(""))).toBe(
    "Old lighthouse of northern Ostwick",
  );
});

it("whatever the sentence, headlines are short, whole lines with even brackets and quotations", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "The",
      "harbour",
      "said",
      "that",
      "was",
      "“we",
      "go”",
      "(so",
      "it)",
      ",",
      "Lind,",
      "who",
      "and",
      "in",
      "—",
      "'x",
      "sold",
      "of",
      "to",
      '"a',
      "b?",
      "has",
      "been",
      "has been",
      "if",
    ),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 40 }),
      fc.constantFrom("en", "de", "ja", "und"),
      (words, language) => {
        const sentence = words.join(" ").replace(/\s+/gu, " ");
        for (const headline of headlines(sentence, sentence, language)) {
          expect(headline.length).toBeLessThanOrEqual(90);
          expect(headline).toBe(headline.trim());
          expect(headline.split("“").length).toBe(headline.split("”").length);
          expect(headline.split("(").length).toBe(headline.split(")").length);
        }
      },
    ),
    { numRuns: 400, seed: 11 },
  );
});

it("a sentence of any length is given up in time", () => {
  const start = cpuMs();
  for (const piece of ["a ", "The a, ", "“(", "Aa ", "who said that ", '"a? b ', "in Paris, and "]) {
    headlines(piece.repeat(100));
    headlines(piece.repeat(100_000));
  }
  expect(cpuMs() - start).toBeLessThan(2_000);
});
