import { CronTime } from "cron";
import { Fault, reasonOf } from "../domain/faults.ts";
import { instantAt, wallClock } from "../domain/zone.ts";

export type Schedule = { readonly expression: string; readonly zone: string };

const fields = 5;

/** @throws Fault `config` for an expression that is none, or that can never fire */
export function parseSchedule(expression: string, zone: string, where: string): Schedule {
  try {
    if (expression.trim().split(/\s+/).length !== fields) throw new Error("it has not five fields");
    nextSlot({ expression, zone }, new Date(Date.UTC(2024, 0, 1)));
  } catch (error) {
    const [reason] = reasonOf(error).split("\n");
    throw new Fault(
      "config",
      `${where}: "${expression}" in ${zone} is not a schedule: ${reason}. Expected five fields, minute hour day month weekday, such as "0 7 * * 1-5".`,
      { cause: error },
    );
  }
  return { expression, zone };
}

/**
 * The first slot after an instant. `cron` steps through wall-clock time as if it were UTC, and the zone's own rules say when
 * that is: in a zone, `cron` runs a daily job twice when clocks are put back, and before its hour (measured, 4.4.0).
 */
export function nextSlot({ expression, zone }: Schedule, after: Date): Date {
  const time = new CronTime(expression, "UTC");
  for (let wall = wallClock(after, zone); ;) {
    wall = time.getNextDateFrom(wall, "UTC").toJSDate();
    const slot = instantAt(wall, zone);
    if (slot > after) return slot;
  }
}

/** The shortest time between two slots that come in the next year, in ms. Of many, the first ones tell: they repeat. */
export function shortestGap(schedule: Schedule, after: Date): number {
  const end = new Date(+after + yearMs);
  let shortest = Number.POSITIVE_INFINITY;
  let slot = nextSlot(schedule, after);
  for (let n = 0; n < slotsLookedAt && slot < end; n++) {
    const next = nextSlot(schedule, slot);
    shortest = Math.min(shortest, +next - +slot);
    slot = next;
  }
  return shortest;
}

const yearMs = 366 * 86_400_000;
const slotsLookedAt = 24;

/**
 * The newest slot in (since, now], or null: what is due. Older ones are folded into it: one catch-up, never several.
 *
 * @param since the last slot taken, or how far back a missed one is made up for
 */
export function dueSlot(schedule: Schedule, since: Date, now: Date): Date | null {
  let due: Date | null = null;
  for (let slot = nextSlot(schedule, since); slot <= now; slot = nextSlot(schedule, slot)) due = slot;
  return due;
}
