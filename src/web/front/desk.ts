/** Who asked over HTTP, as far as that shows. */
export type Client = { readonly ip: string | null; readonly userAgent: string | null };

export const frequencies = ["each", "daily", "weekly", "monthly"] as const;
export type Frequency = (typeof frequencies)[number];

/** What a reader wishes of one series. */
export type Wish = {
  readonly series: string;
  readonly wanted: boolean;
  readonly frequency: Frequency;
  readonly pausedUntil: Date | null;
};

/** Somebody whom a link speaks for. */
export type Reader = { readonly address: string };

/** `leaving`: the token by which this reader leaves. */
export type Wishing = Reader & { readonly wishes: readonly Wish[]; readonly leaving: string };

/** What the words beside a form were, and in which language. */
export type Shown = { readonly text: string; readonly language: string };

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
  signUp(asked: {
    readonly address: string;
    readonly client: Client;
    readonly shown: Shown;
    readonly at: Date;
  }): Promise<void>;

  lookToConfirm(token: string): Promise<Reader | null>;
  confirm(token: string, client: Client): Promise<Reader | null>;

  lookToLeave(token: string): Promise<Reader | null>;
  /** As often as one likes. @param how `one-click`: a mail program asked in its reader's name (RFC 8058) */
  leave(token: string, client: Client, how: "link" | "one-click"): Promise<Reader | null>;

  lookAtWishes(token: string): Promise<Wishing | null>;
  wish(token: string, wishes: readonly Wish[], client: Client): Promise<Reader | null>;
  /** Whether the other address is asked to confirm does not show. */
  askToMove(token: string, address: string, client: Client): Promise<void>;

  lookToMove(token: string): Promise<Reader | null>;
  move(token: string, client: Client): Promise<Reader | null>;
};
