/**
 * What the templates are given: plain data, all text unescaped (the template engine escapes), dates and numbers
 * already in the reader's language, links already right for the place they stand in (absolute in mail, relative on
 * pages). A template can show these and nothing else; strict mode makes a misspelt name an error.
 */

/** Which way text runs, and the physical sides MJML still asks for. */
export type DirectionView = {
  readonly dir: "ltr" | "rtl";
  readonly start: "left" | "right";
  readonly end: "left" | "right";
};

export type SiteView = {
  readonly title: string;
  readonly tagline: string;
  readonly language: string;
  /** Where the site's front page is, for this place. */
  readonly href: string;
  /** One line, or "" where none is configured. */
  readonly postalAddress: string;
};

/** One entry as a list shows it. `language`/`dir` differ from the site's where the article's do. */
export type StoryView = {
  readonly title: string;
  readonly href: string;
  readonly summary: string;
  /** For briefs: the summary's first sentence. */
  readonly firstSentence: string;
  /** First tag, or "". Stands above the headline. */
  readonly kicker: string;
  /** Ready words, to be joined by " · ": author, date, reading time; those that are known. */
  readonly meta: readonly string[];
  /** The date just as it stands in `meta`, or "". */
  readonly date: string;
  readonly language: string;
  readonly dir: "ltr" | "rtl";
  readonly start: "left" | "right";
  /** ISO 8601, for `<time datetime>`, or "". */
  readonly datetime: string;
};

/** `title` and `href` of the article that `text` sets right. */
export type CorrectionView = Pick<StoryView, "title" | "href" | "language" | "dir" | "start"> & {
  readonly text: string;
};

/** The digest: `templates/digest.mjml` and `templates/digest.txt.liquid`, one view for both. */
export type DigestView = DirectionView & {
  readonly site: SiteView;
  readonly words: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly preheader: string;
  readonly edition: {
    readonly number: number;
    readonly date: string;
    /** Ready words for the line under the masthead: date, "No. 3", "4 min". */
    readonly meta: readonly string[];
    readonly intro: string;
    /** "View in browser". */
    readonly href: string;
  };
  /** Full weight. Always present: an edition holds at least one entry. */
  readonly lead: StoryView;
  /** Ready words for the lead's link: "Continue reading: …". */
  readonly continueReading: string;
  /** Headline, summary, meta. */
  readonly stories: readonly StoryView[];
  /** Run-in headline and one sentence. */
  readonly briefs: readonly StoryView[];
  /** What was wrong in earlier editions. */
  readonly corrections: readonly CorrectionView[];
  /** Ready words such as "12 more stories on the web", or "". */
  readonly more: string;
  readonly feedHref: string;
  /** Opaque tokens, replaced for each subscriber after the template is compiled. */
  readonly reader: { readonly address: string; readonly unsubscribe: string };
};

export type FeedLinkView = { readonly title: string; readonly type: string; readonly href: string };

/** What every page has: `templates/pages/layout.liquid`. */
export type PageView = DirectionView & {
  readonly site: SiteView;
  readonly words: Readonly<Record<string, string>>;
  readonly page: {
    readonly title: string;
    readonly description: string;
    readonly language: string;
    /** Absolute. */
    readonly canonical: string;
    readonly stylesheet: string;
    readonly feeds: readonly FeedLinkView[];
  };
};

/** `templates/pages/index.liquid`: newest first. */
export type IndexView = PageView & {
  readonly stories: readonly StoryView[];
  readonly editions: readonly EditionLinkView[];
};
export type EditionLinkView = {
  readonly title: string;
  readonly href: string;
  readonly meta: readonly string[];
  /** The date just as it stands in `meta`. */
  readonly date: string;
  readonly datetime: string;
};

/** `templates/pages/article.liquid`. `html` is already sanitised and the only value printed unescaped. */
export type ArticleView = PageView & {
  readonly story: StoryView;
  readonly html: string;
  /** "Updated 3 December 2025", or "". */
  readonly updated: string;
  /** Where it first stood: "First published by The Gull" and the address; "" where that is here. */
  readonly first: { readonly text: string; readonly href: string };
};

/** `templates/pages/edition.liquid`: the digest on the web, from the same sealed record. */
export type EditionView = PageView & {
  readonly edition: {
    readonly number: number;
    /** "Broadsheet No. 3". */
    readonly title: string;
    readonly subject: string;
    readonly meta: readonly string[];
    /** The date just as it stands in `meta`. */
    readonly date: string;
    readonly intro: string;
    readonly datetime: string;
  };
  readonly lead: StoryView;
  readonly stories: readonly StoryView[];
};
