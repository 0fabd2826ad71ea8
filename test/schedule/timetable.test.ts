import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import type { Schedule } from "../../src/schedule/timetable.ts";
import { dueSlot, nextSlot, parseSchedule, shortestGap } from "../../src/schedule/timetable.ts";

const hour = 3_600_000;
const day = 24 * hour;
const every = (expression: string, zone = "Europe/Berlin"): Schedule => ({ expression, zone });
const utc = (text: string): Date => new Date(`${text}:00Z`);

/** All slots in (from, to], one after the other, as a process that never sleeps would take them. */
function slots(schedule: Schedule, from: Date, to: Date): Date[] {
  const found: Date[] = [];
  for (let slot = nextSlot(schedule, from); slot <= to; slot = nextSlot(schedule, slot)) found.push(slot);
  return found;
}

/** What the clock on the wall shows: `2026-03-29 03:00`. */
function onTheWall(zone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (at) => format.format(at);
}

describe("a daily schedule", () => {
  test.each(["UTC", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe"])(
    "at seven in %s goes out at seven, on each day of a year, once",
    (zone) => {
      const clock = onTheWall(zone);
      const year = slots(every("0 7 * * *", zone), utc("2026-01-01T00:00"), utc("2027-01-01T00:00")).map(
        clock,
      );
      expect(year.filter((at) => !at.endsWith(" 07:00"))).toEqual([]);
      const days = year.map((at) => at.slice(0, 10));
      expect(new Set(days).size).toBe(days.length);
      expect(days.length).toBe(365);
    },
  );

  test("at half past two goes out once in the night when the clock leaves that hour out, as soon as there is a time again", () => {
    const found = slots(every("30 2 * * *"), utc("2026-03-27T12:00"), utc("2026-03-30T12:00"));
    expect(found.map(onTheWall("Europe/Berlin"))).toEqual([
      "2026-03-28 02:30",
      "2026-03-29 03:00",
      "2026-03-30 02:30",
    ]);
  });

  test("at half past two goes out once in the night when the clock shows that hour twice: the first time", () => {
    const found = slots(every("30 2 * * *"), utc("2026-10-23T12:00"), utc("2026-10-26T12:00"));
    expect(found).toEqual([utc("2026-10-24T00:30"), utc("2026-10-25T00:30"), utc("2026-10-26T01:30")]);
  });

  // The zones whose clocks change by half an hour, at midnight, or not where others do.
  const nights = [
    ["Europe/Berlin", "2026-03-29"],
    ["Europe/Berlin", "2026-10-25"],
    ["Europe/London", "2026-10-25"],
    ["America/New_York", "2026-03-08"],
    ["America/New_York", "2026-11-01"],
    ["Australia/Lord_Howe", "2026-04-05"],
    ["Australia/Lord_Howe", "2026-10-04"],
    ["Africa/Casablanca", "2026-02-15"],
    ["America/Havana", "2026-11-01"],
  ] as const;

  test.each(nights)(
    "in %s goes out once on %s, when the clock is changed, whatever its time",
    (zone, changed) => {
      const clock = onTheWall(zone);
      const around = new Date(`${changed}T12:00Z`);
      const wrong = [
        "0 0",
        "30 0",
        "0 1",
        "30 1",
        "45 1",
        "0 2",
        "15 2",
        "30 2",
        "0 3",
        "30 3",
        "0 4",
      ].flatMap((time) => {
        const found = slots(
          every(`${time} * * *`, zone),
          new Date(+around - 3 * day),
          new Date(+around + 2 * day),
        ).map(clock);
        const that = found.filter((at) => at.startsWith(changed));
        return that.length === 1 ? [] : [`"${time} * * *": ${that.join(" and ")}`];
      });
      expect(wrong).toEqual([]);
    },
  );

  test("at midnight is not due at eleven in the evening, when the clock is put back at midnight", () => {
    const found = slots(every("0 0 * * *", "Africa/Cairo"), utc("2026-10-28T12:00"), utc("2026-10-31T12:00"));
    expect(found.map(onTheWall("Africa/Cairo"))).toEqual([
      "2026-10-29 00:00",
      "2026-10-30 00:00",
      "2026-10-31 00:00",
    ]);
  });
});

describe("slots", () => {
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
  );
  const expressions = fc.constantFrom(
    "0 7 * * *",
    "*/15 * * * *",
    "0 * * * *",
    "30 2 * * *",
    "0 9 * * 1-5",
    "59 23 28-31 * *",
    "* * * * *",
  );
  const instants = fc.date({
    min: new Date("2025-01-01Z"),
    max: new Date("2028-01-01Z"),
    noInvalidDate: true,
  });

  test("always lie ahead, on full minutes, and never two at the same instant", () => {
    fc.assert(
      fc.property(expressions, zones, instants, (expression, zone, start) => {
        let last = start;
        for (let n = 0; n < 8; n++) {
          const next = nextSlot(every(expression, zone), last);
          expect(+next).toBeGreaterThan(+last);
          expect(+next % 60_000).toBe(0);
          last = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("are the same ones whenever they are asked for: a process that slept finds those it would have seen", () => {
    fc.assert(
      fc.property(
        expressions,
        zones,
        instants,
        fc.nat({ max: 3 * day }),
        (expression, zone, start, slept) => {
          const schedule = every(expression, zone);
          const slot = nextSlot(schedule, start);
          const later = new Date(Math.min(+start + slept, +slot - 1));
          expect(nextSlot(schedule, later)).toEqual(slot);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("of every hour go on through the hours that are left out or shown twice", () => {
    for (const changed of ["2026-03-29", "2026-10-25"]) {
      const from = new Date(`${changed}T00:00Z`);
      const found = slots(every("0 * * * *"), new Date(+from - 6 * hour), new Date(+from + 6 * hour));
      const gaps = found.slice(1).map((slot, i) => (+slot - +found[i]!) / hour);
      expect(Math.min(...gaps)).toBe(1);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(2);
    }
  });

  test("of a weekday schedule leave the weekend out", () => {
    const found = slots(every("0 7 * * 1-5"), utc("2026-05-01T00:00"), utc("2026-05-11T00:00"));
    expect(found.map((at) => at.getUTCDate())).toEqual([1, 4, 5, 6, 7, 8]);
  });

  test("of a rare day are found years ahead", () => {
    expect(nextSlot(every("0 7 29 2 *", "UTC"), utc("2026-01-01T00:00"))).toEqual(utc("2028-02-29T07:00"));
  });
});

const seven = (date: number): Date => new Date(Date.UTC(2026, 4, date, 7));

describe("what is due", () => {
  const daily = every("0 7 * * *", "UTC");
  test("is nothing before its time, and the slot from its very minute on", () => {
    expect(dueSlot(daily, seven(4), new Date(+seven(5) - 1))).toBeNull();
    expect(dueSlot(daily, seven(4), seven(5))).toEqual(seven(5));
    expect(dueSlot(daily, seven(4), new Date(+seven(5) + 59_999))).toEqual(seven(5));
  });

  test("is nothing right after a slot was taken, nor until the next one", () => {
    for (const ms of [0, 1, 60_000, day - 1])
      expect(dueSlot(daily, seven(5), new Date(+seven(5) + ms))).toBeNull();
  });

  test("is one run only after days without a machine: the newest", () => {
    expect(dueSlot(daily, seven(1), seven(20))).toEqual(seven(20));
    expect(dueSlot(daily, seven(1), new Date(+seven(20) - 1))).toEqual(seven(19));
  });

  test("is nothing when the machine's clock was put back", () => {
    expect(dueSlot(daily, seven(5), seven(3))).toBeNull();
    expect(dueSlot(daily, seven(5), new Date(+seven(5) - 1))).toBeNull();
  });

  test("taken as it comes, minute by minute, is each slot once, through both changes of the clock", () => {
    for (const changed of [utc("2026-03-29T00:00"), utc("2026-10-25T00:00")]) {
      const schedule = every("*/20 * * * *");
      const from = new Date(+changed - 3 * hour);
      const taken: Date[] = [];
      let last = from;
      for (let now = +from; now <= +from + 8 * hour; now += 60_000) {
        const due = dueSlot(schedule, last, new Date(now));
        if (due != null) taken.push((last = due));
      }
      expect(taken).toEqual(slots(schedule, from, new Date(+from + 8 * hour)));
    }
  });

  test("is the newest even of a minute's schedule after a day", () => {
    expect(dueSlot(every("* * * * *", "UTC"), seven(1), seven(2))).toEqual(seven(2));
  });
});

function faultOf(expression: string, zone = "Europe/Berlin"): Fault {
  try {
    parseSchedule(expression, zone, "jobs/weekly.yaml, schedule");
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`"${expression}" in ${zone} was taken`);
}

describe("a schedule", () => {
  test.each(["0 7 * * *", "*/15 6-22 * * *", "0 7 1,15 * *", "0 7 * * 1-5", "30 18 * * SUN", "0 0 29 2 *"])(
    "such as %j is taken as it is",
    (expression) => {
      expect(parseSchedule(expression, "Europe/Berlin", "here")).toEqual(every(expression));
    },
  );

  test.each([
    "",
    "   ",
    "hello",
    "* * * *",
    "61 * * * *",
    "0 24 * * *",
    "0 7 0 * *",
    "0 7 32 * *",
    "0 7 * 13 *",
    "0 7 * * 8",
    "0 7 * * MONDAYS",
    "0 7 * * 5-1",
    "*/0 * * * *",
    "-5 7 * * *",
    "0 7 * * * * *",
    "7:00",
    "2026-05-04T07:00:00Z",
  ])("such as %j is refused, and the message says where it stands and what is expected", (expression) => {
    const fault = faultOf(expression);
    expect([fault.code, fault.exitCode]).toEqual(["config", 78]);
    expect(fault.message).toContain("jobs/weekly.yaml, schedule");
    expect(fault.message).toContain(`"${expression}"`);
    expect(fault.message).toContain("minute hour day month weekday");
  });

  test.each(["0 0 30 2 *", "0 0 31 2,4,6 *"])(
    "such as %j, for a day that never comes, is refused at once",
    { timeout: 5000 },
    (expression) => {
      const fault = faultOf(expression);
      expect(fault.code).toBe("config");
      // What the library prints for its own developers is no help to an operator.
      expect(fault.message).not.toMatch(/[\n\t]|debug/);
    },
  );

  test("with a field for seconds is refused: a job is looked at once a minute", () => {
    expect(faultOf("*/10 * * * * *").code).toBe("config");
  });

  test.each(["Europe/Atlantis", "Berlin", "CEST"])("in %j, which is no zone, is refused", (zone) => {
    const fault = faultOf("0 7 * * *", zone);
    expect(fault.code).toBe("config");
    expect(fault.message).toContain(zone);
  });
});

describe("the shortest time between two runs", () => {
  test.each([
    ["0 7 * * *", day],
    ["*/5 * * * *", hour / 12],
    ["0 * * * *", hour],
    ["0,10 7 1 * *", hour / 6],
    ["0 7 29 2 *", Number.POSITIVE_INFINITY],
  ])("of %s is known", (expression, gap) => {
    expect(shortestGap(every(expression), utc("2026-03-01T00:00"))).toBe(gap);
  });
});
