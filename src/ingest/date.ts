import { type ArticleDate, type Block, type Finding, type Found, inferred } from "../domain/article.ts";
import { type DateMention, dayOf, datesIn, inWords, monthDayIn } from "./calendar.ts";
import type { Draft, FileFacts } from "./draft.ts";
import { namesWeekdayOf, weekdayOf } from "./months.ts";

/** How far into an article, from either end, a full date is likely its own. */
const edgeChars = 300;

/**
 * When it was published: what the file states > its name > a dateline or a date line > a pasted post's date, which it
 * cannot be older than > a date near head or tail > the file's time, which is only a hint.
 */
export function dateOf(draft: Draft, facts: Pick<FileFacts, "path" | "modified">): Finding<ArticleDate> {
  if (draft.date != null) return draft.date;
  const found =
    fromName(facts.path) ??
    fromDateline(draft, facts.modified) ??
    fromText(draft) ??
    fromFile(facts.modified);
  if (draft.badDate == null) return found;
  return { ...found, because: `${found.because}; “${draft.badDate}”, which the file states, is no date` };
}

/** "2026-11-03-harbour.md", as static site generators name files. */
function fromName(path: string): Found<ArticleDate> | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const match = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(name);
  const day = match == null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return day == null ? null : inferred(onDay(day), `the file's name starts with ${day}`, 0.9);
}

function fromDateline(draft: Draft, modified: Date): Found<ArticleDate> | null {
  for (const block of draft.blocks) {
    if (block.kind !== "dateline" && block.kind !== "byline") continue;
    const line = slice(draft, block);
    const [full] = datesIn(line);
    if (full != null)
      return inferred(onDay(full.day), `the dateline “${shorten(line)}” says ${inWords(full.day)}`, 0.9);
    const partial = monthDayIn(line);
    if (partial == null) continue;
    const day = latestBefore(partial, modified);
    if (day == null) continue;
    return inferred(onDay(day), `the dateline “${shorten(line)}” names the day; the year is the file's`, 0.6);
  }
  return null;
}

/** The last such day not after the file was written: datelines leave out the year because it is the current one. */
function latestBefore([month, date]: readonly [number, number], modified: Date): string | null {
  const year = modified.getUTCFullYear();
  const latest = new Date(modified.getTime() + 86_400_000).toISOString().slice(0, 10);
  const day = dayOf(year, month, date);
  return day != null && day <= latest ? day : dayOf(year - 1, month, date);
}

function fromText(draft: Draft): Found<ArticleDate> | null {
  const posted = embeddedDay(draft);
  const near = dateNearEdges(draft);
  // A date before the pasted post's is part of the story: an article cannot be older than what it quotes.
  if (near != null && (posted == null || near.day >= posted)) {
    return inferred(
      onDay(near.day),
      `${inWords(near.day)} is the full date nearest to the ${near.edge} of the article`,
      near.edge === "head" ? 0.6 : 0.5,
    );
  }
  if (posted == null) return null;
  const weekday = weekdayOf(posted);
  return namesWeekdayOf(posted, prose(draft))
    ? inferred(
        onDay(posted),
        `the embedded post is dated ${inWords(posted)}, a ${weekday}, as the text says`,
        0.8,
      )
    : inferred(
        onDay(posted),
        `the embedded post is dated ${inWords(posted)}, so the article is no older`,
        0.5,
      );
}

function embeddedDay(draft: Draft): string | null {
  const days = draft.blocks
    .filter(({ kind }) => kind === "embed")
    .flatMap((block) => datesIn(slice(draft, block)));
  return (
    days
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? null
  );
}

function dateNearEdges(draft: Draft): { day: string; edge: "head" | "tail" } | null {
  const own = draft.blocks.filter(({ kind }) => kind !== "embed");
  const [first, last] = [own[0], own.at(-1)];
  if (first == null || last == null) return null;
  const within = (from: number, to: number): DateMention[] =>
    own
      .filter(({ start, end }) => start < to && end > from)
      .flatMap(({ start, end }) => {
        const offset = Math.max(start, from);
        return datesIn(draft.text.slice(offset, Math.min(end, to)));
      });
  const [head] = within(first.start, first.start + edgeChars);
  if (head != null) return { day: head.day, edge: "head" };
  const tail = within(last.end - edgeChars, last.end).at(-1);
  return tail == null ? null : { day: tail.day, edge: "tail" };
}

function fromFile(modified: Date): Found<ArticleDate> {
  return inferred(
    { precision: "instant", at: modified },
    "nothing in the file dates it; this is when the file was last changed",
    0.3,
  );
}

const onDay = (day: string): ArticleDate => ({ precision: "day", day });
const slice = (draft: Draft, { start, end }: Block): string => draft.text.slice(start, end);
const shorten = (line: string): string => line.replace(/\s+/g, " ").slice(0, 60).trim();
const prose = (draft: Draft): string =>
  draft.blocks
    .filter(({ kind }) => kind === "paragraph")
    .map((block) => slice(draft, block))
    .join("\n");
