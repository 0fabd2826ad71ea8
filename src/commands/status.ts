import { setTimeout as sleep } from "node:timers/promises";
import type { BounceKind } from "../domain/bounce.ts";
import { bounceKinds } from "../domain/bounce.ts";
import { nextSlot, parseSchedule } from "../schedule/timetable.ts";
import type { Store, StoredEdition } from "../domain/ports.ts";
import { waiting } from "../domain/delivery.ts";
import { Fault } from "../domain/faults.ts";
import { openStore } from "../wire.ts";
import { editionLines, sumOf } from "./editions.ts";
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
    const cameBack = cameBackLine(await store.bounces.cameBack(stored.edition.id));
    if (cameBack != null) terminal.result(cameBack);
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

/** `broadsheet status --follow`: the newest edition's mail, a line whenever its numbers change, until nothing of it waits. */
export async function follow(session: Session): Promise<number> {
  const { terminal, signal, clock, config } = session;
  // Not a copy: of a large database one a second would be more work than the sending.
  await using store = await openStore(config);
  let said = "";
  for (;;) {
    const [newest] = (await store.allEditions()).toSorted(
      (a, b) => +b.edition.sealedAt - +a.edition.sealedAt,
    );
    if (newest == null) {
      terminal.talk("No edition yet: broadsheet run");
      return 0;
    }
    const line = await followed(store, newest);
    if (line !== said) terminal.result(`${clock.now().toISOString()} ${line}`);
    said = line;
    if (waiting(newest.tally) === 0 || signal.aborted) return 0;
    await sleep(followEveryMs, null, { signal }).catch(() => {});
  }
}

const followEveryMs = 1000;

async function followed(store: Store, { edition, tally }: StoredEdition): Promise<string> {
  const { state, note } = await store.sending(edition.id);
  const { nextTry } =
    tally.deferred > 0 && tally.queued + tally.sending === 0
      ? await store.reasons(edition.id, 1)
      : { nextTry: null };
  return [
    `${edition.series} No. ${edition.number}: ${sumOf(tally)}`,
    ...(state === "open" ? [] : [note == null ? state : `${state}: ${plain(note)}`]),
    ...(nextTry == null ? [] : [`next try after ${nextTry.toISOString()}`]),
  ].join("; ");
}

/** Of how many readers something came back; not what machines answer, nor what is left for a person. */
function cameBackLine(kinds: ReadonlyMap<BounceKind, number>): string | null {
  const told = bounceKinds
    .filter((kind) => kind !== "auto-reply" && kind !== "other" && kinds.has(kind))
    .map((kind) => `${kinds.get(kind)} ${kind}`);
  return told.length === 0 ? null : `  came back: ${told.join(", ")}`;
}
