import type { Tally } from "../domain/delivery.ts";
import { expireMs, settle } from "../domain/delivery.ts";
import type { Edition } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import type { Clock, Message, Reasons, Store, Transport, TransportSession } from "../domain/ports.ts";
import type { Claim } from "../domain/delivery.ts";

export type Deliver = {
  readonly store: Store;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly compose: (edition: Edition, claim: Claim) => Promise<Message>;
  /** Of the sealed edition as it stands now; another value than its own means the record was changed. */
  readonly sealOf: (edition: Edition) => string;
  readonly connections: number;
  /** Aborted: finish the messages in hand, claim no more. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
};

export type DeliverReport = {
  readonly edition: { readonly number: number; readonly series: string };
  readonly transport: string;
  readonly captured: boolean;
  /** What this run did, not the edition's whole history. */
  readonly tried: number;
  readonly sent: number;
  /** Where each accepted message went, for captures; at most the first few. */
  readonly places: readonly string[];
  readonly tally: Tally;
  readonly reasons: Reasons;
  /** How many were given up in this run because the edition's time was over. */
  readonly expired: number;
  /** Why sending ended before everything due was tried, or null. */
  readonly stopped: { readonly why: string; readonly permanent: boolean } | null;
};

const maxPlaces = 10;

/**
 * Works the ledger of one edition: claim, compose, send, settle, until nothing is due. A claim is on the disk before its
 * message leaves; what a dead process left claimed is `unclear` and tried once more. When the server will not talk to us,
 * the claim goes back and nobody else is tried: the list is not burnt.
 */
export async function deliver(input: Deliver, edition: Edition): Promise<DeliverReport> {
  const { store, transport, clock, signal } = input;
  if (input.sealOf(edition) !== edition.seal) {
    throw new Fault(
      "store-damaged",
      `Edition ${edition.number} of ${edition.series} is not what was sealed; it is not sent. Put a backup of the database in its place.`,
    );
  }
  const startedAt = clock.now();
  const expired = await store.expire(edition.id, startedAt);
  await store.takeOver(edition.id, startedAt);
  const before = await store.tally(edition.id);
  // Past its time an edition is not sent, not even where it is unclear whether it was.
  const isOver = +startedAt > +edition.sealedAt + expireMs;
  const due = isOver ? 0 : before.queued + before.deferred + before.unclear;
  let done = 0;
  let sent = 0;
  const places: string[] = [];
  let stopped: DeliverReport["stopped"] = null;

  const work = async (): Promise<void> => {
    await using session: TransportSession = transport.open(signal);
    while (!signal.aborted && stopped == null) {
      const claim = await store.claim(edition.id, clock.now(), startedAt, transport.captures);
      if (claim == null) return;
      const message = await input.compose(edition, claim);
      const outcome = await session.send(message);
      const now = clock.now();
      // A file to look at is all a demo address ever gets; a reader's mail goes on waiting for a server.
      const settlement =
        transport.captures && edition.audience === "active" && outcome.kind === "accepted"
          ? ({ state: "queued", reply: outcome.reply, captured: true } as const)
          : settle(outcome, claim.attempt, now, edition.sealedAt);
      const mine = await store.settle(claim, settlement, now);
      if (!mine) throw new Fault("busy", "Another process has taken over this delivery; this one stops.");
      done++;
      if (outcome.kind === "refused-us") {
        stopped ??= { why: outcome.reply, permanent: outcome.permanent };
        return;
      }
      if (outcome.kind === "accepted") {
        sent++;
        if (transport.captures && places.length < maxPlaces) places.push(message.name);
      }
      input.onProgress(done, due);
    }
  };
  const workers = Math.min(input.connections, due);
  const results = await Promise.allSettled(Array.from({ length: workers }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;

  const tally = await store.tally(edition.id);
  const left = tally.queued + tally.deferred;
  if (stopped == null && signal.aborted && left > 0)
    stopped = { why: "it was asked to stop", permanent: false };
  return {
    edition: { number: edition.number, series: edition.series },
    transport: transport.name,
    captured: transport.captures,
    tried: done,
    sent,
    places: places.toSorted(),
    tally,
    reasons: await store.reasons(edition.id, 3),
    expired,
    stopped,
  };
}
