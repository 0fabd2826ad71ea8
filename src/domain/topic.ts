import { createHash } from "node:crypto";
import type { Entry } from "./entry.ts";
import { wallClock } from "./zone.ts";

/** What entries are listed under: a tag, who wrote them, the month they appeared in. Two spellings of one name are one topic. */
export type Topic = {
  readonly kind: TopicKind;
  /** As its entry spells it; of a month `YYYY-MM`. */
  readonly name: string;
  /** Below the publication's URL, ends in "/": the same for every spelling, for ever, and for no other topic. */
  readonly folder: string;
};

export type TopicKind = "tag" | "author" | "month";

/** A topic and how many entries stand under it. */
export type CountedTopic = Topic & { readonly count: number };

/** The topics that have feeds of their own. */
export type FeedTopic = Topic & { readonly kind: "tag" | "author" };
export const hasFeed = <T extends Topic>(topic: T): topic is T & FeedTopic => topic.kind !== "month";

const rooms = { tag: "tags/", author: "authors/", month: "archive/" } as const satisfies Record<
  TopicKind,
  string
>;

type Named = Pick<Entry, "tags" | "author" | "published">;

/** The topics an entry stands under. A run has to make those of the entry as it was and as it is. @param zone of its month */
export function topicsOf(entry: Named, zone: string): Topic[] {
  return [...namedTopics(entry), monthOf(entry.published, zone)];
}

/** Its tags and author. */
export function namedTopics({ tags, author }: Pick<Entry, "tags" | "author">): FeedTopic[] {
  const named = [
    ...[...new Set(tags)].flatMap((name) => (name === "" ? [] : { kind: "tag" as const, name })),
    ...(author == null || author === "" ? [] : [{ kind: "author" as const, name: author }]),
  ];
  const topics = named.map((topic) => ({ ...topic, folder: topicFolder(topic.kind, topic.name) }));
  return [...new Map(topics.toReversed().map((topic) => [topic.folder, topic])).values()].toReversed();
}

/** The month of an instant, by the clock of a zone. */
export function monthOf(at: Date, zone: string): Topic & { readonly kind: "month" } {
  const inYears = new Date(Math.min(Math.max(+at, earliest), latest));
  const wall = wallClock(inYears, zone).toISOString();
  const name = wall.slice(0, "YYYY-MM".length);
  return { kind: "month", name, folder: `${rooms.month}${name}/` };
}

/** A day away from the years of four digits: a zone's clock may be ahead or behind. */
const earliest = Date.parse("0001-01-02T00:00:00Z");
const latest = Date.parse("9999-12-30T00:00:00Z");

/**
 * Letters and digits of English stay as they are, with "-" between words; any other name ends in a hash of itself, after "--",
 * which no plain name holds. So two names share a folder only where they differ in case or width alone.
 */
export function topicFolder(kind: FeedTopic["kind"], name: string): string {
  const key = keyOf(name);
  const words = key
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxPlainChars)
    .replace(/^-+|-+$/g, "");
  const isPlain = words !== "" && key === words.replaceAll("-", " ") && !reserved.test(words);
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 16);
  return `${rooms[kind]}${isPlain ? words : `${words === "" ? kind : words}--${hash}`}/`;
}

/** Folders are copied to machines where `A` and `a` are one name. */
const keyOf = (name: string): string =>
  name.normalize("NFKC").toLowerCase().normalize("NFC").replace(/\s+/gu, " ").trim();

const maxPlainChars = 60;
/** Names no folder may have under Windows. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
