import type { Claim, RefusedUs, Settlement, Tally } from "../domain/delivery.ts";
import { settle } from "../domain/delivery.ts";
import type { Edition } from "../domain/edition.ts";
import type { FaultCode } from "../domain/faults.ts";
import { Fault } from "../domain/faults.ts";
import type { Candidate, Look, Mark, Reasons, Sending } from "../domain/ledger-port.ts";
import type { PaceRules } from "../domain/pace.ts";
import type { Clock, Message, Store, Transport, TransportSession } from "../domain/ports.ts";
import type { Expiry } from "../domain/retry.ts";
import { expiresAt } from "../domain/retry.ts";
import type { Watch } from "../domain/sending-alarm.ts";
import { alarmOf, watchFrom, watched } from "../domain/sending-alarm.ts";
import type { Commits } from "./group-commit.ts";
import { groupCommits } from "./group-commit.ts";
import type { NextUp } from "./next-up.ts";
import { nextUp } from "./next-up.ts";
import type { Pacing } from "./pacing.ts";
import { openPacing } from "./pacing.ts";

export type Compose = (claim: Claim) => Promise<Message> | Message;

export type Deliver = {
  readonly store: Store;
  readonly transport: Transport;
  readonly clock: Clock;
  /** What all messages of an edition share is made once; @returns what makes the message of one reader of it. */
  readonly prepare: (edition: Edition) => Promise<Compose>;
  /** Of the sealed edition as it stands now; another value than its own means the record was changed. */
  readonly sealOf: (edition: Edition) => string;
  readonly connections: number;
  readonly pace: PaceRules & { readonly ramp?: number | undefined };
  readonly expiry: Expiry;
  /** What becomes of a message of which nobody knows whether it arrived. */
  readonly unclear: "resend-once" | "hold";
  /** Why nothing may leave although there is something to send, or null. */
  readonly refusal: string | null;
  /** Writes down outside of the database that it has moved on: before the first message, while they go, and after the last. */
  readonly moved: () => Promise<void>;
  /** Aborted: finish the messages in hand, claim no more. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

/** What this run has done, and of how many there are to do. */
export type Progress = Readonly<Record<"done" | "of" | "accepted" | "deferred" | "failed", number>>;

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
  readonly stopped: Stopped | null;
};

/** `code` says how the command ends; null where somebody wished it so. `goesOn`: with the next run, once resumed, or never. */
export type Stopped = {
  readonly why: string;
  readonly code: FaultCode | null;
  readonly goesOn: "run" | "resume" | "never";
};

const maxPlaces = 10;
const movedEveryMs = 10_000;

/**
 * Works the ledger of one edition until nothing is due. On each connection: the claim of a message is on the disk before the
 * message leaves, together with the result of the one before; so of one connection never more than one message is in doubt. When
 * the server will not talk to us nothing is claimed, and what was claimed goes back: the list is not burnt.
 */
export async function deliver(input: Deliver, edition: Edition): Promise<DeliverReport> {
  const { store, transport, clock } = input;
  if (input.sealOf(edition) !== edition.seal) {
    throw new Fault(
      "store-damaged",
      `Edition ${edition.number} of ${edition.series} is not what was sealed; it is not sent. Put a backup of the database in its place.`,
    );
  }
  const startedAt = clock.now();
  const end = expiresAt(input.expiry, edition.sealedAt, await store.nextSealedAt(edition.id));
  const pacing = await openPacing(store, edition.id, input.pace, clock);
  const expired = await store.expire(edition.id, end, startedAt);
  await store.takeOver(edition.id, startedAt);
  const before = await store.tally(edition.id);
  // Past its time an edition is not sent, not even where it is unclear whether it was.
  const due = startedAt > end ? 0 : before.queued + before.deferred + before.unclear;
  const counts = { done: 0, of: due, accepted: 0, deferred: 0, failed: 0 };
  const run: Run = {
    input,
    edition,
    end,
    pacing,
    counts,
    places: [],
    stopped: due === 0 ? null : forbidden(input, await store.sending(edition.id)),
    watch: watchFrom(await store.lostAnswers(edition.id)),
    audience: before.audience,
    working: 0,
  };
  if (due > 0 && run.stopped == null) await sendAll(run, startedAt);

  const tally = await store.tally(edition.id);
  const left = tally.queued + tally.deferred;
  if (run.stopped == null && left > 0) run.stopped = unfinished(run);
  return {
    edition: { number: edition.number, series: edition.series },
    transport: transport.name,
    captured: transport.captures,
    tried: counts.done,
    sent: counts.accepted,
    places: run.places.toSorted(),
    tally,
    reasons: await store.reasons(edition.id, 3),
    expired,
    stopped: run.stopped,
  };
}

type Run = {
  readonly input: Deliver;
  readonly edition: Edition;
  readonly end: Date;
  readonly pacing: Pacing;
  readonly counts: { -readonly [Name in keyof Progress]: number };
  readonly places: string[];
  readonly audience: number;
  stopped: Stopped | null;
  watch: Watch;
  /** Connections that still send. */
  working: number;
};

function forbidden({ refusal, transport }: Deliver, { state, note, since }: Sending): Stopped | null {
  const day = since?.toISOString().slice(0, 16).replace("T", " ") ?? "";
  if (state === "paused")
    return { why: `paused since ${day} UTC: ${note}`, code: "more-to-do", goesOn: "resume" };
  if (state !== "open")
    return { why: `${state} since ${day} UTC`, code: null, goesOn: state === "held" ? "resume" : "never" };
  return refusal == null || transport.captures ? null : { why: refusal, code: "more-to-do", goesOn: "run" };
}

/** Why there is something left although nothing went wrong, where that is not only that it has been put off. */
function unfinished({ input, pacing }: Run): Stopped | null {
  if (input.signal.aborted) return { why: "it was asked to stop", code: "more-to-do", goesOn: "run" };
  const until = pacing.until();
  return until == null
    ? null
    : { why: `${until.why}; goes on after ${until.at.toISOString()}`, code: "more-to-do", goesOn: "run" };
}

async function sendAll(run: Run, startedAt: Date): Promise<void> {
  const { input, edition, pacing, counts } = run;
  const { store, clock, transport } = input;
  const compose = await input.prepare(edition);
  // What is only captured can be captured again.
  const moved = transport.captures ? async () => {} : input.moved;
  await moved();
  let movedAt = performance.now();
  const commits = groupCommits(async (marks) => {
    const marked = await store.mark(edition.id, marks, clock.now(), pacing.news());
    if (performance.now() - movedAt > movedEveryMs) {
      movedAt = performance.now();
      await moved();
    }
    return marked;
  });
  const look = (): Look => ({
    edition: edition.id,
    now: clock.now(),
    startedAt,
    captures: transport.captures,
    resend: input.unclear === "resend-once",
  });
  const next = nextUp(store, look, pacing.pace, () => pacing.now());
  const workers = Math.min(input.connections, counts.of);
  run.working = workers;
  const results = await Promise.allSettled(
    Array.from({ length: workers }, () => work(run, commits, next, compose)),
  );
  for (const result of results) if (result.status === "rejected") throw result.reason;
  await moved();
}

/** One connection, from its first message to its last. */
async function work(run: Run, commits: Commits, next: NextUp, compose: Compose): Promise<void> {
  const { input, pacing } = run;
  const { transport, signal } = input;
  await using session: TransportSession = transport.open(signal);
  let result: Mark["settle"] = null;
  const write = async (claim: Candidate | null): Promise<Claim | null> => {
    if (result == null && claim == null) return null;
    const mark = { settle: result, claim };
    result = null;
    const marked = await commits.write(mark);
    if (mark.settle != null && !marked.settled)
      throw new Fault("busy", "Another process has taken over this delivery; this one stops.");
    return marked.claim;
  };
  try {
    while (!signal.aborted && run.stopped == null) {
      if (!session.isOpen) {
        await write(null);
        const refusal = await session.ready();
        if (refusal != null) return retire(run, refusal);
      }
      const woken = pacing.woken();
      const turn = await next.take();
      if (turn.kind === "done") return;
      if (turn.kind === "wait") {
        await write(null);
        if (!(await pacing.sleep(turn.ms, signal, woken))) return;
        continue;
      }
      const { candidate } = turn;
      const claim = await write(candidate);
      next.release(candidate);
      if (claim == null) {
        pacing.withdraw(candidate.domain);
        // Nobody left to write to, or somebody said stop: the ledger knows.
        run.stopped ??= forbidden(input, await input.store.sending(run.edition.id));
        continue;
      }
      // Where it could not even be made or handed over, it has not left.
      result = { claim, settlement: { state: "queued", reply: "it could not be made" } };
      result = await sendOne(run, session, claim, candidate.domain, compose);
    }
  } finally {
    run.working--;
    pacing.wake();
    // What is known of the last message is written down, whatever else has gone wrong.
    await write(null);
  }
}

async function sendOne(
  run: Run,
  session: TransportSession,
  claim: Claim,
  domain: string,
  compose: Compose,
): Promise<Mark["settle"]> {
  const { input, edition, counts, pacing } = run;
  const { transport, clock } = input;
  const message = await compose(claim);
  const outcome = await session.send(message);
  const now = clock.now();
  pacing.end(domain, outcome);
  run.watch = watched(run.watch, outcome, domain);
  // A file to look at is all a demo address ever gets; a reader's mail goes on waiting for a server.
  const settlement: Settlement =
    transport.captures && edition.audience === "active" && outcome.kind === "accepted"
      ? { state: "queued", reply: outcome.reply, captured: true }
      : settle(outcome, claim, now, run.end);
  counts.done++;
  if (outcome.kind === "accepted") counts.accepted++;
  if (outcome.kind === "deferred") counts.deferred++;
  if (outcome.kind === "failed") counts.failed++;
  if (outcome.kind === "accepted" && transport.captures && run.places.length < maxPlaces)
    run.places.push(message.name);
  if (outcome.kind === "refused-us") await stopFor(run, outcome, true);
  else await heedAlarm(run);
  input.onProgress({ ...counts });
  return { claim, settlement };
}

async function heedAlarm(run: Run): Promise<void> {
  const alarm = run.stopped == null ? alarmOf(run.watch, run.audience) : null;
  if (alarm == null) return;
  run.stopped = {
    why: alarm.why,
    code: alarm.kind === "policy" ? "service-refused" : "more-to-do",
    goesOn: "resume",
  };
  await pause(run, alarm.why);
}

/** @param isSender the server had taken our login and refuses what we send: no login will mend that */
async function stopFor(run: Run, { reply, permanent, at }: RefusedUs, isSender: boolean): Promise<void> {
  if (run.stopped != null) return;
  const code = at === "setup" ? "config" : permanent ? "service-refused" : "more-to-do";
  const isPaused = isSender && permanent;
  run.stopped = { why: reply, code, goesOn: isPaused ? "resume" : "run" };
  if (isPaused) await pause(run, reply);
}

async function pause({ input, edition }: Run, note: string): Promise<void> {
  await input.store.setSending(edition.id, { state: "paused", note }, input.clock.now());
}

/** A connection that cannot be had is missed by nobody while others send; a server may allow only so many. */
async function retire(run: Run, refusal: RefusedUs): Promise<void> {
  if (!refusal.permanent && refusal.at === "server" && run.working > 1 && run.counts.done > 0) return;
  await stopFor(run, refusal, false);
}
