import { parseAddress } from "../domain/address.ts";
import type { DeliveryRecord, Exported, Wish } from "../domain/consent-memory.ts";
import { Fault } from "../domain/faults.ts";
import type { Person, SubscriberEvent } from "../domain/subscriber.ts";
import { columns, wishesText } from "./list-columns.ts";
import type { ReaderMeans } from "./sign-up.ts";
import { silenceMarks } from "./sign-up.ts";

type Means = Omit<ReaderMeans, "mintId">;

/** Everybody as rows that an import takes back to the same state, the header first. Who was erased is in none. */
export async function* exportedRows({ store }: Pick<Means, "store">): AsyncGenerator<readonly string[]> {
  yield columns;
  for await (const each of store.consents.everybody()) yield rowOf(each);
}

function rowOf({ mailbox, person, since, preferences, consent }: Exported): string[] {
  const row = {
    address: mailbox.address,
    standing: person.standing ?? "",
    since: since.toISOString(),
    silence: person.silence ?? "",
    consent: consentText(consent),
    wishes: wishesText(preferences),
  } satisfies Record<(typeof columns)[number], string>;
  return columns.map((column) => row[column]);
}

/** The ground on which somebody is mailed, on one line; what another list said of it, just as it said it. */
function consentText(event: SubscriberEvent | null): string {
  if (event == null) return "";
  const at = event.at.toISOString();
  if (event.kind === "imported") return event.earlier ?? `imported ${at}: ${event.source}`;
  if (event.kind === "confirmed") return `confirmed ${at} from ${event.client.ip ?? "an unknown address"}`;
  return event.kind === "added" ? `added ${at}${event.source == null ? "" : `: ${event.source}`}` : "";
}

/** All that is kept of one person. */
export type Disclosure = {
  readonly address: string;
  readonly standing: Person["standing"];
  readonly silence: Person["silence"];
  readonly since: Date | null;
  readonly evidence: readonly SubscriberEvent[];
  readonly wishes: readonly Wish[];
  readonly deliveries: readonly DeliveryRecord[];
};

/** For who asks what is known of them (GDPR articles 15 and 20). @throws Fault `bad-data` when it is no address, or nothing is */
export async function disclose({ store, keys }: Means, text: string): Promise<Disclosure> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Nothing to export: ${parsed.why}.`);
  const { person, known } = await store.consents.look(parsed.mailbox, silenceMarks(keys));
  if (known == null && person.silence == null)
    throw new Fault("bad-data", `Nothing to export: nothing is known of ${parsed.mailbox.address}.`);
  return {
    address: known?.mailbox.address ?? parsed.mailbox.address,
    standing: person.standing,
    silence: person.silence,
    since: known?.since ?? null,
    evidence: known == null ? [] : await store.consents.evidence(known.id),
    wishes: known == null ? [] : await store.consents.wishes(known.id),
    deliveries: known == null ? [] : await store.consents.deliveries(known.id),
  };
}

/** Takes away all that says who somebody is (GDPR article 17). @returns the address as it was read */
export async function eraseSubscriber({ store, keys, clock }: Means, text: string): Promise<string> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Fault("bad-data", `Not erased: ${parsed.why}.`);
  await store.consents.erase(parsed.mailbox, silenceMarks(keys), clock.now());
  return parsed.mailbox.address;
}
