import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EditionPlan } from "../../src/domain/edition.ts";
import { planEdition } from "../../src/domain/edition.ts";
import { headline } from "../../src/domain/headline.ts";
import type { Entry } from "../../src/domain/entry.ts";
import type { EntryId } from "../../src/domain/ids.ts";
import { entryId } from "../../src/domain/ids.ts";

const idOf = (n: number): EntryId =>
  entryId(`urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`);

function entry(n: number, of: Partial<Entry> = {}): Entry {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 1000);
  return {
    id: idOf(n),
    slug: `story-${n}`,
    title: `Story ${n}`,
    summary: { method: "given", text: `What happened in story ${n}.`, sentences: [] },
    html: `<p>The whole of story ${n}.</p>`,
    language: "en",
    author: null,
    tags: [],
    published: at,
    updated: at,
    minutes: 1,
    dated: null,
    images: [],
    correction: null,
    link: null,
    origin: null,
    path: `story-${n}.txt`,
    hash: "0".repeat(64),
    reading: null,
    ...of,
  };
}

function planOf(
  entries: readonly Entry[],
  printed: readonly EntryId[] = [],
  last = 0,
  subject?: string,
): EditionPlan {
  const planned = planEdition(
    entries.filter(({ id }) => !printed.includes(id)),
    last,
    subject == null ? null : () => subject,
  );
  if (planned.kind !== "edition") throw new Error(planned.kind);
  return planned.plan;
}

describe("an edition", () => {
  test("is not made when there is nothing new", () => {
    expect(planEdition([], 3, null)).toEqual({ kind: "nothing-new" });
  });

  test("holds what no edition of its series has held, newest first, whatever the order it came in", () => {
    const plan = planOf([entry(2), entry(5), entry(1), entry(4), entry(3)], [idOf(3), idOf(9)]);
    expect(plan.entries.map((e) => e.id)).toEqual([idOf(5), idOf(4), idOf(2), idOf(1)]);
  });

  test("holds an old article too, when it is new to the series: dates only order", () => {
    const plan = planOf([entry(7), entry(1, { published: new Date(0) })], [idOf(7)]);
    expect(plan.entries.map((e) => e.id)).toEqual([idOf(1)]);
  });

  test("has the number after the last one", () => {
    expect([0, 1, 41].map((last) => planOf([entry(1)], [], last).number)).toEqual([1, 2, 42]);
  });

  test("takes its subject from the lead headline, or from the job where that gives one", () => {
    expect(planOf([entry(1), entry(2, { title: "The bridge is open again" })]).subject).toBe(
      "The bridge is open again",
    );
    expect(planOf([entry(1)], [], 0, "The week").subject).toBe("The week");
  });

  test("keeps no full text and no time of change: what is sealed is what is shown", () => {
    const [kept] = planOf([entry(1)]).entries;
    const {
      html: _html,
      updated: _updated,
      dated: _dated,
      images: _images,
      reading: _reading,
      correction: _correction,
      link: _link,
      origin: _origin,
      ...rest
    } = entry(1);
    expect(kept).toEqual(rest);
  });

  test("shows the next headlines after its subject, as many as fit", () => {
    const plan = planOf([
      entry(9, { title: "Lead" }),
      entry(8, { title: "Second" }),
      entry(7, { title: "Third" }),
      entry(6, { title: "x".repeat(90) }),
      entry(5, { title: "Never reached" }),
    ]);
    expect(plan.preheader).toBe("Second · Third · What happened in story 9.");
  });

  test.each([
    ["The river rose", "The river rose by two metres in a night.", "The bridge is shut."],
    ["河水上涨", "河水上涨了两米。", "桥已关闭。"],
  ])("never repeats it: %s", (title, first, second) => {
    const sentences = [first, second].map((text) => ({ text, start: 0, end: text.length }));
    const lead = entry(2, { title, summary: { method: "extract", text: `${first} ${second}`, sentences } });
    expect(planOf([lead]).preheader).toBe(second);
    expect(planOf([lead, entry(1, { title: `${title}!` })]).preheader).toBe(second);
  });

  test("begins with the lead where the subject does not tell it", () => {
    const lead = entry(2, { title: "The river rose by two metres in a single night" });
    expect(planOf([lead, entry(1)], [], 0, "The Gull, No. 3").preheader).toBe(`${lead.title} · Story 1`);
  });

  test("is empty where there is nothing to add", () => {
    const text = "The river rose.";
    const lead = entry(1, { title: text, summary: { method: "given", text, sentences: [] } });
    expect(planOf([lead]).preheader).toBe("");
  });

  test("with one article only shows that article's own first words", () => {
    expect(planOf([entry(1, { title: "Lead" })]).preheader).toBe("What happened in story 1.");
  });

  test("shortens a second headline that fits nowhere", () => {
    const title = `${"word ".repeat(40)}end`;
    const { preheader } = planOf([entry(2), entry(1, { title })]);
    expect(preheader.length).toBeLessThanOrEqual(100);
    expect(preheader).toMatch(/^word word .*word…$/);
  });

  test("prints all it is given, under the next number", () => {
    const arrivals = fc.array(fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(arrivals, (runs) => {
        const printed: EntryId[] = [];
        let last = 0;
        for (const run of runs) {
          const planned = planEdition(
            run.map((n) => entry(n)).filter(({ id }) => !printed.includes(id)),
            last,
            null,
          );
          if (planned.kind === "nothing-new") continue;
          expect(planned.plan.number).toBe(++last);
          expect(planned.plan.entries.length).toBeGreaterThan(0);
          expect(planned.plan.subject).not.toBe("");
          printed.push(...planned.plan.entries.map((e) => e.id));
        }
        expect(new Set(printed).size).toBe(printed.length);
        expect(new Set(printed)).toEqual(new Set(runs.flat().map(idOf)));
      }),
    );
  });
});

describe("a headline in the subject", () => {
  test.each([
    ["Short enough", 50, "Short enough"],
    ["  Spread \n over\tlines  ", 50, "Spread over lines"],
    ["The city opens the new bridge: traffic flows from Monday on", 50, "The city opens the new bridge"],
    ["The city opens the new bridge – traffic flows from Monday", 50, "The city opens the new bridge"],
    [
      "Rain: a very long headline about the weather of the coming week",
      50,
      "Rain: a very long headline about the weather of…",
    ],
    [
      "One two three four five six seven eight nine ten eleven twelve",
      50,
      "One two three four five six seven eight nine ten…",
    ],
    [
      "When the bridge opened on Monday, thousands came over from the island",
      50,
      "When the bridge opened on Monday…",
    ],
    ["港口的夜间渡轮重新起航：城市为此付出代价", 16, "港口的夜间渡轮重新起航"],
    ["港口的夜间渡轮重新起航，城市为此付出代价", 16, "港口的夜间渡轮重新起航…"],
    ["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", 20, "Donaudampfschifffah…"],
    ["", 50, ""],
  ])("%j at most %i long becomes %j", (text, most, line) => {
    expect(headline(text, most)).toBe(line);
  });

  const titles = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc
      .array(
        fc.constantFrom("a", "word", " ", ": ", "; ", ". ", " – ", "!", "?", "é", "👩‍👩‍👧", "😀", "\n", "例"),
        { maxLength: 80 },
      )
      .map((parts) => parts.join("")),
  );
  const lengths = fc.integer({ min: 2, max: 120 });

  test("is one line and never longer than its limit", () => {
    fc.assert(
      fc.property(titles, lengths, (title, most) => {
        const line = headline(title, most);
        expect(line.length).toBeLessThanOrEqual(most);
        expect(line).not.toMatch(/[\r\n\t]/);
        expect(line).toBe(line.trim());
      }),
      { numRuns: 1000 },
    );
  });

  test("begins as the title does, and says with an ellipsis where it was cut inside a clause", () => {
    fc.assert(
      fc.property(titles, lengths, (title, most) => {
        const whole = title.replace(/\s+/gu, " ").trim();
        const line = headline(title, most);
        expect(whole.startsWith(line.replace(/…$/u, "").trimEnd())).toBe(true);
        if (whole.length <= most) expect(line).toBe(whole);
        else expect(line).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  test("never breaks a character in two", () => {
    fc.assert(
      fc.property(titles, lengths, (title, most) => {
        fc.pre(title.isWellFormed());
        expect(headline(title, most).isWellFormed()).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(headline("😀".repeat(40), 50).isWellFormed()).toBe(true);
  });
});
