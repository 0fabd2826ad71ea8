import { randomUUID } from "node:crypto";
import { addSubscriber, removeSubscriber } from "../app/subscribers.ts";
import { subscriberId } from "../domain/ids.ts";
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
export async function add(session: Session, addresses: readonly string[]): Promise<number> {
  await using store = await openStore(session.config);
  for (const address of addresses) {
    const means = { store, clock: session.clock, mintId: () => subscriberId(randomUUID()) };
    const change = await addSubscriber(means, address);
    session.terminal.result(`${change.address}: ${sayings[change.result] ?? change.result}`);
  }
  return 0;
}

/** `broadsheet subscribers remove ADDRESS…` */
export async function remove(session: Session, addresses: readonly string[]): Promise<number> {
  await using store = await openStore(session.config);
  for (const address of addresses) {
    const change = await removeSubscriber({ store, clock: session.clock }, address);
    session.terminal.result(`${change.address}: ${sayings[change.result] ?? change.result}`);
  }
  return 0;
}

/** `broadsheet subscribers list`: one a line, tab between address, standing, origin and date. */
export async function list(session: Session, options: { readonly json: boolean }): Promise<number> {
  await using store = await openStore(session.config);
  let n = 0;
  for await (const { mailbox, standing, origin, since } of store.subscribers()) {
    n++;
    const row = { address: mailbox.address, standing, origin, since: since.toISOString() };
    session.terminal.result(options.json ? JSON.stringify(row) : Object.values(row).map(plain).join("\t"));
  }
  if (n === 0) session.terminal.talk("Nobody is subscribed yet: broadsheet subscribers add you@example.org");
  return 0;
}
