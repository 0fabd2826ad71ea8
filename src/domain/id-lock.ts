import type { Entry, EntryHead } from "./entry.ts";
import { isWithdrawn } from "./entry.ts";
import type { EntryId } from "./ids.ts";
import { isEntryId } from "./ids.ts";
import type { Sample, Sketch } from "./near-duplicates.ts";
import { coarserSketch } from "./near-duplicates.ts";

/**
 * The ids of a folder's articles as a text file beside them, so that they outlive the database: a line for each article that
 * ever had one, by id. Ids are random, so two branches that add articles add lines at different places, and git merges them.
 * What a person or a merge did to the file never costs an id that can still be read.
 */

/** One article as the file keeps it. */
export type IdLine = {
  readonly id: EntryId;
  readonly isWithdrawn: boolean;
  readonly published: Date;
  readonly updated: Date;
  /** As its file stated it, as `Entry.dated`. */
  readonly dated: string | null;
  readonly slug: string;
  /** Start of the SHA-256 of the file's bytes, 16 hexadecimal digits. */
  readonly hash: string;
  /** `wordingOf` title and body. */
  readonly wording: string;
  /** Base64url; see `sketchIn`. */
  readonly sketch: string;
  readonly path: string;
  /** The line itself, and its number, from 1. */
  readonly text: string;
  readonly number: number;
};

/** Something in the file that a person should look at: the line's number, and what to do, in one line. */
export type LockProblem = { readonly number: number; readonly what: string };

export type ParsedLock = {
  /** In the order of the file. Both sides of a merge conflict are there, so an id may be there twice. */
  readonly lines: readonly IdLine[];
  /** Lines that could not be read, and comments of others: kept as they are, for only a person knows what they are worth. */
  readonly others: readonly string[];
  readonly problems: readonly LockProblem[];
};

const header = [
  "# Broadsheet's ids of the articles in this folder. By them readers know an article again after it was renamed or edited,",
  "# and after the database was lost. Keep this file in version control with the articles; git can merge it, and a conflict",
  "# in it is put in order by the next run. One line an article, by id:",
  "# id (urn:uuid:) state published updated dated page hash wording sketch path",
];
const ours: ReadonlySet<string> = new Set(header);

/** 24 and 8 hashes recognise 99.3 % of edited copies, the store's 128 and 64 recognise 99.7 %: bench/understanding/duplicates.ts. */
const sketchShingles = 24;
const sketchFacts = 8;

export const shortHash = (hash: string): string => hash.slice(0, 16);

/** Is it the hash whose start a line keeps? */
export const isHashOf = (line: Pick<IdLine, "hash">, hash: string): boolean => hash.startsWith(line.hash);

/** The line of an entry as it is now. @param sketch null where there is none: then it is not found again by its words */
export function idLine(entry: Entry, missingRuns: number, sketch: Sketch | null): string {
  const { id, published, updated, dated, slug, hash, path } = entry;
  const short = sketch == null ? noValue : writtenSketch(coarserSketch(sketch, sketchShingles, sketchFacts));
  const state = isWithdrawn({ missingRuns });
  return lineOf({
    id,
    isWithdrawn: state,
    published,
    updated,
    dated,
    slug,
    hash,
    wording: wordingOf(entry),
    sketch: short,
    path,
  });
}

type Written = Omit<IdLine, "text" | "number">;

function lineOf(line: Written): string {
  return [
    line.id.slice(urn.length),
    line.isWithdrawn ? "withdrawn" : "shown",
    seconds(line.published),
    +line.updated === +line.published ? noValue : seconds(line.updated),
    line.dated ?? noValue,
    line.slug,
    shortHash(line.hash),
    line.wording,
    line.sketch,
    escaped(line.path),
  ].join(" ");
}

const urn = "urn:uuid:";
const noValue = "-";
const seconds = (date: Date): string => date.toISOString().replace(".000Z", "Z");

/** Changes when readers should be told of a new text: title, body and correction, 64 bits of FNV-1a in hexadecimal digits. */
export function wordingOf({ title, html, correction }: Pick<Entry, "title" | "html" | "correction">): string {
  const text = `${title}\n${html}${correction == null ? "" : `\n${correction}`}`;
  let [low, high] = [0x811c9dc5, 0x6c62272e];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    // Another way through the same units, so that the halves do not agree by chance.
    high = Math.imul(high ^ (unit + (low >>> 16)), 0x85ebca6b);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** What a line cannot hold as it is: line ends, controls, what turns the direction of text, spaces at the ends, and `\`. */
function escaped(path: string): string {
  return path.replace(
    /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|^ | $/gu,
    (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function unescaped(path: string): string {
  return path.includes("\\")
    ? path.replace(/\\u\{([0-9a-f]{1,5}|10[0-9a-f]{4})\}/g, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
    : path;
}

/** Three bytes (bits of the shingles, their count, bits of the facts), then the hashes of both, 32 bits each, little-endian. */
function writtenSketch({ bits, hashes, facts }: Sketch): string {
  const all = [...hashes, ...facts.hashes];
  const bytes = Buffer.alloc(3 + 4 * all.length);
  bytes.set([bits, hashes.length, facts.bits]);
  for (const [at, hash] of all.entries()) bytes.writeUInt32LE(hash, 3 + 4 * at);
  return bytes.toString("base64url");
}

/** By what an article is found again that was renamed and edited; null where the line holds nothing of the kind. */
export function sketchIn({ sketch }: Pick<IdLine, "sketch">): Sketch | null {
  const bytes = Buffer.from(sketch, "base64url");
  const [bits = 0, count = 0, factBits = 0] = bytes;
  const all = Array.from({ length: (bytes.length - 3) >> 2 }, (_, at) => bytes.readUInt32LE(3 + 4 * at));
  if (all.length === 0) return null;
  const sample = (rate: number, hashes: readonly number[]): Sample => ({
    bits: Math.min(rate, 31),
    hashes: Uint32Array.from(hashes).sort(),
  });
  return { ...sample(bits, all.slice(0, count)), facts: sample(factBits, all.slice(count)) };
}

/** @param text of the file; whatever it is, every line that can be read is */
export function parseIdLock(text: string): ParsedLock {
  const lines: IdLine[] = [];
  const others: string[] = [];
  const problems: LockProblem[] = [];
  const contested = new Set<IdLine>();
  let inConflict = false;
  let number = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    start = end + 1;
    number++;
    const parsed = parsedLine(line, number);
    if (parsed != null) {
      lines.push(parsed);
      if (inConflict) contested.add(parsed);
      continue;
    }
    if (ours.has(line) || line.trim() === "") continue;
    if (marker.test(line)) {
      const opens = line.startsWith("<");
      if (opens) problems.push({ number, what: conflict });
      inConflict = opens || (inConflict && !line.startsWith(">"));
      continue;
    }
    others.push(line);
    if (!line.startsWith("#")) problems.push({ number, what: unreadable });
  }
  return { lines, others, problems: [...problems, ...twice(lines, contested)] };
}

/** As git writes them; its middle one may stand alone. */
const marker = /^(?:[<>|]{7}(?: .*)?|={7})$/;
const conflict =
  "a merge left a conflict here: the ids of both sides are kept, and the next run that publishes puts the file in order; then commit it";
const unreadable =
  "it cannot be read as an id's line: mend it, or remove it; its article gets another id if nothing else knows it";

/** By hand, for a folder may have 100,000 of them: fields end at single spaces, the path is the rest. */
function parsedLine(text: string, number: number): IdLine | null {
  if (text.charCodeAt(36) !== 32) return null;
  let end = 36;
  const next = (): string => {
    const start = end + 1;
    end = text.indexOf(" ", start);
    // Then there is no space, and no path.
    if (end < 0) end = text.length;
    return text.slice(start, end);
  };
  const id = urn + text.slice(0, 36);
  const state = next();
  const published = instantOf(next());
  const changed = next();
  const updated = changed === noValue ? published : instantOf(changed);
  const [dated, slug, hash, wording, sketch] = [next(), next(), next(), next(), next()];
  const path = text.slice(end + 1);
  if (published == null || updated == null || path === "" || !isEntryId(id)) return null;
  if ((state !== "shown" && state !== "withdrawn") || !isSlug.test(slug) || !isHash.test(hash)) return null;
  return {
    id,
    isWithdrawn: state === "withdrawn",
    published,
    updated,
    dated: dated === noValue ? null : dated,
    slug,
    hash,
    wording,
    sketch,
    path: unescaped(path),
    text,
    number,
  };
}

const isSlug = /^[a-z0-9-]{1,80}$/;
const isHash = /^[0-9a-f]{16}$/;

function instantOf(text: string): Date | null {
  if (!text.endsWith("Z")) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms % 1000 !== 0 ? null : new Date(ms);
}

/** Lines that say two things of one id, or of one file. In a conflict that is to be expected, and told already. */
function twice(lines: readonly IdLine[], contested: ReadonlySet<IdLine>): LockProblem[] {
  const problems: LockProblem[] = [];
  const byId = new Map<string, IdLine>();
  const byPath = new Map<string, IdLine>();
  for (const line of lines) {
    const sameId = byId.get(line.id);
    const samePath = line.isWithdrawn ? undefined : byPath.get(line.path);
    if (sameId == null) byId.set(line.id, line);
    if (samePath == null && !line.isWithdrawn) byPath.set(line.path, line);
    if (contested.has(line)) continue;
    if (sameId != null && sameId.text !== line.text && !contested.has(sameId))
      problems.push({ number: line.number, what: `it has the id of line ${sameId.number}: ${settles}` });
    else if (samePath != null && samePath.id !== line.id && !contested.has(samePath))
      problems.push({
        number: line.number,
        what: `it is for the file of line ${samePath.number}: ${settles}`,
      });
  }
  return problems;
}

const settles =
  "the one that fits the article is taken, and the next run that publishes puts the file in order";

/** Does the file say of an entry what there is to say? */
function isCurrent(line: IdLine, head: EntryHead): boolean {
  return (
    line.path === head.path &&
    isHashOf(line, head.hash) &&
    line.slug === head.slug &&
    +line.updated === +head.updated &&
    +line.published === +head.published &&
    line.isWithdrawn === isWithdrawn(head)
  );
}

export type LockPlan = {
  /** Line of each entry that has a true one, by id. */
  readonly standing: ReadonlyMap<EntryId, string>;
  /** Entries whose lines are missing or say otherwise. */
  readonly lacking: readonly EntryHead[];
};

/** @param heads all entries of the folder, withdrawn ones included */
export function planLock({ lines }: ParsedLock, heads: readonly EntryHead[]): LockPlan {
  const wanted = new Map(heads.map((head) => [head.id, head]));
  const standing = new Map<EntryId, string>();
  for (const line of lines) {
    const head = wanted.get(line.id);
    if (head != null && isCurrent(line, head)) standing.set(line.id, line.text);
  }
  const lacking = standing.size === heads.length ? [] : heads.filter(({ id }) => !standing.has(id));
  return { standing, lacking };
}

/**
 * The whole file. Lines of articles that the store does not know stay: they may be of another branch, and their ids are
 * reserved. One whose file has become another article's is marked as withdrawn.
 *
 * @param own the lines of all entries, by id
 * @param places the paths of entries that are shown
 */
export function lockText(
  lock: ParsedLock,
  own: ReadonlyMap<EntryId, string>,
  places: ReadonlySet<string>,
): string {
  const foreign = new Map<EntryId, IdLine>();
  for (const line of lock.lines) {
    const same = foreign.get(line.id);
    if (!own.has(line.id) && (same == null || line.updated >= same.updated)) foreign.set(line.id, line);
  }
  const kept = [...foreign.values()].map((line) =>
    !line.isWithdrawn && places.has(line.path) ? lineOf({ ...line, isWithdrawn: true }) : line.text,
  );
  return [...header, ...[...own.values(), ...kept].sort(), ...lock.others, ""].join("\n");
}
