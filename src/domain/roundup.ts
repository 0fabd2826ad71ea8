import type { Frequency } from "./preferences.ts";
import { periodStart } from "./preferences.ts";

/**
 * What readers of a series get who do not take each edition of it, or were away: one edition with the entries of all that were
 * sealed after their place. It prints nothing: what is new to the series is not its business. Round-ups are a series of their
 * own beside the one they are of, so that neither's numbers know of the other.
 */
export const paces = ["daily", "weekly", "monthly", "missed"] as const;
/** How often its readers wish to hear; `missed` of those who take each edition, and are back from a pause. */
export type Pace = (typeof paces)[number];

export const paceOf = (frequency: Frequency): Pace => (frequency === "each" ? "missed" : frequency);
export const frequencyOf = (pace: Pace): Frequency => (pace === "missed" ? "each" : pace);

/** What it holds and whose it is: readers of this pace, told up to `after`, who got nothing since `began`. */
export type Roundup = {
  readonly pace: Pace;
  /** Numbers in the series it is of: the editions behind `after`, up to and with `upTo`. */
  readonly after: number;
  readonly upTo: number;
  /** When this day, week or month began; null for what was missed, which is due at once. */
  readonly began: Date | null;
};

/** Readers who lag by more get one round-up, of so many editions; what is older is counted. It bounds how many are made at a time. */
export const mostEditions = 100;

/** Is it also for readers who lag by more than it lists? */
export const isForStragglers = ({ after, upTo }: Roundup): boolean => upTo - after >= mostEditions;

/** `older`: stories of editions up to `after` that none of its readers has had. */
export type RoundupDue = { readonly roundup: Roundup; readonly older: number };

/** When the periods began in which `now` falls. */
export type Beginnings = Readonly<Record<Exclude<Frequency, "each">, Date>>;

export const beginningsAt = (now: Date, zone: string): Beginnings => ({
  daily: periodStart("daily", now, zone),
  weekly: periodStart("weekly", now, zone),
  monthly: periodStart("monthly", now, zone),
});

const suffix = "/roundups";
/** No job's name has a slash. */
export const roundupsOf = (series: string): string => series + suffix;
/** The series that an edition's readers subscribed to: a round-up's is the one it is of. */
export const subscribedSeries = (series: string): string =>
  series.endsWith(suffix) ? series.slice(0, -suffix.length) : series;
