import type { Preference } from "../../../src/domain/preferences.ts";
import type { Client } from "../../../src/domain/subscriber.ts";
import type { FrontDesk, Reader } from "../../../src/web/front/desk.ts";

/** What a desk was asked to do, in its order: looking is not among it. */
export type Deed = {
  readonly deed: string;
  readonly of: string;
  readonly client: Client;
  readonly what?: unknown;
};

/** One reader, whose token for everything is `good`; whatever acts is written down. */
export function paperDesk(given: Partial<FrontDesk> = {}) {
  const deeds: Deed[] = [];
  let asked = 0;
  const reader: Reader = { address: "ada@example.org" };
  const wishes: readonly Preference[] = [
    { series: "default", wanted: true, frequency: "each", pausedUntil: null },
    { series: "notes", wanted: false, frequency: "weekly", pausedUntil: null },
  ];
  const look = async (token: string): Promise<Reader | null> => (token === "good" ? reader : null);
  const act = (deed: string) => async (token: string, client: Client, what?: unknown) => {
    if (token !== "good") return null;
    deeds.push({ deed, of: token, client, ...(what == null ? {} : { what }) });
    return reader;
  };
  const wish = act("wish");
  const askToMove = act("ask to move");
  const desk: FrontDesk = {
    hint: (address) => (address.endsWith("@gmial.com") ? address.replace("gmial", "gmail") : null),
    mayAsk: async () => ++asked <= 20,
    signUp: async ({ mailbox, client, form }) =>
      void deeds.push({ deed: "sign up", of: mailbox.address, client, what: form }),
    lookToConfirm: look,
    confirm: act("confirm"),
    lookToLeave: look,
    leave: act("leave"),
    lookAtWishes: async (token) => (token === "good" ? { ...reader, wishes, leaving: "good" } : null),
    wish: async (token, wished, client) => await wish(token, client, wished),
    askToMove: async (token, address, client) => void (await askToMove(token, client, address)),
    lookToMove: look,
    move: act("move"),
    ...given,
  };
  return { desk, deeds };
}
