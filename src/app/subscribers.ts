import { parseAddress } from "../domain/address.ts";
import { Fault } from "../domain/faults.ts";
import type { SubscriberId } from "../domain/ids.ts";
import type { Clock, Store } from "../domain/ports.ts";
import { demoAddresses, isReader, whyNotImported } from "../domain/subscriber.ts";
import type { ReaderMeans } from "./sign-up.ts";
import { silenceMarks } from "./sign-up.ts";
import { typoHint } from "./typo-hint.ts";

export type SubscriberChange = {
  readonly address: string;
  readonly result: string;
  /** What was perhaps meant. */
  readonly hint?: string;
};
/**
 * Adds one address by hand. Whoever left comes back only on a consent of which somebody says where it was given.
 *
 * @throws Fault `bad-data` when it is not one plain address, or must not be mailed
 */
export async function addSubscriber(
  { store, clock, keys, mintId }: ReaderMeans,
  text: string,
  source: string | null,
): Promise<SubscriberChange> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Not added: ${parsed.why}.`);
  const { mailbox } = parsed;
  const event = { kind: "added", at: clock.now(), source } as const;
  const whom = { mailbox, newId: mintId(), origin: "manual", marks: silenceMarks(keys) } as const;
  const { before, now } = await store.consents.happen(whom, event);
  if (!isReader(now)) {
    const remedy = now.silence == null ? ", or say where they agreed with --consent-source" : "";
    throw new Fault("bad-data", `Not added: ${mailbox.address} ${whyNotImported(before)}${remedy}.`);
  }
  const hint = typoHint(mailbox.address);
  const result =
    before.standing === "active"
      ? "already-active"
      : before.standing === "unsubscribed"
        ? "revived"
        : "added";
  return { address: mailbox.address, result, ...(hint == null ? {} : { hint }) };
}

/** The address gets no further mail, from this moment. @throws Fault `bad-data` when it was not subscribed */
export async function removeSubscriber(
  { store, clock, keys }: Omit<ReaderMeans, "mintId">,
  text: string,
): Promise<SubscriberChange> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Not removed: ${parsed.why}.`);
  const { mailbox } = parsed;
  const marks = silenceMarks(keys);
  const { known } = await store.consents.look(mailbox, marks);
  if (known == null || known.person.standing === "unsubscribed")
    throw new Fault("bad-data", `Not removed: ${mailbox.address} is not subscribed.`);
  const event = { kind: "unsubscribed", at: clock.now(), how: "command", client: null } as const;
  await store.consents.happen({ id: known.id, marks }, event);
  return { address: mailbox.address, result: "removed" };
}

/** Three reserved addresses, so that a first run has digests to look at. They only ever get captured mail. */
export async function addDemoSubscribers({
  store,
  clock,
  mintId,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly mintId: () => SubscriberId;
}): Promise<void> {
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
