import type { EditionHead } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import type { Page } from "./page-address.ts";
import { editionsHref, overviewHref } from "./page-address.ts";
import { downFrom, fitting } from "./page-fit.ts";
import type { PageMeans } from "./page-frame.ts";
import { frameOf } from "./page-frame.ts";
import type { Counted } from "./page-overview.ts";
import { editionLink } from "./page-overview.ts";
import { pageStory, shortTag } from "./page-stories.ts";
import type { IndexView } from "./views.ts";

const most = { stories: 20, editions: 12, topics: 12 } as const;
/** Summaries are shortened to a sentence before there are fewer stories than this. */
const keptStories = 12;

/** How many stories after the lead, and how many of them with the whole summary. */
type Rung = { readonly stories: number; readonly whole: number };

const ladderOf = (rest: number): Rung[] => {
  const kept = Math.min(rest, keptStories);
  return [
    ...downFrom(Math.min(rest, most.stories), kept).map((n) => ({ stories: n, whole: n })),
    ...downFrom(kept - 1, 0).map((whole) => ({ stories: kept, whole })),
    ...downFrom(kept - 1, 0).map((stories) => ({ stories, whole: 0 })),
  ];
};

export function frontPage(
  newest: readonly Entry[],
  heads: readonly EditionHead[],
  topics: readonly Counted[],
  means: PageMeans,
): Page {
  const { publication, templates, sections } = means;
  const path = "index.html";
  const shown = newest.slice(0, most.stories + 1).map((entry) => pageStory(entry, publication, ""));
  const [lead, ...rest] = shown;
  const around = {
    ...frameOf({ path, title: publication.title, description: publication.tagline }, means),
    editions: heads.slice(0, most.editions).map((head) => editionLink(head, publication, "editions/")),
    allEditions: sections.editions && heads.length > most.editions ? editionsHref : "",
    topics: sections.tags
      ? topics
          .slice(0, most.topics)
          .map(({ name, folder }) => ({ text: shortTag(name), href: `${folder}index.html` }))
      : [],
    allTopics: sections.tags ? overviewHref.tag : "",
    archive: sections.archive ? overviewHref.month : "",
  };
  const body = fitting(ladderOf(rest.length), ({ stories, whole }) => {
    const brief = rest.slice(whole, stories).map((story) => ({ ...story, summary: story.firstSentence }));
    const view: IndexView = {
      ...around,
      stories: lead == null ? [] : [lead, ...rest.slice(0, whole), ...brief],
    };
    return templates.html("pages/index.liquid", view);
  });
  return { path, body };
}
