import { parseAddress } from "../domain/address.ts";
import { Fault } from "../domain/faults.ts";
import type { SubscriberId } from "../domain/ids.ts";
import type { Clock, Store } from "../domain/ports.ts";
import { demoAddresses } from "../domain/subscriber.ts";

export type SubscriberChange = { readonly address: string; readonly result: string };
type Means = { readonly store: Store; readonly clock: Clock; readonly mintId: () => SubscriberId };

/** Adds one address by hand. @throws Fault `bad-data` when it is not one plain address */
export async function addSubscriber(
  { store, clock, mintId }: Means,
  text: string,
): Promise<SubscriberChange> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Not added: ${parsed.why}.`);
  const { mailbox } = parsed;
  const result = await store.addSubscriber({
    id: mintId(),
    mailbox,
    standing: "active",
    origin: "manual",
    since: clock.now(),
  });
  if (result === "suppressed") {
    throw new Fault(
      "bad-data",
      `Not added: ${mailbox.address} is on the suppression list (it bounced or complained).`,
    );
  }
  return { address: mailbox.address, result };
}

/** The address gets no further mail, from this moment. @throws Fault `bad-data` when it was not subscribed */
export async function removeSubscriber(
  { store, clock }: Omit<Means, "mintId">,
  text: string,
): Promise<SubscriberChange> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Not removed: ${parsed.why}.`);
  if (!(await store.removeSubscriber(parsed.mailbox.key, clock.now()))) {
    throw new Fault("bad-data", `Not removed: ${parsed.mailbox.address} is not subscribed.`);
  }
  return { address: parsed.mailbox.address, result: "removed" };
}

/** Three reserved addresses, so that a first run has digests to look at. They only ever get captured mail. */
export async function addDemoSubscribers({ store, clock, mintId }: Means): Promise<void> {
  for (const address of demoAddresses) {
    await store.addSubscriber({
      id: mintId(),
      mailbox: { address, key: address },
      standing: "active",
      origin: "demo",
      since: clock.now(),
    });
  }
}
