import type { Entry } from "../domain/entry.ts";
import { inRange } from "./feed-document.ts";

/** What has a list of entries for people, newest first: a tag or author (a `Topic` is one), or a month. */
export type Listed = {
  readonly kind: "tag" | "author" | "month";
  /** As its entries spell it; of a month `2026-11`. */
  readonly name: string;
  /** Below the publication's URL, ends in "/". */
  readonly folder: string;
};

/**
 * Which page of a list: the one with the newest entries, which changes, or an older one, which is full and stays as it is.
 * They are numbered from 1, the oldest.
 */
export type ListingPart = { readonly kind: "newest" } | { readonly kind: "older"; readonly number: number };

const sizes = { tag: 20, author: 20, month: 60 } as const satisfies Record<Listed["kind"], number>;

/** How many entries an older page holds; the newest holds fewer than twice as many. */
export const listingSize = (kind: Listed["kind"]): number => sizes[kind];

/**
 * A list split into pages that stay put: a new entry changes the newest page, and now and then one more page is closed, whose
 * neighbour then names it. An entry with an old date moves all between it and the newest.
 *
 * @param ids all there are, newest first
 * @returns the newest page first, then the older ones, the oldest last
 */
export function partsOf<T>(
  kind: Listed["kind"],
  ids: readonly T[],
): { readonly part: ListingPart; readonly ids: readonly T[] }[] {
  const size = listingSize(kind);
  const older = Math.max(0, Math.floor(ids.length / size) - 1);
  const newest = ids.length - older * size;
  return [
    { part: { kind: "newest" }, ids: ids.slice(0, newest) },
    ...Array.from({ length: older }, (_, n) => ({
      part: { kind: "older", number: older - n } as const,
      ids: ids.slice(newest + n * size, newest + (n + 1) * size),
    })),
  ];
}

/** A page's file, below the publication's URL. */
export const listingPath = ({ folder }: Pick<Listed, "folder">, part: ListingPart): string =>
  `${folder}${part.kind === "newest" ? "index" : part.number}.html`;

/** The day an entry was published on, by the clock of a zone: `2026-11-20`. */
export function dayOf({ published }: Pick<Entry, "published">, zone: string): string {
  const parts = daysIn(zone).formatToParts(inRange(published));
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? "";
  // East or west of Greenwich, the first and last hours that can be written lie in a year that cannot.
  if (part("era").startsWith("B")) return "0001-01-01";
  if (part("year").length > 4) return "9999-12-31";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using it. */
function daysIn(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known != null) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    era: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  clocks.set(zone, made);
  return made;
}
