import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Place, Preference, Span } from "../../src/domain/preferences.ts";
import {
  defaultPreference,
  frequencies,
  getsAtSealing,
  placeAfter,
  placeAfterChange,
  roundupDue,
  wishesOnReturn,
} from "../../src/domain/preferences.ts";

const hour = 3_600_000;
const monday = +new Date("2026-05-04T07:00:00Z");

type Step =
  | { readonly kind: "sealed" }
  | { readonly kind: "wishes"; readonly frequency: Preference["frequency"]; readonly pauseDays: number };
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ kind: "sealed" }) },
  fc.record({
    kind: fc.constant("wishes" as const),
    frequency: fc.constantFrom(...frequencies),
    pauseDays: fc.constantFrom(0, 0, 1, 40),
  }),
);

/** One reader of one series through whatever happens; @returns which editions each mail held */
function mailsOf(steps: readonly { readonly step: Step; readonly hours: number }[]): {
  readonly mails: readonly Span[];
  readonly newest: number;
} {
  let now = new Date(monday);
  let wish = defaultPreference("default");
  let place: Place = { told: null, since: now };
  let newest = 0;
  const mails: Span[] = [];
  const seal = (): void => {
    newest++;
    if (getsAtSealing(wish, place, newest, now)) {
      mails.push({ after: newest - 1, upTo: newest });
      place = placeAfter(wish, newest, now);
    } else if (place.told == null && wish.frequency === "each") throw new Error("left out at its sealing");
    const due = roundupDue(wish, place, newest, now, "Europe/Berlin");
    if (due == null) return;
    mails.push(due);
    place = placeAfter(wish, due.upTo, now);
  };
  const change = (to: Preference): void => {
    place = placeAfterChange(wish, place, to, newest, now);
    wish = to;
  };
  for (const { step: next, hours } of steps) {
    now = new Date(+now + hours * hour);
    if (next.kind === "sealed") seal();
    else
      change({
        ...wish,
        frequency: next.frequency,
        pausedUntil: next.pauseDays === 0 ? null : new Date(+now + next.pauseDays * 24 * hour),
      });
  }
  now = new Date(+now + 1);
  change(defaultPreference("default"));
  seal();
  return { mails, newest };
}

test("however a reader changes their mind, every edition reaches them, once and in order", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ step, hours: fc.integer({ min: 1, max: 200 }) })), (steps) => {
      const { mails, newest } = mailsOf(steps);
      const told = mails.flatMap(({ after, upTo }) =>
        Array.from({ length: upTo - after }, (_, i) => after + i + 1),
      );
      expect(told).toEqual(Array.from({ length: newest }, (_, i) => i + 1));
    }),
    { numRuns: 500 },
  );
});

const wishing = (frequency: Preference["frequency"]): Preference => ({
  ...defaultPreference("default"),
  frequency,
});
const due = (frequency: Preference["frequency"], since: string, now: string): Span | null =>
  roundupDue(wishing(frequency), { told: 3, since: new Date(since) }, 5, new Date(now), "Europe/Berlin");

test.each([
  ["daily", "2026-05-04T21:59:00Z", false],
  ["daily", "2026-05-04T22:00:00Z", true],
  ["weekly", "2026-05-10T21:59:00Z", false],
  ["weekly", "2026-05-10T22:00:00Z", true],
  ["monthly", "2026-05-31T21:59:00Z", false],
  ["monthly", "2026-05-31T22:00:00Z", true],
  ["each", "2026-05-04T07:00:01Z", true],
] as const)("a %s reader has their round-up with the clock of the zone: %s", (frequency, now, isDue) => {
  expect(due(frequency, "2026-05-04T07:00:00Z", now)).toEqual(isDue ? { after: 3, upTo: 5 } : null);
});

test("who does not want a series is sent nothing, and who wants it again begins with the next edition", () => {
  const now = new Date(monday);
  const away = { ...wishing("weekly"), wanted: false };
  const place = placeAfterChange(wishing("weekly"), { told: 2, since: now }, away, 5, now);
  expect(roundupDue(away, place, 9, new Date(monday + 999 * hour), "UTC")).toBeNull();
  const back = placeAfterChange(away, place, wishing("weekly"), 9, now);
  expect(back.told).toBe(9);
});

test("who comes back wants what they wanted, and all where that was nothing; no pause goes on", () => {
  const wish = (series: string, wanted: boolean): Preference => ({
    ...defaultPreference(series),
    wanted,
    frequency: "weekly",
    pausedUntil: new Date(monday),
  });
  const wanted = (wishes: readonly Preference[]) => wishesOnReturn(wishes).map((back) => back.wanted);
  expect(wanted([wish("default", true), wish("notes", false)])).toEqual([true, false]);
  expect(wanted([wish("default", false), wish("notes", false)])).toEqual([true, true]);
  expect(wishesOnReturn([wish("default", true)])).toEqual([{ ...wish("default", true), pausedUntil: null }]);
});
