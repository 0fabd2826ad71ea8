import type { Mailbox } from "../domain/address.ts";
import { parseAddress } from "../domain/address.ts";
import type { Marks } from "../domain/consent-memory.ts";
import type { SubscriberId } from "../domain/ids.ts";
import { letterAfter } from "../domain/letter-after.ts";
import type { Clock, Store } from "../domain/ports.ts";
import { addressLimit, clientLimit, networkOf, siteLimit } from "../domain/rate-limit.ts";
import { marksOf } from "../domain/reader-mark.ts";
import type { SigningKeys } from "../domain/reader-token.ts";
import type { Client, SubscriberEvent } from "../domain/subscriber.ts";
import { typoHint } from "./typo-hint.ts";

/** What the stories of a subscriber need. */
export type ReaderMeans = {
  readonly store: Pick<Store, "consents">;
  readonly clock: Clock;
  readonly keys: SigningKeys;
  readonly mintId: () => SubscriberId;
};

export type SignUp = {
  readonly address: string;
  readonly client: Client;
  /** Address of the form. */
  readonly form: string;
  readonly shown: { readonly text: string; readonly version: string };
  readonly language: string;
};

/**
 * `taken` is all that is ever said of an address that is one. `hint`: what was perhaps meant. `too-many`: of whoever asks, or
 * of everybody; it says nothing of the address.
 */
export type SignUpAnswer =
  | { readonly kind: "taken"; readonly address: string; readonly hint: string | null }
  | { readonly kind: "no-address"; readonly why: string }
  | { readonly kind: "too-many" };

/**
 * Somebody gave an address in a form. Whatever is known of it, the answer is the same and so is the work: one transaction,
 * and a letter, if there is one, waits for `post-letters`. Who is asked for a confirmation, and who is told that nothing is to
 * be done, `domain/letter` decides.
 *
 * @param perHour of all sign-ups together
 */
export async function signUp(means: ReaderMeans, asked: SignUp, perHour: number): Promise<SignUpAnswer> {
  const parsed = parseAddress(asked.address);
  if (!parsed.ok) return { kind: "no-address", why: parsed.why };
  const { mailbox } = parsed;
  if (!(await maySignUp(means, asked.client, perHour))) return { kind: "too-many" };
  await keepSignUp(means, mailbox, asked);
  return { kind: "taken", address: mailbox.address, hint: typoHint(mailbox.address) };
}

/** Counts one more, of whoever asks and of all: it says nothing of an address. @returns whether there were not too many */
export async function maySignUp(
  { store, clock, keys }: Omit<ReaderMeans, "mintId">,
  client: Client,
  perHour: number,
): Promise<boolean> {
  const at = clock.now();
  const network = marksOf(keys, "client-limit", networkOf(client.ip ?? ""))[0];
  return await store.consents.count(
    [
      { limit: clientLimit, mark: network },
      { limit: siteLimit(perHour), mark: "" },
    ],
    at,
  );
}

/** The part that depends on the address: whoever waits for it may learn how that stands by the time it takes. */
export async function keepSignUp(
  { store, clock, keys, mintId }: ReaderMeans,
  mailbox: Mailbox,
  { client, form, shown, language }: Omit<SignUp, "address">,
): Promise<void> {
  const event: SubscriberEvent = {
    kind: "signed-up",
    at: clock.now(),
    client: trimmed(client),
    form: form.slice(0, 500),
    shown: { text: shown.text.slice(0, 5000), version: shown.version.slice(0, 100) },
    language,
  };
  await store.consents.happen(
    { mailbox, newId: mintId(), origin: "form", marks: silenceMarks(keys) },
    event,
    {
      letter: (before) => letterAfter(before, event, { welcome: false }),
      counted: [{ limit: addressLimit, mark: marksOf(keys, "address-limit", mailbox.key)[0] }],
    },
  );
}

/** By which an address is found again on the list of silence after it was erased. */
export const silenceMarks =
  (keys: SigningKeys): Marks =>
  (key) =>
    marksOf(keys, "silence", key);

/** Headers are as long as their sender likes. */
export const trimmed = ({ ip, userAgent }: Client): Client => ({
  ip: ip?.slice(0, 64) ?? null,
  userAgent: userAgent?.replace(/\p{Cc}/gu, " ").slice(0, 300) ?? null,
});
