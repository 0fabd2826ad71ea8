/**
 * An article: what a source yields, before judgement. Every field that was not given is a finding, with the clue
 * that led to it and a confidence from 0 to 1; "unknown" is an honest answer.
 */
export type Finding<T> =
  | { readonly state: "given"; readonly value: T; readonly because: string; readonly confidence: 1 }
  | {
      readonly state: "inferred";
      readonly value: T;
      readonly because: string;
      readonly confidence: number;
      /** What else was possible, likeliest first. */
      readonly alternatives: readonly Alternative<T>[];
    }
  | { readonly state: "unknown"; readonly because: string };

export type Alternative<T> = { readonly value: T; readonly because: string; readonly confidence: number };

/** A title is always found: where none is given, one is made of the article's own words. */
export type Found<T> = Exclude<Finding<T>, { readonly state: "unknown" }>;

export const given = <T>(value: T, because: string): Found<T> => ({
  state: "given",
  value,
  because,
  confidence: 1,
});
export const inferred = <T>(
  value: T,
  because: string,
  confidence: number,
  alternatives: readonly Alternative<T>[] = [],
): Found<T> => ({ state: "inferred", value, because, confidence, alternatives });
export const unknown = (because: string): Finding<never> => ({ state: "unknown", because });

/** The value of a finding, or null where nothing supports one. */
export function valueOf<T>(finding: Finding<T>): T | null {
  return finding.state === "unknown" ? null : finding.value;
}

/** Half-open range [start, end) in UTF-16 code units. */
export type Span = { readonly start: number; readonly end: number };

/**
 * What a stretch of an article is. Only `paragraph`, `quote` and `list` may feed a summary; an `embed` (a pasted
 * post) and `boilerplate` (disclaimer, share line, sign-up line) never reach title or summary.
 */
export type BlockKind =
  | "title"
  | "deck"
  | "byline"
  | "dateline"
  | "heading"
  | "paragraph"
  | "quote"
  | "list"
  | "table"
  | "code"
  | "caption"
  | "correction"
  | "embed"
  | "boilerplate";

/**
 * `start`/`end` count in `Article.text`; `source` counts in the decoded file and encloses the block there (in a
 * plain text file the two are equal, in Markdown and HTML the source also holds the markup).
 */
export type Block = Span & { readonly kind: BlockKind; readonly source: Span };

/** A calendar day where the clue names no time, else an instant. `day` is YYYY-MM-DD. */
export type ArticleDate =
  | { readonly precision: "day"; readonly day: string }
  | { readonly precision: "instant"; readonly at: Date };

export type Article = {
  /** Where it was read: relative to the source folder, `/` between names. */
  readonly path: string;
  /** SHA-256 of the file's bytes, lower-case hex. */
  readonly hash: string;
  /**
   * Names everything it was read from: bytes, companions, what was taken for furniture, the program's own reading. Equal
   * readings of one path are equal articles; it is compared, never taken apart.
   */
  readonly reading: string;
  /** The article as plain text; every offset counts here. For a plain text file: the decoded file itself. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly title: Found<string>;
  readonly date: Finding<ArticleDate>;
  readonly author: Finding<string>;
  /** BCP 47 tag. */
  readonly language: Finding<string>;
  /** Where it happened or was written, as the dateline or the file's fields say: "Kyiv". */
  readonly place: Finding<string>;
  readonly tags: readonly string[];
  /** Where the article first stood, if it says so (canonical link); absolute http(s). */
  readonly link: string | null;
  /** The publication it was taken from, where that is not ours: to be named with it (RSS `source`). */
  readonly origin: ArticleOrigin | null;
  /**
   * Pictures that stand beside the article and in it: paths relative to the source folder; "letters/boats.eml#2" is the second
   * that the file itself holds.
   */
  readonly images: readonly ArticleImage[];
  /** The author's own summary (front matter `summary`/`description`, `<meta name=description>`). */
  readonly givenSummary: string | null;
  /** What its author says was wrong in it; shown after the body. */
  readonly correction: string | null;
  /** The body without its title, as clean HTML: allow-listed elements, well-formed Unicode, no script, no style. */
  readonly html: string;
  /** Front matter `draft: true`: read and understood, but not published. */
  readonly draft: boolean;
  /** What a person should know of the reading: a date that is none, letters that may be wrong. One sentence each. */
  readonly notes: readonly string[];
};

/** A publication and its feed, or its home page where the feed's address is not public; absolute http(s). */
export type ArticleOrigin = { readonly title: string; readonly url: string };

/** `type` by the file's own bytes; size in pixels. `hash` is SHA-256 of the bytes, lower-case hex. */
export type ArticleImage = {
  readonly path: string;
  readonly alt: string;
  readonly type: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif";
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly hash: string;
};

/** Where a picture is published, relative to the page's root: named by its content, so that no name can be forged. */
export function publishedPath({ hash, type }: Pick<ArticleImage, "hash" | "type">): string {
  return `images/${hash.slice(0, 16)}.${type === "image/jpeg" ? "jpg" : type.slice("image/".length)}`;
}

/** An article that could not be used, and why, in one line that says what to do. */
export type Skipped = { readonly path: string; readonly reason: string };
