import type { Edition, EditionHead } from "../domain/edition.ts";
import { introOf, minutesOf } from "./digest-view.ts";
import type { Page } from "./page-address.ts";
import { overviewHref, stamp, upFrom } from "./page-address.ts";
import { downFrom, fitting } from "./page-fit.ts";
import type { PageMeans } from "./page-frame.ts";
import { frameOf } from "./page-frame.ts";
import { headlineView, pageStory } from "./page-stories.ts";
import type { Publication } from "./publication.ts";
import { editionHref } from "./publication.ts";
import type { EditionView, LinkView } from "./views.ts";
import { longDate, phrase } from "./words.ts";

/** How many entries after the lead are shown with their summaries, and how many by headline. */
type Rung = { readonly stories: number; readonly briefs: number };

/** More never fit: a story takes at least 300 bytes, a headline 80. */
const most = { stories: 100, briefs: 300 } as const;
/** Where there is not room for all summaries, those of so many entries come before the headlines of others. */
const kept = { stories: 12, briefs: 24 } as const;

/** An edition loses detail from the bottom: summaries, then headlines, which are counted; then of those that were kept. */
function ladderOf(rest: number): Rung[] {
  const stories = Math.min(rest, kept.stories);
  const briefs = Math.min(rest - stories, kept.briefs);
  return [
    ...downFrom(Math.min(rest, most.stories), stories + 1).map((n) => ({
      stories: n,
      briefs: Math.min(rest - n, most.briefs),
    })),
    ...downFrom(Math.min(rest - stories, most.briefs), briefs + 1).map((n) => ({ stories, briefs: n })),
    ...downFrom(stories, 0).map((n) => ({ stories: n, briefs })),
    ...downFrom(briefs - 1, 0).map((n) => ({ stories: 0, briefs: n })),
  ];
}

export function editionPage(edition: Edition, means: PageMeans): Page {
  const path = editionHref(edition.number);
  const { publication, templates } = means;
  const up = upFrom(path);
  const [lead, ...rest] = edition.entries;
  const shown = rest.slice(0, most.stories + most.briefs);
  const stories = shown.map((entry) => pageStory(entry, publication, up));
  const briefs = shown.map((entry) => headlineView(entry, publication, { up, byline: true }));
  const frame = frameOf(subjectOf(edition, path, publication), means);
  const head = headOf(edition, publication);
  const previous = previousOf(edition, publication);
  const body = fitting(ladderOf(rest.length), (rung) => {
    const view: EditionView = {
      ...frame,
      edition: head,
      lead: pageStory(lead!, publication, up),
      stories: stories.slice(0, rung.stories),
      briefs: briefs.slice(rung.stories, rung.stories + rung.briefs),
      more: moreOf(rest.length - rung.stories - rung.briefs, up, means),
      previous,
    };
    return templates.html("pages/edition.liquid", view);
  });
  return { path, body };
}

export function editionTitle({ number }: Pick<EditionHead, "number">, { title, voice }: Publication): string {
  return phrase(voice, "edition_title", { site: title, n: number });
}

function subjectOf(edition: Edition, path: string, publication: Publication) {
  return {
    path,
    title: `${editionTitle(edition, publication)}: ${edition.subject}`,
    headline: edition.subject,
    description: edition.preheader,
    type: "article",
    properties: [{ name: "article:published_time", content: stamp(edition.sealedAt) }],
  } as const;
}

function headOf(edition: Edition, publication: Publication): EditionView["edition"] {
  const date = longDate(publication.voice, edition.sealedAt);
  return {
    number: edition.number,
    title: editionTitle(edition, publication),
    subject: edition.subject,
    meta: [date, minutesOf(edition, publication.voice)],
    date,
    intro: introOf(edition, publication),
    datetime: stamp(edition.sealedAt),
  };
}

function moreOf(n: number, up: string, { publication, sections }: PageMeans): LinkView {
  if (n === 0) return { text: "", href: "" };
  return {
    text: phrase(publication.voice, sections.archive ? "more_in_archive" : "more_not_shown", { n }),
    href: sections.archive ? up + overviewHref.month : "",
  };
}

/** Numbers run from 1 without a gap, and what was published stays: this never has to be set right. */
function previousOf({ number }: Edition, publication: Publication): LinkView {
  if (number <= 1) return { text: "", href: "" };
  return { text: editionTitle({ number: number - 1 }, publication), href: `${number - 1}.html` };
}
