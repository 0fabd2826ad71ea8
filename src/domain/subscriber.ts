import type { Mailbox } from "./address.ts";
import type { SubscriberId } from "./ids.ts";

export type Standing = "pending" | "active" | "unsubscribed";

/** `demo`: one of three reserved addresses that only ever get captured mail; `manual`: added at the command line. */
export type Origin = "demo" | "manual";

export type Subscriber = {
  readonly id: SubscriberId;
  readonly mailbox: Mailbox;
  readonly standing: Standing;
  readonly origin: Origin;
  readonly since: Date;
};

/** Domains that RFC 2606 reserves, so that no person can ever be behind them. */
export const demoAddresses = ["ada@example.com", "grace@example.net", "linus@example.org"] as const;
