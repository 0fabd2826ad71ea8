import {
  type Alternative,
  type ArticleDate,
  type Block,
  type Finding,
  type Found,
  inferred,
  unknown,
} from "../../domain/article.ts";
import { dayOf, datesIn, inWords, monthDayIn } from "./calendar.ts";
import { type StatedDay, isDateLabel, statedDaysIn } from "./date-lines.ts";
import type { Draft } from "../formats/draft.ts";
import { postedDays } from "../blocks/embeds.ts";
import { namesWeekdayOf, weekdayOf } from "./months.ts";

/** How far into an article, from either end, dates of the story are looked for; they are only alternatives. */
const edgeChars = 600;
const headBlocks = 12;
/** Copied pages have their menus above it, a line each; shorter paragraphs than this are no prose. */
const menuBlocks = 80;
const proseChars = 80;
const tailBlocks = 8;
/** The lede says on which weekday it happened; further down, weekdays belong to what went before. */
const ledeChars = 700;
const maxAlternatives = 5;
const commitTrust = 0.5;
const fileTrust = 0.3;
/** Named for a weekday, and not the day on which something happened. */
const noDays =
  /\b(?:Black|Cyber|Good|Ash|Shrove|Palm|Easter|Super|Bloody|Giving|Whit|Holy|Maundy|Fat)\s\p{Lu}\p{Ll}{2,6}day\b|\p{Lu}\p{Ll}{2,6}day[’']s\b/gu;

/** "KYIV, Nov. 27 (Reuters) —" stands before its sentence; a line that only dates ends otherwise. */
const opensSentence = /(?:[—–]|-|\))\s*$/u;

/** `modified` is null for a text that came without a file, `committed` for a file that Git has never seen. */
export type DatingFacts = {
  readonly path: string;
  readonly modified: Date | null;
  readonly committed?: Date | null;
};

type Clue = Alternative<ArticleDate> & { readonly day: string };

/**
 * When it was published: what the file states > its name > a date line or a dateline > a pasted post's date, which it
 * cannot be older than, with the weekday the lede names > its first commit > the file's time, which is only a hint. Dates of the story are
 * never taken for it: they are listed as alternatives.
 */
export function dateOf(draft: Draft, facts: DatingFacts): Finding<ArticleDate> {
  if (draft.date != null) return draft.date;
  const clues = [
    ...fromName(facts.path),
    ...fromLines(draft),
    ...fromDatelines(draft, facts.modified),
    ...fromPosts(draft),
    ...fromStory(draft),
  ].map((clue) => tooLate(clue, facts.modified));
  const found = best(clues, fromFile(facts));
  if (draft.badDate == null) return found;
  return { ...found, because: `${found.because}; “${draft.badDate}”, which the file states, is no date` };
}

/** The surest clue, unless what is known of the file is surer; the others are its alternatives. */
function best(clues: readonly Clue[], file: Alternative<ArticleDate> | null): Finding<ArticleDate> {
  const ranked = [...clues].sort((a, b) => b.confidence - a.confidence);
  const [first] = ranked;
  if (first != null && first.confidence > (file?.confidence ?? fileTrust)) {
    return withAlternatives(
      first,
      ranked.filter(({ day }) => day !== first.day),
    );
  }
  if (file == null) return unknown("nothing in the text dates it");
  return withAlternatives(file, ranked);
}

/** When the file came to be, as far as that is known. */
function fromFile({ committed, modified }: DatingFacts): Alternative<ArticleDate> | null {
  const nothing = "nothing in the file dates it; this is when";
  if (committed != null) {
    const because = `${nothing} it was first committed to Git`;
    return { value: { precision: "instant", at: committed }, because, confidence: commitTrust };
  }
  if (modified == null) return null;
  const because = `${nothing} the file was last changed`;
  return { value: { precision: "instant", at: modified }, because, confidence: fileTrust };
}

function withAlternatives(
  { value, because, confidence }: Alternative<ArticleDate>,
  others: readonly Clue[],
): Found<ArticleDate> {
  const seen = new Set<string>();
  const rest = others.filter(({ day }) => !seen.has(day) && seen.add(day)).slice(0, maxAlternatives);
  return inferred(
    value,
    because,
    confidence,
    rest.map(({ value: other, because: why, confidence: how }) => ({
      value: other,
      because: why,
      confidence: how,
    })),
  );
}

/** A file cannot tell of a day after it was last changed: a day of grace for zones. */
function tooLate(clue: Clue, modified: Date | null): Clue {
  if (modified == null) return clue;
  const latest = new Date(modified.getTime() + 86_400_000).toISOString().slice(0, 10);
  if (clue.day <= latest) return clue;
  return {
    ...clue,
    confidence: Math.min(clue.confidence, 0.25),
    because: `${clue.because}, but the file is older`,
  };
}

/** "2026-11-03-harbour.md", "20261103_harbour.txt", "2026/11/03/harbour.md", as site generators and cameras name files. */
function fromName(path: string): Clue[] {
  const match =
    /(?:^|\/)(\d{4})-(\d{2})-(\d{2})(?!\d)[^/]*$/u.exec(path) ??
    /(?:^|\/)(\d{4})[/_.-](\d{2})[/_.-](\d{2})[/-][^/]+$/u.exec(path) ??
    /(?:^|\/|[_-])(\d{4})[_-]?(\d{2})[_-]?(\d{2})(?=[._-][^/]*$)/u.exec(path);
  const day = match == null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return day == null ? [] : [clueOf(day, `the file's name says ${day}`, 0.9)];
}

/** Lines that say nothing but when; those of a forum or a list of events date many things. */
function fromLines(draft: Draft): Clue[] {
  const stated: { days: StatedDay[]; line: string; edge: "head" | "tail" | null }[] = [];
  let [paragraphs, prose] = [0, 0];
  for (const [at, block] of draft.blocks.entries()) {
    if (block.kind === "paragraph") paragraphs++;
    if (block.kind === "paragraph" && block.end - block.start >= proseChars) prose++;
    if (
      (block.kind !== "dateline" && block.kind !== "byline" && block.kind !== "boilerplate") ||
      block.end - block.start > 400
    )
      continue;
    const line = withLabel(draft, at);
    const days = opensSentence.test(line) ? null : statedDaysIn(line);
    if (days == null) continue;
    const isAttended = days.some((day) => day.isAttended);
    const isAtHead =
      (at < headBlocks && (paragraphs <= 1 || isAttended)) || (at < menuBlocks && prose === 0 && isAttended);
    const edge = isAtHead ? "head" : at >= draft.blocks.length - tailBlocks ? "tail" : null;
    stated.push({ days, line, edge });
    if (stated.length > 50) break;
  }
  const many = new Set(stated.flatMap(({ days }) => days.map(({ day }) => day))).size > 4;
  return stated.flatMap(({ days, line, edge }) =>
    days.map((day) => lineClue(day, days, line, many ? null : edge)),
  );
}

/** The line, with "Published:" before it where that stands on a line of its own. */
function withLabel(draft: Draft, at: number): string {
  const [before, own] = [draft.blocks[at - 1], draft.blocks[at]];
  const line = own == null ? "" : lineOf(draft, own);
  if (before == null || before.end - before.start > 30) return line;
  const label = lineOf(draft, before);
  return isDateLabel(label) ? `${label} ${line}` : line;
}

function lineClue(
  stated: StatedDay,
  all: readonly StatedDay[],
  line: string,
  edge: "head" | "tail" | null,
): Clue {
  const { day, at, label, isAttended, isContradicted } = stated;
  const value: ArticleDate = at == null ? { precision: "day", day } : { precision: "instant", at };
  const where = edge == null ? "inside the article" : `at its ${edge}`;
  const time = at == null ? "" : `, ${at.toISOString().slice(11, 16)} UTC`;
  const isFirst = all[0] === stated || label === "published";
  const isDoubtful = edge == null || stated.isOneOfMany || isContradicted;
  const confidence = isDoubtful ? 0.4 : lineTrust(label, isAttended, isFirst, edge);
  const doubt = isContradicted ? `, which is a ${weekdayOf(day)}` : "";
  return {
    day,
    value,
    confidence,
    because: `the line “${shorten(line)}” ${where} says ${inWords(day)}${time}${doubt}`,
  };
}

function lineTrust(
  label: StatedDay["label"],
  isAttended: boolean,
  isFirst: boolean,
  edge: "head" | "tail",
): number {
  if (label === "updated") return isFirst ? 0.7 : 0.4;
  if (!isFirst) return 0.4;
  if (label === "published") return 0.95;
  if (isAttended) return edge === "head" ? 0.92 : 0.8;
  return edge === "head" ? 0.75 : 0.6;
}

function fromDatelines(draft: Draft, modified: Date | null): Clue[] {
  for (const block of draft.blocks.slice(0, headBlocks + 4)) {
    if (block.kind !== "dateline" || block.end - block.start > 400) continue;
    const line = lineOf(draft, block);
    if (!opensSentence.test(line) && statedDaysIn(line) != null) continue;
    const [full] = datesIn(line);
    if (full != null)
      return [clueOf(full.day, `the dateline “${shorten(line)}” says ${inWords(full.day)}`, 0.93)];
    const partial = monthDayIn(line);
    const clue = partial == null ? null : partialClue(draft, partial, line, modified);
    if (clue != null) return [clue];
  }
  return [];
}

/** "KYIV, Nov. 27": the year is a post's or the weekday's, where the text has one, else the file's, which may be a copy's. */
function partialClue(
  draft: Draft,
  [month, date]: readonly [number, number],
  line: string,
  modified: Date | null,
): Clue | null {
  const posted = latestPosted(draft)?.day ?? null;
  const year = posted == null ? null : Number(posted.slice(0, 4));
  const near =
    year == null
      ? null
      : [year, year + 1]
          .map((y) => dayOf(y, month, date))
          .find((day) => day != null && daysBetween(posted ?? "", day) >= -1);
  if (near != null && daysBetween(posted ?? "", near) <= 45)
    return clueOf(
      near,
      `the dateline “${shorten(line)}” names the day; the year is that of the post it quotes`,
      0.9,
    );
  const day = modified == null ? null : latestBefore([month, date], modified);
  if (day == null) return null;
  if (namesWeekdayOf(day, line))
    return clueOf(
      day,
      `the dateline “${shorten(line)}” names the day, and its weekday fits the file's year`,
      0.8,
    );
  return clueOf(day, `the dateline “${shorten(line)}” names the day; the year is the file's`, 0.55);
}

/** The last such day not after the file was written: datelines leave out the year because it is the current one. */
function latestBefore([month, date]: readonly [number, number], modified: Date): string | null {
  const year = modified.getUTCFullYear();
  const latest = new Date(modified.getTime() + 86_400_000).toISOString().slice(0, 10);
  const day = dayOf(year, month, date);
  return day != null && day <= latest ? day : dayOf(year - 1, month, date);
}

/**
 * An article is no older than a post it quotes. Where the post stands by itself and the lede names its weekday or the
 * next, the article was written that day: news is. A post that runs into the prose around it is weaker evidence, since
 * pages of that kind are often written days later (measured: 6 of 9 right, against 4 of 4).
 */
function fromPosts(draft: Draft): Clue[] {
  const posted = latestPosted(draft);
  if (posted == null) return [];
  const { day, isApart } = posted;
  const said = `the embedded post is dated ${inWords(day)}`;
  const lede = ledeOf(draft);
  if (namesWeekdayOf(day, lede))
    return [clueOf(day, `${said}, a ${weekdayOf(day)}, as the text says`, isApart ? 0.8 : 0.55)];
  const next = shifted(day, 1);
  if (!namesWeekdayOf(next, lede)) return [clueOf(day, `${said}, so the article is no older`, 0.5)];
  const because = `${said}, and the text tells of the ${weekdayOf(next)} after`;
  return [clueOf(next, because, isApart ? 0.65 : 0.5), clueOf(day, said, 0.45)];
}

/** The newest post quoted: a block of its own, or signed inside a paragraph. */
function latestPosted(draft: Draft): { readonly day: string; readonly isApart: boolean } | null {
  const apart = draft.blocks
    .filter(({ kind }) => kind === "embed")
    .flatMap((block) => datesIn(slice(draft, block)).map(({ day }) => day));
  const day = [...apart, ...postedDays(draft.text)].sort().at(-1);
  return day == null ? null : { day, isApart: apart.includes(day) };
}

/** Dates in prose near the edges: days of the story, worth showing, not worth believing. */
function fromStory(draft: Draft): Clue[] {
  const prose = draft.blocks.filter(
    ({ kind }) => kind === "paragraph" || kind === "list" || kind === "caption",
  );
  const [first, last] = [prose[0], prose.at(-1)];
  if (first == null || last == null) return [];
  const within = (from: number, to: number): string[] =>
    prose
      .filter(({ start, end }) => start < to && end > from)
      .flatMap(({ start, end }) => datesIn(draft.text.slice(Math.max(start, from), Math.min(end, to))))
      .map(({ day }) => day);
  const head = within(first.start, first.start + edgeChars).map((day) =>
    clueOf(day, `the first lines mention ${inWords(day)}`, 0.25),
  );
  const tail = within(last.end - edgeChars, last.end).map((day) =>
    clueOf(day, `the last lines mention ${inWords(day)}`, 0.2),
  );
  return [...head, ...tail];
}

function clueOf(day: string, because: string, confidence: number): Clue {
  return { day, value: { precision: "day", day }, because, confidence };
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const slice = (draft: Draft, { start, end }: Block): string => draft.text.slice(start, end);
const lineOf = (draft: Draft, block: Block): string => slice(draft, block).replace(/\s+/gu, " ").trim();
const shorten = (line: string): string => (line.length <= 70 ? line : `${line.slice(0, 69).trimEnd()}…`);

function ledeOf(draft: Draft): string {
  let lede = "";
  for (const block of draft.blocks) {
    if (block.kind !== "paragraph") continue;
    lede += `${draft.text.slice(block.start, Math.min(block.end, block.start + ledeChars))}\n`;
    if (lede.length >= ledeChars) break;
  }
  return lede.slice(0, ledeChars).replace(noDays, " ");
}
