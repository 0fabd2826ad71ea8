import type { FailureClass } from "./bounce-words.ts";
import type { EditionId, SubscriberId } from "./ids.ts";
import type { TokenClaim } from "./reader-token.ts";

/**
 * What came back. `auto-reply`: a machine's words that say nothing of the address (vacations, challenges, receipts,
 * "delivered"). `other`: left for a person to read.
 */
export const bounceKinds = [
  "hard",
  "full",
  "soft",
  "unknown",
  "policy",
  "complaint",
  "unsubscribe",
  "auto-reply",
  "other",
] as const satisfies readonly (FailureClass | "complaint" | "unsubscribe" | "auto-reply" | "other")[];
export type BounceKind = (typeof bounceKinds)[number];

/** How we know whom it is about, the most trusted first; every one of them is signed by the site's keys. */
export type Proof = "envelope" | "envelope-id" | "returned message" | "subject" | "metadata";

/** One returned mail, or one event of a provider, as far as it can be believed. */
export type ReturnedMail = {
  readonly kind: BounceKind;
  /** False while the other side goes on trying: a failure may follow, or none. */
  readonly final: boolean;
  /** Null where nothing in it was signed by us; then it changes nothing. */
  readonly about: TokenClaim | null;
  readonly proof: Proof | null;
  /** RFC 3463, e.g. `5.1.1`. */
  readonly status: string | null;
  /** The server's words on one line, at most 300 characters; what it is, where there are none. */
  readonly words: string;
};

/** `key` is the same for the same mail however often it is read: a hash of its bytes, or a provider's own id. */
export type BounceEvent = ReturnedMail & { readonly key: string };

/** What an edition came to for one subscriber, as far as it is known by now. */
export type Sent = {
  readonly edition: EditionId;
  readonly sealedAt: Date;
  /** A final `soft`, `full` or `unknown` came back. */
  readonly failed: boolean;
};

/** What the store knows of the subscriber a returned mail is about. */
export type ReaderHistory = {
  readonly subscriber: SubscriberId;
  readonly address: string;
  /** The last time this reader's standing or address became another. */
  readonly changedAt: Date;
  readonly suppressed: boolean;
  readonly active: boolean;
  /** The edition the mail is about; null where its mark is none of ours. */
  readonly edition: { readonly id: EditionId; readonly sealedAt: Date } | null;
  /** Editions that the next hop took for this reader, the newest first. */
  readonly sent: readonly Sent[];
};

export type SuppressionReason = "hard bounce" | "complaint" | "soft bounces";

export type BounceEffect =
  | { readonly kind: "suppress"; readonly reason: SuppressionReason }
  | { readonly kind: "unsubscribe" }
  | { readonly kind: "count" }
  /** A person has to look at our own mail or server. */
  | { readonly kind: "alert" }
  | { readonly kind: "none"; readonly why: string };

const day = 86_400_000;
const softEditions = 5;
const softDays = 14;
/** How long a mail server tries before it gives up (RFC 5321 §4.5.4.1): until then no news is no success. */
const undecidedDays = 5;

const none = (why: string): BounceEffect => ({ kind: "none", why });

/**
 * What a returned mail changes. A dead address and a complaint suppress at once; failures that may pass when they have gone
 * on for five editions and fourteen days without one that arrived; what is our own fault never.
 *
 * @param history null where nobody of ours is named
 */
export function effectOf(mail: ReturnedMail, history: ReaderHistory | null, now: Date): BounceEffect {
  if (mail.kind === "auto-reply") return none("says nothing of the address");
  if (mail.kind === "other") return none("left for a person");
  if (mail.about == null) return none("nothing in it is signed by us");
  if (mail.kind === "policy" && mail.final) return { kind: "alert" };
  if (history == null) return none("its reader is not in the database");
  switch (mail.kind) {
    case "complaint":
      return { kind: "suppress", reason: "complaint" };
    case "unsubscribe":
      return history.active ? { kind: "unsubscribe" } : none("was not subscribed any more");
    case "hard":
      if (isStale(history)) return none("is older than the reader's address or standing");
      return history.suppressed
        ? none("was suppressed already")
        : { kind: "suppress", reason: "hard bounce" };
    case "soft":
    case "full":
    case "unknown":
    case "policy":
      if (!mail.final) return none("is still being tried");
      if (isStale(history)) return none("is older than the reader's address or standing");
      if (history.suppressed) return none("was suppressed already");
      return hasFailedLong(withFailure(history), now)
        ? { kind: "suppress", reason: "soft bounces" }
        : { kind: "count" };
  }
}

/** Somebody who came back, or took another address, is not judged by what became of mail before that. */
const isStale = ({ edition, changedAt }: ReaderHistory): boolean =>
  edition != null && edition.sealedAt < changedAt;

function withFailure({ sent, edition }: ReaderHistory): readonly Sent[] {
  return sent.map((each) => (each.edition === edition?.id ? { ...each, failed: true } : each));
}

/** @param sent newest first; editions too young to say anything are passed over */
export function hasFailedLong(sent: readonly Sent[], now: Date): boolean {
  const decided = sent.filter(({ failed, sealedAt }) => failed || +sealedAt <= +now - undecidedDays * day);
  const arrived = decided.findIndex(({ failed }) => !failed);
  const streak = arrived === -1 ? decided : decided.slice(0, arrived);
  const oldest = streak.at(-1);
  return streak.length >= softEditions && oldest != null && +oldest.sealedAt <= +now - softDays * day;
}
