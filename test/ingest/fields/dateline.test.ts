import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datelineEnd, isDateLine, placeIn } from "../../../src/ingest/fields/dateline.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { placeOf } from "../../../src/ingest/fields/place.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const placeFrom = (source: string) => placeOf(text.draft(source, defaultLimits));

describe("a dateline names the place, as written, capitals softened", () => {
  it.each([
    ["KYIV, Nov. 27 (Reuters) — ", "Kyiv"],
    ["Kyiv, 27 November 2025 (AFP) – ", "Kyiv"],
    ["NEW YORK (AP) — ", "New York"],
    ["PORTLAND, Maine (AP) — ", "Portland, Maine"],
    ["ST. JOSEPH, Mich. (AP) — ", "St. Joseph, Mich."],
    ["PORT-AU-PRINCE, Haiti — ", "Port-au-Prince, Haiti"],
    ["WASHINGTON, D.C. — ", "Washington, D.C."],
    ["BERLIN/HAMBURG (dpa) - ", "Berlin/Hamburg"],
    ["PARIS, 27 nov (AFP) - ", "Paris"],
    ["Beirut (CNN) -- ", "Beirut"],
    ["MOSCOW, November 27. /TASS/. ", "Moscow"],
    ["NEW DELHI: ", "New Delhi"],
    ["СЕВЕРОВ, 27 ноября (ТАСС) — ", "Северов"],
  ])("“%s”: %s", (dateline, place) => {
    const sentence = "The ferry that the bridge was meant to replace will sail again in spring.";
    expect(datelineEnd(dateline + sentence)).toBe(dateline.length);
    expect(placeFrom(dateline + sentence)).toMatchObject({ state: "inferred", value: place });
  });
});

describe("what opens like a dateline and is none", () => {
  it.each([
    "EXCLUSIVE — The ferry is back.",
    "FIRST ON THE GULL: The ferry is back.",
    "BERG: We never said so.",
    "WATCH — The ferry is back.",
    "The ferry — the old one — is back.",
    "Anna Berg - the mayor - said so.",
    "Nobody (CNN counted) was there.",
    "On May 4, 2026 (a Monday) it rained.",
  ])("“%s”", (sentence) => {
    expect(datelineEnd(sentence)).toBe(0);
    expect(placeFrom(sentence).state).toBe("unknown");
  });
});

it("an agency alone is a dateline without a place", () => {
  expect(datelineEnd("(CNN)The ferry is back.")).toBe(5);
  expect(placeFrom("(CNN) -- The ferry is back after six dry years in the harbour.").state).toBe("unknown");
  expect(placeIn("(Reuters) —")).toBeNull();
});

describe("a line that only says when is a date line", () => {
  it.each([
    "Published: 3 November 2026, 10:15",
    "Nov. 20, 2019, 9:28 AM UTC",
    "November 19, 2019 | 4:20am | Updated November 19, 2019 | 9:32pm",
    "November 20, 2019 / 1:07 AM / Gull News",
    "Published:Tuesday | April 26, 2022 | 9:52 PM",
    "Thursday, 28 April 2022 – 3:55pm",
    "By Jana Berg | November 18, 2019 at 2:26 PM HST - Updated November 18, 2019 at 4:46 PM",
    "GullMoney (New York) First published February 1, 2016: 1:28 AM ET",
    "Stand: 27. November 2025, 10:15 Uhr",
    "Publié le 27 novembre 2025 à 10h15",
    "Publicado el 27 de noviembre de 2025",
    "2026-11-03",
    "November 20",
  ])("“%s”", (line) => {
    expect(isDateLine(line)).toBe(true);
  });
});

describe("a line that says more, or dates something else, is none", () => {
  it.each([
    "On November 3, 2026 the ferry sailed.",
    "The ferry sailed on 3 November 2026",
    "answered Feb 6, 2014 at 21:03",
    "Born May 4, 1931 in Ostwick",
    "15 boats",
    "November",
    "Version 2.1 of 2026-11-03 is out now for everybody who wants it",
  ])("“%s”", (line) => {
    expect(isDateLine(line)).toBe(false);
  });
});

it("a dateline never reaches past its paragraph and ends before a word", () => {
  const part = fc.constantFrom(
    "KYIV",
    "New York",
    ", ",
    "Nov. 27",
    " (Reuters)",
    " — ",
    " -- ",
    "(CNN)",
    ": ",
    "The ferry",
    " is back.",
    " /TASS/. ",
    "-",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 12 }), (parts) => {
      const paragraph = parts.join("");
      const end = datelineEnd(paragraph);
      expect(end).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(paragraph.length);
      expect(() => [placeIn(paragraph), isDateLine(paragraph)]).not.toThrow();
    }),
  );
});

describe("a dateline opens a sentence", () => {
  it.each([
    "KYIV, Nov. 27 (Reuters) — The",
    "Berlin (dpa) – Die",
    "PARIS — The",
    "New Delhi, Aug 2 (PTI) The",
    "MOSCOW, November 27. /TASS/. The",
    "WASHINGTON (AP) — The",
    "Washington (AP) -- The",
    "LONDON (Reuters) - The",
    "Lund, 3 March 2024 – The",
    "ISLAMABAD: The",
    "(Reuters) - The",
    "PORTLAND, Ore. (AP) — The",
    "WASHINGTON, D.C. — The",
    "Rio de Janeiro (AFP) - The",
    "Frankfurt am Main (dpa) - Die",
    "UNITED NATIONS (AP) — The",
    "SÃO PAULO (AP) — The",
    "TEL AVIV/LONDON, Nov 3 (Reuters) - The",
    "PARK CITY, Utah (AP) — The",
    "Kiel (dpa/lno) - Die",
    "St. Petersburg (AP) — The",
    "SEOUL, South Korea (AP) — The",
    "Lund (TT) - Det",
    "WASHINGTON (Reuters) The",
    "NEW YORK (CNNMoney) The",
    "London (CNN) Two",
    "(CNN) A ferry",
    "(CNN)A ferry",
    "TOKYO (Kyodo) -- The",
  ])("“%s”", (line) => {
    expect(datelineEnd(line)).toBeGreaterThan(0);
  });
});

describe("a body with its letters, a name, or words between dashes are no dateline", () => {
  it.each([
    "Labour Party (PA) leader Jane Doe said",
    "Ferry Party (CP) leader Jane Roe – who – said",
    "Party (ABC) leader Rob Roe said",
    "The Palestinian Authority (PA) said",
    "Palestinian Authority (PA) President Jan Roe said",
    "Associated Press (AP) Reporters said",
    "Lund Union (CP) Chairman Roe – a farmer – said",
    "Sweden's Harbour Union (TT) — which runs",
    "Jane Doe (AP) said",
    "Jane Doe (PA) — the mayor — said",
    "Canadian Pacific (CP) — the railway",
    "Air Asia (AA) - the airline",
    "American Airlines (AA) – the airline – said",
    "The mayor — Jane Doe — said",
    "EXCLUSIVE — The",
    "Yes — it is",
    "Anna Lind — a farmer",
    "NATO — the alliance — said",
    "IBM – the computer maker",
    "FIFA — the",
    "BREAKING — The",
  ])("“%s”", (line) => {
    expect(datelineEnd(line)).toBe(0);
  });
});
