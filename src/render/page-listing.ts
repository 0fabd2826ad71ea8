import type { Entry } from "../domain/entry.ts";
import { feedFormats } from "./feeds.ts";
import { feedPath } from "./feed-document.ts";
import { topicChannel } from "./feed-topics.ts";
import type { Listed, ListingPart } from "./listing.ts";
import { dayOf, listingPath, listingSize } from "./listing.ts";
import type { Page } from "./page-address.ts";
import { overviewHref, upFrom } from "./page-address.ts";
import { downFrom, fitting } from "./page-fit.ts";
import type { PageMeans } from "./page-frame.ts";
import { frameOf } from "./page-frame.ts";
import { headlineView, pageStory, shortAuthor } from "./page-stories.ts";
import type { Publication } from "./publication.ts";
import { headline } from "../domain/headline.ts";
import type { FeedLinkView, LinkView, ListingView } from "./views.ts";
import { dateRange, dayAlone, monthYear, phrase } from "./words.ts";

/** Of a list: which page, how many older pages there are, and the page's entries, newest first. */
type Sheet = {
  readonly part: ListingPart;
  readonly pages: number;
  readonly entries: readonly Entry[];
};

/** How many entries keep their sentence, and how long headlines may be. */
type Rung = { readonly sentences: number; readonly byline: boolean; readonly titleChars: number };

const shorterTitles = [120, 90, 70, 50, 35, 20];

export function listingPage(listed: Listed, sheet: Sheet, means: PageMeans): Page {
  const path = listingPath(listed, sheet.part);
  const { entries } = sheet;
  const frame = listingFrame(listed, sheet, path, means);
  const ladder: Rung[] = [
    ...(listed.kind === "month" ? [0] : downFrom(entries.length, 0)).map((sentences) => ({
      sentences,
      byline: true,
      titleChars: 200,
    })),
    ...[200, ...shorterTitles].map((titleChars) => ({ sentences: 0, byline: false, titleChars })),
  ];
  const show = listed.kind === "month" ? daysView : storiesView;
  const body = fitting(ladder, (rung) =>
    means.templates.html("pages/listing.liquid", {
      ...frame,
      ...show(entries, upFrom(path), rung, means.publication),
    } satisfies ListingView),
  );
  return { path, body };
}

type Shown = Pick<ListingView, "stories" | "days">;

function storiesView(
  entries: readonly Entry[],
  up: string,
  { sentences, titleChars, byline }: Rung,
  publication: Publication,
): Shown {
  const stories = entries.map((entry, n) => {
    const story = pageStory(byline ? entry : { ...entry, author: null }, publication, up);
    const summary = n < sentences ? story.firstSentence : "";
    return { ...story, title: headline(story.title, titleChars), summary, kicker: "" };
  });
  return { stories, days: [] };
}

function daysView(
  entries: readonly Entry[],
  up: string,
  { titleChars, byline }: Rung,
  publication: Publication,
): Shown {
  const { voice } = publication;
  const days = Map.groupBy(entries, (entry) => dayOf(entry, voice.zone));
  return {
    stories: [],
    days: Array.from(days, ([datetime, those]) => ({
      date: dayAlone(voice, datetime),
      datetime,
      headlines: those.map((entry) => headlineView(entry, publication, { up, titleChars, byline })),
    })),
  };
}

function listingFrame(listed: Listed, sheet: Sheet, path: string, means: PageMeans) {
  const { publication } = means;
  const { voice } = publication;
  const title = listed.kind === "month" ? monthYear(voice, listed.name) : shortAuthor(listed.name);
  const range = rangeOf(sheet, publication);
  const name = sheet.part.kind === "newest" ? title : `${title}, ${range}`;
  const all = sheet.pages * listingSize(listed.kind) + sheet.entries.length;
  return {
    ...frameOf(
      {
        path,
        title: `${name} · ${publication.title}`,
        headline: name,
        description: phrase(voice, "listing_of", { name, site: publication.title }),
        ownFeeds: ownFeeds(listed, upFrom(path), publication),
      },
      means,
    ),
    listing: {
      title,
      count: sheet.part.kind === "newest" ? phrase(voice, "stories_count", { n: all }) : range,
      overview: overviewLink(listed, upFrom(path), means),
      follow: phrase(voice, "follow", { name: title }),
      ...neighbours(sheet),
    },
  };
}

/** Never how many pages there are: that would change on each of them whenever one is closed. */
function neighbours({ part, pages }: Sheet): Pick<ListingView["listing"], "newer" | "older"> {
  const file = (number: number): string => `${number}.html`;
  if (part.kind === "newest") return { newer: "", older: pages > 0 ? file(pages) : "" };
  return {
    newer: part.number < pages ? file(part.number + 1) : "index.html",
    older: part.number > 1 ? file(part.number - 1) : "",
  };
}

function rangeOf({ entries }: Sheet, { voice }: Publication): string {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  return newest == null || oldest == null ? "" : dateRange(voice, oldest.published, newest.published);
}

function overviewLink({ kind }: Listed, up: string, { publication, sections }: PageMeans): LinkView {
  const section = ({ tag: "tags", author: "authors", month: "archive" } as const)[kind];
  return {
    text: phrase(publication.voice, section),
    href: sections[section] ? up + overviewHref[kind] : "",
  };
}

function ownFeeds({ kind, name, folder }: Listed, up: string, publication: Publication): FeedLinkView[] {
  if (kind === "month") return [];
  const channel = topicChannel({ kind, name, folder }, publication);
  return (["atom", "rss", "json"] as const).map((format) => ({
    title: feedFormats[format].title,
    type: feedFormats[format].type,
    href: up + feedPath(channel, { kind: "current", archives: 0 }, format),
  }));
}
