import type { BounceEffect, BounceEvent, BounceKind, ReaderHistory } from "./bounce.ts";
import type { Marks } from "./consent-memory.ts";
import type { EditionId } from "./ids.ts";
import type { TokenClaim } from "./reader-token.ts";

/** A mail that lies in the place where returned mail comes in. */
export type FoundMail = {
  /** At most the first megabyte. */
  readonly raw: Uint8Array;
  /**
   * Called once the mail is written down. `taken`: put it away, so that it is not found again; `left`: it stays for a
   * person to read, as unread as it was.
   */
  settle(as: "taken" | "left"): Promise<void>;
};

/**
 * Where returned mail comes in. A mail that was not settled, because the process died or the connection was lost, is found
 * again; the store knows it then.
 *
 * @throws Fault `config` where it cannot be what was meant, `service-refused` where a server will not talk to us
 */
export type BounceSource = {
  /** For messages: `imaps://mail.example.org/INBOX`. Never a password. */
  readonly name: string;
  mails(signal: AbortSignal): AsyncIterable<FoundMail>;
};

/** Returned mail that was taken, never changed or forgotten; and what it did. Faults as the store's. */
export type BounceMemory = {
  /** What an event was taken for; null where it was not taken yet. */
  kindOf(key: string): Promise<BounceKind | null>;
  /** Null where no subscriber of ours is claimed. */
  history(about: TokenClaim): Promise<ReaderHistory | null>;
  /**
   * The event and what it does, in one transaction.
   *
   * @returns false for one that is known already; then nothing is done
   */
  record(
    event: BounceEvent,
    history: ReaderHistory | null,
    effect: BounceEffect,
    now: Date,
    marks: Marks,
  ): Promise<boolean>;
  /** How many readers of an edition something final came back from, by the kind. */
  cameBack(edition: EditionId): Promise<ReadonlyMap<BounceKind, number>>;
};
