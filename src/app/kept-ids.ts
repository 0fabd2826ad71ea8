import type { EntryHead } from "../domain/entry.ts";
import { isWithdrawn } from "../domain/entry.ts";
import { Fault } from "../domain/faults.ts";
import type { IdLine, ParsedLock } from "../domain/id-lock.ts";
import { idLine, isHashOf, lockText, parseIdLock, planLock, sketchIn } from "../domain/id-lock.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Sketch } from "../domain/near-duplicates.ts";
import { containment, copyThreshold } from "../domain/near-duplicates.ts";
import type { IdLock, MemoryChange, Source, Store } from "../domain/ports.ts";
import type { Candidate, EntryChange, Recognition } from "../domain/recognition.ts";
import { inBatches } from "./batches.ts";

/**
 * The ids beside the articles: read when an article is not as the store has it, or when the file is another than the one the
 * store knows; written after the store has remembered. So at every instant each id that was ever published is in the store,
 * and in the file too once a run has come to its end: before anything is remembered the file counts as unknown, so that the
 * next run completes what a run that died left undone, or what an older file that was checked out does not know.
 */
export type KeptIds = {
  /** Null where nothing asked for it, or where it cannot be used. */
  readonly file: LockFile | null;
  /** Of the file that was read, or would have been. */
  readonly stamp: string;
  /** Is it the file that the store knows to be complete? */
  readonly isComplete: boolean;
  /** Why it cannot be used, where it cannot. */
  readonly unusable: string | null;
};

/** `text` is null where there is no file. */
type LockFile = { readonly text: string | null; readonly lock: ParsedLock };

export type Note = { readonly path: string; readonly note: string };

const none: KeptIds = { file: null, stamp: "", isComplete: true, unusable: null };

type Means = { readonly source: Source; readonly store: Store; readonly now: Date };

/** What the file knows, where it is needed. */
export async function readIds(
  { source, store, now }: Means,
  heads: readonly EntryHead[],
  candidates: readonly Candidate[],
): Promise<KeptIds> {
  const { ids } = source;
  if (ids == null) return none;
  const stamp = ids.stamp(now);
  const isComplete = stamp !== "" && stamp === (await completeStamp(ids, store));
  const isNeeded = !isComplete || hasOther(candidates, heads);
  const read = isNeeded ? await readFrom(ids) : null;
  if (read == null || "lock" in read) return { file: read, stamp, isComplete, unusable: null };
  return { file: null, stamp, isComplete: false, unusable: read.unusable };
}

/** Is one of them new, or has other bytes than its entry? */
function hasOther(candidates: readonly Candidate[], heads: readonly EntryHead[]): boolean {
  const hashAt = new Map<string, string | null>(candidates.map(({ content }) => [content.path, null]));
  for (const { path, hash } of heads) if (hashAt.has(path)) hashAt.set(path, hash);
  return candidates.some(({ content }) => hashAt.get(content.path) !== content.hash);
}

async function readFrom(ids: IdLock): Promise<LockFile | { readonly unusable: string }> {
  const read = await ids.read();
  return "unusable" in read ? read : { ...read, lock: parseIdLock(read.text ?? "") };
}

/** Lines that may give an article its id: what the store has is the store's to say. */
export function linesBeyond({ file }: KeptIds, heads: readonly EntryHead[]): readonly IdLine[] {
  if (file == null) return [];
  const known = new Set(heads.map(({ id }) => id));
  return file.lock.lines.filter(({ id }) => !known.has(id));
}

/** @throws Fault `no-input` where a file that cannot be read may hold the id: another one could never be taken back */
export function mintBeyond({ unusable }: KeptIds, { ids }: Source, mintId: () => EntryId): () => EntryId {
  if (unusable == null || ids == null) return mintId;
  return () => {
    throw new Fault(
      "no-input",
      `${ids.name} keeps the ids of the articles, and ${unusable}. There are articles that the database does not know; with new ids readers would be shown all of them again. Mend the file, or remove it if they are all new.`,
    );
  };
}

/** What a person should know of the file. */
export function notesOnIds(
  kept: KeptIds,
  { ids }: Source,
  heads: readonly EntryHead[],
  { recalled }: Recognition,
): Note[] {
  if (ids == null) return [];
  const problems = (kept.file?.lock.problems ?? []).map(({ number, what }) => `line ${number}: ${what}`);
  const notes = [
    ...(kept.unusable == null ? [] : [`${kept.unusable}; until then ids are kept in the database alone`]),
    ...firstOf(problems),
    ...firstOf(otherwise(kept, heads)),
    ...(recalled.length === 0
      ? []
      : [
          `${recalled.length === 1 ? "an article" : `${recalled.length} articles`} that the database does not know kept ${recalled.length === 1 ? "its id" : "their ids"} by it`,
        ]),
  ];
  return notes.map((note) => ({ path: ids.name, note }));
}

/** Where the file says one thing of an article and the store another. */
function otherwise({ file }: KeptIds, heads: readonly EntryHead[]): string[] {
  if (file == null) return [];
  const byId = new Map(heads.map((head) => [head.id, head]));
  // Asked only of lines that the store does not know: mostly there are none.
  let shownAt: ReadonlySet<string> | null = null;
  const isShown = (path: string): boolean =>
    (shownAt ??= new Set(heads.flatMap((head) => (isWithdrawn(head) ? [] : head.path)))).has(path);
  return file.lock.lines.flatMap((line) => {
    const own = byId.get(line.id);
    if (own == null)
      return line.isWithdrawn || !isShown(line.path)
        ? []
        : [
            `line ${line.number}: the database has another id for that file, and readers know that one; it stays`,
          ];
    const isSamePage = own.slug === line.slug;
    const isSameDate = +own.published === +line.published;
    const differs = [...(isSamePage ? [] : ["page"]), ...(isSameDate ? [] : ["date of publication"])];
    return isSamePage && isSameDate
      ? []
      : [`line ${line.number}: the database has another ${differs.join(" and ")} for that id; it stays`];
  });
}

const maxNotes = 10;

function firstOf(notes: readonly string[]): string[] {
  if (notes.length <= maxNotes) return [...notes];
  return [...notes.slice(0, maxNotes), `and ${notes.length - maxNotes} more such lines`];
}

const isSeen = ({ kind }: EntryChange): boolean => kind !== "kept";

/** Before the changes are remembered: should the run die then, the file is looked through by the next one. */
export async function distrustIds({ source, store }: Means, changes: readonly EntryChange[]): Promise<void> {
  const { ids } = source;
  if (ids == null || !changes.some(isSeen) || (await completeStamp(ids, store)) == null) return;
  await store.readings.record(ids.name, { ...nothing, gone: [ids.name] });
}

/**
 * After the changes are remembered: brings the file up to date, and does not touch it where it is. A file that cannot be
 * written is a note, not a failure.
 */
export async function writeIds(
  { source, store, now }: Means,
  kept: KeptIds,
  changes: readonly EntryChange[],
): Promise<Note[]> {
  const { ids } = source;
  if (ids == null || kept.unusable != null || (kept.isComplete && !changes.some(isSeen))) return [];
  const told = (why: string): Note[] => [
    {
      path: ids.name,
      note: `could not be written (${why}); until it is, ids are kept in the database alone`,
    },
  ];
  const refusal = await ids.refusal();
  if (refusal != null) return told(refusal);
  // Somebody may have changed it since; nothing of theirs is to be lost.
  const isFresh = kept.file != null && ids.stamp(now) === kept.stamp;
  const file = isFresh ? kept.file : await readFrom(ids);
  if ("unusable" in file) return told(file.unusable);
  const text = await textFor(file.lock, source.name, store, changes);
  const written = text === file.text ? { stamp: ids.stamp(now) } : await ids.write(text);
  if ("unwritable" in written) return told(written.unwritable);
  const complete = {
    path: ids.name,
    stamp: written.stamp,
    companions: [],
    content: "",
    reading: "",
    marks: [],
  };
  await store.readings.record(ids.name, { ...nothing, files: [complete] });
  return [];
}

const nothing: MemoryChange = { files: [], restamped: [], gone: [], folders: new Map() };

/** Stamp of the file that was last known to hold every id, or null. */
async function completeStamp(ids: IdLock, store: Store): Promise<string | null> {
  return (await store.readings.files(ids.name)).get(ids.name)?.stamp ?? null;
}

async function textFor(
  lock: ParsedLock,
  source: string,
  store: Store,
  changes: readonly EntryChange[],
): Promise<string> {
  const heads = await store.heads(source);
  const { standing, lacking } = planLock(lock, heads);
  const lines = new Map(standing);
  // A changed entry may have other words and the same head.
  const sketches = new Map<EntryId, Sketch>();
  for (const change of changes) if ("sketch" in change) sketches.set(change.entry.id, change.sketch);
  const wanted = new Set([...lacking.map(({ id }) => id), ...sketches.keys()]);
  await addSketches(sketches, lacking, source, store);
  for (const some of inBatches([...wanted], batch)) {
    for (const { entry, missingRuns } of await store.entries(some))
      lines.set(entry.id, idLine(entry, missingRuns, sketches.get(entry.id) ?? null));
  }
  const places = new Set(heads.flatMap((head) => (isWithdrawn(head) ? [] : head.path)));
  return lockText(lock, lines, places);
}

/** Of entries whose sketches are not at hand; all pass by where there are any. */
async function addSketches(
  sketches: Map<EntryId, Sketch>,
  lacking: readonly EntryHead[],
  source: string,
  store: Store,
): Promise<void> {
  const missing = lacking.filter((head) => !sketches.has(head.id) && !isWithdrawn(head));
  if (missing.length === 0) return;
  const byPath = new Map(missing.map(({ path, id }) => [path, id]));
  for await (const { path, sketch } of store.sketches(source)) {
    const id = byPath.get(path);
    if (id != null) sketches.set(id, sketch);
  }
}

/** Whole entries in memory at a time. */
const batch = 500;

/**
 * Where the id of one article comes from, in words; null where the source keeps no ids.
 *
 * @param known the entry it is, or null
 * @param isThere does an article lie at this path?
 */
export async function originOfId(
  { ids }: Source,
  known: EntryId | null,
  article:
    | (Pick<Candidate, "sketch"> & { readonly content: Pick<Candidate["content"], "path" | "hash"> })
    | null,
  isThere: (path: string) => boolean,
): Promise<string | null> {
  if (ids == null) return null;
  const file = await readFrom(ids);
  if ("unusable" in file) return `${ids.name}: ${file.unusable}`;
  const { lines } = file.lock;
  if (known != null) {
    const line = lines.find(({ id }) => id === known);
    return line == null
      ? `from the database; ${ids.name} does not have it yet`
      : `from the database, and in line ${line.number} of ${ids.name}`;
  }
  if (article == null) return null;
  const { path, hash } = article.content;
  const found =
    by("path and bytes", lines, (line) => line.path === path && isHashOf(line, hash)) ??
    by("bytes", lines, (line) => isHashOf(line, hash)) ??
    by("path", lines, (line) => line.path === path) ??
    by("words", lines, (line) => !line.isWithdrawn && !isThere(line.path) && isRetold(line, article.sketch));
  return found == null
    ? "minted when it is published first"
    : `${found.line.id}, kept in line ${found.line.number} of ${ids.name}, which fits by its ${found.what}`;
}

function by(what: string, lines: readonly IdLine[], fits: (line: IdLine) => boolean) {
  const line = lines.find(fits);
  return line == null ? null : { line, what };
}

function isRetold(line: IdLine, sketch: Sketch): boolean {
  const own = sketchIn(line);
  return own != null && containment(own, sketch) >= copyThreshold;
}
