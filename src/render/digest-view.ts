import type { Digest, EditionPlan } from "../domain/edition.ts";
import { storiesIn } from "../domain/edition.ts";
import { minutesFor } from "../domain/entry.ts";
import { directionOf } from "../domain/language.ts";
import type { Lead, LeadPicture } from "../domain/lead.ts";
import { oneLine } from "../domain/summary.ts";
import type { DigestTheme } from "../domain/theme.ts";
import type { Rung } from "./digest-fit.ts";
import { isPlaceholder } from "./feed-address.ts";
import { nested } from "./nested-quotes.ts";
import { addressOf, editionsHref } from "./page-address.ts";
import type { Room } from "./plain-line.ts";
import { plainLine, plainProse, plainText } from "./plain-line.ts";
import type { Publication } from "./publication.ts";
import { directionView, editionHref, pageHref, shownLanguage, siteView, storyView } from "./publication.ts";
import type { CorrectionView, DigestView, LeadView, StoryView, ThemeView } from "./views.ts";
import type { Voice } from "./words.ts";
import { longDate, phrase, phraseFor, plainWords } from "./words.ts";

export type DigestInput = {
  readonly plan: EditionPlan;
  readonly sealedAt: Date;
  readonly tokens: Digest["tokens"];
  readonly theme: DigestTheme;
  readonly publication: Publication;
};

/** What a text may take in the mail, so that what is never left out always fits. */
const rooms = {
  site: { chars: 200, bytes: 800 },
  title: { chars: 300, bytes: 900 },
  summary: { chars: 1500, bytes: 4000 },
  sentence: { chars: 200, bytes: 600 },
  point: { chars: 240, bytes: 720 },
  kicker: { chars: 60, bytes: 240 },
  meta: { chars: 90, bytes: 360 },
  named: { chars: 120, bytes: 400 },
  linked: { chars: 120, bytes: 400 },
} as const satisfies Record<string, Room>;

/** Of all corrections together: none is left out, and with many of them each is shorter. */
const correctionsBytes = 16_000;

/** A view for each layout, of stories that are made once. */
export function digestViews(input: DigestInput): (rung: Rung) => DigestView {
  const { plan, publication, tokens } = input;
  const { voice, url } = publication;
  const story = (entry: EditionPlan["entries"][number]): StoryView =>
    storyIn({
      ...storyView(entry, publication, url + pageHref(entry)),
      firstSentence: oneLine(entry.summary, rooms.sentence.chars),
    });
  const known = new Map<number, StoryView>();
  const storyAt = (at: number): StoryView => {
    const found = known.get(at) ?? story(plan.entries[at]!);
    known.set(at, found);
    return found;
  };
  const range = (from: number, count: number): StoryView[] =>
    Array.from({ length: count }, (_, n) => storyAt(from + n));
  const lead = leadView(storyAt(0), plan.lead ?? {}, url);
  const date = longDate(voice, input.sealedAt);
  const roundup = plan.roundup == null ? null : phrase(voice, `roundup_${plan.roundup.pace}`);
  const frame = {
    ...directionView(directionOf(voice.language)),
    site: siteIn(publication),
    theme: themeView(input.theme),
    words: plainWords(voice, { site: plainLine(publication.title, rooms.site) }),
    subject: plainLine(plan.subject, rooms.title),
    preheader: plainLine(plan.preheader, rooms.title),
    lead,
    continueReading: phrase(voice, "continue_reading", { title: plainLine(lead.title, rooms.linked) }),
    corrections: correctionViews(plan, publication),
    feedHref: `${url}rss.xml`,
    reader: { ...tokens, preferences: tokens.preferences ?? "" },
  };
  return ({ stories, briefs, headlines, blocks }) => {
    const shown = {
      stories: range(1, stories),
      briefs: range(1 + stories, briefs).map(asBrief),
      headlines: range(1 + stories + briefs, headlines),
    };
    const shownLead = {
      ...lead,
      body: lead.body.slice(0, blocks),
      isWhole: lead.isWhole && blocks >= lead.body.length,
    };
    const last = stories + briefs + headlines;
    const hidden = storiesIn(plan) - 1 - last;
    return {
      ...frame,
      ...shown,
      lead: shownLead,
      edition: {
        number: plan.number,
        date,
        meta: [
          date,
          roundup ?? phrase(voice, "edition_number", { n: plan.number }),
          minutesIn(shownLead, Object.values(shown), voice),
        ],
        intro:
          roundup == null
            ? introBetween(plan, last, publication)
            : phrase(voice, "roundup_intro", {
                roundup,
                intro: introBetween(plan, last, publication),
              }).trim(),
        // A round-up has no page: what it tells stands on those of the editions it is of.
        href: roundup == null ? url + editionHref(plan.number) : addressOf(url, editionsHref),
      },
      more: hidden === 0 ? "" : phrase(voice, "more_on_web", { n: hidden }),
    };
  };
}

function siteIn(publication: Publication): DigestView["site"] {
  const site = siteView(publication, publication.url);
  return {
    ...site,
    title: plainLine(site.title, rooms.site),
    tagline: plainLine(site.tagline, rooms.site),
    postalAddress: plainLine(site.postalAddress, rooms.site),
  };
}

function storyIn(story: StoryView): StoryView {
  return {
    ...story,
    title: plainLine(story.title, rooms.title),
    summary: plainProse(story.summary, rooms.summary),
    firstSentence: plainProse(story.firstSentence, rooms.sentence),
    kicker: plainLine(story.kicker, rooms.kicker),
    meta: story.meta.map((part) => plainLine(part, rooms.meta)),
  };
}

function leadView(story: StoryView, { points = [], quote, picture, body }: Lead, url: string): LeadView {
  return {
    ...story,
    points: points.map((text) => plainProse(text, rooms.point)),
    quote: {
      text: plainProse(quote?.text ?? "", rooms.point),
      by: plainLine(quote?.by ?? "", rooms.meta),
    },
    picture: pictureIn(picture, url),
    body: body?.blocks ?? [],
    isWhole: body?.isWhole ?? false,
  };
}

/** Width of the column of text. */
const columnWidth = 520;
const noPicture = { src: "", alt: "", width: 0, height: 0 } as const;

/** A mail program fetches pictures from afar, and over https or not at all. */
function pictureIn(picture: LeadPicture | undefined, url: string): LeadView["picture"] {
  if (picture == null || !url.startsWith("https:") || isPlaceholder(url)) return noPicture;
  const width = Math.min(columnWidth, picture.width);
  return {
    src: url + picture.href,
    alt: plainLine(picture.alt, rooms.sentence),
    width,
    height: Math.round((picture.height * width) / picture.width),
  };
}

const gaps: Readonly<Record<DigestTheme["density"], ThemeView["gap"]>> = {
  comfortable: { section: 32, story: 20, item: 14 },
  compact: { section: 20, story: 12, item: 8 },
};
const noLogo = { src: "", alt: "", width: 0, height: 0 } as const;

const themeView = ({ light, dark, fonts, logo, density }: DigestTheme): ThemeView => ({
  light,
  dark,
  fonts,
  logo: logo ?? noLogo,
  gap: gaps[density],
});

function correctionViews({ corrections = [] }: EditionPlan, publication: Publication): CorrectionView[] {
  const { url } = publication;
  const room = { chars: 600, bytes: Math.floor(correctionsBytes / Math.max(1, corrections.length)) };
  return corrections.map(({ title, text, ...entry }) => {
    const language = shownLanguage(entry, publication);
    const { dir, start } = directionView(directionOf(language));
    return {
      title: plainLine(title, rooms.named),
      text: plainProse(text, room),
      href: url + pageHref(entry),
      language,
      dir,
      start,
    };
  });
}

/** Names what the edition begins and ends with. */
export const introOf = (plan: EditionPlan, publication: Publication): string =>
  introBetween(plan, plan.entries.length - 1, publication);

/** @param last place of the last entry that is shown: none is announced that is not there */
function introBetween(plan: EditionPlan, last: number, { voice }: Publication): string {
  const n = storiesIn(plan);
  const form = phraseFor(voice, "intro", n);
  const quoted = (at: number, place: string): string =>
    nested(plainLine(plan.entries[at]?.title ?? "", rooms.named), form, place, voice.language);
  if (last === 0 && n > 1) return "";
  return phrase(voice, "intro", { n, first: quoted(0, "{first}"), last: quoted(last, "{last}") });
}

const asBrief = (story: StoryView): StoryView => ({ ...story, summary: story.firstSentence });

/** How long the digest itself takes to read. */
function minutesIn(lead: LeadView, shown: readonly (readonly StoryView[])[], voice: Voice): string {
  const [stories = [], briefs = [], headlines = []] = shown;
  const body = lead.body.flatMap(({ runs }) => runs.map(({ text }) => text));
  const texts = [
    lead.title,
    ...(body.length > 0 ? body : [lead.summary, ...lead.points, lead.quote.text]),
    ...[...stories, ...briefs].flatMap(({ title, summary }) => [title, summary]),
    ...headlines.map(({ title }) => title),
  ];
  return phrase(voice, "minutes", { n: minutesFor(texts.join(" ")) });
}

/** How long all of an edition's headlines and summaries take. */
export function minutesOf(plan: EditionPlan, voice: Voice): string {
  const text = plan.entries.map(({ title, summary }) => `${title} ${plainText(summary.text)}`).join(" ");
  return phrase(voice, "minutes", { n: minutesFor(text) });
}
