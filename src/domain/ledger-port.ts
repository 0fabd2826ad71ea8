import type { Claim, DeliveryState, RefusalReason, Settlement, Tally } from "./delivery.ts";
import type { EditionId, SubscriberId } from "./ids.ts";
import type { PaceMemory } from "./pace.ts";
import type { Expiry } from "./retry.ts";

/** A delivery that may be claimed, as it stood when it was looked up. `domain` of its reader's address. */
export type Candidate = {
  readonly subscriber: SubscriberId;
  readonly domain: string;
  readonly state: "queued" | "deferred" | "unclear";
  readonly attempts: number;
};

/** What a sender looks for. */
export type Look = {
  readonly edition: EditionId;
  readonly now: Date;
  /** Unclear deliveries are looked at only where they were before this. */
  readonly startedAt: Date;
  /** Leaves out what was captured before: it waits for a mail server, not for another copy. */
  readonly captures: boolean;
  /** Whether an unclear one is sent once more. */
  readonly resend: boolean;
};

/** Where a look goes on: behind this subscriber, among deliveries of this state. */
export type LookPlace = { readonly state: Candidate["state"]; readonly after: string };

/** The result of one message, the claim of the next, or both: what one connection wants written before it goes on. */
export type Mark = {
  readonly settle: { readonly claim: Claim; readonly settlement: Settlement } | null;
  readonly claim: Candidate | null;
};

/**
 * What became of a mark. `settled` false: the delivery was not ours to settle (not `sending` at this attempt). A claim is null
 * where its reader has left (and the delivery is then `suppressed`), somebody else has it, or the edition is not being sent.
 */
export type Marked = { readonly settled: boolean; readonly claim: Claim | null };

/**
 * Whether an edition is being sent. `held` and `cancelled` by a person; `paused` by a sender that noticed something wrong,
 * until a person says go on. `note` says why, `since` when.
 */
export const sendingStates = ["open", "held", "paused", "cancelled"] as const;
export type SendingState = (typeof sendingStates)[number];
export type Sending = {
  readonly state: SendingState;
  readonly note: string | null;
  readonly since: Date | null;
};

/** Replies to deliveries that are not accepted. */
export type Reasons = {
  readonly replies: readonly {
    readonly state: DeliveryState;
    readonly reply: string;
    readonly count: number;
  }[];
  readonly nextTry: Date | null;
};

/** How many deliveries of one state had the same reason; and how many of a domain stand in each state. */
export type Breakdown = {
  readonly reasons: readonly {
    readonly state: DeliveryState;
    readonly reason: RefusalReason | null;
    readonly count: number;
    readonly example: string | null;
  }[];
  readonly domains: readonly ({ readonly domain: string } & Tally)[];
};

/** One line of the ledger, for people. */
export type LedgerLine = {
  readonly subscriber: SubscriberId;
  readonly address: string;
  readonly state: DeliveryState;
  readonly reason: RefusalReason | null;
  readonly attempts: number;
  readonly reply: string | null;
  readonly retryAt: Date | null;
  readonly changedAt: Date;
};

/** The ledger: one row per (edition, subscriber). Every method is one transaction and none leaves it out of balance. */
export type Ledger = {
  tally(edition: EditionId): Promise<Tally>;
  /** Editions whose ledger does not add up; there should never be one. */
  unbalanced(series: string): Promise<readonly { readonly id: EditionId; readonly tally: Tally }[]>;

  /** Deliveries left `sending` by a dead process become `unclear`. Only for the holder of the run lock. */
  takeOver(edition: EditionId, now: Date): Promise<number>;
  /** Passing states of an edition past its time become `expired`. */
  expire(edition: EditionId, expiresAt: Date, now: Date): Promise<number>;
  /** The next edition of its series, where there is one; of a round-up none stands in another's place. */
  nextSealedAt(edition: EditionId): Promise<Date | null>;
  /** Deliveries to send next, never tried ones first, then those put off that are due, then unclear ones; in the order of readers. */
  candidates(
    look: Look,
    from: LookPlace | null,
    limit: number,
  ): Promise<{ readonly candidates: readonly Candidate[]; readonly next: LookPlace | null }>;
  /**
   * Writes what these connections want written, all of it on the disk when this returns. A claim looks once more whether its
   * reader is still there, not suppressed, and the edition still being sent. A reader who is `gone` is suppressed.
   */
  mark(edition: EditionId, marks: readonly Mark[], now: Date, pace?: PaceMemory): Promise<readonly Marked[]>;
  /** How many answers to this edition's messages were lost since somebody last decided about them. */
  lostAnswers(edition: EditionId): Promise<number>;
  /** What limits have to remember of the time after `since`. */
  paceMemory(since: Date): Promise<PaceMemory>;
  /** On how many days, in UTC, messages were accepted before this one. */
  daysSent(now: Date): Promise<number>;

  /** Is there anything a mail server could be given now, in this series? */
  isDue(
    series: string,
    now: Date,
    sending: { readonly expiry: Expiry; readonly resend: boolean },
  ): Promise<boolean>;
  sending(edition: EditionId): Promise<Sending>;
  setSending(edition: EditionId, sending: Pick<Sending, "state" | "note">, now: Date): Promise<void>;
  /** What is not sent yet is not sent: `cancelled`, and those that wait become `expired`. @returns how many */
  cancel(edition: EditionId, now: Date): Promise<number>;
  /** Somebody decides about all unclear deliveries: they go back into the queue, or stay as they are. @returns how many */
  decideUnclear(edition: EditionId, decision: "send" | "skip", now: Date): Promise<number>;

  /** What servers said, the commonest first, and when the next try is due. */
  reasons(edition: EditionId, limit: number): Promise<Reasons>;
  breakdown(edition: EditionId, domains: number): Promise<Breakdown>;
  /** In the order of readers. */
  lines(edition: EditionId, state: DeliveryState | null): AsyncIterable<LedgerLine>;

  /** Counts what must not be done twice: it is higher after each seal and each step of sending. */
  generation(): Promise<{ readonly instance: string; readonly generation: number }>;
  nextGeneration(): Promise<number>;
};
