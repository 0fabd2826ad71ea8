import type { BouncesReport, Taken } from "../app/take-bounces.ts";
import { takeBounces } from "../app/take-bounces.ts";
import type { BounceKind } from "../domain/bounce.ts";
import { bounceKinds } from "../domain/bounce.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import { hasBounceSource, takingOf } from "../wire-bounces.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { count, plain } from "./terminal.ts";

/** `broadsheet bounces`: returned mail is read, and what it asks for is done. */
export async function bounces(
  session: Session,
  { dryRun, json }: { readonly dryRun: boolean; readonly json: boolean },
): Promise<number> {
  const { config, clock, signal, terminal } = session;
  await using store = await openStore(config, dryRun);
  const report = await takeBounces(await takingOf(config, store, { clock, signal, rehearsal: dryRun }));
  if (json) terminal.result(JSON.stringify(bouncesJson(report, dryRun), null, 2));
  else for (const line of bounceLines(report, dryRun)) terminal.result(line);
  warnOfPolicy(terminal, report);
  return report.stopped ? new Fault("more-to-do", "").exitCode : 0;
}

/** Whoever left or bounced by now is not in the edition. A mailbox that cannot be read keeps no edition back. */
export async function takeBeforeSealing(session: Session, store: Store): Promise<void> {
  const { config, clock, signal, terminal } = session;
  if (!hasBounceSource(config)) return;
  try {
    const report = await takeBounces(await takingOf(config, store, { clock, signal, rehearsal: false }));
    if (report.taken.length > 0) for (const line of bounceLines(report, false)) terminal.talk(line);
    warnOfPolicy(terminal, report);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "bug" || error.code === "store-damaged") throw error;
    terminal.talk(terminal.warn(`Returned mail was not read (${error.code}): ${reasonOf(error)}`));
  }
}

const width = 80;
const maxLines = 40;
const cut = (text: string, most = width): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

const meanings: Readonly<Record<BounceKind, string>> = {
  hard: "the address is dead",
  full: "the mailbox is full",
  soft: "could not be delivered for now",
  unknown: "came back without a reason",
  policy: "refused for what we are or send",
  complaint: "said it is spam",
  unsubscribe: "ask to leave",
  "auto-reply": "machines' answers, passed over",
  other: "left for a person to read",
};

function bounceLines({ source, found, known, taken, stopped }: BouncesReport, rehearsal: boolean): string[] {
  const before = known === 0 ? "" : `, ${known} taken before`;
  const notes = rehearsal ? " (dry run: nothing is changed)" : "";
  const byKind = Map.groupBy(taken, ({ event }) => event.kind);
  const acts = taken.filter(({ event }) => event.kind !== "auto-reply" && event.kind !== "other");
  return [
    cut(`Bounces    ${plain(source)}${notes}`),
    `           ${count(found, "mail")}${before}${stopped ? "; stopped before the end" : ""}`,
    ...bounceKinds.flatMap((kind) => {
      const n = byKind.get(kind)?.length ?? 0;
      return n === 0 ? [] : [`           ${n} ${kind}: ${meanings[kind]}`];
    }),
    ...acts.slice(0, maxLines).map((one) => cut(`  ${actLine(one)}`)),
    ...(acts.length > maxLines ? [`  and ${acts.length - maxLines} more`] : []),
  ];
}

function actLine({ event, effect, address }: Taken): string {
  const status = event.status == null ? "" : `${event.status} `;
  return `${address ?? "nobody of ours"}: ${doneBy(effect)}; ${status}${plain(event.words)}`;
}

function doneBy(effect: Taken["effect"]): string {
  switch (effect.kind) {
    case "suppress":
      return `suppressed (${effect.reason})`;
    case "unsubscribe":
      return "unsubscribed";
    case "count":
      return "counted";
    case "alert":
      return "told to you";
    case "none":
      return `nothing done, ${effect.why}`;
  }
}

/** Refusals of ours are for a person to mend; the readers they came from stay. */
function warnOfPolicy(terminal: Terminal, { taken }: BouncesReport): void {
  const refused = taken.filter(({ effect }) => effect.kind === "alert");
  if (refused.length === 0) return;
  const words = plain(refused[0]?.event.words ?? "");
  terminal.talk(
    terminal.warn(
      `${count(refused.length, "server refuses", "servers refuse")} our mail for what we are or send; nobody was suppressed for it. One says: ${words}`,
    ),
  );
}

function bouncesJson({ taken, ...report }: BouncesReport, dryRun: boolean): object {
  return {
    ...report,
    dryRun,
    taken: taken.map(({ event, effect, address }) => ({
      kind: event.kind,
      final: event.final,
      address,
      proof: event.proof,
      status: event.status,
      words: event.words,
      effect,
    })),
  };
}
