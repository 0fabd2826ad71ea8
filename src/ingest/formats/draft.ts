import type { Article, ArticleDate, ArticleImage, Block, Found } from "../../domain/article.ts";

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
  readonly place: Found<string> | null;
  /** Sections first. */
  readonly tags: readonly string[];
  /** Absolute http(s). */
  readonly link: string | null;
  /** Pictures named by the file and not looked at yet; the n-th stands in `html` as `<img src="picture:n">`. */
  readonly pictures: readonly PictureReference[];
  /** Pictures that the file itself holds; a reference names one by `cid:`. */
  readonly inside: readonly InsidePicture[];
  readonly givenSummary: string | null;
  /** A correction the author states beside the text; it is shown after the body. */
  readonly correction: string | null;
  readonly draft: boolean;
  /** What was lost in reading, for `explain`: "it is too large to be parsed, so …". */
  readonly note: string | null;
};

/** `src` as written, not absolute. `lead`: opens the article without standing in its body. */
export type PictureReference = { readonly src: string; readonly alt: string; readonly lead: boolean };

/** `cid`: what a `cid:` address (RFC 2392) names it by. `bytes` as they stand in the file; empty where they cannot be had. */
export type InsidePicture = { readonly cid: string; readonly bytes: Uint8Array };

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
  /** Elements Readability is asked to weigh; above, the page's own landmarks decide. */
  readonly maxReadableElements: number;
  /** Entries of an office document's archive, and bytes of all its parts that are read, unpacked. */
  readonly maxArchiveEntries: number;
  readonly maxUnpackedBytes: number;
  /** Pictures of one article; bytes of one; pixels of its longer side. */
  readonly maxPictures: number;
  readonly maxPictureBytes: number;
  readonly maxPicturePixels: number;
};

export const defaultLimits: Limits = {
  maxBytes: 5_000_000,
  maxLineChars: 1_000_000,
  maxFolderDepth: 8,
  maxHtmlDepth: 256,
  maxHtmlNodes: 50_000,
  maxMarkdownChars: 200_000,
  maxReadableElements: 6_000,
  maxArchiveEntries: 2_000,
  maxUnpackedBytes: 10_000_000,
  maxPictures: 50,
  maxPictureBytes: 10_000_000,
  maxPicturePixels: 12_000,
};

/** One per extension: decoded text → draft. @throws Unusable */
export type Format = {
  /** For messages: "Markdown". */
  readonly name: string;
  draft(text: string, limits: Limits): Draft;
};

/** A format whose files are no text: bytes → draft. Its blocks' `source` equals their place in the draft's text. */
export type BinaryFormat = {
  readonly name: string;
  read(bytes: Uint8Array, limits: Limits): Promise<Draft>;
};

/** Thrown inside `ingest` for a file that cannot be used; it becomes a `Skipped` and never leaves the room. */
export class Unusable extends Error {}

export const emptyFields = {
  title: null,
  date: null,
  badDate: null,
  author: null,
  language: null,
  place: null,
  tags: [],
  link: null,
  pictures: [],
  inside: [],
  givenSummary: null,
  correction: null,
  draft: false,
  note: null,
} as const satisfies Omit<Draft, "text" | "blocks" | "html">;

/** An article without the facts only the folder knows. */
export type Understood = Omit<Article, "path" | "hash" | "reading">;

/** What only the folder knows about a file, and the decoder's doubts. */
export type FileFacts = {
  readonly path: string;
  /** Null for a text that came without a file. */
  readonly modified: Date | null;
  /** Null for one that Git has never seen. */
  readonly committed?: Date | null;
  readonly note: string | null;
  /** One for each of the draft's picture references; null where there is no such picture to publish. */
  readonly images?: readonly (ArticleImage | null)[];
};
