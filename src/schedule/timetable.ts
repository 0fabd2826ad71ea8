import { CronTime } from "cron";
import { Fault, reasonOf } from "../domain/faults.ts";

export type Schedule = { readonly expression: string; readonly zone: string };

const minute = 60_000;

/** @throws Fault `config` for an expression or zone that can never fire */
export function parseSchedule(expression: string, zone: string, where: string): Schedule {
  try {
    nextSlot({ expression, zone }, new Date(Date.UTC(2024, 0, 1)));
  } catch (error) {
    throw new Fault(
      "config",
      `${where}: "${expression}" in ${zone} is not a schedule: ${reasonOf(error)}. Expected five fields, minute hour day month weekday, such as "0 7 * * 1-5".`,
      { cause: error },
    );
  }
  return { expression, zone };
}

/** The first slot after an instant. */
export function nextSlot({ expression, zone }: Schedule, after: Date): Date {
  const next = new CronTime(expression, zone).getNextDateFrom(after, zone).toJSDate();
  // Inside the hour a clock change repeats, cron can answer with an instant before the one asked about (measured, 4.4.0).
  return next > after ? next : nextSlot({ expression, zone }, new Date(+after + minute));
}

/**
 * The newest slot in (since, now], or null: what is due. Older ones are folded into it: one catch-up, never several.
 *
 * @param since the end of the last one taken, or how far back a missed one is made up for
 */
export function dueSlot(schedule: Schedule, since: Date, now: Date): Date | null {
  let due: Date | null = null;
  for (let slot = nextSlot(schedule, since); slot <= now; slot = nextSlot(schedule, slot)) due = slot;
  return due;
}
