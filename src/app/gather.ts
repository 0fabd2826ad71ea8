import type { Article, Skipped } from "../domain/article.ts";
import { valueOf } from "../domain/article.ts";
import type { EntryHead } from "../domain/entry.ts";
import { isWithdrawn } from "../domain/entry.ts";
import type { Candidate, Recognition } from "../domain/recognition.ts";
import { candidateOf, recogniseEntries } from "../domain/recognition.ts";
import { Fault } from "../domain/faults.ts";
import { createIndex } from "../domain/near-duplicates.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Highlights } from "../domain/lead.ts";
import type { IdLine } from "../domain/id-lock.ts";
import { shortHash, sketchIn } from "../domain/id-lock.ts";
import type { Reading, Source, Store, Summarizer } from "../domain/ports.ts";
import type { Summary, SummaryLimit } from "../domain/summary.ts";
import type { Shelf } from "./retellings.ts";
import { openRetellings } from "./retellings.ts";
import { receiptsHold } from "../domain/summary.ts";
import type { KeptIds } from "./kept-ids.ts";
import { distrustIds, linesBeyond, mintBeyond, notesOnIds, readIds } from "./kept-ids.ts";
import { inBatches } from "./batches.ts";

export type Gathered = {
  readonly recognition: Recognition;
  /** Entries that are shown and that nothing becomes of. */
  readonly standing: readonly EntryHead[];
  /** Of how many articles there was nothing to read, because they are as they were. */
  readonly settled: number;
  readonly skipped: readonly Skipped[];
  /** What was odd about articles that were used all the same. */
  readonly notes: readonly { readonly path: string; readonly note: string }[];
  /** Drafts: understood, and left alone because they say so. */
  readonly drafts: readonly string[];
  /** How many articles could be used. */
  readonly read: number;
  /** Where the next look begins; null where this one saw all there is. */
  readonly next: string | null;
  /** What the file of ids beside the articles said. */
  readonly ids: KeptIds;
};

export type Gather = {
  readonly source: Source;
  readonly store: Store;
  readonly summarizer: Summarizer;
  /** Where summaries are paid for: who makes that of an article which will be dropped as a copy. Else null. */
  readonly standIn: Summarizer | null;
  readonly limit: SummaryLimit;
  /** What an article says besides its summary, should it lead an edition. */
  readonly highlights: (article: Article, summary: Summary) => Highlights | null;
  /** Names the summarizer and how it is set: another one makes all summaries anew. */
  readonly summarizing: string;
  /** How it makes a summary; one that it had to have made otherwise is tried again in the next run. */
  readonly method: Exclude<Summary["method"], "given">;
  readonly now: Date;
  readonly zone: string;
  readonly mintId: () => EntryId;
  /** So many articles that are new or changed are in memory at once; of more, each so many are remembered before the next are read. */
  readonly articlesAtOnce: number;
};

/** Where the looks before this one ended, and what they could not use. */
export type Looked = Pick<Gathered, "next" | "skipped" | "drafts">;
export const nothingYet: Looked = { next: null, skipped: [], drafts: [] };

/**
 * Reads what is new or changed in the source, summarises it and tells new from known. What is as it was is not read again.
 *
 * @throws Fault `no-input` for an empty folder where nothing was published before, `nothing-usable` where something was:
 * an empty or unreadable folder never empties a feed
 */
export async function gather(input: Gather, before: Looked = nothingYet): Promise<Gathered> {
  const { source, store, now } = input;
  const heads = await store.heads(source.name);
  const reading = await source.read(now, readingsOf(heads, input.summarizing), {
    after: before.next,
    most: input.articlesAtOnce,
  });
  const unchanged = new Set(reading.unchanged);
  const isSettled = (head: EntryHead): boolean => unchanged.has(head.path) && !isWithdrawn(head);
  const settled = heads.filter(isSettled);
  const taken = await takeUp(reading, heads, settled, input);
  const skipped = [...reading.skipped, ...taken.refused];
  if (reading.next == null && taken.candidates.length + settled.length === 0)
    refuseEmpty(
      source,
      heads,
      byPath([...before.skipped, ...skipped]),
      byPath([...before.drafts, ...taken.drafts].map((path) => ({ path }))),
    );
  const held = new Set([...skipped.map((s) => s.path), ...reading.left]);
  const ids = await readIds(input, heads, taken.candidates);
  const kept = linesBeyond(ids, heads);
  const known = { heads, isSettled, held, kept };
  const { distinct, retold, moved } = await compared(taken.candidates, known, input);
  const recognition = recogniseEntries({
    candidates: distinct,
    settled,
    heads,
    held,
    kept,
    moved,
    drafts: new Set(taken.drafts),
    known: await store.entries(
      unsettled({ heads, isSettled, distinct, moved, drafts: taken.drafts }, reading),
    ),
    isWhole: reading.isWhole,
    now,
    zone: input.zone,
    mintId: mintBeyond(ids, source, input.mintId),
  });
  await distrustIds(input, recognition.changes);
  const changed = new Set(recognition.changes.map((change) => change.entry.id));
  return {
    recognition: { ...recognition, copies: [...recognition.copies, ...retold] },
    standing: heads.filter((head) => !isWithdrawn(head) && !changed.has(head.id)),
    settled: settled.length,
    skipped,
    notes: [...taken.notes, ...notesOnIds(ids, source, heads, recognition)],
    drafts: taken.drafts,
    read: taken.candidates.length + settled.length,
    next: reading.next,
    ids,
  };
}

/** Entries that something may become of. One that is withdrawn, or that its feed has dropped, only where its article is back. */
function unsettled(
  found: {
    readonly heads: readonly EntryHead[];
    readonly isSettled: (head: EntryHead) => boolean;
    readonly distinct: readonly Candidate[];
    readonly moved: ReadonlyMap<string, EntryId>;
    readonly drafts: readonly string[];
  },
  { isWhole, left }: Reading,
): EntryId[] {
  const isLeft = new Set(left);
  const { heads, isSettled, distinct } = found;
  const paths = new Set([...distinct.map(({ content }) => content.path), ...found.drafts]);
  const hashes = new Set(distinct.map(({ content }) => content.hash));
  const moved = new Set(found.moved.values());
  const mayReturn = ({ id, path, hash }: EntryHead): boolean =>
    paths.has(path) || hashes.has(hash) || moved.has(id);
  const isNeeded = (head: EntryHead): boolean => (isWhole && !isWithdrawn(head)) || mayReturn(head);
  return heads.flatMap((head) =>
    !isSettled(head) && !isLeft.has(head.path) && isNeeded(head) ? head.id : [],
  );
}

/** Of each entry's article, by path; without those whose summary would be made otherwise now. */
function readingsOf(heads: readonly EntryHead[], summarizing: string): ReadonlyMap<string, string> {
  const suffix = ` ${summarizing}`;
  return new Map(
    heads.flatMap((head) =>
      head.missingRuns === 0 && head.reading?.endsWith(suffix) === true
        ? [[head.path, head.reading.slice(0, -suffix.length)]]
        : [],
    ),
  );
}

/** Articles → candidates, one after another. A summary whose receipts do not match does not go out; the article is named. */
async function takeUp(
  reading: Reading,
  heads: readonly EntryHead[],
  settled: readonly EntryHead[],
  input: Gather,
) {
  const { standIn } = input;
  const copiesIn = standIn == null ? null : openRetellings(shelfOf(heads, settled, input));
  const candidates: Candidate[] = [];
  const refused: Skipped[] = [];
  const drafts: string[] = [];
  const notes: { path: string; note: string }[] = [];
  for (const some of inBatches(reading.articles, batch)) {
    const articles = some.filter((article) => !article.draft);
    drafts.push(...some.filter((article) => article.draft).map((article) => article.path));
    const copies = await copiesIn?.(articles);
    const summarizerOf = ({ path }: Article): Summarizer =>
      standIn != null && copies?.has(path) === true ? standIn : input.summarizer;
    // Together: a summarizer that waits for a server takes its own turns.
    const summaries = await Promise.all(
      articles.map(async (article) => ({
        article,
        summary: await summarizerOf(article).summarize(article, input.limit),
      })),
    );
    for (const { article, summary } of summaries) {
      const { path } = article;
      if (!receiptsHold(summary, article.text, article.hash)) {
        refused.push({ path, reason: "its summary does not match its text; please report this" });
        continue;
      }
      const isFinal = summary.method === "given" || summary.method === input.method;
      const made = isFinal ? input.summarizing : "for now";
      const highlights = input.highlights(article, summary);
      candidates.push(candidateOf(article, summary, `${article.reading} ${made}`, highlights));
      for (const note of notesOn(article, input.now)) notes.push({ path, note });
    }
  }
  return { candidates, refused, drafts, notes };
}

function shelfOf(
  heads: readonly EntryHead[],
  settled: readonly EntryHead[],
  { store, source }: Gather,
): Shelf {
  const paths = new Set(heads.map((head) => head.path));
  const hashes = new Set(heads.map((head) => head.hash));
  return {
    store,
    source: source.name,
    settled: new Set(settled.map((head) => head.path)),
    isEntry: ({ path, hash }) => paths.has(path) || hashes.has(hash),
  };
}

/** Whole articles in memory at a time. */
const batch = 32;

type Known = {
  readonly heads: readonly EntryHead[];
  readonly isSettled: (head: EntryHead) => boolean;
  readonly held: ReadonlySet<string>;
  /** Lines of the file beside the articles that the store does not know. */
  readonly kept: readonly IdLine[];
};

/**
 * The same story in two files is one entry: the file that was an entry before, else the first by path. What was published
 * as two stays two, and equal bytes are left to recognition, which knows renamed files. A file that is new and tells the story of
 * one that is gone was renamed and edited.
 */
async function compared(candidates: readonly Candidate[], known: Known, { source, store }: Gather) {
  const { heads, kept } = known;
  const { places, hashes } = knownOf(candidates, heads, kept);
  const isKnown = ({ content: { path, hash } }: Candidate): boolean =>
    places.has(path) || hashes.has(hash) || hashes.has(shortHash(hash));
  const strangers = candidates.filter((candidate) => !isKnown(candidate));
  const { told, moved } = await toldBefore(strangers, candidates, known, source.name, store);
  const index = createIndex<Candidate>();
  const distinct: Candidate[] = [];
  const retold: { path: string; of: string }[] = [];
  for (const candidate of candidates.toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)))) {
    const { path, hash } = candidate.content;
    const [first] = index.find(candidate.sketch);
    const of = told.get(path) ?? (first?.id.content.hash === hash ? undefined : first?.id.content.path);
    if (of != null && !isKnown(candidate) && !moved.has(path)) {
      retold.push({ path, of });
      continue;
    }
    index.insert(candidate, candidate.sketch);
    distinct.push(candidate);
  }
  return { distinct, retold, moved };
}

/** Places and hashes of candidates that there are already; the candidates are few, and the entries pass by. */
function knownOf(
  candidates: readonly Candidate[],
  heads: readonly EntryHead[],
  kept: readonly IdLine[],
): { readonly places: ReadonlySet<string>; readonly hashes: ReadonlySet<string> } {
  const paths = new Set(candidates.map(({ content }) => content.path));
  const asked = new Set(candidates.flatMap(({ content: { hash } }) => [hash, shortHash(hash)]));
  const places = new Set<string>();
  const hashes = new Set<string>();
  for (const known of [heads, kept]) {
    for (const { path, hash } of known) {
      if (paths.has(path)) places.add(path);
      if (asked.has(hash)) hashes.add(hash);
    }
  }
  return { places, hashes };
}

/**
 * Of strangers, by path: whose story each tells. `told`: path of an entry that is there; `moved`: id of an entry, or of a line,
 * whose file is gone, each at most once. The strangers are few and are indexed; the entries are many and pass by once.
 */
async function toldBefore(
  strangers: readonly Candidate[],
  candidates: readonly Candidate[],
  { heads, isSettled, held, kept }: Known,
  source: string,
  store: Store,
) {
  const told = new Map<string, string>();
  const moved = new Map<string, EntryId>();
  if (strangers.length === 0 || heads.length + kept.length === 0) return { told, moved };
  const index = createIndex<string>();
  for (const { content, sketch } of strangers) index.insert(content.path, sketch);
  const byPath = new Map(heads.map((head) => [head.path, head]));
  const present = new Set(candidates.map(({ content }) => content.path));
  for await (const { path, sketch } of store.sketches(source)) {
    const head = byPath.get(path);
    if (head == null) continue;
    const [first, ...rest] = index.find(sketch).map(({ id }) => id);
    if (first == null) continue;
    if (isSettled(head)) {
      for (const id of [first, ...rest]) if (!told.has(id)) told.set(id, path);
    } else if (!present.has(path) && !held.has(path) && !moved.has(first)) moved.set(first, head.id);
  }
  const there = new Set(heads.flatMap((head) => (isSettled(head) ? head.path : [])));
  const isGone = (path: string): boolean => !present.has(path) && !held.has(path) && !there.has(path);
  const found = new Set(moved.values());
  for (const line of kept) {
    const sketch = line.isWithdrawn || found.has(line.id) || !isGone(line.path) ? null : sketchIn(line);
    const first = sketch == null ? undefined : index.find(sketch).find(({ id }) => !moved.has(id));
    if (first == null) continue;
    moved.set(first.id, line.id);
    found.add(line.id);
  }
  for (const path of told.keys()) moved.delete(path);
  return { told, moved };
}

function notesOn(article: Article, now: Date): string[] {
  const date = valueOf(article.date);
  const claimed =
    date == null ? null : date.precision === "day" ? new Date(`${date.day}T00:00:00Z`) : date.at;
  if (claimed == null || +claimed <= +now + dayMs) return [...article.notes];
  return [
    ...article.notes,
    "its date is in the future, and it is published now: `draft: true` keeps an article back",
  ];
}

/** A day may have begun elsewhere already. */
const dayMs = 86_400_000;

/** Each path once: what lies in a folder and is no article, every look finds. */
export const byPath = <T extends { readonly path: string }>(found: readonly T[]): T[] => [
  ...new Map(found.map((each) => [each.path, each])).values(),
];

function refuseEmpty(
  source: Source,
  known: readonly EntryHead[],
  skipped: readonly Skipped[],
  drafts: readonly unknown[],
): never {
  const why = skipped.map((s) => `\n  ${s.path}: ${s.reason}`).join("");
  const found = skipped.length + drafts.length;
  const state =
    found === 0
      ? `${source.name} holds no article (.txt, .md or .html)`
      : `no article in ${source.name} can be used (${drafts.length} drafts, ${skipped.length} skipped)${why}`;
  if (known.length > 0) {
    throw new Fault("nothing-usable", `${state}.\nWhat was published before stays as it is.`);
  }
  throw new Fault(
    found === 0 ? "no-input" : "nothing-usable",
    `${state}.\nPut articles there and run again.`,
  );
}
