import { instantAt, wallClock } from "./zone.ts";

/**
 * How often a reader hears of a series, and the rule by which nothing is told twice and nothing is lost.
 *
 * The editions of a series are numbered, and every entry stands in exactly one of them. A reader has been told all of them up
 * to a number, their place; it only ever moves forward, and whatever it moves over is sent in that moment:
 *
 * - who takes each edition and has been told all before it gets the edition when it is sealed;
 * - who takes them daily, weekly or monthly, or paused, stays where they are. When their day has come, or the pause is over,
 *   they get one round-up: the entries of all editions after their place, up to the newest.
 *
 * So a change of mind changes when the next step is made, and never what it holds. Who unsubscribes from a series, or from all,
 * gives up their place; who comes back begins with the next edition.
 */
export const frequencies = ["each", "daily", "weekly", "monthly"] as const;
export type Frequency = (typeof frequencies)[number];

/** What a reader wishes of one series. Without one they take each edition of it. */
export type Preference = {
  readonly series: string;
  readonly wanted: boolean;
  readonly frequency: Frequency;
  readonly pausedUntil: Date | null;
};

/**
 * `told`: number of the newest edition they have had; null: of each there is. `since`: when they last got something at their
 * own pace, or chose it.
 */
export type Place = { readonly told: number | null; readonly since: Date };

export const defaultPreference = (series: string): Preference => ({
  series,
  wanted: true,
  frequency: "each",
  pausedUntil: null,
});

/** The editions of one step: those after `after`, up to and with `upTo`. */
export type Span = { readonly after: number; readonly upTo: number };

const isPaused = ({ pausedUntil }: Preference, now: Date): boolean =>
  pausedUntil != null && pausedUntil > now;

/** Does a reader get this edition itself, when it is sealed? @param number the edition's */
export function getsAtSealing(wish: Preference, place: Place, number: number, now: Date): boolean {
  return (
    wish.wanted &&
    wish.frequency === "each" &&
    !isPaused(wish, now) &&
    (place.told == null || place.told >= number - 1)
  );
}

/**
 * What a reader is to be sent in one round-up now, or null.
 *
 * @param newest number of the series' newest edition
 * @param zone in which days, weeks (from Monday, ISO 8601) and months begin
 */
export function roundupDue(
  wish: Preference,
  place: Place,
  newest: number,
  now: Date,
  zone: string,
): Span | null {
  if (!wish.wanted || isPaused(wish, now) || place.told == null || place.told >= newest) return null;
  const isTime = wish.frequency === "each" || place.since < periodStart(wish.frequency, now, zone);
  return isTime ? { after: place.told, upTo: newest } : null;
}

/** The place of a reader who has now been sent everything up to an edition. */
export const placeAfter = (wish: Preference, upTo: number, now: Date): Place => ({
  told: wish.frequency === "each" && !isPaused(wish, now) ? null : upTo,
  since: now,
});

/**
 * The place of a reader who wishes otherwise from now on.
 *
 * @param newest number of the series' newest edition, 0 where there is none
 */
export function placeAfterChange(
  from: Preference,
  place: Place,
  to: Preference,
  newest: number,
  now: Date,
): Place {
  const told = from.wanted ? (place.told ?? newest) : newest;
  const isUpToDate = to.frequency === "each" && !isPaused(to, now) && told >= newest;
  const isSamePace = from.wanted && to.wanted && from.frequency === to.frequency;
  return { told: isUpToDate || !to.wanted ? null : told, since: isSamePace ? place.since : now };
}

/**
 * What somebody wishes who subscribes (again): the pause is over, and who wanted nothing at all wants all of it. The page that
 * confirms promises the next edition.
 */
export function wishesOnReturn(wishes: readonly Preference[]): readonly Preference[] {
  const wantsNothing = wishes.every(({ wanted }) => !wanted);
  return wishes.map((wish) => ({ ...wish, wanted: wish.wanted || wantsNothing, pausedUntil: null }));
}

/** When the day, the week (from Monday) or the month began that an instant falls in, by the clock of a zone. */
export function periodStart(frequency: Exclude<Frequency, "each">, at: Date, zone: string): Date {
  const day = wallClock(at, zone);
  day.setUTCHours(0, 0, 0, 0);
  if (frequency === "weekly") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (frequency === "monthly") day.setUTCDate(1);
  return instantAt(day, zone);
}
