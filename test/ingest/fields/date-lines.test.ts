import { describe, expect, it } from "vitest";
import { clockIn, instantOf } from "../../../src/ingest/fields/clock-words.ts";
import { statedDaysIn } from "../../../src/ingest/fields/date-lines.ts";
import { dateOf } from "../../../src/ingest/fields/date.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

const modified = new Date("2026-11-20T12:00:00Z");
const lede =
  "The ferry that the bridge was meant to replace will sail again in spring, the harbour office said.";
const more =
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind.";
const dated = (lines: readonly string[], path = "a.txt", at: Date | null = modified) =>
  dateOf(text.draft(lines.join("\n"), defaultLimits), { path, modified: at });

describe("a time with its zone makes an instant", () => {
  it.each([
    ["Nov. 20, 2019, 9:28 AM UTC", "2019-11-20T09:28:00Z"],
    ["Wed 20 Nov 2019 18.45 GMT", "2019-11-20T18:45:00Z"],
    ["Published 03:53 EST, 23 July 2013", "2013-07-23T08:53:00Z"],
    ["November 27, 2025 at 1:28 PM ET", "2025-11-27T18:28:00Z"],
    ["July 27, 2025 at 1:28 PM ET", "2025-07-27T17:28:00Z"],
    ["27. November 2025, 10:15 Uhr MEZ", "2025-11-27T09:15:00Z"],
    ["2025-11-27 10:15 +0530", "2025-11-27T04:45:00Z"],
    ["November 27, 2025 | 12:05 am PST", "2025-11-27T08:05:00Z"],
  ])("“%s”", (line, instant) => {
    expect(statedDaysIn(line)?.[0]?.at).toEqual(new Date(instant));
  });
  it.each(["Nov. 20, 2019, 9:28 AM", "20 Nov 2019 18:45 IST", "20 Nov 2019 25:61 GMT", "20 Nov 2019"])(
    "“%s” makes a day",
    (line) => {
      expect(statedDaysIn(line)?.[0]?.at ?? null).toBeNull();
    },
  );
});

it("a clock is read in the ways bylines write it", () => {
  expect(clockIn("10h15")).toEqual({ hours: 10, minutes: 15, zone: null });
  expect(clockIn("12:30 am")).toMatchObject({ hours: 0, minutes: 30 });
  expect(clockIn("12:30 p.m. EDT")).toMatchObject({ hours: 12, zone: "EDT" });
  expect(clockIn("in 2019")).toBeNull();
  expect(instantOf("2025-11-27", { hours: 1, minutes: 0, zone: "+99" })).toBeNull();
});

describe("an article is dated by", () => {
  it("a line that says “published”, and the update is only an alternative", () => {
    const found = dated(["Published: 3 March 2026 | Updated: 5 March 2026", lede, more]);
    expect(found).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.95,
      alternatives: [{ value: { day: "2026-03-05" } }],
    });
  });
  it("a bare date at its head, less surely", () => {
    const found = dated(["March 3, 2026", lede, more]);
    expect(found).toMatchObject({ value: { day: "2026-03-03" } });
    expect(found.state === "inferred" && found.confidence < 0.9).toBe(true);
  });
  it("a full dateline, more surely than by its file", () => {
    expect(dated([`OSTWICK, March 3, 2026 (AP) — ${lede}`, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.93,
    });
  });
  it("the name of its file or folders", () => {
    for (const path of ["2026-03-03-ferry.md", "x/20260303_ferry.txt", "blog/2026/03/03/ferry.md"])
      expect(dated([lede, more], path)).toMatchObject({ value: { day: "2026-03-03" }, confidence: 0.9 });
    expect(dated([lede, more], "20261399-ferry.txt")).toMatchObject({ confidence: 0.3 });
  });
  it("the post it quotes and the weekday its lede names, or the day after", () => {
    const post = ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2026"];
    expect(dated([`The mayor said Tuesday so. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.8,
    });
    expect(dated([`The mayor said Wednesday so. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-04" },
      confidence: 0.65,
    });
    expect(dated([`Tuesday’s ferry is back. ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2026-03-03" },
      confidence: 0.5,
    });
  });
  it("a dateline without a year and the year of the post it quotes", () => {
    const post = ["All this for a bridge?", "— Pella Varga (@pella) March 3, 2024"];
    expect(dated([`OSTWICK, March 4 (AP) — ${lede}`, ...post, more])).toMatchObject({
      value: { day: "2024-03-04" },
      confidence: 0.9,
    });
  });
});

describe("a date is not believed", () => {
  it("when the story tells of it: it is an alternative", () => {
    const found = dated([`On May 4, 2024, the bridge fell. ${lede}`, more]);
    expect(found).toMatchObject({
      value: { precision: "instant", at: modified },
      confidence: 0.3,
      alternatives: [{ value: { day: "2024-05-04" } }],
    });
  });
  it("when it lies after the file’s own time", () => {
    expect(dated(["Published: 3 March 2027", lede, more])).toMatchObject({ confidence: 0.3 });
  });
  it("when it is one of many, as in a forum or a list of events", () => {
    const lines = [1, 2, 3, 4, 5, 6].flatMap((n) => [`May ${n}, 2024, 10:15`, more]);
    expect(dated(lines)).toMatchObject({ confidence: 0.4 });
  });
  it("when it says from when to when something is on", () => {
    expect(dated(["29 November 2025 | 20 January 2026", lede, more])).toMatchObject({ confidence: 0.4 });
  });
});

it("a text without a file and without a date has an unknown one", () => {
  expect(dated([lede, more], "", null).state).toBe("unknown");
  expect(dated(["Published: 3 March 2026", lede], "", null)).toMatchObject({ value: { day: "2026-03-03" } });
});

describe("a line that says when it was published", () => {
  it.each([
    ["Published 3 March 2024", "2024-03-03"],
    ["Updated: 3 March 2024", "2024-03-03"],
    ["Last modified: 2024-03-03", "2024-03-03"],
    ["Last modified on 3 March 2024", "2024-03-03"],
    ["2024-03-03", "2024-03-03"],
    ["2024-03-03T14:02:00Z", "2024-03-03T14:02"],
    ["2024-03-03 14:02", "2024-03-03"],
    ["2024-03-03T14:02:00+01:00", "2024-03-03T13:02"],
    ["3 Mar 2024 14:02 GMT", "2024-03-03T14:02"],
    ["Sunday, 3 March 2024", "2024-03-03"],
    ["Sun 3 Mar 2024 14.02 GMT", "2024-03-03T14:02"],
    ["Sun, 03 Mar 2024 14:02:00 +0000", "2024-03-03T14:02"],
    ["Sunday March 3rd, 2024", "2024-03-03"],
    ["Mar 3, 2024, 2:02 PM EST", "2024-03-03T19:02"],
    ["March 3, 2024 at 2:02 p.m. EST", "2024-03-03T19:02"],
    ["March 3, 2024 2:02 PM ET", "2024-03-03T19:02"],
    ["March 3, 2024 | 2:02 pm", "2024-03-03"],
    ["First published on Sun 3 Mar 2024 14.02 GMT", "2024-03-03T14:02"],
    ["Published on: March 3, 2024", "2024-03-03"],
    ["Published: Mar. 3, 2024 at 2:02 PM EST|Updated: 4 hours ago", "2024-03-03T19:02"],
    ["Published: 14:02 GMT, 3 March 2024 | Updated: 15:10 GMT, 4 March 2024", "2024-03-03T14:02"],
    ["PUBLISHED: March 3, 2024 at 2:02 p.m. | UPDATED: March 4, 2024 at 1:00 p.m.", "2024-03-03"],
    ["Posted Mar 3, 2024 14:02", "2024-03-03"],
    ["Posted on March 3, 2024 by Jane Doe", "2024-03-03"],
    ["Posted at 14:02 on 3 March 2024", "2024-03-03"],
    ["Date: 3 March 2024", "2024-03-03"],
    ["Date published: 3 March 2024", "2024-03-03"],
    ["Release date: March 3, 2024", "2024-03-03"],
    ["Issued: 3 March 2024", "2024-03-03"],
    ["Lund, 3 March 2024", "2024-03-03"],
    ["Lund | 3 March 2024", "2024-03-03"],
    ["March 3, 2024 | Lund", "2024-03-03"],
    ["March 3, 2024 · 5 min read", "2024-03-03"],
    ["5 min read · March 3, 2024", "2024-03-03"],
    ["Mar 03, 2024, 02:02pm EST", "2024-03-03T19:02"],
    ["Mar 3, 2024,02:02pm EST", "2024-03-03T19:02"],
    ["3rd March 2024", "2024-03-03"],
    ["03 March, 2024", "2024-03-03"],
    ["March 3 2024", "2024-03-03"],
    ["3-Mar-2024", "2024-03-03"],
    ["03 Mar 2024, 14:02 IST", "2024-03-03"],
    ["Updated - March 03, 2024 02:02 pm IST", "2024-03-03"],
    ["Published - March 03, 2024 02:02 pm IST - Lund", "2024-03-03"],
    ["Last Updated : 03 Mar 2024 02:02 PM", "2024-03-03"],
    ["Last updated on: March 3, 2024", "2024-03-03"],
    ["Created: 3 March 2024 14:02", "2024-03-03"],
    ["Modified date: March 3, 2024", "2024-03-03"],
    ["Opinion | March 3, 2024", "2024-03-03"],
    ["News | 3 March 2024", "2024-03-03"],
    ["By Jane Doe | March 3, 2024", "2024-03-03"],
    ["Jane Doe, March 3, 2024", "2024-03-03"],
    ["By Jane Doe, 3 March 2024", "2024-03-03"],
    ["By Jane Doe Updated March 3, 2024 2:02 pm", "2024-03-03"],
    ["Jane Doe 3 March 2024", "2024-03-03"],
    ["Veröffentlicht am 3. März 2024", "2024-03-03"],
    ["Stand: 03.03.2024, 14:02 Uhr", "2024-03-03"],
    ["Aktualisiert am 03.03.2024 um 14:02 Uhr", "2024-03-03"],
    ["03.03.2024 14:02", "2024-03-03"],
    ["Sonntag, 3. März 2024", "2024-03-03"],
    ["Erstellt: 03.03.2024 Aktualisiert: 04.03.2024, 10:00 Uhr", "2024-03-03"],
    ["Publié le 3 mars 2024 à 14h02", "2024-03-03"],
    ["Publié le 03/03/2024 à 14h02", "2024-03-03"],
    ["Publié le 13/03/2024 à 14h02", "2024-03-13"],
    ["Mis à jour le 3 mars 2024", "2024-03-03"],
    ["Par Jane Doe, publié le 3 mars 2024", "2024-03-03"],
    ["Publicado el 3 de marzo de 2024", "2024-03-03"],
    ["3 de março de 2024 às 14h02", "2024-03-03"],
    ["Publicado em 3 de março de 2024", "2024-03-03"],
    ["03 MAR 2024 - 14:02 CET", "2024-03-03T13:02"],
    ["Actualizado: 3 de marzo de 2024", "2024-03-03"],
    ["3 marzo 2024", "2024-03-03"],
    ["Pubblicato il 3 marzo 2024", "2024-03-03"],
    ["Gepubliceerd op 3 maart 2024", "2024-03-03"],
    ["3 maart 2024 om 14:02", "2024-03-03"],
    ["Опубликовано 3 марта 2024", "2024-03-03"],
    ["3 марта 2024, 14:02", "2024-03-03"],
    ["3 марта 2024 г.", "2024-03-03"],
    ["Publicerad 3 mars 2024", "2024-03-03"],
    ["Publisert 3. mars 2024", "2024-03-03"],
    ["Udgivet 3. marts 2024", "2024-03-03"],
    ["Opublikowano: 3 marca 2024", "2024-03-03"],
    ["3. března 2024", "2024-03-03"],
    ["Julkaistu 3.3.2024", "2024-03-03"],
    ["2024年3月3日", "2024-03-03"],
    ["发布时间：2024年3月3日", "2024-03-03"],
    ["2024年3月3日 14:02", "2024-03-03"],
    ["2024. 3. 3.", "2024-03-03"],
    ["2024년 3월 3일", "2024-03-03"],
    ["3 Mart 2024", "2024-03-03"],
    ["2024-03-03 14:02:33", "2024-03-03"],
    ["2024/03/03 14:02", "2024-03-03"],
    ["13/03/2024", "2024-03-13"],
    ["03/13/2024", "2024-03-13"],
    ["Published 03/13/2024", "2024-03-13"],
    ["3/13/2024 2:02 PM", "2024-03-13"],
    ["13/3/2024 14:02", "2024-03-13"],
    ["03/03/2024", "2024-03-03"],
    ["Sunday 03/03/2024", "2024-03-03"],
    ["Wednesday 06/03/2024", "2024-03-06"],
    ["Wednesday, 03/06/24", "2024-03-06"],
    ["Publié le 03/04/2024 à 14h02", "2024-04-03"],
  ])("“%s”: %s", (line, when) => {
    const [stated] = statedDaysIn(line) ?? [];
    expect(when.includes("T") ? stated?.at?.toISOString().slice(0, 16) : stated?.day).toBe(when);
    expect(stated?.isContradicted).toBe(false);
  });
});

describe("a line with a day of something else, or in an order nobody can tell, says no day of publication", () => {
  it.each([
    "03/04/2024",
    "Published 03/04/2024",
    "He was born on 3 March 2024",
    "3 March 2024 was a Sunday",
    "Born: 3 March 1924",
    "On 3 March 2024, the harbour opened",
    "Died 3 March 2024",
    "From 3 March 2024 to 5 April 2024",
    "Deadline: 3 March 2024",
    "Event date: 3 March 2024",
    "Effective date: 3 March 2024",
    "Expires 3 March 2024",
    "Valid until 3 March 2024",
    "Accessed 3 March 2024",
    "Retrieved 3 March 2024",
    "Photo taken March 3, 2024",
    "Lund Harbour, March 3, 2024 (AP Photo)",
    "Next meeting: March 3, 2024",
    "Member since 3 March 2024",
    "Joined: March 3, 2024",
    "When: March 3, 2024",
    "Opens March 3, 2024",
    "Sale ends March 3, 2024",
    "Replied March 3, 2024",
    "Received: 3 March 2024",
    "Accepted: 3 March 2024",
    "In theaters March 3, 2024",
    "Comment by Jane Doe, March 3, 2024",
  ])("“%s”", (line) => {
    expect(statedDaysIn(line)).toBeNull();
  });
});

describe("a weekday that is not that day's makes the date a hint", () => {
  it.each(["Monday, 3 March 2024", "Tues 3 March 2024", "Friday, March 3, 2024"])("“%s”", (line) => {
    expect(statedDaysIn(line)?.[0]?.isContradicted).toBe(true);
    const found = dated(["Ferry returns", "", line, "", lede, more]);
    expect(found.state === "unknown" ? 0 : found.confidence).toBeLessThan(0.6);
  });
});

it("a date below a long menu is at the head all the same, also with its label on a line of its own", () => {
  const menu = Array.from({ length: 30 }, (_, at) => `Harbour Section ${at}`);
  const found = dated([...menu, "Published:", "3 March 2024, 2:02 PM", lede, more]);
  expect(found).toMatchObject({ value: { day: "2024-03-03" }, confidence: 0.95 });
});
