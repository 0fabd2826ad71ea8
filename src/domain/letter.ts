import type { Mailbox } from "./address.ts";
import type { SubscriberId } from "./ids.ts";

/** Mails about the subscription itself. `already`: who signs up again is told that nothing is to be done. */
export const letterKinds = ["confirm", "welcome", "already", "change-address"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** One that waits to be sent. `made`: when it was asked for; its link counts from there. */
export type Letter = {
  readonly id: number;
  readonly kind: LetterKind;
  readonly subscriber: SubscriberId;
  readonly to: Mailbox;
  readonly made: Date;
  readonly attempts: number;
};

/** Past it a letter is not sent any more, in ms: whoever waited has asked again. */
export const letterExpireMs = 24 * 3_600_000;
