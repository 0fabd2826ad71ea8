import type { Mailbox } from "./address.ts";
import type { EditionId, SubscriberId } from "./ids.ts";

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
 * What a transport says of one message. `unclear`: the body was asked for and the answer was lost, so the message may
 * have been taken (RFC 1047). `refused-us`: the server will not talk to us at all (greeting, AUTH, MAIL FROM); the
 * recipient is not at fault and nobody else should be tried.
 */
export type Outcome =
  | { readonly kind: "accepted"; readonly reply: string }
  | { readonly kind: "deferred"; readonly reply: string }
  | { readonly kind: "failed"; readonly reply: string }
  | { readonly kind: "unclear"; readonly reply: string }
  | { readonly kind: "refused-us"; readonly reply: string; readonly permanent: boolean };

/** Where a claimed delivery goes. `retryAt` exists only on a deferred one. */
export type Settlement =
  | { readonly state: "accepted" | "failed" | "unclear" | "expired"; readonly reply: string }
  | { readonly state: "deferred"; readonly reply: string; readonly retryAt: Date }
  /** `captured`: kept as a file to look at; it still waits for a mail server. */
  | { readonly state: "queued"; readonly reply: string; readonly captured?: true };

const minute = 60_000;
const waits = [2 * minute, 5 * minute, 15 * minute, 30 * minute] as const;

/** Wait before attempt `n + 1`, in ms: 2, 5, 15, 30 minutes, then hourly. RFC 5321 §4.5.4.1; greylisting passes at the second. */
export function backoffMs(n: number): number {
  return waits[n - 1] ?? 60 * minute;
}

/** How long an edition's mail is tried before a delivery expires, in ms. */
export const expireMs = 48 * 60 * minute;

/**
 * The state a claimed delivery takes after its outcome.
 *
 * @param sealedAt of the edition: past `expireMs` from there a passing failure becomes final
 */
export function settle(outcome: Outcome, attempt: number, now: Date, sealedAt: Date): Settlement {
  switch (outcome.kind) {
    case "accepted":
      return { state: "accepted", reply: outcome.reply };
    case "failed":
      return { state: "failed", reply: outcome.reply };
    case "unclear":
      return { state: "unclear", reply: outcome.reply };
    case "refused-us":
      return { state: "queued", reply: outcome.reply };
    case "deferred": {
      const retryAt = new Date(+now + backoffMs(attempt));
      return +retryAt > +sealedAt + expireMs
        ? { state: "expired", reply: outcome.reply }
        : { state: "deferred", reply: outcome.reply, retryAt };
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
