import type { Known, Wish } from "../domain/consent-memory.ts";
import { parseAddress } from "../domain/address.ts";
import { letterAfter } from "../domain/letter-after.ts";
import type { Preference } from "../domain/preferences.ts";
import { addressLimit } from "../domain/rate-limit.ts";
import { marksOf } from "../domain/reader-mark.ts";
import type { TokenClaim, TokenPurpose } from "../domain/reader-token.ts";
import { readToken } from "../domain/reader-token.ts";
import type { Client, WayOut } from "../domain/subscriber.ts";
import { confirmMs, isAnswer, isReader, mayBeAsked } from "../domain/subscriber.ts";
import type { ReaderMeans } from "./sign-up.ts";
import { silenceMarks, trimmed } from "./sign-up.ts";

/**
 * What readers do with the links in their mails. Each is by the holder of a token, and each may be done again without more
 * happening. A token that nobody made, that is over, or whose reader is gone, is one answer: null, or `invalid`.
 */

type Means = Omit<ReaderMeans, "mintId">;

type Holder = { readonly known: Known; readonly claim: TokenClaim };

/** Whom a link speaks for; it changes nothing. A link that confirms ends after `confirmMs`, the others never. */
export async function holderOf(
  { store, keys, clock }: Means,
  purpose: TokenPurpose,
  token: string,
): Promise<Holder | null> {
  const claim = readToken(keys, purpose, token);
  if (claim == null || (ends(purpose) && claim.about * 1000 <= +clock.now())) return null;
  const known = await store.consents.find(claim.subscriber);
  return known == null ? null : { known, claim };
}

const ends = (purpose: TokenPurpose): boolean => purpose === "confirm" || purpose === "change-address";

/** When the link was made whose token says when it ends. */
const issuedBy = ({ about }: TokenClaim): Date => new Date(about * 1000 - confirmMs);

/** `already`: the link was used before, or another one was. */
export type Confirmation = "confirmed" | "already" | "invalid";

/** What pressing the button would do now. */
export async function wouldConfirm(means: Means, token: string): Promise<Confirmation> {
  const holder = await holderOf(means, "confirm", token);
  if (holder == null) return "invalid";
  if (isAnswer(holder.known.person, issuedBy(holder.claim))) return "confirmed";
  return isReader(await standingOf(means, holder.known)) ? "already" : "invalid";
}

export async function confirm(
  means: Means,
  { token, client }: { readonly token: string; readonly client: Client },
  { welcome }: { readonly welcome: boolean },
): Promise<Confirmation> {
  const holder = await holderOf(means, "confirm", token);
  if (holder == null) return "invalid";
  const issued = issuedBy(holder.claim);
  const event = { kind: "confirmed", at: means.clock.now(), client: trimmed(client), issued } as const;
  const { before, now } = await means.store.consents.happen(
    { id: holder.known.id, marks: silenceMarks(means.keys) },
    event,
    {
      letter: (was, is) => (is === was ? null : letterAfter(was, event, { welcome })),
      counted: [],
    },
  );
  if (now !== before) return "confirmed";
  return isReader(now) ? "already" : "invalid";
}

async function standingOf({ store, keys }: Means, { mailbox }: Known) {
  return (await store.consents.look(mailbox, silenceMarks(keys))).person;
}

/** Whoever holds the link leaves, at once and from everything; again is the same. */
export async function unsubscribe(
  means: Means,
  { token, client, how }: { readonly token: string; readonly client: Client | null; readonly how: WayOut },
): Promise<"unsubscribed" | "invalid"> {
  const holder =
    (await holderOf(means, "unsubscribe", token)) ?? (await holderOf(means, "preferences", token));
  if (holder == null) return "invalid";
  await means.store.consents.happen(
    { id: holder.known.id, marks: silenceMarks(means.keys) },
    { kind: "unsubscribed", at: means.clock.now(), how, client: client == null ? null : trimmed(client) },
  );
  return "unsubscribed";
}

/** What a reader wishes now, for the page that shows it. */
export async function preferencesOf(
  means: Means,
  token: string,
): Promise<{ readonly known: Known; readonly wishes: readonly Wish[] } | null> {
  const holder = await holderOf(means, "preferences", token);
  if (holder == null) return null;
  return { known: holder.known, wishes: await means.store.consents.wishes(holder.known.id) };
}

/** @param preferences one for each series that is to be changed; the caller knows which there are */
export async function setPreferences(
  means: Means,
  {
    token,
    client,
    preferences,
  }: { readonly token: string; readonly client: Client; readonly preferences: readonly Preference[] },
): Promise<"kept" | "invalid"> {
  const holder = await holderOf(means, "preferences", token);
  if (holder == null || holder.known.person.standing !== "active") return "invalid";
  await means.store.consents.prefer(holder.known.id, {
    kind: "preferences",
    at: means.clock.now(),
    client: trimmed(client),
    preferences,
  });
  return "kept";
}

/** The other address is asked by a letter of its own; what is known of it shows in nothing here. */
export async function askToMove(
  means: Means,
  { token, client, to }: { readonly token: string; readonly client: Client; readonly to: string },
): Promise<{ readonly kind: "asked" | "invalid" } | { readonly kind: "no-address"; readonly why: string }> {
  const holder = await holderOf(means, "preferences", token);
  if (holder == null || holder.known.person.standing !== "active") return { kind: "invalid" };
  const parsed = parseAddress(to);
  if (!parsed.ok) return { kind: "no-address", why: parsed.why };
  const { mailbox } = parsed;
  const mark = marksOf(means.keys, "address-limit", mailbox.key)[0];
  await means.store.consents.askToMove(
    holder.known.id,
    mailbox,
    silenceMarks(means.keys),
    { kind: "asked-to-move", at: means.clock.now(), client: trimmed(client), to: mailbox.address },
    {
      letter: (person) => (mayBeAsked(person) ? "change-address" : null),
      counted: [
        { limit: addressLimit, mark },
        { limit: { ...addressLimit, name: "moves", most: 5 }, mark: holder.known.id },
      ],
    },
  );
  return { kind: "asked" };
}

/** By the link that went to the new address; pressed again, it says once more what it did. @returns the subscriber as they are now */
export async function move(
  means: Means,
  { token, client }: { readonly token: string; readonly client: Client },
): Promise<Known | null> {
  const holder = await holderOf(means, "change-address", token);
  if (holder == null) return null;
  const answer = { at: means.clock.now(), issued: issuedBy(holder.claim), client: trimmed(client) };
  const moved = await means.store.consents.move(holder.known.id, answer, silenceMarks(means.keys));
  return moved ?? ((await hasMoved(means, holder)) ? holder.known : null);
}

/** Was this very link the one by which they came to the address they have? */
async function hasMoved({ store }: Means, { known, claim }: Holder): Promise<boolean> {
  if (known.person.standing !== "active") return false;
  const events = await store.consents.evidence(known.id);
  const [asked, last] = events.filter(({ kind }) => kind === "asked-to-move" || kind === "moved").slice(-2);
  return (
    asked?.kind === "asked-to-move" &&
    isOf(claim, asked.at) &&
    last?.kind === "moved" &&
    last.to === known.mailbox.address
  );
}

/** Is it the link that was asked for then? */
const isOf = (claim: TokenClaim, asked: Date): boolean =>
  Math.floor(+asked / 1000) * 1000 === +issuedBy(claim);

/** What pressing the button would do now: the address they would have, or null. */
export async function wouldMove(means: Means, token: string): Promise<string | null> {
  const holder = await holderOf(means, "change-address", token);
  if (holder == null || holder.known.person.standing !== "active") return null;
  const events = await means.store.consents.evidence(holder.known.id);
  const last = events.findLast(({ kind }) => kind === "asked-to-move" || kind === "moved");
  if (last?.kind !== "asked-to-move") return null;
  return isOf(holder.claim, last.at) ? last.to : null;
}

/** Forgets those who never confirmed. @returns how many there were */
export async function expirePending(
  { store, clock }: Pick<Means, "store" | "clock">,
  days: number,
): Promise<number> {
  return await store.consents.expire(new Date(+clock.now() - days * 24 * 3_600_000));
}
