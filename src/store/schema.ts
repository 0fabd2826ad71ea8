import type { Generated } from "kysely";
import type { DeliveryState, RefusalReason } from "../domain/delivery.ts";
import type { AudienceRule } from "../domain/edition.ts";
import type { SendingState } from "../domain/ledger-port.ts";
import type { BounceKind, Proof } from "../domain/bounce.ts";
import type { LetterKind } from "../domain/letter.ts";
import type { Frequency } from "../domain/preferences.ts";
import type { Origin, Standing } from "../domain/subscriber.ts";
import type { TopicKind } from "../domain/topic.ts";

/** Instants are RFC 3339 in UTC with milliseconds, so that text order is time order. JSON is text. */
export type Schema = {
  entry: {
    id: string;
    source: string;
    path: string;
    hash: string;
    slug: string;
    published_at: string;
    updated_at: string;
    missing_runs: number;
    content: string;
    /** What article and summary were made from and how; null for one made before this was kept. */
    reading: string | null;
    /** 32-bit numbers, little-endian: bits and count of the shingles, these, bits of the facts, these. */
    sketch: Uint8Array | null;
    correction: string | null;
  };
  edition: {
    id: string;
    series: string;
    number: number;
    sealed_at: string;
    audience_size: number;
    record: string;
    subject: string;
    audience: AudienceRule;
    stories: number;
    sending: Generated<SendingState>;
    sending_note: string | null;
    sending_since: string | null;
  };
  /** `correction` is the one that stood in the entry when it was printed, or that an edition told since. */
  printed: { series: string; entry_id: string; edition_id: string; correction: string | null };
  subscriber: {
    id: string;
    address: string;
    address_key: string;
    standing: Standing;
    origin: Origin;
    since: string;
    changed_at: string;
    asked_at: string | null;
  };
  /** Events that `record` holds as JSON, in their order; triggers keep them as they are. */
  consent: { id: Generated<number>; subscriber_id: string; kind: string; at: string; record: string };
  erasing: { subscriber_id: string };
  silenced: { mark: string; reason: string; since: string };
  preference: {
    subscriber_id: string;
    series: string;
    wanted: number;
    frequency: Frequency;
    paused_until: string | null;
    told: number | null;
    since: string;
  };
  letter: {
    id: Generated<number>;
    subscriber_id: string;
    kind: LetterKind;
    address: string;
    address_key: string;
    made_at: string;
    attempts: number;
    retry_at: string;
  };
  address_change: { subscriber_id: string; address: string; address_key: string; asked_at: string };
  attempt: { id: Generated<number>; name: string; mark: string; at: string };
  suppression: { address_key: string; reason: string; since: string };
  /** `reason` is a failed one's. `lost_at`: its answer was lost, and nobody has decided about it since. */
  delivery: {
    edition_id: string;
    subscriber_id: string;
    state: DeliveryState;
    attempts: number;
    unclear_count: number;
    retry_at: string | null;
    captured_at: string | null;
    reply: string | null;
    changed_at: string;
    reason: RefusalReason | null;
    lost_at: string | null;
  };
  run: {
    id: Generated<number>;
    job: string;
    due_at: string | null;
    started_at: string;
    finished_at: string | null;
    outcome: string | null;
  };
  fetch: {
    url: string;
    etag: string | null;
    last_modified: string | null;
    content_type: string | null;
    location: string;
    body: Uint8Array;
    at: string;
    retry_at: string;
    trouble: string | null;
  };
  /** `folder` is "" or ends in "/". `companions` is JSON or ""; `marks` are hashes with a space between them. */
  file: {
    source: string;
    path: string;
    folder: string;
    stamp: string;
    companions: string;
    content: string;
    reading: string;
    marks: string;
  };
  folder: { source: string; path: string; record: string };
  /** `made_with` is null while the site is being replaced. */
  site: { series: string; made_with: string | null; look: string | null };
  source: { name: string; revision: number };
  /** `used_at` is "" for one kept before that was written down. */
  rewrite: { key: string; text: string; used_at: string };
  /** Entries that are shown, once for each topic they stand under. */
  topic: {
    source: string;
    folder: string;
    published_at: string;
    entry_id: string;
    kind: TopicKind;
    name: string;
  };
  archived: { series: string; entry_id: string; number: number };
  /** `count` messages that ended by `at`; `scope` is "site" or a domain. */
  pace: { scope: string; window_ms: number; at: string; count: number };
  domain_pause: { domain: string; until: string; level: number };
  /** One row. */
  instance: { id: string; generation: number };
  /** Written once. `final` is 0 or 1; `effect` is for people. */
  bounce: {
    key: string;
    subscriber_id: string | null;
    edition_id: string | null;
    kind: BounceKind;
    final: number;
    proof: Proof | null;
    status: string | null;
    words: string;
    effect: string;
    taken_at: string;
  };
  announcement: { series: string; topic: string; attempts: number; owed_at: string; retry_at: string };
};
