import type { ReadFeed, ReadItem } from "./feed-gate-xml.ts";

/** @throws Error saying where the value is not what the specification asks for */
type Rule = (value: unknown, place: string) => void;
/** Keys that must be there, and those that may. */
type Keys = { readonly needs: Readonly<Record<string, Rule>>; readonly may: Readonly<Record<string, Rule>> };

const wrong = (place: string, wanted: string, value: unknown): Error =>
  new Error(`${place} should be ${wanted}, but is ${(JSON.stringify(value) ?? "absent").slice(0, 100)}`);

const string: Rule = (value, place) => {
  if (typeof value !== "string") throw wrong(place, "a string", value);
  if (!value.isWellFormed()) throw wrong(place, "well-formed Unicode", value);
};
const filled: Rule = (value, place) => {
  string(value, place);
  if (value === "") throw wrong(place, "a string that is not empty", value);
};
const address: Rule = (value, place) => {
  if (typeof value !== "string" || !URL.canParse(value)) throw wrong(place, "an absolute address", value);
};
const time: Rule = (value, place) => {
  const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value);
  if (!isTime) throw wrong(place, "a time such as 2026-01-31T12:00:00Z", value);
};
const size: Rule = (value, place) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw wrong(place, "a number of bytes", value);
};
const anything: Rule = () => undefined;

const list =
  (rule: Rule): Rule =>
  (value, place) => {
    if (!Array.isArray(value)) throw wrong(place, "a list", value);
    for (const [n, each] of value.entries()) rule(each, `${place}[${n}]`);
  };

const record =
  ({ needs, may }: Keys): Rule =>
  (value, place) => {
    if (typeof value !== "object" || value == null || Array.isArray(value))
      throw wrong(place, "an object", value);
    for (const key of Object.keys(needs))
      if (!Object.hasOwn(value, key)) throw wrong(`${place}.${key}`, "there", undefined);
    for (const [key, each] of Object.entries(value)) {
      // Names of one's own begin with an underscore.
      const rule = needs[key] ?? may[key] ?? (key.startsWith("_") ? anything : null);
      if (rule == null) throw new Error(`${place}.${key} is no key of JSON Feed 1.1`);
      rule(each, `${place}.${key}`);
    }
  };

const person: Rule = (value, place) => {
  record({ needs: {}, may: { name: filled, url: address, avatar: address } })(value, place);
  if (Object.keys(value as object).length === 0) throw wrong(place, "somebody", value);
};
const version: Rule = (value, place) => {
  if (value !== "https://jsonfeed.org/version/1.1")
    throw wrong(place, "https://jsonfeed.org/version/1.1", value);
};

const attachment = record({
  needs: { url: address, mime_type: filled },
  may: { title: filled, size_in_bytes: size, duration_in_seconds: size },
});
/** jsonfeed.org/version/1.1; `author` is of 1.0, and still allowed. */
const item = record({
  needs: { id: filled, content_html: string, url: address, date_published: time, date_modified: time },
  may: {
    title: filled,
    summary: filled,
    external_url: address,
    image: address,
    language: filled,
    authors: list(person),
    author: person,
    tags: list(filled),
    attachments: list(attachment),
  },
});
const feed = record({
  needs: { version, title: filled, items: list(item), home_page_url: address, feed_url: address },
  may: {
    description: filled,
    language: filled,
    authors: list(person),
    author: person,
    next_url: address,
    hubs: list(record({ needs: { type: filled, url: address }, may: {} })),
  },
});

type JsonItem = {
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly summary?: string;
  readonly content_html: string;
  readonly external_url?: string;
  readonly image?: string;
  readonly attachments?: readonly { readonly url: string }[];
};
type JsonFeed = {
  readonly title: string;
  readonly home_page_url: string;
  readonly feed_url: string;
  readonly next_url?: string;
  readonly hubs?: readonly { readonly url: string }[];
  readonly items: readonly JsonItem[];
};

/** JSON Feed 1.1 by the rules of its specification. @throws Error saying what is wrong */
export function readJsonFeed(json: string): ReadFeed {
  const parsed: unknown = JSON.parse(json);
  feed(parsed, "the feed");
  const found = parsed as JsonFeed;
  const { home_page_url: page, feed_url: self, next_url: previous = null, hubs = [], items } = found;
  const hub = hubs[0]?.url ?? null;
  return {
    title: found.title,
    links: { page, self, hub, previous, next: null, current: null },
    updated: null,
    items: items.map(readItem),
    addresses: [page, self, previous, hub, ...items.flatMap(addressesOf)].filter((each) => each != null),
  };
}

const readItem = (each: JsonItem): ReadItem => ({
  id: each.id,
  title: each.title ?? "",
  url: each.url,
  published: each.date_published,
  updated: each.date_modified,
  summary: each.summary ?? "",
  content: each.content_html,
});

const addressesOf = ({ url, external_url: first, image, attachments = [] }: JsonItem) => [
  url,
  ...[first, image].filter((each) => each != null),
  ...attachments.map((each) => each.url),
];
