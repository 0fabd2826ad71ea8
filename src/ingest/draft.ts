import type { Article, ArticleDate, Block, Found } from "../domain/article.ts";

/**
 * What a format makes of a decoded file, before anything is inferred: text, blocks, clean body, and the fields the
 * file itself states. `null` means the file says nothing about it.
 */
export type Draft = {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Clean body, without the title. */
  readonly html: string;
  readonly title: Found<string> | null;
  readonly date: Found<ArticleDate> | null;
  /** A stated date that is none ("2026-02-30"), for the reason given for the date used instead. */
  readonly badDate: string | null;
  readonly author: Found<string> | null;
  readonly language: Found<string> | null;
  readonly tags: readonly string[];
  readonly givenSummary: string | null;
  readonly draft: boolean;
};

/** What one file may cost. Above a limit it is skipped, with a reason; HTML is flattened to text instead. */
export type Limits = {
  /** Bytes of one file; looked at before it is read. */
  readonly maxBytes: number;
  /** Characters of one line: longer is data, not prose. */
  readonly maxLineChars: number;
  /** Folders below the source folder. */
  readonly maxFolderDepth: number;
  readonly maxHtmlDepth: number;
  readonly maxHtmlNodes: number;
  /** Characters of Markdown that are parsed as such; parsing is not linear for hostile input. */
  readonly maxMarkdownChars: number;
};

export const defaultLimits: Limits = {
  maxBytes: 5_000_000,
  maxLineChars: 1_000_000,
  maxFolderDepth: 8,
  maxHtmlDepth: 256,
  maxHtmlNodes: 50_000,
  maxMarkdownChars: 200_000,
};

/** One per extension: decoded text → draft. @throws Unusable */
export type Format = {
  /** For messages: "Markdown". */
  readonly name: string;
  draft(text: string, limits: Limits): Draft;
};

/** Thrown inside `ingest` for a file that cannot be used; it becomes a `Skipped` and never leaves the room. */
export class Unusable extends Error {}

export const emptyFields = {
  title: null,
  date: null,
  badDate: null,
  author: null,
  language: null,
  tags: [],
  givenSummary: null,
  draft: false,
} as const satisfies Omit<Draft, "text" | "blocks" | "html">;

/** An article without the two facts only the folder knows. */
export type Understood = Omit<Article, "path" | "hash">;

/** What only the folder knows about a file, and the decoder's doubts. */
export type FileFacts = { readonly path: string; readonly modified: Date; readonly note: string | null };
