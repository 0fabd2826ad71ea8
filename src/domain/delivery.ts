import type { Mailbox } from "./address.ts";
import type { EditionId, SubscriberId } from "./ids.ts";
import { retryAt } from "./retry.ts";

/** One digest for one subscriber. `accepted`: the next hop said 2xx; not "read", not "in the inbox". */
export const deliveryStates = [
  "queued",
  "sending",
  "accepted",
  "deferred",
  "failed",
  "suppressed",
  "expired",
  "unclear",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * Everything that may happen to a delivery: out of which states, and into which. What stands in none of them cannot happen;
 * the store's updates name the states they expect by this table.
 */
const events = {
  /** A sender takes it, and it alone may send it. */
  claim: { from: ["queued", "deferred", "unclear"], to: "sending" },
  accept: { from: ["sending"], to: "accepted" },
  putOff: { from: ["sending"], to: "deferred" },
  refuse: { from: ["sending"], to: "failed" },
  /** The answer was lost, or its sender died: the message may have been taken. */
  lose: { from: ["sending"], to: "unclear" },
  /** Nothing has left: the server will not talk to us, or we were asked to stop. */
  giveBack: { from: ["sending"], to: "queued" },
  /** Put off, and the next try would come too late. */
  giveUp: { from: ["sending"], to: "expired" },
  /** Its reader left, or was suppressed, before it was claimed. */
  leave: { from: ["queued", "deferred"], to: "suppressed" },
  expire: { from: ["queued", "deferred"], to: "expired" },
  cancel: { from: ["queued", "deferred"], to: "expired" },
  /** Somebody decides what became of an unclear one. */
  sendAgain: { from: ["unclear"], to: "queued" },
  leaveUnclear: { from: ["unclear"], to: "unclear" },
} as const satisfies Record<string, { readonly from: readonly DeliveryState[]; readonly to: DeliveryState }>;
export type DeliveryEvent = keyof typeof events;
export const deliveryEvents = Object.keys(events) as readonly DeliveryEvent[];

/** The states an event may find. */
export const before = (event: DeliveryEvent): readonly DeliveryState[] => events[event].from;

/** The state after an event, or null where it cannot happen in this one. */
export function after(state: DeliveryState, event: DeliveryEvent): DeliveryState | null {
  return before(event).includes(state) ? events[event].to : null;
}

/** How many deliveries of an edition stand in each state. */
export type Tally = { readonly audience: number } & Readonly<Record<DeliveryState, number>>;

/** A delivery this process has claimed: it alone may send it now. `attempt` counts from 1. */
export type Claim = {
  readonly edition: EditionId;
  readonly subscriber: SubscriberId;
  readonly mailbox: Mailbox;
  readonly attempt: number;
};

/**
 * Why a reader's message was refused for good. `gone`: nobody can be reached at this address, and it is suppressed. `full`:
 * the mailbox is. `policy`: they do not want our mail, which is our fault and not the address's. `content`: this message is
 * too large or malformed. `other`: a refusal that says no more.
 */
export const refusals = ["gone", "full", "policy", "content", "other"] as const;
export type RefusalReason = (typeof refusals)[number];

/**
 * What a transport says of one message. `unclear`: the body was asked for and the answer was lost, so the message may
 * have been taken (RFC 1047). `refused-us`: the server will not talk to us at all; the recipient is not at fault and
 * nobody else should be tried.
 */
export type Outcome =
  | { readonly kind: "accepted"; readonly reply: string }
  | { readonly kind: "deferred"; readonly reply: string; readonly pressure: Pressure }
  | { readonly kind: "failed"; readonly reply: string; readonly reason: RefusalReason }
  | { readonly kind: "unclear"; readonly reply: string }
  | RefusedUs;

/** What a refusal for now asks of whoever sends to that domain: nothing, to go slower, or to pause. */
export type Pressure = "none" | "ease" | "pause";

/**
 * `setup`: login, certificate, STARTTLS: what the operator set is wrong. `server`: not there, or will not have us. `stop`: we
 * were asked to stop. `permanent`: trying again changes nothing.
 */
export type RefusedUs = {
  readonly kind: "refused-us";
  readonly reply: string;
  readonly permanent: boolean;
  readonly at: "setup" | "server" | "stop";
};

/** Where a claimed delivery goes. `retryAt` exists only on a deferred one. */
export type Settlement =
  | { readonly state: "accepted" | "unclear" | "expired"; readonly reply: string }
  | { readonly state: "failed"; readonly reply: string; readonly reason: RefusalReason }
  | { readonly state: "deferred"; readonly reply: string; readonly retryAt: Date }
  /** `captured`: kept as a file to look at; it still waits for a mail server. */
  | { readonly state: "queued"; readonly reply: string; readonly captured?: true };

/**
 * The state a claimed delivery takes after its outcome.
 *
 * @param expiresAt past it a passing failure becomes final
 */
export function settle(
  outcome: Outcome,
  claim: Pick<Claim, "edition" | "subscriber" | "attempt">,
  now: Date,
  expiresAt: Date,
): Settlement {
  const { reply } = outcome;
  switch (outcome.kind) {
    case "accepted":
    case "unclear":
      return { state: outcome.kind, reply };
    case "failed":
      return { state: "failed", reply, reason: outcome.reason };
    case "refused-us":
      return { state: "queued", reply };
    case "deferred": {
      const at = retryAt(claim, now);
      return at > expiresAt ? { state: "expired", reply } : { state: "deferred", reply, retryAt: at };
    }
  }
}

/** audience = queued + sending + accepted + deferred + failed + suppressed + expired + unclear, for every edition, at any moment. */
export function isBalanced(tally: Tally): boolean {
  return tally.audience === deliveryStates.reduce((sum, state) => sum + tally[state], 0);
}

/** Deliveries that may still be sent without anybody deciding anything. */
export function waiting(tally: Tally): number {
  return tally.queued + tally.sending + tally.deferred;
}
