import type { Article, ArticleDate } from "./article.ts";
import { valueOf } from "./article.ts";
import { headline } from "./edition.ts";
import type { Entry, KnownEntry } from "./entry.ts";
import {
  newestFirst,
  changedAt,
  distinctSecond,
  freeSlug,
  publishedAt,
  readingMinutes,
  slugOf,
} from "./entry.ts";
import type { EntryId } from "./ids.ts";
import type { Summary } from "./summary.ts";

/** An article and its summary, not yet known to be new or old. */
export type Candidate = { readonly article: Article; readonly summary: Summary };

export type EntryChange =
  | { readonly kind: "new"; readonly entry: Entry }
  | { readonly kind: "updated"; readonly entry: Entry }
  | { readonly kind: "unchanged"; readonly entry: Entry }
  /** It had been withdrawn, and its file is back. */
  | { readonly kind: "restored"; readonly entry: Entry }
  /** Its file is missing or unreadable: the last good version stays up. */
  | { readonly kind: "kept"; readonly entry: Entry; readonly missingRuns: number; readonly why: string }
  /** Out of feeds and pages; the id stays reserved. `newly`: in this run, not before. */
  | {
      readonly kind: "withdrawn";
      readonly entry: Entry;
      readonly missingRuns: number;
      readonly newly: boolean;
    };

export type Recognition = {
  readonly changes: readonly EntryChange[];
  /** Files that tell the story of another file: one entry, and a word about it. */
  readonly copies: readonly { readonly path: string; readonly of: string }[];
};

export type RecognitionInput = {
  readonly candidates: readonly Candidate[];
  /** Paths that exist but could not be used this time. */
  readonly held: ReadonlySet<string>;
  /** Paths of articles that say they are drafts. */
  readonly drafts: ReadonlySet<string>;
  readonly known: readonly KnownEntry[];
  readonly now: Date;
  readonly zone: string;
  readonly mintId: () => EntryId;
};

/** Longer than any headline; a file whose first line is a page long does not fill everybody's screen. */
const maxTitleChars = 300;

/** One run may have caught a folder in the middle of being changed; two in a row have not. */
const missingRunsBeforeWithdrawal = 2;

/** Which articles are new, and what became of every entry known so far. */
export function recogniseEntries(input: RecognitionInput): Recognition {
  const { distinct, copies } = withoutCopies(input.candidates, input.known);
  const identities = identify(distinct, input);
  const takenSlugs = new Set(input.known.map((k) => k.entry.slug));
  const takenSeconds = new Set(input.known.flatMap((k) => [+k.entry.published, +k.entry.updated]));
  const found = distinct.map((candidate): EntryChange => {
    const old = identities.get(candidate);
    if (old != null) return renewed(old, candidate, input, takenSeconds);
    return { kind: "new", entry: minted(candidate, input, takenSlugs, takenSeconds) };
  });
  const seen = new Set(found.map((change) => change.entry.id));
  const taken = new Set(input.candidates.map((candidate) => candidate.article.path));
  const absent = input.known
    .filter((old) => !seen.has(old.entry.id))
    .map((old) => absence(old, input, taken.has(old.entry.path)));
  return { changes: [...found, ...absent], copies };
}

/** The entries that feeds and pages show, newest first. */
export function shownEntries(changes: readonly EntryChange[]): Entry[] {
  return changes
    .filter((c) => c.kind !== "withdrawn")
    .map((c) => c.entry)
    .sort(newestFirst);
}

/** Of files with equal bytes the one that stood at its place before counts, else the first by name. */
function withoutCopies(candidates: readonly Candidate[], known: readonly KnownEntry[]) {
  const hashAt = new Map(known.map((k) => [k.entry.path, k.entry.hash]));
  const rank = ({ article }: Candidate): number =>
    hashAt.get(article.path) === article.hash ? 0 : hashAt.has(article.path) ? 1 : 2;
  const ordered = candidates.toSorted(
    (a, b) => rank(a) - rank(b) || (a.article.path < b.article.path ? -1 : 1),
  );
  const firstWith = new Map<string, string>();
  const distinct: Candidate[] = [];
  const copies: { path: string; of: string }[] = [];
  for (const candidate of ordered) {
    const { path, hash } = candidate.article;
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
 * file no longer holds them (renamed, also in a row or a circle); then, by path, those that were edited. A file at a place
 * that was never seen takes over an entry only where the entry's own place is empty or holds another known article: a copy
 * beside an original that is edited is a new article.
 */
function identify(
  candidates: readonly Candidate[],
  { known, held }: RecognitionInput,
): Map<Candidate, KnownEntry> {
  const identities = new Map<Candidate, KnownEntry>();
  const free = new Set(known.toSorted((a, b) => a.missingRuns - b.missingRuns));
  const byPath = Map.groupBy(free, (k) => k.entry.path);
  const byHash = Map.groupBy(free, (k) => k.entry.hash);
  const byName = new Map(candidates.map((c) => [c.article.path, c]));
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
  pass(({ article }) => byPath.get(article.path)?.find((k) => k.entry.hash === article.hash));
  const movedFrom = ({ article }: Candidate): readonly KnownEntry[] =>
    (byHash.get(article.hash) ?? []).filter((k) => free.has(k) && !held.has(k.entry.path));
  pass((candidate) => (byPath.has(candidate.article.path) ? movedFrom(candidate)[0] : undefined));
  pass((candidate) => movedFrom(candidate).find((k) => !isUnplaced(k.entry.path)));
  pass(({ article }) => byPath.get(article.path)?.find((k) => free.has(k)));
  return identities;
}

/** @param isReplaced its place is there, and holds a copy of another article or another known one */
function absence(old: KnownEntry, { held, drafts }: RecognitionInput, isReplaced: boolean): EntryChange {
  const { entry } = old;
  if (held.has(entry.path)) {
    return { ...old, kind: "kept", why: "its file cannot be used now; the last good version stays" };
  }
  const missingRuns = old.missingRuns + 1;
  const atOnce = isReplaced || drafts.has(entry.path);
  if (atOnce || missingRuns >= missingRunsBeforeWithdrawal) {
    const newly = old.missingRuns < missingRunsBeforeWithdrawal;
    return {
      kind: "withdrawn",
      entry,
      missingRuns: Math.max(missingRuns, missingRunsBeforeWithdrawal),
      newly,
    };
  }
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
  const content = contentOf(candidate);
  const isRewritten = content.title !== old.title || content.html !== old.html;
  const isRedated = content.dated != null && content.dated !== old.dated;
  const entry: Entry = {
    ...old,
    ...content,
    dated: content.dated ?? old.dated,
    published: isRedated
      ? distinctSecond(publishedAt(valueOf(candidate.article.date), now, zone), takenSeconds)
      : old.published,
    updated: isRewritten ? changedAt(old, now, takenSeconds) : old.updated,
  };
  if (missingRuns >= missingRunsBeforeWithdrawal) return { kind: "restored", entry };
  const isSame =
    !isRewritten && !isRedated && content.author === old.author && String(content.tags) === String(old.tags);
  return { kind: isSame ? "unchanged" : "updated", entry };
}

function minted(
  candidate: Candidate,
  { now, zone, mintId }: RecognitionInput,
  takenSlugs: Set<string>,
  takenSeconds: Set<number>,
): Entry {
  const { article } = candidate;
  const id = mintId();
  const published = distinctSecond(publishedAt(valueOf(article.date), now, zone), takenSeconds);
  const slug = freeSlug(slugOf(article.title.value, id), takenSlugs);
  return { ...contentOf(candidate), id, slug, published, updated: published };
}

function contentOf({ article, summary }: Candidate) {
  return {
    title: headline(article.title.value, maxTitleChars),
    summary,
    html: article.html,
    language: valueOf(article.language),
    author: valueOf(article.author),
    tags: article.tags,
    images: article.images,
    minutes: readingMinutes(article),
    path: article.path,
    hash: article.hash,
    dated: article.date.state === "given" ? claimOf(article.date.value) : null,
  };
}

const claimOf = (date: ArticleDate): string => (date.precision === "day" ? date.day : date.at.toISOString());
