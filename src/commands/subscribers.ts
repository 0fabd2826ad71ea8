import { randomUUID } from "node:crypto";
import type { ReaderMeans } from "../app/sign-up.ts";
import type { SubscriberChange } from "../app/subscribers.ts";
import { addSubscriber, removeSubscriber } from "../app/subscribers.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Store } from "../domain/ports.ts";
import { readerKeys } from "../wire-mail.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import { plain } from "./terminal.ts";

const sayings: Readonly<Record<string, string>> = {
  added: "added",
  "already-active": "was subscribed already",
  revived: "subscribed again",
  removed: "removed: no further mail",
};

/** `broadsheet subscribers add ADDRESS…` */
export async function add(
  session: Session,
  addresses: readonly string[],
  { consentSource = null }: { readonly consentSource?: string | null } = {},
): Promise<number> {
  await using store = await openStore(session.config);
  const means = meansOf(session, store);
  for (const address of addresses) tell(session, await addSubscriber(means, address, consentSource));
  return 0;
}

/** `broadsheet subscribers remove ADDRESS…` */
export async function remove(session: Session, addresses: readonly string[]): Promise<number> {
  await using store = await openStore(session.config);
  const means = meansOf(session, store);
  for (const address of addresses) tell(session, await removeSubscriber(means, address));
  return 0;
}

export const meansOf = ({ config, clock }: Session, store: Store): ReaderMeans => ({
  store,
  clock,
  keys: readerKeys(config),
  mintId: () => subscriberId(randomUUID()),
});

function tell({ terminal }: Session, { address, result, hint }: SubscriberChange): void {
  terminal.result(`${address}: ${sayings[result] ?? result}`);
  if (hint != null) terminal.talk(`${address}: was ${hint} meant?`);
}

/** `broadsheet subscribers list`: one a line, tab between address, standing, origin and date. */
export async function list(session: Session, options: { readonly json: boolean }): Promise<number> {
  await using store = await openStore(session.config);
  let n = 0;
  for await (const { mailbox, standing, origin, since } of store.subscribers()) {
    if (standing === "erased") continue;
    n++;
    const row = { address: mailbox.address, standing, origin, since: since.toISOString() };
    session.terminal.result(options.json ? JSON.stringify(row) : Object.values(row).map(plain).join("\t"));
  }
  if (n === 0) session.terminal.talk("Nobody is subscribed yet: broadsheet subscribers add you@example.org");
  return 0;
}
