import type { Logo, Palette } from "../domain/theme.ts";

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

/** The lead: everything there is of it. What it does not have is "" or empty. */
export type LeadView = StoryView & {
  /** Up to three more things to know, whole sentences. */
  readonly points: readonly string[];
  readonly quote: { readonly text: string; readonly by: string };
  /** Size in pixels as it is shown; `src` "" where there is none, or where the site has no address that others can reach. */
  readonly picture: {
    readonly src: string;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  };
  /** The whole text, for a design that shows it, else empty. `href` is "" or a link; `style` "plain", "strong" or "em". */
  readonly body: readonly {
    readonly kind: "paragraph" | "heading" | "quote" | "item";
    readonly runs: readonly { readonly text: string; readonly href: string; readonly style: string }[];
  }[];
  /** Is all of the text in `body`? */
  readonly isWhole: boolean;
};

/** What an operator chose in `digest.theme`: colours are `#rrggbb`, `fonts` names, `gap` pixels. */
export type ThemeView = {
  readonly light: Palette;
  readonly dark: Palette;
  readonly fonts: { readonly headline: string; readonly text: string };
  /** `src` "" where there is none. */
  readonly logo: Logo;
  readonly gap: {
    /** Between sections, between stories, between items of a list. */
    readonly section: number;
    readonly story: number;
    readonly item: number;
  };
};

/**
 * The digest: `templates/digest.mjml`, `templates/digest.txt.liquid` and every design in `templates/digest/`, one view for all.
 */
export type DigestView = DirectionView & {
  readonly site: SiteView;
  readonly theme: ThemeView;
  readonly words: Readonly<Record<string, string>>;
  readonly subject: string;
  /** "" where there is nothing to say that the subject does not. */
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
  readonly lead: LeadView;
  /** Ready words for the lead's link: "Continue reading: …". */
  readonly continueReading: string;
  /** Headline, summary, meta. */
  readonly stories: readonly StoryView[];
  /** Run-in headline and one sentence. */
  readonly briefs: readonly StoryView[];
  /** Headlines alone. */
  readonly headlines: readonly StoryView[];
  /** What was wrong in earlier editions. */
  readonly corrections: readonly CorrectionView[];
  /** Ready words such as "12 more stories on the web", or "". */
  readonly more: string;
  readonly feedHref: string;
  /** Opaque tokens, replaced for each subscriber after the template is compiled. `preferences` "" where there is no such page. */
  readonly reader: { readonly address: string; readonly unsubscribe: string; readonly preferences: string };
};

/** What a job's `subject:` may say. */
export type SubjectView = {
  /** The publication's. */
  readonly title: string;
  readonly number: number;
  /** "Thursday, 27 November 2025". */
  readonly date: string;
  /** The lead's headline, as much of it as an inbox shows. */
  readonly lead: string;
};

export type FeedLinkView = { readonly title: string; readonly type: string; readonly href: string };

/** A link in ready words. */
export type LinkView = { readonly text: string; readonly href: string };

/** What every page has: `templates/pages/layout.liquid`. */
export type PageView = DirectionView & {
  readonly site: SiteView;
  readonly words: Readonly<Record<string, string>>;
  readonly page: {
    /** In `titleLanguage`, which an article's title has of its own. */
    readonly title: string;
    readonly titleLanguage: string;
    readonly titleDir: "ltr" | "rtl";
    readonly description: string;
    readonly language: string;
    /** Absolute; "" where a page stands for many addresses. */
    readonly canonical: string;
    /** Not to be listed by search engines. */
    readonly hidden: boolean;
    /** Open Graph, in the order it is read: an image's size follows the image. */
    readonly properties: readonly { readonly name: string; readonly content: string }[];
    readonly card: "summary" | "summary_large_image";
    readonly stylesheet: string;
    /** What there is besides this page; `isHere` where it is this page. */
    readonly nav: readonly (LinkView & { readonly isHere: boolean })[];
    /** Of the page's own subject, of which there may be none. */
    readonly ownFeeds: readonly FeedLinkView[];
    readonly feeds: readonly FeedLinkView[];
    /** The list of all feeds, or "". */
    readonly opml: string;
  };
};

/** `templates/pages/index.liquid`: newest first. */
export type IndexView = PageView & {
  readonly stories: readonly StoryView[];
  readonly editions: readonly EditionLinkView[];
  /** To the page of all editions; "" where `editions` are all or there is no such page. */
  readonly allEditions: string;
  /** The most used tags. */
  readonly topics: readonly LinkView[];
  readonly allTopics: string;
  readonly archive: string;
};
export type EditionLinkView = {
  readonly title: string;
  readonly href: string;
  readonly subject: string;
  readonly date: string;
  readonly datetime: string;
};

/** `templates/pages/article.liquid`. `html` is sanitised and `data` is JSON without `<`: they alone are printed unescaped. */
export type ArticleView = PageView & {
  readonly story: StoryView;
  readonly html: string;
  /** JSON-LD. */
  readonly data: string;
  /** First tag; `href` "" where tags have no pages. */
  readonly kicker: LinkView;
  readonly author: LinkView;
  /** "4 min read". */
  readonly minutes: string;
  /** "Updated 3 December 2025" with its date apart; all "" where the article was not edited. */
  readonly updated: {
    readonly before: string;
    readonly date: string;
    readonly after: string;
    readonly datetime: string;
  };
  readonly tags: readonly LinkView[];
  /** Everything of the month; "" where there is no archive. */
  readonly month: LinkView;
  /** Where it first stood: "First published by The Gull" and the address; "" where that is here. */
  readonly first: LinkView;
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
  /** Headlines only. */
  readonly briefs: readonly HeadlineView[];
  /** "12 more stories are in the archive", and where; "" when all are shown. */
  readonly more: LinkView;
  readonly previous: LinkView;
};

/** `lang` and `dir` are "" where they are the page's own. */
export type HeadlineView = LinkView & {
  readonly lang: string;
  readonly dir: string;
  /** "" where unknown, or for want of room. */
  readonly author: string;
};

/** `templates/pages/listing.liquid`: a tag or an author with `stories`, or a month with `days`; newest first. */
export type ListingView = PageView & {
  readonly listing: {
    readonly title: string;
    /** "43 stories", or the days an older page covers. */
    readonly count: string;
    readonly overview: LinkView;
    /** Ready words before the list's own feeds: "Follow Ada O’Neil". */
    readonly follow: string;
    /** "" where there are none. */
    readonly newer: string;
    readonly older: string;
  };
  readonly stories: readonly StoryView[];
  readonly days: readonly {
    readonly date: string;
    readonly datetime: string;
    readonly headlines: readonly HeadlineView[];
  }[];
};

/** `templates/pages/overview.liquid`: all tags, all authors, or all months by year. */
export type OverviewView = PageView & {
  readonly overview: { readonly title: string; readonly kind: string; readonly note: string };
  /** `title` "" where there is only one group. */
  readonly groups: readonly {
    readonly title: string;
    readonly items: readonly (LinkView & { readonly count: string })[];
  }[];
};

/** `templates/pages/editions.liquid`: all editions by year, newest first. */
export type EditionsView = PageView & {
  readonly note: string;
  readonly years: readonly { readonly title: string; readonly editions: readonly EditionLinkView[] }[];
};

/** `templates/pages/absent.liquid`: what a web server shows where there is no page, or no longer. */
export type AbsentView = PageView & {
  readonly absent: { readonly title: string; readonly text: string };
};

/** `templates/pages/subscribe.liquid`: the form; or, where `guess.meant` is not "", the question whether that was meant. */
export type SubscribeView = PageView & {
  /** Where the form goes. */
  readonly action: string;
  /** What was typed and is no address, or "". */
  readonly given: string;
  readonly wrong: boolean;
  readonly guess: {
    readonly given: string;
    readonly meant: string;
    readonly title: string;
    readonly use: string;
    readonly keep: string;
  };
};

/** `templates/pages/notice.liquid`: the form of the button, if there is one, goes where the page came from. */
export type NoticeView = PageView & {
  readonly notice: {
    readonly title: string;
    /** A sentence in parts: addresses run in a direction of their own. */
    readonly text: readonly { readonly text: string; readonly isAddress: boolean }[];
    /** "" where nothing is to be pressed. */
    readonly button: string;
    /** `href` "" where there is none. */
    readonly way: LinkView;
  };
};

/** `templates/pages/preferences.liquid`. */
export type PreferencesView = PageView & {
  readonly address: string;
  readonly saved: boolean;
  readonly wrongDate: boolean;
  readonly wrongAddress: boolean;
  readonly wishes: readonly {
    readonly name: string;
    readonly title: string;
    readonly wanted: boolean;
    readonly frequencies: readonly {
      readonly value: string;
      readonly text: string;
      readonly isChosen: boolean;
    }[];
  }[];
  /** Days, as `<input type="date">` has them: `2026-11-20`; `until` "" where mail comes. */
  readonly pause: { readonly first: string; readonly last: string; readonly until: string };
  /** Where they leave. */
  readonly leaving: string;
};

/** `templates/pages/snippet.liquid`: no page of ours, so it brings its own language and direction. */
export type SnippetView = {
  readonly action: string;
  readonly language: string;
  readonly dir: "ltr" | "rtl";
  readonly words: Readonly<Record<string, string>>;
};
