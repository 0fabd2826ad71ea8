import {
  type Alternative,
  type Block,
  type Finding,
  type Found,
  inferred,
  unknown,
} from "../../domain/article.ts";
import { isDateLine } from "./dateline.ts";
import { type Byline, bioIn, bylineIn, creditIn, loneNameIn } from "./byline.ts";
import type { Draft } from "../formats/draft.ts";

/** A byline further down belongs to a box inside the article or to another one. */
const headBlocks = 12;
/** Copied pages have their menus above it, a line each. */
const menuBlocks = 80;
const tailBlocks = 24;

/** Is this line a byline and nothing else? */
export const isByline = (line: string): boolean => nameIn(line) != null;

/** The name in a byline, or null when the line is none. A reporting credit or a biography is none. */
export function nameIn(line: string): string | null {
  const found = bylineIn(line);
  return found == null || found.clue === "credit" ? null : found.name;
}

type Clue = Alternative<string> & { readonly rank: number };

/**
 * Who wrote it: what the file states, else a byline, a credit ("Reporting by …") or a biography at the end; never a
 * name from a quotation or an embedded post. Precision before recall: elsewhere the author stays unknown.
 */
export function authorOf(draft: Draft): Finding<string> {
  const clues = [...headClues(draft), ...tailClues(draft)].sort(
    (a, b) => b.confidence - a.confidence || a.rank - b.rank,
  );
  if (draft.author != null) return overruled(draft.author, clues[0]) ?? draft.author;
  const [best, ...others] = clues;
  if (best == null) return unknown("neither the file's own fields nor a byline name an author");
  const rivals = others.filter(({ value }) => value !== best.value && !best.value.includes(value));
  return inferred(
    best.value,
    best.because,
    // Two different bylines at the head are as likely an article and its box.
    rivals.some(({ confidence }) => confidence >= best.confidence) ? best.confidence - 0.2 : best.confidence,
    rivals.map(({ value, because, confidence }) => ({ value, because, confidence: confidence / 2 })),
  );
}

/** Whose machine a document was typed on says less than the byline in it. */
function overruled(stated: Found<string>, clue: Clue | undefined): Finding<string> | null {
  if (stated.state !== "inferred" || clue == null || clue.confidence <= stated.confidence) return null;
  const { value, because, confidence } = stated;
  const rivals = value === clue.value ? [] : [{ value, because, confidence: confidence / 2 }];
  return inferred(clue.value, clue.because, clue.confidence, rivals);
}

function headClues(draft: Draft): Clue[] {
  const clues: Clue[] = [];
  let paragraphs = 0;
  for (const [rank, block] of draft.blocks.slice(0, menuBlocks).entries()) {
    if (rank >= headBlocks && paragraphs > 0) break;
    if (block.kind === "paragraph" && block.end - block.start > 60) paragraphs++;
    if (block.kind !== "byline" && block.kind !== "dateline") continue;
    const line = lineOf(draft.text, block);
    const found = bylineIn(line);
    const alone =
      found != null
        ? null
        : block.kind === "byline"
          ? loneNameIn(line, draft.text)
          : nameBesideDate(line, draft.text);
    if (alone != null)
      clues.push({
        value: alone,
        because: `the line “${line}” stands beside the date`,
        confidence: 0.85,
        rank,
      });
    // Below several paragraphs, a byline signs a box of its own.
    if (found == null || paragraphs > 1) continue;
    clues.push({
      value: found.name,
      because: `the ${words[found.clue]} says “${line}”`,
      confidence: trust(found),
      rank,
    });
  }
  return clues;
}

function tailClues(draft: Draft): Clue[] {
  const clues: Clue[] = [];
  const from = Math.max(0, draft.blocks.length - tailBlocks);
  for (const [at, block] of draft.blocks.slice(from).entries()) {
    const rank = 100 + at;
    const line = lineOf(draft.text, block);
    if (block.kind === "byline" && from > headBlocks) {
      const found = bylineIn(line);
      if (found != null && from + at >= draft.blocks.length - 3 && found.clue !== "role")
        clues.push({
          value: found.name,
          because: `the byline at the end says “${line}”`,
          confidence: 0.85,
          rank,
        });
    }
    if (block.kind !== "boilerplate" && block.kind !== "paragraph") continue;
    const credit = creditIn(line);
    if (credit != null)
      clues.push({
        value: credit.name,
        because: `the credit at the end says “${line.slice(-160)}”`,
        confidence: 0.9,
        rank,
      });
    const bio = block.kind === "boilerplate" ? bioIn(line) : null;
    if (bio != null && !isInStory(draft, bio, block))
      clues.push({
        value: bio,
        because: `the last lines introduce ${bio}: “${line.slice(0, 120)}”`,
        confidence: 0.7,
        rank,
      });
  }
  return clues;
}

/** "Tom Kessler - 3rd May 2024": a name and a date, and nothing else. */
function nameBesideDate(line: string, story: string): string | null {
  if (line.length > 90) return null;
  const parts = line.split(/\s[–—-]{1,2}\s|\s?[|·•]\s?|(?<!\d),\s(?=\p{L}{0,9}\.? ?\d)|\s?\/\s/u);
  const [first = "", second = ""] = parts;
  if (parts.length !== 2) return null;
  if (isDateLine(second)) return loneNameIn(first, story);
  return isDateLine(first) ? loneNameIn(second, story) : null;
}

/** Somebody the story itself tells of is in it, not behind it. */
function isInStory(draft: Draft, name: string, own: Block): boolean {
  const surname = name.split(" ").at(-1) ?? name;
  return draft.blocks.some(
    (block) =>
      block !== own &&
      block.kind === "paragraph" &&
      draft.text.slice(block.start, Math.min(block.end, block.start + 20_000)).includes(surname),
  );
}

const words = {
  byline: "byline",
  label: "line",
  credit: "credit",
  role: "line at the head",
  biography: "biography",
};

function trust({ clue, isOffice }: Byline): number {
  if (isOffice) return 0.8;
  return clue === "byline" || clue === "label" ? 0.95 : clue === "role" ? 0.88 : 0.9;
}

const lineOf = (text: string, { start, end }: Block): string =>
  text
    .slice(start, Math.min(end, start + 20_000))
    .replace(/\s+/gu, " ")
    .trim();
