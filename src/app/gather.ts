import type { Article, Skipped } from "../domain/article.ts";
import { valueOf } from "../domain/article.ts";
import type { KnownEntry } from "../domain/entry.ts";
import type { Candidate, Recognition } from "../domain/recognition.ts";
import { recogniseEntries } from "../domain/recognition.ts";
import { Fault } from "../domain/faults.ts";
import { createIndex, sketchOf } from "../domain/near-duplicates.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Reading, Source, Store, Summarizer } from "../domain/ports.ts";
import type { SummaryLimit } from "../domain/summary.ts";
import { receiptsHold } from "../domain/summary.ts";

export type Gathered = {
  readonly recognition: Recognition;
  readonly skipped: readonly Skipped[];
  /** What was odd about articles that were used all the same. */
  readonly notes: readonly { readonly path: string; readonly note: string }[];
  /** Drafts: understood, and left alone because they say so. */
  readonly drafts: readonly string[];
  /** How many articles could be used. */
  readonly read: number;
};

/**
 * Reads the source, summarises what it yields and tells new from known.
 *
 * @throws Fault `no-input` for an empty folder where nothing was published before, `nothing-usable` where something was:
 * an empty or unreadable folder never empties a feed
 */
export async function gather(input: {
  readonly source: Source;
  readonly store: Store;
  readonly summarizer: Summarizer;
  readonly limit: SummaryLimit;
  readonly now: Date;
  readonly zone: string;
  readonly mintId: () => EntryId;
}): Promise<Gathered> {
  const { source, store, now } = input;
  const reading = await source.read(now);
  const known = await store.entriesOf(source.name);
  const drafts = reading.articles.filter((a) => a.draft).map((a) => a.path);
  const { candidates, refused } = await summarise(reading, input);
  const skipped = [...reading.skipped, ...refused];
  if (candidates.length === 0) refuseEmpty(source, known, skipped, drafts);
  const { distinct, retold } = withoutRetold(candidates, known);
  const recognition = recogniseEntries({
    candidates: distinct,
    held: new Set(skipped.map((s) => s.path)),
    drafts: new Set(drafts),
    known,
    now,
    zone: input.zone,
    mintId: input.mintId,
  });
  const notes = candidates.flatMap(({ article }) =>
    notesOn(article, now).map((note) => ({ path: article.path, note })),
  );
  const copies = [...recognition.copies, ...retold];
  return { recognition: { ...recognition, copies }, skipped, notes, drafts, read: candidates.length };
}

/**
 * The same story in two files is one entry: the file that was an entry before, else the first by path. What was published
 * as two stays two, and equal bytes are left to recognition, which knows renamed files.
 */
function withoutRetold(candidates: readonly Candidate[], known: readonly KnownEntry[]) {
  const places = new Set(known.map((k) => k.entry.path));
  const hashes = new Set(known.map((k) => k.entry.hash));
  const isKnown = ({ article }: Candidate): boolean => places.has(article.path) || hashes.has(article.hash);
  const index = createIndex<Candidate>();
  const distinct: Candidate[] = [];
  const retold: { path: string; of: string }[] = [];
  for (const candidate of candidates.toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)))) {
    const { article } = candidate;
    const sketch = sketchOf(readersText(article));
    const [first] = index.find(sketch);
    if (first != null && first.id.article.hash !== article.hash && !isKnown(candidate)) {
      retold.push({ path: article.path, of: first.id.article.path });
      continue;
    }
    index.add(candidate, sketch);
    distinct.push(candidate);
  }
  return { distinct, retold };
}

/** Without furniture, which copies do not share and other articles do. */
function readersText({ text, blocks }: Article): string {
  return blocks
    .filter((block) => block.kind !== "boilerplate")
    .map((block) => text.slice(block.start, block.end))
    .join("\n");
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

/** A summary whose receipts do not match does not go out; the article is named instead. */
async function summarise(
  reading: Reading,
  input: { readonly summarizer: Summarizer; readonly limit: SummaryLimit },
) {
  const candidates: Candidate[] = [];
  const refused: Skipped[] = [];
  // All at once: a summarizer that waits for a server takes its own turns.
  const summaries = await Promise.all(
    reading.articles
      .filter((article) => !article.draft)
      .map(async (article) => ({
        article,
        summary: await input.summarizer.summarize(article, input.limit),
      })),
  );
  for (const { article, summary } of summaries) {
    if (receiptsHold(summary, article.text)) candidates.push({ article, summary });
    else
      refused.push({ path: article.path, reason: "its summary does not match its text; please report this" });
  }
  return { candidates, refused };
}

function refuseEmpty(
  source: Source,
  known: readonly KnownEntry[],
  skipped: readonly Skipped[],
  drafts: readonly string[],
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
