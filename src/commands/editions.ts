import { jobNamed } from "../config.ts";
import type { Tally } from "../domain/delivery.ts";
import { deliveryStates } from "../domain/delivery.ts";
import type { EditionHead } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import type { Sending } from "../domain/ledger-port.ts";
import { roundupsOf, subscribedSeries } from "../domain/roundup.ts";
import type { Store, StoredEdition } from "../domain/ports.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import { count, plain } from "./terminal.ts";

export type Which = { readonly job: string; readonly number: number };

const shownDomains = 10;

/** As `broadsheet editions` takes it: `3`, or `3 --job weekly`. */
export const argumentsOf = ({ series, number }: Pick<EditionHead, "series" | "number">): string =>
  series === "default" ? `${number}` : `${number} --job ${plain(series)}`;

/** `broadsheet editions list`: what was printed and whether it is being sent. Changes nothing. */
export async function list(session: Session): Promise<number> {
  await using store = await openStore(session.config, true);
  const editions = await store.allEditions();
  for (const stored of editions) {
    for (const line of editionLines(stored, await store.sending(stored.edition.id)))
      session.terminal.result(line);
  }
  if (editions.length === 0) session.terminal.talk("No edition yet: broadsheet run");
  return 0;
}

/** `broadsheet editions show N`: outcomes by reason and by domain. Changes nothing. */
export async function show(
  session: Session,
  which: Which,
  options: { readonly json: boolean },
): Promise<number> {
  const { terminal } = session;
  await using store = await openStore(session.config, true);
  const stored = await editionOf(store, session, which);
  const sending = await store.sending(stored.edition.id);
  const { reasons, domains } = await store.breakdown(stored.edition.id, shownDomains);
  if (options.json) {
    const { edition, stories, tally } = stored;
    terminal.result(JSON.stringify({ ...edition, stories, sending, tally, reasons, domains }, null, 2));
    return 0;
  }
  for (const line of editionLines(stored, sending)) terminal.result(line);
  for (const { state, reason, count: n, example } of reasons) {
    const words = example == null || state === "accepted" ? "" : `, e.g. ${plain(example)}`;
    terminal.result(`  ${String(n).padStart(7)} ${state}${reason == null ? "" : ` (${reason})`}${words}`);
  }
  if (domains.length > 0) terminal.result(terminal.strong("By domain"));
  for (const { domain, audience, ...states } of domains) {
    const parts = deliveryStates
      .filter((state) => states[state] > 0)
      .map((state) => `${states[state]} ${state}`);
    terminal.result(`  ${String(audience).padStart(7)} ${plain(domain)}: ${parts.join(", ")}`);
  }
  return 0;
}

/** `broadsheet editions hold N`: nothing more of it is sent, also by a run that is sending it now. */
export async function hold(session: Session, which: Which): Promise<number> {
  return await change(session, which, async (store, { id, ...edition }, sending) => {
    refuseCancelled(sending, which);
    await store.setSending(id, { state: "held", note: null }, session.clock.now());
    return `held: nothing more is sent until broadsheet editions resume ${argumentsOf(edition)}`;
  });
}

/** `broadsheet editions cancel N`: what is not sent yet is never sent. */
export async function cancel(session: Session, which: Which): Promise<number> {
  return await change(session, which, async (store, { id }) => {
    const cancelled = await store.cancel(id, session.clock.now());
    return `cancelled: ${count(cancelled, "delivery", "deliveries")} will not be sent`;
  });
}

/** `broadsheet editions resume N`: goes on with the next run. Unclear deliveries are sent again, or left as they are. */
export async function resume(
  session: Session,
  which: Which,
  options: { readonly unclear?: "send" | "skip" },
): Promise<number> {
  return await change(session, which, async (store, { id, ...edition }, sending) => {
    refuseCancelled(sending, which);
    const { unclear } = await store.tally(id);
    const lost = await store.lostAnswers(id);
    if (sending.state === "paused" && lost > 0 && unclear > 0 && options.unclear == null) {
      throw new Fault(
        "usage",
        `Of ${count(unclear, "message")} nobody knows whether they arrived. Say --unclear=send to send them again, or --unclear=skip to leave them; ` +
          `broadsheet deliveries --edition ${argumentsOf(edition)} --state unclear names them.`,
      );
    }
    const decided =
      options.unclear == null ? 0 : await store.decideUnclear(id, options.unclear, session.clock.now());
    await store.setSending(id, { state: "open", note: null }, session.clock.now());
    const words = options.unclear === "send" ? "will be sent again" : "are left as they are";
    return `goes on with the next run${decided === 0 ? "" : `; ${decided} unclear ${words}`}`;
  });
}

function refuseCancelled({ state }: Sending, { number }: Which): void {
  if (state === "cancelled") throw new Fault("bad-data", `Edition ${number} was cancelled, and stays so.`);
}

async function change(
  session: Session,
  which: Which,
  work: (store: Store, edition: EditionHead, sending: Sending) => Promise<string>,
): Promise<number> {
  await using store = await openStore(session.config);
  const { edition } = await editionOf(store, session, which);
  const said = await work(store, edition, await store.sending(edition.id));
  session.terminal.result(`${edition.series} No. ${edition.number}: ${said}`);
  return 0;
}

/** @throws Fault `bad-data`, naming the newest there is */
export async function editionOf(store: Store, { config }: Session, which: Which): Promise<StoredEdition> {
  const subscribed = subscribedSeries(which.job);
  const { name } = jobNamed(config, subscribed);
  const series = subscribed === which.job ? name : roundupsOf(name);
  const all = (await store.allEditions()).filter(({ edition }) => edition.series === series);
  const found = all.find(({ edition }) => edition.number === which.number);
  if (found != null) return found;
  const newest = all[0] == null ? "it has none yet" : `the newest is No. ${all[0].edition.number}`;
  throw new Fault("bad-data", `There is no edition ${which.number} of ${series}: ${newest}.`);
}

export function editionLines({ edition, stories, tally }: StoredEdition, sending: Sending): string[] {
  const note = sending.note == null ? "" : `: ${plain(sending.note)}`;
  return [
    `${edition.series} No. ${edition.number}, ${edition.sealedAt.toISOString().slice(0, 16).replace("T", " ")} UTC: ${plain(edition.subject)}`,
    `  ${count(stories, "story", "stories")}; ${sumOf(tally)}`,
    ...(sending.state === "open" ? [] : [`  ${sending.state}${note}`]),
  ];
}

/** `audience 3 = 2 accepted + 1 deferred` */
export function sumOf(tally: Tally): string {
  const states = deliveryStates
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${state}`);
  return `audience ${tally.audience}${states.length === 0 ? "" : ` = ${states.join(" + ")}`}`;
}
