import type { Announcement } from "./announcement.ts";
import type { Article, ArticleImage, Skipped } from "./article.ts";
import type { Tally } from "./delivery.ts";
import type { BounceMemory } from "./bounce-ports.ts";
import type { ConsentMemory } from "./consent-memory.ts";
import type { AudienceRule, Edition, EditionHead } from "./edition.ts";
import type { Entry, EntryHead, KnownEntry } from "./entry.ts";
import type { Sketch } from "./near-duplicates.ts";
import type { EntryChange, Recognition } from "./recognition.ts";
import type { EditionId, EntryId } from "./ids.ts";
import type { Ledger } from "./ledger-port.ts";
import type { Beginnings, RoundupDue } from "./roundup.ts";
import type { Subscriber } from "./subscriber.ts";
import type { Summary, SummaryLimit } from "./summary.ts";
import type { CountedTopic, Topic } from "./topic.ts";

/** What a source yields in one look: every readable article, and every other one with its reason. */
export type Reading = {
  /** New or changed since they were `known`. Made as they are taken, so that not all are in memory at once. */
  readonly articles: Iterable<Article>;
  /** Paths of articles that are there and are read as they were. */
  readonly unchanged: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Paths of articles that are there and were left for another look. */
  readonly left: readonly string[];
  /** The path behind which the next look begins; null where all has been looked at. */
  readonly next: string | null;
  /** Is an article that is not in it gone? A feed drops its oldest items and means nothing by it. */
  readonly isWhole: boolean;
};

/**
 * Where articles come from. `read` looks afresh each time and settles for every file; one bad file never harms
 * another.
 *
 * @throws Fault `no-input` when the place itself (folder, …) is missing or cannot be listed.
 */
export type Source = {
  /** For messages: `seeds/`. */
  readonly name: string;
  /**
   * @param known the `reading` of each article, by path, that the caller has and need not be given again
   * @param look where to begin, in the order of paths, and how many that are new or changed to read at most
   */
  read(
    now: Date,
    known?: ReadonlyMap<string, string>,
    look?: { readonly after: string | null; readonly most: number },
  ): Promise<Reading>;
  /**
   * Names everything that lies there: with the same one `read` would find the same. Null where that cannot be said, and the
   * like where there is no such thing.
   */
  fingerprint?(now: Date): string | null;
  /** The bytes to publish of a picture that `read` found, or null where it is gone or has changed since. */
  picture?(image: ArticleImage): Promise<Uint8Array | null>;
  /** Where ids are kept beside the articles; a source that is not ours to write to has no such place. */
  readonly ids?: IdLock;
};

/**
 * The text file beside the articles that keeps their ids; what stands in it is `domain/id-lock`. Nothing here throws for
 * what the file is: a folder may be read-only, and the store remembers all the same.
 */
export type IdLock = {
  /** For messages: `seeds/.broadsheet-ids`. */
  readonly name: string;
  /** Changes whenever the file may have changed; "" where there is none. */
  stamp(now: Date): string;
  /** The text, null where there is no file, or why it cannot be used. */
  read(): Promise<{ readonly text: string | null } | { readonly unusable: string }>;
  /** Why it could not be written, where that is plain beforehand. */
  refusal(): Promise<string | null>;
  /** Replaces the file whole. @returns its stamp, or why it could not be written */
  write(text: string): Promise<{ readonly stamp: string } | { readonly unwritable: string }>;
};

/**
 * The last good answer of a web address, by which a source asks "changed since?" and carries on when nothing comes.
 * `etag`, `lastModified`, `contentType` as the server wrote them; `location` is the address that answered, after
 * redirects.
 */
export type Fetched = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string | null;
  readonly location: string;
  /** Unpacked, not decoded. */
  readonly body: Uint8Array;
  /** When the body was last known to be current. */
  readonly at: Date;
  /** The address is not asked again before. */
  readonly retryAt: Date;
  /** Why the last attempt failed; null when it did not. */
  readonly trouble: string | null;
};

/** What sources remember of web addresses, one answer for each. Faults as the store's. */
export type FetchMemory = {
  recall(url: string): Promise<Fetched | null>;
  record(url: string, fetched: Fetched): Promise<void>;
};

/**
 * What a folder remembers of a file. `stamp` changes whenever the file or its sidecar may have changed, `companions` names
 * other files it depends on with their stamps. `content` is a hash of all their bytes. `marks` are the hashes of its blocks.
 */
export type FileMemory = {
  readonly path: string;
  readonly stamp: string;
  readonly companions: readonly { readonly path: string; readonly stamp: string }[];
  readonly content: string;
  readonly reading: string;
};

/** Blocks that stand in many files of one folder, by their hash; found among `files` files, `changed` of which are others now. */
export type FolderMemory = {
  readonly files: number;
  readonly changed: number;
  readonly repeated: ReadonlyMap<string, { readonly articles: number; readonly of: number }>;
};

/** What is kept so that the work is done once for each content. It may be lost: then the work is done again. Faults as the store's. */
export type ReadingMemory = {
  files(source: string): Promise<ReadonlyMap<string, FileMemory>>;
  /** @param folder "" or ending in "/"; only files right in it */
  marks(source: string, folder: string): Promise<ReadonlyMap<string, readonly string[]>>;
  folders(source: string): Promise<ReadonlyMap<string, FolderMemory>>;
  record(source: string, change: MemoryChange): Promise<void>;
};

export type MemoryChange = {
  readonly files: readonly (FileMemory & { readonly marks: readonly string[] })[];
  /** Files with new stamps and the content they had. */
  readonly restamped: readonly Pick<FileMemory, "path" | "stamp" | "companions">[];
  readonly gone: readonly string[];
  readonly folders: ReadonlyMap<string, FolderMemory>;
};

/**
 * What became of summaries that cost money: one short text a key. Keys are SHA-256 in lower-case hex, texts are the
 * summarizer's own and mean nothing to the memory. Faults as the store's.
 */
export type SummaryCache = {
  recall(key: string, now: Date): Promise<string | null>;
  record(key: string, text: string, now: Date): Promise<void>;
  /** What was neither recorded nor recalled since then. @returns how many there were */
  forgetUnused(since: Date, now: Date): Promise<number>;
};

/**
 * Article → summary. Faithful, bounded by the limit, deterministic. May be called for many articles at once: one that
 * waits for a server takes its own turns.
 */
export type Summarizer = {
  summarize(article: Article, limit: SummaryLimit): Promise<Summary>;
};

/** What a hub says to news of a feed. `waitMs`: how long it wishes not to be told again; null where it says nothing. */
export type HubAnswer =
  | { readonly kind: "told" }
  /** It may take it another time. `reason` goes after the hub's name: "answers 503". */
  | { readonly kind: "later"; readonly reason: string; readonly waitMs: number | null }
  | { readonly kind: "refused"; readonly reason: string };

/** Whom feed readers let watch a feed for them, and who has to be told of a change. `announce` always settles with an answer. */
export type Hub = {
  /** For messages: its host. */
  readonly name: string;
  /** @param topic the feed's address */
  announce(topic: string, now: Date): Promise<HubAnswer>;
};

/** Feeds whose hub is still to be told that they have changed, by series. Faults as the store's. */
export type AnnouncementMemory = {
  /** Due at once; one that was owed before begins anew. */
  owe(series: string, topics: readonly string[], now: Date): Promise<void>;
  due(series: string, now: Date): Promise<readonly Announcement[]>;
  /** After an attempt. @param retryAt null: it is owed no longer, unless it changed meanwhile */
  settle(series: string, owed: Announcement, retryAt: Date | null): Promise<void>;
};

/** A file to publish: its place below the publisher's root, `/` between names. */
export type OutputFile = { readonly path: string; readonly body: string | Uint8Array };

/** What publishing changed. Unchanged files are not touched, so that conditional GET goes on saying 304. */
export type Publication = {
  readonly written: readonly string[];
  /** How many were made again and came out as they were. */
  readonly unchanged: number;
  readonly removed: readonly string[];
};

/**
 * Bytes → where readers fetch them. Every file is replaced whole; a reader never sees half a file.
 *
 * @throws Fault `cannot-write`; what was published before is then still in place.
 */
export type Publisher = {
  /** For messages: `public/`. */
  readonly name: string;
  /** The paths of all files that stand there now. */
  present(): Promise<ReadonlySet<string>>;
  /** Names which files stand there, by what changes when one comes or goes. */
  stamp(): Promise<string>;
  /** Do the files stand there that stood when this stamp was taken? Quickly: each folder is looked at, not what lies in it. */
  stands(stamp: string): Promise<boolean>;
  /**
   * Writes what differs beside its place, file after file as they are made; readers see none of it before `publish`. A file
   * that cannot be made or written undoes it all.
   */
  stage(files: Iterable<OutputFile> | AsyncIterable<OutputFile>, remove: readonly string[]): Promise<Staged>;
};

export type Staged = AsyncDisposable & {
  readonly publication: Publication;
  /** Puts everything in its place at once. */
  publish(): Promise<void>;
};

export type { Message, Transport, TransportSession } from "./transport-port.ts";

/** The only way to the time of day. `sleep` ends early, without an error, when the signal is aborted. */
export type Clock = { now(): Date };

export type RunRecord = {
  readonly job: string;
  /** The scheduled instant, or null for a run by hand. */
  readonly dueAt: Date | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: string | null;
};

/** What deciding which entries are the newest needs of one. */
export type Dated = Pick<Entry, "id" | "published">;

/** An entry as listings know it. `name` is the topic's, as the entry spells it. */
export type Listed = Pick<Entry, "id" | "slug" | "published" | "updated"> & { readonly name: string };

/** An entry and all it stands under. */
export type Filing = Dated & { readonly topics: readonly Topic[] };

/**
 * A look that left nothing to do. `key` names all it depended on; `published` is the publisher's stamp after it; `found` is what
 * it would report again.
 */
export type LastLook = {
  readonly key: string;
  readonly published: string;
  readonly found: {
    readonly read: number;
    readonly copies: Recognition["copies"];
    readonly skipped: readonly Skipped[];
    readonly drafts: readonly string[];
    readonly notes: readonly { readonly path: string; readonly note: string }[];
  };
};

/** An edition as far as the ledger goes; `stories` is how many were new in it. */
export type StoredEdition = {
  readonly edition: EditionHead;
  readonly stories: number;
  readonly tally: Tally;
};

/**
 * Memory. Every method is one transaction; none leaves the ledger out of balance. Faults: `store-damaged`,
 * `cannot-write`, `busy`.
 */
export type Store = Memory & Ledger;
type Memory = AsyncDisposable & {
  /** Of all entries last read from this source, withdrawn ones included: what is small. */
  heads(source: string): Promise<readonly EntryHead[]>;
  /** Whole entries, in the order of their ids. Faults also for an id that is not there. */
  entries(ids: readonly EntryId[]): Promise<readonly KnownEntry[]>;
  /** Entries that are not withdrawn, newest first, one by one. */
  shown(source: string): AsyncIterable<Entry>;
  /** Was the entry of this page withdrawn, and not restored since? */
  isGone(source: string, slug: string): Promise<boolean>;
  /** For finding copies: the sketch of every entry that is not withdrawn. */
  sketches(source: string): AsyncIterable<{ readonly path: string; readonly sketch: Sketch }>;
  /** Those of a source, withdrawn ones included, that are in no edition of this series yet. */
  unprinted(series: string, source: string): Promise<readonly Dated[]>;
  /** Of these entries those that are in an edition of the series, each with the correction its readers know. */
  told(series: string, ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, string | null>>;
  /** Entries that are shown and in an edition of the series, and whose correction its readers do not know. */
  untold(series: string, source: string): Promise<readonly EntryId[]>;
  /** The editions an entry is in, and the round-ups that list it. */
  printedIn(id: EntryId): Promise<ReadonlySet<EditionId>>;
  remember(source: string, changes: readonly EntryChange[]): Promise<void>;
  /**
   * Entries, edition and one delivery per subscriber in the audience, in one transaction. A suppressed address gets
   * its row too, as `suppressed`: nobody is skipped unseen. The corrections it tells are told from then on. A round-up
   * prints and tells nothing; its readers' places move on in the same transaction.
   *
   * @param counted entries that the edition counts and does not list; they are printed, too
   */
  seal(
    source: string,
    changes: readonly EntryChange[],
    edition: Edition,
    counted?: readonly EntryId[],
  ): Promise<Tally>;
  /** Round-ups that readers of a series are to be sent now: one for each pace and place in it. */
  roundupsDue(series: string, now: Date, began: Beginnings): Promise<readonly RoundupDue[]>;
  /** Newest first. */
  editionHeads(series: string): Promise<readonly EditionHead[]>;
  edition(series: string, number: number): Promise<Edition | null>;
  /** Newest first. */
  allEditions(): Promise<readonly StoredEdition[]>;
  /** Those whose ledger holds mail that may still be sent, the oldest first. */
  openEditions(series: string): Promise<readonly StoredEdition[]>;

  /** Everything entries of a source stand under; a topic's name is spelled as its newest entry does. */
  topics(source: string): Promise<readonly CountedTopic[]>;
  /** The entries under a topic, newest first. */
  listing(source: string, folder: string): Promise<readonly Listed[]>;
  /** What any of these entries stands under. */
  filed(source: string, ids: readonly EntryId[]): Promise<readonly Topic[]>;
  /** Puts entries under their topics, and takes them from all others. */
  file(source: string, filings: readonly Filing[]): Promise<void>;
  /** The same for all entries of a source: what is not among them stands under nothing. In several transactions. */
  refile(source: string, filings: AsyncIterable<Filing>): Promise<void>;
  /** Entries that are shown and stand in no archive of the series' feed. */
  unarchived(series: string, source: string): Promise<readonly Dated[]>;
  /** How many archives the series' feed has. */
  archives(series: string): Promise<number>;
  /** Numbers of the archives that hold any of these entries. */
  archivesOf(series: string, ids: readonly EntryId[]): Promise<ReadonlySet<number>>;
  /** What stands in an archive, withdrawn entries included; in the order of their ids. */
  archived(series: string, number: number): Promise<readonly EntryId[]>;
  /** Which entries stand in which archive, once and for all. */
  archive(
    series: string,
    closed: readonly { readonly number: number; readonly ids: readonly EntryId[] }[],
  ): Promise<void>;

  /** Counts how often entries of a source were remembered, other than as they were. */
  revision(source: string): Promise<number>;
  /** How the series was found at its last look, or null. */
  lastLook(series: string): Promise<LastLook | null>;
  setLastLook(series: string, look: LastLook | null): Promise<void>;

  /** What the published site of this series was made with, or null while it is being replaced. */
  publishedWith(series: string): Promise<string | null>;
  setPublishedWith(series: string, key: string | null): Promise<void>;

  addSubscriber(subscriber: Subscriber): Promise<"added" | "already-active" | "revived" | "suppressed">;
  /** The standing becomes `unsubscribed`; the row stays, and with it the ledger. @returns whether it was active. */
  removeSubscriber(key: string, now: Date): Promise<boolean>;
  subscribers(): AsyncIterable<Subscriber>;
  countSubscribers(audience: AudienceRule): Promise<number>;

  /** @returns a run's id, or null when this (job, dueAt) has been taken already. */
  beginRun(job: string, dueAt: Date | null, now: Date): Promise<number | null>;
  finishRun(id: number, outcome: string, now: Date): Promise<void>;
  /** The newest scheduled instant that has been taken, or null. */
  lastSlot(job: string): Promise<Date | null>;
  /** For sources that fetch. */
  readonly fetches: FetchMemory;
  /** For sources that read files. */
  readonly readings: ReadingMemory;
  /** For summarizers that pay. */
  readonly rewrites: SummaryCache;
  /** For publishers of feeds with a hub. */
  readonly announcements: AnnouncementMemory;
  /** For mail that comes back. */
  readonly bounces: BounceMemory;
  readonly consents: ConsentMemory;

  /** Newest first. */
  runs(job: string, limit: number): Promise<readonly RunRecord[]>;
};

/**
 * One run at a time. Held by the operating system for this process, so that it is free the moment the process dies.
 *
 * @throws Fault `busy`, naming who holds it
 */
export type RunLock = { acquire(): Promise<AsyncDisposable> };
