import type { Mailbox } from "./address.ts";
import type { DeliveryState, Outcome } from "./delivery.ts";
import type { SubscriberId } from "./ids.ts";
import type { Letter, LetterKind } from "./letter.ts";
import type { Place, Preference } from "./preferences.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Client, Origin, Person, SubscriberEvent } from "./subscriber.ts";

/** The keyed hashes of an address (its key), the newest key's first. */
export type Marks = (addressKey: string) => readonly [string, ...string[]];

/** Somebody on the list. */
export type Known = {
  readonly id: SubscriberId;
  readonly mailbox: Mailbox;
  readonly person: Person;
  readonly origin: Origin;
  readonly since: Date;
};

/** Who something happened to: an address, which may be on no list yet, or somebody on the list. */
export type Whom =
  | {
      readonly mailbox: Mailbox;
      readonly newId: SubscriberId;
      readonly origin: Origin;
      readonly marks: Marks;
    }
  | { readonly id: SubscriberId; readonly marks: Marks };

/** How often mail may be caused to an address; counted by `mark`, which is kept in its place. */
export type Counted = { readonly limit: RateLimit; readonly mark: string };

/** What is to be mailed after an event, by what the address was before and is now. */
export type Mailing = {
  readonly letter: (before: Person, now: Person) => LetterKind | null;
  readonly counted: readonly Counted[];
};

export type Happened = { readonly before: Person; readonly now: Person; readonly id: SubscriberId | null };

export type Wish = { readonly preference: Preference; readonly place: Place };

/** One row of a list that was read and found to be an address. */
export type ImportRow = {
  readonly mailbox: Mailbox;
  readonly newId: SubscriberId;
  readonly event: SubscriberEvent & { readonly kind: "imported" };
  readonly since: Date;
  /** Where the list itself says that an address must not be mailed. */
  readonly silence: (SubscriberEvent & { readonly kind: "bounced" | "complained" | "suppressed" }) | null;
  readonly preferences: readonly Preference[];
};

/** @returns for each row: how the address stood before */
export type Take = (rows: readonly ImportRow[]) => Promise<readonly Person[]>;

/** A delivery, as its reader may ask for it (GDPR article 15). */
export type DeliveryRecord = {
  readonly series: string;
  readonly number: number;
  readonly subject: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly reply: string | null;
  readonly changedAt: Date;
};

export type Exported = Known & {
  readonly preferences: readonly Preference[];
  /** The newest event that is a ground to mail them. */
  readonly consent: SubscriberEvent | null;
};

/**
 * Consent and what is known of subscribers. Each method is one transaction. The events are appended and never changed; only
 * `erase`, and `expire` of those who never confirmed, take them away. Faults as the store's.
 */
export type ConsentMemory = {
  find(id: SubscriberId): Promise<Known | null>;
  /** @returns how the address stands, and who has it */
  look(mailbox: Mailbox, marks: Marks): Promise<{ readonly person: Person; readonly known: Known | null }>;
  /** Everything that happened to somebody, the oldest first. */
  evidence(id: SubscriberId): Promise<readonly SubscriberEvent[]>;
  /** What they said of series; those not among them they take as they come. */
  wishes(id: SubscriberId): Promise<readonly Wish[]>;
  deliveries(id: SubscriberId): Promise<readonly DeliveryRecord[]>;

  /** Counts one more of each, unless a limit is reached. @returns whether all were below theirs */
  count(counted: readonly Counted[], now: Date): Promise<boolean>;
  /**
   * Something happened: `domain/subscriber` says what becomes of it. It is kept as evidence where it changed anything or
   * something is mailed. A letter goes only where all its limits allow it; one of a kind waits for an address at a time.
   */
  happen(whom: Whom, event: SubscriberEvent, mailing?: Mailing): Promise<Happened>;
  /** Series that are not named stay as they are. */
  prefer(id: SubscriberId, event: SubscriberEvent & { readonly kind: "preferences" }): Promise<void>;

  /** Somebody wants their mail at another address, which is asked first. */
  askToMove(
    id: SubscriberId,
    to: Mailbox,
    marks: Marks,
    event: SubscriberEvent & { readonly kind: "asked-to-move" },
    mailing: Mailing,
  ): Promise<void>;
  /**
   * The other address has confirmed, with a link made then. Where it is on the list already, that one stays and the old one
   * leaves; else the old one is silent from now on.
   *
   * @returns null when it was not asked for, or something else was since
   */
  move(
    id: SubscriberId,
    answer: { readonly at: Date; readonly issued: Date; readonly client: Client },
    marks: Marks,
  ): Promise<Known | null>;

  /** Letters that are due, the oldest first. */
  dueLetters(now: Date, most: number): Promise<readonly Letter[]>;
  /** After an attempt. @param mailed evidence of one that was taken; else when to try again, null for not any more */
  settleLetter(
    letter: Letter,
    outcome:
      | { readonly mailed: SubscriberEvent & { readonly kind: "mailed" } }
      | { readonly retryAt: Date | null },
  ): Promise<void>;

  /** Forgets who was asked before then and never answered. @returns how many there were */
  expire(before: Date): Promise<number>;
  /** Takes away everything that says who somebody is. The mark of their address stays, and why it is silent; and how many deliveries there were. */
  erase(mailbox: Mailbox, marks: Marks, now: Date): Promise<void>;

  /**
   * Takes rows in, some thousands at a time, in one transaction for all that `work` takes; nothing else is asked of the store
   * meanwhile. No address stands in it twice.
   */
  taking<T>(marks: Marks, work: (take: Take) => Promise<T>): Promise<T>;
  /** Everybody but the erased and the demo addresses, in the order of their addresses. */
  everybody(): AsyncIterable<Exported>;
};

/**
 * Letter → its addressee. `send` always settles with an outcome. The Message-ID is a function of the letter, so that a second
 * copy can be known for one.
 */
export type Courier = {
  send(letter: Letter): Promise<{ readonly outcome: Outcome; readonly messageId: string }>;
};
