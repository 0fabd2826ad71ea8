import { z } from "zod";
import type { Preference } from "../../domain/preferences.ts";
import { frequencies } from "../../domain/preferences.ts";
import { instantAt } from "../../domain/zone.ts";

/** What a form sends: the last text of each name; files are nothing. Null where it is no form at all. */
export type Form = Readonly<Record<string, unknown>>;

const text = z
  .string()
  .max(2000)
  .catch("")
  .transform((given) => given.trim());

/** `website` is a field that people do not see and programs fill in; `sure` insists on an address that looks like a slip. */
export const signUpForm = z.object({ email: text, website: text, sure: text });

export const moveForm = z.object({ email: text, move: text });

export const leaveForm = z.object({ how: text });

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const msOfDay = 24 * 3_600_000;
const maxPauseDays = 366;

/**
 * The wishes of a form, for the series there are. What it does not say of a series is not wished: a box that is not ticked
 * sends nothing.
 *
 * @returns null where a day to pause until is none of the year to come
 */
export function wishesIn(
  form: Form,
  series: readonly string[],
  { now, zone }: { readonly now: Date; readonly zone: string },
): readonly Preference[] | null {
  const pausedUntil = pauseIn(text.parse(form["pause"]), now, zone);
  if (pausedUntil === "wrong") return null;
  return series.map((name) => ({
    series: name,
    wanted: text.parse(form[`wanted-${name}`]) !== "",
    frequency: z.enum(frequencies).catch("each").parse(form[`frequency-${name}`]),
    pausedUntil,
  }));
}

/** A day begins when it does where the site is. */
function pauseIn(given: string, now: Date, zone: string): Date | null | "wrong" {
  if (given === "") return null;
  const midnight = new Date(`${day.safeParse(given).data ?? "x"}T00:00:00Z`);
  if (Number.isNaN(+midnight) || !midnight.toISOString().startsWith(given)) return "wrong";
  const until = instantAt(midnight, zone);
  return until > now && +until - +now <= maxPauseDays * msOfDay ? until : "wrong";
}
