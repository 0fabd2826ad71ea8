import { announcementWait, maxAttempts } from "../domain/announcement.ts";
import type { Announcement } from "../domain/announcement.ts";
import type { Clock, Hub, HubAnswer, Publication, Store } from "../domain/ports.ts";

/** What a series needs to tell a hub of its feeds. */
export type Announcing = {
  readonly series: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly hub: Hub;
  /** Addresses of the feeds that a hub passes on, by their files. */
  readonly topics: ReadonlyMap<string, string>;
};

/** What became of telling the hub of one feed; `retryAt` is null where it is not told again before the next change. */
export type Announced = {
  readonly hub: string;
  readonly topic: string;
} & (
  | { readonly kind: "told" }
  | { readonly kind: "failed"; readonly reason: string; readonly retryAt: Date | null }
);

/** Writes down what the hub will have to be told, before readers can see it: then a run that dies owes too much, never too little. */
export async function oweAnnouncements(
  { series, store, clock, topics }: Announcing,
  { written }: Publication,
): Promise<void> {
  const changed = written.flatMap((file) => topics.get(file) ?? []);
  if (changed.length > 0) await store.announcements.owe(series, changed, clock.now());
}

/** Tells the hub what is due, all feeds at once. What a hub says or does not say is never a failure of the run. */
export async function announceDue(run: Announcing): Promise<readonly Announced[]> {
  const { series, store, clock, hub, topics } = run;
  const own = new Set(topics.values());
  const owed = await store.announcements.due(series, clock.now());
  // Of an address the feeds had before, nobody is told any more.
  for (const each of owed) if (!own.has(each.topic)) await store.announcements.settle(series, each, null);
  const due = owed.filter(({ topic }) => own.has(topic));
  const answers = await Promise.all(
    due.map(async (each) => ({ each, answer: await hub.announce(each.topic, clock.now()) })),
  );
  const now = clock.now();
  const announced: Announced[] = [];
  for (const { each, answer } of answers) announced.push(await settled(run, each, answer, now));
  return announced;
}

async function settled(
  { series, store, hub }: Announcing,
  owed: Announcement,
  answer: HubAnswer,
  now: Date,
): Promise<Announced> {
  const { topic } = owed;
  const attempts = owed.attempts + 1;
  const isLast = answer.kind !== "later" || attempts >= maxAttempts;
  const retryAt = isLast ? null : new Date(+now + announcementWait(attempts, answer.waitMs));
  await store.announcements.settle(series, owed, retryAt);
  if (answer.kind === "told") return { kind: "told", hub: hub.name, topic };
  return { kind: "failed", hub: hub.name, topic, reason: answer.reason, retryAt };
}
