/**
 * Branded ids with one maker each, so that an entry's id can never stand where a subscriber's is meant.
 * Entry and subscriber ids are UUIDs (RFC 9562), minted once and never derived from a title, path or address.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `urn:uuid:…`, the `id` of RFC 4287 §4.2.6: the same in RSS, Atom, JSON Feed, page and mail. */
export type EntryId = Branded<"EntryId">;
export type EditionId = Branded<"EditionId">;
export type SubscriberId = Branded<"SubscriberId">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isEntryId = (text: string): text is EntryId =>
  text.startsWith("urn:uuid:") && uuid.test(text.slice(9));

/** @throws RangeError when `text` is not `urn:uuid:` and a lower-case UUID. */
export function entryId(text: string): EntryId {
  if (isEntryId(text)) return text;
  throw new RangeError(`Expected an entry id such as urn:uuid:1b4e28ba-…, got ${JSON.stringify(text)}`);
}

/** @throws RangeError when `text` is not a lower-case UUID. */
export function editionId(text: string): EditionId {
  return uuidOr(text, "an edition id") as EditionId;
}

/** @throws RangeError when `text` is not a lower-case UUID. */
export function subscriberId(text: string): SubscriberId {
  return uuidOr(text, "a subscriber id") as SubscriberId;
}

function uuidOr(text: string, what: string): string {
  if (!uuid.test(text)) throw new RangeError(`Expected ${what} (a UUID), got ${JSON.stringify(text)}`);
  return text;
}
