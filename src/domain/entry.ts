import type { Article, ArticleDate, ArticleImage, ArticleOrigin } from "./article.ts";
import type { EntryId } from "./ids.ts";
import type { Highlights } from "./lead.ts";
import type { Summary } from "./summary.ts";
import { middayOf } from "./zone.ts";

/**
 * An article with its summary, as feeds and pages carry it. `id` and `slug` are minted once; `published` never moves
 * for an edit; `updated` moves only when title, body or correction do (RFC 4287 §4.2.9, §4.2.15). Whole seconds.
 */
export type Entry = {
  readonly id: EntryId;
  /** File name of its page, `[a-z0-9-]`, at most 80 characters, unique. */
  readonly slug: string;
  readonly title: string;
  readonly summary: Summary;
  /** For the edition it may lead; absent in what was stored before there were any. */
  readonly highlights?: Highlights;
  readonly html: string;
  /** BCP 47, or null where the article does not show one. */
  readonly language: string | null;
  readonly author: string | null;
  readonly tags: readonly string[];
  readonly images: readonly ArticleImage[];
  /** What was wrong in it, in its author's words; readers of the edition it was in are told so. */
  readonly correction: string | null;
  /** Where it first stood, and whose it is, where that is not ours; feeds say both. */
  readonly link: string | null;
  readonly origin: ArticleOrigin | null;
  readonly published: Date;
  /** The date its file stated, as stated, or null; `published` follows it when it is corrected. */
  readonly dated: string | null;
  readonly updated: Date;
  /** Reading time of the body, at least 1. */
  readonly minutes: number;
  /** Where it was read, relative to its source. */
  readonly path: string;
  /** SHA-256 of the file it was last read from. */
  readonly hash: string;
  /** What article and summary were made from and how; null for one made before this was kept. */
  readonly reading: string | null;
};

/** What the store remembers of an entry: as last published, and how often in a row its file was missing. */
export type KnownEntry = { readonly entry: Entry; readonly missingRuns: number };

/** The small part of a known entry: what tells new from known, and in which order. */
export type EntryHead = Pick<Entry, "id" | "slug" | "path" | "hash" | "reading" | "published" | "updated"> & {
  readonly missingRuns: number;
};

/** One run may have caught a folder in the middle of being changed; two in a row have not. */
export const missingRunsBeforeWithdrawal = 2;

export const isWithdrawn = ({ missingRuns }: { readonly missingRuns: number }): boolean =>
  missingRuns >= missingRunsBeforeWithdrawal;

export function newestFirst(a: Pick<Entry, "published" | "id">, b: Pick<Entry, "published" | "id">): number {
  return +b.published - +a.published || compare(a.id, b.id);
}

/** 230 words a minute, the middle of what adults read silently (Brysbaert 2019: 238 for non-fiction). */
export const readingMinutes = (article: Pick<Article, "text">): number => minutesFor(article.text);

/** @returns at least 1 */
export function minutesFor(text: string): number {
  let words = 0;
  for (const [word] of text.matchAll(/\S+/gu)) {
    const letters = word.match(unspaced)?.length ?? 0;
    words += letters === 0 ? 1 : letters / lettersPerWord;
  }
  return Math.max(1, Math.round(words / 230));
}

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Chinese and Japanese are read at some 500 letters a minute. */
const lettersPerWord = 500 / 230;

/**
 * When an entry counts as published. A date without a time stands at midday in the site's zone, so that it is the
 * same day for nearly every reader; a date in the future is the time of first sight (readers hide future entries).
 */
export function publishedAt(date: ArticleDate | null, now: Date, zone: string): Date {
  const claimed = date == null ? now : date.precision === "instant" ? date.at : middayOf(date.day, zone);
  return wholeSecond(claimed > now ? now : claimed);
}

/** Two entries never share a second: the W3C validator calls equal `updated` stamps a mistake, and order would be lost. */
export function distinctSecond(date: Date, taken: Set<number>): Date {
  let ms = +date;
  while (taken.has(ms)) ms -= 1000;
  taken.add(ms);
  return new Date(ms);
}

/** When an edited entry counts as updated: now, or where that is taken the next free second after its last change. */
export function changedAt(old: Pick<Entry, "updated">, now: Date, taken: Set<number>): Date {
  let ms = Math.max(+wholeSecond(now), +old.updated + 1000);
  while (taken.has(ms)) ms += 1000;
  taken.add(ms);
  return new Date(ms);
}

const wholeSecond = (date: Date): Date => new Date(Math.floor(+date / 1000) * 1000);

/** `[a-z0-9-]`, at most 80 characters, cut at a word; a title with no Latin letters is named after the id. */
export function slugOf(title: string, id: EntryId): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replace(/['’‘]/gu, "")
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

export function freeSlug(slug: string, taken: Set<string>): string {
  let free = slug;
  for (let n = 2; taken.has(free); n++) free = `${slug}-${n}`;
  taken.add(free);
  return free;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
