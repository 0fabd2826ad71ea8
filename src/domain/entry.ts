import type { Article, ArticleDate } from "./article.ts";
import { valueOf } from "./article.ts";
import type { EntryId } from "./ids.ts";
import type { Summary } from "./summary.ts";
import { middayOf } from "./zone.ts";

/**
 * An article with its summary, as feeds and pages carry it. `id` and `slug` are minted once; `published` never moves
 * for an edit; `updated` moves only when the title or body does (RFC 4287 §4.2.9, §4.2.15). Whole seconds.
 */
export type Entry = {
  readonly id: EntryId;
  /** File name of its page, `[a-z0-9-]`, at most 80 characters, unique. */
  readonly slug: string;
  readonly title: string;
  readonly summary: Summary;
  readonly html: string;
  /** BCP 47, or null where the article does not show one. */
  readonly language: string | null;
  readonly author: string | null;
  readonly tags: readonly string[];
  readonly published: Date;
  readonly updated: Date;
  /** Reading time of the body, at least 1. */
  readonly minutes: number;
  /** Where it was read, relative to its source. */
  readonly path: string;
  /** SHA-256 of the file it was last read from. */
  readonly hash: string;
};

/** What the store remembers of an entry: as last published, and how often in a row its file was missing. */
export type KnownEntry = { readonly entry: Entry; readonly missingRuns: number };

/** An article and its summary, not yet known to be new or old. */
export type Candidate = { readonly article: Article; readonly summary: Summary };

export type EntryChange =
  | { readonly kind: "new"; readonly entry: Entry }
  | { readonly kind: "updated"; readonly entry: Entry }
  | { readonly kind: "unchanged"; readonly entry: Entry }
  /** Its file is missing or unreadable: the last good version stays up. */
  | { readonly kind: "kept"; readonly entry: Entry; readonly missingRuns: number; readonly why: string }
  /** Missing in two runs in a row: out of feeds and pages; the id stays reserved. */
  | { readonly kind: "withdrawn"; readonly entry: Entry; readonly missingRuns: number };

export type Recognition = {
  readonly changes: readonly EntryChange[];
  /** Files with the bytes of another file: one entry, and a word about it. */
  readonly copies: readonly { readonly path: string; readonly of: string }[];
};

const missingRunsBeforeWithdrawal = 2;

/**
 * Which articles are new, which are old friends: by path, else (a renamed file) by equal bytes.
 *
 * @param held paths that exist but could not be used this time
 */
export function recogniseEntries(input: {
  readonly candidates: readonly Candidate[];
  readonly held: ReadonlySet<string>;
  readonly known: readonly KnownEntry[];
  readonly now: Date;
  readonly zone: string;
  readonly mintId: () => EntryId;
}): Recognition {
  const byPath = new Map(input.known.map((k) => [k.entry.path, k]));
  const paths = new Set([...input.candidates.map((c) => c.article.path), ...input.held]);
  const moved = new Map(
    input.known.filter((k) => !paths.has(k.entry.path)).map((k) => [k.entry.hash, k] as const),
  );
  const takenSlugs = new Set(input.known.map((k) => k.entry.slug));
  const takenSeconds = new Set(input.known.flatMap((k) => [+k.entry.published, +k.entry.updated]));
  const changes: EntryChange[] = [];
  const copies: { path: string; of: string }[] = [];
  const pathOfHash = new Map<string, string>();
  const seen = new Set<EntryId>();

  // A file at a known path goes first, so that its copy is the copy.
  const inOrder = [...input.candidates].sort(
    (a, b) =>
      Number(byPath.has(b.article.path)) - Number(byPath.has(a.article.path)) ||
      compare(a.article.path, b.article.path),
  );
  for (const { article, summary } of inOrder) {
    const original = pathOfHash.get(article.hash);
    if (original != null) {
      copies.push({ path: article.path, of: original });
      continue;
    }
    pathOfHash.set(article.hash, article.path);
    const old = byPath.get(article.path) ?? moved.get(article.hash);
    if (old != null) {
      moved.delete(old.entry.hash);
      seen.add(old.entry.id);
      changes.push(renewed(old.entry, article, summary, input.now, takenSeconds));
      continue;
    }
    const id = input.mintId();
    const published = distinctSecond(publishedAt(valueOf(article.date), input.now, input.zone), takenSeconds);
    const slug = freeSlug(slugOf(article.title.value, id), takenSlugs);
    changes.push({
      kind: "new",
      entry: { ...contentOf(article, summary), id, slug, published, updated: published },
    });
  }
  const copied = new Set(copies.map((c) => c.path));
  for (const old of input.known) {
    if (seen.has(old.entry.id)) continue;
    if (input.held.has(old.entry.path)) {
      changes.push({ ...old, kind: "kept", why: "its file cannot be used now; the last good version stays" });
      continue;
    }
    const missingRuns = old.missingRuns + 1;
    const gone = missingRuns >= missingRunsBeforeWithdrawal || copied.has(old.entry.path);
    changes.push(
      gone
        ? { kind: "withdrawn", entry: old.entry, missingRuns }
        : {
            kind: "kept",
            entry: old.entry,
            missingRuns,
            why: "its file is gone; if it is still gone at the next run, the entry is withdrawn",
          },
    );
  }
  return { changes, copies };
}

/** The entries that feeds and pages show, newest first. */
export function shownEntries(changes: readonly EntryChange[]): Entry[] {
  return changes
    .filter((c) => c.kind !== "withdrawn")
    .map((c) => c.entry)
    .sort(newestFirst);
}

export function newestFirst(a: Entry, b: Entry): number {
  return +b.published - +a.published || compare(a.id, b.id);
}

function renewed(
  old: Entry,
  article: Article,
  summary: Summary,
  now: Date,
  takenSeconds: Set<number>,
): EntryChange {
  const content = contentOf(article, summary);
  if (content.title === old.title && content.html === old.html) {
    return { kind: "unchanged", entry: { ...old, ...content } };
  }
  return {
    kind: "updated",
    entry: { ...old, ...content, updated: distinctSecond(wholeSecond(now), takenSeconds) },
  };
}

function contentOf(article: Article, summary: Summary) {
  return {
    title: article.title.value,
    summary,
    html: article.html,
    language: valueOf(article.language),
    author: valueOf(article.author),
    tags: article.tags,
    minutes: readingMinutes(article),
    path: article.path,
    hash: article.hash,
  };
}

/** 230 words a minute, the middle of what adults read silently (Brysbaert 2019: 238 for non-fiction). */
function readingMinutes(article: Article): number {
  const words = article.text.split(/\s+/u).length;
  return Math.max(1, Math.round(words / 230));
}

/**
 * When an entry counts as published. A date without a time stands at midday in the site's zone, so that it is the
 * same day for nearly every reader; a date in the future is the time of first sight (readers hide future entries).
 */
export function publishedAt(date: ArticleDate | null, now: Date, zone: string): Date {
  const claimed = date == null ? now : date.precision === "instant" ? date.at : middayOf(date.day, zone);
  return wholeSecond(claimed > now ? now : claimed);
}

/** Two entries never share a second: the W3C validator calls equal `updated` stamps a mistake, and order would be lost. */
function distinctSecond(date: Date, taken: Set<number>): Date {
  let ms = +date;
  while (taken.has(ms)) ms -= 1000;
  taken.add(ms);
  return new Date(ms);
}

const wholeSecond = (date: Date): Date => new Date(Math.floor(+date / 1000) * 1000);

/** `[a-z0-9-]`, at most 80 characters, cut at a word; a title with no Latin letters is named after the id. */
export function slugOf(title: string, id: EntryId): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replace(/['’‘]/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    if (slug.length + word.length + 1 > 60) break;
    slug = slug === "" ? word : `${slug}-${word}`;
  }
  const letters = title.replace(/[^\p{L}\p{N}]/gu, "").length;
  const speaks = slug.replaceAll("-", "").length * 2 >= Math.min(letters, 60);
  return slug !== "" && speaks ? slug : `entry-${id.slice(9, 17)}`;
}

function freeSlug(slug: string, taken: Set<string>): string {
  let free = slug;
  for (let n = 2; taken.has(free); n++) free = `${slug}-${n}`;
  taken.add(free);
  return free;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
