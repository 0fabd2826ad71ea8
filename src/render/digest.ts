import type { Digest, EditionPlan } from "../domain/edition.ts";
import { headline, storiesIn } from "../domain/edition.ts";
import { directionOf } from "../domain/language.ts";
import { mjmlToHtml } from "./mjml.ts";
import type { Publication } from "./publication.ts";
import { directionView, editionHref, pageHref, siteView, storyView } from "./publication.ts";
import type { Templates } from "./template.ts";
import type { CorrectionView, DigestView, StoryView } from "./views.ts";
import type { Voice } from "./words.ts";
import { longDate, phrase, plainWords } from "./words.ts";

/** Gmail clips a mail's HTML near 102 KB; the rest stays for what relays and readers add. In UTF-8 bytes. */
export const maxDigestBytes = 90_000;

export type DigestLayout = { readonly stories: number; readonly briefs: number };

/**
 * An edition as mail. Fits Gmail's limit always: entries lose detail from the bottom (story → brief → counted on the web
 * page), the lead, head and foot never.
 *
 * @param tokens stand where each reader's own values will go; they must occur nowhere else
 */
export async function renderDigest(input: {
  readonly plan: EditionPlan;
  readonly sealedAt: Date;
  readonly layout: DigestLayout;
  readonly tokens: Digest["tokens"];
  readonly publication: Publication;
  readonly templates: Templates;
}): Promise<Digest> {
  const { plan, tokens, templates } = input;
  for (let layout = input.layout; ; layout = smaller(layout, plan.entries.length)) {
    const view = digestView({ ...input, layout });
    const mjml = templates.html("digest.mjml", view);
    const html = await mjmlToHtml(mjml, "digest.mjml");
    const bytes = Buffer.byteLength(html);
    if (bytes <= maxDigestBytes || (layout.stories === 0 && layout.briefs === 0)) {
      return { html, text: tidy(templates.text("digest.txt.liquid", view)), tokens };
    }
  }
}

/** Replaces the tokens by one reader's own values, escaped for where they stand. */
export function fillTokens(
  digest: Digest,
  reader: { readonly address: string; readonly unsubscribe: string },
): { readonly html: string; readonly text: string } {
  const fill = (body: string, escape: (value: string) => string): string =>
    body
      .replaceAll(digest.tokens.address, () => escape(reader.address))
      .replaceAll(digest.tokens.unsubscribe, () => escape(reader.unsubscribe));
  return { html: fill(digest.html, escapeHtml), text: fill(digest.text, (value) => value) };
}

function digestView(input: {
  readonly plan: EditionPlan;
  readonly sealedAt: Date;
  readonly layout: DigestLayout;
  readonly tokens: Digest["tokens"];
  readonly publication: Publication;
}): DigestView {
  const { plan, layout, publication } = input;
  const { voice, url } = publication;
  const views = plan.entries.map((entry) => storyView(entry, publication, url + pageHref(entry)));
  const [lead, ...rest] = views as [StoryView, ...StoryView[]];
  const hidden = storiesIn(plan) - 1 - Math.min(rest.length, layout.stories + layout.briefs);
  return {
    ...directionView(directionOf(voice.language)),
    site: siteView(publication, url),
    words: plainWords(voice, { site: publication.title }),
    subject: plan.subject,
    preheader: plan.preheader,
    edition: {
      number: plan.number,
      date: longDate(voice, input.sealedAt),
      meta: [
        longDate(voice, input.sealedAt),
        phrase(voice, "edition_number", { n: plan.number }),
        minutesOf(plan, voice),
      ],
      intro: introOf(plan, publication),
      href: url + editionHref(plan.number),
    },
    lead,
    continueReading: phrase(voice, "continue_reading", { title: lead.title }),
    stories: rest.slice(0, layout.stories),
    briefs: rest.slice(layout.stories, layout.stories + layout.briefs).map(asBrief),
    corrections: correctionViews(plan, publication),
    more: hidden === 0 ? "" : phrase(voice, "more_on_web", { n: hidden }),
    feedHref: `${url}rss.xml`,
    reader: input.tokens,
  };
}

function correctionViews({ corrections = [] }: EditionPlan, publication: Publication): CorrectionView[] {
  const { url, voice } = publication;
  return corrections.map(({ title, text, language: own, ...entry }) => {
    const language = own ?? voice.language;
    const { dir, start } = directionView(directionOf(language));
    return { title, text, href: url + pageHref(entry), language, dir, start };
  });
}

/** Names what the edition begins and ends with. Headlines stand in quotation marks there, so theirs become single ones. */
export function introOf(plan: EditionPlan, { voice }: Publication): string {
  const quotable = (title = ""): string => title.replace(/[“„"]/g, "‘").replaceAll("”", "’");
  const first = quotable(plan.entries[0]?.title);
  const last = quotable(plan.entries.at(-1)?.title);
  return phrase(voice, "intro", { n: storiesIn(plan), first, last });
}

const asBrief = (story: StoryView): StoryView => ({ ...story, summary: headline(story.firstSentence, 160) });

function smaller({ stories, briefs }: DigestLayout, entries: number): DigestLayout {
  const shown = Math.min(stories, entries - 1);
  if (shown > 0)
    return {
      stories: Math.floor(shown * 0.7),
      briefs: Math.min(60, briefs + shown - Math.floor(shown * 0.7)),
    };
  return { stories: 0, briefs: Math.floor(Math.min(briefs, entries) * 0.7) };
}

/** How long the digest itself takes to read, at 230 words a minute. */
export function minutesOf(plan: EditionPlan, voice: Voice): string {
  const words = plan.entries.reduce((n, e) => n + `${e.title} ${e.summary.text}`.split(/\s+/u).length, 0);
  return phrase(voice, "minutes", { n: Math.max(1, Math.round(words / 230)) });
}

/** Liquid leaves empty lines where its tags stood. */
const tidy = (text: string): string =>
  `${text
    .replace(/[ \t]+$/gmu, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
