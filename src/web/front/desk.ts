import type { Mailbox } from "../../domain/address.ts";
import type { Preference } from "../../domain/preferences.ts";
import type { Client } from "../../domain/subscriber.ts";

/** Somebody whom a link speaks for. */
export type Reader = { readonly address: string };

/** `leaving`: the token by which this reader leaves. */
export type Wishing = Reader & { readonly wishes: readonly Preference[]; readonly leaving: string };

/**
 * What people can ask for. A token is only a text here: one that is forged, altered, too old, or made for something else
 * is answered with null, and so is one that was used up. Those that look change nothing; only those that act do.
 */
export type FrontDesk = {
  /** The address that was probably meant; null where none looks likelier. */
  hint(address: string): string | null;
  /** Counts one more sign-up. @returns false where this client, or everybody together, has had too many */
  mayAsk(client: Client): Promise<boolean>;
  /** For whatever address it is; whoever waits for this learns by it how the address stands. */
  signUp(asked: { readonly mailbox: Mailbox; readonly client: Client; readonly form: string }): Promise<void>;

  lookToConfirm(token: string): Promise<Reader | null>;
  confirm(token: string, client: Client): Promise<Reader | null>;

  lookToLeave(token: string): Promise<Reader | null>;
  /** As often as one likes. @param how `one-click`: a mail program asked in its reader's name (RFC 8058) */
  leave(token: string, client: Client, how: "link" | "one-click"): Promise<Reader | null>;

  lookAtWishes(token: string): Promise<Wishing | null>;
  wish(token: string, wishes: readonly Preference[], client: Client): Promise<Reader | null>;
  /** Whether the other address is asked to confirm does not show. */
  askToMove(token: string, address: string, client: Client): Promise<void>;

  lookToMove(token: string): Promise<Reader | null>;
  move(token: string, client: Client): Promise<Reader | null>;
};
