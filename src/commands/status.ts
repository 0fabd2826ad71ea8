import { nextSlot, parseSchedule } from "../schedule/timetable.ts";
import type { Store, StoredEdition } from "../domain/ports.ts";
import { Fault } from "../domain/faults.ts";
import { openStore } from "../wire.ts";
import { editionLines } from "./editions.ts";
import type { Session } from "./session.ts";
import { count } from "./terminal.ts";

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
    return await balance(store, editions);
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
    for (const line of editionLines(stored, await store.sending(stored.edition.id))) terminal.result(line);
  }
  if (editions.length > shownEditions)
    terminal.result(`and ${count(editions.length - shownEditions, "older edition")}`);
  return await balance(store, editions);
}

/** The invariant of the ledger, for every edition. @throws Fault `ledger-out-of-balance` */
async function balance(store: Store, editions: readonly StoredEdition[]): Promise<number> {
  for (const series of new Set(editions.map(({ edition }) => edition.series))) {
    const [wrong] = await store.unbalanced(series);
    if (wrong == null) continue;
    throw new Fault(
      "ledger-out-of-balance",
      `The ledger of edition ${wrong.id} does not add up: ${JSON.stringify(wrong.tally)}. Please report this.`,
    );
  }
  return 0;
}

/** `broadsheet status --follow`: the newest edition that is being sent, a line whenever its numbers change, until it is done. */
export async function follow(session: Session): Promise<number> {
  const { terminal, signal, clock, config } = session;
  let said = "";
  for (;;) {
    const stored = await newestOpen(session);
    const line = stored == null ? "" : editionLines(stored, null).slice(1).join("").trim();
    const isDone = stored == null || stored.tally.queued + stored.tally.sending + stored.tally.deferred === 0;
    if (line !== said && stored != null) {
      const { series, number } = stored.edition;
      const left = await nextTry(config, stored);
      terminal.result(
        `${clock.now().toISOString()} ${series} No. ${number}: ${line.replace(/^.*?; /, "")}${left}`,
      );
    }
    said = line;
    if (isDone || signal.aborted) return 0;
    await pause(followEveryMs, signal);
  }
}

const followEveryMs = 1000;

async function newestOpen({ config }: Session): Promise<StoredEdition | null> {
  await using store = await openStore(config, true);
  const [newest] = (await store.allEditions()).toSorted((a, b) => +b.edition.sealedAt - +a.edition.sealedAt);
  return newest ?? null;
}

async function nextTry(config: Session["config"], { edition, tally }: StoredEdition): Promise<string> {
  if (tally.deferred === 0 || tally.queued + tally.sending > 0) return "";
  await using store = await openStore(config, true);
  const { nextTry: at } = await store.reasons(edition.id, 1);
  return at == null ? "" : `; next try after ${at.toISOString()}`;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
