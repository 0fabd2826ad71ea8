import type { Outcome, RefusedUs } from "./delivery.ts";

/** A complete RFC 5322 message for one recipient, CRLF line ends, with its own envelope. */
export type Message = {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly raw: Buffer;
  /** `edition-3/ada@example.com`: a name for where messages are kept as files. */
  readonly name: string;
};

/**
 * Message → next hop. `captures` is true where nothing leaves the machine.
 *
 * A session is one connection: one message at a time. `send` always settles with an outcome; it never throws for what
 * a server said.
 */
export type Transport = {
  /** For messages: `outbox/`, `smtp://mail.example.org:587`. Never a password. */
  readonly name: string;
  readonly captures: boolean;
  /** @param signal aborted: what has not reached the point of no return is given up at once, the rest within seconds */
  open(signal: AbortSignal): TransportSession;
};
export type TransportSession = AsyncDisposable & {
  /** Whether a message could be sent without a new connection. */
  readonly isOpen: boolean;
  /** Connects and logs in, where that is not done. @returns why the server will not talk to us, or null */
  ready(): Promise<RefusedUs | null>;
  /** Makes itself ready where it is not. */
  send(message: Message): Promise<Outcome>;
};
