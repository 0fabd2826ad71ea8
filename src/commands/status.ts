import type { BounceKind } from "../domain/bounce.ts";
import { bounceKinds } from "../domain/bounce.ts";
import type { StoredEdition } from "../domain/ports.ts";
import { deliveryStates } from "../domain/delivery.ts";
import { nextSlot, parseSchedule } from "../schedule/timetable.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import { count, plain } from "./terminal.ts";

const shownEditions = 10;

/** `broadsheet status`: who is subscribed, what was printed, who got it, what comes next. Changes nothing. */
export async function status(session: Session, options: { readonly json: boolean }): Promise<number> {
  const { config, clock, terminal } = session;
  await using store = await openStore(config, true);
  const subscribers = await store.countSubscribers("active");
  const demo = await store.countSubscribers("demo");
  const editions = await store.allEditions();
  const jobs = await Promise.all(
    config.jobs.map(async (job) => {
      const schedule = parseSchedule(job.schedule, job.timezone, `jobs/${job.name}.yaml, schedule`);
      const [lastRun] = await store.runs(job.name, 1);
      return {
        name: job.name,
        schedule: job.schedule,
        timezone: job.timezone,
        next: nextSlot(schedule, clock.now()),
        lastRun: lastRun ?? null,
      };
    }),
  );
  if (options.json) {
    const list = editions.map(({ edition: e, stories, tally }) => ({
      series: e.series,
      number: e.number,
      subject: e.subject,
      sealedAt: e.sealedAt,
      stories,
      tally,
    }));
    terminal.result(JSON.stringify({ subscribers, jobs, editions: list }, null, 2));
    return 0;
  }
  const aside = demo === 0 ? "" : ` (and ${count(demo, "demo address", "demo addresses")})`;
  terminal.result(`${terminal.strong("Subscribers")} ${subscribers} active${aside}`);
  for (const job of jobs) {
    const last =
      job.lastRun == null
        ? "never run"
        : `last run ${job.lastRun.startedAt.toISOString()}: ${job.lastRun.outcome ?? "did not end"}`;
    terminal.result(`${terminal.strong("Job")} ${job.name}: ${last}`);
    terminal.result(
      `  with "broadsheet start", next at ${job.next.toISOString()} ("${job.schedule}", ${job.timezone})`,
    );
  }
  if (editions.length === 0) terminal.result("No edition yet: broadsheet run");
  for (const stored of editions.slice(0, shownEditions)) {
    for (const line of editionLines(stored)) terminal.result(line);
    const cameBack = cameBackLine(await store.bounces.cameBack(stored.edition.id));
    if (cameBack != null) terminal.result(cameBack);
  }
  if (editions.length > shownEditions)
    terminal.result(`and ${count(editions.length - shownEditions, "older edition")}`);
  return 0;
}

/** Of how many readers something came back; not what machines answer, nor what is left for a person. */
function cameBackLine(kinds: ReadonlyMap<BounceKind, number>): string | null {
  const told = bounceKinds
    .filter((kind) => kind !== "auto-reply" && kind !== "other" && kinds.has(kind))
    .map((kind) => `${kinds.get(kind)} ${kind}`);
  return told.length === 0 ? null : `  came back: ${told.join(", ")}`;
}

function editionLines({ edition, stories, tally }: StoredEdition): string[] {
  const states = deliveryStates
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${state}`);
  return [
    `${edition.series} No. ${edition.number}, ${edition.sealedAt.toISOString().slice(0, 16).replace("T", " ")} UTC: ${plain(edition.subject)}`,
    `  ${count(stories, "story", "stories")}; audience ${tally.audience}${states.length === 0 ? "" : ` = ${states.join(" + ")}`}`,
  ];
}
