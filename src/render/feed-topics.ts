import { createHash } from "node:crypto";
import type { Entry } from "../domain/entry.ts";
import type { Channel } from "./feed-document.ts";
import { tagsOf } from "./feed-document.ts";
import type { Publication } from "./publication.ts";

/** What has a feed and a page of its own. Two spellings of one name are one topic. */
export type Topic = {
  readonly kind: "tag" | "author";
  /** As its entry spells it. */
  readonly name: string;
  /** Below the publication's URL, ends in "/": the same for every spelling, for ever, and for no other topic. */
  readonly folder: string;
};

const rooms = { tag: "tags/", author: "authors/" } as const;

/** The topics an entry stands under. A run has to write those of the entry as it was and as it is. */
export function topicsOf(entry: Entry): Topic[] {
  const named = [
    ...tagsOf(entry).map((name) => ({ kind: "tag", name }) as const),
    ...(entry.author == null || entry.author === "" ? [] : [{ kind: "author", name: entry.author } as const]),
  ];
  const topics = named.map((topic) => ({ ...topic, folder: topicFolder(topic.kind, topic.name) }));
  return [...new Map(topics.toReversed().map((topic) => [topic.folder, topic])).values()].toReversed();
}

/** Of the entries, those of a topic, in their order. */
export const entriesOf = (topic: Topic, entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => topicsOf(entry).some(({ folder }) => folder === topic.folder));

/**
 * Letters and digits of English stay as they are, with "-" between words; any other name ends in a hash of itself, after "--",
 * which no plain name holds. So two names share a folder only where they differ in case or width alone.
 */
export function topicFolder(kind: Topic["kind"], name: string): string {
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

export const topicChannel = (topic: Topic, { title, tagline }: Publication): Channel => ({
  folder: topic.folder,
  title: `${topic.name} · ${title}`,
  tagline,
});
