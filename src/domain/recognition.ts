import type { Article, ArticleDate } from "./article.ts";
import { valueOf } from "./article.ts";
import { headline } from "./edition.ts";
import type { Entry, EntryHead, KnownEntry } from "./entry.ts";
import {
  changedAt,
  distinctSecond,
  freeSlug,
  isWithdrawn,
  missingRunsBeforeWithdrawal,
  publishedAt,
  readingMinutes,
  slugOf,
} from "./entry.ts";
import type { EntryId } from "./ids.ts";
import type { Sketch } from "./near-duplicates.ts";
import { sketchOf } from "./near-duplicates.ts";
import type { Summary } from "./summary.ts";

/** What an article and its summary give to an entry, new or known. */
export type Candidate = {
  readonly content: Omit<Entry, "id" | "slug" | "published" | "updated">;
  /** The article's date, stated or inferred. */
  readonly claimed: ArticleDate | null;
  readonly sketch: Sketch;
};

/** @param reading what both were made from and how */
export function candidateOf(article: Article, summary: Summary, reading: string): Candidate {
  return {
    content: {
      title: headline(article.title.value, maxTitleChars),
      summary,
      html: article.html,
      language: valueOf(article.language),
      author: valueOf(article.author),
      tags: article.tags,
      images: article.images,
      link: article.link,
      origin: article.origin,
      minutes: readingMinutes(article),
      path: article.path,
      hash: article.hash,
      reading,
      dated: article.date.state === "given" ? claimOf(article.date.value) : null,
    },
    claimed: valueOf(article.date),
    sketch: storyOf(article),
  };
}

/** By what copies of an article's story are found. */
export const storyOf = (article: Article): Sketch => sketchOf(readersText(article));

/** Without furniture, which copies do not share and other articles do. */
function readersText({ text, blocks }: Article): string {
  return blocks
    .filter((block) => block.kind !== "boilerplate")
    .map((block) => text.slice(block.start, block.end))
    .join("\n");
}

/** Of what is there: `sketch` is by what copies of its story are found. */
type Present = { readonly entry: Entry; readonly sketch: Sketch };

export type EntryChange =
  | (Present & { readonly kind: "new" | "updated" | "unchanged" })
  /** It had been withdrawn, and its file is back. */
  | (Present & { readonly kind: "restored" })
  /** Its file is missing or unreadable: the last good version stays up. */
  | { readonly kind: "kept"; readonly entry: Entry; readonly missingRuns: number; readonly why: string }
  /** Out of feeds and pages from now on; the id stays reserved. */
  | { readonly kind: "withdrawn"; readonly entry: Entry; readonly missingRuns: number };

export type Recognition = {
  readonly changes: readonly EntryChange[];
  /** Files that tell the story of another file: one entry, and a word about it. */
  readonly copies: readonly { readonly path: string; readonly of: string }[];
};

export type RecognitionInput = {
  /** New, changed or not an entry yet. */
  readonly candidates: readonly Candidate[];
  /** Entries whose articles are there and as they were: nothing becomes of them. */
  readonly settled: readonly EntryHead[];
  /** All entries there ever were: their slugs and seconds are taken. */
  readonly heads: readonly EntryHead[];
  /** Paths that exist but could not be used this time. */
  readonly held: ReadonlySet<string>;
  /** Path of a file that is new → id of the entry whose story it tells, and whose own file is gone. */
  readonly moved: ReadonlyMap<string, EntryId>;
  /** Paths of articles that say they are drafts. */
  readonly drafts: ReadonlySet<string>;
  /** The entries that something may become of. */
  readonly known: readonly KnownEntry[];
  /** Does a missing article say that it was taken back? */
  readonly isWhole: boolean;
  readonly now: Date;
  readonly zone: string;
  readonly mintId: () => EntryId;
};

/** Longer than any headline; a file whose first line is a page long does not fill everybody's screen. */
const maxTitleChars = 300;

/** Which articles are new, and what became of every known entry. */
export function recogniseEntries(input: RecognitionInput): Recognition {
  const { distinct, copies } = withoutCopies(input);
  const identities = identify(distinct, input);
  const takenSlugs = new Set(input.heads.map((head) => head.slug));
  const takenSeconds = new Set(input.heads.flatMap((head) => [+head.published, +head.updated]));
  const found = distinct.map((candidate): EntryChange => {
    const old = identities.get(candidate);
    if (old != null) return renewed(old, candidate, input, takenSeconds);
    const entry = minted(candidate, input, takenSlugs, takenSeconds);
    return { kind: "new", entry, sketch: candidate.sketch };
  });
  const seen = new Set(found.map((change) => change.entry.id));
  const taken = new Set(input.candidates.map((candidate) => candidate.content.path));
  const absent = input.known
    .filter((old) => !seen.has(old.entry.id))
    .flatMap((old) => absence(old, input, taken.has(old.entry.path)) ?? []);
  return { changes: [...found, ...absent], copies };
}

/** Of files with equal bytes the one that stood at its place before counts, else the first by name. */
function withoutCopies({ candidates, settled, known }: RecognitionInput) {
  const hashAt = new Map(known.map((k) => [k.entry.path, k.entry.hash]));
  const rank = ({ content }: Candidate): number =>
    hashAt.get(content.path) === content.hash ? 0 : hashAt.has(content.path) ? 1 : 2;
  const ordered = candidates.toSorted(
    (a, b) => rank(a) - rank(b) || (a.content.path < b.content.path ? -1 : 1),
  );
  const firstWith = new Map(settled.map((head) => [head.hash, head.path]));
  const distinct: Candidate[] = [];
  const copies: { path: string; of: string }[] = [];
  for (const candidate of ordered) {
    const { path, hash } = candidate.content;
    const of = firstWith.get(hash);
    if (of == null) {
      firstWith.set(hash, path);
      distinct.push(candidate);
    } else copies.push({ path, of });
  }
  return { distinct, copies: copies.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

/**
 * Candidate → the entry it was before. First those that have not moved; then those whose bytes are an entry's whose own
 * file no longer holds them (renamed, also in a row or a circle); then, by path, those that were edited; then those that were
 * renamed and edited, by their words. A file at a place
 * that was never seen takes over an entry only where the entry's own place is empty or holds another known article: a copy
 * beside an original that is edited is a new article.
 */
function identify(
  candidates: readonly Candidate[],
  { known, held, moved }: RecognitionInput,
): Map<Candidate, KnownEntry> {
  const identities = new Map<Candidate, KnownEntry>();
  const free = new Set(known.toSorted((a, b) => a.missingRuns - b.missingRuns));
  const byPath = Map.groupBy(free, (k) => k.entry.path);
  const byHash = Map.groupBy(free, (k) => k.entry.hash);
  const byName = new Map(candidates.map((c) => [c.content.path, c]));
  const isUnplaced = (path: string): boolean => {
    const there = byName.get(path);
    return there != null && !identities.has(there);
  };
  const pass = (find: (candidate: Candidate) => KnownEntry | undefined): void => {
    for (const candidate of candidates) {
      const old = identities.has(candidate) ? undefined : find(candidate);
      if (old == null) continue;
      identities.set(candidate, old);
      free.delete(old);
    }
  };
  pass(({ content }) => byPath.get(content.path)?.find((k) => k.entry.hash === content.hash));
  const movedFrom = ({ content }: Candidate): readonly KnownEntry[] =>
    (byHash.get(content.hash) ?? []).filter((k) => free.has(k) && !held.has(k.entry.path));
  pass((candidate) => (byPath.has(candidate.content.path) ? movedFrom(candidate)[0] : undefined));
  pass((candidate) => movedFrom(candidate).find((k) => !isUnplaced(k.entry.path)));
  pass(({ content }) => byPath.get(content.path)?.find((k) => free.has(k)));
  const byId = new Map(known.map((k) => [k.entry.id, k]));
  pass(({ content }) => {
    const id = moved.get(content.path);
    const old = id == null ? undefined : byId.get(id);
    return old != null && free.has(old) && !isUnplaced(old.entry.path) ? old : undefined;
  });
  return identities;
}

/**
 * What becomes of an entry whose article is not there; null when nothing does.
 *
 * @param isReplaced its place is there, and holds a copy of another article or another known one
 */
function absence(
  old: KnownEntry,
  { held, drafts, isWhole }: RecognitionInput,
  isReplaced: boolean,
): EntryChange | null {
  const { entry } = old;
  if (isWithdrawn(old)) return null;
  if (held.has(entry.path)) {
    return { ...old, kind: "kept", why: "its file cannot be used now; the last good version stays" };
  }
  const missingRuns = old.missingRuns + 1;
  const atOnce = isReplaced || drafts.has(entry.path);
  if (!isWhole && !atOnce) return null;
  if (atOnce || isWithdrawn({ missingRuns }))
    return { kind: "withdrawn", entry, missingRuns: Math.max(missingRuns, missingRunsBeforeWithdrawal) };
  const why = "its file is gone; if it is still gone at the next run, the entry is withdrawn";
  return { kind: "kept", entry, missingRuns, why };
}

/** `updated` tells readers of a new text; a corrected author, tag or date changes the entry without saying so to them. */
function renewed(
  { entry: old, missingRuns }: KnownEntry,
  candidate: Candidate,
  { now, zone }: RecognitionInput,
  takenSeconds: Set<number>,
): EntryChange {
  const { content, claimed, sketch } = candidate;
  const isRewritten = content.title !== old.title || content.html !== old.html;
  const isRedated = content.dated != null && content.dated !== old.dated;
  const entry: Entry = {
    ...old,
    ...content,
    dated: content.dated ?? old.dated,
    published: isRedated ? distinctSecond(publishedAt(claimed, now, zone), takenSeconds) : old.published,
    updated: isRewritten ? changedAt(old, now, takenSeconds) : old.updated,
  };
  if (isWithdrawn({ missingRuns })) return { kind: "restored", entry, sketch };
  const isSame =
    !isRewritten && !isRedated && content.author === old.author && String(content.tags) === String(old.tags);
  return { kind: isSame ? "unchanged" : "updated", entry, sketch };
}

function minted(
  candidate: Candidate,
  { now, zone, mintId }: RecognitionInput,
  takenSlugs: Set<string>,
  takenSeconds: Set<number>,
): Entry {
  const { content, claimed } = candidate;
  const id = mintId();
  const published = distinctSecond(publishedAt(claimed, now, zone), takenSeconds);
  const slug = freeSlug(slugOf(content.title, id), takenSlugs);
  return { ...content, id, slug, published, updated: published };
}

const claimOf = (date: ArticleDate): string => (date.precision === "day" ? date.day : date.at.toISOString());
