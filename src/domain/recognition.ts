import type { Article, ArticleDate } from "./article.ts";
import { valueOf } from "./article.ts";
import { headline } from "./headline.ts";
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
import type { IdLine } from "./id-lock.ts";
import { isHashOf, shortHash, wordingOf } from "./id-lock.ts";
import type { EntryId } from "./ids.ts";
import type { Highlights } from "./lead.ts";
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
export function candidateOf(
  article: Article,
  summary: Summary,
  reading: string,
  highlights: Highlights | null = null,
): Candidate {
  return {
    content: {
      title: headline(article.title.value, maxTitleChars),
      summary,
      ...(highlights == null ? {} : { highlights }),
      html: article.html,
      language: valueOf(article.language),
      author: valueOf(article.author),
      tags: article.tags,
      images: article.images,
      correction: article.correction,
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
  /** New entries whose ids are older than the store: from the file beside the articles. */
  readonly recalled: readonly { readonly path: string; readonly line: IdLine }[];
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
  /** Lines of the file beside the articles whose ids the store does not know. */
  readonly kept: readonly IdLine[];
  /** Path of a file that is new → id of the entry, or line, whose story it tells, and whose own file is gone. */
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
  const taken = takenIn(input);
  const known = input.known.map((old) => ({ ...pick(old.entry), missingRuns: old.missingRuns, old }));
  const identities = identify(distinct, known, input, (hash) => hash);
  const unknown = new Set(distinct.filter((candidate) => !identities.has(candidate)));
  const recalled = identify(distinct, input.kept.map(asKnown), input, shortHash, unknown);
  const found = distinct.map((candidate): EntryChange => {
    const old = identities.get(candidate)?.old;
    if (old != null) return renewed(old, candidate, input, taken);
    const line = recalled.get(candidate)?.line;
    const entry = line == null ? minted(candidate, input, taken) : revived(line, candidate, input, taken);
    return { kind: "new", entry, sketch: candidate.sketch };
  });
  const seen = new Set(found.map((change) => change.entry.id));
  const present = new Set(input.candidates.map((candidate) => candidate.content.path));
  const absent = input.known
    .filter((old) => !seen.has(old.entry.id))
    .flatMap((old) => absence(old, input, present.has(old.entry.path)) ?? []);
  return {
    changes: [...found, ...absent],
    copies,
    recalled: [...recalled].map(([{ content }, { line }]) => ({ path: content.path, line })),
  };
}

/** What no new entry may have: that of entries, and of lines, whose articles may come back. */
type Taken = {
  readonly ids: Set<EntryId>;
  readonly slugs: Set<string>;
  /** Of entries alone: a line keeps its own slug, unless one of these has it. */
  readonly pages: Set<string>;
  readonly seconds: Set<number>;
};

/** Each is put together when it is asked for first: there may be very many entries, and most runs mint nothing. */
function takenIn({ heads, kept }: RecognitionInput): Taken {
  let ids: Set<EntryId> | null = null;
  let slugs: Set<string> | null = null;
  let pages: Set<string> | null = null;
  let seconds: Set<number> | null = null;
  return {
    get ids() {
      return (ids ??= new Set([...heads, ...kept].map(({ id }) => id)));
    },
    get slugs() {
      return (slugs ??= new Set([...heads, ...kept].map(({ slug }) => slug)));
    },
    get pages() {
      return (pages ??= new Set(heads.map(({ slug }) => slug)));
    },
    get seconds() {
      return (seconds ??= new Set(
        [...heads, ...kept].flatMap(({ published, updated }) => [+published, +updated]),
      ));
    },
  };
}

/** By what an article is known again. */
type Identity = Pick<Entry, "id" | "path" | "hash"> & { readonly missingRuns: number };

const pick = ({ id, path, hash }: Entry): Pick<Entry, "id" | "path" | "hash"> => ({ id, path, hash });

/** Of lines that differ on one article, as after a merge, the one that changed last comes first. */
function asKnown(line: IdLine): Identity & { readonly line: IdLine } {
  const { id, path, hash } = line;
  return { id, path, hash, missingRuns: line.isWithdrawn ? missingRunsBeforeWithdrawal : 0, line };
}

/** Of files with equal bytes the one that stood at its place before counts, else the first by name. */
function withoutCopies({ candidates, settled, known, kept }: RecognitionInput) {
  const hashAt = new Map<string, Pick<Entry, "hash">>([
    ...kept.map((line) => [line.path, line] as const),
    ...known.map((k) => [k.entry.path, k.entry] as const),
  ]);
  const rank = ({ content }: Candidate): number => {
    const there = hashAt.get(content.path);
    return there == null ? 2 : isHashOf(there, content.hash) ? 0 : 1;
  };
  const ordered = candidates.toSorted(
    (a, b) => rank(a) - rank(b) || (a.content.path < b.content.path ? -1 : 1),
  );
  const asked = new Set(candidates.map(({ content }) => content.hash));
  const firstWith = new Map(
    settled.flatMap(({ hash, path }) => (asked.has(hash) ? [[hash, path] as const] : [])),
  );
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
 *
 * @param known one id may be there with several places or contents
 * @param key of a hash as `known` has it
 * @param open those that are asked about; the others are somebody already
 */
function identify<K extends Identity>(
  candidates: readonly Candidate[],
  known: readonly K[],
  { held, moved }: RecognitionInput,
  key: (hash: string) => string,
  open: ReadonlySet<Candidate> = new Set(candidates),
): Map<Candidate, K> {
  const identities = new Map<Candidate, K>();
  if (known.length === 0) return identities;
  const taken = new Set<EntryId>();
  const isFree = (k: K): boolean => !taken.has(k.id);
  const ordered = known.toSorted((a, b) => a.missingRuns - b.missingRuns);
  const byPath = Map.groupBy(ordered, (k) => k.path);
  const byHash = Map.groupBy(ordered, (k) => k.hash);
  const byName = new Map(candidates.map((c) => [c.content.path, c]));
  const isUnplaced = (path: string): boolean => {
    const there = byName.get(path);
    return there != null && open.has(there) && !identities.has(there);
  };
  const pass = (find: (candidate: Candidate) => K | undefined): void => {
    for (const candidate of open) {
      const old = identities.has(candidate) ? undefined : find(candidate);
      if (old == null) continue;
      identities.set(candidate, old);
      taken.add(old.id);
    }
  };
  pass(({ content }) => byPath.get(content.path)?.find((k) => isFree(k) && k.hash === key(content.hash)));
  const movedFrom = ({ content }: Candidate): readonly K[] =>
    (byHash.get(key(content.hash)) ?? []).filter((k) => isFree(k) && !held.has(k.path));
  pass((candidate) => (byPath.has(candidate.content.path) ? movedFrom(candidate)[0] : undefined));
  pass((candidate) => movedFrom(candidate).find((k) => !isUnplaced(k.path)));
  pass(({ content }) => byPath.get(content.path)?.find(isFree));
  const byId = Map.groupBy(ordered, (k) => k.id);
  pass(({ content }) => {
    const id = moved.get(content.path);
    const old = id == null ? undefined : byId.get(id)?.[0];
    return old != null && isFree(old) && !isUnplaced(old.path) ? old : undefined;
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
  input: RecognitionInput,
  taken: Taken,
): EntryChange {
  const { content, sketch } = candidate;
  const isRewritten =
    content.title !== old.title || content.html !== old.html || content.correction !== old.correction;
  const dates = redated(old, isRewritten, candidate, input, taken);
  const { highlights: _former, ...rest } = old;
  const entry: Entry = { ...rest, ...content, ...dates };
  if (isWithdrawn({ missingRuns })) return { kind: "restored", entry, sketch };
  const isSame =
    !isRewritten &&
    !isRedated(old, candidate) &&
    content.author === old.author &&
    String(content.tags) === String(old.tags);
  return { kind: isSame ? "unchanged" : "updated", entry, sketch };
}

type Dates = Pick<Entry, "dated" | "published" | "updated">;

const isRedated = (old: Dates, { content }: Candidate): boolean =>
  content.dated != null && content.dated !== old.dated;

function redated(
  old: Dates,
  isRewritten: boolean,
  candidate: Candidate,
  { now, zone }: RecognitionInput,
  { seconds }: Taken,
): Dates {
  return {
    dated: candidate.content.dated ?? old.dated,
    published: isRedated(old, candidate)
      ? distinctSecond(publishedAt(candidate.claimed, now, zone), seconds)
      : old.published,
    updated: isRewritten ? changedAt(old, now, seconds) : old.updated,
  };
}

/** An article that the store does not know, as the entry it was: as if it had been known and may have been edited since. */
function revived(line: IdLine, candidate: Candidate, input: RecognitionInput, taken: Taken): Entry {
  const { content } = candidate;
  const dates = redated(line, wordingOf(content) !== line.wording, candidate, input, taken);
  // Two branches may have named two articles alike.
  const slug = taken.pages.has(line.slug) ? freeSlug(line.slug, taken.slugs) : line.slug;
  taken.pages.add(slug);
  return { ...content, id: line.id, slug, ...dates };
}

function minted(candidate: Candidate, { now, zone, mintId }: RecognitionInput, taken: Taken): Entry {
  const { content, claimed } = candidate;
  let id = mintId();
  while (taken.ids.has(id)) id = mintId();
  taken.ids.add(id);
  const published = distinctSecond(publishedAt(claimed, now, zone), taken.seconds);
  const slug = freeSlug(slugOf(content.title, id), taken.slugs);
  return { ...content, id, slug, published, updated: published };
}

const claimOf = (date: ArticleDate): string => (date.precision === "day" ? date.day : date.at.toISOString());
